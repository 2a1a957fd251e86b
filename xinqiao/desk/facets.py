"""What the answers of a search can be narrowed to, each with how many of them there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django.utils.translation import gettext

from xinqiao.cases.look import unit_names
from xinqiao.desk.inbox import choices
from xinqiao.law.catalogue import PROCEDURES
from xinqiao.search.find import NEWEST
from xinqiao.search.telling import class_name

MOST = 8
"""Values shown of one facet; behind them come ever smaller ones."""
PARAMETERS = {"kind": "kind", "state": "state", "unit": "unit", "class": "content_class", "year": "year"}
"""The names of the filters in the address, and the facets they narrow."""
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Choice:
    """One value: its title, how many answers have it, and the address that asks for it (or, chosen, gives it up)."""

    title: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way of narrowing."""

    name: str
    title: str
    choices: tuple[Choice, ...]


def wanted(given: Mapping[str, str]) -> dict[str, str]:
    """The filters in an address, as far as they are of the right shape."""
    found = {name: given.get(name, "").strip()[:_LONGEST] for name in PARAMETERS}
    year = found["year"]
    if not (year.isascii() and year.isdecimal() and len(year) == 4 and "1900" <= year <= "2200"):
        found["year"] = ""
    if given.get("order") == NEWEST:
        found["order"] = NEWEST
    return {name: value for name, value in found.items() if value}


def address(q: str, chosen: Mapping[str, str], **more: str) -> str:
    """The address of a search. A value of ``more`` that is empty takes a filter away."""
    return "?" + urlencode({key: value for key, value in {"q": q, **chosen, **more}.items() if value})


def facets(
    counted: Mapping[str, tuple[tuple[str, int], ...]], q: str, chosen: Mapping[str, str]
) -> list[Facet]:
    """The facets worth showing: where there is something to choose, or something chosen to be given up."""
    titles = {
        "kind": gettext("类别"),
        "state": gettext("状态"),
        "unit": gettext("办理单位"),
        "class": gettext("内容分类"),
        "year": gettext("收到的年份"),
    }
    found = []
    for name, title in titles.items():
        values = [(value, many) for value, many in counted.get(PARAMETERS[name], ()) if value]
        if name == "year":
            values.sort(reverse=True)
        values = values[:MOST]
        if name in chosen and chosen[name] not in dict(values):
            values.append((chosen[name], 0))
        if len(values) > 1 or name in chosen:
            named = _named(name, [value for value, _many in values])
            found.append(
                Facet(
                    name,
                    title,
                    tuple(
                        Choice(
                            named.get(value, value),
                            many,
                            address(q, chosen, **{name: "" if chosen.get(name) == value else value}),
                            chosen.get(name) == value,
                        )
                        for value, many in values
                    ),
                )
            )
    return found


def _named(name: str, values: list[str]) -> dict[str, str]:
    if name == "kind":
        return dict(choices("petition_class"))
    if name == "state":
        return {value: gettext(title) for value, title in _states().items()}
    if name == "unit":
        return unit_names(values)
    if name == "class":
        return {value: class_name(value) for value in values}
    if name == "year":
        return {value: gettext("%(year)s年") % {"year": value} for value in values}
    return {}


@cache
def _states() -> dict[str, str]:
    return {one.name: str(one.title) for procedure in PROCEDURES for one in procedure.states}
