"""How common each pair of characters is in a collection: what tells a name from an everyday word.

Counts are kept by hash in a table of fixed size, so a million texts take the same four megabytes as ten.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xinqiao.text.fingerprint import letters

Grams = NDArray[np.uint32]
Weights = NDArray[np.float32]

TABLE = 1 << 20
_LEAST = 50


def _codes(normal: str) -> NDArray[np.uint32]:
    return np.frombuffer(letters(normal).encode("utf-32-le", "ignore"), dtype=np.uint32)


def _hashed(first: NDArray[np.uint32], second: NDArray[np.uint32], kind: int) -> Grams:
    value = (first * np.uint32(0x9E3779B1)) ^ (second * np.uint32(0x85EBCA6B)) ^ np.uint32(kind * 0x27D4EB2F)
    value ^= value >> np.uint32(15)
    value *= np.uint32(0x2C1B3C6D)
    return (value ^ (value >> np.uint32(13))) % np.uint32(TABLE)


def neighbours_of(codes: NDArray[np.uint32], apart: int) -> Grams:
    """The hashes of all characters that stand one (`pairs`) or two apart (`skips`), in order, repeated ones included."""
    return _hashed(codes[:-apart], codes[apart:], apart)


def _distinct(values: Grams) -> Grams:
    """Sorted and each once; a plain sort beats NumPy's own for a few hundred numbers."""
    values = np.sort(values)
    first = np.ones(values.size, dtype=bool)
    np.not_equal(values[1:], values[:-1], out=first[1:])
    return values[first]


def within(some: NDArray[np.integer[Any]], others: NDArray[np.integer[Any]]) -> NDArray[np.bool_]:
    """Which of some numbers, as of grams, stand among other numbers that are sorted."""
    if not others.size:
        return np.zeros(some.size, dtype=bool)
    at = np.searchsorted(others, some)
    at[at == others.size] = 0
    return np.asarray(others[at] == some)


def pairs(normal: str) -> Grams:
    """The hashes of all neighbouring characters of a normalised text, distinct and sorted."""
    codes = _codes(normal)
    return _distinct(neighbours_of(codes, 1))


def skips(normal: str) -> Grams:
    """The hashes of characters two apart: what still agrees when one character of a name is wrong."""
    codes = _codes(normal)
    return _distinct(neighbours_of(codes, 2))


def weighed(names: Mapping[str, float], skip_factor: float) -> tuple[Grams, Weights]:
    """The grams of many weighed names at once, sorted: each with the largest weight it has in any name.

    Pairs have the weight of their name, characters two apart that weight times `skip_factor`.
    """
    joined = "\0".join(letters(name) for name in names)
    codes = np.frombuffer(joined.encode("utf-32-le", "ignore"), dtype=np.uint32)
    if codes.size < 2:
        return np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.float32)
    inside = codes != 0
    values = np.fromiter(names.values(), dtype=np.float32, count=len(names))[np.cumsum(~inside)]
    near = inside[:-1] & inside[1:]
    far = near[:-1] & near[1:]
    grams = np.concatenate([_hashed(codes[:-1], codes[1:], 1)[near], _hashed(codes[:-2], codes[2:], 2)[far]])
    weights = np.concatenate([values[:-1][near], values[:-2][far] * np.float32(skip_factor)])
    if not grams.size:
        return grams, weights
    order = np.lexsort((-weights, grams))
    grams, weights = grams[order], weights[order]
    first = np.ones(grams.size, dtype=bool)
    first[1:] = grams[1:] != grams[:-1]
    return grams[first], weights[first]


class Rarity:
    """The counts of a collection; with none, every gram is equally rare."""

    def __init__(self, counts: NDArray[np.uint32] | None = None, documents: int = 0) -> None:
        self.counts = np.zeros(TABLE, dtype=np.uint32) if counts is None else counts
        self.documents = documents
        self._weights: Weights | None = None

    def add(self, neighbours: Grams, apart: Grams) -> None:
        """Count one text by its distinct `pairs` and `skips`."""
        self.counts[neighbours] += 1
        self.counts[apart] += 1
        self.documents += 1
        self._weights = None

    def add_all(self, texts: Iterable[str]) -> "Rarity":
        """Count many normalised texts; gives itself."""
        for text in texts:
            self.add(pairs(text), skips(text))
        return self

    def weights(self) -> Weights:
        """For every gram, the logarithm of one text in how many has it (0 for one that all have)."""
        if self._weights is None:
            documents = max(self.documents, _LEAST)
            self._weights = np.log((1.0 + documents) / (1.0 + self.counts)).clip(min=0.01).astype(np.float32)
        return self._weights
