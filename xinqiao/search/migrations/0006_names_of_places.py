"""The index keeps the names that each matter says, and its rows lie where their numbers say."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0005_empty_it_once_more")]

    operations = [
        migrations.AlterField("indexed", "id", models.BigAutoField(primary_key=True, serialize=False)),
        migrations.AddField("indexed", "names", models.TextField(default="")),
    ]
