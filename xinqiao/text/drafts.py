"""Reading the answer to one request part by part, while it is being written: hints, never a lock.

The parts are what a written opinion must have for each request: the facts, the reasons, the basis. What the law asks to be
filled in is checked elsewhere; here the words themselves are read.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from xinqiao.text.normalise import normalise
from xinqiao.text.rarity import Rarity
from xinqiao.text.replies import basis, left_open, plainness, substance

_ENOUGH_TO_READ = 8
_MOST_PASSAGE = 60


@dataclass(frozen=True)
class PartFinding:
    """One hint: its kind, the part it is about (empty: the whole answer), the passage."""

    kind: str
    part: str
    passage: str


def read_draft(
    request: str, parts: Mapping[str, str], *, message: str, rarity: Rarity
) -> tuple[PartFinding, ...]:
    """What to look at again in the answer to one request; nothing while a part is still to be written.

    Kinds: ``unanswered``, ``empty``, ``facts``, ``reasons``, ``basis``, ``copied``, ``long-sentence``, ``stock-phrases``.
    """
    found: list[PartFinding] = []
    facts, reasons, rule = (parts.get(name, "").strip() for name in ("facts", "reasons", "basis"))
    said = "\n".join(filter(None, (facts, reasons)))
    if len(facts) >= _ENOUGH_TO_READ and len(reasons) >= _ENOUGH_TO_READ:
        whole = substance(normalise(said))
        if whole.letters < _ENOUGH_TO_READ:
            found.append(PartFinding("empty", "facts", _clipped(facts)))
        elif left_open(request, message, said, rarity):
            found.append(PartFinding("unanswered", "", _clipped(request)))
    if len(facts) >= _ENOUGH_TO_READ and not substance(normalise(facts)).facts:
        found.append(PartFinding("facts", "facts", _clipped(facts)))
    if len(reasons) >= _ENOUGH_TO_READ:
        if reasons == facts:
            found.append(PartFinding("copied", "reasons", _clipped(reasons)))
        elif not substance(normalise(reasons)).reasons:
            found.append(PartFinding("reasons", "reasons", _clipped(reasons)))
    if rule and basis(normalise(rule)) < 1.0:
        found.append(PartFinding("basis", "basis", _clipped(rule)))
    for part, text in (("facts", facts), ("reasons", reasons)):
        found.extend(PartFinding(one.kind, part, one.passage) for one in plainness(text))
    return tuple(found)


def _clipped(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _MOST_PASSAGE else flat[:_MOST_PASSAGE] + "…"
