"""What a model sees of many texts at once, in flat arrays: the same features that `features` gives for one text.

Learning reads a hundred thousand messages; an object for each of them would cost more than the reading.
"""

import multiprocessing
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xinqiao.text import features
from xinqiao.text.features import Array
from xinqiao.text.fingerprint import grams

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Numbers = NDArray[np.int64]
Keys = NDArray[np.uint64]

# So many texts are read together.
_CHUNK = 250
# Starting other processes takes a second or two.
WORTH_WORKERS = 8_000
_BANDS = 6
_LEAST_LETTERS = 12
_RUN = 5
_NO_KEY = np.uint64(0)
# The place of a feature fits into so many bits.
_BITS = 20


class Given(NamedTuple):
    """A text to read; `segmented` text is words with spaces between; `keyed`, when its copies are looked for."""

    text: str
    segmented: bool = False
    keyed: bool = True


@dataclass(frozen=True)
class Bags:
    """Features of some texts, a row for each.

    `at` are the distinct places in the space, sorted in each row, `count` how often each; `edges` where the rows of
    the body and of the head end, two for each text. `kind`, `share` and `kind_ends` are the kinds of problem. `keys`
    are three numbers for each text that near-duplicates share, 0 for a text that is too short or was not to be keyed.
    """

    at: NDArray[np.int32]
    count: NDArray[np.uint8]
    edges: Numbers
    kind: NDArray[np.int32]
    share: Array
    kind_ends: Numbers
    keys: Keys

    def __len__(self) -> int:
        return int(self.kind_ends.size)


def gather(texts: Sequence[Given]) -> Bags:
    """Read some hundred texts together."""
    cut = [features.cut(one.text, segmented=one.segmented) for one in texts]
    every = np.arange(len(cut))
    spaced = [features.spaced(tokens) for tokens in cut]
    found = features.runs("".join(spaced))
    # Words are numbered by the gaps before them, through all texts.
    sizes = np.array([one.count(" ") for one in spaced], dtype=np.int64)
    owner = np.repeat(every, sizes)[found.word]
    head = found.word - (np.cumsum(sizes) - sizes)[owner] < features.HEAD_WORDS
    key = np.concatenate(
        [
            (owner << _BITS) | found.at,
            (owner[head] << _BITS) | (found.at[head] % features.HEAD + features.BODY),
        ]
    )
    key.sort()
    first = np.flatnonzero(np.diff(key, prepend=-1))
    count = np.minimum(np.diff(first, append=key.size), features.MOST_COUNTED).astype(np.uint8)
    key = key[first]
    ends = np.stack([(every << _BITS) + features.BODY, (every + 1) << _BITS], axis=1).ravel()
    named = [features.kinds_of(tokens) for tokens in cut]
    return Bags(
        at=(key & ((1 << _BITS) - 1)).astype(np.int32),
        count=count,
        edges=np.searchsorted(key, ends),
        kind=np.fromiter(chain.from_iterable(named), dtype=np.int32),
        share=np.fromiter(chain.from_iterable(one.values() for one in named), dtype=np.float32),
        kind_ends=np.cumsum([len(one) for one in named], dtype=np.int64),
        keys=np.array(
            [_keys("".join(tokens) if one.keyed else "") for one, tokens in zip(texts, cut, strict=True)],
            dtype=np.uint64,
        ).reshape(-1, _BANDS // 2),
    )


def _keys(text: str) -> Keys:
    """Minima of hashed runs, two together: a chance meeting needs two shared runs, a copy has them all."""
    if len(text) < _LEAST_LETTERS:
        return np.full(_BANDS // 2, _NO_KEY)
    salts = (np.arange(1, _BANDS + 1, dtype=np.uint32) * np.uint32(0x9E3779B1))[:, None]
    hashes = grams(text, _RUN)[None, :] ^ salts
    lowest = ((hashes * np.uint32(0x85EBCA6B)) ^ (hashes >> np.uint32(13))).min(axis=1).astype(np.uint64)
    return np.asarray((lowest[0::2] << np.uint64(32)) | lowest[1::2])


def families(keys: Keys) -> Numbers:
    """Number texts so that those that share a key at the same place share a number."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    size = len(keys)
    known = np.flatnonzero((keys != _NO_KEY).any(axis=1))
    one: list[Numbers] = []
    other: list[Numbers] = []
    for band in keys.T:
        order = known[np.argsort(band[known], kind="stable")]
        same = band[order[1:]] == band[order[:-1]]
        one.append(order[1:][same])
        other.append(order[:-1][same])
    pairs = np.concatenate(one), np.concatenate(other)
    graph = coo_matrix((np.ones(pairs[0].size, dtype=np.int8), pairs), shape=(size, size))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def _chunks(texts: Sequence[Given]) -> Iterable[Sequence[Given]]:
    return (texts[at : at + _CHUNK] for at in range(0, len(texts), _CHUNK))


def read(texts: Sequence[Given], *, workers: int = 1) -> list[Bags]:
    """Read many texts, with several `workers` by so many processes; the parts are in the order of the texts."""
    if workers < 2 or len(texts) < WORTH_WORKERS:
        return [gather(chunk) for chunk in _chunks(texts)]
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        return pool.map(gather, _chunks(texts), chunksize=1)


def rarity(parts: Sequence[Bags]) -> Array:
    """The inverse document frequency of each hashed run, in the steps that a model file keeps."""
    seen = np.zeros(features.BODY + features.HEAD, dtype=np.int64)
    for one in parts:
        seen += np.bincount(one.at, minlength=seen.size)
    return np.asarray(np.log((1.0 + sum(map(len, parts))) / (1.0 + seen)) + 1.0, dtype=np.float32)


def matrix(parts: list[Bags], rarity: Array) -> "csr_matrix":
    """The vectors of `features.weighed` as rows; the parts are given up one by one, to keep memory small."""
    from scipy.sparse import csr_matrix

    total = sum(one.at.size + one.kind.size for one in parts)
    value = np.empty(total, dtype=np.float32)
    place = np.empty(total, dtype=np.int32)
    ends = [np.zeros(1, dtype=np.int64)]
    done = 0
    parts.reverse()
    while parts:
        part = parts.pop()
        runs = _lengths_of_one(part, rarity)
        sizes = np.diff(part.edges[1::2], prepend=0)
        after = np.cumsum(sizes + np.diff(part.kind_ends, prepend=0))
        # The kinds of a text stand behind its runs.
        runs_at = np.arange(part.at.size) + np.repeat(np.concatenate([[0], part.kind_ends[:-1]]), sizes)
        kinds_at = np.arange(part.kind.size) + np.repeat(part.edges[1::2], np.diff(part.kind_ends, prepend=0))
        for where, at, said in (
            (runs_at, part.at, runs),
            (kinds_at, part.kind, features.kind_values(part.kind, part.share)),
        ):
            place[done + where], value[done + where] = at, said
        ends.append(done + after)
        done += int(after[-1]) if after.size else 0
    end = np.concatenate(ends)
    if total < np.iinfo(np.int32).max:
        end = end.astype(np.int32)
    made = csr_matrix((value, place, end), shape=(end.size - 1, features.SIZE))
    made.has_canonical_format = True
    return made


def _lengths_of_one(part: Bags, rarity: Array) -> Array:
    """The worth of each run, every block of every row of its fixed length."""
    value = features.LOG_COUNT[part.count] * rarity[part.at]
    sizes = np.diff(part.edges, prepend=0)
    block = np.repeat(np.arange(part.edges.size), sizes)
    squares = np.bincount(block, weights=value * value, minlength=part.edges.size)
    factor = np.sqrt(np.tile(features.BLOCK_WEIGHTS[:2], len(part)) / np.maximum(squares, 1e-12))
    return np.asarray(value * factor[block], dtype=np.float32)
