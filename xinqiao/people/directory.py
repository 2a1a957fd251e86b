"""The tree of units, as the law asks about it; read once and again only when a unit has changed."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection

from xinqiao.people.models import Capacity, Level, Officer, Unit, UnitKind
from xinqiao.people.officers import key_of, officer_of

FRONT_KINDS = (UnitKind.PETITION_OFFICE, UnitKind.TOWNSHIP, UnitKind.GOVERNMENT)
FRONT_LEVELS = (Level.COUNTY, Level.TOWNSHIP, Level.CITY, Level.PROVINCE, Level.VILLAGE)


@dataclass(frozen=True, slots=True)
class Place:
    """One unit in the tree."""

    code: str
    kind: str
    level: str
    parent: str | None
    reviewer: str | None
    path: str
    active: bool


class Directory:
    """Answers the machine's questions about units (``law.model.Directory``)."""

    def __init__(self, places: dict[str, Place]) -> None:
        self.places = places

    def superior(self, unit: str) -> str | None:
        place = self.places.get(unit)
        return (place.reviewer or place.parent) if place else None

    def common_superior(self, first: str, second: str) -> str | None:
        above = self.ancestors(first)
        for one in self.ancestors(second):
            if one in above and one not in (first, second):
                return one
        conferences = [
            one.code for one in self.places.values() if one.kind == UnitKind.JOINT_CONFERENCE and one.active
        ]
        return conferences[0] if conferences else None

    def ancestors(self, unit: str) -> list[str]:
        """The units above ``unit``, nearest first; the unit itself is not among them."""
        place = self.places.get(unit)
        return place.path.strip("/").split("/")[-2::-1] if place else []

    def area(self, unit: str) -> str:
        """The path of the area that a unit works in: what lies under the unit above it, or under itself at the top."""
        place = self.places[unit]
        return self.places[place.parent].path if place.parent else place.path

    def front_office(self, walls: Collection[str] = ()) -> str | None:
        """Where a matter goes that names no office: the petition office nearest to the people, a county's before a
        city's; where there is none, a township or government. Units under ``walls`` are passed over."""
        return self._front(walls) if walls else self._usual_front

    @cached_property
    def _usual_front(self) -> str | None:
        """Asked at every filing, and the same until a unit changes, which makes another directory."""
        return self._front(())

    def _front(self, walls: Collection[str]) -> str | None:
        offices = [
            one
            for one in self.places.values()
            if one.active
            and one.kind in FRONT_KINDS
            and not any(self.under(one.code, wall) for wall in walls)
        ]
        order = min(
            offices,
            key=lambda one: (
                FRONT_KINDS.index(UnitKind(one.kind)),
                FRONT_LEVELS.index(Level(one.level)),
                one.path,
            ),
            default=None,
        )
        return order.code if order else None

    def under(self, unit: str, other: str) -> bool:
        place = self.places.get(unit)
        return place is not None and f"/{other}/" in place.path

    def kind(self, unit: str) -> str | None:
        place = self.places.get(unit)
        return place.kind if place and place.active else None

    def unit_of(self, officer: str) -> str | None:
        """The unit of an active officer, by their key."""
        found = officer_of(officer)
        return found.unit_id if found is not None and found.is_active else None

    def staffed(self, unit: str, without: Collection[str]) -> bool:
        """Whether somebody is left who can handle, and somebody who can sign, wherever there was one before."""
        colleagues = list(Officer.objects.filter(unit=unit, is_active=True))
        for wanted in ({Capacity.HANDLER, Capacity.HEAD}, {Capacity.HEAD}):
            able = [one for one in colleagues if one.capacity_set & wanted]
            if able and all(key_of(one) in without for one in able):
                return False
        return True


_kept: tuple[tuple[Any, ...], Directory] | None = None


def directory() -> Directory:
    """The tree as it is now. One small query tells whether the copy in memory is still true."""
    global _kept
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), max(changed_at) FROM people_unit")
        state = cursor.fetchone()
    if _kept is None or _kept[0] != state:
        places = {
            row[0]: Place(*row)
            for row in Unit.objects.order_by("path").values_list(
                "code", "kind", "level", "parent_id", "reviewer_id", "path", "active"
            )
        }
        _kept = (state, Directory(places))
    return _kept[1]
