"""The pieces of wording by which a matter is found again: those of its title and of the names it says, and a few rare ones.

A piece is a run of three characters, by hash. Title and names say what the matter is; the rarest pieces of a text alone
are often slips of the pen that nobody else makes (docs/text.md, At the desk). How rare a piece is comes from
counting a sample of the matters; the count is only a guide, so it is made anew when the matters have doubled and not at
every entry.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from xinqiao.search.models import Frequency, Indexed
from xinqiao.text import rarity as rarity_of_pairs
from xinqiao.text.fingerprint import Hashes, fingerprint, grams, letters
from xinqiao.text.matter import Matter

BUCKETS = 1 << 20
PREFIX = "g:"
WIDTH = 3
SAMPLE = 20_000
FIRST_COUNT = 200
LOOKED_AT_EVERY = 64
"""So often it is asked whether the matters have doubled, because counting them takes time too."""
OWN = 48
"""So many pieces of title and names, the rarest, are put into the index, and looked up of a new text."""
REST = 8
"""So many of the rarest other pieces: who sends one text twice may put another title above it."""
NAMES = 12
"""So many names of a matter count, beside those of its title."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many matters of a sample of ``sample`` hold each piece, by its bucket; ``pairs``: the same for pairs of
    characters, for judging two matters."""

    sample: int
    counts: NDArray[np.uint16]
    pairs: rarity_of_pairs.Rarity

    def rarest(self, pieces: Hashes, many: int) -> Hashes:
        """The ``many`` rarest of some distinct pieces."""
        order = np.lexsort((pieces, self.counts[pieces % BUCKETS]))
        return pieces[order[:many]]

    def weights(self, pieces: Hashes) -> NDArray[np.float64]:
        """How much each of some pieces tells about a text: the rarer, the more."""
        return np.log((self.sample + 2) / (self.counts[pieces % BUCKETS] + 1.0))

    def weight(self, pieces: Hashes) -> float:
        """How much they tell together."""
        return float(self.weights(pieces).sum())


_NOTHING_COUNTED = Rarity(0, np.zeros(BUCKETS, dtype=np.uint16), rarity_of_pairs.Rarity())
_kept: tuple[int, Rarity] | None = None


def rarity() -> Rarity:
    """The latest count; read once, and again when there is a new one."""
    global _kept
    newest = Frequency.objects.order_by("-pk").values_list("pk", flat=True).first()
    if newest is not None and (_kept is None or _kept[0] != newest):
        row = Frequency.objects.filter(pk=newest).first()
        if row is not None:
            counts = np.frombuffer(bytes(row.counts), dtype="<u2")
            pairs = np.frombuffer(bytes(row.pairs), dtype="<u2").astype(np.uint32)
            _kept = (newest, Rarity(row.sample, counts, rarity_of_pairs.Rarity(pairs, row.sample)))
    return _kept[1] if newest is not None and _kept is not None and _kept[0] == newest else _NOTHING_COUNTED


def fingerprints(texts: Sequence[str]) -> tuple[Hashes, NDArray[np.int64]]:
    """The fingerprints of several normalised texts at once: the distinct pieces of each, and whose each is.

    A text of fewer than three letters has none.
    """
    said = [letters(one) for one in texts]
    whose = np.repeat(np.arange(len(said)), [len(one) for one in said])
    if whose.size < WIDTH:
        return np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.int64)
    inside = whose[: 1 - WIDTH] == whose[WIDTH - 1 :]
    # One number for a piece and its text: sorting numbers is quicker than anything else that finds the distinct ones.
    keys = np.sort((whose[: 1 - WIDTH][inside] << 32) | grams("".join(said), WIDTH)[inside])
    keys = keys[np.diff(keys, prepend=-1) > 0]
    return (keys & 0xFFFFFFFF).astype(np.uint32), keys >> 32


def telling(one: Matter, rarity: Rarity) -> Hashes:
    """The pieces by which a matter is found."""
    said = [one.title, *sorted(one.title_names), *islice(one.names, NAMES)]
    # A name of two characters is a piece of its own.
    short = [grams(name, WIDTH) for name in set(said) if len(name) < WIDTH]
    own = np.unique(np.concatenate([fingerprints(said)[0], *short]))
    every = fingerprint(one.normal)
    rest = every[~rarity_of_pairs.within(every, own)]
    return np.concatenate([rarity.rarest(own, OWN), rarity.rarest(rest, REST)])


def tokens(pieces: Hashes) -> list[str]:
    """The tokens under which pieces stand in the index."""
    return [f"{PREFIX}{one:08x}" for one in pieces.tolist()]


def is_due(indexed: int) -> bool:
    """Whether the matters have doubled since they were last counted."""
    counted = Frequency.objects.order_by("-pk").values_list("counted", flat=True).first() or FIRST_COUNT
    return indexed >= 2 * counted


def count() -> None:
    """Count anew, over the newest matters in the index."""
    newest = Indexed.objects.order_by("-id").values_list("text", flat=True)[:SAMPLE]
    row = counted(newest.iterator(), of=Indexed.objects.count())
    Frequency.objects.all().delete()
    row.save()


def counted(texts: Iterable[str], *, of: int) -> Frequency:
    """How many of these texts hold each piece; they stand for ``of`` matters."""
    counts = np.zeros(BUCKETS, dtype=np.uint32)
    pairs = rarity_of_pairs.Rarity()
    sample = 0
    for text in texts:
        np.add.at(counts, fingerprint(text) % BUCKETS, 1)
        pairs.add(rarity_of_pairs.pairs(text), rarity_of_pairs.skips(text))
        sample += 1
    return Frequency(counted=of, sample=sample, counts=_small(counts), pairs=_small(pairs.counts))


def _small(counts: NDArray[np.uint32]) -> bytes:
    return np.minimum(counts, np.iinfo(np.uint16).max).astype("<u2").tobytes()
