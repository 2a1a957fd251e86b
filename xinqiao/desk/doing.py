"""One action while it is being filled in: what it means, what follows from it, and the way out where it is not open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.erasure import OPENS_SEAL
from xinqiao.cases.look import Look, Offer, ShownClock, unit_names
from xinqiao.cases.models import Statement
from xinqiao.cases.policy import DESK
from xinqiao.cases.roles import roles_in
from xinqiao.cases.whole_file import STEPS
from xinqiao.desk.access import Staff
from xinqiao.desk.papers import titles
from xinqiao.law.foresee import foresee
from xinqiao.law.model import BODY_OF, SAME, Action, Kind, Role, role_title
from xinqiao.ledger.entry import decode
from xinqiao.ledger.models import Entry
from xinqiao.people.models import Officer, Unit
from xinqiao.people.officers import key_of

MOST_UNITS = 600
"""A list to choose from that is longer than this helps nobody: the lower levels are left out of it."""


@dataclass(frozen=True, slots=True)
class Follows:
    """What an action brings with it."""

    state: str
    tells: Sequence[str]
    issues: Sequence[str]
    starts: Sequence[ShownClock]
    waits: Sequence[tuple[str, str]]  # a clock, and the input on which its last day depends
    stops: Sequence[str]


def follows(look: Look, action: Action, facts: Mapping[str, Any], here: Staff) -> Follows:
    """What follows from ``action`` as far as ``facts`` tell so far."""
    procedure = look.procedure
    calendar = calendar_named(procedure.calendar)
    roles = roles_in(here.person, look.standing, number=look.case.number, tree=here.tree)
    seen = foresee(
        procedure,
        look.standing,
        action,
        facts,
        roles=roles,
        day=look.day,
        calendar=calendar,
        directory=here.tree,
    )
    bodies = dict(look.standing.bodies)
    for seat in action.seats:
        chosen = facts.get(seat.source)
        if isinstance(chosen, str) and chosen in here.tree.places:
            bodies[seat.role] = chosen
        elif action.inputs and any(one.name == seat.source for one in action.inputs):
            bodies.pop(seat.role, None)
    names = unit_names(set(bodies.values()))

    def called(role: Role) -> str:
        if role is Role.UNIT_HEAD and (unit := names.get(bodies.get(Role.COMPETENT_UNIT, ""))):
            return gettext("{unit}负责人").format(unit=unit)
        return names.get(bodies.get(BODY_OF.get(role, role), "")) or gettext(role_title(procedure, role))

    starts = []
    for running in seen.clocks:
        clock = procedure.clock_named[running.clock]
        starts.append(
            ShownClock(clock, running, look.day, procedure, called(clock.binds), procedure.calendar)
        )
    to = look.standing.state if action.to == SAME else action.to
    return Follows(
        state="" if action.to == SAME else gettext(procedure.state_named[to].title),
        tells=list(dict.fromkeys(called(role) for role in action.notifies)),
        issues=list(titles(action.issues).values()),
        starts=starts,
        waits=[(gettext(clock.title), gettext(title)) for clock, title in seen.open],
        stops=[gettext(clock.title) for clock in seen.stopped],
    )


def ways_out(look: Look, action: Action, offered: Iterable[Offer]) -> list[Action]:
    """The open actions that give ``action`` what it needs, or take away what bars it."""
    missing = {one for one in action.needs if one not in look.standing.marks}
    barred = {one for one in action.bars if one in look.standing.marks}
    return [
        one.action
        for one in offered
        if one.open
        and one.action.name != action.name
        and (missing & {sets.mark for sets in one.action.sets} or barred & set(one.action.clears))
    ]


@dataclass(frozen=True, slots=True)
class Choice:
    """What an officer can do in a matter now."""

    steps: Sequence[Action]  # bring the matter on; the first does what is due
    anytime: Sequence[Action]  # leave it where it is: papers, notes, corrections
    shut: Sequence[Offer]  # not open now, with the reason


def ordered(look: Look, offered: Iterable[Offer]) -> Choice:
    """The actions of an officer in the order in which they are needed."""
    # Opening the seal has a place of its own on the page, and the whole file a page.
    offered = [one for one in offered if one.action.name not in {*OPENS_SEAL, *STEPS}]
    duty = look.due.running.clock if look.due else ""

    def helps(action: Action) -> bool:
        """Whether this does what is due, answers what was asked, or moves the matter."""
        return (
            action.to != SAME or bool(action.needs or action.extends) or bool(duty and duty in action.stops)
        )

    def rank(action: Action) -> tuple[bool, bool, bool, bool, bool]:
        """What is due comes first; then what earlier steps have made possible; last what was already done once."""
        answers = bool(duty) and (duty in action.stops or "*" in action.stops)
        always = {one.mark for one in action.sets if not one.input}
        again = bool(always) and always <= look.standing.marks
        return (not answers, again, not action.needs, action.against, action.to == SAME)

    opened = [one.action for one in offered if one.open]
    return Choice(
        steps=sorted((one for one in opened if helps(one)), key=rank),
        anytime=[one for one in opened if not helps(one)],
        shut=[one for one in offered if not one.open],
    )


def in_place(actions: Iterable[Action]) -> frozenset[str]:
    """The actions whose form opens inside the matter's page. An opinion needs a page of its own."""
    return frozenset(
        action.name for action in actions if all(one.kind is not Kind.ANSWERS for one in action.inputs)
    )


def choosable(here: Staff) -> list[tuple[str, str, str]]:
    """The active units of the officer's own area as (code, name, kind), those above it included."""
    area = here.tree.area(here.unit)
    inside = sorted(
        (one for one in here.tree.places.values() if one.active and one.path.startswith(area)),
        key=lambda one: (one.path.count("/"), one.path),
    )[:MOST_UNITS]
    codes = {one.code for one in inside} | set(here.tree.ancestors(here.unit))
    titles = {one.code: one for one in Unit.objects.filter(code__in=codes, active=True).order_by("path")}
    return [(code, unit.title, unit.kind) for code, unit in titles.items()]


def colleagues(here: Staff) -> list[tuple[str, str]]:
    """The active officers of one's own unit who work on matters, by key and name."""
    found = Officer.objects.filter(unit=here.unit, is_active=True).order_by("name", "pk")
    return [(key_of(one), one.name) for one in found if one.capacity_set & DESK]


def drafted(number: str, action: Action, given: Mapping[str, str]) -> dict[str, Any]:
    """What a form starts with: what the link that led here has given, and for answers the latest draft or opinion."""
    found: dict[str, Any] = {}
    for one in action.inputs:
        if one.kind is Kind.ANSWERS:
            found[one.name] = _latest_answers(number, one.name)
        elif one.kind in (Kind.CHOICE, Kind.TEXT, Kind.UNIT) and one.name in given:
            found[one.name] = given[one.name][:200]
    return found


def seen_by(posted: Mapping[str, str]) -> int:
    """How many entries the page had seen from which a form was sent. A page that does not say so has seen none, and is
    told to look again: so a second click does nothing a second time."""
    text = posted.get("seen", "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def _latest_answers(number: str, name: str) -> list[dict[str, Any]]:
    parts = Statement.objects.filter(number=number, name__startswith=f"{name}.", erased_at=None)
    newest = parts.order_by("-ordinal").values_list("ordinal", flat=True).first()
    if newest is None:
        return []
    entry = Entry.objects.get(number=number, ordinal=newest)
    answers = {
        one["request"]: {"request": one["request"], "conclusion": one.get("conclusion", "")}
        for one in decode(entry.text)["event"].get("facts", {}).get(name, [])
    }
    for full, index, text in parts.filter(ordinal=newest).values_list("name", "index", "text"):
        if index in answers:
            answers[index][full.rpartition(".")[2]] = text
    return list(answers.values())
