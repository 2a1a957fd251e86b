"""The index of tokens: FTS5 in SQLite, a tsvector under GIN in PostgreSQL. Both keep the same tokens.

This is the only place where the two differ. A question is a list of groups: every group must be met, by any one of
its tokens; a token that ends in ``*`` is met by whatever begins with it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import connection, transaction

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
