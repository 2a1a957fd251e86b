"""Time: finding the cases of which a last day has passed, and letting them go through the door."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db.models import Q

from xinqiao.cases.act import let_time_pass
from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.models import Case
from xinqiao.law.catalogue import PROCEDURES
from xinqiao.ledger.models import Place

BATCH = 100
"""So many cases are carried on in one transaction: some fifty milliseconds, and others get their turn to write."""


MAY_MOVE = Q(provisional=True) | Q(standing__contains="-12-2") | Q(standing__contains="-12-3")
"""Cases of which a new plan can move a last day: in a year without one, or at the end of the December before it."""


def tick(*, at: datetime, step: Callable[[int], object] = lambda _done: None) -> int:
    """Write down whatever time has made due by ``at``; return the number of entries written.

    The row's ``next_look_at`` says where to look; what has become of the case is then computed anew. When a calendar
    has changed since the last time, every case whose last day it can move is looked at as well.
    """
    written = 0
    for numbers in _due(at):
        written += let_time_pass(numbers, at=at)
        step(len(numbers))
    for name in sorted({one.calendar for one in PROCEDURES}):
        edition = f"calendar {name} {calendar_named(name).edition}"
        if Place.objects.filter(follower=edition).exists():
            continue
        for numbers in _movable():
            written += let_time_pass(numbers, at=at)
            step(len(numbers))
        Place.objects.get_or_create(follower=edition)
    return written


def _due(at: datetime) -> Iterator[list[str]]:
    seen: set[str] = set()
    while True:
        due = (
            Case.objects.filter(next_look_at__lte=at)
            .order_by("next_look_at")
            .values_list("number", flat=True)
        )
        numbers = list(due[:BATCH])
        # A case that is still due after its turn would be due for ever.
        stuck = seen.intersection(numbers)
        if stuck:
            raise RuntimeError(f"time does not pass for {', '.join(sorted(stuck))}")
        if not numbers:
            return
        seen = set(numbers)
        yield numbers


def _movable() -> Iterator[list[str]]:
    last = ""
    while True:
        rows = Case.objects.filter(MAY_MOVE, next_look_at__isnull=False, number__gt=last).order_by("number")
        numbers = list(rows.values_list("number", flat=True)[:BATCH])
        if not numbers:
            return
        yield numbers
        last = numbers[-1]
