"""Putting entries into the order of the public log: which leaf belongs to which entry.

A leaf is the salted digest of an entry, or 32 random bytes: padding. A batch has a multiple of ``settings.LOG_STEP``
leaves, with the entries in random places among the padding, and batches of padding alone come at random times. So neither
the size of the log nor a leaf's place in it tells how many entries there are or when one was written.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom

from django.conf import settings
from django.db import connection

from xinqiao.ledger.gate import writing
from xinqiao.ledger.models import Batch, Entry
from xinqiao.ledger.rows import ask
from xinqiao.tlog.merkle import HASH_SIZE
from xinqiao.tlog.words import Sentence, said

MOST = 4096
"""So many entries are put into one batch at most: a large import must not hold others up."""

SLOT = 4
"""Bytes of one place among the leaves of a batch."""

_LOCK = 0x78696E72  # the advisory lock of those who add batches; positions have the one before it
_chance = SystemRandom()


class Halted(Exception):
    """The log cannot go on without a person: the sentence says why and what to do. Nothing has been changed."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(f"{sentence.zh} {sentence.en}")
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class End:
    """How far the log has come: so many leaves, and entries up to this position."""

    size: int = 0
    after: int = 0


def end() -> End:
    last = Batch.objects.order_by("-first").values_list("first", "count", "after").first()
    return End(last[0] + last[1], last[2]) if last else End()


def waiting() -> int:
    """How many entries are not in the log yet."""
    newest = Entry.objects.order_by("-position").values_list("position", flat=True).first() or 0
    return max(0, newest - end().after)


def sequence(*, at: datetime, cover: bool = False) -> int:
    """Add the next batch; return how many leaves it has. With ``cover`` there is one even when no entry waits."""
    if not cover and not waiting():
        return 0
    with writing():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        now = end()
        rows = list(
            Entry.objects.filter(position__gt=now.after)
            .order_by("position")
            .values_list("position", "digest")[:MOST]
        )
        if not rows and not cover:
            return 0
        for expected, (position, _digest) in enumerate(rows, start=now.after + 1):
            if position != expected:
                raise Halted(missing_entry(expected))
        leaves, slots = among_padding([bytes(digest) for _position, digest in rows], settings.LOG_STEP)
        Batch.objects.create(
            first=now.size,
            count=len(leaves) // HASH_SIZE,
            leaves=leaves,
            slots=slots,
            after=now.after + len(rows),
            at=at,
        )
    return len(leaves) // HASH_SIZE


def among_padding(digests: list[bytes], step: int) -> tuple[bytes, bytes]:
    """The leaves of a batch, filled up to a multiple of ``step``, and the places of the digests among them."""
    count = max(1, -(-len(digests) // step)) * step
    leaves = bytearray(secrets.token_bytes(count * HASH_SIZE))
    slots = _chance.sample(range(count), len(digests))
    for slot, digest in zip(slots, digests, strict=True):
        leaves[slot * HASH_SIZE : (slot + 1) * HASH_SIZE] = digest
    return bytes(leaves), b"".join(slot.to_bytes(SLOT, "big") for slot in slots)


def places(slots: bytes) -> list[int]:
    """The places of a batch's entries among its leaves, in the order of their positions."""
    return [int.from_bytes(slots[at : at + SLOT], "big") for at in range(0, len(slots), SLOT)]


def index_of(position: int) -> int | None:
    """Where an entry's leaf stands in the log, from 0; None while it waits."""
    rows = ask(
        'SELECT "first", slots, "after" FROM ledger_batch WHERE "after" >= %s ORDER BY "after", "first" LIMIT 1',
        position,
    )
    if not rows:
        return None
    first, slots, after = rows[0]
    at = len(slots) - SLOT * (after - position + 1)
    return int(first) + int.from_bytes(slots[at : at + SLOT], "big")


def leaves_between(start: int, stop: int) -> Iterator[list[bytes]]:
    """The leaves from one index to before another, batch by batch."""
    # The batch that holds `start` begins at or before it.
    at = Batch.objects.filter(first__lte=start).order_by("-first").values_list("first", flat=True).first()
    rows = Batch.objects.filter(first__gte=at or 0, first__lt=stop).order_by("first")
    for first, leaves in rows.values_list("first", "leaves").iterator(chunk_size=200):
        whole = bytes(leaves)
        low, high = max(start - first, 0), min(stop - first, len(whole) // HASH_SIZE)
        if low < high:
            yield [whole[one * HASH_SIZE : (one + 1) * HASH_SIZE] for one in range(low, high)]


def missing_entry(position: int) -> Sentence:
    return said(
        "第 {position} 号记录不见了，公开账本停在它前面。请运行 xinqiao verify 查明，用备份恢复数据库以后再继续。",
        "Entry {position} is gone, and the public log stops before it. Run xinqiao verify, restore the database from a "
        "backup, then go on.",
        position=position,
    )
