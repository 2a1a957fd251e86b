from datetime import timedelta

import pytest

from xinqiao.cases.act import act
from xinqiao.cases.models import Case, Filing, Seated, Statement, Wall
from xinqiao.cases.policy import NoSuchMatter, visible
from xinqiao.cases.record import rebuild, verify
from xinqiao.law.model import Refused
from xinqiao.ledger.entry import decode
from xinqiao.ledger.models import Entry
from xinqiao.people.codes import read_number
from xinqiao.people.directory import directory
from xinqiao.people.identities import open_identity
from xinqiao.people.models import Identity
from xinqiao.people.person import NEWCOMER, newcomer_at, petitioner_of
from xinqiao.testing import LIFT, Cast, case_of, do, file_lift, moment


def counts() -> tuple[int, ...]:
    return tuple(one.objects.count() for one in (Entry, Case, Statement, Identity, Filing, Seated, Wall))


def test_filing_gives_a_number_a_code_and_a_day(cast: Cast) -> None:
    receipt = file_lift("2026-03-02")
    assert read_number(receipt.number) == receipt.number
    assert len(receipt.code) == 16
    case = case_of(receipt.number)
    assert (case.state, case.unit_id, str(case.due_on), case.subject) == (
        "submitted",
        "xfj",
        "2026-03-17",
        LIFT["subject"],
    )
    assert verify().findings == []


def test_names_and_words_are_not_in_the_ledger(cast: Cast) -> None:
    receipt = file_lift()
    text = Entry.objects.get().text
    assert "赵" not in text
    assert LIFT["account"] not in text
    assert LIFT["subject"] not in text
    assert open_identity(receipt.number)["name"] == "赵"


def test_the_second_click_is_the_same_matter_with_the_same_code(cast: Cast) -> None:
    facts = {"purpose": "solve", "channel": "web", **LIFT}
    first = act(None, "submit", facts, by=NEWCOMER, at=moment("2026-03-02"), token="t1")
    before = counts()
    second = act(None, "submit", facts, by=NEWCOMER, at=moment("2026-03-02 09:01"), token="t1")
    assert (second.number, second.code, counts()) == (first.number, first.code, before)
    other = act(None, "submit", facts, by=NEWCOMER, at=moment("2026-03-02 09:02"), token="t2")
    assert other.number != first.number


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({}, "channel"),
        ({"channel": "telepathy"}, "channel"),
        ({"channel": "web", "purpose": "solve", **LIFT, "requests": []}, "requests"),
        ({"channel": "web", "purpose": "solve", **LIFT, "requests": ["一"] * 31}, "requests"),
        ({"channel": "web", "purpose": "solve", **LIFT, "subject": "长" * 201}, "subject"),
        ({"channel": "web", "purpose": "solve", **LIFT, "unknown": "x"}, "unknown"),
        ({"channel": "web", "purpose": "solve", **LIFT, "received_on": "2026-03-01"}, "received_on"),
        ({"channel": "web", "purpose": "solve", **LIFT, "receiver": "zjj"}, "receiver"),
        (
            {
                "channel": "visit",
                "purpose": "solve",
                **LIFT,
                "representatives": ["甲", "乙", "丙", "丁", "戊", "己"],
            },
            "representatives",
        ),
    ],
)
def test_a_refused_filing_names_the_field_and_leaves_no_trace(
    cast: Cast, facts: dict[str, object], field: str
) -> None:
    before = counts()
    with pytest.raises(Refused) as refused:
        act(None, "submit", facts, by=NEWCOMER, at=moment("2026-03-02"))
    assert refused.value.field == field
    assert counts() == before
    assert file_lift().number.startswith("2026-000001-")


def test_somebody_may_turn_to_a_unit_directly(cast: Cast) -> None:
    facts = {"purpose": "solve", "channel": "web", **LIFT}
    receipt = act(None, "submit", facts, by=newcomer_at("zjj"), at=moment("2026-03-02"))
    case = case_of(receipt.number)
    assert (case.unit_id, case.due_clock) == ("zjj", "xf.inform.direct")


def test_two_officers_at_once_one_is_refused_politely(cast: Cast) -> None:
    number = file_lift().number
    seen = case_of(number).entries
    act(
        number,
        "register",
        {"petition_class": "appeal"},
        by=cast.person("sun"),
        at=moment("2026-03-03"),
        seen=seen,
    )
    with pytest.raises(Refused, match="新的进展"):
        act(
            number,
            "register",
            {"petition_class": "appeal"},
            by=cast.person("feng"),
            at=moment("2026-03-03"),
            seen=seen,
        )
    with pytest.raises(Refused, match="已登记"):
        do(number, "register", "feng", "2026-03-03", cast, petition_class="appeal")


def test_the_record_only_goes_forward(cast: Cast) -> None:
    number = file_lift("2026-03-02").number
    with pytest.raises(Refused, match="先后顺序"):
        do(number, "register", "sun", "2026-03-01", cast, petition_class="appeal")


def test_a_stranger_a_forged_number_and_an_accused_unit_all_hear_the_same(cast: Cast) -> None:
    facts = {"purpose": "report", "channel": "web", **LIFT, "accused_units": ["dongqiao"]}
    number = act(None, "submit", facts, by=NEWCOMER, at=moment("2026-04-29")).number
    for who in ("wu", "qian", "chu", "zhou"):
        with pytest.raises(NoSuchMatter):
            do(number, "register", who, "2026-04-30", cast, petition_class="accusation")
    with pytest.raises(NoSuchMatter):
        do("2026-999999-9", "register", "sun", "2026-04-30", cast, petition_class="accusation")
    with pytest.raises(NoSuchMatter):
        act(
            number,
            "withdraw",
            {"free_will": True},
            by=petitioner_of("2026-000009-9"),
            at=moment("2026-04-30"),
        )


def test_an_accusation_does_not_exist_for_the_accused_nor_for_supervisors(cast: Cast) -> None:
    tree = directory()
    facts = {"purpose": "report", "channel": "web", **LIFT, "accused_units": ["dongqiao"]}
    number = act(None, "submit", facts, by=NEWCOMER, at=moment("2026-04-29")).number
    assert visible(cast.person("sun"), tree).filter(number=number).exists()
    for who in ("qian", "chu", "wu", "yang"):
        assert not visible(cast.person(who), tree).exists()


def test_a_matter_about_the_office_that_receives_it_goes_past_that_office(cast: Cast) -> None:
    facts = {"purpose": "report", "channel": "web", **LIFT, "accused_units": ["xfj"]}
    number = act(None, "submit", facts, by=NEWCOMER, at=moment("2026-04-29")).number
    assert case_of(number).unit_id == "city-xfj"


def test_time_passes_before_somebody_acts_and_is_dated_when_it_was_so(cast: Cast) -> None:
    number = file_lift("2026-03-02").number
    do(number, "register", "sun", "2026-03-20", cast, petition_class="appeal")
    ran_out, registered = Entry.objects.filter(number=number).order_by("ordinal")[1:3]
    assert ran_out.action == "run_out"
    assert ran_out.at == moment("2026-03-18 00:00")
    assert decode(ran_out.text)["written_at"] == moment("2026-03-20").isoformat()
    assert registered.action == "register"
    assert case_of(number).late


def test_a_deadline_lasts_until_midnight(cast: Cast) -> None:
    number = file_lift("2026-03-02").number
    do(number, "register", "sun", "2026-03-17 23:59", cast, petition_class="appeal")
    assert not Entry.objects.filter(action="run_out").exists()
    assert rebuild().redrawn == 0


def test_what_is_written_later_keeps_both_moments(cast: Cast) -> None:
    facts = {"purpose": "solve", "channel": "letter", **LIFT, "received_on": "2026-03-02"}
    at = moment("2026-03-02")
    receipt = act(None, "submit", facts, by=cast.person("sun"), at=at, written_at=at + timedelta(days=30))
    content = decode(Entry.objects.get(number=receipt.number).text)
    assert (content["at"], content["written_at"]) == (at.isoformat(), (at + timedelta(days=30)).isoformat())
