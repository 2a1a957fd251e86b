"""Finding matters by words, number, place, unit, state, class and day, among those that somebody may see."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.utils.safestring import SafeString

from xinqiao.cases.models import Case
from xinqiao.cases.policy import visible
from xinqiao.people.codes import read_number
from xinqiao.people.directory import directory
from xinqiao.people.person import Person
from xinqiao.search import index, sound
from xinqiao.search.among import Among
from xinqiao.search.passages import marked, passages
from xinqiao.search.reading import words_of_matters
from xinqiao.search.tokens import Word, words_of_question
from xinqiao.search.walk import Seen, Walk, columns, days, narrowing

BEST = "best"
NEWEST = "newest"
PASSAGES = 2
RANKED = 200
"""The best of so many newest answers are shown first; looking through more would make people wait for little."""
COUNTED = 300
"""Nothing is counted further than this."""
FEW = 5
"""With fewer answers than this the question may be mistyped: what sounds like it is looked for too."""
FACETS = ("kind", "state", "unit", "content_class", "year")


@dataclass(frozen=True, slots=True)
class Hit:
    """A matter that was found, and where it says what was asked for; ``by_sound``: only something that sounds so."""

    case: Case
    subject: SafeString
    passages: tuple[SafeString, ...]
    by_sound: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One page of answers.

    ``total`` is exact unless ``at_least``; ``some_words`` when not all words were found; ``by_sound`` says how many of
    the total only sound like the question. ``facets``: for each of ``FACETS`` the values with how many of the counted
    answers have them, the most frequent first.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    at_least: bool = False
    more: bool = False
    words: tuple[str, ...] = ()
    some_words: bool = False
    by_sound: int = 0
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)


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

    ``filters``: ``unit`` (where it lies now), ``state``, ``kind``, ``channel``, ``class`` (first level or whole),
    ``place`` (words), ``closed`` (bool), ``late`` (bool), ``year`` and ``since``, ``until`` (days of receipt, both
    included). Petitioners look a matter up by number and code and never search: for anybody who is not an officer
    nothing is found.
    """
    filters = {name: value for name, value in (filters or {}).items() if value not in (None, "")}
    tree = directory()
    # No matter holds the sign that ends a text in many programs, and PostgreSQL does not take a question with it.
    if person.kind != "officer" or any("\0" in str(value) for value in filters.values()):
        return Found()
    number = read_number(question)
    if number is not None:
        cases = list(visible(person, tree).filter(number=number))
        return Found(hits=tuple(Hit(case, marked(case.subject, ()), ()) for case in cases), total=len(cases))
    words = words_of_question(question)
    if not words and question.strip():
        return Found()  # nothing but signs: there is nothing to look for
    asked = [*words, *words_of_question(str(filters.get("place", "")))]
    walk = Walk(person, tree, columns(filters), days(filters), narrowing(person, filters, tree))
    answer = _answer(walk, words, asked, order, max(COUNTED, offset + limit) + 1)
    page = answer.numbers[offset : offset + limit]
    # The walk has just asked who may see them; asking twice would take longer than reading them.
    shown = {case.number: case for case in Case.objects.filter(Among("number", page))} if page else {}
    cases = [shown[one] for one in page if one in shown]
    counted = answer.seen[:COUNTED] if not answer.complete else answer.seen
    return Found(
        hits=tuple(_hits(cases, asked, answer)),
        total=len(counted),
        at_least=not answer.complete,
        more=len(answer.numbers) > offset + limit,
        words=tuple(word.text for word in asked),
        some_words=answer.some_words,
        by_sound=len(answer.sounding),
        facets=_facets(counted),
    )


@dataclass(slots=True)
class _Answer:
    """All that was found: ``seen`` newest first, ``numbers`` in the order in which they are shown."""

    seen: list[Seen]
    complete: bool
    numbers: list[str]
    sounding: dict[str, frozenset[str]]  # by number: what sounds like the question there
    some_words: bool = False


def _answer(walk: Walk, words: Sequence[Word], asked: Sequence[Word], order: str, needed: int) -> _Answer:
    seen, complete = walk.newest(_all(asked), needed)
    answer = _Answer(seen, complete, _ordered(seen, asked, order), {})
    if complete and len(seen) < FEW and words:
        _add_by_sound(answer, walk, asked)
        if not answer.numbers and len(words) > 1:
            either = frozenset().union(*(_all([word])[0] for word in words))
            place = [one for one in asked if one not in words]
            answer.seen, answer.complete = walk.newest([either, *_all(place)], RANKED)
            answer.numbers, answer.some_words = _ordered(answer.seen, asked, BEST), True
    return answer


def _all(words: Sequence[Word]) -> list[frozenset[str]]:
    """The question that is met by what holds every piece of every word."""
    return [frozenset({piece}) for word in words for piece in word.asked]


def _add_by_sound(answer: _Answer, walk: Walk, asked: Sequence[Word]) -> None:
    """Put what only sounds like the question behind what says it."""
    heard = sound.heard(asked)
    if heard is None:
        return
    more, _complete = walk.newest([group for one in heard for group in one.groups], RANKED)
    known = set(answer.numbers)
    more = [one for one in more[:RANKED] if one.number not in known]
    texts = index.texts([one.document for one in more])
    for one in more:
        text = texts.get(one.document, "")
        said = [frozenset(each.pattern.findall(text)) for each in heard]
        # All the pairs may stand there and yet not together: then it does not say anything that sounds like it.
        if all(said):
            answer.sounding[one.number] = frozenset().union(*said)
            answer.seen.append(one)
            answer.numbers.append(one.number)


def _ordered(seen: Sequence[Seen], words: Sequence[Word], order: str) -> list[str]:
    """The numbers: the best of the newest first, those that say what was asked in subject or place, together, often."""
    numbers = [one.number for one in seen]
    if order != BEST or not words:
        return numbers
    texts = index.texts([one.document for one in seen[:RANKED]])
    stems = [word.stem for word in words]
    together = "".join(stems)

    def score(one: Seen) -> int:
        subject, _line, rest = texts.get(one.document, "").partition("\n")
        place, _line, body = rest.partition("\n")
        total = 0
        for stem in stems:
            total += 4 * (stem in subject) + 3 * (stem in place) + min(body.count(stem), 3)
        if len(stems) > 1:
            total += 4 * (together in subject.replace(" ", "")) + 2 * (together in body)
        return total

    ranked = sorted(seen[:RANKED], key=score, reverse=True)
    return [one.number for one in ranked] + numbers[RANKED:]


def _facets(seen: Sequence[Seen]) -> dict[str, tuple[tuple[str, int], ...]]:
    found = {}
    for name in FACETS:
        counts = Counter(map(attrgetter(name), seen))
        found[name] = tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    return found


def _hits(cases: Sequence[Case], asked: Sequence[Word], answer: _Answer) -> list[Hit]:
    said = words_of_matters(cases) if asked and cases else {}
    ids = {one.number: one.document for one in answer.seen} if said else {}
    texts = index.texts([ids[case.number] for case in cases]) if said else {}
    stems = [word.stem for word in asked]
    hits = []
    for case in cases:
        words = sorted(answer.sounding.get(case.number, stems))
        rest: Sequence[tuple[str, str]] = ()
        subject = ""
        if case.number in said:
            subject, _place, *lines = texts.get(ids[case.number], "\n").split("\n")
            rest = _saying(said[case.number].rest, lines, words)
        hits.append(
            Hit(
                case=case,
                subject=marked(case.subject, words, subject),
                passages=passages(rest, words, most=PASSAGES),
                by_sound=case.number in answer.sounding,
            )
        )
    return hits


def _saying(rest: Sequence[str], lines: Sequence[str], words: Sequence[str]) -> list[tuple[str, str]]:
    """Those of some texts that say one of the words, each with its line in the index, which is spelled as the words are."""
    if len(lines) != len(rest):
        return [(one, "") for one in rest]  # what was written a moment ago is not in the index yet
    both = zip(rest, lines, strict=True)
    return [(one, line) for one, line in both if any(word in line for word in words)]
