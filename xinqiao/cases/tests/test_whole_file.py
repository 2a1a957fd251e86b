"""A whole file leaves the office only when two persons agree, for one making and a short time."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xinqiao.cases import whole_file
from xinqiao.cases.act import Receipt, act
from xinqiao.cases.look import look_at, offers, standing_of
from xinqiao.cases.policy import NoSuchMatter
from xinqiao.cases.record import verify
from xinqiao.cases.story import story
from xinqiao.cases.tick import tick
from xinqiao.cases.whole_file import Request, latest, opened_seal, request_of, waiting_for
from xinqiao.law.model import Refused
from xinqiao.ledger.models import Entry
from xinqiao.people.directory import directory
from xinqiao.people.models import Officer
from xinqiao.people.person import petitioner_of
from xinqiao.testing import Cast, case_of, do, file_lift, make_cast, moment

pytestmark = pytest.mark.django_db

ASKS = {"whom": "court", "recipient": "青石县人民法院", "reason": "法院来函〔2026〕12号调取。"}


@pytest.fixture
def cast(db) -> Cast:
    return make_cast()


@pytest.fixture
def lift(cast: Cast) -> str:
    """Received by the petition office (Sun, Feng), handled by the housing unit (Zhou, Li), supervised by Zheng."""
    number = file_lift("2026-03-02").number
    do(number, "register", "sun", "2026-03-03", cast, petition_class="appeal", occurrence="first")
    do(number, "forward", "sun", "2026-03-06", cast, to_unit="zjj")
    do(number, "inform", "zhou", "2026-03-10", cast, how_it_goes_on="由我们核实以后办理。")
    do(number, "accept", "zhou", "2026-03-12", cast)
    return number


@pytest.fixture
def ask(cast: Cast) -> Callable[..., Receipt]:
    return lambda number, who, at="2026-03-16", **more: do(
        number, "ask_whole_file", who, at, cast, **{**ASKS, **more}
    )


def asked_for(number: str) -> Request:
    found = latest(number, standing_of(case_of(number)))
    assert found is not None
    return found


def refused(number: str, action: str, who: str, at: str, cast: Cast, **facts) -> Refused:
    before = case_of(number).entries
    with pytest.raises(Refused) as found:
        do(number, action, who, at, cast, **facts)
    assert case_of(number).entries == before, "a refusal leaves no trace"
    return found.value


class TestTwoPersons:
    def test_one_asks_another_agrees_and_the_first_takes_it(self, cast, lift, ask):
        ask(lift, "zhou")
        do(lift, "approve_whole_file", "sun", "2026-03-17", cast, checked=True)
        do(lift, "take_whole_file", "zhou", "2026-03-18", cast)
        steps = [one.action for one in Entry.objects.filter(number=lift) if one.action in whole_file.STEPS]
        assert steps == ["ask_whole_file", "approve_whole_file", "take_whole_file"]
        assert verify().findings == []

    def test_nobody_agrees_to_their_own_request(self, cast, lift, ask):
        ask(lift, "sun")
        for action, facts in (
            ("approve_whole_file", {"checked": True}),
            ("refuse_whole_file", {"reason": "不用了"}),
        ):
            assert "申请的正是您" in refused(lift, action, "sun", "2026-03-17", cast, **facts).reason
        do(lift, "approve_whole_file", "feng", "2026-03-17", cast, checked=True)

    def test_only_the_one_who_asked_takes_it(self, cast, lift, ask):
        ask(lift, "zhou")
        do(lift, "approve_whole_file", "sun", "2026-03-17", cast, checked=True)
        for other in ("sun", "feng", "li"):
            assert (
                "只有提出申请的那一位" in refused(lift, "take_whole_file", other, "2026-03-18", cast).reason
            )

    def test_nothing_is_taken_before_somebody_agreed(self, cast, lift, ask):
        assert refused(lift, "take_whole_file", "zhou", "2026-03-16", cast)
        ask(lift, "zhou")
        assert "没有另一个人同意" in refused(lift, "take_whole_file", "zhou", "2026-03-17", cast).reason

    def test_one_agreement_is_for_one_making(self, cast, lift, ask):
        ask(lift, "zhou")
        do(lift, "approve_whole_file", "zheng", "2026-03-17", cast, checked=True)
        do(lift, "take_whole_file", "zhou", "2026-03-18", cast)
        refused(lift, "take_whole_file", "zhou", "2026-03-18 09:01", cast)
        ask(lift, "zhou", "2026-03-19")
        refused(lift, "take_whole_file", "zhou", "2026-03-19 10:00", cast)

    def test_an_agreement_is_to_the_request_it_was_given_to(self, cast, lift, ask):
        ask(lift, "zhou")
        do(lift, "approve_whole_file", "sun", "2026-03-17", cast, checked=True)
        assert refused(lift, "ask_whole_file", "li", "2026-03-18", cast, **ASKS)
        do(lift, "drop_whole_file", "zhou", "2026-03-18", cast)
        ask(lift, "li", "2026-03-19")
        refused(lift, "take_whole_file", "li", "2026-03-19 10:00", cast)
        # Zhou's request is over: Zhou takes nothing on Li's.
        do(lift, "approve_whole_file", "sun", "2026-03-20", cast, checked=True)
        refused(lift, "take_whole_file", "zhou", "2026-03-20 10:00", cast)

    def test_who_asked_once_may_agree_to_somebody_elses_later(self, cast, lift, ask):
        ask(lift, "sun")
        do(lift, "drop_whole_file", "sun", "2026-03-17", cast)
        ask(lift, "zhou", "2026-03-18")
        do(lift, "approve_whole_file", "sun", "2026-03-19", cast, checked=True)

    def test_a_request_is_refused_in_words_and_the_next_one_begins_anew(self, cast, lift, ask):
        ask(lift, "zhou")
        do(lift, "refuse_whole_file", "sun", "2026-03-17", cast, reason="没有来函，依据不够。")
        refused(lift, "take_whole_file", "zhou", "2026-03-18", cast)
        refused(lift, "approve_whole_file", "feng", "2026-03-18", cast, checked=True)
        ask(lift, "zhou", "2026-03-19")
        assert request_of(lift, standing_of(case_of(lift))) is not None

    def test_it_is_agreed_to_only_by_who_says_that_they_checked(self, cast, lift, ask):
        ask(lift, "zhou")
        assert refused(lift, "approve_whole_file", "sun", "2026-03-17", cast).field == "checked"

    def test_nobody_fills_in_how_long_it_holds(self, cast, lift):
        assert refused(lift, "ask_whole_file", "zhou", "2026-03-16", cast, **ASKS, valid_days=365)


class TestTime:
    def test_a_request_lapses_by_itself(self, cast, lift, ask):
        ask(lift, "zhou")
        do(lift, "approve_whole_file", "sun", "2026-03-23 23:00", cast, checked=True)
        assert asked_for(lift).until == date(2026, 3, 30)
        refused(lift, "take_whole_file", "zhou", "2026-03-31 00:01", cast)
        tick(at=moment("2026-03-31 01:00"))
        last = Entry.objects.filter(number=lift).order_by("-ordinal")[0]
        assert last.action == "whole_file_lapses"
        assert request_of(lift, standing_of(case_of(lift))) is None
        ask(lift, "li", "2026-03-31 09:00")

    def test_what_nobody_decided_is_over_too(self, cast, lift, ask):
        ask(lift, "zhou")
        refused(lift, "approve_whole_file", "sun", "2026-03-24", cast, checked=True)
        ask(lift, "zhou", "2026-03-24 10:00")

    def test_how_long_is_a_setting_and_frozen_in_the_entry(self, cast, lift, ask, settings):
        settings.EXPORT_DAYS = 3
        ask(lift, "zhou")
        settings.EXPORT_DAYS = 30
        assert asked_for(lift).until == date(2026, 3, 19)

    def test_it_is_nobodys_duty_and_no_step_of_the_matter_ends_it(self, cast, lift, ask):
        due = (case_of(lift).due_clock, case_of(lift).due_on)
        ask(lift, "zhou")
        assert (case_of(lift).due_clock, case_of(lift).due_on) == due
        assert "xo.file" not in {
            one.clock.id for one in look_at(case_of(lift), at=moment("2026-03-16")).clocks
        }
        do(lift, "approve_whole_file", "sun", "2026-03-17", cast, checked=True)
        do(lift, "withdraw", "petitioner", "2026-03-18", free_will=True)
        do(lift, "take_whole_file", "zhou", "2026-03-18 10:00", cast)
        assert verify().findings == []


class TestWho:
    def test_a_stranger_asks_agrees_to_and_takes_nothing(self, cast, lift, ask):
        with pytest.raises(NoSuchMatter):
            ask(lift, "wu")
        ask(lift, "zhou")
        for action in ("approve_whole_file", "refuse_whole_file", "take_whole_file", "drop_whole_file"):
            with pytest.raises(NoSuchMatter):
                do(lift, action, "wu", "2026-03-17", cast)

    def test_a_supervisor_agrees_and_does_not_ask(self, cast, lift, ask):
        with pytest.raises(Refused):
            ask(lift, "zheng")
        ask(lift, "zhou")
        do(lift, "approve_whole_file", "zheng", "2026-03-17", cast, checked=True)

    def test_the_petitioner_does_neither(self, cast, lift):
        assert refused(lift, "ask_whole_file", "petitioner", "2026-03-16", cast, **ASKS)

    def test_where_nobody_else_is_set_up_nobody_asks(self, cast, lift, ask):
        Officer.objects.filter(username__in=("feng", "zheng", "yang")).update(is_active=False)
        found = refused(lift, "ask_whole_file", "sun", "2026-03-16", cast, **ASKS)
        assert "没有别人可以同意" in found.reason and found.instead
        Officer.objects.filter(username="yang").update(is_active=True)
        ask(lift, "sun")

    def test_whoever_has_withdrawn_is_not_the_second_person(self, cast, lift, ask):
        Officer.objects.filter(username__in=("zheng", "yang")).update(is_active=False)
        Officer.objects.create(
            username="zhang", name="张", unit_id="xfj", capacities="registrar handler head"
        )
        do(lift, "recuse_oneself", "feng", "2026-03-13", cast, interest="信访人是我的亲戚。")
        Officer.objects.filter(username="zhang").update(is_active=False)
        assert "没有别人" in refused(lift, "ask_whole_file", "sun", "2026-03-16", cast, **ASKS).reason
        ask(lift, "zhou")
        with pytest.raises(NoSuchMatter):
            do(lift, "approve_whole_file", "feng", "2026-03-17", cast, checked=True)

    def test_whoever_is_asked_to_withdraw_neither_agrees_nor_takes(self, cast, lift, ask):
        do(lift, "ask_recusal", "petitioner", "2026-03-13", whom="周", grounds="他是物业经理的亲戚。")
        ask(lift, "zhou")
        do(lift, "approve_whole_file", "sun", "2026-03-17", cast, checked=True)
        assert "申请您回避" in refused(lift, "take_whole_file", "zhou", "2026-03-18", cast).reason

    def test_the_agreement_of_somebody_who_has_to_stay_away_since_counts_for_nothing(self, cast, lift, ask):
        Officer.objects.create(
            username="zhang", name="张", unit_id="xfj", capacities="registrar handler head"
        )
        ask(lift, "zhou")
        do(lift, "approve_whole_file", "feng", "2026-03-17", cast, checked=True)
        do(lift, "recuse_oneself", "feng", "2026-03-18", cast, interest="信访人是我的亲戚。")
        assert "应当回避" in refused(lift, "take_whole_file", "zhou", "2026-03-18 10:00", cast).reason
        do(lift, "drop_whole_file", "zhou", "2026-03-18 11:00", cast)
        ask(lift, "zhou", "2026-03-18 12:00")
        do(lift, "approve_whole_file", "sun", "2026-03-18 13:00", cast, checked=True)
        do(lift, "take_whole_file", "zhou", "2026-03-18 14:00", cast)

    def test_an_accusation_is_in_nobodys_hands_who_is_accused_or_under_them(self, cast, ask):
        number = file_lift(purpose="report", accused_units=["dongqiao"]).number
        do(number, "register", "sun", "2026-03-03", cast, petition_class="accusation")
        do(number, "send_to_discipline", "sun", "2026-03-04", cast, to_unit="jjw")
        for who in ("qian", "chu", "zheng"):
            with pytest.raises(NoSuchMatter):
                ask(number, who, "2026-03-05")
        ask(number, "wei", "2026-03-05")
        for who in ("qian", "chu", "zheng"):
            with pytest.raises(NoSuchMatter):
                do(number, "approve_whole_file", who, "2026-03-05 10:00", cast, checked=True)
        do(number, "approve_whole_file", "sun", "2026-03-05 10:00", cast, checked=True)
        do(number, "take_whole_file", "wei", "2026-03-05 11:00", cast)


class TestWhatIsShown:
    def test_the_petitioner_reads_which_office_to_whom_and_why_and_no_names(self, cast, lift, ask):
        ask(lift, "zhou")
        do(lift, "approve_whole_file", "sun", "2026-03-17", cast, checked=True)
        do(lift, "take_whole_file", "zhou", "2026-03-18", cast)
        steps = story(case_of(lift), petitioner_of(lift), at=moment("2026-03-18"))
        told = {one.action: one for one in steps if one.action in whole_file.STEPS}
        assert set(told) == {"ask_whole_file", "approve_whole_file", "take_whole_file"}
        asked = told["ask_whole_file"]
        assert "青石县住房和城乡建设局" in asked.sentence and "青石县人民法院" in asked.sentence
        assert "〔2026〕12号" in [one.text for one in asked.words][-1]
        assert told["approve_whole_file"].office == "青石县信访局"
        assert "周" not in "".join(one.sentence + one.office for one in told.values())

    def test_the_second_person_finds_it_on_the_days_list_and_the_first_what_was_agreed(self, cast, lift, ask):
        tree, at = directory(), moment("2026-03-17")

        def listed(who: str) -> list[bool]:
            return [agreed for _case, agreed in waiting_for(cast.person(who), tree, at=at)]

        assert listed("sun") == []
        ask(lift, "zhou")
        assert listed("sun") == listed("feng") == listed("zheng") == [False]
        assert listed("zhou") == listed("li") == listed("wu") == []
        do(lift, "approve_whole_file", "sun", "2026-03-17", cast, checked=True)
        assert listed("zhou") == [True] and listed("sun") == []

    def test_the_seal_counts_as_opened_when_the_second_person_knew(self, cast, lift, ask):
        ask(lift, "zhou")
        assert not opened_seal(lift, asked_for(lift))
        do(lift, "open_seal", "li", "2026-03-16 10:00", cast, purpose="serve")
        assert not opened_seal(lift, asked_for(lift)), "another's opening is not mine"
        do(lift, "open_seal", "zhou", "2026-03-16 11:00", cast, purpose="serve")
        assert opened_seal(lift, asked_for(lift))
        do(lift, "drop_whole_file", "zhou", "2026-03-16 12:00", cast)
        ask(lift, "li", "2026-03-17")
        do(lift, "approve_whole_file", "sun", "2026-03-17 10:00", cast, checked=True)
        assert opened_seal(lift, asked_for(lift))
        do(lift, "take_whole_file", "li", "2026-03-17 11:00", cast)
        ask(lift, "sun", "2026-03-18")
        do(lift, "approve_whole_file", "feng", "2026-03-18 10:00", cast, checked=True)
        do(lift, "open_seal_received", "sun", "2026-03-18 11:00", cast, purpose="serve")
        assert not opened_seal(lift, asked_for(lift)), "opened after the second person had agreed without it"

    def test_each_is_offered_what_is_theirs(self, cast, lift, ask):
        def open_to(who: str) -> set[str]:
            look = look_at(case_of(lift), at=moment("2026-03-17"))
            found = offers(look, cast.person(who), directory())
            return {one.action.name for one in found if one.open} & whole_file.STEPS

        assert open_to("zhou") == {"ask_whole_file"} and open_to("zheng") == set()
        ask(lift, "zhou")
        assert open_to("zhou") == {"drop_whole_file"}
        assert open_to("sun") == open_to("zheng") == {"approve_whole_file", "refuse_whole_file"}
        do(lift, "approve_whole_file", "sun", "2026-03-17", cast, checked=True)
        assert open_to("zhou") == {"take_whole_file", "drop_whole_file"}
        assert open_to("sun") == open_to("li") == set()


WHO = ("sun", "feng", "zhou", "li", "zheng", "wei", "wu")
FACTS: Mapping[str, Mapping[str, Any]] = {
    "ask_whole_file": ASKS,
    "approve_whole_file": {"checked": True},
    "refuse_whole_file": {"reason": "不够。"},
}
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(sorted(whole_file.STEPS - {whole_file.LAPSE})),
        st.sampled_from(WHO),
        st.integers(min_value=0, max_value=200),
    ),
    min_size=4,
    max_size=16,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_no_sequence_of_deeds_lets_one_person_alone_take_a_file(cast, lift, deeds):
    with transaction.atomic():
        at = moment("2026-03-16")
        for action, who, hours in deeds:
            at += timedelta(hours=hours)
            try:
                act(lift, action, FACTS.get(action, {}), by=cast.person(who), at=at)
            except (Refused, NoSuchMatter):
                continue
        told = [
            (one.action, one.text, one.at)
            for one in Entry.objects.filter(number=lift, action__in=whole_file.STEPS).order_by("ordinal")
        ]
        transaction.set_rollback(True)
    asked = agreed = None
    for action, text, when in told:
        doer = whole_file.decode(text)["by"]["key"]
        if action == whole_file.ASK:
            assert asked is None, "a second request while one is open"
            asked, agreed = doer, None
        elif action == whole_file.AGREE:
            assert asked is not None and doer != asked
            agreed = (doer, when)
        elif action == whole_file.TAKE:
            assert agreed is not None and doer == asked and doer != agreed[0]
            assert (when.date() - agreed[1].date()).days <= 8
            asked = agreed = None
        else:
            asked = agreed = None
