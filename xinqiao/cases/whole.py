"""Every case with all that belongs to it, read in stretches of numbers, so that memory stays the same for any size.

Values are as the database keeps them: turning a million rows into objects would take longer than holding them against
what the entries say. ``rows.as_kept`` makes the same of what is drawn.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Any

from django.db import connection, models

from xinqiao.cases.models import Attachment, Barred, Case, Seated, Statement, Wall
from xinqiao.cases.projection import COLUMNS
from xinqiao.ledger.entry import decode
from xinqiao.ledger.models import Entry
from xinqiao.ledger.rows import selection

STRETCH = 500
"""So many cases are read at one go: with all their words some twenty-five megabytes, and enough that the going costs nothing."""
CHUNK = 2000
"""Numbers fetched at once."""

ENTRY = ("number", "position", "ordinal", "action", "at", "text", "salt", "digest")
STATEMENT = ("number", "ordinal", "name", "index", "text", "salt", "erased_at")
ATTACHMENT = ("number", "ordinal", "sha256", "salt", "erased_at")
"""What is read of each, in this order."""

Row = tuple[Any, ...]

Stretch = tuple[str, str]
"""Numbers from the first on and before the second; an empty text is no bound."""


@dataclass(slots=True)
class Matter:
    """All there is of one case."""

    number: str
    entries: list[Row] = field(default_factory=list)  # the values of ENTRY
    contents: list[dict[str, Any]] = field(default_factory=list)  # the texts of the entries, read
    statements: list[Row] = field(default_factory=list)  # the values of STATEMENT
    attachments: list[Row] = field(default_factory=list)  # the values of ATTACHMENT
    row: Row | None = None  # the values of COLUMNS
    seats: set[tuple[str, str]] = field(default_factory=set)
    walls: set[str] = field(default_factory=set)
    barred: dict[str, str] = field(default_factory=dict)


def stretches() -> Iterator[Stretch]:
    """All numbers, cut so that each stretch holds about as many cases."""
    # The first entries are found in an index; the rows of the cases may be what is missing.
    sql = f"{selection(Entry, ('number',))} WHERE ordinal = 1 ORDER BY number"
    with closing(connection.chunked_cursor()) as cursor:
        cursor.execute(sql)
        numbers = (number for some in iter(lambda: cursor.fetchmany(CHUNK), []) for (number,) in some)
        yield from pairwise(["", *islice(numbers, STRETCH, None, STRETCH), ""])


def matters(stretch: Stretch, *, words: frozenset[str] | None) -> Iterable[Matter]:
    """The cases of a stretch. ``words`` limits the statements to these names, and leaves out the attachments."""
    found: dict[str, Matter] = {}

    def by_matter(rows: Iterable[Row]) -> Iterator[tuple[Matter, Row]]:
        # Rows of one case follow one another.
        one = Matter("")
        for row in rows:
            if row[0] != one.number:
                number = row[0]
                one = found.get(number) or found.setdefault(number, Matter(number))
            yield one, row

    for one, row in by_matter(_read(stretch, Entry, ENTRY, "number, ordinal")):
        one.entries.append(row)
        one.contents.append(_content(row[5]))
    for one, row in by_matter(
        _read(stretch, Statement, STATEMENT, 'number, ordinal, name, "index"', names=words or ())
    ):
        one.statements.append(row)
    if words is None:
        for one, row in by_matter(_read(stretch, Attachment, ATTACHMENT, "number, ordinal, id")):
            one.attachments.append(row)
    for one, row in by_matter(_read(stretch, Case, ("number", *COLUMNS), "number")):
        one.row = row[1:]
    for one, row in by_matter(_read(stretch, Seated, ("case_id", "role", "unit_id"), "case_id")):
        one.seats.add(row[1:])
    for one, row in by_matter(_read(stretch, Wall, ("case_id", "unit_id"), "case_id")):
        one.walls.add(row[1])
    for one, row in by_matter(_read(stretch, Barred, ("case_id", "officer", "why"), "case_id")):
        one.barred[row[1]] = row[2]
    return found.values()


def _content(text: str) -> dict[str, Any]:
    """What an entry says; nothing where its text is not JSON any more, and whoever reads on finds that out."""
    try:
        return decode(text)
    except ValueError:
        return {}


def _read(
    stretch: Stretch,
    model: type[models.Model],
    columns: tuple[str, ...],
    order: str,
    *,
    names: Collection[str] = (),
) -> list[Row]:
    """The rows of a stretch as the database keeps them; the first of ``columns`` is the number."""
    first, end = stretch
    # Numbers are compared byte by byte on every database.
    limits = [(f"{columns[0]} >= %s", [first])] if first else []
    if end:
        limits.append((f"{columns[0]} < %s", [end]))
    if names:
        limits.append((f"name IN ({', '.join(['%s'] * len(names))})", sorted(names)))
    where = f" WHERE {' AND '.join(limit for limit, _values in limits)}" if limits else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"{selection(model, columns)}{where} ORDER BY {order}",
            [one for _limit, some in limits for one in some],
        )
        rows: list[Row] = cursor.fetchall()
    return rows
