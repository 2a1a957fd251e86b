"""What a model sees of a text: runs of characters inside words, the beginning apart, kinds of problem.

Runs of one to three characters keep a model useful when the cutter meets names it does not know. The
beginning is seen twice, because people say in the first line what the matter is.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xinqiao.text.normalise import normalise
from xinqiao.text.problems import KINDS, kinds, named
from xinqiao.text.segment import STOP_WORDS, plain

Array = NDArray[np.float32]
Index = NDArray[np.int64]
Places = NDArray[np.uint32]

VERSION = 1
BODY = 1 << 18
HEAD = 1 << 17
_WHOLE_AT = {kind: BODY + HEAD + number for number, kind in enumerate(KINDS)}
_HEAD_AT = {kind: BODY + HEAD + len(KINDS) + number for number, kind in enumerate(KINDS)}
SIZE = BODY + HEAD + 2 * len(KINDS)

HEAD_WORDS = 12
_LONGEST = 20_000
BLOCK_WEIGHTS = np.array([1.0, 1.0, 0.2, 0.1])
_BLOCK_ROOTS: list[float] = np.sqrt(BLOCK_WEIGHTS).tolist()
_WHOLE_KIND, _HEAD_KIND = BLOCK_WEIGHTS[2:].tolist()
_HEAD_KINDS = BODY + HEAD + len(KINDS)
# A run that is said more often counts as if it were said so often.
MOST_COUNTED = 255
LOG_COUNT: Array = (1.0 + np.log(np.maximum(np.arange(MOST_COUNTED + 1), 1))).astype(np.float32)
_SPACE = np.uint32(ord(" "))
_WIDTHS = np.array([[1], [2], [3]], dtype=np.uint32)
_FIRST, _SECOND = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B)
_BY_15, _BY_13 = np.uint32(15), np.uint32(13)
_BODY_BITS, _HEAD_BITS = np.uint32(BODY - 1), np.uint32(HEAD - 1)


@dataclass(frozen=True)
class Runs:
    """The runs of characters of some words: where each hashes to, and the word it stands in."""

    at: Places
    word: Index


@dataclass(frozen=True)
class Bag:
    """Features of one text: `at` are distinct places in the space, sorted, `count` how often each stands there.

    `body` keeps the runs with their words, so that a proposal can name its reasons.
    """

    at: Index
    count: Index
    kinds: dict[int, float]
    body: Runs


def cut(text: str, *, segmented: bool = False) -> list[str]:
    """Cut a text into the words a model reads; `segmented` text is words with spaces between them."""
    normal = normalise(text[:_LONGEST])
    if segmented:
        return [token for token in normal.split() if token not in STOP_WORDS]
    return plain().cut_telling(normal)


def spaced(tokens: Sequence[str]) -> str:
    """Words with a gap before and behind each, as `runs` reads them; texts may be set one behind the other."""
    return f" {' '.join(tokens)} "


def runs(text: str) -> Runs:
    """Hash every run of one to three characters that stays inside a word, its edges included.

    The words of a text that is set behind others count on: each text has one number more than words.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "ignore"), dtype=np.uint32)
    size = codes.size
    gap = codes == _SPACE
    # A line for each width, each run where it begins. A text of some hundred characters costs as many microseconds
    # as there are calls, so the widths are mixed together.
    hashed = np.zeros((3, size), dtype=np.uint32)
    np.multiply(codes, _FIRST, out=hashed[0])
    hashed[0] ^= hashed[0] >> _BY_15
    for width in (1, 2):
        value = hashed[width, : size - width]
        np.bitwise_xor(hashed[width - 1, : size - width], codes[width:], out=value)
        value *= _FIRST
        value ^= value >> _BY_15
    hashed *= _SECOND
    hashed += _WIDTHS
    hashed ^= hashed >> _BY_13
    hashed &= _BODY_BITS
    # A run of two needs one character that is no gap; of three, the one in the middle.
    kept = np.zeros((3, size), dtype=bool)
    np.logical_not(gap, out=kept[0])
    np.logical_or(kept[0, 1:], kept[0, :-1], out=kept[1, :-1])
    kept[2, :-2] = kept[0, 1:-1]
    # A run that begins with the gap belongs to the word after it.
    word = gap.cumsum() - 1
    return Runs(at=hashed[kept], word=np.concatenate([word, word, word])[kept.ravel()])


def kinds_of(tokens: list[str]) -> dict[int, float]:
    """The kinds of problem that the words name, and that the beginning names: their places and shares."""
    text, edge = "".join(tokens), len("".join(tokens[:HEAD_WORDS]))
    said = named(text)
    first: list[str] = []
    for at, word in said:
        if at + len(word) > edge:
            # What stands across the edge hides a shorter word before it.
            first += [inside for _, inside in named(text[at:edge])]
            break
        first.append(word)
    found: dict[int, float] = {}
    for words, places in (([word for _, word in said], _WHOLE_AT), (first, _HEAD_AT)):
        for kind, share in kinds(Counter(words)).items():
            found[places[kind]] = share
    return found


def kind_values(at: NDArray[np.integer[Any]], share: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """What the kinds at some places are worth: the root of a share is already of length one over a block."""
    block = np.where(at < _HEAD_KINDS, BLOCK_WEIGHTS[2], BLOCK_WEIGHTS[3])
    return np.asarray(np.sqrt(share * block))


def bag(tokens: list[str]) -> Bag:
    """Count the features of words that `cut` gave."""
    body = runs(spaced(tokens))
    # A smaller space of a power of two is the rest of the same hash.
    first = (body.at[body.word < HEAD_WORDS] & _HEAD_BITS) + np.uint32(BODY)
    at = np.concatenate([body.at, first])
    at.sort()
    fresh = np.ones(at.size + 1, dtype=bool)
    np.not_equal(at[1:], at[:-1], out=fresh[1:-1])
    starts = fresh.nonzero()[0]
    count = np.minimum(starts[1:] - starts[:-1], MOST_COUNTED)
    return Bag(at=at[starts[:-1]].astype(np.int64), count=count, kinds=kinds_of(tokens), body=body)


def weighed(one: Bag, rarity: Array) -> tuple[Index, Array]:
    """Turn a bag into a vector: rare runs weigh more, repeats little, every block has its fixed length.

    `rarity` is the inverse document frequency of each hashed run (`BODY + HEAD` of them).
    """
    value = LOG_COUNT[one.count] * rarity[one.at]
    edge = int(one.at.searchsorted(BODY))
    for part, root in ((value[:edge], _BLOCK_ROOTS[0]), (value[edge:], _BLOCK_ROOTS[1])):
        length = float(np.sqrt(part.dot(part)))
        if length:
            part *= np.float32(root / length)
    if not one.kinds:
        return one.at, value
    # The same as `kind_values`, which would take longer for so few.
    shares = [
        math.sqrt(share * (_WHOLE_KIND if at < _HEAD_KINDS else _HEAD_KIND))
        for at, share in one.kinds.items()
    ]
    at = np.array(list(one.kinds), dtype=np.int64)
    return np.concatenate([one.at, at]), np.concatenate([value, np.array(shares, dtype=np.float32)])
