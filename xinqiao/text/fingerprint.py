"""Short numbers that stand for pieces of a text, so that reused wording is found without reading all.

The numbers can be turned back into characters with a dictionary: keep and erase them like the text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]

_NOT_TEXT = re.compile(r"[^0-9a-z\u3400-\u9fff\U00020000-\U0003ffff]+")
_LETTERS = ((0x30, 0x39), (0x61, 0x7A), (0x3400, 0x9FFF), (0x20000, 0x3FFFF))
_PRIME = 0x01000193
_MIX = 0x85EBCA6B


def letters(normal: str) -> str:
    """Keep what a text says and drop how it is set: no punctuation, spaces or line breaks.

    >>> letters("电梯, 坏了!")
    '电梯坏了'
    """
    return _NOT_TEXT.sub("", normal)


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "ignore"), dtype=np.uint32)


def spread(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The `letters` of many normalised texts at once, as code points, and for each the number of its text."""
    codes = _codes("\0".join(texts))
    text = np.cumsum(codes == 0)
    kept = _is_letter(codes)
    return codes[kept], text[kept]


def _is_letter(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    kept = np.zeros(codes.size, dtype=bool)
    for first, last in _LETTERS:
        kept |= (codes >= first) & (codes <= last)
    return kept


def _mixed(value: Hashes) -> Hashes:
    value = value ^ (value >> np.uint32(15))
    value = value * np.uint32(_MIX)
    return value ^ (value >> np.uint32(13))


def grams(normal: str, size: int = 3) -> Hashes:
    """The hashes of all runs of `size` characters, in order, repeated ones included.

    A text shorter than `size` gives one hash of the whole, an empty one gives none.

    >>> len(grams("电梯坏了一个月"))
    5
    """
    codes = _codes(letters(normal))
    if not codes.size:
        return np.zeros(0, dtype=np.uint32)
    width = min(size, codes.size)
    count = codes.size - width + 1
    # Different sizes start differently, so that a run of two and one of three never meet by design.
    value = np.full(count, np.uint32((0x811C9DC5 + size * 0x9E3779B1) & 0xFFFFFFFF), dtype=np.uint32)
    for offset in range(width):
        value = (value ^ codes[offset : offset + count]) * np.uint32(_PRIME)
        value ^= value >> np.uint32(16)
    return _mixed(value)


def fingerprint(text: str, size: int = 3) -> Hashes:
    """The distinct hashes of a normalised text, sorted: what an index of look-alikes keeps."""
    return np.unique(grams(text, size))


def rarest(hashes: Hashes, frequency: Mapping[int, int], keep: int) -> Hashes:
    """The `keep` hashes that fewest other texts share: the ones worth looking up first.

    `frequency` counts the texts a hash stands in; a hash it does not know is the rarest.
    """
    order = sorted(hashes.tolist(), key=lambda one: (frequency.get(one, 0), one))
    return np.array(order[:keep], dtype=np.uint32)


def likeness(one: Hashes, other: Hashes) -> float:
    """How much of two sets of hashes is common (Jaccard), 0 to 1; two empty sets share nothing."""
    if not one.size or not other.size:
        return 0.0
    common = np.intersect1d(one, other, assume_unique=True).size
    return common / (one.size + other.size - common)


def digest(parts: Iterable[str]) -> str:
    """A hash of many texts in order, to say on what something was made without showing it."""
    state = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "replace")
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()
