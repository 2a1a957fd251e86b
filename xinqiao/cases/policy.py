"""Who may see which case: one rule, as a filter for lists and as a question for a single case."""

import json

from django.db.models import Exists, OuterRef, Q, QuerySet

from xinqiao.cases.models import Case, Seated, Wall
from xinqiao.law.written import standing_from_json
from xinqiao.people.directory import Directory
from xinqiao.people.models import Capacity
from xinqiao.people.person import Person

SEALED_KINDS = ("accusation",)
"""Kinds of matter that only those see who handle them (Regulations on Petition Work, art. 30)."""


DESK = frozenset({Capacity.REGISTRAR, Capacity.HANDLER, Capacity.HEAD})
"""Who works on matters. Whoever keeps the system, for one, sees none."""


class NoSuchMatter(Exception):
    """There is no such matter for this person. The same answer whether it exists or not."""


def visible(person: Person, tree: Directory) -> QuerySet[Case]:
    """The cases that ``person`` may see."""
    if person.kind == "petitioner":
        return Case.objects.filter(number=person.number) if person.number else Case.objects.none()
    place = tree.places.get(person.unit or "")
    if person.kind != "officer" or place is None:
        return Case.objects.none()
    may = Q(pk__in=())
    if person.capacities & DESK:
        may |= Q(Exists(Seated.objects.filter(case=OuterRef("pk"), unit=place.code)))
    if Capacity.SUPERVISOR in person.capacities and place.parent:
        # An accusation is not for supervisors either, until an office is late with it and somebody has to press.
        area = tree.places[place.parent].path
        may |= Q(unit__path__startswith=area) & (~Q(kind__in=SEALED_KINDS) | Q(late=True))
    own_line = [place.code, *tree.ancestors(place.code)]
    return Case.objects.filter(may).exclude(
        Exists(Wall.objects.filter(case=OuterRef("pk"), unit__in=own_line))
    )


def may_see(person: Person, case: Case, tree: Directory) -> bool:
    """Whether ``visible`` holds ``case``, asked of one case: every act asks it, so it does without the big query."""
    if person.kind == "petitioner":
        return person.number == case.number
    place = tree.places.get(person.unit or "")
    if person.kind != "officer" or place is None:
        return False
    area = tree.places[place.parent].code if place.parent else None
    supervises = (
        Capacity.SUPERVISOR in person.capacities
        and area is not None
        and case.unit_id is not None
        and tree.under(case.unit_id, area)
        and (case.kind not in SEALED_KINDS or case.late)
    )
    # The standing knows who sits in the case and who is kept out; only who sat there once must be looked up.
    standing = standing_from_json(case.procedure, json.loads(case.standing))
    may = supervises or (
        bool(person.capacities & DESK)
        and (
            place.code in standing.bodies.values()
            or Seated.objects.filter(case=case.number, unit=place.code).exists()
        )
    )
    return may and not any(tree.under(place.code, one) for one in standing.walled)


def see(person: Person, number: str, tree: Directory) -> Case:
    """The case ``number``, or ``NoSuchMatter``."""
    case = Case.objects.filter(number=number).first()
    if case is None or not may_see(person, case, tree):
        raise NoSuchMatter
    return case
