"""The index of tokens: FTS5 in SQLite, a tsvector under GIN in PostgreSQL. Both keep the same tokens.

This is the only place where the two differ. A question is a list of groups: every group must be met, by any one of
its tokens; a token that ends in ``*`` is met by whatever begins with it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

Question = Sequence[Collection[str]]

FREQUENT = 8000
"""In PostgreSQL, a question with more answers than this walks the matters from the newest instead of the postings."""


def put(documents: Mapping[int, Iterable[str]]) -> None:
    """Add documents, whose rows are already there, under their tokens."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                "UPDATE search_indexed SET tokens = array_to_tsvector(%s) WHERE id = %s",
                [(sorted(tokens), one) for one, tokens in documents.items()],
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
    """Empty the index."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")


def matching(question: Question, *, below: int, above: int, most: int) -> list[tuple[int, str]]:
    """At most ``most`` documents that meet the question, newest first, with ``above`` < id < ``below``: their ids and
    the numbers of their matters."""
    if connection.vendor == "postgresql":
        return _in_postgresql(question, below=below, above=above, most=most)
    text = " AND ".join("(" + " OR ".join(map(_fts5, sorted(group))) + ")" for group in question)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT found.rowid, search_indexed.number FROM (SELECT rowid FROM search_index WHERE search_index MATCH %s "
            "AND rowid < %s AND rowid > %s ORDER BY rowid DESC LIMIT %s) AS found "
            "JOIN search_indexed ON search_indexed.id = found.rowid ORDER BY found.rowid DESC",
            [text, below, above, most],
        )
        return cursor.fetchall()


def _fts5(token: str) -> str:
    return f'"{token[:-1]}" *' if token.endswith("*") else f'"{token}"'


def _in_postgresql(question: Question, *, below: int, above: int, most: int) -> list[tuple[int, str]]:
    text = " & ".join("(" + " | ".join(map(_tsquery, sorted(group))) + ")" for group in question)
    with transaction.atomic(), connection.cursor() as cursor:
        # The planner cannot know how many matters hold all of several tokens, and guesses wrong in both directions.
        # So the answers are gathered from the postings up to a limit; only what is frequent is walked newest first.
        _ways(cursor, postings=True)
        cursor.execute(
            "SELECT id, number FROM search_indexed WHERE tokens @@ %s::tsquery AND id < %s AND id > %s LIMIT %s",
            [text, below, above, FREQUENT + 1],
        )
        rows = cursor.fetchall()
        if len(rows) > FREQUENT:
            _ways(cursor, postings=False)
            cursor.execute(
                "SELECT id, number FROM search_indexed WHERE tokens @@ %s::tsquery AND id < %s AND id > %s "
                "ORDER BY id DESC LIMIT %s",
                [text, below, above, most],
            )
            rows = cursor.fetchall()
        cursor.execute(
            "SET LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = on; SET LOCAL enable_bitmapscan = on"
        )
    return sorted(rows, reverse=True)[:most]


def _ways(cursor: CursorWrapper, *, postings: bool) -> None:
    """Leave the planner one way: through the postings, or along the days from the newest."""
    cursor.execute(
        "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = {}; SET LOCAL enable_bitmapscan = {}".format(
            *(("off", "on") if postings else ("on", "off"))
        )
    )


def _tsquery(token: str) -> str:
    return f"'{token[:-1]}':*" if token.endswith("*") else f"'{token}'"
