"""Who acts: an officer, a petitioner who has shown number and code, or time itself."""

from dataclasses import dataclass

from xinqiao.people.models import Officer
from xinqiao.people.officers import key_of


@dataclass(frozen=True, slots=True)
class Person:
    """One who acts, as the door sees them. ``key`` is opaque and never a name."""

    kind: str  # "officer", "petitioner" or "clock"
    key: str
    unit: str | None = None
    capacities: frozenset[str] = frozenset()
    number: str | None = None  # the one matter a petitioner may touch


CLOCK = Person(kind="clock", key="clock")

NEWCOMER = Person(kind="petitioner", key="petitioner")
"""Somebody who is about to file and has no number yet."""


def newcomer_at(unit: str) -> Person:
    """Somebody who is about to file with one certain unit."""
    return Person(kind="petitioner", key="petitioner", unit=unit)


def as_person(officer: Officer) -> Person:
    return Person(kind="officer", key=key_of(officer), unit=officer.unit_id, capacities=officer.capacity_set)


def petitioner_of(number: str) -> Person:
    return Person(kind="petitioner", key="petitioner", number=number)
