"""Tables for finding by sound and for judging two matters.

The tokens of units and states are others from now on, so the index must be built anew: `xinqiao rebuild-search`.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0001_index_of_words")]

    operations = [
        migrations.CreateModel(
            name="Sound",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "sound", "pair", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sound", models.CharField(max_length=16)),
                ("pair", models.CharField(max_length=2)),
            ],
        ),
        migrations.AddField("frequency", "pairs", models.BinaryField(default=b"")),
    ]
