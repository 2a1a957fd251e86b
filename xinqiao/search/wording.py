"""Which pieces of wording are rare, so that reused wording is found by looking up a few of them.

A piece is a run of three characters, by hash. How rare it is comes from counting a sample of the matters; the count
is only a guide for choosing, so it is made anew when the matters have doubled and not at every entry.
"""

import numpy as np
from numpy.typing import NDArray

from xinqiao.search.models import Frequency, Indexed
from xinqiao.text.fingerprint import Hashes, fingerprint

BUCKETS = 1 << 20
SAMPLE = 20_000
FIRST_COUNT = 200
KEPT = 24
"""So many of the rarest pieces of a matter are put into the index."""
ASKED = 48
"""So many of the rarest pieces of a new text are looked up."""

_kept: tuple[int, int, NDArray[np.uint16]] | None = None  # id of the row, size of the sample, counts


def rare(pieces: Hashes, many: int) -> Hashes:
    """The ``many`` rarest of some distinct pieces."""
    _sample, counts = _counts()
    order = np.lexsort((pieces, counts[pieces % BUCKETS]))
    return pieces[order[:many]]


def weights(pieces: Hashes) -> NDArray[np.float64]:
    """How much each piece tells about a text: the rarer, the more."""
    sample, counts = _counts()
    return np.log((sample + 2) / (counts[pieces % BUCKETS] + 1.0))


def tokens(pieces: Hashes) -> list[str]:
    """The tokens under which pieces stand in the index."""
    return [f"g:{one:08x}" for one in pieces.tolist()]


def is_due(indexed: int) -> bool:
    """Whether the matters have doubled since they were last counted."""
    counted = Frequency.objects.order_by("-pk").values_list("counted", flat=True).first() or FIRST_COUNT
    return indexed >= 2 * counted


def count() -> None:
    """Count anew, over the newest matters."""
    counts = np.zeros(BUCKETS, dtype=np.uint32)
    sample = 0
    for text in Indexed.objects.order_by("-id").values_list("text", flat=True)[:SAMPLE].iterator():
        np.add.at(counts, fingerprint(text) % BUCKETS, 1)
        sample += 1
    small = np.minimum(counts, np.iinfo(np.uint16).max).astype("<u2")
    Frequency.objects.all().delete()
    Frequency.objects.create(counted=Indexed.objects.count(), sample=sample, counts=small.tobytes())


def _counts() -> tuple[int, NDArray[np.uint16]]:
    global _kept
    newest = Frequency.objects.order_by("-pk").values_list("pk", flat=True).first()
    if newest is None:
        return 0, np.zeros(BUCKETS, dtype=np.uint16)
    if _kept is None or _kept[0] != newest:
        row = Frequency.objects.filter(pk=newest).first()
        if row is None:
            return 0, np.zeros(BUCKETS, dtype=np.uint16)
        _kept = (newest, row.sample, np.frombuffer(bytes(row.counts), dtype="<u2"))
    return _kept[1], _kept[2]
