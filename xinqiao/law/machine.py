"""The machine that reads a procedure: ``decide`` says what an action does, ``evolve`` folds it into a standing.

Both are pure. ``decide`` either returns one event or raises ``Refused``; it never does half of something.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from xinqiao.law import inputs, recusal
from xinqiao.law.model import (
    BODIES,
    BODY_OF,
    RECUSAL,
    ROLE_TITLES,
    SAME,
    WALL,
    Action,
    Clock,
    Directory,
    Event,
    Mark,
    Procedure,
    Refused,
    Role,
    Running,
    Seat,
    Standing,
    Starts,
    Unit,
)
from xinqiao.law.words import _
from xinqiao.law.workdays import Calendar, count

RUN_OUT = "run_out"
"""The action of the clock itself: a last day has passed. Every procedure has it."""

RECOUNT = "recount"
"""The action of the clock when a calendar has arrived that moves a provisional last day."""


ACCUSED = "accused_units"
"""The input that names the units complained about: from then on they and all under them are kept out."""

HEADED = "accused_heads"
"""The input with the units whose heads are complained about: who serves under somebody is kept out with them."""

OUTSIDE = frozenset({Role.PETITIONER, Role.PARTY, Role.SYSTEM})
"""Roles that are nobody's office."""


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
    if _is_walled(standing, action, roles, unit, directory):
        raise Refused(_("这一步不能由被反映的单位或者它的下级来做。"), cites=WALL)
    values, words = inputs.read(action, facts, roles=roles, day=day, standing=standing, directory=directory)

    marks_set, marks_cleared = _marks(action, values)
    marks = (standing.marks - set(marks_cleared)) | set(marks_set)
    walled = tuple(dict.fromkeys((*values.get(ACCUSED, ()), *values.get(HEADED, ()))))
    barred = recusal.barred_by(standing, action, values)
    oneself = recusal.named_oneself(dict(barred), by)
    if oneself is not None and set(action.by) & set(roles) - OUTSIDE:
        raise oneself
    seated = _seats(
        procedure, standing, action, values, directory=directory, unit=unit, walled=walled, barred=barred
    )
    handlers = recusal.put_in_charge(
        procedure, standing, action, values, roles=roles, unit=unit, directory=directory
    )
    started, stopped = _clocks(procedure, standing, action, values, day=day, marks=marks, calendar=calendar)
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
    if action.after and not any(_has_run_out(standing.clocks.get(one), day) for one in action.after):
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
    return None


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
    if _has_run_out(running, day):
        return Refused(
            _("已经不能“{action}”：{clock}的期限到{last}为止。"),
            cites=clock.cites,
            facts={"action": action.title, "clock": clock.title, "last": running.last.isoformat()},
        )
    return None


def _has_run_out(running: Running | None, day: date) -> bool:
    return running is not None and (running.ran_out or (running.paused_on is None and day > running.last))


def _is_walled(
    standing: Standing, action: Action, roles: Collection[Role], unit: str | None, directory: Directory
) -> bool:
    """Whether somebody acts for a unit that is complained about. A petitioner may well work there."""
    official = set(action.by) & set(roles) - OUTSIDE
    return bool(official) and unit is not None and any(directory.under(unit, one) for one in standing.walled)


def _marks(action: Action, values: Mapping[str, Any]) -> tuple[set[str], set[str]]:
    marks_set = {
        one.mark
        for one in action.sets
        if not one.input or one.value in inputs.values_of(values.get(one.input))
    }
    return marks_set, set(action.clears) - marks_set


def _seats(
    procedure: Procedure,
    standing: Standing,
    action: Action,
    values: Mapping[str, Any],
    *,
    directory: Directory,
    unit: str | None,
    walled: tuple[str, ...],
    barred: tuple[tuple[str, str], ...],
) -> tuple[tuple[Role, str], ...]:
    bodies = dict(standing.bodies)
    walls = standing.walled | set(walled)
    absent = recusal.away({**standing.barred, **dict(barred)})
    seated = []
    for seat in action.seats:
        found = _seat(seat, bodies, values, directory=directory, unit=unit, walls=walls)
        if found is None:
            raise Refused(
                _("不能“{action}”：没有找到{role}，请先在单位设置里补上。"),
                cites=action.cites,
                facts={"action": action.title, "role": role_title(procedure, seat.role)},
            )
        if any(directory.under(found, one) for one in walls):
            raise Refused(
                _("不能把本件交给被反映的单位或者它的下级。"),
                cites=WALL,
                instead=_("请选择有权处理、又与被反映单位没有隶属关系的单位。"),
                field=seat.source,
            )
        if absent and not directory.staffed(found, absent):
            raise Refused(
                _("不能把本件交给这个单位：那里能办理、能签发的人都应当回避。"),
                cites=RECUSAL,
                instead=_("请选择另一个有权处理的单位，或者它的上一级。"),
                field=seat.source,
            )
        if any(bodies.get(role) == found for role in seat.apart):
            raise Refused(
                _("不能“{action}”：不能由作出原决定的同一个单位来做。"),
                cites=action.cites,
                facts={"action": action.title},
            )
        bodies[seat.role] = found
        seated.append((seat.role, found))
    # Whoever is complained about only now, and has the matter already, hands it to the next level above them.
    for role, code in standing.bodies.items():
        accused = any(directory.under(code, one) for one in walled)
        emptied = bool(barred) and bool(absent) and not directory.staffed(code, absent)
        if bodies[role] == code and (accused or emptied):
            above = _unwalled_superior(code, directory, walls)
            if above is None:
                raise Refused(
                    _("被反映的单位正在办理本件，而它上面没有可以接手的单位。")
                    if accused
                    else _("本单位再没有别人可以办理本件，而它上面没有可以接手的单位。"),
                    cites=WALL if accused else RECUSAL,
                    instead=_("请先在单位设置里补上它的上一级。"),
                    field=ACCUSED if accused else "",
                )
            seated.append((role, above))
    return tuple(seated)


def _unwalled_superior(unit: str, directory: Directory, walls: Collection[str]) -> str | None:
    """The next level above that is not itself complained about, nor under one that is."""
    above = directory.superior(unit)
    while above is not None and any(directory.under(above, one) for one in walls):
        above = directory.superior(above)
    return above


def _seat(
    seat: Seat,
    bodies: Mapping[Role, str],
    values: Mapping[str, Any],
    *,
    directory: Directory,
    unit: str | None,
    walls: Collection[str],
) -> str | None:
    # What the action is told comes first: a filing names its receiver when nobody sits there yet.
    if seat.source in values:
        return str(values[seat.source])
    kind, _colon, role = seat.source.partition(":")
    if kind == "superior":
        if Role(role) not in bodies:
            return None
        above = _unwalled_superior(bodies[Role(role)], directory, walls)
        while above is not None and above in {bodies.get(one) for one in seat.above}:
            above = _unwalled_superior(above, directory, walls)
        return above
    if kind == "common_superior":
        first = bodies.get(Role.SENDER) or bodies.get(Role.RECEIVER)
        second = bodies.get(Role.COMPETENT_UNIT) or first
        return directory.common_superior(first, second) if first and second else None
    if kind == "unit":
        return unit
    return bodies.get(Role(kind)) if kind in BODIES else None


def _clocks(
    procedure: Procedure,
    standing: Standing,
    action: Action,
    values: Mapping[str, Any],
    *,
    day: date,
    marks: Collection[str],
    calendar: Calendar,
) -> tuple[tuple[Running, ...], tuple[str, ...]]:
    running = standing.clocks
    changed: dict[str, Running] = {}
    for name in action.pauses:
        if name in running and running[name].paused_on is None:
            changed[name] = replace(running[name], paused_on=day)
    for name in action.resumes:
        if name in running and (paused := running[name]).paused_on is not None:
            spans = (*paused.spans, (paused.paused_on, day))
            changed[name] = counted(
                replace(paused, paused_on=None, spans=spans), procedure.clock_named[name], calendar
            )
    for extends in action.extends:
        if extends.clock in running:
            longer = running[extends.clock].extended + values[extends.days]
            changed[extends.clock] = counted(
                replace(running[extends.clock], extended=longer),
                procedure.clock_named[extends.clock],
                calendar,
            )
    stopped = tuple(running) if "*" in action.stops else tuple(one for one in action.stops if one in running)
    for starts in action.starts:
        if (starts.when and starts.when not in marks) or (starts.unless and starts.unless in marks):
            continue
        changed[starts.clock] = _start(procedure, running, starts, values, day=day, calendar=calendar)
    return tuple(changed.values()), tuple(one for one in stopped if one not in changed)


def _start(
    procedure: Procedure,
    running: Mapping[str, Running],
    starts: Starts,
    values: Mapping[str, Any],
    *,
    day: date,
    calendar: Calendar,
) -> Running:
    clock = procedure.clock_named[starts.clock]
    since = day
    if starts.since and values.get(starts.since):
        since = date.fromisoformat(values[starts.since])
    before = next((running[one] for one in starts.since_clock if one in running), None)
    if before is not None:
        since = before.since
    limit = next((running[one] for one in starts.cap if one in running), None)
    if limit is not None:
        since = min(since, limit.raw)
    if starts.until and values.get(starts.until):
        last = date.fromisoformat(values[starts.until])
        return Running(
            clock=clock.id, since=since, raw=last, last=last, fixed=True, length=(last - since).days
        )
    length = values.get(starts.days) if starts.days else None
    return counted(
        Running(clock=clock.id, since=since, raw=since, last=since, length=length), clock, calendar
    )


def counted(running: Running, clock: Clock, calendar: Calendar) -> Running:
    """``running`` with its last days computed anew from what it counts from."""
    if running.fixed and not running.extended and not running.spans:
        return running
    length = clock.length if running.length is None else running.length
    if length is None:
        raise Refused(
            _("{clock}要由本单位写明天数或者最后一天。"), cites=clock.cites, facts={"clock": clock.title}
        )
    if running.fixed:
        # A last day that was named is prolonged and paused from that day, in calendar days; no rest day moves it.
        longer = max(length + running.extended, 1)
        due = count(calendar, running.since, longer, Unit.DAY, roll=False, paused=running.spans)
        return replace(running, raw=due.raw, last=due.last)
    due = count(
        calendar,
        running.since,
        length,
        clock.unit,
        roll=clock.roll,
        extended=running.extended,
        paused=running.spans,
    )
    return replace(running, raw=due.raw, last=due.last, provisional=due.provisional)


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
            marks_set, marks_cleared = _marks(action, {})
            marks = (standing.marks - marks_cleared) | marks_set
            started, stopped = _clocks(
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
    clocks = standing.clocks
    if event.stopped or event.started:
        clocks = {name: one for name, one in clocks.items() if name not in event.stopped}
        for one in event.started:
            clocks[one.clock] = one
    marks = standing.marks
    if event.cleared or event.set:
        marks = marks.difference(event.cleared).union(event.set)
    doers = standing.doers
    if event.doer:
        doers = {**doers, event.action: doers.get(event.action, frozenset()) | {event.doer}}
    return Standing(
        procedure=standing.procedure,
        state=event.state,
        clocks=clocks,
        marks=marks,
        bodies={**standing.bodies, **dict(event.seated)} if event.seated else standing.bodies,
        requests=standing.requests if event.requests is None else event.requests,
        walled=standing.walled | frozenset(event.walled) if event.walled else standing.walled,
        barred=recusal.folded(standing.barred, event.barred) if event.barred else standing.barred,
        handlers=recusal.in_charge(standing, event),
        doers=doers,
        entries=standing.entries + 1,
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
    rights = [one for one in standing.clocks.values() if procedure.clock_named[one.clock].right]
    chosen = None
    if not state.final:
        chosen = min(
            duties or rights,
            key=lambda one: (one.paused_on is not None, one.last, one.clock),
            default=None,
        )
    late = chosen is not None and _has_run_out(chosen, day)
    return Duty(role=role, unit=unit, running=chosen, late=late)


def next_look(standing: Standing, calendar: Calendar) -> datetime | None:
    """The moment at which time alone will next change this standing."""
    ends = [one.last for one in standing.clocks.values() if not one.ran_out and one.paused_on is None]
    return calendar.end(min(ends)) if ends else None


def state_title(procedure: Procedure, name: str) -> str:
    state = procedure.state_named.get(name)
    return state.title if state else name


def role_title(procedure: Procedure, role: Role) -> str:
    return dict(procedure.roles).get(role) or ROLE_TITLES[role]
