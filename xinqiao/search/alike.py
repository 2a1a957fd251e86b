"""Look-alikes at the moment of registration: matters that may be the same one. A person looks and decides.

What shares most of the wording of title and names with the new text is read whole and judged as in
``xinqiao.text.same``: the same problem at the same place?
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
from xinqiao.search.models import day_of
from xinqiao.search.named import READ, matters_of
from xinqiao.search.passages import marked
from xinqiao.search.telling import told
from xinqiao.search.walk import may_be_seen, narrowing
from xinqiao.text import facts, matter
from xinqiao.text.beside import Beside, ordinal
from xinqiao.text.fingerprint import fingerprint
from xinqiao.text.matter import Matter
from xinqiao.text.normalise import normalise
from xinqiao.text.profiles import gather
from xinqiao.text.rarity import within
from xinqiao.text.same import Judgement

POSTINGS = 60
"""So many of the newest matters are taken for each rare piece; a piece that stands in more is not rare."""
JUDGED = 24
"""So many candidates are read whole."""
FEWEST_LETTERS = 4
LEAST = 0.25
"""Below this judgement nobody would call two texts one matter; see docs/text.md for what the judgement is worth."""
SAME_PLACE = 0.5
WORDS_SHOWN = 6


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
    mine = matter.read(
        normal[:READ], time=on.isoformat() if on else None, place=where or None, is_normal=True
    )
    # What may not be seen goes before anything is read of it. Where that leaves too few, those are looked for that lie
    # before this office; in an office that has all matters that would only take longer.
    numbers = _candidates(mine, [], rarity)
    allowed = may_be_seen(person, tree, numbers.values())
    if len(allowed) < len(numbers) == JUDGED:
        numbers = _candidates(mine, narrowing(person, {}, tree), rarity)
        allowed = may_be_seen(person, tree, numbers.values())
    kept = index.texts_and_names(
        [document for document, number in numbers.items() if number in allowed and number != but]
    )
    others = matters_of([(*both, day_of(document)) for document, both in kept.items()])
    likeliest = sorted(
        zip(_scores(mine, others, rarity), kept, others, strict=True),
        key=lambda one: (one[0][0], one[1]),
        reverse=True,
    )[:limit]
    likeliest = [one for one in likeliest if one[0][0] >= LEAST]
    asked = Case.objects.filter(Among("number", (numbers[document] for _score, document, _them in likeliest)))
    cases = {case.number: case for case in asked.defer("standing")}
    found = []
    for (score, judgement), document, theirs in likeliest:
        case = cases[numbers[document]]
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
    return found


def _candidates(mine: Matter, narrowed: index.Question, rarity: wording.Rarity) -> dict[int, str]:
    """The documents that share most of what tells of a matter, with the numbers of their matters: each piece counts by
    its rarity."""
    worth: dict[int, float] = defaultdict(float)
    asked = wording.telling(mine, rarity)
    weights = dict(zip(wording.tokens(asked), rarity.weights(asked).tolist(), strict=True))
    for token, document in index.postings(list(weights), narrowed, most=POSTINGS):
        worth[document] += weights[token]
    return index.numbers(sorted(worth, key=lambda one: (worth[one], one), reverse=True)[:JUDGED])


def _scores(mine: Matter, others: Sequence[Matter], rarity: wording.Rarity) -> list[tuple[float, Judgement]]:
    """How likely each of some others is one matter with the new one, and the judgement behind it."""
    judged = _judged(mine, others, rarity)
    # Where one of the two names no place at all, only the wording can tell.
    nameless = [at for at, one in enumerate(others) if not (mine.names and one.names)]
    likeness = _likeness(mine.normal, [others[at].normal for at in nameless], rarity)
    scores = [one.score for one in judged]
    for at, alike in zip(nameless, likeness, strict=True):
        scores[at] = max(scores[at], min(alike, 1.0))
    return list(zip(scores, judged, strict=True))


def _judged(mine: Matter, others: Sequence[Matter], rarity: wording.Rarity) -> list[Judgement]:
    """How likely each of some others is one matter with the new one."""
    days = np.array([ordinal(one.on) for one in others], dtype=np.int64)
    beside = Beside(gather(others), rarity.pairs, days)
    return beside.judged(gather([mine]), ordinal(mine.on), np.arange(len(others)))


def _likeness(normal: str, others: Sequence[str], rarity: wording.Rarity) -> list[float]:
    """How alike the wording of a text and others is: the weight of what they share in that of the lighter one and of both."""
    if not others:
        return []
    pieces = fingerprint(normal)
    theirs, whose = wording.fingerprints(others)
    weights = rarity.weights(theirs)
    shared = within(theirs, pieces)
    mine = rarity.weight(pieces)
    found = []
    for their, common in zip(
        np.bincount(whose, weights, len(others)).tolist(),
        np.bincount(whose[shared], weights[shared], len(others)).tolist(),
        strict=True,
    ):
        union = mine + their - common
        # A short call and a long letter about one matter share nearly all of the call: half of the score is about that.
        found.append(0.5 * common / union + 0.5 * common / min(mine, their) if common and union else 0.0)
    return found
