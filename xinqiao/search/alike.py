"""Look-alikes at the moment of registration: matters that may be the same one. A person looks and decides.

Two ways lead to a candidate: it shares rare wording with the new text, or it tells of the same place with some of the
same words. The likeliest are read whole and judged as in ``xinqiao.text.same``: the same problem at the same place?
Nothing is joined, marked or kept because it looks alike.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.utils.safestring import SafeString

from xinqiao.cases.models import Case
from xinqiao.cases.policy import visible
from xinqiao.people.directory import directory
from xinqiao.people.person import Person
from xinqiao.search import index, wording
from xinqiao.search.models import Indexed
from xinqiao.search.passages import marked
from xinqiao.search.tokens import Word, tokens
from xinqiao.search.walk import END, narrowing
from xinqiao.text import facts, matter, same
from xinqiao.text.fingerprint import Hashes, fingerprint
from xinqiao.text.normalise import normalise
from xinqiao.text.problems import problem_words
from xinqiao.text.segment import content_words

POSTINGS = 60
"""So many of the newest matters are taken for each rare piece; a piece that stands in more is not rare."""
COMPARED = 30
"""So many candidates are compared piece by piece."""
JUDGED = 6
"""So many of them are read whole."""
READ = 1500
"""So many characters of each."""
FEWEST_LETTERS = 4
LEAST = 0.25
"""Below this judgement nobody would call two texts one matter; see docs/text.md for what the judgement is worth."""
SAME_PLACE = 0.5
WORDS_SHOWN = 6
_PLACE_WORTH = 12.0
"""What the same place counts among candidates: as much as one or two very rare pieces."""


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A matter that may be the same, how likely (0 to 1), what speaks for it and what against, line by line."""

    case: Case
    score: float
    shared: tuple[str, ...]
    differs: tuple[str, ...]
    same_place: bool
    subject: SafeString


def alike(
    text: str, place: str, person: Person, *, on: date | None = None, limit: int = 5, but: str = ""
) -> list[LookAlike]:
    """Matters that an officer may see and that may be the same one, the likeliest first.

    ``text`` is what is being registered, ``place`` where it happened (may be empty), ``on`` the day it came in,
    ``but`` the number of a matter to leave out. Names and identities play no part.
    """
    normal, where = normalise(text[:20_000]), normalise(place[:200])
    if person.kind != "officer" or len(normal) < FEWEST_LETTERS:
        return []
    tree = directory()
    rarity = wording.rarity()
    pieces = fingerprint(normal)
    documents = _candidates(pieces, normal, where, narrowing(person, {}, tree), rarity)
    # What may not be seen goes before anything is read of it.
    allowed = visible(person, tree).exclude(number=but).defer("standing")
    numbers = dict(Indexed.objects.filter(id__in=documents).values_list("number", "id"))
    cases = {case.number: case for case in allowed.filter(number__in=list(numbers))}
    rows = Indexed.objects.filter(id__in=[numbers[one] for one in cases]).values_list("number", "text")
    nearest = sorted(
        ((_likeness(pieces, where, other, rarity), number, other) for number, other in rows), reverse=True
    )
    mine = matter.read(
        normal[:READ], time=on.isoformat() if on else None, place=where or None, is_normal=True
    )
    weights = rarity.pairs.weights()
    weighed = same.Weighed(same.profile(mine), weights)
    found = []
    for likely, number, other in nearest[:JUDGED]:
        case = cases[number]
        theirs = _read(other, case)
        judgement = same.compare_weighed(weighed, same.Weighed(same.profile(theirs), weights))
        # Where one of the two names no place at all, only the wording can tell.
        score = judgement.score if mine.names and theirs.names else max(judgement.score, min(likely, 1.0))
        if score >= LEAST:
            words = [word for word in mine.found if word in theirs.found][:WORDS_SHOWN]
            found.append(
                LookAlike(
                    case=case,
                    score=score,
                    shared=tuple(facts.shared(mine, theirs, judgement)),
                    differs=tuple(facts.differs(mine, theirs, judgement)),
                    same_place=judgement.place >= SAME_PLACE,
                    subject=marked(case.subject, words),
                )
            )
    return sorted(found, key=lambda one: (one.score, one.case.filed_at), reverse=True)[:limit]


def _candidates(
    pieces: Hashes, normal: str, where: str, within: index.Question, rarity: wording.Rarity
) -> list[int]:
    """The documents that share most: each rare piece counts by its rarity, the same place with a same word too."""
    worth: dict[int, float] = defaultdict(float)
    asked = rarity.rarest(pieces, wording.ASKED)
    weights = dict(zip(wording.tokens(asked), rarity.weights(asked).tolist(), strict=True))
    for token, document in index.postings(list(weights), within, most=POSTINGS):
        worth[document] += weights[token]
    spot = [frozenset({piece}) for piece in sorted(tokens(where)) if len(piece) > 1][:6]
    telling = _telling(normal)
    if spot and telling:
        words = frozenset(Word(word).pieces[0] for word in telling[:12])
        for document, _number in index.matching([*within, *spot, words], below=END, above=-1, most=POSTINGS):
            worth[document] += _PLACE_WORTH
    return sorted(worth, key=lambda one: (worth[one], one), reverse=True)[:COMPARED]


def _telling(normal: str) -> Sequence[str]:
    """The words worth asking for: what the problem is, then the rest as it was said."""
    problem = problem_words(normal)
    return list(dict.fromkeys(sorted(content_words(normal), key=lambda word: word not in problem)))


def _parts(other: str) -> tuple[str, str, str]:
    subject, place, rest = (*other.split("\n", 2), "", "")[:3]
    return subject, place, rest


def _read(other: str, case: Case) -> matter.Matter:
    subject, place, rest = _parts(other)
    told = f"{subject}\n{rest[:READ]}" if subject else rest[:READ]
    return matter.read(told, time=case.received_on.isoformat(), place=place or None, is_normal=True)


def _likeness(pieces: Hashes, where: str, other: str, rarity: wording.Rarity) -> float:
    """How alike the wording of two texts is: the weight of what they share in that of the lighter one and of both."""
    subject, line, rest = _parts(other)
    # The place is compared by itself: many things happen in one place.
    theirs = fingerprint(f"{subject}\n{rest}")
    shared = np.intersect1d(pieces, theirs, assume_unique=True)
    mine, their, common = map(rarity.weight, (pieces, theirs, shared))
    union = mine + their - common
    # A short call and a long letter about one matter share nearly all of the call: half of the score is about that.
    likeness = 0.5 * common / union + 0.5 * common / min(mine, their) if common and union else 0.0
    return likeness + (0.2 if where and line and (where in line or line in where) else 0.0)
