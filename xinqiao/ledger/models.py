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
        indexes: ClassVar = [
            # Openings of a sealed identity are few, and looked for among all entries.
            models.Index(
                fields=["at"],
                name="entry_opened",
                condition=models.Q(action__in=("open_seal", "open_seal_received")),
            ),
            # So are requests for a whole file.
            models.Index(fields=["at"], name="entry_file_asked", condition=models.Q(action="ask_whole_file")),
        ]

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


class Batch(models.Model):
    """Leaves of the public log that were put into order together: the digests of entries, among padding.

    ``slots`` says where the entries lie among the leaves, four bytes for each, in the order of their positions, the
    last of which is ``after``; every other leaf is padding. Only ever added, as entries are.
    """

    first = models.BigIntegerField(primary_key=True)  # index of the first leaf
    count = models.PositiveIntegerField()
    leaves = models.BinaryField()  # 32 bytes each
    slots = models.BinaryField()
    after = models.BigIntegerField()  # the last position in the log once this batch is
    at = models.DateTimeField()
    adopted = models.BooleanField(default=False)  # taken over from what was published, after a restore

    class Meta:
        ordering: ClassVar = ["first"]
        indexes: ClassVar = [models.Index(fields=["after", "first"], name="batch_of_position")]


class Checkpoint(models.Model):
    """A size and root that this installation has signed; none may ever be gone back on."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()  # as it was published
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["size"]


class LogKey(models.Model):
    """A key that signs the log, or did: the public part, as it is published, and its span."""

    line = models.CharField(max_length=300, primary_key=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["since"]
