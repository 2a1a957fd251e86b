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
from xinqiao.people.directory import directory
from xinqiao.people.person import Person
from xinqiao.search import index, wording
from xinqiao.search.among import Among
from xinqiao.search.named import READ, matter_of
from xinqiao.search.passages import marked
from xinqiao.search.telling import told
from xinqiao.search.tokens import Word, tokens
from xinqiao.search.walk import END, may_be_seen, narrowing
from xinqiao.text import facts, matter
from xinqiao.text.beside import Beside
from xinqiao.text.fingerprint import Hashes, fingerprint
from xinqiao.text.matter import Matter
from xinqiao.text.normalise import normalise
from xinqiao.text.problems import problem_words
from xinqiao.text.profiles import gather
from xinqiao.text.rarity import within
from xinqiao.text.same import Judgement
from xinqiao.text.segment import content_words

POSTINGS = 60
"""So many of the newest matters are taken for each rare piece; a piece that stands in more is not rare."""
COMPARED = 30
"""So many candidates are compared piece by piece."""
JUDGED = 6
"""So many of them are read whole."""
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
    # What may not be seen goes before anything is read of it. Where that leaves too few, those are looked for that lie
    # before this office; in an office that has all matters that would only take longer.
    numbers = _candidates(pieces, normal, where, [], rarity)
    allowed = may_be_seen(person, tree, numbers.values())
    if len(allowed) < len(numbers) == COMPARED:
        numbers = _candidates(pieces, normal, where, narrowing(person, {}, tree), rarity)
        allowed = may_be_seen(person, tree, numbers.values())
    kept = index.texts_and_names(
        [document for document, number in numbers.items() if number in allowed and number != but]
    )
    likeness = _likeness(pieces, where, [text for text, _names in kept.values()], rarity)
    nearest = sorted(zip(likeness, (numbers[one] for one in kept), kept.values(), strict=True), reverse=True)
    mine = matter.read(
        normal[:READ], time=on.isoformat() if on else None, place=where or None, is_normal=True
    )
    likeliest = nearest[:JUDGED]
    asked = Case.objects.filter(Among("number", (number for _likely, number, _kept in likeliest)))
    cases = {case.number: case for case in asked.defer("standing")}
    others = [matter_of(*both, cases[number].received_on) for _likely, number, both in likeliest]
    found = []
    for (likely, number, _kept), theirs, judgement in zip(
        likeliest, others, _judged(mine, others, rarity), strict=True
    ):
        case = cases[number]
        # Where one of the two names no place at all, only the wording can tell.
        score = judgement.score if mine.names and theirs.names else max(judgement.score, min(likely, 1.0))
        if score >= LEAST:
            words = [word for word in mine.found if word in theirs.found][:WORDS_SHOWN]
            found.append(
                LookAlike(
                    case=case,
                    score=score,
                    shared=tuple(map(told, facts.shared(mine, theirs, judgement))),
                    differs=tuple(map(told, facts.differs(mine, theirs, judgement))),
                    same_place=judgement.place >= SAME_PLACE,
                    subject=marked(case.subject, words),
                )
            )
    return sorted(found, key=lambda one: (one.score, one.case.filed_at), reverse=True)[:limit]


def _candidates(
    pieces: Hashes, normal: str, where: str, narrowed: index.Question, rarity: wording.Rarity
) -> dict[int, str]:
    """The documents that share most, with the numbers of their matters: each rare piece counts by its rarity, the same
    place with a same word too."""
    worth: dict[int, float] = defaultdict(float)
    asked = rarity.rarest(pieces, wording.ASKED)
    weights = dict(zip(wording.tokens(asked), rarity.weights(asked).tolist(), strict=True))
    for token, document in index.postings(list(weights), narrowed, most=POSTINGS):
        worth[document] += weights[token]
    spot = [frozenset({piece}) for piece in sorted(tokens(where)) if len(piece) > 1][:6]
    telling = _telling(normal)
    if spot and telling:
        words = frozenset(Word(word).pieces[0] for word in telling[:12])
        for document, _number in index.matching(
            [*narrowed, *spot, words], below=END, above=-1, most=POSTINGS
        ):
            worth[document] += _PLACE_WORTH
    return index.numbers(sorted(worth, key=lambda one: (worth[one], one), reverse=True)[:COMPARED])


def _telling(normal: str) -> Sequence[str]:
    """The words worth asking for: what the problem is, then the rest as it was said."""
    problem = problem_words(normal)
    return list(dict.fromkeys(sorted(content_words(normal), key=lambda word: word not in problem)))


def _judged(mine: Matter, others: Sequence[Matter], rarity: wording.Rarity) -> list[Judgement]:
    """How likely each of some others is one matter with the new one."""
    days = np.array([_ordinal(one.on) for one in others], dtype=np.int64)
    beside = Beside(gather(others), rarity.pairs, days)
    return beside.judged(gather([mine]), _ordinal(mine.on), np.arange(len(others)))


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _parts(other: str) -> tuple[str, str, str]:
    subject, place, rest = (*other.split("\n", 2), "", "")[:3]
    return subject, place, rest


def _likeness(pieces: Hashes, where: str, others: Sequence[str], rarity: wording.Rarity) -> list[float]:
    """How alike the wording of a text and others is: the weight of what they share in that of the lighter one and of both."""
    parts = [_parts(one) for one in others]
    # The place is compared by itself: many things happen in one place.
    theirs, whose = wording.fingerprints([f"{subject}\n{rest}" for subject, _place, rest in parts])
    weights = rarity.weights(theirs)
    shared = within(theirs, pieces)
    found = []
    mine = rarity.weight(pieces)
    for (_subject, line, _rest), their, common in zip(
        parts,
        np.bincount(whose, weights, len(parts)).tolist(),
        np.bincount(whose[shared], weights[shared], len(parts)).tolist(),
        strict=True,
    ):
        union = mine + their - common
        # A short call and a long letter about one matter share nearly all of the call: half of the score is about that.
        likeness = 0.5 * common / union + 0.5 * common / min(mine, their) if common and union else 0.0
        found.append(likeness + (0.2 if where and line and (where in line or line in where) else 0.0))
    return found
