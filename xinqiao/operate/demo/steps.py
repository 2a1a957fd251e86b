"""A scripted life of a matter: steps one after the other, and the moments at which offices and people take them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from xinqiao.law.workdays import Calendar

Facts = Mapping[str, Any]
Told = Facts | Callable[[date, "Numbers"], Facts]
Numbers = Mapping[str, str]
"""The numbers of labelled lives that have been filed by now."""

PEOPLE = frozenset({"newcomer", "petitioner"})
"""Who acts on any day and late in the evening; all others keep office hours."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One act: so many days after the one before, by somebody in a seat of the matter.

    ``by`` is ``newcomer`` (files on the web; ``newcomer:unit`` with that unit), ``desk:unit`` (an officer who writes
    down what somebody says), ``petitioner``, or a role; then one of that role's unit does it.
    """

    after: float
    by: str
    action: str
    facts: Told = field(default_factory=dict)

    def told(self, day: date, numbers: Numbers) -> Facts:
        return self.facts(day, numbers) if callable(self.facts) else self.facts


@dataclass(frozen=True, kw_only=True)
class Life:
    """What happens to one matter, from its filing on."""

    kind: str
    steps: tuple[Step, ...]
    identity: Mapping[str, str] | None = None
    label: str = ""

    def until(self, action: str) -> "Life":
        """This life as far as its last step of this name."""
        last = max(index for index, step in enumerate(self.steps) if step.action == action)
        return Life(kind=self.kind, steps=self.steps[: last + 1], identity=self.identity, label=self.label)


def moments(steps: Sequence[Step], start: datetime, *, calendar: Calendar, chance: Random) -> list[datetime]:
    """When each step is taken if the first is taken at about ``start``."""
    found: list[datetime] = []
    at = start
    for step in steps:
        at = (found[-1] if found else start) + timedelta(days=step.after)
        if step.after < 0.5 and found:
            # Done in one go: the clerk who took the call also registers it.
            at = max(at, found[-1] + timedelta(minutes=2))
        elif step.by.partition(":")[0] in PEOPLE:
            at = _at(at, time(chance.randint(7, 21), chance.randint(0, 59)))
        else:
            working = calendar.next_working(at.date())
            at = _at(
                at + (working - at.date()),
                time(chance.choice((9, 10, 11, 14, 15, 16)), chance.randint(0, 59)),
            )
        if found and at <= found[-1]:
            at = found[-1] + timedelta(minutes=chance.randint(3, 40))
        found.append(at)
    return found


def fit(life: Life, *, ends: datetime, calendar: Calendar, seed: int) -> list[datetime]:
    """The moments of a life of which the last lies before ``ends``, as near to it as office hours let it."""
    start = ends - timedelta(days=sum(step.after for step in life.steps))
    # A quarter of a day at a time: where a week's holiday lies between the steps, several weeks have to be gone back.
    for _try in range(400):
        found = moments(life.steps, start, calendar=calendar, chance=Random(seed))  # noqa: S311 - repeatable, no secret
        over = found[-1] - ends
        if over <= timedelta():
            return found
        start -= over + timedelta(hours=6)
    raise ValueError(f"the life {life.kind} does not fit before {ends}")


def _at(at: datetime, clock: time) -> datetime:
    return at.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
