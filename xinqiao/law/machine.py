"""The machine that reads a procedure: ``decide`` says what an action does, ``fold`` takes it into a standing.

Both are pure. ``decide`` either returns one event or raises ``Refused``; it never does half of something.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from xinqiao.law import inputs, recusal
from xinqiao.law.model import (
    BODY_OF,
    SAME,
    WALL,
    Action,
    Directory,
    Event,
    Mark,
    Procedure,
    Refused,
    Role,
    Running,
    Standing,
    role_title,
    state_title,
)
from xinqiao.law.running import clocks_after, counted, has_run_out
from xinqiao.law.seats import ACCUSED, HEADED, OUTSIDE, is_walled, seats_after
from xinqiao.law.words import _
from xinqiao.law.workdays import Calendar

RUN_OUT = "run_out"
"""The action of the clock itself: a last day has passed. Every procedure has it."""

RECOUNT = "recount"
"""The action of the clock when a calendar has arrived that moves a provisional last day."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What is due next in a case: by whom, by when, and whether that day has passed."""

    role: Role
    unit: str | None
    running: Running | None
    late: bool


def first_standing(procedure: Procedure) -> Standing:
    """The standing of a case that nobody has filed yet."""
    return Standing(procedure=procedure.name, state=procedure.initial)


def decide(
    procedure: Procedure,
    standing: Standing,
    name: str,
    facts: Mapping[str, Any],
    *,
    roles: Collection[Role],
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    by: str = "",
    unit: str | None = None,
) -> Event:
    """What the action ``name`` does in this standing, for somebody in these roles, at this moment.

    ``by`` is an opaque key of the one who acts, ``unit`` the code of their unit. Raises ``Refused``.
    """
    action = procedure.action_named.get(name)
    if action is None:
        raise Refused(_("这个程序里没有“{name}”这一步。"), facts={"name": name})
    day = calendar.day(at)
    refusal = obstacle(procedure, standing, action, roles=roles, day=day, by=by)
    if refusal is not None:
        raise refusal
    if is_walled(standing, action, roles, unit, directory):
        raise Refused(_("这一步不能由被反映的单位或者它的下级来做。"), cites=WALL)
    values, words = inputs.read(action, facts, roles=roles, day=day, standing=standing, directory=directory)

    marks_set, marks_cleared = marks_after(action, values)
    marks = (standing.marks - set(marks_cleared)) | set(marks_set)
    walled = tuple(dict.fromkeys((*values.get(ACCUSED, ()), *values.get(HEADED, ()))))
    barred = recusal.barred_by(standing, action, values)
    oneself = recusal.named_oneself(dict(barred), by)
    if oneself is not None and set(action.by) & set(roles) - OUTSIDE:
        raise oneself
    seated = seats_after(
        procedure, standing, action, values, directory=directory, unit=unit, walled=walled, barred=barred
    )
    handlers = recusal.put_in_charge(
        procedure, standing, action, values, roles=roles, unit=unit, directory=directory
    )
    started, stopped = clocks_after(
        procedure, standing, action, values, day=day, marks=marks, calendar=calendar
    )
    return Event(
        action=name,
        at=at,
        state=standing.state if action.to == SAME else action.to,
        facts=values,
        words=words,
        started=started,
        stopped=stopped,
        set=tuple(sorted(marks_set)),
        cleared=tuple(sorted(marks_cleared)),
        seated=seated,
        requests=values.get("requests"),
        walled=walled,
        barred=barred,
        handlers=handlers,
        doer=by if name in procedure.remembered else "",
        forgotten=_forgotten(standing, action),
    )


def obstacle(
    procedure: Procedure,
    standing: Standing,
    action: Action,
    *,
    roles: Collection[Role],
    day: date,
    by: str = "",
) -> Refused | None:
    """Why this action is not open now to somebody in these roles, or None when it is."""
    if not set(action.by) & set(roles):
        return Refused(
            _("您不能做“{action}”：这一步由{roles}来做。"),
            cites=action.cites,
            facts={
                "action": action.title,
                "roles": "、".join(role_title(procedure, one) for one in action.by),
            },
        )
    if by in standing.barred and set(action.by) & set(roles) - OUTSIDE:
        refusal = recusal.stays_away(standing, action, by)
        if refusal is not None:
            return refusal
    if standing.state not in action.from_:
        return Refused(
            _("现在还不能“{action}”：本件目前的状态是“{state}”。"),
            cites=action.cites,
            instead=_("请先办理当前这一步，或者在下面选择现在可以做的事。"),
            facts={"action": action.title, "state": state_title(procedure, standing.state)},
        )
    for name in action.needs:
        if name not in standing.marks:
            return _refused_by_mark(procedure, action, name, missing=True)
    for name in action.bars:
        if name in standing.marks:
            return _refused_by_mark(procedure, action, name, missing=False)
    for name in action.within:
        refusal = _outside(procedure, standing, action, name, day)
        if refusal is not None:
            return refusal
    if action.after and not any(has_run_out(standing.clocks.get(one), day) for one in action.after):
        return Refused(
            _("现在还不能“{action}”：期限还没有过。"),
            cites=action.cites,
            facts={"action": action.title},
        )
    if by and any(by in standing.doers.get(one, ()) for one in action.not_by):
        return Refused(
            _("这一步不能由您来做：您参与过本件先前的决定，应当由另一个人来做。"),
            cites=action.cites,
            instead=_("请本单位没有参与过先前决定的同事来办理。"),
        )
    if action.only_by_doer_of and not any(
        by in standing.doers.get(one, ()) for one in action.only_by_doer_of
    ):
        return Refused(
            _("不能由您来“{action}”：只有提出申请的那一位可以。"),
            cites=action.cites,
            instead=_("您自己需要的，请等这次申请结束以后另外提出。"),
            facts={"action": action.title},
        )
    if by and any(by in standing.doers.get(one, ()) for one in action.second_to):
        return Refused(
            _("不能由您来“{action}”：这件事要两个人，申请的正是您。"),
            cites=action.cites,
            instead=_("请另一位有权的同事或者督办人员来决定。"),
            facts={"action": action.title},
        )
    return None


def _forgotten(standing: Standing, action: Action) -> tuple[str, ...]:
    return tuple(one for one in action.forgets if one in standing.doers)


def _refused_by_mark(procedure: Procedure, action: Action, name: str, *, missing: bool) -> Refused:
    mark = procedure.mark_named.get(name) or Mark(name=name, title=name)
    reason = mark.missing if missing else mark.present
    return Refused(
        reason or _("现在还不能“{action}”：{mark}。"),
        cites=mark.cites or action.cites,
        instead=mark.instead,
        facts={"action": action.title, "mark": mark.title},
    )


def _outside(
    procedure: Procedure, standing: Standing, action: Action, name: str, day: date
) -> Refused | None:
    running = standing.clocks.get(name)
    clock = procedure.clock_named[name]
    if running is None:
        return Refused(
            _("现在不能“{action}”：{clock}的期限没有在计算。"),
            cites=clock.cites,
            facts={"action": action.title, "clock": clock.title},
        )
    if has_run_out(running, day):
        return Refused(
            _("已经不能“{action}”：{clock}的期限到{last}为止。"),
            cites=clock.cites,
            facts={"action": action.title, "clock": clock.title, "last": running.last.isoformat()},
        )
    return None


def marks_after(action: Action, values: Mapping[str, Any]) -> tuple[set[str], set[str]]:
    marks_set = {
        one.mark
        for one in action.sets
        if not one.input or one.value in inputs.values_of(values.get(one.input))
    }
    return marks_set, set(action.clears) - marks_set


def next_in_time(
    procedure: Procedure, standing: Standing, *, at: datetime, calendar: Calendar
) -> Event | None:
    """The next thing that time alone has made so by ``at``, dated when it became so, or None.

    Call it again on the evolved standing until it answers None.
    """
    over = [
        one
        for one in standing.clocks.values()
        if not one.ran_out and one.paused_on is None and calendar.end(one.last) <= at
    ]
    if not over:
        return None
    first = min(over, key=lambda one: (one.last, one.clock))
    moment = calendar.end(first.last)
    for action in procedure.actions:
        if (
            Role.SYSTEM in action.by
            and first.clock in action.after
            and standing.state in action.from_
            and all(one in standing.marks for one in action.needs)
            and not any(one in standing.marks for one in action.bars)
        ):
            marks_set, marks_cleared = marks_after(action, {})
            marks = (standing.marks - marks_cleared) | marks_set
            started, stopped = clocks_after(
                procedure, standing, action, {}, day=first.last, marks=marks, calendar=calendar
            )
            return Event(
                action=action.name,
                at=moment,
                state=standing.state if action.to == SAME else action.to,
                facts={"clock": first.clock, "last": first.last.isoformat()},
                started=started,
                stopped=tuple(dict.fromkeys((*stopped, first.clock))),
                set=tuple(sorted(marks_set)),
                cleared=tuple(sorted(marks_cleared)),
                forgotten=_forgotten(standing, action),
            )
    if procedure.clock_named[first.clock].right:
        # A right that was not used simply ends; nobody is late.
        return Event(
            action=RUN_OUT,
            at=moment,
            state=standing.state,
            facts={"clock": first.clock, "last": first.last.isoformat()},
            stopped=(first.clock,),
        )
    return Event(
        action=RUN_OUT,
        at=moment,
        state=standing.state,
        facts={"clock": first.clock, "last": first.last.isoformat()},
        started=(replace(first, ran_out=True),),
    )


def recount(procedure: Procedure, standing: Standing, *, at: datetime, calendar: Calendar) -> Event | None:
    """The event that moves last days to the calendar that has arrived, or None when nothing moves.

    Not only provisional days can move: the plan of a year may change the last days of December before it.
    """
    moved = []
    facts = []
    for running in standing.clocks.values():
        if running.fixed or running.ran_out:
            continue
        anew = counted(running, procedure.clock_named[running.clock], calendar)
        if anew != running:
            moved.append(anew)
            facts.append(
                {"clock": running.clock, "old": running.last.isoformat(), "new": anew.last.isoformat()}
            )
    if not moved:
        return None
    return Event(action=RECOUNT, at=at, state=standing.state, facts={"moved": facts}, started=tuple(moved))


def evolve(standing: Standing, event: Event) -> Standing:
    """The standing after ``event``."""
    return fold(standing, (event,))


def fold(standing: Standing, events: Iterable[Event]) -> Standing:
    """The standing after ``events``, one after the other. Of many, as when a matter is drawn anew, no standing in between
    is made."""
    state, entries, requests = standing.state, standing.entries, standing.requests
    clocks, marks, bodies = dict(standing.clocks), set(standing.marks), dict(standing.bodies)
    walled, barred, handlers, doers = standing.walled, standing.barred, standing.handlers, standing.doers
    for event in events:
        state = event.state
        entries += 1
        for name in event.stopped:
            clocks.pop(name, None)
        for one in event.started:
            clocks[one.clock] = one
        marks.difference_update(event.cleared)
        marks.update(event.set)
        if event.seated or event.barred or event.handlers:
            # Who is in charge depends on the seats as they were.
            handlers = recusal.in_charge(handlers, bodies, event)
            bodies.update(event.seated)
        if event.requests is not None:
            requests = event.requests
        if event.walled:
            walled = walled.union(event.walled)
        if event.barred:
            barred = recusal.folded(barred, event.barred)
        if event.forgotten:
            doers = {name: keys for name, keys in doers.items() if name not in event.forgotten}
        if event.doer:
            doers = {**doers, event.action: doers.get(event.action, frozenset()) | {event.doer}}
    return Standing(
        procedure=standing.procedure,
        state=state,
        clocks=clocks,
        marks=frozenset(marks),
        bodies=bodies,
        requests=requests,
        walled=walled,
        barred=barred,
        handlers=handlers,
        doers=doers,
        entries=entries,
    )


def next_duty(procedure: Procedure, standing: Standing, *, day: date) -> Duty:
    """Whose turn it is and what is due first: a duty that runs, else a right that runs, else nothing."""
    state = procedure.state_named[standing.state]
    role = state.owner
    unit = standing.bodies.get(BODY_OF.get(role, role))
    duties = [
        one
        for one in standing.clocks.values()
        if not procedure.clock_named[one.clock].right and one.clock not in procedure.between
    ]
    rights = [
        one
        for one in standing.clocks.values()
        if procedure.clock_named[one.clock].right and not procedure.clock_named[one.clock].aside
    ]
    chosen = None
    if not state.final:
        chosen = min(
            duties or rights,
            key=lambda one: (one.paused_on is not None, one.last, one.clock),
            default=None,
        )
    late = chosen is not None and has_run_out(chosen, day)
    return Duty(role=role, unit=unit, running=chosen, late=late)


def next_look(standing: Standing, calendar: Calendar) -> datetime | None:
    """The moment at which time alone will next change this standing."""
    ends = [one.last for one in standing.clocks.values() if not one.ran_out and one.paused_on is None]
    return calendar.end(min(ends)) if ends else None
