"""How a case looks to somebody: where it lies, what is due by when and why, and what they can do now."""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext

from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.models import Case
from xinqiao.cases.roles import reads_between, roles_in
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.machine import next_duty, obstacle
from xinqiao.law.model import BODY_OF, Action, Clock, Procedure, Refused, Role, Running, Standing, role_title
from xinqiao.law.written import standing_from_json
from xinqiao.people.directory import Directory
from xinqiao.people.models import Unit
from xinqiao.people.person import Person


@dataclass(frozen=True, slots=True)
class ShownClock:
    """A clock of a case as a page shows it on ``day``."""

    clock: Clock
    running: Running
    day: date
    procedure: Procedure
    bound: str  # who it binds, by name
    calendar_name: str

    @property
    def late(self) -> bool:
        return self.running.ran_out or (self.running.paused_on is None and self.day > self.running.last)

    @property
    def days_left(self) -> int:
        """Days until the last day; negative once it has passed."""
        return (self.running.last - self.day).days

    @property
    def total(self) -> int:
        """Days from the day after the event to the last day."""
        return max((self.running.last - self.running.since).days, 1)

    @property
    def used(self) -> int:
        return min(max((self.day - self.running.since).days, 0), self.total)

    @property
    def percent(self) -> int:
        return round(100 * self.used / self.total)


@dataclass(frozen=True, slots=True)
class Look:
    """The four answers that are never empty (where, what next, by when, what can be done), and the clocks."""

    case: Case
    procedure: Procedure
    standing: Standing
    state: str
    where: str
    next_step: str
    due: ShownClock | None
    clocks: tuple[ShownClock, ...]
    day: date

    @property
    def closed(self) -> bool:
        return self.case.closed


@dataclass(frozen=True, slots=True)
class Offer:
    """An action for this person: open, or not open now with the reason."""

    action: Action
    refused: Refused | None

    @property
    def open(self) -> bool:
        return self.refused is None


def standing_of(case: Case) -> Standing:
    return standing_from_json(case.procedure, json.loads(case.standing))


def look_at(case: Case, *, at: datetime) -> Look:
    """How a case stands at this moment. Clocks that have run out show as late before tick has noticed."""
    procedure = find_procedure(case.procedure)
    standing = standing_of(case)
    day = calendar_named(procedure.calendar).day(at)
    names = unit_names(set(standing.bodies.values()))
    shown = []
    for running in sorted(standing.clocks.values(), key=lambda one: (one.last, one.clock)):
        clock = procedure.clock_named[running.clock]
        if clock.aside:
            continue  # nobody in the matter waits for it
        unit = standing.bodies.get(BODY_OF.get(clock.binds, clock.binds))
        bound = names.get(unit or "") or gettext(role_title(procedure, clock.binds))
        shown.append(ShownClock(clock, running, day, procedure, bound, procedure.calendar))
    duty = next_duty(procedure, standing, day=day)
    state = procedure.state_named[standing.state]
    due = next((one for one in shown if duty.running is not None and one.running == duty.running), None)
    where = names.get(case.unit_id or "") or gettext(role_title(procedure, duty.role))
    return Look(
        case=case,
        procedure=procedure,
        standing=standing,
        state=gettext(state.title),
        where=where,
        next_step=gettext(state.next) if state.next else gettext("已经办结"),
        due=due,
        clocks=tuple(shown),
        day=day,
    )


def for_reader(look: Look, person: Person, tree: Directory) -> Look:
    """The look of an officer: what is between the petitioner and those above does not show in its clocks either."""
    roles = roles_in(person, look.standing, number=look.case.number, tree=tree)
    if person.kind != "officer" or reads_between(person, look.standing, roles):
        return look
    return replace(
        look, clocks=tuple(one for one in look.clocks if one.clock.id not in look.procedure.between)
    )


def offers(look: Look, person: Person, tree: Directory, *, shut: bool = True) -> list[Offer]:
    """The actions of this person's roles: the open ones first, then (with ``shut``) those of this state's phase that
    are not open now, with the reason. Actions that only time takes are left out."""
    roles = roles_in(person, look.standing, number=look.case.number, tree=tree)
    found = []
    for action in look.procedure.actions:
        if not set(action.by) & (roles - {Role.SYSTEM}):
            continue
        refused = obstacle(look.procedure, look.standing, action, roles=roles, day=look.day, by=person.key)
        here = look.standing.state in action.from_
        if refused is None or (shut and here):
            found.append(Offer(action, refused))
    return sorted(found, key=lambda one: one.refused is not None)


def unit_names(codes: Collection[str]) -> dict[str, str]:
    """The names of units by code, in the language of the reader."""
    return {
        one.code: one.title for one in Unit.objects.filter(code__in=codes).only("code", "name", "name_en")
    }
