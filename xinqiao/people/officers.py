"""Officers by the opaque key under which the record knows them, and by the names that people write down."""

import re
from collections.abc import Iterable

from django.db.models import QuerySet

from xinqiao.people.models import Capacity, Officer

_KEY = re.compile(r"o(\d{1,18})")
_APART = re.compile(r"[\s，。、；：,;:（）()【】\[\]《》“”\"'/|]+")
LONGEST_RUN = 12
"""So long a run of Chinese characters is searched for names within it; a longer one is a sentence."""
FEWEST_LETTERS = 2
"""A single character within a word is not yet somebody's name."""
LONGEST_NAME = 6


def key_of(officer: Officer) -> str:
    """The key of an officer in the record: never a name."""
    return f"o{officer.pk}"


def officers_of(keys: Iterable[str]) -> QuerySet[Officer]:
    """The officers with these keys; what is no key of an officer is passed over."""
    found = filter(None, map(_KEY.fullmatch, keys))
    return Officer.objects.filter(pk__in=[int(one[1]) for one in found])


def officer_of(key: str) -> Officer | None:
    """The officer with this key, or None."""
    return officers_of([key]).first()


def named_in(text: str, *, unit: str = "") -> list[Officer]:
    """The active officers whose name stands in ``text``, as somebody wrote it down: 东桥镇钱某某镇长.

    Where several bear the name, those whose unit is named beside it, else all of them: to keep out one too many costs
    a colleague's turn, to keep out one too few costs the petitioner. With ``unit`` only officers of that unit.
    """
    officers = Officer.objects.filter(name__in=_possible_names(text), is_active=True).select_related("unit")
    if unit:
        officers = officers.filter(unit=unit)
    namesakes: dict[str, list[Officer]] = {}
    for officer in officers.order_by("pk"):
        namesakes.setdefault(officer.name, []).append(officer)
    found = []
    for several in namesakes.values():
        beside = [one for one in several if one.unit.name in text]
        found += beside or several
    return found


def heads_among(text: str) -> list[str]:
    """The units of those heads in ``text`` who cannot be mistaken for a namesake."""
    found = named_in(text)
    alone = [one for one in found if sum(other.name == one.name for other in found) == 1]
    return sorted({one.unit_id for one in alone if Capacity.HEAD in one.capacity_set})


def _possible_names(text: str) -> set[str]:
    found = {text.strip()}
    for word in _APART.split(text):
        found.add(word)
        if not word.isascii():
            run = word[: 4 * LONGEST_RUN]
            found.update(
                run[start : start + length]
                for length in range(FEWEST_LETTERS, LONGEST_NAME + 1)
                for start in range(len(run) - length + 1)
            )
    return {one for one in found if one}
