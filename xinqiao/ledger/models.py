"""The ledger: entries that are only ever added, and how far each follower has read."""

from typing import Any, ClassVar

from django.db import models


class Entry(models.Model):
    """One event, written down. ``text`` is the truth; the other columns are copies of it to find it by."""

    position = models.BigIntegerField(primary_key=True)
    number = models.CharField(max_length=32)
    ordinal = models.PositiveIntegerField()  # the how-manieth entry of its case, from 1
    action = models.CharField(max_length=48)
    at = models.DateTimeField()
    text = models.TextField()
    salt = models.BinaryField(max_length=16)
    digest = models.BinaryField(max_length=32)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["number", "ordinal"], name="entry_in_case")]

    def save(self, *_args: Any, **_kwargs: Any) -> None:
        raise TypeError("entries are appended by the door and never saved")

    def delete(self, *_args: Any, **_kwargs: Any) -> Any:
        raise TypeError("entries are never deleted")


class Place(models.Model):
    """How far a follower has read. It moves in the same transaction as the follower's work."""

    follower = models.CharField(max_length=80, primary_key=True)
    position = models.BigIntegerField(default=0)


class Count(models.Model):
    """The last number given out in each year."""

    year = models.PositiveIntegerField(primary_key=True)
    last = models.PositiveBigIntegerField(default=0)
