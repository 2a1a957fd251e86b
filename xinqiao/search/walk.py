"""Walking the answers of the index from the newest, and holding them against what may be seen.

The index narrows down; ``cases.policy`` and the columns of the matter have the last word, before anything is counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Q

from xinqiao.cases.policy import visible
from xinqiao.people.directory import Directory
from xinqiao.people.models import Capacity
from xinqiao.people.person import Person
from xinqiao.search import index
from xinqiao.search.among import Written
from xinqiao.search.models import Indexed
from xinqiao.search.reading import AREA, CLASS, KIND, LIES, SITS, STATE, first_level, mark

MOST = 4000
"""So many answers of the index are held against what may be seen at most, then we say that there are more."""
STEP = 520
END = 1 << 62


class Seen(NamedTuple):
    """A matter that was found and may be seen, with what it is counted by; ``document`` is its id in the index."""

    document: int
    number: str
    kind: str
    state: str
    unit: str
    content_class: str
    year: str


@dataclass(frozen=True, slots=True)
class Walk:
    """The matters that ``person`` may see and that meet the filters; ``wanted`` is what of these are columns."""

    person: Person
    tree: Directory
    wanted: Q
    days: tuple[int, int]
    narrowing: list[set[str]]

    def newest(self, groups: index.Question, needed: int) -> tuple[list[Seen], bool]:
        """The newest ``needed`` matters or a few more, and whether that is all there are."""
        # What only narrows down is left out at first: in the office that has all matters, and for words that few
        # matters say, it takes longer than it saves.
        question = list(groups)
        above, below = self.days
        found: list[Seen] = []
        looked_at = 0
        step = min(STEP, max(needed + needed // 8, 40))
        while looked_at < MOST:
            documents = index.matching(question, below=below, above=above, most=step)
            looked_at += len(documents)
            found.extend(self._seen(documents))
            if len(documents) < step:
                return found, True
            if len(found) >= needed:
                return found, False
            below, step, question = documents[-1][0], STEP, [*self.narrowing, *groups]
        return found, False

    def _seen(self, documents: Sequence[tuple[int, str]]) -> list[Seen]:
        if not documents:
            return []
        rows = _counted_by(self.person, self.tree, self.wanted).ask(number for _id, number in documents)
        seen = {row[0]: row for row in rows}
        found = []
        for document, number in documents:
            if number in seen:
                _number, kind, state, unit, content_class = seen[number]
                year = _year(document // Indexed.A_DAY)
                found.append(
                    Seen(document, number, kind, state, unit or "", first_level(content_class), year)
                )
        return found


def may_be_seen(person: Person, tree: Directory, numbers: Iterable[str]) -> set[str]:
    """Those of some matters that an officer may see."""
    return {row[0] for row in _counted_by(person, tree, Q()).ask(numbers)}


@lru_cache(maxsize=4096)
def _year(day: int) -> str:
    return str(date.fromordinal(day).year)


@lru_cache(maxsize=256)
def _counted_by(person: Person, tree: Directory, wanted: Q) -> Written:
    """What matters are counted by, asked of those that somebody may see: put together once, as the policy is."""
    rows = visible(person, tree).filter(wanted).order_by()
    return Written(rows, "number", "number", "kind", "state", "unit_id", "content_class")


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
