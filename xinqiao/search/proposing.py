"""Proposing a content class and a competent unit for what somebody has said. A person decides; the entry says who.

A class comes from what was learned from closed matters. A unit comes from three things, each told with its words: what
the unit has written down as its duties, where the matter is, and which unit handled such matters before.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from xinqiao.people.directory import Directory
from xinqiao.people.models import Unit, UnitKind
from xinqiao.search.learning import CLASSES, UNITS, loaded
from xinqiao.search.telling import class_name
from xinqiao.text.classify import propose
from xinqiao.text.normalise import normalise
from xinqiao.text.problems import kinds, problem_words
from xinqiao.text.segment import content_words

FEWEST_LETTERS = 8
LONGEST = 20_000
SHOWN = 3
LEAST_CHANCE = 0.05
LEAST = 0.3
"""Below this a unit is not worth proposing; set by looking at the demonstration's matters."""
SURE = 0.6
_DUTY, _PLACE, _RECORD = 0.5, 0.45, 0.6
_PHRASES = re.compile(r"[、,，;；。.\s/]+")
_NEVER = (
    UnitKind.PETITION_OFFICE,
    UnitKind.JOINT_CONFERENCE,
    UnitKind.DISCIPLINE_BODY,
    UnitKind.POLITICAL_LEGAL,
    UnitKind.GOVERNMENT,
)
"""Kinds of unit to which a matter goes for another reason than its subject."""


def _percent(chance: float) -> str:
    """A probability as people read it; nothing that was learned is certain."""
    return f"{min(chance, 0.99):.0%}"


@dataclass(frozen=True, slots=True)
class ClassProposal:
    """A class with its probability, the words for it, and the next ones; not ``sure``: say so."""

    label: str
    chance: float
    sure: bool
    why: tuple[str, ...]
    others: tuple[tuple[str, float], ...]

    @property
    def percent(self) -> str:
        return _percent(self.chance)

    @property
    def name(self) -> str:
        """The label in the language of the reader."""
        return class_name(self.label)

    @property
    def others_in_percent(self) -> list[tuple[str, str, str]]:
        """The labels, their names for the reader, the probabilities."""
        return [(label, class_name(label), _percent(chance)) for label, chance in self.others]


@dataclass(frozen=True, slots=True)
class UnitProposal:
    """A unit, how well it fits (0 to 1), and why: duties that were met, the place, words of earlier matters."""

    unit: str
    score: float
    duties: tuple[str, ...]
    place: str
    record: tuple[str, ...]

    @property
    def sure(self) -> bool:
        return self.score >= SURE


def propose_class(text: str) -> ClassProposal | None:
    """The class for what somebody says; None where nothing was learned yet or too little is said."""
    known = loaded(CLASSES)
    if known is None or len(normalise(text[:LONGEST])) < FEWEST_LETTERS:
        return None
    found = propose(known, text[:LONGEST])
    ranked = sorted(found.scores.items(), key=lambda one: -one[1])
    return ClassProposal(
        label=found.label,
        chance=found.scores[found.label],
        sure=found.sure,
        why=found.why,
        others=tuple(one for one in ranked[1:SHOWN] if one[1] >= LEAST_CHANCE),
    )


def propose_units(
    text: str, place: str, tree: Directory, *, among: Collection[str], walls: Sequence[str] = ()
) -> list[UnitProposal]:
    """The units that may be competent, best first, of those ``among``; none under one of the ``walls``."""
    normal, where = normalise(text[:LONGEST]), normalise(place[:200])
    if len(normal) < FEWEST_LETTERS:
        return []
    open_to = [
        code
        for code in among
        if (one := tree.places.get(code)) is not None
        and one.active
        and one.kind not in _NEVER
        and not any(tree.under(code, wall) for wall in walls)
    ]
    rows = Unit.objects.filter(code__in=open_to).values_list("code", "name", "kind", "duties")
    record, words = _record(text)
    about = kinds(problem_words(normal))
    found = []
    for code, name, kind, duties in rows:
        met = _met(duties, normal, about)
        here = _lies_in(name, kind, f"{where}\n{normal[:200]}")
        score = 1.0 - (1.0 - _DUTY) ** len(met)
        score = 1.0 - (1.0 - score) * (1.0 - (_PLACE if here else 0.0)) * (
            1.0 - _RECORD * record.get(code, 0.0)
        )
        if score >= LEAST:
            known = words if record.get(code, 0.0) >= 0.5 else ()
            found.append(UnitProposal(code, score, met, here, known))
    return sorted(found, key=lambda one: (-one.score, one.unit))[:SHOWN]


def _record(text: str) -> tuple[dict[str, float], tuple[str, ...]]:
    """How often such matters went to each unit before, and the words that say so."""
    known = loaded(UNITS)
    if known is None:
        return {}, ()
    found = propose(known, text[:LONGEST])
    return found.scores, found.why


def _met(duties: str, normal: str, about: dict[str, float]) -> tuple[str, ...]:
    """The duties that a text is about: it says most of their words, or tells of the same kind of trouble."""
    met = []
    for phrase in filter(None, _PHRASES.split(normalise(duties))):
        parts = content_words(phrase) or [phrase]
        said = sum(one in normal for one in parts) >= max(1.0, 0.6 * len(parts))
        if said or _same_trouble(kinds(problem_words(phrase)), about):
            met.append(phrase)
    return tuple(met[:SHOWN])


def _same_trouble(one: dict[str, float], other: dict[str, float]) -> bool:
    mine = np.array([one.get(name, 0.0) for name in one])
    theirs = np.array([other.get(name, 0.0) for name in one])
    return bool(mine.size) and float(np.dot(mine, theirs)) >= 0.5 * float(np.dot(mine, mine))


def _lies_in(name: str, kind: str, where: str) -> str:
    """The name by which a township or village stands in a text, if it does."""
    if kind not in (UnitKind.TOWNSHIP, UnitKind.VILLAGE):
        return ""
    match = re.search(
        r"([\u4e00-\u9fff]{2,6}?(?:街道|镇|乡|村|社区))(?:办事处|人民政府|村民委员会|居民委员会|村委会|居委会)?$",
        normalise(name),
    )
    stem = match[1] if match else ""
    for cut in range(len(stem) - 2):
        if stem[cut:] in where and len(stem) - cut >= 3:
            return stem[cut:]
    return ""
