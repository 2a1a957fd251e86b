from django.db import migrations, models
import django.db.models.deletion


def reference() -> models.ForeignKey:
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="people.officekey",
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0003_name_the_keys_of_earlier_rows")]
    operations = [
        migrations.AlterField(model_name="identity", name="key", field=reference()),
        migrations.AlterField(model_name="identity", name="code_key", field=reference()),
    ]
