from django.db import migrations, models
import django.db.models.deletion


def reference() -> models.ForeignKey:
    return models.ForeignKey(
        db_index=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="people.officekey",
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0001_first_tables")]
    operations = [
        migrations.CreateModel(
            name="OfficeKey",
            fields=[
                ("id", models.CharField(max_length=16, primary_key=True, serialize=False)),
                (
                    "purpose",
                    models.CharField(choices=[("seal", "seal"), ("query_code", "query_code")], max_length=16),
                ),
            ],
            options={"verbose_name": "单位密钥"},
        ),
        migrations.AddField(model_name="identity", name="key", field=reference()),
        migrations.AddField(model_name="identity", name="code_key", field=reference()),
    ]
