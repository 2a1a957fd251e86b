"""Each count says itself until when it is kept. Counts of before are over at once, as after a new key."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_staff_accounts")]

    operations = [
        migrations.AddField(
            model_name="knock",
            name="kept_until",
            field=models.DateTimeField(db_index=True, default=django.utils.timezone.now),  # noqa: TID251 - once, when the column comes
            preserve_default=False,
        ),
    ]
