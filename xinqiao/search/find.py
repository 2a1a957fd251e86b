"""Finding matters by words, number, place, unit, state and day, among those that somebody may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString

from xinqiao.cases.models import Case
from xinqiao.cases.policy import visible
from xinqiao.people.codes import read_number
from xinqiao.people.directory import Directory, directory
from xinqiao.people.models import Capacity
from xinqiao.people.person import Person
from xinqiao.search import index
from xinqiao.search.models import Indexed
from xinqiao.search.passages import marked, passage
from xinqiao.search.reading import words_of_matters
from xinqiao.search.tokens import Word, words_of_question

BEST = "best"
NEWEST = "newest"
PASSAGES = 2
RANKED = 100
"""The best of so many newest answers are shown first; looking through more would make people wait for little."""
STEP = 400
MOST = 6000
"""So many answers of the index are held against the filters at most, then we say that there are more."""
MOST_UNITS = 400
COUNTED = 1000
_END = 1 << 62


@dataclass(frozen=True, slots=True)
class Hit:
    """A matter that was found, and where it says what was asked for."""

    case: Case
    subject: SafeString
    passages: tuple[SafeString, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of answers. ``total`` is exact unless ``at_least``; ``some_words`` when not all words were found."""

    hits: tuple[Hit, ...]
    total: int
    at_least: bool
    more: bool
    words: tuple[str, ...]
    some_words: bool = False


def find(
    person: Person,
    question: str,
    *,
    filters: Mapping[str, Any] | None = None,
    order: str = BEST,
    limit: int = 20,
    offset: int = 0,
) -> Found:
    """What an officer finds. Matters they may not see are neither shown nor counted.

    ``filters``: ``unit`` (where it lies now), ``state``, ``kind``, ``channel``, ``place`` (words), ``closed`` (bool),
    ``late`` (bool), ``since`` and ``until`` (days of receipt, both included). Petitioners look a matter up by number
    and code and never search: for anybody who is not an officer nothing is found.
    """
    filters = {name: value for name, value in (filters or {}).items() if value not in (None, "")}
    tree = directory()
    if person.kind != "officer":
        return Found((), 0, False, False, ())
    number = read_number(question)
    if number is not None:
        cases = list(visible(person, tree).filter(number=number))
        return Found(tuple(_shown(cases, [])), len(cases), False, False, ())
    words = words_of_question(question)
    place = words_of_question(str(filters.get("place", "")))
    allowed = visible(person, tree).filter(_columns(filters)).defer("standing")
    if not words and not place:
        return _without_words(allowed, limit=limit, offset=offset)
    search = _Search(allowed, _days(filters), narrowing(person, filters, tree))
    asked = [*words, *place]
    some_words = False
    numbers, complete = search.newest(_all(asked), _needed(order, limit, offset))
    if not numbers and len(words) > 1:
        some_words, order = True, BEST
        either = frozenset().union(*(_all([word])[0] for word in words))
        numbers, complete = search.newest([either, *_all(place)], RANKED)
    if order == BEST:
        numbers = _ranked(numbers[:RANKED], asked) + numbers[RANKED:]
    page = numbers[offset : offset + limit]
    shown = {case.number: case for case in allowed.filter(number__in=page)} if page else {}
    texts = tuple(word.text for word in asked)
    return Found(
        hits=tuple(_shown([shown[one] for one in page if one in shown], texts)),
        total=len(numbers),
        at_least=not complete,
        more=len(numbers) > offset + limit,
        words=texts,
        some_words=some_words,
    )


def _needed(order: str, limit: int, offset: int) -> int:
    return max(RANKED if order == BEST else 0, offset + limit + 1)


def _all(words: Sequence[Word]) -> list[frozenset[str]]:
    """The question that is met by what holds every piece of every word."""
    return [
        frozenset({piece + "*" if word.is_beginning else piece}) for word in words for piece in word.pieces
    ]


@dataclass(frozen=True, slots=True)
class _Search:
    """Walking the answers of the index from the newest, and holding them against what may be seen."""

    allowed: QuerySet[Case]
    days: tuple[int, int]
    narrowing: list[set[str]]

    def newest(self, groups: index.Question, needed: int) -> tuple[list[str], bool]:
        """The newest ``needed`` numbers or a few more, and whether that is all there are."""
        question = [*self.narrowing, *groups]
        above, below = self.days
        found: list[str] = []
        seen = 0
        step = min(STEP, max(needed + needed // 4, 40))
        while seen < MOST:
            documents = index.matching(question, below=below, above=above, most=step)
            seen += len(documents)
            numbers = [number for _id, number in documents]
            asked = self.allowed.filter(number__in=numbers) if numbers else self.allowed.none()
            may = set(asked.values_list("number", flat=True))
            found.extend(number for number in numbers if number in may)
            if len(documents) < step:
                return found, True
            if len(found) >= needed:
                return found, False
            below, step = documents[-1][0], STEP
        return found, False


def _columns(filters: Mapping[str, Any]) -> Q:
    """The filters that are columns of the matter."""
    names = {"unit": "unit_id", "state": "state", "kind": "kind", "channel": "channel"}
    wanted = Q(**{column: filters[name] for name, column in names.items() if name in filters})
    for name in ("closed", "late"):
        if name in filters:
            wanted &= Q(**{name: bool(filters[name])})
    if "since" in filters:
        wanted &= Q(received_on__gte=filters["since"])
    if "until" in filters:
        wanted &= Q(received_on__lte=filters["until"])
    return wanted


def _days(filters: Mapping[str, Any]) -> tuple[int, int]:
    since, until = filters.get("since"), filters.get("until")
    above = since.toordinal() * Indexed.A_DAY - 1 if isinstance(since, date) else -1
    below = (until.toordinal() + 1) * Indexed.A_DAY if isinstance(until, date) else _END
    return above, below


def narrowing(person: Person, filters: Mapping[str, Any], tree: Directory) -> list[set[str]]:
    """Tokens of units, so that an office with few matters does not walk through those of all the others.

    They follow ``cases.policy.visible`` and can only be wider than it: it has the last word.
    """
    groups = [{f"a:{filters['unit']}"}] if "unit" in filters else []
    place = tree.places.get(person.unit or "")
    if place is None:
        return groups
    units = {f"u:{place.code}"}
    if Capacity.SUPERVISOR in person.capacities and place.parent:
        area = tree.places[place.parent].path
        under = [one.code for one in tree.places.values() if one.path.startswith(area)]
        if len(under) > MOST_UNITS:
            return groups
        units.update(f"a:{code}" for code in under)
    return [*groups, units]


def _ranked(numbers: Sequence[str], words: Sequence[Word]) -> list[str]:
    """The numbers, those first that say what was asked in their subject, in their place, together, or often."""
    texts = dict(Indexed.objects.filter(number__in=numbers).values_list("number", "text"))
    together = "".join(word.text for word in words)

    def score(number: str) -> float:
        subject, _line, rest = texts.get(number, "").partition("\n")
        place, _line, body = rest.partition("\n")
        total = 0.0
        for word in words:
            total += 4 * (word.text in subject) + 3 * (word.text in place) + min(body.count(word.text), 3)
        if len(words) > 1:
            total += 4 * (together in subject.replace(" ", "")) + 2 * (together in body)
        return total

    return sorted(numbers, key=score, reverse=True)


def _without_words(allowed: QuerySet[Case], *, limit: int, offset: int) -> Found:
    most = max(COUNTED, offset + limit + 1)
    ordered = allowed.order_by("-filed_at", "-number")
    total = len(ordered.values_list("number")[:most])
    return Found(
        hits=tuple(_shown(list(ordered[offset : offset + limit]), [])),
        total=total,
        at_least=total == most,
        more=total > offset + limit,
        words=(),
    )


def _shown(cases: Sequence[Case], words: Sequence[str]) -> list[Hit]:
    said = words_of_matters(cases) if words and cases else {}
    hits = []
    for case in cases:
        rest = said[case.number].rest if case.number in said else ()
        passages = (passage(text, words) for text in rest)
        hits.append(
            Hit(
                case=case,
                subject=marked(case.subject, words),
                passages=tuple(one for one in passages if one is not None)[:PASSAGES],
            )
        )
    return hits
