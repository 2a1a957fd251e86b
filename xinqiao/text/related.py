"""The matters of a collection that may be the same as a new one, found without comparing with all.

An inverted index over pairs of characters gives candidates by wording; each is then judged as in
`same`. A query reads postings from the rarest pair on, those of names and of the title first, and stops at a
fixed number of entries, so its time hardly grows with the collection.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xinqiao.text import facts, matter, reading
from xinqiao.text.beside import Beside, ordinal
from xinqiao.text.matter import Matter
from xinqiao.text.profiles import NAMED, PAIR, TITLE, Profiles, gather
from xinqiao.text.rarity import TABLE, Grams
from xinqiao.text.reading import Read
from xinqiao.text.same import Judgement

CANDIDATES = 40
MOST = 20
# Below this judgement nobody asks what two matters share.
_WORTH_FACTS = 0.1
# So many entries of postings are read for one query: some milliseconds, whatever the collection.
_BUDGET = 200_000
# Names and the title say what the matter is: their pairs are read as if they were so many times rarer. With a budget that a
# large collection uses up, this finds what the rarest pairs alone, which are often slips of the pen, do not (docs/text.md).
_AHEAD = 16


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

    def __init__(self, profiles: Profiles, weights: NDArray[np.float32]) -> None:
        from scipy.sparse import csr_matrix

        chosen = (profiles.role & PAIR) > 0
        # Of a million texts each array of all grams weighs gigabytes: no wider numbers than needed.
        narrow = np.int32 if chosen.size < np.iinfo(np.int32).max else np.int64
        ends = np.zeros(len(profiles) + 1, dtype=narrow)
        filled = profiles.ends > 0
        ends[1:][filled] = np.cumsum(chosen, dtype=narrow)[profiles.ends[filled] - 1]
        gram = profiles.gram[chosen].astype(np.int32)
        rows = csr_matrix((np.ones(gram.size, dtype=np.int8), gram, ends), shape=(len(profiles), TABLE))
        squares = rows.astype(np.float32) @ (weights**2)
        columns = rows.tocsc()
        self.texts, self.starts = columns.indices, columns.indptr.astype(np.int64)
        self.length = np.sqrt(np.maximum(squares, 1e-9)).astype(np.float32)
        self.weights = weights

    def nearest(self, grams: Grams, first: NDArray[np.bool_], count: int) -> NDArray[np.int64]:
        """The texts nearest in wording, best first (cosine of rarities); some grams are to be read `first`."""
        sizes = self.starts[grams + np.uint32(1)] - self.starts[grams]
        held = sizes > 0
        grams, first, sizes = grams[held], first[held], sizes[held]
        if not grams.size:
            return np.zeros(0, dtype=np.int64)
        order = np.argsort(np.where(first, sizes / _AHEAD, sizes), kind="stable")
        # The first is read whatever it takes.
        taken = order[np.cumsum(sizes[order]) <= max(_BUDGET, int(sizes[order[0]]))]
        starts = self.starts[grams[taken]].tolist()
        ends = self.starts[grams[taken] + np.uint32(1)].tolist()
        texts = np.concatenate(
            [self.texts[start:end] for start, end in zip(starts, ends, strict=True)], dtype=np.int64
        )
        # Sorted by text, with the number of the gram behind: faster than adding up in a place for each text of a million.
        bits = int(taken.size).bit_length()
        key = (texts << bits) | np.repeat(np.arange(taken.size), sizes[taken])
        key.sort()
        owner = key >> bits
        begins = np.flatnonzero(np.diff(owner, prepend=-1))
        found = owner[begins]
        worth = (self.weights[grams[taken]] ** 2)[key & ((1 << bits) - 1)]
        score = np.add.reduceat(worth, begins) / self.length[found]
        if found.size > count:
            best = np.argpartition(-score, count)[:count]
            found, score = found[best], score[best]
        return np.asarray(found[np.argsort(-score, kind="stable")], dtype=np.int64)


class Collection:
    """Texts that can be asked for look-alikes; what is added later is read at the next question."""

    def __init__(self, *, workers: int = 1) -> None:
        self._workers = workers
        self._items: list[Item] = []
        self._days = np.zeros(0, dtype=np.int64)
        self._read = Read()
        self._ready: tuple[Postings, Beside] | None = None

    def __len__(self) -> int:
        return len(self._items)

    def add(self, item: Item) -> None:
        """Take in one text."""
        self._items.append(item)

    def _asked(self) -> tuple[Postings, Beside]:
        new = self._items[len(self._read.titles) :]
        if new or self._ready is None:
            given = [(item.text, item.place) for item in new]
            self._read = reading.read(given, workers=self._workers, before=self._read)
            profiles, rarity = self._read.profiles, self._read.profiles.rarity()
            days = [ordinal(matter.day(item.time)) for item in new]
            self._days = np.concatenate([self._days, np.array(days, dtype=np.int64)])
            self._ready = Postings(profiles, rarity.weights()), Beside(profiles, rarity, self._days)
        return self._ready

    def related(self, item: Item, *, limit: int = MOST) -> list[Related]:
        """The look-alikes of a text, best first, never the text of the same number."""
        postings, beside = self._asked()
        asked = matter.read(item.text, time=item.time, place=item.place)
        own = gather([asked])
        said = (own.role & PAIR) > 0
        telling = (own.role[said] & (NAMED | TITLE)) > 0
        nearest = postings.nearest(own.gram[said], telling, CANDIDATES + 1)
        rows = np.array([at for at in nearest.tolist() if self._items[at].id != item.id], dtype=np.int64)
        if not rows.size:
            return []
        judged = zip(beside.judged(own, ordinal(asked.on), rows), rows.tolist(), strict=True)
        best = sorted(judged, key=lambda pair: (-pair[0].score, pair[1]))[:limit]
        return [
            Related(
                id=self._items[at].id, judgement=judgement, shared=tuple(self._shared(asked, at, judgement))
            )
            for judgement, at in best
        ]

    def _shared(self, asked: Matter, at: int, judgement: Judgement) -> Sequence[str]:
        if judgement.score < _WORTH_FACTS:
            return ()
        item = self._items[at]
        other = self._read.matter(at, matter.spelled(item.text, item.place), None)
        return facts.shared(asked, other, judgement)
