"""What a model sees of a text: runs of characters inside words, the beginning apart, kinds of problem.

Runs of one to three characters keep a model useful when the cutter meets names it does not know. The
beginning is seen twice, because people say in the first line what the matter is.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xinqiao.text.normalise import normalise
from xinqiao.text.problems import KINDS, kinds, problem_words
from xinqiao.text.segment import STOP_WORDS, plain

Array = NDArray[np.float32]
Index = NDArray[np.int64]

VERSION = 1
BODY = 1 << 18
HEAD = 1 << 17
_KIND_AT = {kind: number for number, kind in enumerate(KINDS)}
SIZE = BODY + HEAD + 2 * len(KINDS)

_HEAD_WORDS = 12
_LONGEST = 20_000
_BLOCK_WEIGHTS = (1.0, 1.0, 0.2, 0.1)
_SPACE = np.uint32(ord(" "))


@dataclass(frozen=True)
class Runs:
    """The runs of characters of some words: where each hashes to, and the word it stands in."""

    at: Index
    word: Index


@dataclass(frozen=True)
class Bag:
    """Features of one text: `at` are distinct places in the space, `count` how often, by block.

    `body` keeps the runs with their words, so that a proposal can name its reasons.
    """

    at: Index
    count: Array
    kinds: dict[int, float]
    body: Runs


def cut(text: str, *, segmented: bool = False) -> list[str]:
    """Cut a text into the words a model reads; `segmented` text is words with spaces between them."""
    normal = normalise(text[:_LONGEST])
    tokens = normal.split() if segmented else plain().cut(normal)
    return [token for token in tokens if token not in STOP_WORDS]


def runs(tokens: list[str], size: int) -> Runs:
    """Hash every run of one to three characters that stays inside a word, its edges included."""
    codes = np.frombuffer((" " + " ".join(tokens) + " ").encode("utf-32-le", "ignore"), dtype=np.uint32)
    gap = codes == _SPACE
    word = np.cumsum(gap) - 1
    places: list[Index] = []
    words: list[Index] = []
    value = np.zeros(codes.size, dtype=np.uint32)
    for width in (1, 2, 3):
        count = codes.size - width + 1
        if count <= 0:
            break
        value = (value[:count] ^ codes[width - 1 :]) * np.uint32(0x9E3779B1)
        value ^= value >> np.uint32(15)
        if width == 1:
            keep = ~gap
        elif width == 2:
            keep = ~(gap[:-1] & gap[1:])
        else:
            keep = ~gap[1:-1]
        mixed = value[keep] * np.uint32(0x85EBCA6B) + np.uint32(width)
        mixed ^= mixed >> np.uint32(13)
        places.append((mixed % np.uint32(size)).astype(np.int64))
        # A run that begins with the gap belongs to the word after it.
        words.append(word[:count][keep])
    if not places:
        return Runs(at=np.zeros(0, dtype=np.int64), word=np.zeros(0, dtype=np.int64))
    return Runs(at=np.concatenate(places), word=np.concatenate(words))


def _kinds_at(text: str, offset: int) -> dict[int, float]:
    return {offset + _KIND_AT[kind]: weight for kind, weight in kinds(problem_words(text)).items()}


def bag(tokens: list[str]) -> Bag:
    """Count the features of words that `cut` gave."""
    head = tokens[:_HEAD_WORDS]
    body = runs(tokens, BODY)
    # The runs of the beginning are the first of all, and a smaller space of a power of two is the rest of its hash.
    first = body.at[body.word < _HEAD_WORDS] % HEAD + BODY
    at = np.sort(np.concatenate([body.at, first]))
    starts = np.flatnonzero(np.diff(at, prepend=-1))
    named = _kinds_at("".join(tokens), BODY + HEAD) | _kinds_at("".join(head), BODY + HEAD + len(KINDS))
    return Bag(
        at=at[starts],
        count=np.diff(starts, append=at.size).astype(np.float32),
        kinds=named,
        body=body,
    )


def weighed(one: Bag, rarity: Array) -> tuple[Index, Array]:
    """Turn a bag into a vector: rare runs weigh more, repeats little, every block has its fixed length.

    `rarity` is the inverse document frequency of each hashed run (`BODY + HEAD` of them).
    """
    value = (1.0 + np.log(one.count)) * rarity[one.at]
    edge = int(np.searchsorted(one.at, BODY))
    for part, weight in ((slice(0, edge), _BLOCK_WEIGHTS[0]), (slice(edge, None), _BLOCK_WEIGHTS[1])):
        length = float(np.sqrt(np.dot(value[part], value[part])))
        if length:
            value[part] *= np.sqrt(weight) / length
    if not one.kinds:
        return one.at, value.astype(np.float32)
    # The root of a share is already of length one over a block.
    at = np.array(list(one.kinds), dtype=np.int64)
    share = np.sqrt(np.array(list(one.kinds.values())))
    share *= np.sqrt(np.where(at < BODY + HEAD + len(KINDS), _BLOCK_WEIGHTS[2], _BLOCK_WEIGHTS[3]))
    return np.concatenate([one.at, at]), np.concatenate([value, share]).astype(np.float32)
