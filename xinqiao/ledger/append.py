"""Adding to the ledger. Only the door may call this."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from xinqiao.ledger.entry import VERSION, digest, encode
from xinqiao.ledger.models import Entry

_LOCK = 0x78696E71  # "xinq": the one advisory lock under which positions are handed out


def append(
    *, number: str, ordinal: int, at: datetime, written_at: datetime, content: Mapping[str, Any]
) -> Entry:
    """Write the next entry and return it. ``at`` is when it was so, ``written_at`` when it was noticed.

    Positions have no gaps and become visible in their order: they are handed out under one lock that is held until
    the transaction ends.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an entry is written in the transaction of its act")
    text = encode(
        {
            "v": VERSION,
            "number": number,
            "ordinal": ordinal,
            "at": at.isoformat(),
            "written_at": written_at.isoformat(),
            **content,
        }
    )
    lock_positions()
    salt = secrets.token_bytes(16)
    entry = Entry(
        position=last_position() + 1,
        number=number,
        ordinal=ordinal,
        action=content["event"]["action"],
        at=at,
        text=text,
        salt=salt,
        digest=digest(salt, text),
    )
    Entry.objects.bulk_create([entry])
    return entry


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
