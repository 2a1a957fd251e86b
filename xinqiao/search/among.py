"""Asking about many matters at once: their numbers go to the database as one value, and the sentence is written once.

Django's ``__in`` writes a hole for each number, and every query is put together anew; with five hundred numbers that
takes several times as long as the answer.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Among(Func):
    """Whether the column ``name`` holds one of some values."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, name: str, values: Iterable[Any]) -> None:
        super().__init__(F(name))
        self.values = list(values)

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        function: str | None = None,  # noqa: ARG002 - what the base class may be asked
        template: str | None = None,  # noqa: ARG002 - likewise
        arg_joiner: str | None = None,  # noqa: ARG002 - likewise
        **_more: Any,
    ) -> tuple[str, list[Any]]:
        column, params = compiler.compile(self.source_expressions[0])
        return f"{column} {among(connection.vendor)}", [*params, together(self.values, connection.vendor)]


def among(vendor: str) -> str:
    """What stands behind a column, with one hole for all values."""
    return "= ANY(%s)" if vendor == "postgresql" else "IN (SELECT value FROM json_each(%s))"


def together(values: Iterable[Any], vendor: str) -> Any:
    """The values as they fill that hole."""
    return list(values) if vendor == "postgresql" else json.dumps(list(values))


class Written:
    """A question about the matters of some numbers, written once and asked again and again.

    ``rows`` is any query set; ``name`` its column of numbers. The answers are rows of plain text and whole numbers:
    nothing that a database keeps in a way of its own, such as a moment, may be among the ``columns``.
    """

    def __init__(self, rows: QuerySet[Any], name: str, *columns: str) -> None:
        hole: list[Any] = [""]
        if connection.vendor == "postgresql":
            rows = rows.filter(Among(name, hole))
        sentence, params = rows.values_list(*columns).query.sql_with_params()
        if connection.vendor == "postgresql":
            # That they are hundreds is kept from its planner: it would read all seats of the office once, rather than look
            # up those of these matters.
            plain = among(connection.vendor)
            sentence = sentence.replace(plain, "= ANY((SELECT %s::text[])::text[])", 1)
        else:
            # From the numbers to the rows: left to itself SQLite may rather walk the hundred thousand matters of a unit.
            meta = rows.model._meta
            table, column = meta.db_table, meta.get_field(name).column
            numbers = f'json_each(%s) AS asked CROSS JOIN "{table}" ON "{table}"."{column}" = asked.value'
            sentence, params = sentence.replace(f'FROM "{table}"', f"FROM {numbers}", 1), (hole, *params)
        self._sentence, self._params = sentence, list(params)
        self._at = self._params.index(hole)

    def ask(self, numbers: Iterable[str]) -> list[tuple[Any, ...]]:
        """The rows about these numbers."""
        params = self._params.copy()
        params[self._at] = together(numbers, connection.vendor)
        with connection.cursor() as cursor:
            cursor.execute(self._sentence, params)
            return cursor.fetchall()
