from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_log_of_leaves_and_checkpoints")]
    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(action__in=("open_seal", "open_seal_received")),
                fields=["at"],
                name="entry_opened",
            ),
        ),
    ]
