"""Every case with all that belongs to it, read in stretches of numbers, so that memory stays the same for any size.

Values are as the database keeps them: turning a million rows into objects would take longer than holding them against
what the entries say. ``rows.read_back`` makes the same of what is drawn.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from xinqiao.cases.models import Attachment, Barred, Case, Seated, Statement, Wall
from xinqiao.cases.projection import COLUMNS
from xinqiao.ledger.entry import decode
from xinqiao.ledger.models import Entry

STRETCH = 2000
"""So many cases are read at one go: some twenty megabytes, and enough that the going costs nothing."""
CHUNK = 2000
"""Rows fetched at once."""

Row = tuple[Any, ...]

Stretch = tuple[str, str]
"""Numbers from the first on and before the second; an empty text is no bound."""


@dataclass(slots=True)
class Matter:
    """All there is of one case."""

    number: str
    entries: list[Row] = field(
        default_factory=list
    )  # number, position, ordinal, action, at, text, salt, digest
    contents: list[dict[str, Any]] = field(default_factory=list)  # the texts of the entries, read
    statements: list[Row] = field(default_factory=list)  # number, ordinal, name, index, text, salt, erased_at
    attachments: list[Row] = field(default_factory=list)  # number, ordinal, sha256, salt, erased_at
    row: Row | None = None  # the values of COLUMNS
    seats: set[tuple[str, str]] = field(default_factory=set)
    walls: set[str] = field(default_factory=set)
    barred: dict[str, str] = field(default_factory=dict)


def stretches() -> Iterator[Stretch]:
    """All numbers, cut so that each stretch holds about as many cases."""
    # The first entries are found in an index; the rows of the cases may be what is missing.
    numbers = (number for (number,) in _read(Entry.objects.filter(ordinal=1).order_by("number"), "number"))
    yield from pairwise(["", *islice(numbers, STRETCH, None, STRETCH), ""])


def matters(stretch: Stretch, *, words: frozenset[str] | None) -> Iterable[Matter]:
    """The cases of a stretch. ``words`` limits the statements to these names, and leaves out the attachments."""
    first, end = stretch
    found: dict[str, Matter] = {}

    def matter(number: str) -> Matter:
        one = found.get(number)
        if one is None:
            one = found[number] = Matter(number)
        return one

    def read(rows: QuerySet[Any], by: str, *columns: str) -> Iterator[Row]:
        rows = rows.filter(**{f"{by}__gte": first}) if first else rows
        # Numbers are compared byte by byte on every database.
        return _read(rows.filter(**{f"{by}__lt": end}) if end else rows, by, *columns)

    entries = Entry.objects.order_by("number", "ordinal")
    for row in read(entries, "number", "position", "ordinal", "action", "at", "text", "salt", "digest"):
        one = matter(row[0])
        one.entries.append(row)
        one.contents.append(decode(row[5]))
    statements = Statement.objects.order_by("number", "ordinal", "name", "index")
    if words is not None:
        statements = statements.filter(name__in=words)
    for row in read(statements, "number", "ordinal", "name", "index", "text", "salt", "erased_at"):
        matter(row[0]).statements.append(row)
    if words is None:
        attachments = Attachment.objects.order_by("number", "ordinal", "pk")
        for row in read(attachments, "number", "ordinal", "sha256", "salt", "erased_at"):
            matter(row[0]).attachments.append(row)
    for row in read(Case.objects.order_by("number"), "number", *COLUMNS):
        matter(row[0]).row = row[1:]
    for number, role, unit in read(Seated.objects.all(), "case_id", "role", "unit_id"):
        matter(number).seats.add((role, unit))
    for number, unit in read(Wall.objects.all(), "case_id", "unit_id"):
        matter(number).walls.add(unit)
    for number, officer, why in read(Barred.objects.all(), "case_id", "officer", "why"):
        matter(number).barred[officer] = why
    return found.values()


def _read(rows: QuerySet[Any], *columns: str) -> Iterator[Row]:
    """The rows as they come from the database, a handful at a time."""
    sql, given = rows.values_list(*columns).query.sql_with_params()
    with closing(connection.chunked_cursor()) as cursor:
        cursor.execute(sql, given)
        while some := cursor.fetchmany(CHUNK):
            yield from some
