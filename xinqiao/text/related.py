"""The matters of a collection that may be the same as a new one, found without comparing with all.

An inverted index over pairs of characters gives candidates by wording; each is then judged as in
`same`. A query reads postings from the rarest pair on and stops at a fixed number of entries, so its
time hardly grows with the collection.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xinqiao.text import facts, matter
from xinqiao.text.rarity import TABLE, Grams, Rarity
from xinqiao.text.same import Judgement, Profile, Weighed, compare_weighed, profile

CANDIDATES = 40
MOST = 20
# Below this judgement nobody asks what two matters share.
_WORTH_FACTS = 0.1
# So many texts stay read for telling shared facts: what is asked about one matter is soon asked again.
_KEPT_READ = 5_000
# So many entries of postings are read for one query: some milliseconds, whatever the collection.
_BUDGET = 300_000


@dataclass(frozen=True)
class Item:
    """One text of a collection: its number, what was written, and when and where if known."""

    id: str
    text: str
    time: str | None = None
    place: str | None = None


@dataclass(frozen=True)
class Related:
    """A look-alike with the judgement and the shared facts."""

    id: str
    judgement: Judgement
    shared: tuple[str, ...]

    @property
    def score(self) -> float:
        """How likely it is the same matter, 0 to 1."""
        return self.judgement.score


class Postings:
    """For each pair of characters the texts that have it, built once from all texts."""

    def __init__(self, grams: list[Grams], weights: NDArray[np.float32]) -> None:
        sizes = np.array([one.size for one in grams], dtype=np.int64)
        all_grams = np.concatenate(grams) if grams else np.zeros(0, dtype=np.uint32)
        owner = np.repeat(np.arange(len(grams), dtype=np.int32), sizes)
        order = np.argsort(all_grams, kind="stable")
        self.texts = owner[order]
        self.starts = np.searchsorted(all_grams[order], np.arange(TABLE + 1, dtype=np.int64))
        squares = np.bincount(owner, weights=weights[all_grams].astype(np.float64) ** 2, minlength=len(grams))
        self.length = np.sqrt(np.maximum(squares, 1e-9)).astype(np.float32)
        self.weights = weights

    def nearest(self, grams: Grams, count: int) -> NDArray[np.int64]:
        """The texts nearest in wording, best first (cosine of rarities)."""
        sizes = self.starts[grams + np.uint32(1)] - self.starts[grams]
        order = np.argsort(sizes, kind="stable")
        taken = order[np.cumsum(sizes[order]) <= max(_BUDGET, int(sizes.min(initial=0)))]
        chosen = [
            (int(self.starts[grams[at]]), int(sizes[at]), float(self.weights[grams[at]])) for at in taken
        ]
        chosen = [one for one in chosen if one[1]]
        if not chosen:
            return np.zeros(0, dtype=np.int64)
        texts = np.concatenate([self.texts[start : start + size] for start, size, _ in chosen])
        worth = np.repeat(
            np.array([weight**2 for _, _, weight in chosen], dtype=np.float32),
            [size for _, size, _ in chosen],
        )
        if self.length.size <= 4 * texts.size:
            sums = np.bincount(texts, weights=worth, minlength=self.length.size)
            found = np.nonzero(sums)[0]
            score = sums[found] / self.length[found]
        else:
            found, where = np.unique(texts, return_inverse=True)
            score = np.bincount(where, weights=worth) / self.length[found]
        if found.size > count:
            best = np.argpartition(-score, count)[:count]
            found, score = found[best], score[best]
        return np.asarray(found[np.argsort(-score, kind="stable")], dtype=np.int64)


class Collection:
    """Texts that can be asked for look-alikes. Add all, then ask; adding later rebuilds at the next question."""

    def __init__(self) -> None:
        self.rarity = Rarity()
        self._items: list[Item] = []
        self._profiles: list[Profile] = []
        self._postings: Postings | None = None
        self._lately_read: dict[int, matter.Matter] = {}

    def __len__(self) -> int:
        return len(self._items)

    def add(self, item: Item) -> None:
        """Read one text and keep it as numbers."""
        one = profile(matter.read(item.text, time=item.time, place=item.place))
        self._items.append(item)
        self._profiles.append(one)
        self.rarity.add(one.pairs, one.skips)
        self._postings = None

    def related(self, item: Item, *, limit: int = MOST) -> list[Related]:
        """The look-alikes of a text, best first, never the text of the same number."""
        if self._postings is None:
            self._postings = Postings([one.pairs for one in self._profiles], self.rarity.weights())
        asked = matter.read(item.text, time=item.time, place=item.place)
        own, weights = profile(asked), self.rarity.weights()
        mine = Weighed(own, weights)
        judged = [
            (compare_weighed(mine, Weighed(self._profiles[at], weights)), at)
            for at in self._postings.nearest(own.pairs, CANDIDATES + 1).tolist()
            if self._items[at].id != item.id
        ]
        judged.sort(key=lambda pair: (-pair[0].score, pair[1]))
        return [
            Related(
                id=self._items[at].id, judgement=judgement, shared=tuple(self._shared(asked, at, judgement))
            )
            for judgement, at in judged[:limit]
        ]

    def _shared(self, asked: matter.Matter, at: int, judgement: Judgement) -> list[str]:
        if judgement.score < _WORTH_FACTS:
            return []
        if at not in self._lately_read:
            if len(self._lately_read) >= _KEPT_READ:
                self._lately_read.clear()
            item = self._items[at]
            self._lately_read[at] = matter.read(item.text, time=item.time, place=item.place)
        return facts.shared(asked, self._lately_read[at], judgement)
