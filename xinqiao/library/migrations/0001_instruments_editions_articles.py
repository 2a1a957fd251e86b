"""The library: instruments, their dated editions, the articles of each."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Instrument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, unique=True, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("law", "法律法规规章"),
                            ("policy", "政策文件"),
                            ("answers", "问答和办事指南"),
                        ],
                        max_length=12,
                        verbose_name="种类",
                    ),
                ),
                ("issuer", models.CharField(blank=True, max_length=120, verbose_name="发布机关")),
            ],
            options={
                "verbose_name": "规定",
                "ordering": ["kind", "title"],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("in_force_from", models.DateField(verbose_name="施行日期")),
                ("in_force_until", models.DateField(blank=True, null=True, verbose_name="最后一天")),
                ("reference", models.CharField(blank=True, max_length=80, verbose_name="文号")),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("added_at", models.DateTimeField()),
                ("added_by", models.CharField(max_length=60)),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="library.instrument",
                    ),
                ),
            ],
            options={
                "verbose_name": "版本",
                "ordering": ["-in_force_from"],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordinal", models.PositiveIntegerField()),
                ("label", models.CharField(max_length=200)),
                ("chapter", models.CharField(blank=True, max_length=200)),
                ("text", models.TextField()),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="articles",
                        to="library.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["edition", "ordinal"],
                "indexes": [models.Index(fields=["label"], name="article_by_label")],
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "ordinal"), name="article_in_edition")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("instrument", "in_force_from"), name="edition_once"),
        ),
    ]
