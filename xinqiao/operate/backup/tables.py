"""The database in a backup: one moment of it, while others go on writing.

SQLite makes the copy itself, without free pages. From PostgreSQL every table is read in one snapshot, in the text form of
COPY; the tables themselves are made by the migrations that the backup names. So putting it back needs no program but
ours, whatever versions the two servers are of.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from xinqiao.operate.backup.manifest import opened
from xinqiao.operate.nightly import merge_full_text

DATABASE = "database.sqlite3"
TABLES = "tables"

NOT_KEPT = "django_session"
"""Who is signed in, or has a matter open: of no use later, and nobody's business."""

ATTACHED = "SELECT DISTINCT sha256 FROM cases_attachment WHERE erased_at IS NULL ORDER BY sha256"
MADE = "SELECT app, name FROM django_migrations ORDER BY id"
WRITTEN = "SELECT count(*) FROM ledger_entry"

Rows = list[tuple[Any, ...]]


class Copied:
    """What the copy of a database says of itself."""

    def __init__(self, attached: Rows, migrations: Rows, entries: Rows) -> None:
        self.attached = [row[0] for row in attached]
        self.migrations = [list(row) for row in migrations]
        self.entries = int(entries[0][0])


def copy_database(folder: Path) -> Copied:
    """Copy the database of this installation into ``folder`` as it is at one moment."""
    return _from_postgresql(folder) if connection.vendor == "postgresql" else _from_sqlite(folder)


def _from_sqlite(folder: Path) -> Copied:
    target = folder / DATABASE
    # A connection of its own: VACUUM wants no transaction around it, and one of ours may be open.
    with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=60)) as source:
        source.execute("VACUUM INTO ?", [str(target)])
    target.chmod(0o600)
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        copy.execute("PRAGMA secure_delete=ON")
        copy.execute(f"DELETE FROM {NOT_KEPT}")  # noqa: S608 - a name of our own
        merge_full_text(copy)
        found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(found)
        return Copied(*(copy.execute(query).fetchall() for query in (ATTACHED, MADE, WRITTEN)))


def _from_postgresql(folder: Path) -> Copied:
    (folder / TABLES).mkdir(mode=0o700)
    with _snapshot() as database:
        for table in _tables(database):
            columns = ", ".join(f'"{one}"' for one in _columns(database, table))
            query = f'COPY (SELECT {columns} FROM "{table}") TO STDOUT'  # noqa: S608 - names that the database gives
            with opened(folder / TABLES / table) as out, database.connection.cursor() as cursor:
                out.write(f"{columns}\n".encode())
                with cursor.copy(query) as rows:
                    for block in rows:
                        out.write(block)
        with database.cursor() as cursor:
            answers = []
            for query in (ATTACHED, MADE, WRITTEN):
                cursor.execute(query)
                answers.append(cursor.fetchall())
        return Copied(*answers)


@contextmanager
def _snapshot() -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own that sees one moment and changes nothing."""
    database = connection.copy()
    database.connect()
    try:
        database.set_autocommit(False)
        with database.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield database
        database.rollback()
    finally:
        database.close()


def _tables(database: BaseDatabaseWrapper) -> list[str]:
    return sorted(one for one in database.introspection.table_names() if one != NOT_KEPT)


def _columns(database: BaseDatabaseWrapper, table: str) -> list[str]:
    with database.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() "
            "AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
            [table],
        )
        return [row[0] for row in cursor.fetchall()]


def put_back_tables(folder: Path, migrations: Sequence[Sequence[str]]) -> None:
    """Make the tables of a PostgreSQL backup as they were, and fill them, in one transaction."""
    executor = MigrationExecutor(connection)
    executor.migrate(list(_ends(executor, migrations)))
    connection.set_autocommit(False)
    try:
        files = sorted((folder / TABLES).iterdir())
        names = ", ".join(f'"{one.name}"' for one in files)
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
        for one in files:
            with one.open("rb") as rows, connection.connection.cursor() as raw:
                columns = rows.readline().decode().strip()
                with raw.copy(f'COPY "{one.name}" ({columns}) FROM STDIN') as into:
                    while block := rows.read(1024 * 1024):
                        into.write(block)
        _count_on([one.name for one in files])
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    finally:
        connection.set_autocommit(True)


def _ends(executor: MigrationExecutor, migrations: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """The last migrations of each app among those that were made."""
    made = {(app, name) for app, name in migrations}
    for app, name in sorted(made):
        node = executor.loader.graph.node_map.get((app, name))
        if node is not None and not any(child.key[0] == app and child.key in made for child in node.children):
            yield app, name


def _count_on(tables: Iterable[str]) -> None:
    """Let running numbers go on after the highest that was put back."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(
                "SELECT column_name, pg_get_serial_sequence(%s, column_name) FROM information_schema.columns "
                "WHERE table_schema = current_schema() AND table_name = %s "
                "AND pg_get_serial_sequence(%s, column_name) IS NOT NULL",
                [f'"{table}"', table, f'"{table}"'],
            )
            for column, sequence in cursor.fetchall():
                cursor.execute(
                    f'SELECT setval(%s, GREATEST((SELECT max("{column}") FROM "{table}"), 1), '  # noqa: S608 - names that the database gives
                    f'EXISTS (SELECT 1 FROM "{table}"))',
                    [sequence],
                )
