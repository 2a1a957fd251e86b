"""Adding to the ledger. Only the door may call this."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from xinqiao.ledger.entry import VERSION, digest, encode
from xinqiao.ledger.models import Entry
from xinqiao.ledger.rows import insert

COLUMNS = ("position", "number", "ordinal", "action", "at", "text", "salt", "digest")
"""The columns of an entry, in the order of ``_row``, after the position."""

_LOCK = 0x78696E71  # "xinq": the one advisory lock under which positions are handed out


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has its position. ``at`` is when it was so, ``written_at`` when it was noticed."""

    number: str
    ordinal: int
    at: datetime
    written_at: datetime
    content: Mapping[str, Any]


def append_all(drafts: Sequence[Draft]) -> int:
    """Write entries one after the other and return the position of the first; the others follow it.

    Positions have no gaps and become visible in their order: they are handed out under one lock that is held until
    the transaction ends.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an entry is written in the transaction of its act")
    rows = [_row(draft) for draft in drafts]
    lock_positions()
    first = last_position() + 1
    insert(Entry, COLUMNS, ((position, *row) for position, row in enumerate(rows, start=first)))
    return first


def _row(draft: Draft) -> tuple[Any, ...]:
    text = encode(
        {
            "v": VERSION,
            "number": draft.number,
            "ordinal": draft.ordinal,
            "at": draft.at.isoformat(),
            "written_at": draft.written_at.isoformat(),
            **draft.content,
        }
    )
    salt = secrets.token_bytes(16)
    action = draft.content["event"]["action"]
    return draft.number, draft.ordinal, action, draft.at, text, salt, digest(salt, text)


def lock_positions() -> None:
    """Hold everybody else back from the next position until this transaction ends.

    It is the last lock that a transaction takes: whoever holds it waits for nobody.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def last_position() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(position) FROM ledger_entry")
        row = cursor.fetchone()
    return int(row[0] or 0)


def next_count(year: int) -> int:
    """The next number of a year. Two who ask at once get two numbers."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_count (year, last) VALUES (%s, 1) "
            "ON CONFLICT (year) DO UPDATE SET last = ledger_count.last + 1 RETURNING last",
            [year],
        )
        row = cursor.fetchone()
    return int(row[0])
