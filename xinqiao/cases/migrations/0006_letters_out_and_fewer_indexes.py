"""Letters that wait for an answer are found by an index; indexes that others hold already go."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_retention_schedules"),
        ("people", "0005_staff_accounts"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="case",
            name="case_moved",
        ),
        migrations.AddField(
            model_name="case",
            name="letter_on",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="barred",
            name="case",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="barred",
                to="cases.case",
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="receiver",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="received",
                to="people.unit",
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="people.unit",
                verbose_name="办理单位",
            ),
        ),
        migrations.AlterField(
            model_name="seated",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.unit",
            ),
        ),
        migrations.AlterField(
            model_name="wall",
            name="case",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="walls",
                to="cases.case",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["unit", "last_at", "number"], name="case_moved"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("letter_on__isnull", False)),
                fields=["letter_on", "number"],
                name="case_letter",
            ),
        ),
    ]
