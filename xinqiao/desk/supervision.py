"""What a supervisor is proposed to press, each with its evidence, and which letters wait for an answer.

A proposal speaks of a matter and a duty, never of a person, and nothing counts as done before a supervisor does it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext

from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.look import ShownClock, standing_of, unit_names
from xinqiao.cases.models import Case
from xinqiao.cases.policy import visible
from xinqiao.cases.projection import LETTER
from xinqiao.cases.saying import cite_all, language
from xinqiao.desk.access import Staff
from xinqiao.desk.inbox import OPEN, rights
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.explain import date_text
from xinqiao.law.model import BODY_OF, role_title
from xinqiao.law.words import _
from xinqiao.ledger.entry import decode
from xinqiao.ledger.models import Entry

TRIGGER_OF: Mapping[str, str] = {
    "xf.route": "procedure_breach",
    "xf.inform.direct": "procedure_breach",
    "xf.inform.forwarded": "procedure_breach",
    "xo.serve": "procedure_breach",
    "xf.assign.report": "no_feedback",
    LETTER: "no_feedback",
    "xo.execute": "not_executed",
}
"""The trigger of art. 40 that a clock which ran out points to; every other duty that ran out is ``overdue``."""

OVERDUE, SHIRKING = "overdue", "shirking"
REFUSED, DISPUTED = "refuse_objection", "dispute"
PRESSED = ("supervise", "urge")
SHOWN = 50
LOOKED_AT = 400

RAN_OUT = _("{clock}的最后一天是 {last}，已经过了 {days} 天，还没有办（{rule}）。")
OBJECTED = _("{day} 提出的异议没有得到同意。")
IN_DISPUTE = _("{day} 仍然不同意由自己办理，报请决定。")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One matter that may need pressing: what for, against whom, and on what evidence."""

    case: Case
    trigger: str
    title: str
    unit: str
    evidence: Sequence[str]
    action: str  # supervise or urge, whichever is open in this state


@dataclass(frozen=True, slots=True)
class Letter:
    """A supervision letter that has not been answered yet."""

    case: Case
    unit: str
    due: ShownClock


def others_of_area(here: Staff) -> list[str]:
    """The units of the supervisor's own area but their own, by code."""
    area = here.tree.area(here.unit)
    return [
        one.code for one in here.tree.places.values() if one.path.startswith(area) and one.code != here.unit
    ]


def open_in_area(here: Staff) -> QuerySet[Case]:
    """Open matters that lie with another unit of the area. The inbox index finds them unit by unit."""
    return visible(here.person, here.tree).filter(unit_id__in=others_of_area(here), closed__in=OPEN)


def proposals(here: Staff, *, day: date) -> list[Proposal]:
    """What breaches the record itself shows, the longest first, without what has been pressed already."""
    found = [*_run_out(here, day), *_shirking(here)]
    pressed = _pressed([one.case.number for one in found])
    return [one for one in found if one.trigger not in pressed[one.case.number]][:SHOWN]


def letters(here: Staff, *, day: date) -> list[Letter]:
    """Letters out, the answer due first at the top."""
    # Asked for by number, so that the few letters are found first and the many open matters are never read.
    out = Case.objects.filter(letter_on__isnull=False).values("number")
    cases = list(open_in_area(here).filter(number__in=out).order_by("letter_on", "number")[:SHOWN])
    names = unit_names({case.unit_id or "" for case in cases})
    found = []
    for case in cases:
        procedure = find_procedure(case.procedure)
        running = standing_of(case).clocks.get(LETTER)
        if running is not None:
            unit = names.get(case.unit_id or "", "")
            clock = procedure.clock_named[LETTER]
            found.append(
                Letter(case, unit, ShownClock(clock, running, day, procedure, unit, procedure.calendar))
            )
    return found


def _run_out(here: Staff, day: date) -> list[Proposal]:
    """Duties whose last day has passed, from the rows themselves: tick need not have noticed yet."""
    late = open_in_area(here).filter(due_on__lt=day).exclude(due_clock__in=rights())
    cases = list(late.order_by("due_on", "number")[:LOOKED_AT])
    names = unit_names(_all_units(cases))
    found = []
    for case in cases:
        procedure = find_procedure(case.procedure)
        standing = standing_of(case)
        grouped: dict[str, list[str]] = defaultdict(list)
        bound = ""
        for running in sorted(standing.clocks.values(), key=lambda one: one.last):
            clock = procedure.clock_named[running.clock]
            over = running.ran_out or (running.paused_on is None and day > running.last)
            if clock.right or not over or running.clock in procedure.between:
                continue
            seat = standing.bodies.get(BODY_OF.get(clock.binds, clock.binds), "")
            bound = bound or names.get(seat) or gettext(role_title(procedure, clock.binds))
            grouped[TRIGGER_OF.get(clock.id, OVERDUE)].append(
                gettext(RAN_OUT).format(
                    clock=gettext(clock.title),
                    last=_day(running.last),
                    days=max((day - running.last).days, 1),
                    rule=cite_all(clock.cites),
                )
            )
        action = _open_action(procedure.name, case.state)
        for trigger, evidence in grouped.items():
            if action:
                found.append(Proposal(case, trigger, trigger_title(trigger), bound, evidence, action))
    return found


def _shirking(here: Staff) -> list[Proposal]:
    """Objections that were refused and disputes that followed: two or more in one matter are proposed as shirking."""
    procedures = {state for name in (REFUSED, DISPUTED) for state in _reached_after(name)}
    numbers = list(
        open_in_area(here).filter(state__in=procedures).values_list("number", flat=True)[:LOOKED_AT]
    )
    by_case: dict[str, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(number__in=numbers, action__in=(REFUSED, DISPUTED)).order_by(
        "position"
    ):
        by_case[entry.number].append(entry)
    told = {number: entries for number, entries in by_case.items() if len(entries) > 1}
    objectors = _objectors(told)
    names = unit_names(set(objectors.values()))
    found = []
    for case in Case.objects.filter(number__in=list(told)):
        calendar = calendar_named(find_procedure(case.procedure).calendar)
        evidence = [
            gettext(OBJECTED if entry.action == REFUSED else IN_DISPUTE).format(
                day=_day(calendar.day(entry.at))
            )
            for entry in told[case.number]
        ]
        action = _open_action(case.procedure, case.state)
        if action:
            unit = names.get(objectors.get(case.number, ""), "")
            found.append(Proposal(case, SHIRKING, trigger_title(SHIRKING), unit, evidence, action))
    return found


def _reached_after(action: str) -> list[str]:
    """States before acceptance in which a matter can be once ``action`` has happened."""
    return {
        REFUSED: ["forwarded", "assigned", "objected", "jurisdiction_dispute", "informed"],
        DISPUTED: ["jurisdiction_dispute", "forwarded", "informed"],
    }[action]


def _objectors(numbers: Iterable[str]) -> dict[str, str]:
    """The unit that first objected in each of these matters."""
    found: dict[str, str] = {}
    for entry in Entry.objects.filter(number__in=list(numbers), action="object").order_by("position"):
        found.setdefault(entry.number, decode(entry.text)["by"].get("unit", ""))
    return found


def _pressed(numbers: Sequence[str]) -> dict[str, set[str]]:
    """What has already been pressed in each matter."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in Entry.objects.filter(number__in=numbers, action__in=PRESSED):
        found[entry.number].add(decode(entry.text)["event"].get("facts", {}).get("trigger", ""))
    return found


def _open_action(procedure_name: str, state: str) -> str:
    """The action by which this state is pressed."""
    named = find_procedure(procedure_name).action_named
    return next((one for one in PRESSED if one in named and state in named[one].from_), "")


def trigger_title(trigger: str) -> str:
    """What a trigger is called."""
    choices = find_procedure(settings.PROCEDURE).action_named["supervise"].input("trigger").choices
    return gettext(dict(choices).get(trigger, trigger))


def _all_units(cases: Iterable[Case]) -> set[str]:
    found = set()
    for case in cases:
        found.update(json.loads(case.standing).get("bodies", {}).values())
    return found


def _day(day: date) -> str:
    return date_text(day, language())
