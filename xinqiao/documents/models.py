"""The running numbers of documents."""

from typing import ClassVar

from django.db import models


class Count(models.Model):
    """The last number that a unit has given to documents of one kind in one year."""

    unit = models.CharField(max_length=40)
    mark = models.CharField(max_length=12)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "mark", "year"], name="documents_count_of")
        ]
