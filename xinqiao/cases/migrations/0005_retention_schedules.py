"""How long each office keeps a matter after its end, and how what is over is found."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_who_stays_away"),
        ("people", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Retention",
            fields=[
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.unit",
                    ),
                ),
                (
                    "identity_years",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="姓名和联系方式保存几年"
                    ),
                ),
                (
                    "words_years",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="原话和材料保存几年"
                    ),
                ),
                ("approved_by", models.CharField(max_length=120, verbose_name="批准的机关和文号")),
                ("approved_on", models.DateField(verbose_name="批准日期")),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(condition=models.Q(("closed", True)), fields=["closed_at"], name="case_over"),
        ),
    ]
