"""What the invented office has learned and put on its shelf: proposals of class and unit, themes, a handbook of answers."""

from datetime import date, datetime
from pathlib import Path

from django.db.models import Max
from django.utils import timezone

from xinqiao.ledger.models import Entry, Place
from xinqiao.library.models import InstrumentKind
from xinqiao.library.shelf import put
from xinqiao.search import themes
from xinqiao.search.learning import learn
from xinqiao.text.training import TooFewExamples

HANDBOOK = Path(__file__).resolve().parent / "handbook.md"
FOLLOWER = themes.__name__


def read(*, now: datetime) -> list[str]:
    """Learn, look for themes, fill the shelf; return what could not be done, in words."""
    refused = []
    day = timezone.localtime(now).date()
    try:
        learn(on=day.isoformat())
    except TooFewExamples as error:
        refused.append(str(error))
    themes.find(at=now)
    # The night has read everything; by day the follower goes on from here.
    newest = Entry.objects.aggregate(newest=Max("position"))["newest"] or 0
    Place.objects.update_or_create(follower=FOLLOWER, defaults={"position": newest})
    put(
        HANDBOOK.name,
        HANDBOOK.read_bytes(),
        kind=InstrumentKind.ANSWERS,
        in_force_from=date(day.year - 1, 1, 1),
        issuer="禾渡县信访局",
        by="xinqiao demo",
        at=now,
    )
    return refused
