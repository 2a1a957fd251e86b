"""The tables of search, and the index of its tokens in the way of each database."""

from django.db import migrations, models

SQLITE = (
    # Only the postings are kept. The ASCII tokeniser cuts at spaces alone (every sign beyond ASCII is part of a
    # token), and `detail=none` drops positions, which nothing here asks for.
    """CREATE VIRTUAL TABLE search_index USING fts5
    (tokens, content='', detail=none, tokenize="ascii tokenchars '_:-'")""",
)
POSTGRESQL = (
    "ALTER TABLE search_indexed ADD COLUMN tokens tsvector",
    # A short pending list: a long one makes writing a little cheaper and every search read it through.
    "CREATE INDEX search_tokens ON search_indexed USING gin (tokens) WITH (gin_pending_list_limit = 512)",
)


def forwards(_apps, editor):
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def backwards(_apps, editor):
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TABLE search_index")


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Indexed",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=32, unique=True)),
                ("text", models.TextField()),
                ("marks", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Frequency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("counted", models.PositiveIntegerField()),
                ("sample", models.PositiveIntegerField()),
                ("counts", models.BinaryField()),
            ],
        ),
        migrations.RunPython(forwards, backwards),
    ]
