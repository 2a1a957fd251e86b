"""Changing the office's keys while it works.

Every step can be cut short and begun again: what is left to do is read from the ring and from the rows, nothing else is
remembered. A key leaves its ring only in the transaction that takes its row (``OfficeKey``) away, and that row cannot
go while an identity rests on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import ProtectedError

from xinqiao.people.identities import wrapped_of
from xinqiao.people.keyring import new_key
from xinqiao.people.models import Identity, OfficeKey
from xinqiao.people.office_keys import note_keys, ring_of
from xinqiao.people.seal import SealBroken, rewrap

BATCH = 200
"""Rows rewrapped in one transaction: a filing that waits for it does not notice."""


@dataclass(frozen=True, slots=True)
class Rewrapped:
    """One batch: how far it came, how many rows it moved, and which could not be opened."""

    last: str
    moved: int
    broken: tuple[str, ...]


def add_key(purpose: str) -> str:
    """Put a new key on a ring and make it the current one; return its id.

    The keys there are noted first, so that none of them can go unnoticed while something still rests on it.
    """
    ring = ring_of(purpose)
    with transaction.atomic():
        note_keys({one.id: purpose for one in ring.held()})
    ring.add(new_key())
    return ring.current.id


def unfinished(purpose: str) -> bool:
    """Whether a rotation was begun: there is more than the current key on the ring."""
    return len(ring_of(purpose).held()) > 1


def rewrap_some(after: str, *, most: int = BATCH) -> Rewrapped | None:
    """Rewrap the data keys of the next matters after this number that rest on an older key; None: there are no more.

    In a transaction of the caller. Rows of erased persons hold no data key any more and only change the id.
    """
    current = ring_of(OfficeKey.SEAL).current.id
    older = Identity.objects.select_for_update().filter(number__gt=after).exclude(key=current)
    rows = list(older.only("number", "key", "wrapped_key").order_by("number")[:most])
    if not rows:
        return None
    note_keys({current: OfficeKey.SEAL})
    moved, broken = [], []
    for row in rows:
        if row.wrapped_key:
            try:
                row.key_id, row.wrapped_key = rewrap(row.number, wrapped_of(row))
            except SealBroken:
                broken.append(row.number)
                continue
        else:
            row.key_id = current
        moved.append(row)
    Identity.objects.bulk_update(moved, ["key", "wrapped_key"])
    return Rewrapped(rows[-1].number, len(moved), tuple(broken))


def resting_on(purpose: str) -> Mapping[str, int]:
    """How many matters rest on each key, by its id, those on the ring without any included."""
    column = "key_id" if purpose == OfficeKey.SEAL else "code_key_id"
    found = {one.id: 0 for one in ring_of(purpose).held()}
    for key_id in OfficeKey.objects.filter(purpose=purpose).values_list("id", flat=True):
        found[key_id] = Identity.objects.filter(**{column: key_id}).count()
    return found


def release(purpose: str) -> list[str]:
    """Take every key off the ring that is not current and on which nothing rests; return their ids.

    In a transaction of the caller, which must end right after: the file changes inside it, while the row that was
    deleted still keeps everybody else from resting something on that key.
    """
    ring = ring_of(purpose)
    spare = [one.id for one in ring.held()[1:]]
    note_keys(dict.fromkeys(spare, purpose))
    released = []
    for key_id in spare:
        try:
            with transaction.atomic():
                OfficeKey.objects.filter(id=key_id).delete()
                if connection.vendor == "postgresql":
                    # Somebody may have come between the look and the deletion; SQLite lets nobody come between.
                    connection.check_constraints()
        except ProtectedError:
            continue
        released.append(key_id)
    if released and ring.in_file:
        ring.drop(released)
    return released


def missing(purpose: str) -> list[str]:
    """Keys on which matters rest and which are not on the ring: their identities cannot be opened."""
    held = {one.id for one in ring_of(purpose).held()}
    column = "key_id" if purpose == OfficeKey.SEAL else "code_key_id"
    gone = OfficeKey.objects.filter(purpose=purpose).exclude(id__in=held).values_list("id", flat=True)
    return [one for one in gone if Identity.objects.filter(**{column: one}).exists()]
