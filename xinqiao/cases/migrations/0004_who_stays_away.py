"""A table of the officers who stay away from a matter; its numbers are in byte order, as everywhere."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def in_byte_order(_apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('ALTER TABLE cases_barred ALTER COLUMN case_id TYPE varchar(32) COLLATE "C"')


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_find_what_came_in")]

    operations = [
        migrations.CreateModel(
            name="Barred",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("officer", models.CharField(max_length=24)),
                ("why", models.CharField(max_length=12)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="barred", to="cases.case"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("case", "officer"), name="barred_once")],
            },
        ),
        migrations.RunPython(in_byte_order, migrations.RunPython.noop),
    ]
