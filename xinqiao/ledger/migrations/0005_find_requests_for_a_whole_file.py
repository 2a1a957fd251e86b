from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_find_openings_of_a_seal")]
    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(action="ask_whole_file"),
                fields=["at"],
                name="entry_file_asked",
            ),
        ),
    ]
