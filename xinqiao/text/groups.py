"""Matters joined into groups from the surest pair on, each group checked as a whole before it grows."""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from xinqiao.text.profiles import NAMED, PAIR, Judge, Numbers, Profiles, Scores
from xinqiao.text.rarity import TABLE, Rarity, within

# A group keeps together while the judgements between its members have this mean.
_TOGETHER = 0.35
_SAMPLE = 20
_ANCHOR_SHARE = 0.6
# As rare as what one text in forty says.
_RARE = math.log(40.0)
# So many links wait side by side for their turn.
_AT_ONCE = 5_000

Pair = tuple[int, int]


class _Group:
    """Texts that belong together: which, the places they were given, and how many name and say each rare gram."""

    def __init__(self, text: int, place: str, gram: NDArray[np.uint32], role: NDArray[np.uint8]) -> None:
        self.members = [text]
        self.places = Counter([place] if place else [])
        self.gram = gram
        self.named = ((role & NAMED) > 0).astype(np.int32)
        self.said = ((role & PAIR) > 0).astype(np.int32)

    def joined_with(self, other: "_Group") -> "_Group":
        """What this and another group would be as one."""
        made = object.__new__(_Group)
        made.members = [*self.members, *other.members]
        made.places = self.places + other.places
        gram = np.concatenate([self.gram, other.gram])
        order = np.argsort(gram, kind="stable")
        gram = gram[order]
        starts = np.flatnonzero(np.diff(gram.astype(np.int64), prepend=-1))
        made.gram = gram[starts]
        made.named, made.said = (
            np.add.reduceat(np.concatenate(both)[order], starts) if starts.size else both[0]
            for both in ((self.named, other.named), (self.said, other.said))
        )
        return made

    def holds(self, weights: NDArray[np.float32], documents: int) -> bool:
        """Whether most were given one place, which need not be rare, or say one rare name."""
        count = len(self.members)
        if self.places and max(self.places.values()) >= _ANCHOR_SHARE * count:
            return True
        if count < 3:
            return True
        rare = weights[self.gram] >= _bar(count, documents)
        likely = rare & (self.named >= max(2, count // 3))
        return bool((self.said[likely] >= max(2, math.ceil(_ANCHOR_SHARE * count))).any())


def _bar(count: int, documents: int) -> float:
    """How rare the name of a group must be: as what one text in forty says, or as what these alone make common."""
    return min(_RARE, math.log(max(documents, 50) / (2.0 * count)))


def _sampled(one: Sequence[int], other: Sequence[int]) -> list[Pair]:
    """The pairs between two groups, or twenty of them spread evenly."""
    total = len(one) * len(other)
    spots = range(total) if total <= _SAMPLE else (at * total // _SAMPLE for at in range(_SAMPLE))
    pairs = ((one[at // len(other)], other[at % len(other)]) for at in spots)
    return [(min(a, b), max(a, b)) for a, b in pairs]


class Groups:
    """Grows the groups of a collection from links between its texts."""

    def __init__(self, profiles: Profiles, rarity: Rarity, judge: Judge, places: Sequence[str]) -> None:
        self._profiles = profiles
        self._weights = rarity.weights()
        self._documents = rarity.documents
        self._judge = judge
        self._places = places

    def grown(self, one: Numbers, other: Numbers, score: Scores) -> list[list[int]]:
        """Join along links, the surest first; gives the groups of two and more.

        Links between groups that no surer link still waits for change nothing for each other: they are tried together.
        """
        order = np.lexsort((other, one, -score))
        links = zip(one[order].tolist(), other[order].tolist(), strict=True)
        known = dict(zip(zip(one.tolist(), other.tolist(), strict=True), score.tolist(), strict=True))
        of = self._alone(one, other)
        waiting: list[Pair] = []
        while waiting := [*waiting, *islice(links, _AT_ONCE - len(waiting))]:
            tried: list[tuple[_Group, _Group, list[Pair]]] = []
            later: list[Pair] = []
            busy: set[_Group] = set()
            for link in waiting:
                first, second = of[link[0]], of[link[1]]
                if first is second:
                    continue
                if first in busy or second in busy:
                    later.append(link)
                else:
                    tried.append((first, second, _sampled(first.members, second.members)))
                busy |= {first, second}
            self._learn({pair for _, _, pairs in tried for pair in pairs if pair not in known}, known)
            for first, second, pairs in tried:
                if sum(known[pair] for pair in pairs) / len(pairs) >= _TOGETHER:
                    both = first.joined_with(second)
                    if both.holds(self._weights, self._documents):
                        of.update(dict.fromkeys(both.members, both))
            waiting = later
        return [group.members for group in dict.fromkeys(of.values()) if len(group.members) > 1]

    def _learn(self, unknown: set[Pair], known: dict[Pair, float]) -> None:
        if unknown:
            asked = sorted(unknown)
            pairs = np.array(asked, dtype=np.int64)
            known.update(zip(asked, self._judge.scores(pairs[:, 0], pairs[:, 1]).tolist(), strict=True))

    def _alone(self, one: Numbers, other: Numbers) -> dict[int, _Group]:
        """Each text that has a link as a group, with the grams that may become the name of one.

        Texts that no chain of links connects never meet; so a name must be said twice among those that may.
        """
        from scipy.sparse import coo_matrix
        from scipy.sparse.csgraph import connected_components

        profiles, size = self._profiles, len(self._profiles)
        graph = coo_matrix((np.ones(one.size, dtype=np.int8), (one, other)), shape=(size, size))
        family = connected_components(graph, directed=False)[1].astype(np.int64)
        count = np.bincount(family)[family]
        bar = np.full(size, np.inf)
        bar[count > 1] = [_bar(each, self._documents) for each in count[count > 1].tolist()]
        where = np.flatnonzero((profiles.role & (NAMED | PAIR)) > 0)
        owner = np.repeat(np.arange(size), np.diff(profiles.ends, prepend=0))[where]
        rare = self._weights[profiles.gram[where]] >= bar[owner]
        where, owner = where[rare], owner[rare]
        key = family[owner] * TABLE + profiles.gram[where]
        named, said = np.unique(key[(profiles.role[where] & NAMED) > 0], return_counts=True)
        twice = within(key, named[said > 1])
        where, owner = where[twice], owner[twice]
        gram, role = profiles.gram[where], profiles.role[where]
        texts = np.flatnonzero(count > 1)
        starts, ends = (np.searchsorted(owner, texts, side=side) for side in ("left", "right"))
        return {
            text: _Group(text, self._places[text], gram[start:end], role[start:end])
            for text, start, end in zip(texts.tolist(), starts.tolist(), ends.tolist(), strict=True)
        }
