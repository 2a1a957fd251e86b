"""What search keeps of each matter beside the index itself: enough to take it out of the index again."""

from django.db import models


class Indexed(models.Model):
    """One matter in the index.

    ``id`` is the day of receipt times ``A_DAY`` plus a running number, so that the order of ids is the order of days
    and a span of days is a span of ids. ``text`` is normalised: the subject, the place, then everything else, a line
    each. ``marks`` are the tokens that are not words: units, and rare pieces of the wording. Text and tokens are
    people's words: the rules of the matter hold for them, and ``forget`` erases them.
    """

    A_DAY = 1 << 20

    id = models.BigIntegerField(primary_key=True)
    number = models.CharField(max_length=32, unique=True)
    text = models.TextField()
    marks = models.TextField()


class Frequency(models.Model):
    """How many matters of a sample hold each piece of wording: counts by hash, as bytes."""

    counted = models.PositiveIntegerField()  # matters in the index when this was counted
    sample = models.PositiveIntegerField()  # matters that were read for it
    counts = models.BinaryField()
