"""Rows put in with one prepared statement: an act writes a dozen, a rebuild a million.

``bulk_create`` works out the same statement anew each time and makes an object of every row; that took longer than the
database did. Values are those of the model's fields, in the order of the columns named.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.db import connection, models

Prepared = tuple[str, tuple[Callable[[Any], Any] | None, ...]]
"""A statement, and for each of its values what makes of it what this database keeps, where anything must be done."""


def insert(
    model: type[models.Model],
    columns: tuple[str, ...],
    rows: Iterable[Sequence[Any]],
    *,
    new: bool = True,
    key: str = "",
) -> None:
    """Put rows in. With ``new`` false, those that are there already are left as they are; where ``key`` names the
    column to know them by, they are written over."""
    _run(_insertion(model, columns, new, key, connection.vendor), rows)


def update(
    model: type[models.Model], columns: tuple[str, ...], key: str, rows: Iterable[Sequence[Any]]
) -> None:
    """Change rows, each found by the last of its values, which is that of ``key``."""
    _run(_change(model, columns, key, connection.vendor), rows)


def ask(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows of a query that is asked often: building it anew takes longer than answering it."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def selection(model: type[models.Model], columns: tuple[str, ...]) -> str:
    """``SELECT`` of these columns of a whole table, for ``as_kept``: the values are as the database keeps them.

    To make objects of a million moments takes longer than to hold them against what they should be.
    """
    return _selection(model, columns, connection.vendor)


@cache
def _selection(model: type[models.Model], columns: tuple[str, ...], vendor: str) -> str:
    fields = [_field(model, name) for name in columns]
    names = ", ".join(
        # An expression has no type that was declared, so SQLite gives the text of a moment and not a moment.
        f'+"{field.column}"' if _kept_as(field, vendor) else f'"{field.column}"'
        for field in fields
    )
    return f'SELECT {names} FROM "{model._meta.db_table}"'  # noqa: S608 - names of our own tables


def as_kept(
    model: type[models.Model], columns: tuple[str, ...]
) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """What makes of the values of these columns what a ``selection`` gives for them, to compare the two."""
    return _keeping(model, columns, connection.vendor)


@cache
def _keeping(
    model: type[models.Model], columns: tuple[str, ...], vendor: str
) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    found = [(place, _kept_as(_field(model, name), vendor)) for place, name in enumerate(columns)]
    changed = [(place, keep) for place, keep in found if keep is not None]

    def keep_all(row: Sequence[Any]) -> tuple[Any, ...]:
        values = list(row)
        for place, keep in changed:
            values[place] = keep(values[place])
        return tuple(values)

    return keep_all


def _run(prepared: Prepared, rows: Iterable[Sequence[Any]]) -> None:
    sql, kept = prepared
    ready = [
        [value if keep is None else keep(value) for value, keep in zip(row, kept, strict=True)]
        for row in rows
    ]
    with connection.cursor() as cursor:
        if len(ready) == 1:
            cursor.execute(sql, ready[0])
        elif ready:
            cursor.executemany(sql, ready)


@cache
def _insertion(
    model: type[models.Model], columns: tuple[str, ...], new: bool, key: str, vendor: str
) -> Prepared:
    fields = [_field(model, name) for name in columns]
    names = ", ".join(f'"{field.column}"' for field in fields)
    holes = ", ".join(["%s"] * len(fields))
    sql = f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({holes})'  # noqa: S608 - names of our own tables
    if key:
        by = _field(model, key)
        changed = ", ".join(
            f'"{field.column}" = excluded."{field.column}"' for field in fields if field != by
        )
        sql += f' ON CONFLICT ("{by.column}") DO UPDATE SET {changed}'
    elif not new:
        sql += " ON CONFLICT DO NOTHING"
    return sql, tuple(_kept_as(one, vendor) for one in fields)


@cache
def _change(model: type[models.Model], columns: tuple[str, ...], key: str, vendor: str) -> Prepared:
    fields = [_field(model, name) for name in columns]
    by = _field(model, key)
    names = ", ".join(f'"{field.column}" = %s' for field in fields)
    sql = f'UPDATE "{model._meta.db_table}" SET {names} WHERE "{by.column}" = %s'  # noqa: S608 - as above
    return sql, tuple(_kept_as(one, vendor) for one in (*fields, by))


def _field(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    return next(field for field in model._meta.concrete_fields if name in (field.attname, field.name))


def _kept_as(field: "models.Field[Any, Any]", vendor: str) -> Callable[[Any], Any] | None:
    """How this database keeps the values of a field; None when they are kept as they are."""
    if vendor != "sqlite":
        return None
    if isinstance(field, models.DateTimeField):
        return _moment
    return _day if isinstance(field, models.DateField) else None


def _moment(value: datetime | None) -> str | None:
    return None if value is None else str(_utc(value))


def _utc(value: datetime | None) -> datetime | None:
    """A moment as Django keeps it in SQLite: without its zone, which is always UTC."""
    return None if value is None else value.astimezone(UTC).replace(tzinfo=None)


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
