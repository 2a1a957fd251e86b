"""Everything that a procedure names can come about, and is there for something."""

from collections import Counter
from heapq import heappop, heappush

from xinqiao.law.check.coded import STATE
from xinqiao.law.check.explored import Explored
from xinqiao.law.check.finding import Findings
from xinqiao.law.check.slices import asks
from xinqiao.law.check.space import Space
from xinqiao.law.model import Clock
from xinqiao.law.words import _

TRIES = 60_000
"""So many standings are looked at while hunting for each step once; what is not met is then decided slice by slice."""


class Seen:
    """What has been met so far."""

    def __init__(self) -> None:
        self.states: set[str] = set()
        self.actions: set[str] = set()
        self.clocks: set[str] = set()
        self.marks: set[str] = set()

    def take(self, space: Space, point: int) -> None:
        self.states.add(space.procedure.states[point & STATE].name)
        self.marks |= {name for name, bit in space.mark_bit.items() if point & bit}
        self.clocks |= {name for name, bit in space.running_bit.items() if point & bit}


def look(explored: Explored, findings: Findings) -> None:
    procedure = explored.procedure
    seen = _hunt(explored)
    seen.states |= {
        procedure.states[number].name for number in {point & STATE for point in explored.main.points}
    }
    taken = {found[0] for label in set(explored.main.labels) if (found := explored.main.done_by.get(label))}
    seen.actions |= {act.action.name for act in taken if act.inside}
    for action in procedure.actions:
        if action.name not in seen.actions and not _can_be_done(explored, action.name):
            findings.add("reach", "action_unreachable", _("“{action}”永远没有机会做。"), action=action.title)
    for state in procedure.states:
        if state.name not in seen.states:
            findings.add("reach", "state_unreachable", _("状态“{state}”永远走不到。"), state=state.title)
    for clock in procedure.clocks:
        if clock.id not in seen.clocks and not _prolongs(explored, clock):
            findings.add("reach", "clock_never", _("期限“{clock}”从来不会开始。"), clock=clock.title)
    used = {
        name
        for action in procedure.actions
        for name in (
            *action.needs,
            *action.bars,
            *(name for one in action.starts for name in (one.when, one.unless)),
        )
    }
    for mark in procedure.marks:
        if mark.name not in seen.marks:
            findings.add("reach", "mark_never", _("条件“{mark}”从来不会成立。"), mark=mark.title)
        if mark.name not in used:
            findings.add("reach", "mark_idle", _("条件“{mark}”对哪一步都没有用。"), mark=mark.title)


def _prolongs(explored: Explored, clock: Clock) -> bool:
    """Whether a clock is the longest extension of another, which some action grants in full."""
    return any(
        extends.clock == clock.part_of and action.input(extends.days).most == clock.length
        for action in explored.procedure.actions
        for extends in action.extends
    )


def _hunt(explored: Explored) -> Seen:
    """Walk the whole procedure, unsliced, towards what has been met least, until everything has been met."""
    procedure = explored.procedure
    space = Space(
        procedure,
        [*(one.name for one in procedure.marks), *(one.id for one in procedure.clocks)],
        explore=False,
    )
    space.live = [-1] * len(space.live)  # marks that nothing asks for count here too
    seen = Seen()
    started = {one.clock for action in procedure.actions for one in action.starts}
    set_somewhere = {one.mark for action in procedure.actions for one in action.sets}
    wanted = (len(procedure.states), len(procedure.actions), len(started), len(set_somewhere))
    taken: Counter[tuple[int, int]] = Counter()
    first = space.points[0]
    known = {first}
    queue: list[tuple[int, int, int]] = [(0, 0, first)]
    for turn in range(TRIES):
        if not queue or wanted == tuple(map(len, (seen.states, seen.actions, seen.clocks, seen.marks))):
            break
        _often, _age, point = heappop(queue)
        seen.take(space, point)
        seen.actions |= {act.action.name for act, _doers in space.open_acts(point)}
        for label, target in space.successors(point):
            if label in space.done_by:
                seen.actions.add(space.done_by[label][0].action.name)
            if target not in known:
                known.add(target)
                key = (label, target & STATE)
                taken[key] += 1
                heappush(queue, (taken[key], turn, target))
    return seen


def _can_be_done(explored: Explored, name: str) -> bool:
    """Whether some standing offers an action; exact, in the slice of what the action asks for."""
    action = explored.procedure.action_named[name]
    space = explored.space(asks(action))
    by_time = any(
        found[0].action.name == name for label in set(space.labels) if (found := space.done_by.get(label))
    )
    return by_time or any(
        act.action.name == name for point in space.points for act, _doers in space.open_acts(point)
    )
