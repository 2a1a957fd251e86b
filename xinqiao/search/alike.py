"""Look-alikes at the moment of registration: matters that may be the same one. A person looks and decides.

Two ways lead to a candidate: it shares rare wording with the new text, or it tells of the same place with some of the
same words. Each is then compared in full. Nothing is joined, marked or kept because it looks alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.safestring import SafeString

from xinqiao.cases.models import Case
from xinqiao.cases.policy import visible
from xinqiao.people.directory import directory
from xinqiao.people.person import Person
from xinqiao.search import index, wording
from xinqiao.search.find import narrowing
from xinqiao.search.models import Indexed
from xinqiao.search.passages import marked
from xinqiao.search.tokens import Word, tokens
from xinqiao.text.fingerprint import Hashes, fingerprint
from xinqiao.text.normalise import normalise
from xinqiao.text.problems import problem_words
from xinqiao.text.segment import content_words

CANDIDATES = 200
FEWEST_LETTERS = 4
LEAST = 0.12
"""Below this nobody would call two texts alike; measured on invented pairs, see the tests."""
SHARED_SHOWN = 6
_END = 1 << 62


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A matter that may be the same, how alike (0 to 1) and in which words."""

    case: Case
    score: float
    shared: tuple[str, ...]
    same_place: bool
    subject: SafeString


def alike(text: str, place: str, person: Person, *, limit: int = 5, but: str = "") -> list[LookAlike]:
    """Matters that an officer may see and that look like the same one, the most alike first.

    ``text`` is what is being registered, ``place`` where it happened (may be empty), ``but`` the number of a matter
    to leave out. Names and identities play no part.
    """
    normal, where = normalise(text[:20_000]), normalise(place[:200])
    if person.kind != "officer" or len(normal) < FEWEST_LETTERS:
        return []
    tree = directory()
    allowed = visible(person, tree).exclude(number=but).defer("standing")
    pieces = fingerprint(normal)
    # What the problem is comes first, then the rest as it was said; numerals and times of day tell little.
    problem = problem_words(normal)
    telling = list(dict.fromkeys(sorted(content_words(normal), key=lambda word: word not in problem)))
    rarity = wording.rarity()
    documents = _candidates(pieces, where, telling, narrowing(person, {}, tree), rarity)
    rows = list(Indexed.objects.filter(id__in=documents).values_list("number", "text"))
    cases = {case.number: case for case in allowed.filter(number__in=[number for number, _text in rows])}
    found = []
    for number, other in rows:
        if number not in cases:
            continue
        likeness, same_place = _compare(pieces, where, other, rarity)
        if likeness >= LEAST:
            shared = tuple(word for word in telling if word in other)[:SHARED_SHOWN]
            case = cases[number]
            found.append(LookAlike(case, likeness, shared, same_place, marked(case.subject, shared)))
    return sorted(found, key=lambda one: (one.score, one.case.filed_at), reverse=True)[:limit]


def _candidates(
    pieces: Hashes, where: str, telling: Sequence[str], within: index.Question, rarity: wording.Rarity
) -> list[int]:
    found: dict[int, None] = {}
    questions: list[list[frozenset[str]]] = []
    if pieces.size:
        asked = rarity.rarest(pieces, wording.ASKED)
        # The rarest dozen first: on a large index the rest would fill the list with what is merely common.
        questions.extend([frozenset(wording.tokens(part))] for part in (asked[:12], asked[12:]) if part.size)
    spot = [frozenset({piece}) for piece in sorted(tokens(where)) if len(piece) > 1][:6]
    first_pieces = frozenset(Word(word).pieces[0] for word in telling[:12])
    if spot and first_pieces:
        questions.append([*spot, first_pieces])
    for question in questions:
        for document, _number in index.matching([*within, *question], below=_END, above=-1, most=CANDIDATES):
            found.setdefault(document)
    return list(found)


def _compare(pieces: Hashes, where: str, other: str, rarity: wording.Rarity) -> tuple[float, bool]:
    """How alike two texts are: the weight of what they share in the weight of the lighter one and of both."""
    subject, line, rest = (*other.split("\n", 2), "", "")[:3]
    theirs = fingerprint(
        f"{subject}\n{rest}"
    )  # the place is compared by itself: many things happen in one place
    shared = np.intersect1d(pieces, theirs, assume_unique=True)
    mine, their, common = map(rarity.weight, (pieces, theirs, shared))
    union = mine + their - common
    # A short call and a long letter about one matter share nearly all of the call: half of the score is about that.
    likeness = 0.5 * common / union + 0.5 * common / min(mine, their) if common and union else 0.0
    same_place = bool(where) and bool(line) and (where in line or line in where)
    if same_place:
        likeness += (1 - likeness) * 0.2
    return min(likeness, 1.0), same_place
