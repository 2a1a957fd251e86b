"""What the follow page says beside the story: what can be done, what is late and what helps, who had the file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.erasure import OPENS_SEAL
from xinqiao.cases.look import Look, Offer, ShownClock, unit_names
from xinqiao.cases.saying import refusal_lines
from xinqiao.cases.story import Step
from xinqiao.cases.whole_file import ASK, TAKE
from xinqiao.law.foresee import foresee
from xinqiao.law.model import BODY_OF, Action, Procedure, Role, role_title
from xinqiao.people.directory import directory

NOT_LISTED = frozenset({"serve_notice"})
"""Receiving a notice is recorded by opening it, not by a form."""

FOR_GROUPS = "name_representatives"
"""Offered only where several people came together."""

ORDER = (
    "ask_review",
    "ask_rereview",
    "dispute_execution",
    "challenge",
    "ask_review_late",
    "ask_rereview_late",
    "evaluate_unit",
    "evaluate_office",
    "add_papers",
    "correct",
    "ask_hearing",
    "ask_recusal",
    "ask_recusal_of_head",
    "ask_recusal_elsewhere",
    "ask_recusal_of_reviewer",
    "ask_supervision",
    "report_obstruction",
)
"""What presses first. What is not named here comes after, withdrawal last of all."""

HELP_WHEN_LATE = ("ask_supervision", "add_papers", "report_obstruction")


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the petitioner can do, or cannot do now and why."""

    name: str
    title: str
    means: str
    url: str
    open: bool
    until: ShownClock | None
    why_not: str
    rule: str


def offered(look: Look, found: Sequence[Offer]) -> list[Choice]:
    """The actions of a petitioner as choices, the pressing ones first."""
    choices = []
    for offer in found:
        action = offer.action
        if action.serves or action.name in NOT_LISTED:
            continue
        if action.name == FOR_GROUPS and look.case.people < 2:
            continue
        why_not, rule, instead = refusal_lines(offer.refused) if offer.refused else ("", "", "")
        choices.append(
            Choice(
                name=action.name,
                title=gettext(action.title),
                means=gettext(action.means),
                url=reverse("portal:do", args=[action.name]),
                open=offer.open,
                until=until(look, action),
                why_not=why_not + instead,
                rule=rule,
            )
        )
    return sorted(choices, key=lambda one: (not one.open, _place(one.name)))


def _place(name: str) -> int:
    if name == "withdraw":
        return len(ORDER) + 1
    return ORDER.index(name) if name in ORDER else len(ORDER)


def until(look: Look, action: Action) -> ShownClock | None:
    """The clock within which an action must be done, if there is one."""
    return next((one for one in look.clocks if one.clock.id in action.within), None)


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What follows once an action is done: days that begin, days that end, who is told."""

    starts: tuple[ShownClock, ...]
    stops: tuple[str, ...]
    tells: tuple[str, ...]


def aftermath(look: Look, action: Action) -> Aftermath:
    """What an action would do, counted by the machine and shown before it is done."""
    procedure = look.procedure
    calendar = calendar_named(procedure.calendar)
    # A day that only staff fill in is, when the petitioner acts, the day of the act.
    asked_of_staff = {one.name for one in action.inputs if one.only_by and Role.PETITIONER not in one.only_by}
    mine = replace(
        action,
        starts=tuple(replace(one, since="") if one.since in asked_of_staff else one for one in action.starts),
    )
    seen = foresee(
        procedure,
        look.standing,
        mine,
        {},
        roles={Role.PETITIONER},
        day=look.day,
        calendar=calendar,
        directory=directory(),
    )
    names = unit_names(set(look.standing.bodies.values()))

    def bound(role: Role) -> str:
        if role is Role.PETITIONER:
            return gettext("您")
        unit = look.standing.bodies.get(BODY_OF.get(role, role), "")
        return names.get(unit) or gettext(role_title(procedure, role))

    starts = tuple(
        ShownClock(
            procedure.clock_named[one.clock],
            one,
            look.day,
            procedure,
            bound(procedure.clock_named[one.clock].binds),
            procedure.calendar,
        )
        for one in seen.clocks
    )
    tells = tuple(dict.fromkeys(bound(role) for role in action.notifies if role is not Role.PETITIONER))
    return Aftermath(starts, tuple(gettext(one.title) for one in seen.stopped), tells)


def late_help(look: Look, choices: Sequence[Choice]) -> list[Choice] | None:
    """What can be done about a duty that is late; None while nothing is late."""
    if look.due is None or not look.due.late or look.due.clock.right:
        return None
    return [one for one in choices if one.open and one.name in HELP_WHEN_LATE]


@dataclass(frozen=True, slots=True)
class Opened:
    """An office that had the file or opened the seal: when, and for what."""

    at: datetime
    office: str
    what: str
    sealed: bool
    taken: bool = False  # the whole file left with them


def opened_by(steps: Sequence[Step]) -> list[Opened]:
    """Every office that worked with the file, with its first day; and each opening of the seal, and each time the whole file
    was taken, with its reason."""
    found: list[Opened] = []
    known: set[str] = set()
    for step in reversed(steps):
        if not step.office:
            continue
        if step.action in OPENS_SEAL:
            reason = "；".join([value for _title, value in step.values] + [one.text for one in step.words])
            found.append(Opened(step.at, step.office, reason, sealed=True))
        elif step.action == TAKE:
            found.append(Opened(step.at, step.office, _asked_for(steps, step), sealed=False, taken=True))
        elif step.office not in known:
            known.add(step.office)
            found.append(Opened(step.at, step.office, step.title, sealed=False))
    return found[::-1]


def _asked_for(steps: Sequence[Step], taken: Step) -> str:
    """To whom a whole file went and why, as it was written down when it was asked for."""
    asked = next((one for one in steps if one.action == ASK and one.ordinal < taken.ordinal), None)
    said = {one.name: one.text for one in asked.words} if asked else {}
    return gettext("交给{recipient}。理由：{reason}").format(
        recipient=said.get("recipient", ""), reason=said.get("reason", "")
    )


def waiting_service(
    procedure: Procedure, steps: Sequence[Step], found: Sequence[Offer]
) -> tuple[str, int] | None:
    """The action that records the receipt of a decision, and the entry that issued it, while it is not yet received."""
    for offer in found:
        action = offer.action
        if not offer.open or not action.serves or action.name in NOT_LISTED:
            continue
        for step in steps:
            issuing = procedure.action_named.get(step.action)
            if issuing is None or (not step.papers and not issuing.issues):
                continue
            if {one.clock for one in issuing.starts} & set(action.stops):
                return action.name, step.ordinal
    return None


def sealed_until_received(steps: Sequence[Step], ordinal: int | None) -> list[Step]:
    """The story without the words of a decision that has not been received: opening it has to be one's own act."""
    if ordinal is None:
        return list(steps)
    return [
        replace(one, words=(), values=(), files=(), papers=()) if one.ordinal == ordinal else one
        for one in steps
    ]
