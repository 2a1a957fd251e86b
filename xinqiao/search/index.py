"""The index of tokens: FTS5 in SQLite, a tsvector under GIN in PostgreSQL. Both keep the same tokens.

This is the only place where the two differ. A question is a list of groups: every group must be met, by any one of
its tokens; a token that ends in ``*`` is met by whatever begins with it.
"""

from collections.abc import Collection, Iterable, Sequence

from django.db import connection, transaction

Question = Sequence[Collection[str]]

FREQUENT = 8000
"""In PostgreSQL, a question with more answers than this walks the matters from the newest instead of the postings."""


def put(document: int, tokens: Iterable[str]) -> None:
    """Add a document whose row is already there."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "UPDATE search_indexed SET tokens = array_to_tsvector(%s) WHERE id = %s",
                [sorted(tokens), document],
            )
        else:
            cursor.execute(
                "INSERT INTO search_index (rowid, tokens) VALUES (%s, %s)",
                [document, " ".join(sorted(tokens))],
            )


def drop(document: int, tokens: Iterable[str]) -> None:
    """Take a document out. ``tokens`` must be those with which it was put in."""
    if connection.vendor == "postgresql":
        return  # its postings go with its row
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_index (search_index, rowid, tokens) VALUES ('delete', %s, %s)",
            [document, " ".join(sorted(tokens))],
        )


def clear() -> None:
    """Empty the index."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")


def matching(question: Question, *, below: int, above: int, most: int) -> list[int]:
    """At most ``most`` documents that meet the question, newest first, with ``above`` < id < ``below``."""
    if connection.vendor == "postgresql":
        return _in_postgresql(question, below=below, above=above, most=most)
    text = " AND ".join("(" + " OR ".join(map(_fts5, sorted(group))) + ")" for group in question)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid FROM search_index WHERE search_index MATCH %s AND rowid < %s AND rowid > %s "
            "ORDER BY rowid DESC LIMIT %s",
            [text, below, above, most],
        )
        return [row[0] for row in cursor.fetchall()]


def _fts5(token: str) -> str:
    return f'"{token[:-1]}" *' if token.endswith("*") else f'"{token}"'


def _in_postgresql(question: Question, *, below: int, above: int, most: int) -> list[int]:
    text = " & ".join("(" + " | ".join(map(_tsquery, sorted(group))) + ")" for group in question)
    with transaction.atomic(), connection.cursor() as cursor:
        # The planner cannot know how many matters hold all of several tokens, and guesses wrong in both directions.
        # So the answers are gathered from the postings up to a limit; only what is frequent is walked newest first.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "SELECT id FROM search_indexed WHERE tokens @@ %s::tsquery AND id < %s AND id > %s LIMIT %s",
            [text, below, above, FREQUENT + 1],
        )
        rows = cursor.fetchall()
        if len(rows) > FREQUENT:
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute(
                "SELECT id FROM search_indexed WHERE tokens @@ %s::tsquery AND id < %s AND id > %s "
                "ORDER BY id DESC LIMIT %s",
                [text, below, above, most],
            )
            rows = cursor.fetchall()
        cursor.execute("SET LOCAL enable_seqscan = on")
        cursor.execute("SET LOCAL enable_bitmapscan = on")
    return sorted((row[0] for row in rows), reverse=True)[:most]


def _tsquery(token: str) -> str:
    return f"'{token[:-1]}':*" if token.endswith("*") else f"'{token}'"
