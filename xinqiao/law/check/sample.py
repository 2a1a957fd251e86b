"""Made-up units and facts with which the machine itself can be run, for showing what it refuses and for walking cases."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from xinqiao.law.model import Action, Input, Kind, Role, Standing

ANY_KIND = "unit"

TOP = 12
"""The highest level of every line of units."""


@dataclass(frozen=True)
class Town:
    """A directory without a database: ``kind/level``, each unit under the next level of its kind.

    >>> town = Town()
    >>> town.superior("office/1"), town.superior("office/12"), town.under("office/1", "office/3")
    ('office/2', None, True)
    """

    def superior(self, unit: str) -> str | None:
        kind, level = self._parts(unit)
        return f"{kind}/{level + 1}" if level < TOP else None

    def common_superior(self, first: str, second: str) -> str | None:
        highest = max(self._parts(first)[1], self._parts(second)[1])
        return f"{ANY_KIND}/{highest + 1}" if highest < TOP else None

    def under(self, unit: str, other: str) -> bool:
        (kind, level), (other_kind, other_level) = self._parts(unit), self._parts(other)
        return kind == other_kind and level <= other_level

    def kind(self, unit: str) -> str | None:
        kind, slash, level = unit.partition("/")
        return kind if slash and level.isdecimal() and 1 <= int(level) <= TOP else None

    def unit_of(self, officer: str) -> str | None:
        """Officers are called after their unit: ``li@office/1``."""
        _name, at, unit = officer.partition("@")
        return unit if at and self.kind(unit) else None

    def staffed(self, unit: str, without: Collection[str]) -> bool:
        """A unit gets on without anybody but its ``last`` officer."""
        return f"last@{unit}" not in without

    @staticmethod
    def _parts(unit: str) -> tuple[str, int]:
        kind, _slash, level = unit.partition("/")
        return kind, int(level)


def facts_for(
    action: Action,
    *,
    roles: Collection[Role],
    day: date,
    standing: Standing,
    given: Mapping[str, Any] | None = None,
    level: int = 1,
) -> dict[str, Any]:
    """Facts that an action accepts; ``given`` are values that are chosen already, ``level`` is that of units."""
    facts: dict[str, Any] = {}
    for one in action.inputs:
        asked = not one.only_by or bool(set(one.only_by) & set(roles))
        if given is not None and one.name in given:
            if asked and given[one.name] is not None:
                facts[one.name] = given[one.name]
        elif one.derived and not one.required and one.kind in (Kind.UNITS, Kind.OFFICERS):
            continue  # what the door finds out may well be nobody
        elif one.must_be or (asked and (one.required or one.derived)):
            facts[one.name] = value_for(one, day=day, standing=standing, level=level)
    return facts


def value_for(one: Input, *, day: date, standing: Standing, level: int = 1) -> Any:
    """A value that an input accepts."""
    least = max(one.least or 1, 1)
    match one.kind:
        case Kind.TEXT | Kind.WORDS:
            return "如实写明"
        case Kind.REQUESTS | Kind.NAMES:
            return ["请求解决"] * least
        case Kind.FILES:
            return [{"name": "照片.jpg", "media_type": "image/jpeg", "size": 1, "sha256": "0" * 64}] * least
        case Kind.ANSWERS:
            return [
                {
                    "request": number,
                    "facts": "查明",
                    "reasons": "因为",
                    "basis": "依据",
                    "conclusion": one.choices[0][0],
                }
                for number in range(1, standing.requests + 1)
            ]
        case Kind.DATE:
            return day + timedelta(days=20) if one.future else day
        case Kind.DAYS | Kind.NUMBER:
            return least
        case Kind.CHOICE:
            return one.choices[0][0]
        case Kind.YES:
            return not one.derived
        case Kind.UNIT:
            return f"{(one.kinds or (ANY_KIND,))[0]}/{level}"
        case Kind.UNITS:
            return [f"{ANY_KIND}/{level}"] * least
        case Kind.OFFICER:
            return f"somebody@{ANY_KIND}/{level}"
        case Kind.OFFICERS:
            return [f"somebody@{ANY_KIND}/{level}"]
