"""What is published of the ledger: padded, in files, signed, and after every accident the same log."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from xinqiao.ledger import shelf, signing
from xinqiao.ledger.adopt import adopt
from xinqiao.ledger.models import Batch, Checkpoint, Entry
from xinqiao.ledger.publish import mend, publish, publish_all, trouble
from xinqiao.ledger.sequence import Halted, end, index_of, places, waiting
from xinqiao.ledger.tests.small import AT, write
from xinqiao.tlog import audit, checkpoint
from xinqiao.tlog.merkle import leaf_hash, verify_consistency
from xinqiao.tlog.prover import Prover
from xinqiao.tlog.tile import Folder

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf_of_its_own(settings, tmp_path: Path) -> Path:
    settings.LOG = tmp_path / "log"
    settings.LOG_STEP = 8
    return settings.LOG


def shown() -> checkpoint.Checkpoint:
    text = shelf.published()
    assert text
    return checkpoint.opened(text, signing.verifiers(), signing.origin())[0]


def assert_sound() -> None:
    assert list(audit.faults(shelf.tiles(), shown())) == []
    for one in Checkpoint.objects.all():
        assert Prover(shelf.tiles(), shown().size).root(one.size) == bytes(one.root)


def test_every_entry_has_one_leaf_and_the_rest_is_padding():
    write(11)
    publish_all(at=AT)
    assert shown().size == 16
    prover = Prover(shelf.tiles(), 16)
    digests = dict(Entry.objects.values_list("position", "digest"))
    found = {position: index_of(position) or 0 for position in digests}
    assert len(set(found.values())) == 11
    for position, index in found.items():
        assert prover.leaf(index) == leaf_hash(bytes(digests[position]))
    assert_sound()


def test_a_single_entry_and_none_at_all_make_logs_of_one_size():
    publish(at=AT)
    assert shown().size == 8
    write(1)
    publish(at=AT)
    assert shown().size == 16
    publish(at=AT, cover=True)
    assert shown().size == 24
    assert publish(at=AT).added == 0


def test_what_grows_begins_with_what_was():
    sizes = []
    for many in (1, 300, 5, 250, 700):
        write(many)
        publish_all(at=AT)
        sizes.append(shown())
    prover = Prover(shelf.tiles(), sizes[-1].size)
    for old in sizes:
        proof = prover.consistency(old.size)
        assert verify_consistency(old.size, sizes[-1].size, old.root, sizes[-1].root, proof)
    assert_sound()


def test_partial_tiles_stay_until_the_full_one_is_there(settings):
    write(5)
    publish(at=AT)
    write(5)
    publish(at=AT)
    assert (settings.LOG / "tile/0/000.p/8").is_file()
    assert (settings.LOG / "tile/0/000.p/16").is_file()
    write(300)
    publish(at=AT)
    assert (settings.LOG / "tile/0/000").stat().st_size == 256 * 32
    assert not (settings.LOG / "tile/0/000.p").exists()
    assert not (settings.LOG / "tile/entries/000.p").exists()


def test_a_clock_that_is_set_back_does_not_make_the_log_go_back():
    write(1)
    publish(at=AT)
    write(1)
    publish(at=AT - timedelta(days=400))
    times = list(Checkpoint.objects.order_by("size").values_list("at", flat=True))
    assert times == sorted(times) == [AT, AT]


@pytest.mark.parametrize("path", ["tile/0/000.p/40", "tile/entries/000.p/40"])
@pytest.mark.parametrize("harm", [lambda data: data[:-5], lambda data: data[:-1] + b"?", lambda data: b""])
def test_a_torn_tile_is_written_again_before_the_log_goes_on(settings, path, harm):
    write(33)
    publish(at=AT)
    file = settings.LOG / path
    file.write_bytes(harm(file.read_bytes()))
    write(1)
    publish(at=AT)
    assert_sound()


def test_a_tile_torn_long_ago_is_mended(settings):
    write(900)
    publish(at=AT)
    (settings.LOG / "tile/0/001").write_bytes(b"torn")
    (settings.LOG / "tile/entries/002").unlink()
    assert len(list(audit.faults(shelf.tiles(), shown()))) > 0
    mend()
    assert_sound()


def test_files_that_are_gone_are_made_again_from_the_database(settings):
    write(600)
    publish(at=AT)
    before = {str(one): one.read_bytes() for one in settings.LOG.rglob("*") if one.is_file()}
    shutil.rmtree(settings.LOG)
    publish(at=AT)
    after = {str(one): one.read_bytes() for one in settings.LOG.rglob("*") if one.is_file()}
    assert after == before


def restore_to(size: int) -> None:
    """As if the database were that of yesterday."""
    Checkpoint.objects.filter(size__gt=size).delete()
    Batch.objects.filter(first__gte=size).delete()
    Entry.objects.filter(position__gt=end().after).delete()


def test_a_database_of_yesterday_does_not_fork_the_log():
    write(20)
    publish(at=AT)
    size = end().size
    write(20)
    publish_all(at=AT)
    published = shelf.published()
    restore_to(size)
    write(3)
    with pytest.raises(Halted) as halted:
        publish(at=AT)
    assert "xinqiao log adopt" in halted.value.sentence.en
    assert "xinqiao log adopt" in halted.value.sentence.zh
    assert trouble() is not None
    assert shelf.published() == published
    assert end().size == size


def test_what_was_published_is_taken_over_and_the_log_goes_on():
    write(20)
    publish(at=AT)
    size = end().size
    write(20)
    publish_all(at=AT)
    old = shown()
    restore_to(size)
    write(3)
    taken = adopt(shelf.tiles(), shelf.published() or "", at=AT)
    assert taken.leaves == old.size - size
    assert taken.known == 0
    publish_all(at=AT)
    prover = Prover(shelf.tiles(), shown().size)
    assert verify_consistency(old.size, shown().size, old.root, shown().root, prover.consistency(old.size))
    assert waiting() == 0
    assert_sound()


def test_entries_that_the_backup_has_are_known_again():
    write(20)
    publish(at=AT)
    size = end().size
    write(20)
    publish_all(at=AT)
    Checkpoint.objects.filter(size__gt=size).delete()
    Batch.objects.filter(first__gte=size).delete()
    taken = adopt(shelf.tiles(), shelf.published() or "", at=AT)
    assert taken.known == 20
    assert waiting() == 0
    assert len({index_of(position) for position in range(1, 41)}) == 40
    write(1)
    publish(at=AT)
    assert_sound()


def test_a_log_that_is_not_a_continuation_is_not_taken_over(settings, tmp_path):
    write(20)
    publish(at=AT)
    other = tmp_path / "other"
    size = end().size
    write(200)
    publish_all(at=AT)
    settings.LOG.rename(other)
    note = (other / "checkpoint").read_text()
    restore_to(size)
    one = Batch.objects.get(first=0)
    leaves = bytes(one.leaves)
    Batch.objects.filter(first=0).update(leaves=leaves[:-1] + bytes([leaves[-1] ^ 1]))
    with pytest.raises(Halted):
        adopt(Folder(other), note, at=AT)
    assert end().size == size


def test_changed_leaves_are_never_signed(settings):
    write(20)
    publish(at=AT)
    one = Batch.objects.get(first=0)
    leaves = bytes(one.leaves)
    Batch.objects.filter(first=0).update(leaves=leaves[:-1] + bytes([leaves[-1] ^ 1]))
    shutil.rmtree(settings.LOG / "tile")
    write(1)
    with pytest.raises(Halted, match="somebody has changed"):
        publish(at=AT)
    assert shown().size == 24
    assert Checkpoint.objects.count() == 1


def test_a_disk_with_another_log_is_refused():
    write(20)
    publish(at=AT)
    Checkpoint.objects.update(root=b"x" * 32)
    with pytest.raises(Halted, match="not what this database has signed"):
        publish(at=AT)


def test_an_unreadable_checkpoint_is_refused():
    write(1)
    publish(at=AT)
    shelf.put(shelf.CHECKPOINT, b"torn")
    with pytest.raises(Halted, match="cannot be read"):
        publish(at=AT)


def test_a_missing_entry_stops_the_log():
    write(5)
    Entry.objects.filter(position=3).delete()
    with pytest.raises(Halted, match="Entry 3 is gone"):
        publish(at=AT)


def test_a_full_disk_publishes_nothing_and_goes_on_later(settings, monkeypatch):
    write(5)
    publish(at=AT)
    before = shelf.published()
    write(5)
    real = Path.replace
    left = [0]

    def full(self, target):
        if left[0] == 0:
            raise OSError(28, "No space left on device")
        left[0] -= 1
        return real(self, target)

    for files in range(2):
        left[0] = files
        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", full)
            with pytest.raises(OSError, match="No space"):
                publish(at=AT)
        assert shelf.published() == before
        assert not list(settings.LOG.rglob("*.aside"))
    publish(at=AT)
    assert shown().size == 16
    assert_sound()


def test_only_one_publishes_at_a_time():
    write(5)
    with shelf.alone() as mine:
        assert mine
        assert publish(at=AT).size == 0
        assert shelf.published() is None
    assert publish(at=AT).size == 8


def test_the_places_of_entries_among_padding_differ():
    write(1)
    seen = set()
    for _each in range(12):
        publish(at=AT)
        write(1)
    for (slots,) in Batch.objects.exclude(slots=b"").values_list("slots"):
        seen.update(places(bytes(slots)))
    assert len(seen) > 1
