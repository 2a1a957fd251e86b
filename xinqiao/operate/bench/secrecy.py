"""What asking the policy table costs: the same page's queries with it and without it, taking turns."""

import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import QuerySet

from xinqiao.cases.models import Case
from xinqiao.cases.policy import see, visible
from xinqiao.people.directory import Directory, directory
from xinqiao.people.models import Capacity, Officer
from xinqiao.people.person import Person, as_person

TRIES = 200
SHOWN = 31
"""Rows that a page of a list asks for: thirty and one more."""

WHO = (("zjj", Capacity.HANDLER), ("xfj", Capacity.REGISTRAR), ("xfj", Capacity.SUPERVISOR))


def policy() -> dict[str, Any]:
    """Processor time in milliseconds that the policy adds to the page of a matter and to the first page of a list."""
    found: dict[str, Any] = {}
    tree = directory()
    for unit, capacity in WHO:
        officer = next(one for one in Officer.objects.filter(unit=unit) if capacity in one.capacity_set)
        person = as_person(officer)
        name = f"{unit} {capacity}"
        seen = list(visible(person, tree).values_list("number", flat=True)[:TRIES])
        found[f"matter {name}"] = _added(
            [partial(see, person, number, tree) for number in seen],
            [partial(_row, number) for number in seen],
        )
        units = [unit] if capacity != Capacity.SUPERVISOR else _area(person, tree)
        found[f"list {name}"] = _added(
            [partial(_seen_page, person, tree, units)] * TRIES,
            [partial(_first_page, Case.objects.all(), units)] * TRIES,
        )
    return found


def _area(person: Person, tree: Directory) -> list[str]:
    top = tree.places[person.unit or ""].parent
    return [one for one in tree.places if top and one != person.unit and tree.under(one, top)]


def _row(number: str) -> Case | None:
    return Case.objects.filter(number=number).first()


def _seen_page(person: Person, tree: Directory, units: list[str]) -> int:
    return _first_page(visible(person, tree), units)


def _first_page(cases: QuerySet[Case], units: list[str]) -> int:
    rows = cases.filter(unit_id__in=units, closed__in=(False,)).order_by("due_on", "number")
    return len(list(rows[:SHOWN]))


def _added(with_it: list[Callable[[], object]], without: list[Callable[[], object]]) -> dict[str, float]:
    """The medians of both, taking turns so that both meet the same machine, and what the one has more."""
    ours: list[float] = []
    bare: list[float] = []
    for one, other in zip(with_it, without, strict=True):
        ours.append(_took(one))
        bare.append(_took(other))
    if not ours:
        return {}
    policy, plain = statistics.median(ours) * 1000, statistics.median(bare) * 1000
    return {"with_ms": round(policy, 2), "without_ms": round(plain, 2), "adds_ms": round(policy - plain, 2)}


def _took(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
