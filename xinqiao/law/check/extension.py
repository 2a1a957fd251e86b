"""A time is extended once, before it has run out, and by no more than the law allows."""

from xinqiao.law.check import flow
from xinqiao.law.check.explored import Explored
from xinqiao.law.check.finding import Findings
from xinqiao.law.check.slices import asks
from xinqiao.law.model import Action
from xinqiao.law.words import _

EXTENDED = 1


def look(explored: Explored, findings: Findings) -> None:
    for action in explored.procedure.actions:
        for extends in action.extends:
            clock = explored.procedure.clock_named[extends.clock]
            if clock.id not in action.within:
                findings.add(
                    "hearing",
                    "extension_late",
                    _("“{action}”在期限“{clock}”过了以后还可以做。"),
                    action=action.title,
                    clock=clock.title,
                )
            days = action.input(extends.days)
            if days.most is None or (clock.most is not None and days.most > clock.most):
                findings.add(
                    "hearing",
                    "extension_too_long",
                    _("“{action}”没有按规定限制最多延长多少天。"),
                    action=action.title,
                )
    for clock in explored.procedure.clocks:
        extending = [
            one for one in explored.procedure.actions if any(each.clock == clock.id for each in one.extends)
        ]
        if extending and not _barred_for_good(explored, clock.id, extending):
            _once(explored, clock.id, extending, findings)


def _barred_for_good(explored: Explored, clock: str, extending: list[Action]) -> bool:
    """Whether a mark that each extension sets bars every further one, and stays as long as the clock runs.

    This is the usual case, and seen without exploring anything more.
    """
    kept = [set(action.bars) & {one.mark for one in action.sets if not one.input} for action in extending]
    there = explored.clockwork.there.get(clock, 0)
    return any(
        not any(
            act.action not in extending
            and mark in act.action.clears
            and clock not in act.action.stops
            and "*" not in act.action.stops
            and bits & there
            for number, bits in enumerate(explored.perhaps_there)
            for act in explored.main.open_here(number)
        )
        for mark in set.intersection(*kept)
        if there
    )


def _once(explored: Explored, clock: str, extending: list[Action], findings: Findings) -> None:
    space = explored.space(frozenset().union(*map(asks, extending)))

    def step(label: int, _point: int, bits: int) -> int:
        found = space.done_by.get(label)
        if found is None:
            return bits
        action = found[0].action
        if any(one.clock == clock for one in action.extends):
            return EXTENDED
        stops = clock in action.stops or "*" in action.stops
        return 0 if stops or any(one.clock == clock for one in action.starts) else bits

    extended = flow.ever(space, 0, step)
    for number, point in enumerate(space.points):
        if not extended[number]:
            continue
        for act, _doers in space.open_acts(point):
            if act.action in extending:
                found = flow.shortest(space, 0, step, flow.there_with(number, EXTENDED))
                if found is not None:
                    findings.add(
                        "hearing",
                        "extension_twice",
                        _("同一个期限“{clock}”可以延长两次。"),
                        path=tuple(space.titles[one] for one in (*found[1], act.ways[0].label)),
                        clock=explored.procedure.clock_named[clock].title,
                    )
                    return
