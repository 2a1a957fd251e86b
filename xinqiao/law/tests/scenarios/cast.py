"""A small place and its people. Zhao complains, Qian is complained of, Sun keeps the desk, Li signs, Wu has no business
here; the others hold the offices above."""

from collections.abc import Collection
from dataclasses import dataclass

from xinqiao.law.model import BODIES, Role, Standing

UNITS: dict[str, tuple[str, str | None]] = {
    "city": ("government", None),
    "county": ("government", "city"),
    "petitions": ("petition_office", "county"),
    "housing": ("department", "county"),
    "labour": ("department", "county"),
    "township": ("government", "county"),
    "village": ("village", "township"),
    "discipline": ("discipline_body", "county"),
    "council": ("government", None),
    "parks": ("department", "council"),
}
"""Each unit with its kind and the unit above it."""


class Place:
    """The directory of this place."""

    def superior(self, unit: str) -> str | None:
        return UNITS[unit][1]

    def common_superior(self, first: str, second: str) -> str | None:
        above = self._line(first)[1:]
        return next((one for one in self._line(second)[1:] if one in above), None)

    def under(self, unit: str, other: str) -> bool:
        return other in self._line(unit)

    def kind(self, unit: str) -> str | None:
        return UNITS[unit][0] if unit in UNITS else None

    def unit_of(self, officer: str) -> str | None:
        return PEOPLE[officer].unit if officer in PEOPLE else None

    def staffed(self, unit: str, without: Collection[str]) -> bool:
        return True

    def _line(self, unit: str) -> list[str]:
        line = [unit]
        while (above := UNITS[line[-1]][1]) is not None:
            line.append(above)
        return line


@dataclass(frozen=True)
class Somebody:
    """A person: the petitioner, or an officer of a unit."""

    name: str
    unit: str | None = None
    head: bool = False
    supervisor: bool = False

    def roles(self, standing: Standing, place: Place) -> frozenset[Role]:
        """The roles of this person in a case that stands so."""
        if self.unit is None:
            return frozenset({Role.PETITIONER}) if self.name == "zhao" else frozenset()
        if any(place.under(self.unit, one) for one in standing.walled):
            return frozenset()
        found = {role for role in BODIES if standing.bodies.get(role) == self.unit}
        if standing.state == "unfiled" or Role.RECEIVER in found:
            office = place.kind(self.unit) == "petition_office"
            found |= {Role.RECEIVER, Role.PETITION_OFFICE if office else Role.UNIT_DESK}
        if self.head and Role.COMPETENT_UNIT in found:
            found.add(Role.UNIT_HEAD)
        if self.supervisor:
            found.add(Role.SUPERVISOR)
        return frozenset(found)


PEOPLE = {
    one.name: one
    for one in (
        Somebody("zhao"),
        Somebody("wu"),
        Somebody("sun", "petitions"),
        Somebody("supervisor", "petitions", supervisor=True),
        Somebody("handler", "housing"),
        Somebody("li", "housing", head=True),
        Somebody("labour", "labour", head=True),
        Somebody("qian", "township", head=True),
        Somebody("clerk", "township"),
        Somebody("villager", "village"),
        Somebody("discipline", "discipline"),
        Somebody("county", "county"),
        Somebody("colleague", "county"),
        Somebody("city", "city"),
        Somebody("council", "council"),
        Somebody("second", "council"),
        Somebody("parks", "parks", head=True),
    )
}
