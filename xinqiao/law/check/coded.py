"""A slice of a procedure turned into bits: one number is a standing, and an action is a few masks.

Millions of steps are looked at; names would be far too slow.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from xinqiao.law.check.names import is_input
from xinqiao.law.check.outcomes import outcomes, set_in_time
from xinqiao.law.check.slices import Names, closed, moves, touches
from xinqiao.law.model import BODIES, SAME, Action, Procedure, Role, Seat
from xinqiao.law.words import _

STATE = 0xFF
"""The bits of a point that number its state. Above them lie the seats, the marks, and three bits for each clock."""

SEAT_BIT = {role: 0x100 << place for place, role in enumerate(BODIES)}

OFFICE_BIT = 0x100 << len(BODIES)
"""Set when the receiver is a petition office and the procedure tells such offices from other units."""

PLACE = STATE | OFFICE_BIT | sum(SEAT_BIT.values())

FIRST_MARK = PLACE.bit_length()

DIRECT = "direct"
"""A derived input of this name says that the receiver is not a petition office (as ``cases.derived`` finds it)."""


class TooLarge(Exception):
    """The procedure has more standings than the limit."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which an action may turn out."""

    label: int
    marks: int  # set by it
    office: int | None  # of what kind the receiver is that it seats


@dataclass(frozen=True, slots=True)
class Act:
    """An action with its names turned into bits; what lies outside the slice is left out."""

    action: Action
    inside: bool  # it changes the state, a seat or something of the slice
    counts: bool  # it does something that some guarantee looks at; the rest is left out of the steps
    people: frozenset[Role]  # who does it by hand
    needs: int
    bars: int
    anyone: tuple[int, ...]  # of each of these sets of bits, one must be set
    ways: tuple[Way, ...]
    in_time: Way | None  # what it does when time itself does it
    after: int  # the running bits of the clocks whose end it waits for
    clears: int
    pauses: int
    resumes: int
    stops: int
    starts: tuple[tuple[int, int, int, int], ...]  # all bits of the clock, its running bit, when, unless
    conditions: int  # the marks on which it depends which clocks start, those outside the slice among them
    target: int | None  # None: the state stays
    seats: int
    sits: tuple[int, ...]  # of each of these sets of seats, one must be taken before


class Coded:
    """One slice of a procedure as numbers. What lies outside the slice is left out."""

    def __init__(self, procedure: Procedure, wanted: Iterable[str] = ()) -> None:
        if len(procedure.states) > STATE:
            raise TooLarge
        self.procedure = procedure
        self.slice = closed(procedure, wanted)
        self.state_number = {one.name: place for place, one in enumerate(procedure.states)}
        self.mark_bit = {
            one.name: 1 << FIRST_MARK + place
            for place, one in enumerate(procedure.marks)
            if one.name in self.slice
        }
        self.clocks = len(procedure.clocks)
        first = 1 << FIRST_MARK + len(procedure.marks)
        self.running_bit = {
            one.id: first << place for place, one in enumerate(procedure.clocks) if one.id in self.slice
        }
        self.titles: list[str] = []  # of labels
        self.tells_offices_apart = _tells_offices_apart(procedure)
        self.acts = tuple(self._act(action) for action in procedure.actions)
        self.done_by = {way.label: (act, way) for act in self.acts for way in _all_ways(act)}
        self.run_out_label = {self.running_bit[one.id]: self._clock_label(one.id) for one in procedure.clocks
                              if one.id in self.slice}  # fmt: skip
        self.rights = sum(
            self.running_bit[one.id] for one in procedure.clocks if one.right and one.id in self.slice
        )
        self.all_running = sum(self.running_bit.values())
        self.from_state = [
            [act for act in self.acts if state.name in act.action.from_] for state in procedure.states
        ]
        self.live = self._live()
        self.initial = self.state_number[procedure.initial]
        self.finals = frozenset(place for place, one in enumerate(procedure.states) if one.final)

    def bits(self, clock: str) -> tuple[int, int, int]:
        """The bits of a clock of the slice: it runs, it stands still, it has run out."""
        running = self.running_bit[clock]
        return running, running << self.clocks, running << 2 * self.clocks

    def after(self, act: Act, way: Way, point: int, *, run_out: int = 0) -> int:
        """The point after an action, as ``running.clocks_after`` and ``machine.evolve`` make it."""
        if act.pauses:
            held = point & act.pauses
            point ^= held | held << self.clocks
        if act.resumes:
            held = point & act.resumes
            point ^= held | held >> self.clocks
        if act.target is not None:
            point = point & ~STATE | act.target
        point = point & ~(act.stops | act.clears | run_out) | way.marks | act.seats
        for bits, running, when, unless in act.starts:
            if (not when or point & when) and not point & unless:
                point = point & ~bits | running
        if way.office is not None:
            point = point & ~OFFICE_BIT | way.office
        return point

    def _live(self) -> list[int]:
        """For each state the bits that can still make a difference once a case is there, place always included.

        Two standings that differ only in other bits have the same steps before them, for ever.
        """
        live = [PLACE] * len(self.procedure.states)
        grown = True
        while grown:
            grown = False
            for state, acts in enumerate(self.from_state):
                found = live[state]
                for act in acts:
                    found |= act.needs | act.bars
                    for bits in act.anyone:
                        found |= bits
                    if act.in_time is not None:
                        found |= act.after
                    if not act.inside:
                        continue
                    later = live[state if act.target is None else act.target] | act.conditions
                    overwritten = act.clears | _common(way.marks for way in _all_ways(act))
                    for bits, _running, when, unless in act.starts:
                        if not (when or unless):
                            overwritten |= bits
                    found |= later & ~(overwritten | act.stops)
                found = self._whole_clocks(found)
                if found != live[state]:
                    live[state] = found
                    grown = True
        return live

    def _whole_clocks(self, bits: int) -> int:
        """``bits`` with all three bits of every clock of which it has one."""
        for name in self.running_bit:
            mine = sum(self.bits(name))
            if bits & mine:
                bits |= mine
        return bits

    def _act(self, action: Action) -> Act:
        touched = touches(self.procedure, action)
        inside = moves(action) or bool(touched & self.slice)
        counts = (
            inside
            or action.against
            or action.answers
            or action.remedy is not None
            # What runs beside the matter is nobody's duty: no guarantee looks at when it begins and ends.
            or any(
                not self.procedure.clock_named[one].aside for one in touched & set(self.procedure.clock_named)
            )
        )
        people = frozenset(action.by) - {Role.SYSTEM}
        by_time = Role.SYSTEM in action.by and bool(action.after)
        seats = sum({SEAT_BIT[seat.role] for seat in action.seats})
        anyone = [sum(self.bits(name)[:2]) for name in action.within if name in self.running_bit]
        if set(action.after) <= set(self.running_bit) and action.after and people:
            anyone.append(sum(self.bits(name)[2] for name in action.after))
        return Act(
            action=action,
            inside=inside,
            counts=counts,
            people=people,
            needs=self._marks(action.needs),
            bars=self._marks(action.bars),
            anyone=tuple(anyone),
            ways=self._ways(action),
            in_time=self._label(action, self._marks(set_in_time(action)), None) if by_time else None,
            after=sum(self.running_bit.get(name, 0) for name in action.after),
            clears=self._marks(action.clears),
            pauses=sum(self.running_bit.get(name, 0) for name in action.pauses),
            resumes=sum(self.running_bit.get(name, 0) << self.clocks for name in action.resumes),
            stops=self._whole_clocks(sum(self.running_bit[name] for name in self._stopped(action))),
            starts=tuple(
                (
                    sum(self.bits(one.clock)),
                    self.running_bit[one.clock],
                    self._marks(filter(None, [one.when])),
                    self._marks(filter(None, [one.unless])),
                )
                for one in action.starts
                if one.clock in self.running_bit
            ),
            conditions=self._marks(name for one in action.starts for name in (one.when, one.unless) if name),
            target=None if action.to == SAME else self.state_number[action.to],
            seats=seats,
            sits=tuple(filter(None, (_sits(action, seat) for seat in action.seats))),
        )

    def _stopped(self, action: Action) -> Names:
        return frozenset(self.procedure.stopped_by(action)) & set(self.running_bit)

    def _ways(self, action: Action) -> tuple[Way, ...]:
        if not set(action.by) - {Role.SYSTEM}:
            return ()
        seated = any(one.role is Role.RECEIVER for one in action.seats) and self.tells_offices_apart
        found: set[tuple[int, int | None]] = set()
        if not seated:
            found = {(self._marks(marks), None) for marks in outcomes(action)}
        elif any(one.name == DIRECT and one.derived for one in action.inputs):
            found = {(self._marks(marks), 0) for marks in outcomes(action, {DIRECT: "yes"})}
            found |= {(self._marks(marks), OFFICE_BIT) for marks in outcomes(action, {DIRECT: "no"})}
        else:
            found = {(self._marks(marks), office) for marks in outcomes(action) for office in (0, OFFICE_BIT)}
        return tuple(self._label(action, marks, office) for marks, office in sorted(found, key=str))

    def _label(self, action: Action, marks: int, office: int | None) -> Way:
        way = Way(len(self.titles), marks, office)
        self.titles.append(action.title)
        return way

    def _clock_label(self, name: str) -> int:
        self.titles.append(self.procedure.clock_named[name].title + _("到期"))
        return len(self.titles) - 1

    def _marks(self, names: Iterable[str]) -> int:
        return sum(self.mark_bit.get(name, 0) for name in set(names))


def is_open(act: Act, point: int) -> bool:
    """Whether marks and clocks of the slice let an action be done here."""
    return (
        point & act.needs == act.needs and not point & act.bars and all(point & bits for bits in act.anyone)
    )


def _all_ways(act: Act) -> tuple[Way, ...]:
    return act.ways if act.in_time is None else (*act.ways, act.in_time)


def _common(masks: Iterable[int]) -> int:
    found = -1
    for mask in masks:
        found &= mask
    return found


def _tells_offices_apart(procedure: Procedure) -> bool:
    """Whether it matters of what kind the receiver is."""
    named = {role for action in procedure.actions for role in action.by}
    named |= {state.owner for state in procedure.states} | {clock.binds for clock in procedure.clocks}
    return bool(named & {Role.PETITION_OFFICE, Role.UNIT_DESK})


def _sits(action: Action, seat: Seat) -> int:
    """The seats of which one must be taken, so that this seat can be filled; 0 when none is needed."""
    if is_input(action, seat.source):
        return 0
    kind, _colon, role = seat.source.partition(":")
    if kind == "superior":
        return SEAT_BIT[Role(role)]
    if kind == "common_superior":
        return SEAT_BIT[Role.SENDER] | SEAT_BIT[Role.RECEIVER]
    return SEAT_BIT[Role(kind)] if kind in BODIES else 0
