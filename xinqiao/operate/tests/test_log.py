"""Looking after the public log: what is said, what is refused, and what helps."""

import json
from io import StringIO
from itertools import count
from random import Random

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from xinqiao.ledger import shelf, signing
from xinqiao.ledger.keeper import Keeper
from xinqiao.ledger.models import Batch, Checkpoint, Entry
from xinqiao.ledger.publish import Done, publish, publish_all
from xinqiao.ledger.sequence import end, waiting
from xinqiao.operate.management.commands import serve
from xinqiao.people.keyring import Ring
from xinqiao.testing import file_lift, make_cast, moment

AT = moment("2026-03-02")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def log(settings, tmp_path, cast):
    settings.LOG = tmp_path / "log"
    settings.LOG_KEYS = Ring("log_key", tmp_path / "keys")
    settings.LOG_STEP = 8


@pytest.fixture
def cast(db):
    return make_cast()


def told(*words: str) -> str:
    out = StringIO()
    call_command("log", *words, stdout=out)
    return out.getvalue()


def yesterday() -> None:
    """A backup was made before the last entries were filed, and is all there is."""
    file_lift()
    publish(at=AT)
    size, after = end().size, end().after
    file_lift()
    file_lift()
    publish_all(at=AT)
    Checkpoint.objects.filter(size__gt=size).delete()
    Batch.objects.filter(first__gte=size).delete()
    Entry.objects.filter(position__gt=after).delete()


def test_status_tells_size_and_keys():
    file_lift()
    assert json.loads(told("status", "--json"))["waiting"] == 1
    told("publish")
    said = json.loads(told("status", "--json"))
    assert (said["waiting"], said["entries"], said["published"], said["trouble"]) == (0, 1, 8, "")
    assert said["keys"] == [signing.verifiers()[0].line]
    assert said["origin"] in told("status")


def test_following_to_the_end_publishes_too(settings):
    settings.FOLLOWERS = ()
    file_lift()
    out = StringIO()
    call_command("follow", "--status", stdout=out)
    assert "log: 1 behind" in out.getvalue()
    call_command("follow", "--once", stdout=out)
    assert waiting() == 0
    assert shelf.published()


def test_a_database_of_yesterday_is_told_everywhere_and_taken_up_again(client, monkeypatch):
    # Settings of a test are weak, and serve says so first.
    monkeypatch.setattr(serve.Command, "refuse_weak_settings", lambda *_words: None)
    yesterday()
    assert [one.id for one in run_checks() if one.id == "xinqiao.W030"]
    assert client.get("/health").json()["log"] == "stands still"
    for words in (("status",), ("publish",)):
        with pytest.raises(CommandError, match="xinqiao log adopt"):
            told(*words)
    with pytest.raises(CommandError, match="xinqiao log adopt"):
        call_command("serve", "--port", "8000")
    published = shelf.published()
    assert "8 leaves were taken over" in told("adopt")
    assert shelf.published() == published
    assert client.get("/health").json()["log"] == "current"
    number = file_lift().number
    # Two numbers were given out that the database does not know of: they are not given out twice.
    assert number.startswith("2026-") and number > "2026-000003"
    told("publish")
    assert json.loads(told("status", "--json"))["adopted"] == 8
    with pytest.raises(CommandError, match="nothing to take over"):
        told("adopt")


def test_a_copy_elsewhere_can_be_taken_over(settings, tmp_path):
    yesterday()
    settings.LOG.rename(tmp_path / "copy")
    assert "taken over" in told("adopt", "--from", str(tmp_path / "copy"))
    file_lift()
    told("publish")
    assert json.loads(told("status", "--json"))["published"] == 24
    with pytest.raises(CommandError):
        told("adopt", "--from", str(tmp_path / "nowhere"))


def test_a_key_is_changed_and_the_old_one_retired():
    file_lift()
    told("publish")
    old = signing.verifiers()[0]
    with pytest.raises(CommandError, match="only one key"):
        told("retire")
    line = told("newkey").splitlines()[0]
    with pytest.raises(CommandError, match="signed nothing yet"):
        told("retire")
    file_lift()
    told("publish")
    assert (shelf.published() or "").count("\n— ") == 2
    told("retire")
    file_lift()
    told("publish")
    assert (shelf.published() or "").count("\n— ") == 1
    assert [one.line for one in signing.verifiers()] == [line, old.line]


def test_a_lost_key_is_replaced_only_when_that_is_said(settings, tmp_path):
    file_lift()
    told("publish")
    with pytest.raises(CommandError, match="is the right one"):
        told("newkey", "--lost")
    settings.LOG_KEYS = Ring("log_key", tmp_path / "others")
    file_lift()
    for words in (("publish",), ("newkey",)):
        with pytest.raises(CommandError, match="newkey --lost"):
            told(*words)
    told("newkey", "--lost")
    told("publish")
    assert len(signing.verifiers()) == 2


def test_a_key_from_the_environment_is_changed_there(settings, tmp_path):
    settings.LOG_KEYS = Ring("log_key", tmp_path, "ab" * 32)
    with pytest.raises(CommandError, match="XINQIAO_LOG_KEY"):
        told("newkey")


def test_torn_files_are_mended(settings):
    file_lift()
    told("publish")
    tile = settings.LOG / "tile/0/000.p/8"
    whole = tile.read_bytes()
    tile.write_bytes(b"torn")
    told("mend")
    assert tile.read_bytes() == whole


class TestKeeper:
    def test_what_is_wrong_is_said_once_and_its_end_too(self, monkeypatch):
        said: list[str] = []
        keeper = Keeper(said.append)
        file_lift()
        with monkeypatch.context() as patched:
            patched.setattr(shelf, "put", full)
            waits = [keeper.round(AT) for _each in range(5)]
        assert len(said) == 1 and "No space left" in said[0]
        assert set(waits) == {15.0}
        assert shelf.published() is None
        assert keeper.round(AT) == 3.0
        assert said[1].startswith("公开账本恢复正常")
        assert shelf.published() is not None

    def test_padding_comes_now_and_then(self, settings):
        settings.LOG_COVER = 30
        keeper = Keeper(print, chance=Random(1))
        for _each in range(100):
            keeper.round(AT)
        assert 2 <= Batch.objects.count() <= 25
        assert not Entry.objects.exists()

    def test_an_ordinary_hour_grows_the_log_as_an_idle_one_does(self, settings, monkeypatch):
        settings.LOG_COVER, settings.LOG_SECONDS = 60, 3
        idle, ordinary = (
            batches_in_a_day(monkeypatch, filed_every=beats, step=settings.LOG_STEP) for beats in (0, 40)
        )
        assert abs(idle - ordinary) < 0.1 * idle

    def test_without_padding_a_quiet_log_stands_still(self, settings):
        settings.LOG_COVER = 0
        keeper = Keeper(print)
        for _each in range(20):
            keeper.round(AT)
        assert Batch.objects.count() == 1

    def test_a_long_queue_is_worked_off_without_rest(self, monkeypatch):
        monkeypatch.setattr("xinqiao.ledger.sequence.MOST", 300)
        entries(699)
        keeper = Keeper(print)
        assert [keeper.round(AT) for _each in range(3)] == [0.0, 0.0, 3.0]
        assert waiting() == 0


def batches_in_a_day(monkeypatch: pytest.MonkeyPatch, *, filed_every: int, step: int) -> int:
    """How many batches a keeper makes where a matter is filed every so many beats, or none."""
    beats, made = count(), count()

    def publish(*, at: object, cover: bool) -> Done:
        filed = next(beats) % filed_every == 0 if filed_every else False
        if cover or filed:
            next(made)
        return Done(1, step if cover or filed else 0)

    monkeypatch.setattr("xinqiao.ledger.keeper.publish", publish)
    keeper = Keeper(print, chance=Random(7))
    for _beat in range(1200 * 24):
        keeper.round(AT)
    return next(made)


def entries(many: int) -> None:
    last = Entry.objects.count()
    Entry.objects.bulk_create(
        Entry(
            position=one,
            number="n",
            ordinal=one,
            action="note",
            at=AT,
            text="{}",
            salt=b"s" * 16,
            digest=one.to_bytes(32, "big"),
        )
        for one in range(last + 1, last + 1 + many)
    )


def full(_path: str, _data: bytes) -> None:
    raise OSError(28, "No space left on device")
