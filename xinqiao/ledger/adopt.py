"""Going on after a restore that lost entries: what was published is taken over, leaf by leaf, so that the log does not fork.

The entries behind those leaves are lost here, and the log goes on showing that they were: whoever holds a receipt for one
can still prove it. Leaves of entries that the database does have are known again by their digests.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from xinqiao.ledger import shelf, signing
from xinqiao.ledger.gate import writing
from xinqiao.ledger.models import Batch, Checkpoint, Count, Entry
from xinqiao.ledger.publish import disagree, unreadable
from xinqiao.ledger.sequence import SLOT, Halted, end, leaves_between
from xinqiao.tlog import audit, checkpoint
from xinqiao.tlog.checkpoint import Checkpoint as Said
from xinqiao.tlog.merkle import Frontier, leaf_hash
from xinqiao.tlog.note import Malformed, Untrusted
from xinqiao.tlog.prover import Prover
from xinqiao.tlog.tile import WIDTH, Folder, unpack, width_at
from xinqiao.tlog.words import Sentence, said


@dataclass(frozen=True, slots=True)
class Adopted:
    """So many leaves were taken over, of which so many belong to entries that are here."""

    leaves: int
    known: int


def adopt(tiles: Folder, note: str, *, at: datetime) -> Adopted:
    """Take over what ``note`` signs and the database does not have. Raises ``Halted``, and then nothing has changed.

    Numbers that lost matters may bear are not given out again.
    """
    with shelf.alone() as mine:
        if not mine:
            raise Halted(busy())
        try:
            shown, _note = checkpoint.opened(note, signing.verifiers(), signing.origin())
        except (Malformed, Untrusted) as wrong:
            raise Halted(unreadable(wrong)) from wrong
        for fault in audit.faults(tiles, shown):
            raise Halted(fault)
        now = end()
        if now.size >= shown.size:
            raise Halted(nothing(now.size))
        if _own_root(now.size) != Prover(tiles, shown.size).root(now.size):
            raise Halted(disagree(shown.size))
        leaves = _published(tiles, shown, now.size)
        with writing():
            known = _known(leaves, now.after)
            Batch.objects.create(
                first=now.size,
                count=len(leaves),
                leaves=b"".join(leaves),
                slots=b"".join(slot.to_bytes(SLOT, "big") for slot in known),
                after=now.after + len(known),
                at=at,
                adopted=True,
            )
            Checkpoint.objects.create(size=shown.size, root=shown.root, note=note, at=at)
            # At most so many matters were lost, and each had a number that somebody may hold.
            Count.objects.filter(year__gte=at.year - 1).update(last=F("last") + len(leaves) - len(known))
    return Adopted(len(leaves), len(known))


def _own_root(size: int) -> bytes:
    tree = Frontier()
    for leaves in leaves_between(0, size):
        for leaf in leaves:
            tree.append(leaf_hash(leaf))
    return tree.root()


def _published(tiles: Folder, shown: Said, start: int) -> list[bytes]:
    found: list[bytes] = []
    for index in range(start // WIDTH, -(-shown.size // WIDTH)):
        width = width_at(shown.size, 0, index)
        found += unpack(tiles.bundle(index, width))[max(0, start - index * WIDTH) : width]
    return found


def _known(leaves: list[bytes], after: int) -> list[int]:
    """The places of entries that wait, as far as they follow one another."""
    place = {leaf: slot for slot, leaf in enumerate(leaves)}
    found: list[int] = []
    waiting = Entry.objects.filter(position__gt=after).order_by("position")
    for (digest,) in waiting.values_list("digest").iterator(chunk_size=500):
        slot = place.get(bytes(digest))
        if slot is None:
            break
        found.append(slot)
    return found


def busy() -> Sentence:
    return said(
        "别的进程正在写公开账本，请先停止服务再试。",
        "Another process is writing the public log; stop the server first.",
    )


def nothing(size: int) -> Sentence:
    return said(
        "数据库里已经有 {size} 条，不比公布的少，没有什么要接过来的。",
        "The database has {size} leaves, no fewer than were published; there is nothing to take over.",
        size=size,
    )
