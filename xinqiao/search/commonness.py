"""How common each pair of characters is in the office's own matters: what tells a telling word from an everyday one."""

from xinqiao.search import wording
from xinqiao.search.models import Indexed
from xinqiao.text.rarity import Rarity

SAMPLE = 400
"""So many of the newest matters are counted: more changes the judgement little and the waiting much."""
AGAIN = 64
"""Counted anew when so many more matters have come."""

_kept: tuple[int, Rarity] | None = None


def commonness() -> Rarity:
    """What was counted for look-alikes; in an office too small for that, a count of the newest matters, kept by each process."""
    global _kept
    counted = wording.rarity()
    if counted.sample:
        return counted.pairs
    turn = Indexed.objects.count() // AGAIN
    if _kept is None or _kept[0] != turn:
        texts = Indexed.objects.order_by("-id").values_list("text", flat=True)[:SAMPLE]
        _kept = (turn, Rarity().add_all(texts))
    return _kept[1]
