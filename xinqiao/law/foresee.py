"""What an action would start, for the page on which it is being filled in: the machine's own count, and nothing done."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from xinqiao.law import inputs
from xinqiao.law.machine import marks_after
from xinqiao.law.model import Action, Clock, Directory, Procedure, Refused, Role, Running, Standing
from xinqiao.law.running import clocks_after
from xinqiao.law.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The clocks that an action would start or move, and those that depend on what is still to be filled in."""

    clocks: tuple[Running, ...]
    open: tuple[tuple[Clock, str], ...]  # the clock, and the title of the input it waits for
    stopped: tuple[Clock, ...]


def foresee(
    procedure: Procedure,
    standing: Standing,
    action: Action,
    facts: Mapping[str, Any],
    *,
    roles: Collection[Role],
    day: date,
    calendar: Calendar,
    directory: Directory,
) -> Foreseen:
    """What ``action`` would do to the clocks, as far as ``facts`` tell so far. Never raises ``Refused``."""
    values = _so_far(action, facts, roles=roles, day=day, standing=standing, directory=directory)
    marks_set, marks_cleared = marks_after(action, values)
    marks = (standing.marks - marks_cleared) | marks_set
    known, waiting = [], []
    for starts in action.starts:
        clock = procedure.clock_named[starts.clock]
        needed = [one for one in (starts.until, starts.days) if one]
        if starts.since and action.input(starts.since).required:
            needed.append(starts.since)
        missing = [one for one in needed if one not in values]
        if any(action.input(one).derived for one in missing):
            continue  # the door finds it out; there is nothing to wait for and nothing to fill in
        if missing and clock.length is not None and starts.until in missing:
            missing = []
        if missing:
            waiting.append((clock, action.input(missing[0]).title))
        else:
            known.append(starts)
    longer = [one for one in action.extends if one.days in values]
    waiting += [
        (procedure.clock_named[one.clock], action.input(one.days).title)
        for one in action.extends
        if one.days not in values
    ]
    trimmed = replace(action, starts=tuple(known), extends=tuple(longer))
    try:
        clocks, stopped = clocks_after(
            procedure, standing, trimmed, values, day=day, marks=marks, calendar=calendar
        )
    except Refused:
        clocks, stopped = (), ()
    again = {clock.id for clock, _title in waiting}
    return Foreseen(
        clocks=clocks,
        open=tuple(waiting),
        stopped=tuple(procedure.clock_named[one] for one in stopped if one not in again),
    )


def _so_far(action: Action, facts: Mapping[str, Any], **reading: Any) -> dict[str, Any]:
    """The values among ``facts`` that can already be read; what is missing or wrong is left out."""
    values: dict[str, Any] = {}
    for one in action.inputs:
        if one.derived or one.name not in facts:
            continue
        try:
            read, _words = inputs.read(replace(action, inputs=(one,)), {one.name: facts[one.name]}, **reading)
        except Refused:
            continue
        values.update(read)
    return values
