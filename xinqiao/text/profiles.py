"""Many matters as numbers in flat arrays, and the judgement of many pairs of them at once.

The same answers as `xinqiao.text.same` gives for one pair, for collections in which each call of NumPy for
a single pair would cost more than the pair itself.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from xinqiao.text import same
from xinqiao.text.fingerprint import spread
from xinqiao.text.matter import Matter
from xinqiao.text.problems import KINDS
from xinqiao.text.rarity import TABLE, Rarity, neighbours_of

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Numbers = NDArray[np.int64]
Scores = NDArray[np.float64]

# Where a gram stands in a text; one gram may stand in several places.
PAIR, SKIP, NAMED, TITLE_NAME, TITLE_NAME_SKIP, TITLE = (1 << bit for bit in range(6))
_BITS = 3
_KIND_AT = {kind: number for number, kind in enumerate(KINDS)}
_KIND = tuple(KINDS)
_WORD_AT = {word: at for at, word in enumerate(dict.fromkeys(chain.from_iterable(KINDS.values())))}
WORDS = tuple(_WORD_AT)
# So many pairs are judged at a time: what they need stays within some hundred megabytes.
_PIECE = 20_000


@dataclass(frozen=True)
class Profiles:
    """Many matters as numbers, a row for each.

    `gram` holds the distinct grams of each text, sorted, `role` where each stands, `ends` where each row
    ends; `kinds` the shares of the kinds of problem; `word`, `word_count` and `word_ends` the problem words.
    """

    gram: NDArray[np.uint32]
    role: NDArray[np.uint8]
    ends: Numbers
    kinds: NDArray[np.float32]
    word: NDArray[np.int32]
    word_count: NDArray[np.float32]
    word_ends: Numbers

    def __len__(self) -> int:
        return int(self.ends.size)

    def row(self, at: int) -> slice:
        """Where the grams of one text stand."""
        return slice(int(self.ends[at - 1]) if at else 0, int(self.ends[at]))

    def words(self, at: int) -> tuple[str, ...]:
        """The problem words of one text."""
        start = int(self.word_ends[at - 1]) if at else 0
        return tuple(WORDS[one] for one in self.word[start : int(self.word_ends[at])].tolist())

    def kinds_of(self, at: int) -> dict[str, float]:
        """The shares of the kinds of problem of one text."""
        shares = self.kinds[at]
        return {_KIND[kind]: float(shares[kind]) for kind in np.flatnonzero(shares).tolist()}

    def owners(self) -> Numbers:
        """For each gram, the row it stands in."""
        return np.repeat(np.arange(len(self)), np.diff(self.ends, prepend=0))

    def rarity(self) -> Rarity:
        """How common each gram is in these texts."""
        counts = np.zeros(TABLE, dtype=np.uint32)
        for role in (PAIR, SKIP):
            counts += np.bincount(self.gram[(self.role & role) > 0], minlength=TABLE).astype(np.uint32)
        return Rarity(counts, len(self))

    def repeated(self, rows: Numbers) -> "Profiles":
        """These rows in another order, some of them more than once."""
        if rows.size == len(self) and bool((rows == np.arange(rows.size)).all()):
            return self
        where, ends = _positions(self.ends, rows)
        words, word_ends = _positions(self.word_ends, rows)
        return Profiles(
            gram=self.gram[where],
            role=self.role[where],
            ends=ends,
            kinds=self.kinds[rows],
            word=self.word[words],
            word_count=self.word_count[words],
            word_ends=word_ends,
        )


def _positions(ends: Numbers, rows: Numbers) -> tuple[Numbers, Numbers]:
    """The positions of all values of some rows, one row after the other, and where each then ends."""
    sizes = np.diff(ends, prepend=0)[rows]
    after = np.cumsum(sizes)
    return np.arange(after[-1] if after.size else 0) + np.repeat(ends[rows] - after, sizes), after


def gather(matters: Sequence[Matter]) -> Profiles:
    """Turn some hundred matters into numbers together."""
    names = [name for one in matters for name in one.names]
    whose = np.repeat(np.arange(len(matters)), [len(one.names) for one in matters])
    titles = [same.title_names_of(one) for one in matters]
    title_whose = np.repeat(np.arange(len(matters)), [len(one) for one in titles])
    every = np.arange(len(matters))
    keys: list[Numbers] = []

    def add(texts: Sequence[str], owner: Numbers, near: int | None, far: int | None) -> None:
        codes, text = spread(texts)
        for apart, bit in ((1, near), (2, far)):
            if bit is not None and codes.size > apart:
                inside = text[apart:] == text[:-apart]
                gram = neighbours_of(codes, apart)[inside].astype(np.int64)
                keys.append(((owner[text[apart:][inside]] * TABLE + gram) << _BITS) | bit)

    add([one.normal for one in matters], every, 0, 1)
    add(names, whose, 2, 2)
    add(list(chain.from_iterable(titles)), title_whose, 3, 4)
    add([one.title for one in matters], every, 5, None)
    key = np.sort(np.concatenate(keys)) if keys else np.zeros(0, dtype=np.int64)
    bit, key = (key & ((1 << _BITS) - 1)).astype(np.uint8), key >> _BITS
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    role = np.bitwise_or.reduceat(np.uint8(1) << bit, starts) if starts.size else bit
    key = key[starts]
    kinds = np.zeros((len(matters), len(KINDS)), dtype=np.float32)
    for at, one in enumerate(matters):
        for kind, share in one.kinds.items():
            kinds[at, _KIND_AT[kind]] = share
    words = [sorted((_WORD_AT[word], min(count, 2)) for word, count in one.found.items()) for one in matters]
    pairs = np.array(list(chain.from_iterable(words)), dtype=np.int32).reshape(-1, 2)
    return Profiles(
        gram=(key % TABLE).astype(np.uint32),
        role=role,
        ends=np.searchsorted(key, (every + 1) * TABLE),
        kinds=kinds,
        word=pairs[:, 0],
        word_count=pairs[:, 1].astype(np.float32),
        word_ends=np.cumsum([len(one) for one in words], dtype=np.int64),
    )


def joined(parts: Sequence[Profiles]) -> Profiles:
    """Several collections as one, in their order."""

    def after(name: str) -> Numbers:
        ends = [getattr(one, name) for one in parts]
        offsets = np.cumsum([0, *(int(one[-1]) if one.size else 0 for one in ends)])
        return np.concatenate([one + offset for one, offset in zip(ends, offsets[:-1], strict=True)])

    return Profiles(
        gram=np.concatenate([one.gram for one in parts]),
        role=np.concatenate([one.role for one in parts]),
        ends=after("ends"),
        kinds=np.concatenate([one.kinds for one in parts]),
        word=np.concatenate([one.word for one in parts]),
        word_count=np.concatenate([one.word_count for one in parts]),
        word_ends=after("word_ends"),
    )


class Judge:
    """Judges pairs of a collection as `same.compare` does, thousands at a time; `days` are ordinals, 0 for none.

    Many pairs are judged by so many `workers` side by side: nearly all of it is done by libraries that let go of the interpreter.
    """

    def __init__(self, profiles: Profiles, rarity: Rarity, days: Numbers, *, workers: int = 1) -> None:
        self._days = days
        self._workers = workers
        weights = rarity.weights()
        role, gram = profiles.role, profiles.gram
        ends = np.concatenate([[0], profiles.ends])

        def rows(chosen: NDArray[np.bool_], value: NDArray[np.float32]) -> "csr_matrix":
            where = np.flatnonzero(chosen)
            return _sparse(value, gram[where].astype(np.int32), np.searchsorted(where, ends), TABLE)

        def rare(chosen: NDArray[np.bool_]) -> NDArray[np.float32]:
            return weights[gram[chosen]]

        said = (role & (PAIR | SKIP)) > 0
        self._said = rows(said, np.ones(int(np.count_nonzero(said)), dtype=np.float32))
        title = (role & (TITLE_NAME | TITLE_NAME_SKIP)) > 0
        named = np.where((role[title] & TITLE_NAME) > 0, np.float32(1.0), np.float32(same.SKIP_WEIGHT))
        self._title = rows(title, named * rare(title) ** same.STEEP)
        plain = (role & (PAIR | NAMED)) == PAIR
        # The two of a pair have each the root of the square that a shared gram counts.
        self._plain = rows(plain, rare(plain))
        outside = (role & (TITLE | NAMED)) == TITLE
        self._title_plain = rows(outside, np.sqrt(rare(outside)))
        length = np.sqrt(np.einsum("ij,ij->i", profiles.kinds, profiles.kinds))[:, None]
        self._kinds = profiles.kinds / np.maximum(length, 1e-9)
        word_ends = np.concatenate([[0], profiles.word_ends])
        self._words = _sparse(profiles.word_count, profiles.word, word_ends, len(WORDS))
        self._title_sum = _sums(self._title)
        self._plain_sum, self._title_plain_sum, self._words_sum = (
            _sums(one.multiply(one)) for one in (self._plain, self._title_plain, self._words)
        )

    def _by_pieces(self, size: int, piece: int, found_in: Callable[[slice], Scores]) -> Scores:
        """What is found for some hundreds of pairs at a time, by several threads where there are many pairs."""
        found = np.zeros(size)

        def fill(at: int) -> None:
            found[at : at + piece] = found_in(slice(at, at + piece))

        starts = range(0, size, piece)
        if self._workers < 2 or len(starts) < 2:
            for at in starts:
                fill(at)
        else:
            with ThreadPoolExecutor(self._workers) as threads:
                list(threads.map(fill, starts))
        return found

    def kinds_alike(self, one: Numbers, other: Numbers) -> Scores:
        """How much the kinds of problem agree, 0 to 1."""

        def alike(piece: slice) -> Scores:
            return np.asarray(np.einsum("ij,ij->i", self._kinds[one[piece]], self._kinds[other[piece]]))

        return self._by_pieces(one.size, _PIECE, alike)

    def _places(self, one: Numbers, other: Numbers) -> Scores:
        sums, known = np.zeros(one.size), np.zeros(one.size)
        for first, second in ((one, other), (other, one)):
            total = self._title_sum[first]
            sums += _common(self._title, self._said, first, second) / np.maximum(total, 1e-9)
            known += total > 0
        return np.where(known > 0, sums / np.maximum(known, 1.0), same.UNKNOWN_PLACE)

    def _problems(self, one: Numbers, other: Numbers) -> Scores:
        def cosine(rows: "csr_matrix", squares: Scores) -> Scores:
            length = np.sqrt(squares[one] * squares[other])
            return np.asarray(_common(rows, rows, one, other) / np.maximum(length, 1e-9))

        kinds = self.kinds_alike(one, other)
        wording = cosine(self._plain, self._plain_sum)
        least = np.minimum(self._title_plain_sum[one], self._title_plain_sum[other])
        title = _common(self._title_plain, self._title_plain, one, other) / np.maximum(least, 1e-9)
        return same.problem_of(kinds, wording, title, cosine(self._words, self._words_sum))

    def scores(self, one: Numbers, other: Numbers, least: float = 0.0) -> Scores:
        """How likely each pair is one matter; a pair that cannot reach `least` may be given 0."""
        return self._by_pieces(one.size, _PIECE, lambda piece: self._scores(one[piece], other[piece], least))

    def _scores(self, one: Numbers, other: Numbers, least: float) -> Scores:
        first, second = self._days[one], self._days[other]
        close = np.where(
            (first > 0) & (second > 0), np.exp(-np.abs(first - second) / same.DAYS), same.UNKNOWN_TIME
        )
        place = self._places(one, other)
        found = same.likelihood(place, np.ones(one.size), close)
        may = np.flatnonzero(found >= least)
        found[found < least] = 0.0
        found[may] = same.likelihood(place[may], self._problems(one[may], other[may]), close[may])
        return found


def _sparse(value: NDArray[np.float32], column: NDArray[np.int32], ends: Numbers, width: int) -> "csr_matrix":
    from scipy.sparse import csr_matrix

    made = csr_matrix((value, column, ends), shape=(ends.size - 1, width))
    made.has_canonical_format = True
    return made


def _sums(rows: "csr_matrix") -> Scores:
    return np.asarray(rows.sum(axis=1, dtype=np.float64)).ravel()


def _common(rows: "csr_matrix", others: "csr_matrix", one: Numbers, other: Numbers) -> Scores:
    """For each pair the sum of the products of what both have."""
    mine, theirs = rows[one], others[other]
    mine.has_canonical_format = theirs.has_canonical_format = True
    return _sums(mine.multiply(theirs))
