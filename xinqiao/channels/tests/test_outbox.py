from datetime import timedelta

import pytest

from xinqiao.cases.act import act, let_time_pass
from xinqiao.channels.memory import outbound as memory
from xinqiao.channels.message import NotDelivered
from xinqiao.channels.models import Notice
from xinqiao.channels.outbox import CLAIM, WAITS, deliver_due, failed, texts_of, to_print, told_by_hand
from xinqiao.ledger.models import Entry
from xinqiao.people.directory import directory
from xinqiao.people.models import Identity
from xinqiao.people.person import NEWCOMER
from xinqiao.testing import LIFT, Cast, case_of, do, file_lift, moment


def file(cast: Cast, identity: dict[str, str], **more: object) -> str:
    facts = {"purpose": "solve", "channel": "web", **LIFT, **more}
    return act(None, "submit", facts, by=NEWCOMER, at=moment("2026-03-02"), identity=identity).number


@pytest.fixture
def by_mail(cast: Cast, settings) -> str:
    """Mrs Zhao wants to be told by e-mail, in the demonstration."""
    settings.DEMO = True
    return file(cast, {"name": "赵", "email": "zhao@example.org"}, electronic_service="yes")


def register(number: str, cast: Cast, day: str = "2026-03-03") -> None:
    do(number, "register", "sun", day, cast, petition_class="appeal")


def test_who_acted_themselves_is_not_told_of_it(by_mail: str, told) -> None:
    told()
    assert not Notice.objects.exists()


def test_news_goes_the_way_that_was_chosen(cast: Cast, by_mail: str, told) -> None:
    register(by_mail, cast)
    told()
    notice = Notice.objects.get()
    entry = Entry.objects.get(number=by_mail, action="register")
    assert (notice.position, notice.ordinal, notice.channel) == (entry.position, 2, "memory")
    assert deliver_due(at=moment("2026-03-03 10:00")) == 1
    assert deliver_due(at=moment("2026-03-04")) == 0
    assert list(memory.SENT) == [entry.position]
    assert memory.SENT[entry.position].address == "zhao@example.org"
    notice.refresh_from_db()
    assert notice.delivered_at == moment("2026-03-03 10:00")
    assert "申诉求决" in texts_of(case_of(notice.number), at=moment("2026-03-04"))[notice.ordinal]


def test_the_outbox_holds_neither_words_nor_addresses(cast: Cast, by_mail: str, told) -> None:
    register(by_mail, cast)
    told()
    held = " ".join(str(value) for value in Notice.objects.values().get().values())
    for secret in ("zhao", "赵", LIFT["subject"], LIFT["place"]):
        assert secret not in held


def test_electronic_service_can_be_taken_back(cast: Cast, by_mail: str, told) -> None:
    register(by_mail, cast)
    told()
    do(by_mail, "choose_service", "petitioner", "2026-03-03 09:30", service="paper")
    assert deliver_due(at=moment("2026-03-03 10:00")) == 0
    assert not memory.SENT
    stuck = failed(cast.person("sun"), directory()).get()
    assert stuck.error == "this way is no longer wanted"


def test_without_electronic_service_a_clerk_prints_and_posts(cast: Cast, told) -> None:
    number = file(cast, {"name": "赵", "address": "柳园小区 3-801"})
    register(number, cast)
    do(number, "forward", "sun", "2026-03-04", cast, to_unit="zjj")
    told()
    assert deliver_due(at=moment("2026-03-05")) == 0
    waiting = to_print(cast.person("sun"), directory())
    assert [one.ordinal for one in waiting] == [2, 3]
    assert not to_print(cast.person("wu"), directory()).exists()
    assert not told_by_hand([waiting[0].position], cast.person("zhou"), directory(), at=moment("2026-03-05"))
    assert told_by_hand([waiting[0].position], cast.person("sun"), directory(), at=moment("2026-03-05"))
    assert [one.ordinal for one in to_print(cast.person("sun"), directory())] == [3]
    do(
        number, "serve_notice", "sun", "2026-03-09", cast, document="转送告知书", served_on="2026-03-08", way="post"
    )  # fmt: skip
    told()
    assert not to_print(cast.person("sun"), directory()).exists()


def test_who_left_no_address_sees_it_online(cast: Cast, told) -> None:
    number = file(cast, {}, anonymous="yes")
    register(number, cast)
    told()
    assert Notice.objects.get().channel == "online"
    assert Notice.objects.get().delivered_at is not None


def test_that_an_office_is_late_is_told_too(cast: Cast, told) -> None:
    number = file_lift("2026-03-02").number
    let_time_pass([number], at=moment("2026-03-20"))
    told()
    late = Notice.objects.get()
    assert "过了" in texts_of(case_of(number), at=moment("2026-03-20"))[late.ordinal]


def test_history_taken_in_later_wakes_nobody(cast: Cast, by_mail: str, told) -> None:
    facts = {"petition_class": "appeal"}
    sun = cast.person("sun")
    act(by_mail, "register", facts, by=sun, at=moment("2026-03-03"), written_at=moment("2026-06-01"))
    told()
    assert Notice.objects.get().channel == "online"


def test_what_is_among_staff_is_told_to_nobody(cast: Cast, by_mail: str, told) -> None:
    register(by_mail, cast)
    do(by_mail, "note", "sun", "2026-03-03 11:00", cast, text="已电话核对地址")
    told()
    assert Notice.objects.count() == 1


def test_a_failure_is_tried_again_later_and_then_left_to_a_person(cast: Cast, by_mail: str, told) -> None:
    register(by_mail, cast)
    told()
    at = moment("2026-03-03 10:00")
    for wait in WAITS:
        memory.FAILS.append(NotDelivered("the server is away", permanent=False))
        assert deliver_due(at=at) == 0
        notice = Notice.objects.get()
        assert notice.next_try_at == at + wait
        assert deliver_due(at=at + wait - timedelta(seconds=1)) == 0
        at += wait
    memory.FAILS.append(NotDelivered("the server is away", permanent=False))
    assert deliver_due(at=at) == 0
    notice = Notice.objects.get()
    assert (notice.next_try_at, notice.delivered_at, notice.error) == (None, None, "the server is away")
    assert failed(cast.person("sun"), directory()).count() == 1


def test_a_permanent_failure_is_not_tried_again(cast: Cast, by_mail: str, told) -> None:
    register(by_mail, cast)
    told()
    memory.FAILS.append(NotDelivered("no such mailbox", permanent=True))
    deliver_due(at=moment("2026-03-03 10:00"))
    assert Notice.objects.get().next_try_at is None


def test_a_crash_after_sending_sends_again_under_the_same_key(
    cast: Cast, by_mail: str, told, monkeypatch
) -> None:
    """Done but not reported: the claim ends, it is sent once more, and the key makes it one letter."""
    register(by_mail, cast)
    told()
    at = moment("2026-03-03 10:00")

    def sent_then_killed(message, *, at):
        memory.SENT[message.key] = message
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(memory, "deliver", sent_then_killed)
        with pytest.raises(KeyboardInterrupt):
            deliver_due(at=at)
    assert deliver_due(at=at + CLAIM - timedelta(seconds=1)) == 0
    assert deliver_due(at=at + CLAIM) == 1
    assert len(memory.SENT) == 1
    assert Notice.objects.get().tries == 2


def test_a_person_who_was_erased_is_not_written_to(cast: Cast, by_mail: str, told) -> None:
    register(by_mail, cast)
    told()
    Identity.objects.filter(number=by_mail).update(wrapped_key=b"")
    assert deliver_due(at=moment("2026-03-03 10:00")) == 0
    assert Notice.objects.get().error == "the person was erased"


def test_a_key_that_is_missing_is_not_an_erasure_and_the_news_waits_for_it(
    by_mail: str, cast: Cast, told
) -> None:
    register(by_mail, cast)
    told()
    sealed = Identity.objects.get(number=by_mail).sealed
    Identity.objects.filter(number=by_mail).update(sealed=b"x" * 40)
    assert deliver_due(at=moment("2026-03-03 10:00")) == 0
    assert Notice.objects.get().next_try_at is not None, "it is tried again"
    Identity.objects.filter(number=by_mail).update(sealed=sealed)
    assert deliver_due(at=moment("2026-03-03 11:00")) == 1
