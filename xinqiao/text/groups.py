"""Matters joined into groups from the surest pair on, each group checked as a whole before it grows."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
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

# Two texts as one number: the smaller times how many texts there are, plus the larger.
Pair = int


@dataclass(frozen=True, eq=False)
class _Group:
    """Texts that belong together: which, the places they were given, and how many `name` and `say` each rare gram."""

    members: list[int]
    places: Counter[str]
    gram: Numbers
    named: NDArray[np.int32]
    said: NDArray[np.int32]

    def at_one_place(self, other: "_Group") -> bool:
        """Whether most of this and another group were given one place, which need not be rare, or they are but two."""
        count = len(self.members) + len(other.members)
        places = self.places + other.places
        return count < 3 or bool(places and max(places.values()) >= _ANCHOR_SHARE * count)


def _bar(count: int, documents: int) -> float:
    """How rare the name of a group must be: as what one text in forty says, or as what these alone make common."""
    return min(_RARE, math.log(max(documents, 50) / (2.0 * count)))


class Groups:
    """Grows the groups of a collection from links between its texts."""

    def __init__(self, profiles: Profiles, rarity: Rarity, judge: Judge, places: Sequence[str]) -> None:
        self._profiles = profiles
        self._weights = rarity.weights()
        self._documents = rarity.documents
        self._judge = judge
        self._places = places

    def grown(self, one: Numbers, other: Numbers, score: Scores) -> list[list[int]]:
        """Join along links, the surest first; gives the groups of two and more. Of each link `one` is the smaller.

        Links between groups that no surer link still waits for change nothing for each other: they are tried together.
        """
        size = len(self._profiles)
        order = np.lexsort((other, one, -score))
        links = zip(one[order].tolist(), other[order].tolist(), strict=True)
        known: dict[Pair, float] = dict(zip((one * size + other).tolist(), score.tolist(), strict=True))
        of = self._alone(one, other)
        waiting: list[tuple[int, int]] = []
        while waiting := [*waiting, *islice(links, _AT_ONCE - len(waiting))]:
            tried: list[tuple[_Group, _Group, list[Pair]]] = []
            later: list[tuple[int, int]] = []
            busy: set[_Group] = set()
            for link in waiting:
                first, second = of[link[0]], of[link[1]]
                if first is second:
                    continue
                if first in busy or second in busy:
                    later.append(link)
                else:
                    tried.append((first, second, self._sampled(first.members, second.members)))
                busy.add(first)
                busy.add(second)
            self._learn({pair for _, _, pairs in tried for pair in pairs if pair not in known}, known)
            alike = [
                (first, second)
                for first, second, pairs in tried
                if sum([known[pair] for pair in pairs]) / len(pairs) >= _TOGETHER
            ]
            for both in self._joined(alike):
                of.update(dict.fromkeys(both.members, both))
            waiting = later
        return [group.members for group in dict.fromkeys(of.values()) if len(group.members) > 1]

    def _sampled(self, one: Sequence[int], other: Sequence[int]) -> list[Pair]:
        """The pairs between two groups, or twenty of them spread evenly."""
        size, total = len(self._profiles), len(one) * len(other)
        if total <= _SAMPLE:
            pairs = [(a, b) for a in one for b in other]
        else:
            spots = [at * total // _SAMPLE for at in range(_SAMPLE)]
            pairs = [(one[at // len(other)], other[at % len(other)]) for at in spots]
        return [a * size + b if a < b else b * size + a for a, b in pairs]

    def _learn(self, unknown: set[Pair], known: dict[Pair, float]) -> None:
        if unknown:
            asked = np.sort(np.fromiter(unknown, dtype=np.int64, count=len(unknown)))
            found = self._judge.scores(*np.divmod(asked, len(self._profiles)))
            known.update(zip(asked.tolist(), found.tolist(), strict=True))

    def _joined(self, alike: Sequence[tuple[_Group, _Group]]) -> list[_Group]:
        """What two groups would be as one, of those that then still hold together by a place or by a rare name."""
        if not alike:
            return []
        groups = [group for both in alike for group in both]
        gram, named, said = (
            np.concatenate(some)
            for some in zip(*((one.gram, one.named, one.said) for one in groups), strict=True)
        )
        which = np.repeat(np.arange(len(groups)) // 2, [one.gram.size for one in groups])
        key = which * TABLE + gram
        order = np.argsort(key)
        key = key[order]
        starts = np.flatnonzero(np.diff(key, prepend=-1))
        if starts.size:
            named, said = (np.add.reduceat(some[order], starts) for some in (named, said))
        which, gram = np.divmod(key[starts], TABLE)
        counts = [len(one.members) + len(other.members) for one, other in alike]
        count = np.array(counts)
        bar = np.array([_bar(each, self._documents) for each in counts])
        most = np.array([max(2, math.ceil(_ANCHOR_SHARE * each)) for each in counts])
        holds = (
            (self._weights[gram] >= bar[which])
            & (named >= np.maximum(2, count // 3)[which])
            & (said >= most[which])
        )
        holding = np.bincount(which[holds], minlength=len(alike)) > 0
        ends = np.searchsorted(which, np.arange(len(alike) + 1))
        return [
            _Group(
                [*one.members, *other.members],
                one.places + other.places,
                gram[start:end],
                named[start:end],
                said[start:end],
            )
            for (one, other), held, start, end in zip(
                alike, holding.tolist(), ends[:-1].tolist(), ends[1:].tolist(), strict=True
            )
            if held or one.at_one_place(other)
        ]

    def _alone(self, one: Numbers, other: Numbers) -> dict[int, _Group]:
        """Each text that has a link as a group, with the grams that may become the name of one.

        Texts that no chain of links connects never meet; so a name must be said twice among those that may.
        """
        from scipy.sparse import coo_matrix
        from scipy.sparse.csgraph import connected_components

        profiles, size = self._profiles, len(self._profiles)
        graph = coo_matrix((np.ones(one.size, dtype=np.int8), (one, other)), shape=(size, size))
        family = connected_components(graph, directed=False)[1].astype(np.int64)
        counts = np.bincount(family)[family]
        texts = np.flatnonzero(counts > 1)
        bar = np.full(size, np.inf)
        bar[texts] = [_bar(each, self._documents) for each in counts[texts].tolist()]
        linked = np.repeat(counts > 1, np.diff(profiles.ends, prepend=0))

        def rare(chosen: NDArray[np.bool_]) -> tuple[Numbers, Numbers, Numbers]:
            where = np.flatnonzero(chosen)
            owner, gram = np.searchsorted(profiles.ends, where, side="right"), profiles.gram[where]
            kept = self._weights[gram] >= bar[owner]
            return where[kept], owner[kept], family[owner[kept]] * TABLE + gram[kept]

        key = np.sort(rare(linked & ((profiles.role & NAMED) > 0))[2])
        # Sorted, what is said twice stands beside itself.
        twice = key[1:][key[1:] == key[:-1]]
        # Looked up without the family first: nearly all of what is no name is gone then.
        names = np.zeros(TABLE, dtype=bool)
        names[twice % TABLE] = True
        where, owner, key = rare(linked & ((profiles.role & (NAMED | PAIR)) > 0) & names[profiles.gram])
        there = within(key, twice)
        where, owner = where[there], owner[there]
        gram, role = profiles.gram[where].astype(np.int64), profiles.role[where]
        named, said = ((role & bit > 0).astype(np.int32) for bit in (NAMED, PAIR))
        starts, ends = (np.searchsorted(owner, texts, side=side) for side in ("left", "right"))
        return {
            text: _Group(
                [text],
                Counter([place] if (place := self._places[text]) else []),
                gram[start:end],
                named[start:end],
                said[start:end],
            )
            for text, start, end in zip(texts.tolist(), starts.tolist(), ends.tolist(), strict=True)
        }
