"""Walking the answers of the index from the newest, and holding them against what may be seen.

The index narrows down; ``cases.policy`` and the columns of the matter have the last word, before anything is counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from xinqiao.cases.models import Case
from xinqiao.people.directory import Directory
from xinqiao.people.models import Capacity
from xinqiao.people.person import Person
from xinqiao.search import index
from xinqiao.search.models import Indexed
from xinqiao.search.reading import AREA, CLASS, KIND, LIES, SITS, STATE, first_level, mark

MOST = 4000
"""So many answers of the index are held against what may be seen at most, then we say that there are more."""
STEP = 520
END = 1 << 62


@dataclass(frozen=True, slots=True)
class Seen:
    """A matter that was found and may be seen, with what it is counted by."""

    number: str
    kind: str
    state: str
    unit: str
    content_class: str
    year: str


@dataclass(frozen=True, slots=True)
class Walk:
    """The matters that somebody may see and that meet the filters."""

    allowed: QuerySet[Case]
    days: tuple[int, int]
    narrowing: list[set[str]]

    def newest(self, groups: index.Question, needed: int) -> tuple[list[Seen], bool]:
        """The newest ``needed`` matters or a few more, and whether that is all there are."""
        question = [*self.narrowing, *groups]
        above, below = self.days
        found: list[Seen] = []
        looked_at = 0
        step = min(STEP, max(needed + needed // 4, 40))
        while looked_at < MOST:
            documents = index.matching(question, below=below, above=above, most=step)
            looked_at += len(documents)
            found.extend(self._seen(documents))
            if len(documents) < step:
                return found, True
            if len(found) >= needed:
                return found, False
            below, step = documents[-1][0], STEP
        return found, False

    def _seen(self, documents: Sequence[tuple[int, str]]) -> list[Seen]:
        if not documents:
            return []
        rows = self.allowed.filter(number__in=[number for _id, number in documents]).order_by()
        seen = {
            row[0]: row for row in rows.values_list("number", "kind", "state", "unit_id", "content_class")
        }
        found = []
        for document, number in documents:
            if number in seen:
                _number, kind, state, unit, content_class = seen[number]
                year = date.fromordinal(document // Indexed.A_DAY).year
                found.append(Seen(number, kind, state, unit or "", first_level(content_class), str(year)))
        return found


def columns(filters: Mapping[str, Any]) -> Q:
    """The filters that are columns of the matter."""
    names = {"unit": "unit_id", "state": "state", "kind": "kind", "channel": "channel"}
    wanted = Q(**{column: filters[name] for name, column in names.items() if name in filters})
    for name in ("closed", "late"):
        if name in filters:
            wanted &= Q(**{name: bool(filters[name])})
    if "class" in filters:
        wanted &= Q(content_class=filters["class"]) | Q(content_class__startswith=f"{filters['class']}/")
    since, until = span(filters)
    if since:
        wanted &= Q(received_on__gte=since)
    if until:
        wanted &= Q(received_on__lte=until)
    return wanted


def span(filters: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """The first and the last day of receipt that are asked for."""
    since, until = filters.get("since"), filters.get("until")
    if "year" in filters:
        year = int(filters["year"])
        first, last = date(year, 1, 1), date(year, 12, 31)
        since, until = max(since or first, first), min(until or last, last)
    return since, until


def days(filters: Mapping[str, Any]) -> tuple[int, int]:
    """The same as a span of ids, both ends excluded."""
    since, until = span(filters)
    above = since.toordinal() * Indexed.A_DAY - 1 if since else -1
    below = (until.toordinal() + 1) * Indexed.A_DAY if until else END
    return above, below


def narrowing(person: Person, filters: Mapping[str, Any], tree: Directory) -> list[set[str]]:
    """Tokens of units, state, kind and class, so that an office with few matters does not walk through all others.

    They follow ``cases.policy.visible`` and can only be wider than it: it has the last word.
    """
    names = {"unit": LIES, "state": STATE, "kind": KIND, "class": CLASS}
    groups = [
        {mark(prefix, first_level(filters[name]) if name == "class" else filters[name])}
        for name, prefix in names.items()
        if name in filters
    ]
    place = tree.places.get(person.unit or "")
    if place is None:
        return groups
    units = {mark(SITS, place.code)}
    if Capacity.SUPERVISOR in person.capacities and place.parent:
        units.add(mark(AREA, place.parent))
    return [*groups, units]
