"""Filling the index from nothing: other processes read the matters and cut their words up, this one writes."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass

import django
from django.db.models import Max, QuerySet

from xinqiao.cases.models import Case
from xinqiao.ledger.gate import writing
from xinqiao.ledger.models import Entry, Place
from xinqiao.people.directory import directory
from xinqiao.search import index, sound, wording
from xinqiao.search.models import Frequency, Indexed
from xinqiao.search.named import names_of, read
from xinqiao.search.reading import marks_of_matters, words_of_matters
from xinqiao.search.tokens import tokens

FOLLOWER = "xinqiao.search.follower"
TOGETHER = 2000
"""So many matters are read at a time, and written in one transaction; others can write in between."""
ALONE = 4 * TOGETHER
"""Up to so many matters one process is quicker than starting others."""
FEWEST_COUNTED = 2000
"""Rare pieces are told from so many of the newest matters, or from a fifth of all: each of them is read twice."""


@dataclass(frozen=True, slots=True)
class Read:
    """One matter as the index keeps it, before it has its id. ``day`` of receipt is an ordinal."""

    number: str
    day: int
    text: str
    marks: str
    names: str
    tokens: list[str]
    pairs: set[str]  # to be found by their sound


def rebuild(progress: Callable[[int], object] | None = None) -> int:
    """Empty the index and fill it from the matters as they are now; return how many that were.

    Matters can be filed meanwhile; what the follower has put in is left as it is.
    """
    end = Entry.objects.aggregate(end=Max("position"))["end"] or 0
    with writing():
        index.clear()
        Indexed.objects.all().delete()
        Frequency.objects.all().delete()
        sound.clear()
    numbers = list(_in_order(Case.objects.all()).values_list("number", flat=True))
    if wording.is_due(len(numbers)):
        # Counted first, so that the rare pieces of the first matter are chosen as well as those of the last.
        sample = min(wording.SAMPLE, max(FEWEST_COUNTED, len(numbers) // 5))
        counted = wording.counted(_texts(numbers[-sample:]), of=len(numbers))
        with writing():
            counted.save()
    known: set[str] = set()
    for some in _read_all(numbers):
        with writing():
            _add(some, known)
        if progress is not None:
            progress(len(some))
    with writing():
        index.filled()
        # What had not been followed yet is in the index too now.
        Place.objects.get_or_create(follower=FOLLOWER)
        Place.objects.filter(follower=FOLLOWER, position__lt=end).update(position=end)
    return len(numbers)


def _in_order(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.order_by("received_on", "filed_at", "number").defer("standing")


def _stretches(numbers: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(numbers), TOGETHER):
        yield list(numbers[start : start + TOGETHER])


def _texts(numbers: Sequence[str]) -> Iterator[str]:
    for some in _stretches(numbers):
        said = words_of_matters(list(_in_order(Case.objects.filter(number__in=some))))
        yield from (one.normal for one in said.values())


def _read_all(numbers: Sequence[str]) -> Iterator[list[Read]]:
    """All matters in their order, read by as many processes as there are processors."""
    if len(numbers) <= ALONE:
        yield from map(_read, _stretches(numbers))
        return
    processes = os.cpu_count() or 1
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=django.setup) as pool:
        # A few stretches ahead of the writer and no more: all that is read lies in memory until it is written.
        waiting: deque[Future[list[Read]]] = deque()
        for some in _stretches(numbers):
            waiting.append(pool.submit(_read, some))
            if len(waiting) > 2 * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _read(numbers: Sequence[str]) -> list[Read]:
    cases = list(_in_order(Case.objects.filter(number__in=numbers)))
    said = words_of_matters(cases)
    marks = marks_of_matters(cases, directory())
    rarity = wording.rarity()
    texts = [said[case.number].normal for case in cases]
    found = []
    for case, text, one in zip(cases, texts, read(texts), strict=True):
        all_marks = marks[case.number] | set(wording.tokens(wording.telling(one, rarity)))
        found.append(
            Read(
                number=case.number,
                day=case.received_on.toordinal(),
                text=text,
                marks=" ".join(sorted(all_marks)),
                names=names_of(one),
                tokens=sorted(tokens(text) | all_marks),
                pairs=sound.pairs_in(text),
            )
        )
    return found


def _add(some: Sequence[Read], known: set[str]) -> None:
    there = set(
        Indexed.objects.filter(number__in=[one.number for one in some]).values_list("number", flat=True)
    )
    new = [one for one in some if one.number not in there]
    ids: dict[int, int] = {}
    rows, documents = [], {}
    for one in new:
        id_ = ids[one.day] = ids[one.day] + 1 if one.day in ids else index.next_id(one.day)
        rows.append((id_, one.number, one.text, one.marks, one.names))
        documents[id_] = one.tokens
    index.add(rows, documents)
    sound.keep_pairs(set().union(*(one.pairs for one in new)), known)
