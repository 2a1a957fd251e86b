"""The petitioner is told what changes their position, and what can be done against it can really be done."""

from xinqiao.law.check.explored import Explored
from xinqiao.law.check.finding import Findings
from xinqiao.law.check.space import Space
from xinqiao.law.model import SAME, Action, Audience, Procedure, Role
from xinqiao.law.words import _

WAYS_TO_A_REMEDY = 2
"""How many steps of service may lie between a decision and the day its remedy opens."""


def look(explored: Explored, findings: Findings) -> None:
    for action in explored.procedure.actions:
        _told(explored, action, findings)
        _remedy_named(explored.procedure, action, findings)
    _remedy_open(explored, findings)


def changes_position(procedure: Procedure, action: Action) -> bool:
    """Whether an action changes where the matter lies, who has it, or by when an official must have done something."""
    if action.seats or any(action.to not in (SAME, one) for one in action.from_):
        return True
    clocks = {
        *(one.clock for one in action.starts),
        *(one.clock for one in action.extends),
        *action.pauses,
        *action.resumes,
        *(() if "*" in action.stops else action.stops),
    }
    return "*" in action.stops or any(
        procedure.clock_named[name].binds is not Role.PETITIONER and not procedure.clock_named[name].aside
        for name in clocks
    )


def _told(explored: Explored, action: Action, findings: Findings) -> None:
    if not changes_position(explored.procedure, action):
        return
    if not action.tells or action.audience is Audience.STAFF:
        findings.add(
            "notice",
            "untold",
            _("“{action}”改变了信访人的处境，却没有写一句告诉信访人的话。"),
            action=action.title,
        )
    # Petitioners who act themselves know; whatever anybody else can do has to reach them.
    if Role.PETITIONER not in action.notifies and set(action.by) != {Role.PETITIONER}:
        findings.add(
            "notice", "no_notice", _("“{action}”改变了信访人的处境，却不通知信访人。"), action=action.title
        )


def _remedy_named(procedure: Procedure, action: Action, findings: Findings) -> None:
    remedy = action.remedy
    if decides_alone(procedure, action) and not action.against:
        findings.add(
            "notice",
            "against_unmarked",
            _("“{action}”由单位一方决定或者结束本件，却没有标明可能对信访人不利，因而没有写明救济途径。"),
            action=action.title,
        )
    if not action.against and remedy is None:
        return
    if remedy is None or not remedy.body or not remedy.limit:
        findings.add(
            "notice",
            "no_remedy",
            _("“{action}”对信访人不利，却没有写明救济途径、由谁审查和在多长时间内提出。"),
            action=action.title,
        )
        return
    if not remedy.action:
        return
    asking = procedure.action_named[remedy.action]
    clock = procedure.clock_named.get(remedy.clock)
    if Role.PETITIONER not in asking.by:
        findings.add(
            "notice",
            "remedy_not_theirs",
            _("“{action}”指的救济途径“{remedy}”不由信访人提出。"),
            action=action.title,
            remedy=asking.title,
        )
    theirs = (
        clock is not None and clock.right and clock.binds is Role.PETITIONER and clock.id in asking.within
    )
    # A remedy that may be taken at any time needs no clock.
    if (remedy.clock or asking.within) and not theirs:
        findings.add(
            "notice",
            "remedy_clock",
            _("“{action}”写的救济期限，不是“{remedy}”所要求的那个期限。"),
            action=action.title,
            remedy=asking.title,
        )


def decides_alone(procedure: Procedure, action: Action) -> bool:
    """Whether officials alone answer the petitioner, or end an open matter, with this action."""
    if not set(action.by) - {Role.SYSTEM} or set(action.by) & {Role.PETITIONER, Role.PARTY}:
        return False
    ends = action.to != SAME and procedure.state_named[action.to].final
    opened = any(not procedure.state_named[name].final for name in action.from_)
    return action.answers or (ends and opened)


def _remedy_open(explored: Explored, findings: Findings) -> None:
    """From wherever a decision against the petitioner leads, its remedy can be taken, if need be after service."""
    space = explored.main
    known: dict[tuple[int, str], bool] = {}
    for number in range(len(space.points)):
        for label, target in space.steps(number):
            found = space.done_by.get(label)
            if found is None:
                continue
            remedy = found[0].action.remedy
            if remedy is None or not remedy.action:
                continue
            key = (target, remedy.action)
            if key not in known:
                known[key] = _can_take(space, target, remedy.action, remedy.clock, WAYS_TO_A_REMEDY)
            if not known[key]:
                findings.add(
                    "notice",
                    "remedy_closed",
                    _("“{action}”之后，写明的救济途径“{remedy}”走不通。"),
                    path=space.path(number, label),
                    action=found[0].action.title,
                    remedy=explored.procedure.action_named[remedy.action].title,
                )


def _can_take(space: Space, number: int, remedy: str, clock: str, steps: int) -> bool:
    point = space.points[number]
    for act, doers in space.open_acts(point):
        if act.action.name == remedy and Role.PETITIONER in doers:
            return True
    if not steps:
        return False
    return any(
        _can_take(space, target, remedy, clock, steps - 1)
        for label, target in space.steps(number)
        if (found := space.done_by.get(label)) is not None
        and target != number
        and any(one.clock == clock for one in found[0].action.starts)
        and space.state(space.points[target]) == space.state(point)
    )
