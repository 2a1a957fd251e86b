"""The tree of units, as the law asks about it; read once and again only when a unit has changed."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from xinqiao.people.models import Unit, UnitKind


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

    def under(self, unit: str, other: str) -> bool:
        place = self.places.get(unit)
        return place is not None and f"/{other}/" in place.path

    def kind(self, unit: str) -> str | None:
        place = self.places.get(unit)
        return place.kind if place and place.active else None


_kept: tuple[tuple[int, datetime | None], Directory] | None = None


def directory() -> Directory:
    """The tree as it is now. One small query tells whether the copy in memory is still true."""
    global _kept
    seen = Unit.objects.aggregate(many=Count("code"), latest=Max("changed_at"))
    state = (seen["many"], seen["latest"])
    if _kept is None or _kept[0] != state:
        places = {
            row[0]: Place(*row)
            for row in Unit.objects.order_by("path").values_list(
                "code", "kind", "level", "parent_id", "reviewer_id", "path", "active"
            )
        }
        _kept = (state, Directory(places))
    return _kept[1]
