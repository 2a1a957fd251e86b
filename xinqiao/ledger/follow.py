"""Handing entries to followers, in order, each exactly once.

A follower is a module with ``follow(entry)``. What it writes to the database and how far it has read are one
transaction, so a crash neither repeats nor skips.
"""

import time
from collections.abc import Callable, Sequence
from importlib import import_module

from django.conf import settings

from xinqiao.ledger.gate import writing
from xinqiao.ledger.models import Entry, Place

BATCH = 50
HOLD = 0.05
"""Entries are followed in one transaction until it has lasted so many seconds, and no more than ``BATCH`` of them.

One commit for several is quick; but where there is one writer only, whoever files a matter waits as long.
"""


def catch_up(followers: Sequence[str] | None = None) -> int:
    """Let every follower read to the end of the ledger; return how many entries were handed out.

    They take turns, a batch each: however many papers wait to be written, a new matter is soon found by its words.
    """
    names = settings.FOLLOWERS if followers is None else followers
    work: list[tuple[str, Callable[[Entry], None]]] = [(name, import_module(name).follow) for name in names]
    done = 0
    while step := sum(_one_batch(name, follow) for name, follow in work):
        done += step
    return done


def newest() -> int:
    """The position of the newest entry: one look into an index, so it may be asked many times a second."""
    return Entry.objects.order_by("-position").values_list("position", flat=True).first() or 0


def _one_batch(name: str, follow: Callable[[Entry], None]) -> int:
    # Looking first costs no lock: most of the time there is nothing new.
    read = Place.objects.filter(follower=name).values_list("position", flat=True).first() or 0
    if not Entry.objects.filter(position__gt=read).exists():
        return 0
    with writing():
        Place.objects.get_or_create(follower=name)
        place = Place.objects.select_for_update().get(follower=name)
        entries = list(Entry.objects.filter(position__gt=place.position).order_by("position")[:BATCH])
        ends = time.monotonic() + HOLD
        done = 0
        for entry in entries:
            follow(entry)
            place.position = entry.position
            done += 1
            if time.monotonic() >= ends:
                break
        place.save()
    return done


def behind() -> dict[str, int]:
    """How many entries each follower has still to read."""
    end = newest()
    places = dict(Place.objects.values_list("follower", "position"))
    return {name: end - places.get(name, 0) for name in settings.FOLLOWERS}
