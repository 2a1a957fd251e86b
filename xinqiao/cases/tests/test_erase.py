"""Erasing is an entry: what was said goes, what happened stays, and everything still verifies."""

import hashlib
import json
import os
from typing import Any

import pytest

from xinqiao.cases.act import act
from xinqiao.cases.erasure import Erasure, erasure_of
from xinqiao.cases.files import path_of
from xinqiao.cases.models import Attachment, Statement
from xinqiao.cases.policy import NoSuchMatter
from xinqiao.cases.record import rebuild, verify
from xinqiao.cases.statements import requests_of
from xinqiao.cases.story import story
from xinqiao.law.model import Refused
from xinqiao.ledger.models import Entry
from xinqiao.people.erasing import is_erased
from xinqiao.people.identities import Erased, open_identity
from xinqiao.people.models import Identity
from xinqiao.people.person import petitioner_of
from xinqiao.testing import Cast, case_of, do, file_lift, moment

ERASED = "（依法删除）"


@pytest.fixture
def over(cast: Cast) -> str:
    """A matter that was filed, registered and taken back."""
    number = file_lift("2026-03-02").number
    do(number, "register", "sun", "2026-03-03", cast, petition_class="appeal", content_class="电梯")
    do(number, "withdraw", "petitioner", "2026-03-05", free_will=True)
    return number


@pytest.fixture(autouse=True)
def the_record_holds(db: None) -> Any:
    yield
    assert verify().findings == []
    assert rebuild().redrawn == 0


def kept_file(content: bytes = b"%PDF-1.4 a photograph of the lift") -> dict[str, Any]:
    """A file handed in long ago."""
    digest = hashlib.sha256(content).hexdigest()
    path = path_of(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    long_ago = moment("2026-01-01").timestamp()
    os.utime(path, (long_ago, long_ago))
    return {"name": "电梯.pdf", "media_type": "application/pdf", "size": len(content), "sha256": digest}


def test_erasing_the_person_destroys_the_key_and_leaves_the_words(over: str, cast: Cast) -> None:
    do(over, "erase_identity", "feng", "2026-04-01", cast, reason="ordered")
    assert is_erased(over)
    with pytest.raises(Erased):
        open_identity(over)
    kept = Identity.objects.get(number=over)
    assert bytes(kept.wrapped_key) == b"" and bytes(kept.sealed) == b"" and len(bytes(kept.code)) == 32
    assert case_of(over).subject == "三号楼电梯停运一个月"


def test_erasing_the_words_leaves_what_happened(over: str, cast: Cast) -> None:
    before = list(Entry.objects.values_list("position", "text", "digest"))
    do(over, "erase_words", "feng", "2026-04-01", cast, extent="whole", reason="ordered")
    assert set(Statement.objects.filter(number=over).values_list("text", flat=True)) == {""}
    assert {bytes(salt) for salt in Statement.objects.values_list("salt", flat=True)} == {b""}
    case = case_of(over)
    assert (case.subject, case.place, case.content_class) == ("", "", "")
    assert (
        list(Entry.objects.filter(position__lte=len(before)).values_list("position", "text", "digest"))
        == before
    )
    steps = story(case, petitioner_of(over), at=moment("2026-04-02"))
    assert {said.text for step in steps for said in step.words} == {ERASED}
    assert [step.action for step in steps] == ["erase_words", "withdraw", "register", "submit"]
    assert "已经依法删除" in steps[0].sentence
    assert set(requests_of(over).values()) == {ERASED}


def test_one_entry_alone_can_be_erased(over: str, cast: Cast) -> None:
    do(over, "erase_words", "feng", "2026-04-01", cast, extent="entry", entry=2, reason="unlawful")
    assert case_of(over).subject == "三号楼电梯停运一个月"
    assert case_of(over).content_class == ""


def test_the_digest_stays_in_the_entry(over: str, cast: Cast) -> None:
    words = json.loads(Entry.objects.get(number=over, ordinal=1).text)["words"]
    do(over, "erase_words", "feng", "2026-04-01", cast, extent="whole", reason="ordered")
    assert json.loads(Entry.objects.get(number=over, ordinal=1).text)["words"] == words


@pytest.mark.django_db(transaction=True)
def test_a_file_goes_with_the_words_unless_another_matter_names_it(cast: Cast) -> None:
    mine, shared = kept_file(), kept_file(b"%PDF-1.4 the notice on the wall")
    number = file_lift("2026-03-02", files=[mine, shared]).number
    other = file_lift("2026-03-02", files=[shared]).number
    do(number, "withdraw", "petitioner", "2026-03-05", free_will=True)
    do(number, "erase_words", "feng", "2026-04-01", cast, extent="whole", reason="ordered")
    assert not path_of(mine["sha256"]).exists()
    assert path_of(shared["sha256"]).exists()
    assert set(Attachment.objects.filter(number=number).values_list("name", "sha256", "size")) == {
        ("", "", 0)
    }
    step = story(case_of(number), petitioner_of(number), at=moment("2026-04-02"))[-1]
    assert [one.name for one in step.files] == [ERASED, ERASED]
    assert Attachment.objects.get(number=other).name == "电梯.pdf"


@pytest.mark.parametrize("username", ["sun", "li", "zheng"])
def test_only_the_head_of_the_office_that_received_it_may_erase(over: str, cast: Cast, username: str) -> None:
    with pytest.raises((Refused, NoSuchMatter)):
        do(over, "erase_identity", username, "2026-04-01", cast, reason="ordered")
    assert not is_erased(over)


def test_a_stranger_may_not_erase(over: str, cast: Cast) -> None:
    with pytest.raises(NoSuchMatter):
        do(over, "erase_words", "wu", "2026-04-01", cast, extent="whole", reason="ordered")


def test_a_matter_that_is_not_over_keeps_its_person(cast: Cast) -> None:
    number = file_lift("2026-03-02").number
    with pytest.raises(Refused, match="状态"):
        do(number, "erase_identity", "feng", "2026-04-01", cast, reason="ordered")


def test_while_a_matter_is_open_only_what_is_unlawful_is_struck_one_entry_at_a_time(cast: Cast) -> None:
    number = file_lift("2026-03-02").number
    do(number, "add_papers", "petitioner", "2026-03-03", text="邻居的病历写在这里")
    with pytest.raises(Refused, match="选项"):
        do(number, "strike_words", "feng", "2026-03-04", cast, entry=2, reason="retention")
    do(number, "strike_words", "feng", "2026-03-04", cast, entry=2, reason="unlawful")
    assert Statement.objects.get(number=number, ordinal=2).text == ""
    assert case_of(number).subject


@pytest.mark.parametrize(
    ("facts", "match"),
    [
        ({"extent": "entry"}, "第几条"),
        ({"extent": "entry", "entry": 9}, "没有第 9 条"),
        ({"extent": "whole", "entry": 1}, "不要再写"),
        ({"extent": "entry", "entry": 3}, "已经没有了"),
    ],
)
def test_what_is_to_be_erased_must_be_there(over: str, cast: Cast, facts: dict[str, Any], match: str) -> None:
    with pytest.raises(Refused) as refused:
        do(over, "erase_words", "feng", "2026-04-01", cast, reason="ordered", **facts)
    assert match in str(refused.value)
    assert case_of(over).entries == 3


def test_a_person_is_erased_once(over: str, cast: Cast) -> None:
    do(over, "erase_identity", "feng", "2026-04-01", cast, reason="ordered")
    with pytest.raises(Refused, match="已经没有了"):
        do(over, "erase_identity", "feng", "2026-04-02", cast, reason="ordered")


def test_without_a_schedule_no_period_has_passed(over: str, cast: Cast) -> None:
    with pytest.raises(Refused, match="没有设定"):
        do(over, "erase_identity", "feng", "2066-04-01", cast, reason="retention")


# -- What the petitioner may ask ---------------------------------------------------------------------------------------


def test_a_petitioner_asks_and_the_office_decides_by_a_known_day(over: str, cast: Cast) -> None:
    receipt = do(over, "ask_erasure", "petitioner", "2026-04-01", what="identity")
    assert receipt.standing.clocks["xo.erasure"].last.isoformat() == "2026-05-06"  # 30 days end on a holiday
    with pytest.raises(Refused, match="没有请求"):
        do(over, "grant_erasure", "feng", "2026-04-02", cast, what="both")
    after = do(over, "grant_erasure", "feng", "2026-04-02", cast, what="identity").standing
    assert is_erased(over) and "xo.erasure" not in after.clocks and not after.marks & {"erasure_asked"}
    assert case_of(over).subject


def test_a_refusal_gives_its_reason_and_the_way_to_court(over: str, cast: Cast) -> None:
    do(over, "ask_erasure", "petitioner", "2026-04-01", what="both", grounds="不想再留着")
    event = do(over, "refuse_erasure", "feng", "2026-04-10", cast, reason="保存期限还没有满。").event
    assert event.action == "refuse_erasure" and not is_erased(over)
    with pytest.raises(Refused, match="没有等待决定"):
        do(over, "grant_erasure", "feng", "2026-04-11", cast, what="both")


# -- Correcting --------------------------------------------------------------------------------------------------------


def test_contact_details_are_corrected_under_the_seal_and_the_entry_holds_none(over: str) -> None:
    me = petitioner_of(over)
    act(
        over,
        "change_contact",
        {},
        by=me,
        at=moment("2026-04-01"),
        identity={"telephone": "13800", "email": ""},
    )
    assert open_identity(over) == {"name": "赵", "telephone": "13800"}
    entry = Entry.objects.get(number=over, action="change_contact")
    assert "13800" not in entry.text and "words" not in json.loads(entry.text)


def test_a_correction_that_says_nothing_is_refused(over: str, cast: Cast) -> None:
    with pytest.raises(Refused, match="没有写"):
        do(over, "change_contact", "petitioner", "2026-04-01")
    with pytest.raises(Refused, match="核对"):
        act(
            over,
            "change_contact",
            {},
            by=cast.person("sun"),
            at=moment("2026-04-01"),
            identity={"name": "钱"},
        )


def test_somebody_erased_may_give_details_again_and_what_was_erased_stays_erased(
    over: str, cast: Cast
) -> None:
    do(over, "erase_identity", "feng", "2026-04-01", cast, reason="ordered")
    act(
        over,
        "change_contact",
        {},
        by=petitioner_of(over),
        at=moment("2026-04-02"),
        identity={"email": "a@b.cn"},
    )
    assert open_identity(over) == {"email": "a@b.cn"}
    do(over, "erase_identity", "feng", "2026-04-03", cast, reason="ordered")


# -- What verify finds -------------------------------------------------------------------------------------------------


@pytest.fixture
def tampered() -> Any:
    """Puts back what a test has spoilt, so that the record holds again."""
    undo: list[Any] = []
    yield undo
    for one in undo:
        one()


def test_words_that_go_without_an_entry_are_found(over: str, tampered: list[Any]) -> None:
    one = Statement.objects.filter(number=over, name="account").get()
    Statement.objects.filter(pk=one.pk).update(text="", salt=b"", erased_at=moment("2026-04-01"))
    tampered.append(one.save)
    assert any("却没有删除的记录" in finding for finding in verify().findings)


def test_words_that_stay_although_an_entry_erased_them_are_found(
    over: str, cast: Cast, tampered: list[Any]
) -> None:
    one = Statement.objects.filter(number=over, name="account").get()
    do(over, "erase_words", "feng", "2026-04-01", cast, extent="whole", reason="ordered")
    gone = Statement.objects.get(pk=one.pk)
    one.save()
    tampered.append(gone.save)
    assert any("应当已经删除" in finding for finding in verify().findings)


def test_a_key_that_goes_without_an_entry_is_found(over: str, tampered: list[Any]) -> None:
    one = Identity.objects.get(number=over)
    Identity.objects.filter(number=over).update(wrapped_key=b"")
    tampered.append(one.save)
    assert any("密钥被销毁了" in finding for finding in verify().findings)


def test_a_person_who_stays_although_an_entry_erased_them_is_found(
    over: str, cast: Cast, tampered: list[Any]
) -> None:
    one = Identity.objects.get(number=over)
    do(over, "erase_identity", "feng", "2026-04-01", cast, reason="ordered")
    gone = Identity.objects.get(number=over)
    one.save()
    tampered.append(gone.save)
    assert any("身份应当已经删除" in finding for finding in verify().findings)


def test_only_the_erasing_actions_erase() -> None:
    assert erasure_of("note", {"entry": 1}) is None
    assert erasure_of("grant_erasure", {"what": "both"}) == Erasure(identity=True, words=0)


def test_the_seal_of_an_erased_person_is_not_opened_and_nobody_is_told_that_it_was(
    over: str, cast: Cast
) -> None:
    do(over, "erase_identity", "feng", "2026-04-01", cast, reason="ordered")
    before = Entry.objects.count()
    with pytest.raises(Refused, match="已经依法删除"):
        do(over, "open_seal_received", "sun", "2026-04-02", cast, purpose="interview")
    assert Entry.objects.count() == before
    act(
        over,
        "change_contact",
        {},
        by=petitioner_of(over),
        at=moment("2026-04-03"),
        identity={"telephone": "13900"},
    )
    do(over, "open_seal_received", "sun", "2026-04-04", cast, purpose="interview")
    assert open_identity(over) == {"telephone": "13900"}
