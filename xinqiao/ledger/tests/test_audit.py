"""Whatever is changed about the log after the fact is named."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from xinqiao.ledger import shelf
from xinqiao.ledger.audit import audit
from xinqiao.ledger.models import Batch, Checkpoint, Entry
from xinqiao.ledger.publish import publish, publish_all
from xinqiao.ledger.sequence import index_of
from xinqiao.ledger.tests.small import AT, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf_of_its_own(settings, tmp_path: Path) -> None:
    settings.LOG = tmp_path / "log"
    settings.LOG_STEP = 8


def findings() -> list[str]:
    found: list[str] = []
    audit(lambda sentence, **facts: found.append(sentence.format(**facts)))
    return found


@pytest.fixture
def log() -> None:
    """Three batches, 600 entries, 616 leaves: two full tiles and a partial one, and one of the level above."""
    for many in (1, 590, 9):
        write(many)
        publish_all(at=AT)


@pytest.mark.parametrize(
    "rounds", [(), (1,), (256,), (256, 256), (300, 5), (250, 6, 1), (4096, 61441), (66_000, 300)]
)
def test_a_sound_log_has_no_findings(rounds: tuple[int, ...]) -> None:
    made = iter(range(1, 10**9))
    for many in rounds:
        Entry.objects.bulk_create(
            [
                Entry(
                    position=one,
                    number="n",
                    ordinal=one,
                    action="note",
                    at=AT,
                    text="{}",
                    salt=b"s",
                    digest=one.to_bytes(32, "big"),
                )
                for one in (next(made) for _each in range(many))
            ]
        )
        publish_all(at=AT)
    assert findings() == []


def test_entries_that_wait_are_no_fault(log: None) -> None:
    write(3)
    found: list[str] = []
    seen = audit(lambda sentence, **_facts: found.append(sentence))
    assert found == []
    assert (seen.leaves, seen.checkpoints, seen.waiting) == (616, 3, 3)


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def flip(path: str) -> None:
    file = settings.LOG / path
    data = file.read_bytes()
    file.write_bytes(data[:40] + bytes([data[40] ^ 1]) + data[41:])


def tear(path: str) -> None:
    (settings.LOG / path).unlink()


def change_leaf(place: int) -> None:
    batch = Batch.objects.get(first=8)
    leaves = bytearray(bytes(batch.leaves))
    leaves[place * 32] ^= 1
    Batch.objects.filter(first=8).update(leaves=bytes(leaves))


def padding_of() -> int:
    taken = {index_of(position) for position in range(1, 601)}
    return next(index for index in range(8, 600) if index not in taken)


FAULTS: dict[str, tuple[Callable[[], object], str]] = {
    "an entry's digest changed with its text": (
        lambda: Entry.objects.filter(position=300).update(digest=b"x" * 32),
        "第 300 号记录和公开账本第",
    ),
    "an entry taken out": (
        lambda: sql("DELETE FROM ledger_entry WHERE position = 17"),
        "第 17 号记录入过公开账本，现在不见了",
    ),
    "padding exchanged in the database": (lambda: change_leaf(padding_of() - 8), "和数据库里的不一致"),
    "a full tile changed": (lambda: flip("tile/0/001"), "tile/0/001"),
    "a partial tile changed": (lambda: flip("tile/0/002.p/104"), "tile/0/002.p/104"),
    "a tile above changed": (lambda: flip("tile/1/000.p/2"), "tile/1/000.p/2"),
    "a bundle changed": (lambda: flip("tile/entries/001"), "tile/entries/001"),
    "a tile gone": (lambda: tear("tile/0/000"), "tile/0/000 不见了"),
    "a root changed": (lambda: Checkpoint.objects.filter(size=8).update(root=b"x" * 32), "公开账本前 8 条"),
    "a signature changed": (
        lambda: Checkpoint.objects.filter(size=8).update(note=Checkpoint.objects.get(size=616).note),
        "公开账本 8 条时的签名不对",
    ),
    "a batch taken out": (lambda: sql("DELETE FROM ledger_batch WHERE first = 8"), "接不上"),
    "the published checkpoint torn": (lambda: shelf.put(shelf.CHECKPOINT, b"x"), "读不出来"),
    "two entries in one place": (
        lambda: Batch.objects.filter(first=600).update(slots=bytes(4) * 9),
        "位置重复",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named(log: None, name: str) -> None:
    harm, word = FAULTS[name]
    assert findings() == []
    harm()
    assert any(word in sentence for sentence in findings()), findings()


def test_checkpoints_older_than_a_week_are_thinned_and_all_still_fits(log: None) -> None:
    for day in range(1, 12):
        for _each in range(3):
            write(1)
            publish(at=AT + timedelta(days=day))
    kept = Checkpoint.objects.filter(at__lt=AT + timedelta(days=4))
    assert kept.count() == 4  # the day of the fixture and three more, one each
    assert findings() == []
