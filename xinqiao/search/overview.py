"""Themes as one person may see them: of the matters they may see, the counts included."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xinqiao.cases.policy import SEALED_KINDS, visible
from xinqiao.people.directory import Directory
from xinqiao.people.models import UnitKind
from xinqiao.people.person import Person
from xinqiao.search.models import Theme, Themed
from xinqiao.search.proposing import propose_units
from xinqiao.search.themes import label, texts_of
from xinqiao.text.themes import FEWEST_MATTERS

SHOWN = 40
MAJORITY = 0.6
"""A unit that has this share of a theme's matters is the one that can remove the cause."""


@dataclass(frozen=True, slots=True)
class SeenTheme:
    """A theme as one person may see it: everything is counted over the matters that they may see."""

    pk: int
    label: str
    numbers: tuple[str, ...]  # newest first
    first: date
    last: date
    open: int
    places: tuple[str, ...]
    units: tuple[tuple[str, int], ...]  # units that handle its matters, by how many
    cause: str  # the unit that can remove the cause; empty when it cannot be told
    score: float

    @property
    def count(self) -> int:
        return len(self.numbers)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def seen_by(
    person: Person, tree: Directory, *, only: int | None = None, limit: int = SHOWN
) -> list[SeenTheme]:
    """The themes of which a person may see at least five matters, the weightiest first."""
    wanted = Theme.objects.order_by("-score", "pk")
    wanted = wanted.filter(pk=only) if only is not None else wanted[: 4 * limit]
    kept = {one.pk: one for one in wanted}
    sizes = Counter(Themed.objects.filter(theme__in=kept).values_list("theme_id", flat=True))
    rows = visible(person, tree).exclude(kind__in=SEALED_KINDS).filter(themed__theme__in=list(kept))
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows.order_by("-received_on", "-number").values_list(
        "themed__theme_id", "number", "received_on", "closed", "place", "unit_id"
    ):
        grouped[row[0]].append(row[1:])
    found = []
    for pk, theme in kept.items():
        members = grouped.get(pk, [])
        if len(members) < FEWEST_MATTERS:
            continue
        whole = len(members) == sizes[pk]
        found.append(_seen(theme, members, tree, whole=whole))
        if len(found) == limit:
            break
    return found


def _seen(theme: Theme, members: Sequence[Any], tree: Directory, *, whole: bool) -> SeenTheme:
    numbers = tuple(row[0] for row in members)
    # A name that only the unseen matters say must not be read off the label.
    called = theme.label if whole else label(texts_of(numbers).values(), (row[3] for row in members))
    units = Counter(row[4] for row in members if row[4] and tree.kind(row[4]) != UnitKind.PETITION_OFFICE)
    days = [row[1] for row in members]
    return SeenTheme(
        pk=theme.pk,
        label=called,
        numbers=numbers,
        first=min(days),
        last=max(days),
        open=sum(not row[2] for row in members),
        places=tuple(place for place, _count in Counter(row[3] for row in members if row[3]).most_common(3)),
        units=tuple(units.most_common(4)),
        cause=_cause(units, called, members, tree),
        score=theme.score,
    )


def _cause(units: Counter[str], called: str, members: Sequence[Any], tree: Directory) -> str:
    """The unit that can remove the cause: the one that has most of the matters, the one above where several share
    them; where none has any yet, the one whose duties they are."""
    if not units:
        place = next((row[3] for row in members if row[3]), "")
        proposed = propose_units(called, place, tree, among=list(tree.places))
        return proposed[0].unit if proposed else ""
    (first, count), *rest = units.most_common(2)
    if not rest or count >= MAJORITY * sum(units.values()):
        return first
    return tree.common_superior(first, rest[0][0]) or first
