"""The public log: batches of leaves, the checkpoints that were signed, and the keys that signed them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_numbers_in_byte_order")]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("first", models.BigIntegerField(primary_key=True, serialize=False)),
                ("count", models.PositiveIntegerField()),
                ("leaves", models.BinaryField()),
                ("slots", models.BinaryField()),
                ("after", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("adopted", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["first"],
                "indexes": [models.Index(fields=["after", "first"], name="batch_of_position")],
            },
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField(max_length=32)),
                ("note", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={"ordering": ["size"]},
        ),
        migrations.CreateModel(
            name="LogKey",
            fields=[
                ("line", models.CharField(max_length=300, primary_key=True, serialize=False)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
            ],
            options={"ordering": ["since"]},
        ),
    ]
