"""One owner, one running clock, and somebody else to turn to when it has run out."""

from xinqiao.law.check import flow
from xinqiao.law.check.clockwork import Clockwork
from xinqiao.law.check.coded import PLACE, Act
from xinqiao.law.check.explored import Explored
from xinqiao.law.check.finding import Findings
from xinqiao.law.model import BODY_OF, Clock, Role, State
from xinqiao.law.words import _


def look(explored: Explored, findings: Findings) -> None:
    for state in explored.procedure.states:
        if not state.final and state.name != explored.procedure.initial:
            _owner(explored, state, findings)
    for clock in explored.duties:
        _borne(explored, clock, findings)
        _escalation(explored, clock, findings)
    for action in explored.procedure.actions:
        limits = {one.clock for one in action.starts}
        if action.pauses and not limits:
            findings.add(
                "clock",
                "pause_without_limit",
                _("“{action}”让期限停下来，但停下来的时间本身没有限期。"),
                action=action.title,
            )


def _owner(explored: Explored, state: State, findings: Findings) -> None:
    """Whose turn it is must be there, and must have a running clock (or the petitioner a running right)."""
    space, clockwork, least = explored.main, explored.clockwork, explored.least_there
    seat = BODY_OF.get(state.owner, state.owner)
    own = [one.id for one in explored.duties if BODY_OF.get(one.binds, one.binds) == seat]
    wanted = [one.id for one in explored.duties]
    rights = _waited_for(explored, state)
    here = space.state_number[state.name]

    points = [number for number, point in enumerate(space.points) if space.state(point) == here]

    def without(names: list[str]) -> tuple[str, ...] | None:
        """A shortest way to a point of this state where none of these clocks runs."""
        entries = sorted(
            entry
            for number in points
            if not space.points[number] & rights
            for entry in least.at[number]
            if not clockwork.running(least.bits[entry], names)
        )
        return tuple(space.titles[label] for label in least.way(entries[0])) if entries else None

    for number in points:
        if state.owner not in space.roles(space.points[number]):
            findings.add(
                "clock",
                "owner_missing",
                _("“{state}”：轮到的一方没有单位在办。"),
                path=space.path(number),
                state=state.title,
            )
            break
    nobody = without(wanted)
    if nobody is not None:
        findings.add(
            "clock", "no_clock", _("“{state}”：没有任何期限在计算。"), path=nobody, state=state.title
        )
        return
    other = without(own)
    if other is not None:
        findings.add(
            "clock",
            "owner_without_clock",
            _("“{state}”：有期限在计算，但没有一个约束轮到的一方。"),
            path=other,
            state=state.title,
        )


def _waited_for(explored: Explored, state: State) -> int:
    """The running bits of the rights for which a matter may wait in this state.

    They are those of whose turn it is, and those whose end takes the matter further by itself.
    """
    moved_on = {
        name
        for action in explored.procedure.actions
        if Role.SYSTEM in action.by and state.name in action.from_
        for name in action.after
    }
    return sum(
        explored.main.running_bit.get(one.id, 0)
        for one in explored.procedure.clocks
        if one.right
        and one.binds in (Role.PETITIONER, Role.PARTY)
        and (one.binds == state.owner or one.id in moved_on)
    )


def _borne(explored: Explored, clock: Clock, findings: Findings) -> None:
    """A clock that runs must bind somebody who is there."""
    space = explored.main
    there = explored.clockwork.there[clock.id]
    exact = Clockwork(space, [clock], surely=False)

    def nobody(number: int) -> bool:
        return clock.binds not in space.roles(space.points[number])

    if any(bits & there and nobody(number) for number, bits in enumerate(explored.perhaps_there)):
        found = flow.shortest(
            space, 0, exact.step, lambda number, bits: bool(bits & exact.there[clock.id]) and nobody(number)
        )
        if found is not None:
            findings.add(
                "clock",
                "clock_unborne",
                _("期限“{clock}”在计算，但它约束的一方没有单位在办。"),
                path=tuple(space.titles[label] for label in found[1]),
                clock=clock.title,
            )


def _escalation(explored: Explored, clock: Clock, findings: Findings) -> None:
    """When this clock has run out, there is an action open to somebody other than the one it binds."""
    space = explored.main
    there = explored.clockwork.there[clock.id]
    exact = Clockwork(space, [clock], surely=False)
    pressing = {act.action.name: act for act in space.acts if _presses(act, clock)}
    asked = PLACE
    for act in pressing.values():
        asked |= act.needs | act.bars
    known: dict[tuple[int, int], bool] = {}

    def stuck(number: int) -> bool:
        key = (space.points[number] & asked, explored.above(number))
        if key not in known:
            known[key] = not any(
                _open_when_over(explored, act, number) and _others(explored, doers, clock, number)
                for act, doers in space.hands(space.points[number])
                if act.action.name in pressing
            )
        return known[key]

    if any(bits & there and stuck(number) for number, bits in enumerate(explored.perhaps_there)):
        found = flow.shortest(
            space, 0, exact.step, lambda number, bits: bool(bits & exact.there[clock.id]) and stuck(number)
        )
        if found is not None:
            state = explored.procedure.states[space.state(space.points[found[0]])]
            findings.add(
                "escalation",
                "no_escalation",
                _("“{state}”：期限“{clock}”过了，除了误期的一方，没有别人可以推动。"),
                path=tuple(space.titles[label] for label in found[1]),
                state=state.title,
                clock=clock.title,
            )


def _presses(act: Act, clock: Clock) -> bool:
    """Whether an action is there for a late clock: it waits for its end, or it is the supervisor's."""
    return clock.id in act.action.after or (act.people == {Role.SUPERVISOR} and not act.action.after)


def _open_when_over(explored: Explored, act: Act, number: int) -> bool:
    point = explored.main.points[number]
    action = act.action
    if point & act.needs != act.needs or point & act.bars:
        return False
    known = explored.main.mark_bit
    if not {*action.needs, *action.bars} <= set(known):
        return False  # it may be barred by something this space does not show
    return not action.within


def _others(explored: Explored, doers: frozenset[Role], clock: Clock, number: int) -> frozenset[Role]:
    """Who of these is certainly not the one that the clock binds."""
    bound = BODY_OF.get(clock.binds)
    bits = explored.above(number)
    found = set()
    for role in doers:
        seat = BODY_OF.get(role)
        if bound is None or seat is None:
            if role != clock.binds:
                found.add(role)
        elif seat != bound and explored.ladder.different(bits, seat.value, bound.value):
            found.add(role)
    return frozenset(found)
