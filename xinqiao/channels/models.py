"""The outbox: what is to reach the petitioner, by which channel, and whether it did."""

from typing import ClassVar

from django.db import models


class Notice(models.Model):
    """One piece of news for the petitioner. Its key is the position of the entry that it tells of.

    It holds no words and no address: the words are those of the matter's story, read when they are shown or printed,
    and the address is under the seal. So nothing here has to be erased, and nobody learns from it who is written to.
    """

    position = models.BigIntegerField(primary_key=True)
    number = models.CharField(max_length=32)
    ordinal = models.PositiveIntegerField()
    # Whose act it tells of; where time acted, the unit that the case lay with. It posts what goes by post.
    unit = models.CharField(max_length=32, blank=True)
    channel = models.CharField(max_length=24)
    created_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)  # None: nothing more is to be done by itself
    delivered_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        indexes: ClassVar = [
            models.Index(
                fields=["next_try_at"], name="notice_due", condition=models.Q(next_try_at__isnull=False)
            ),
            models.Index(fields=["number", "ordinal"], name="notice_of_entry"),
            models.Index(
                fields=["unit", "position"],
                name="notice_waiting",
                condition=models.Q(delivered_at__isnull=True),
            ),
        ]
