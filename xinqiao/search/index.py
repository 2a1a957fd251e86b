"""The index of tokens: FTS5 in SQLite, a tsvector under GIN in PostgreSQL. Both keep the same tokens.

This is the only place where the two differ. A question is a list of groups: every group must be met, by any one of
its tokens; a token that ends in ``*`` is met by whatever begins with it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from xinqiao.search.among import among, together
from xinqiao.search.models import Indexed

Question = Sequence[Collection[str]]

SPAN = 8 * Indexed.A_DAY
"""In PostgreSQL every matter also has a token for its span of eight days, so that the newest can be asked for first."""
WINDOWS = (1, 4, 16)
"""So many spans are looked through one after the other; what is not found in them is rare enough to be asked at once."""

_EVERY_DAY, _FILLING = 1 << 20, 64 << 20
"""Bytes of new postings that are gathered before a part of the index is written."""


def add(rows: Sequence[tuple[int, str, str, str, str]], documents: Mapping[int, Collection[str]]) -> None:
    """Add new documents, with their rows (id, number, text, marks, names), under their tokens."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                "INSERT INTO search_indexed (id, number, text, marks, names, tokens) "
                "VALUES (%s, %s, %s, %s, %s, array_to_tsvector(%s))",
                [(*row, [*documents[row[0]], _span(row[0] // SPAN)]) for row in rows],
            )
            return
        cursor.executemany(
            "INSERT INTO search_indexed (id, number, text, marks, names) VALUES (%s, %s, %s, %s, %s)", rows
        )
    put(documents)


def put(documents: Mapping[int, Iterable[str]]) -> None:
    """Add documents, whose rows are already there, under their tokens."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                "UPDATE search_indexed SET tokens = array_to_tsvector(%s) WHERE id = %s",
                [([*sorted(tokens), _span(one // SPAN)], one) for one, tokens in documents.items()],
            )
        else:
            cursor.executemany(
                "INSERT INTO search_index (rowid, tokens) VALUES (%s, %s)",
                [(one, " ".join(sorted(tokens))) for one, tokens in documents.items()],
            )


def drop(documents: Mapping[int, Iterable[str]]) -> None:
    """Take documents out. The tokens must be those with which they were put in."""
    if connection.vendor == "postgresql" or not documents:
        return  # in PostgreSQL the postings go with their row
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_index (search_index, rowid, tokens) VALUES ('delete', %s, %s)",
            [(one, " ".join(sorted(tokens))) for one, tokens in documents.items()],
        )


def clear() -> None:
    """Empty the index, and let it be filled in big parts until ``filled``: small ones are merged again and again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _wait_for(cursor, memory=_FILLING)
        else:
            cursor.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
            _count_as_large(cursor)
            _set_up(cursor, memory=_FILLING, merging=0)


def filled() -> None:
    """Put the index in order after it was filled from empty."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _wait_for(cursor, memory=_EVERY_DAY // 2)
            cursor.execute("SELECT gin_clean_pending_list('search_tokens')")
        else:
            cursor.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
            _set_up(cursor, memory=_EVERY_DAY, merging=4)


def _count_as_large(cursor: CursorWrapper) -> None:
    """Let SQLite take the index for a large table, whatever ANALYZE counted while it was small.

    By a count of two rows it reads the whole index through whenever merging gives a part of it free: with a million matters
    that takes hours.
    """
    cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
    if cursor.fetchone():
        cursor.execute("UPDATE sqlite_stat1 SET stat = '1000000' WHERE tbl = 'search_index_data'")
        cursor.execute("ANALYZE sqlite_master")  # only reads the counts again


def _set_up(cursor: CursorWrapper, *, memory: int, merging: int) -> None:
    for name, value in (("hashsize", memory), ("automerge", merging)):
        cursor.execute("INSERT INTO search_index (search_index, rank) VALUES (%s, %s)", [name, value])


def _wait_for(cursor: CursorWrapper, *, memory: int) -> None:
    """So many bytes of new postings wait in a list before PostgreSQL sorts them in; a search reads the list through."""
    cursor.execute(f"ALTER INDEX search_tokens SET (gin_pending_list_limit = {memory >> 10})")


def matching(question: Question, *, below: int, above: int, most: int) -> list[tuple[int, str]]:
    """At most ``most`` documents that meet the question, newest first, with ``above`` < id < ``below``: their ids and
    the numbers of their matters. A question without groups is met by all."""
    if not question:
        return _run(
            "SELECT id, number FROM search_indexed WHERE id < %s AND id > %s ORDER BY id DESC LIMIT %s",
            [below, above, most],
        )
    if connection.vendor == "postgresql":
        return _in_postgresql(_tsquery(question), below=below, above=above, most=most)
    return _run(
        "SELECT found.rowid, search_indexed.number FROM (SELECT rowid FROM search_index WHERE search_index MATCH %s "
        "AND rowid < %s AND rowid > %s ORDER BY rowid DESC LIMIT %s) AS found "
        "JOIN search_indexed ON search_indexed.id = found.rowid ORDER BY found.rowid DESC",
        [_fts5(question), below, above, most],
    )


def texts(documents: Sequence[int]) -> dict[int, str]:
    """The normalised texts of some documents."""
    return dict(_columns("text", documents))


def texts_and_names(documents: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The normalised texts of some documents, and what they name."""
    return {one: (text, names) for one, text, names in _columns("text, names", documents)}


def numbers(documents: Sequence[int]) -> dict[int, str]:
    """The numbers of their matters."""
    return dict(_columns("number", documents))


def _columns(names: str, documents: Sequence[int]) -> list[tuple[Any, ...]]:
    sentence = f"SELECT id, {names} FROM search_indexed WHERE id {among(connection.vendor)}"  # noqa: S608 - our own names
    return _run(sentence, [together(documents, connection.vendor)])


def next_id(day: int) -> int:
    """The first id that no document of a day (an ordinal) has."""
    first = day * Indexed.A_DAY
    last = _run(
        "SELECT max(id) FROM search_indexed WHERE id >= %s AND id < %s", [first, first + Indexed.A_DAY]
    )
    return first if last[0][0] is None else int(last[0][0]) + 1


def postings(tokens: Sequence[str], within: Question, *, most: int) -> list[tuple[str, int]]:
    """For each token the newest ``most`` documents that have it and meet ``within``: pairs of token and id."""
    if not tokens:
        return []
    if connection.vendor == "postgresql":
        return _run(
            "SELECT asked.token, found.id FROM unnest(%s::text[], %s::tsquery[]) AS asked (token, question), "
            "LATERAL (SELECT id FROM search_indexed WHERE tokens @@ asked.question LIMIT %s) AS found",
            [list(tokens), [_tsquery([*within, {one}]) for one in tokens], most],
        )
    single = (
        "SELECT * FROM (SELECT %s, rowid FROM search_index WHERE search_index MATCH %s "
        "ORDER BY rowid DESC LIMIT %s)"
    )
    values = [value for one in tokens for value in (one, _fts5([*within, {one}]), most)]
    return _run(" UNION ALL ".join([single] * len(tokens)), values)


def _run(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _fts5(question: Question) -> str:
    return " AND ".join("(" + " OR ".join(map(_phrase, sorted(group))) + ")" for group in question)


def _phrase(token: str) -> str:
    return f'"{token[:-1]}" *' if token.endswith("*") else f'"{token}"'


def _in_postgresql(text: str, *, below: int, above: int, most: int) -> list[tuple[int, str]]:
    """From the newest span of days on, in growing windows.

    GIN gives its answers in no order and all at once; so a frequent word must not be asked for without a span.
    """
    newest = _run("SELECT max(id) FROM search_indexed WHERE id < %s", [below])[0][0]
    rows: list[tuple[int, str]] = []
    if newest is None:
        return rows
    span = newest // SPAN
    for many in WINDOWS:
        spans = " | ".join(f"'{_span(one)}'" for one in range(span, span - many, -1))
        rows += _among(f"{text} & ({spans})", below=below, above=above, most=most - len(rows))
        span -= many
        below = min(below, (span + 1) * SPAN)
        if len(rows) >= most or below <= above:
            return rows
    return rows + _among(text, below=below, above=above, most=most - len(rows))


def _among(text: str, *, below: int, above: int, most: int) -> list[tuple[int, str]]:
    # OFFSET 0 keeps the planner from walking the ids in order when it wrongly thinks that the answers are many.
    return _run(
        "SELECT id, number FROM (SELECT id, number FROM search_indexed WHERE tokens @@ %s::tsquery AND id < %s "
        "AND id > %s OFFSET 0) AS found ORDER BY id DESC LIMIT %s",
        [text, below, above, most],
    )


def _span(number: int) -> str:
    return f"d:{number}"


def _tsquery(question: Question) -> str:
    return " & ".join("(" + " | ".join(map(_lexeme, sorted(group))) + ")" for group in question)


def _lexeme(token: str) -> str:
    return f"'{token[:-1]}':*" if token.endswith("*") else f"'{token}'"
