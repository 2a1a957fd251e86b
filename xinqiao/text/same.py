"""Do two messages tell of the same matter: the same problem at the same place?

Two questions are asked apart and both must be answered yes. The place: is what one message names also
said in the other, each name weighed by how rare it is? The problem: do they tell of the same kind of
trouble, or in the same words once the names are left out? So the same wording about another place
scores low, and another wording about the same trouble at the same place scores high.
"""

import math
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from xinqiao.text.matter import Matter
from xinqiao.text.problems import KINDS
from xinqiao.text.rarity import Grams, Rarity, Weights, pairs, skips, weighed, within

Number = TypeVar("Number", float, NDArray[np.float64])

_KIND_AT = {kind: number for number, kind in enumerate(KINDS)}

# A name counts by its rarity to this power: two shared common syllables are no shared name.
STEEP = 1.5
SKIP_WEIGHT = 0.35
_FALLBACK_NAMES = 4

# The judgement: logarithms of the two answers and closeness in time. Set by hand to round numbers; what a
# regression finds on labelled pairs is within their error (docs/text.md).
_PLACE, _PROBLEM, _TIME, _LEVEL = 2.2, 3.0, 0.8, 4.1
_PLACE_FLOOR, _PROBLEM_FLOOR = 0.03, 0.05
UNKNOWN_PLACE = 0.3
DAYS = 120.0
UNKNOWN_TIME = 0.5


@dataclass(frozen=True)
class Profile:
    """A matter as numbers, ready to be compared; small enough to keep for a million.

    `pairs` are all neighbouring characters of the text, `skips` the characters two apart; `plain` the
    pairs that are in no name; `named` and `title` the grams of names (all, and those of the title) with their weights;
    `title_plain` the pairs of the title outside names; `kinds` shares of each kind of problem; `words`
    the problem words with their counts.
    """

    pairs: Grams
    skips: Grams
    plain: Grams
    named: Grams
    named_weight: Weights
    title: Grams
    title_weight: Weights
    title_plain: Grams
    kinds: Weights
    words: dict[str, int]
    on: date | None


@dataclass(frozen=True)
class Judgement:
    """How likely two messages are one matter (0 to 1), and the two answers behind it (0 to 1 each)."""

    score: float
    place: float
    problem: float
    wording: float
    days: int | None


def title_names_of(matter: Matter) -> tuple[str, ...]:
    """What the title names, or what the text names first and most where the title names nothing."""
    return tuple(matter.title_names) or tuple(matter.names)[:_FALLBACK_NAMES]


def profile(matter: Matter) -> Profile:
    """Turn a matter into numbers."""
    named, named_weight = weighed(matter.names, SKIP_WEIGHT)
    title, title_weight = weighed(dict.fromkeys(title_names_of(matter), 1.0), SKIP_WEIGHT)
    neighbours, title_pairs = pairs(matter.normal), pairs(matter.title)
    shares = np.zeros(len(KINDS), dtype=np.float32)
    for kind, share in matter.kinds.items():
        shares[_KIND_AT[kind]] = share
    return Profile(
        pairs=neighbours,
        skips=skips(matter.normal),
        plain=neighbours[~within(neighbours, named)],
        named=named,
        named_weight=named_weight,
        title=title,
        title_weight=title_weight,
        title_plain=title_pairs[~within(title_pairs, named)],
        kinds=shares,
        words={word: min(count, 2) for word, count in matter.found.items()},
        on=matter.on,
    )


class Weighed:
    """A profile with the sums that depend on how rare things are in a collection, made once for many comparisons."""

    def __init__(self, one: Profile, weights: Weights) -> None:
        self.profile = one
        self.said = np.sort(np.concatenate([one.pairs, one.skips]))
        self.title = one.title_weight * weights[one.title] ** STEEP
        self.title_sum = float(self.title.sum())
        self.plain = weights[one.plain] ** 2
        self.plain_sum = float(self.plain.sum())
        self.title_plain = weights[one.title_plain]
        self.title_plain_sum = float(self.title_plain.sum())
        self.kinds_sum = float(np.dot(one.kinds, one.kinds))
        self.words_sum = sum(count**2 for count in one.words.values())


def _covered(one: Weighed, other: Weighed) -> float | None:
    """How much of what the title of one names is said anywhere in the other; None if it names nothing."""
    if not one.title_sum:
        return None
    return float(one.title[within(one.profile.title, other.said)].sum()) / one.title_sum


def same_place(one: Weighed, other: Weighed) -> float:
    """Whether two messages speak of the same place or organisation, 0 to 1."""
    there, back = _covered(one, other), _covered(other, one)
    if there is None or back is None:
        known = there if back is None else back
        return UNKNOWN_PLACE if known is None else known
    return (there + back) / 2.0


def _wording_alike(one: Weighed, other: Weighed) -> float:
    length = one.plain_sum * other.plain_sum
    common = float(one.plain[within(one.profile.plain, other.profile.plain)].sum())
    return common / math.sqrt(length) if length else 0.0


def _title_share(one: Weighed, other: Weighed) -> float:
    common = float(one.title_plain[within(one.profile.title_plain, other.profile.title_plain)].sum())
    least = min(one.title_plain_sum, other.title_plain_sum)
    return common / least if least else 0.0


def _kinds_alike(one: Weighed, other: Weighed) -> float:
    length = one.kinds_sum * other.kinds_sum
    return float(np.dot(one.profile.kinds, other.profile.kinds)) / math.sqrt(length) if length else 0.0


def _words_alike(one: Weighed, other: Weighed) -> float:
    theirs = other.profile.words
    common = sum(count * theirs[word] for word, count in one.profile.words.items() if word in theirs)
    length = one.words_sum * other.words_sum
    return common / math.sqrt(length) if length else 0.0


def same_problem(one: Weighed, other: Weighed) -> tuple[float, float]:
    """Whether two messages tell of the same trouble, 0 to 1, and how alike their wording is without names."""
    wording = _wording_alike(one, other)
    signs = (_kinds_alike(one, other), wording, _title_share(one, other), _words_alike(one, other))
    return float(problem_of(*signs)), wording


def problem_of(kinds: Number, wording: Number, title: Number, words: Number) -> Number:
    """Weigh four signs, 0 to 1 each, that two messages tell of one trouble; numbers or arrays of them."""
    best = np.maximum(np.maximum(kinds, wording), 0.8 * title)
    # The best sign alone is easily fooled; the mean of three keeps it honest.
    mean = (kinds + words + np.minimum(1.0, 2.0 * wording)) / 3.0
    found: Number = (best + mean) / 2.0
    return found


def likelihood(place: Number, problem: Number, close: Number) -> Number:
    """Weigh place, problem and closeness in time to one number, 0 to 1; numbers or arrays of them."""
    level = (
        _PLACE * np.log(place + _PLACE_FLOOR)
        + _PROBLEM * np.log(problem + _PROBLEM_FLOOR)
        + _TIME * close
        + _LEVEL
    )
    found: Number = 1.0 / (1.0 + np.exp(-level))
    return found


def judge(place: float, problem: float, days: int | None) -> float:
    """Weigh the answers to one number, 0 to 1: how likely it is one matter."""
    close = math.exp(-days / DAYS) if days is not None else UNKNOWN_TIME
    return float(likelihood(place, problem, close))


def compare_weighed(one: Weighed, other: Weighed) -> Judgement:
    """Judge whether two messages are one matter; the order of the two does not matter."""
    place = same_place(one, other)
    problem, wording = same_problem(one, other)
    first, second = one.profile.on, other.profile.on
    days = abs((first - second).days) if first and second else None
    return Judgement(
        score=judge(place, problem, days), place=place, problem=problem, wording=wording, days=days
    )


def compare(one: Profile, other: Profile, rarity: Rarity) -> Judgement:
    """Judge two profiles by how rare things are in a collection."""
    weights = rarity.weights()
    return compare_weighed(Weighed(one, weights), Weighed(other, weights))
