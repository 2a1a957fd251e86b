"""What search keeps of each matter beside the index itself: enough to take it out of the index again."""

from datetime import date

from django.db import models


class Indexed(models.Model):
    """One matter in the index.

    ``id`` is the day of receipt times ``A_DAY`` plus a running number, so that the order of ids is the order of days
    and a span of days is a span of ids. ``text`` is normalised: the subject, the place, then everything else, a line
    each. ``marks`` are the tokens that are not words: units, state, kind, class, and rare pieces of the wording.
    ``names`` are the places and organisations that it names, as ``search.named`` writes them. Text, tokens and names are
    people's words: the rules of the matter hold for them, and what is erased there leaves here when the entry is followed.
    """

    A_DAY = 1 << 20

    # In SQLite this alone makes the number the place of the row itself; another key is looked up in a tree beside it first.
    id = models.BigAutoField(primary_key=True)
    number = models.CharField(max_length=32, unique=True)
    text = models.TextField()
    marks = models.TextField()
    names = models.TextField(default="")


def day_of(document: int) -> date:
    """The day of receipt of a document in the index."""
    return date.fromordinal(document // Indexed.A_DAY)


class Sound(models.Model):
    """A pair of characters that stands in some matter, by how it sounds. It does not say in which."""

    pk = models.CompositePrimaryKey("sound", "pair")
    sound = models.CharField(max_length=16)
    pair = models.CharField(max_length=2)


class Frequency(models.Model):
    """How many matters of a sample hold each piece of wording: counts by hash, as bytes."""

    counted = models.PositiveIntegerField()  # matters in the index when this was counted
    sample = models.PositiveIntegerField()  # matters that were read for it
    counts = models.BinaryField()  # of runs of three characters
    pairs = models.BinaryField(
        default=b""
    )  # of neighbouring characters, as the judgement of two matters counts them


class Theme(models.Model):
    """Several matters that seem to have one cause. A proposal: found anew every night, joined by new matters by day.

    ``label`` and ``anchors`` (names of places and organisations that most of the matters say, one a line) are people's
    words, never persons. Who sees which of its matters is asked of ``cases.policy`` every time.
    """

    label = models.CharField(max_length=120)
    anchors = models.TextField()
    score = models.FloatField()
    found_at = models.DateTimeField()
    changed_at = models.DateTimeField()


class Themed(models.Model):
    """One matter of a theme. A matter is in one theme or in none."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="matters")
    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="themed")
