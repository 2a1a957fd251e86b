"""Numbers are compared byte by byte, whatever the language of the database server.

The whole record is read as several tables side by side in one order, which must be Python's. SQLite compares text so
by itself; PostgreSQL is told to.
"""

from typing import Any

from django.db import migrations

COLUMNS = (("ledger_entry", "number"),)


def in_byte_order(_apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, column in COLUMNS:
        schema_editor.execute(f'ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar(32) COLLATE "C"')


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_first_tables")]
    operations = [migrations.RunPython(in_byte_order, migrations.RunPython.noop)]
