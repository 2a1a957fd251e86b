from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=32)),
                ("ordinal", models.PositiveIntegerField()),
                ("channel", models.CharField(max_length=24)),
                ("created_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField(null=True)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("error", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["position"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("next_try_at__isnull", False)),
                        fields=["next_try_at"],
                        name="notice_due",
                    ),
                    models.Index(fields=["number", "ordinal"], name="notice_of_entry"),
                    models.Index(
                        condition=models.Q(("delivered_at__isnull", True)),
                        fields=["channel", "position"],
                        name="notice_waiting",
                    ),
                ],
            },
        ),
    ]
