"""Which roles somebody has in one case."""

from collections.abc import Collection, Mapping

from xinqiao.cases.policy.relations import DESK
from xinqiao.law.model import BODIES, Role, Standing
from xinqiao.law.recusal import away
from xinqiao.people.directory import Directory
from xinqiao.people.models import Capacity, UnitKind
from xinqiao.people.person import Person

_WORK = frozenset({Capacity.HANDLER, Capacity.HEAD})

NEEDED: Mapping[Role, frozenset[Capacity]] = {
    Role.RECEIVER: DESK,
    Role.SENDER: DESK,
    Role.COMPETENT_UNIT: _WORK,
    Role.SUPERIOR_UNIT: _WORK,
    Role.DISCIPLINE_BODY: DESK,
    Role.REVIEW_BODY: _WORK,
    Role.REREVIEW_BODY: _WORK,
}
"""The capacities, one of which an officer must have to act for their unit in each seat."""


def roles_in(person: Person, standing: Standing, *, number: str | None, tree: Directory) -> frozenset[Role]:
    """The roles of ``person`` in a case; ``number`` is None while nobody has filed it."""
    if person.kind == "clock":
        # What a retention schedule makes due, time does in the place of the keeper of the record.
        return frozenset({Role.SYSTEM, Role.RECORD_KEEPER})
    if person.kind == "petitioner":
        return frozenset({Role.PETITIONER}) if person.number == number else frozenset()
    if person.unit is None or any(tree.under(person.unit, one) for one in standing.walled):
        return frozenset()
    if person.key in standing.barred and person.key in away(standing.barred):
        return frozenset()
    if number is None:
        return _desk(person.unit, tree) if person.capacities & DESK else frozenset()
    found: set[Role] = set()
    for role in BODIES:
        if standing.bodies.get(role) == person.unit and person.capacities & NEEDED[role]:
            found.add(role)
    if Role.RECEIVER in found:
        found |= _desk(person.unit, tree)
        if Capacity.HEAD in person.capacities:
            found.add(Role.RECORD_KEEPER)
    if Role.COMPETENT_UNIT in found and Capacity.HEAD in person.capacities:
        found.add(Role.UNIT_HEAD)
    if (
        Capacity.SUPERVISOR in person.capacities
        and oversees(person.unit, standing, tree)
        and not sealed_from_above(standing)
    ):
        found.add(Role.SUPERVISOR)
    return frozenset(found)


def sealed_from_above(standing: Standing) -> bool:
    """Whether a matter is only for those who handle it: an accusation, while nobody is late with it (art. 30)."""
    return "accusation" in standing.marks and not any(one.ran_out for one in standing.clocks.values())


def turns_of(person: Person) -> frozenset[Role]:
    """The seats in which this officer acts for their unit, so that a turn of one of them is a turn of theirs."""
    return frozenset(role for role, needed in NEEDED.items() if person.capacities & needed)


def _desk(unit: str, tree: Directory) -> frozenset[Role]:
    office = tree.kind(unit) == UnitKind.PETITION_OFFICE
    return frozenset({Role.RECEIVER, Role.PETITION_OFFICE if office else Role.UNIT_DESK})


SUSPECTS = (Role.RECEIVER, Role.SENDER, Role.COMPETENT_UNIT)
"""The seats about which a petitioner may report that somebody obstructs or retaliates."""


def reads_between(person: Person, standing: Standing, roles: Collection[Role]) -> bool:
    """Whether an officer reads what is between the petitioner and those above (art. 18): the unit it was handed to,
    and supervisors, unless they sit in a unit that the report may be about."""
    if Role.SUPERIOR_UNIT in roles:
        return True
    suspects = {standing.bodies.get(role) for role in SUSPECTS}
    return Role.SUPERVISOR in roles and person.unit not in suspects


def oversees(unit: str, standing: Standing, tree: Directory) -> bool:
    """Whether the supervisors of ``unit`` press this case: it lies in their area, and not with themselves."""
    lies_with = {standing.bodies[role] for role in BODIES if role in standing.bodies}
    area = tree.places[unit].parent if unit in tree.places else None
    return area is not None and any(one != unit and tree.under(one, area) for one in lies_with)
