"""Who may see which matter: the policy table as a filter for lists, and as a question about one matter.

Both are made from the same lines: each relation is told once in Python and once in SQL, and a matter is seen by whoever
stands in a relation that sees, and in none that is kept out.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q, QuerySet

from xinqiao.cases.models import Barred, Case, Seated, Wall
from xinqiao.cases.policy.relations import DESK, REVIEW_SEATS, RULE_OF, RULES, SEALED_KINDS, Relation
from xinqiao.cases.policy.rows import Told
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.model import BODY_OF, Away, Role, Standing
from xinqiao.law.written import standing_from_json
from xinqiao.people.directory import Directory, Place
from xinqiao.people.models import Capacity
from xinqiao.people.person import Person

STAY_AWAY = (Away.ACCUSED.value, Away.RECUSED.value)


class NoSuchMatter(Exception):
    """There is no such matter for this person. The same answer whether it exists or not."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody before one matter."""

    person: Person
    place: Place | None  # of an officer
    case: Case
    standing: Standing
    sat: bool  # their unit sits, or has sat, in some role
    tree: Directory

    @property
    def works(self) -> bool:
        return bool(self.person.capacities & DESK)

    @property
    def seats(self) -> frozenset[Role]:
        """The seats in which their unit sits now."""
        unit = self.person.unit
        return frozenset(role for role, one in self.standing.bodies.items() if one == unit)

    @property
    def lies_in_area(self) -> bool:
        """Whether they supervise the area in which the matter lies."""
        return (
            Capacity.SUPERVISOR in self.person.capacities
            and self.place is not None
            and self.place.parent is not None
            and self.case.unit_id is not None
            and self.tree.under(self.case.unit_id, self.place.parent)
        )

    @property
    def sealed(self) -> bool:
        return self.case.kind in SEALED_KINDS and not self.case.late

    def reviews_own(self) -> bool:
        """Whether they took part in the decision that is now before their unit."""
        decided = {name for name, doers in self.standing.doers.items() if self.person.key in doers}
        return bool(decided) and any(
            decided & set(one.not_by)
            for one in find_procedure(self.case.procedure).actions
            if self.standing.state in one.from_ and self.seats & {BODY_OF.get(role) for role in one.by}
        )


TOLD: Mapping[Relation, Callable[[Asking], bool]] = {
    Relation.ACCUSED_UNIT: lambda one: one.person.unit in one.standing.walled,
    Relation.UNDER_ACCUSED: lambda one: any(
        one.tree.under(one.person.unit or "", wall) for wall in one.standing.walled
    ),
    Relation.ACCUSED: lambda one: one.standing.barred.get(one.person.key) == Away.ACCUSED,
    Relation.RECUSED: lambda one: one.standing.barred.get(one.person.key) == Away.RECUSED,
    Relation.ASKED: lambda one: (
        one.works and one.sat and one.standing.barred.get(one.person.key) == Away.ASKED
    ),
    Relation.DECIDED: lambda one: one.works and one.sat and one.reviews_own(),
    Relation.REVIEWER: lambda one: one.works and bool(one.seats & REVIEW_SEATS),
    Relation.HANDLER: lambda one: one.works and bool(one.seats),
    Relation.FORMER: lambda one: one.works and one.sat,
    Relation.ABOVE: lambda one: one.lies_in_area and not one.sealed,
    Relation.ABOVE_SEALED: lambda one: one.lies_in_area,
    Relation.COLLEAGUE: lambda one: one.sat,
    Relation.BELOW: lambda one: any(
        one.tree.under(one.person.unit or "", unit) for unit in one.standing.bodies.values()
    ),
    Relation.STRANGER: lambda _one: True,
}
"""How each relation of an officer is told, in the order of the table."""


def relation_of(person: Person, case: Case, tree: Directory, *, sat: bool | None = None) -> Relation:
    """The first line of the table that fits. ``sat``: whether their unit has sat in the case, if that is known."""
    if person.kind == "petitioner":
        return Relation.PETITIONER if person.number == case.number else Relation.NOBODY
    place = tree.places.get(person.unit or "")
    if person.kind != "officer" or place is None:
        return Relation.NOBODY
    standing = standing_from_json(case.procedure, json.loads(case.standing))
    if sat is None:
        sat = place.code in standing.bodies.values() or _has_sat(case.number, place.code)
    asking = Asking(person, place, case, standing, sat, tree)
    return next(relation for relation, fits in TOLD.items() if fits(asking))


def may_see(person: Person, case: Case, tree: Directory) -> bool:
    """Whether ``visible`` holds ``case``, asked of one case: every act asks it, so it does without the big query."""
    return RULE_OF[relation_of(person, case, tree)].sees


def see(person: Person, number: str, tree: Directory) -> Case:
    """The case ``number``, or ``NoSuchMatter``: after the same queries whether it exists or not."""
    case = Case.objects.filter(number=number).first()
    sat = _has_sat(number, person.unit) if person.unit else False
    if case is None or not RULE_OF[relation_of(person, case, tree, sat=sat)].sees:
        raise NoSuchMatter
    return case


def _has_sat(number: str, unit: str) -> bool:
    return Seated.objects.filter(case=number, unit=unit).exists()


Rows = Callable[[Person, Place, Directory], Q | None]


def _seated(person: Person, place: Place, _tree: Directory) -> Q | None:
    if not person.capacities & DESK:
        return None
    return Q(Told(Seated, unit=(place.code,)))


def _in_area(person: Person, place: Place, tree: Directory) -> Q | None:
    if Capacity.SUPERVISOR not in person.capacities or not place.parent:
        return None
    # An accusation is not for supervisors either, until an office is late with it and somebody has to press.
    area = tree.places[place.parent].path
    return Q(unit__path__startswith=area) & (~Q(kind__in=SEALED_KINDS) | Q(late=True))


def _walled(_person: Person, place: Place, tree: Directory) -> Q | None:
    own_line = [place.code, *tree.ancestors(place.code)]
    return Q(Told(Wall, unit=own_line))


def _stays_away(person: Person, _place: Place, _tree: Directory) -> Q | None:
    return Q(Told(Barred, officer=(person.key,), why=STAY_AWAY))


ROWS: Mapping[Relation, Rows] = {
    Relation.ACCUSED_UNIT: _walled,
    Relation.UNDER_ACCUSED: _walled,
    Relation.ACCUSED: _stays_away,
    Relation.RECUSED: _stays_away,
    Relation.ASKED: _seated,
    Relation.DECIDED: _seated,
    Relation.REVIEWER: _seated,
    Relation.HANDLER: _seated,
    Relation.FORMER: _seated,
    Relation.ABOVE: _in_area,
}
"""How the relations that see, and those that are kept out, are told in SQL. Several lines share one condition."""


def visible(person: Person, tree: Directory) -> QuerySet[Case]:
    """The cases that ``person`` may see."""
    if person.kind == "petitioner":
        return Case.objects.filter(number=person.number) if person.number else Case.objects.none()
    return _seen_by_officer(person, tree).all()


@lru_cache(maxsize=256)
def _seen_by_officer(person: Person, tree: Directory) -> QuerySet[Case]:
    """The question about an officer, put together once: a page asks it again for each of its lists."""
    place = tree.places.get(person.unit or "")
    if person.kind != "officer" or place is None:
        return Case.objects.none()
    seeing = dict.fromkeys(ROWS[one.relation] for one in RULES if one.sees and one.relation in ROWS)
    may = [found for rows in seeing if (found := rows(person, place, tree)) is not None]
    if not may:
        return Case.objects.none()
    condition = may[0]
    for one in may[1:]:
        condition |= one
    for rows in dict.fromkeys(ROWS[one.relation] for one in RULES if one.kept_out):
        kept_out = rows(person, place, tree)
        if kept_out is not None:
            condition &= ~kept_out
    return Case.objects.filter(condition)
