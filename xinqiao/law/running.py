"""The clocks of a standing: which an action starts, pauses, prolongs and stops, and their last days counted anew.

Pure, like the machine, which calls it.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from xinqiao.law.model import Action, Clock, Procedure, Refused, Running, Standing, Starts, Unit
from xinqiao.law.words import _
from xinqiao.law.workdays import Calendar, Due, count


def has_run_out(running: Running | None, day: date) -> bool:
    return running is not None and (running.ran_out or (running.paused_on is None and day > running.last))


def clocks_after(
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
    stopped = tuple(one for one in procedure.stopped_by(action) if one in running)
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
    due = due_after(running, length, clock, calendar)
    return replace(running, raw=due.raw, last=due.last, provisional=due.provisional)


def due_after(running: Running, length: int, clock: Clock, calendar: Calendar) -> Due:
    """The count of ``length`` from where a clock began, with what prolonged and what paused it."""
    return count(
        calendar,
        running.since,
        length,
        clock.unit,
        roll=clock.roll,
        extended=running.extended,
        paused=running.spans,
    )
