"""Which duties run on the ways to a point: carried along, because no step asks for most of them."""

from collections.abc import Iterable

from xinqiao.law.check.space import Space
from xinqiao.law.model import Clock, Role


class Clockwork:
    """The clocks of duties as bits to be carried along the steps of a space (``flow``).

    For each clock one bit says that it is there, running or run out or standing still, and one that it does not stand
    still. The space has to contain the marks on which starts depend.
    """

    def __init__(self, space: Space, clocks: Iterable[Clock], *, surely: bool) -> None:
        self.space = space
        self.clocks = tuple(clocks)
        self.there = {one.id: 1 << place for place, one in enumerate(self.clocks)}
        self.going = {one.id: 1 << len(self.clocks) + place for place, one in enumerate(self.clocks)}
        self._effects: dict[int, tuple[int, int, tuple[tuple[int, int, int], ...]] | None] = {}
        self.surely = surely  # where it is not known which of several clocks ended, take away all of them

    def bits(self, names: Iterable[str]) -> int:
        return sum(self.there.get(name, 0) for name in set(names))

    def running(self, bits: int, names: Iterable[str]) -> bool:
        """Whether one of these clocks is there and does not stand still."""
        return any(
            bits & self.there[name] and bits & self.going[name] for name in names if name in self.there
        )

    def step(self, label: int, point: int, bits: int) -> int:
        if label not in self._effects:
            self._effects[label] = self._effect(label)
        effect = self._effects[label]
        if effect is None:
            return bits
        keep, new, conditional = effect
        bits = bits & keep | new
        if conditional:
            act, way = self.space.done_by[label]
            marks = point & ~act.clears | way.marks
            for start, when, unless in conditional:
                if (not when or marks & when) and not marks & unless:
                    bits |= start
        return bits

    def _effect(self, label: int) -> tuple[int, int, tuple[tuple[int, int, int], ...]] | None:
        if label not in self.space.done_by:
            return None  # a duty that runs out is still there
        act, way = self.space.done_by[label]
        action = act.action
        gone = self.bits(self.space.procedure.stopped_by(action))
        if act.in_time is way and (self.surely or len(action.after) == 1):
            gone |= self.bits(action.after)
        held = sum(self.going.get(name, 0) for name in set(action.pauses))
        new = sum(self.going.get(name, 0) for name in set(action.resumes))
        conditional = []
        for one in action.starts:
            if one.clock not in self.there:
                continue
            start = self.there[one.clock] | self.going[one.clock]
            when = self.space.mark_bit[one.when] if one.when else 0
            unless = self.space.mark_bit[one.unless] if one.unless else 0
            if when or unless:
                conditional.append((start, when, unless))
            else:
                new |= start
        return ~(gone | held), new, tuple(conditional)


def is_duty(clock: Clock) -> bool:
    """Whether somebody has to have done something by the end of this clock."""
    return not (clock.right or clock.backwards or clock.minimum) and clock.binds is not Role.SYSTEM
