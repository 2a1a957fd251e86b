"""Whose unit stands above whose, on every way to a point.

The names of units are not part of a space. What is known of them is how they came to their seats: a unit seated as the
superior of another stands above it, one seated as ``apart`` from another is not the same. A decision that can be
reviewed keeps the unit that made it in mind, also when the seat has since been given to another.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property

from xinqiao.law.check.coded import PLACE, SEAT_BIT
from xinqiao.law.check.space import Space
from xinqiao.law.model import BODIES, BODY_OF, SAME, Action, Procedure, Role, Seat
from xinqiao.law.seats import ACCUSED


class Ladder:
    """Relations between seats, and between seats and past decisions, as bits to be carried along (``flow.always``).

    There is a bit for each of: the first stands above the second, the two are the same unit, the two are different
    units. A seat nobody has taken and a decision nobody has made are related to everything, as nothing can be wrong
    with them.
    """

    def __init__(self, space: Space, decisions: Iterable[str]) -> None:
        self.space = space
        self.decisions = tuple(decisions)
        self.things: tuple[str, ...] = (*(role.value for role in BODIES), *self.decisions)
        self.number = {name: place for place, name in enumerate(self.things)}
        self._memo: dict[tuple[int, int, int], int] = {}

    @cached_property
    def size(self) -> int:
        return len(self.things)

    @cached_property
    def start(self) -> int:
        return (1 << 3 * self.size * self.size + len(self.decisions)) - 1

    def _bit(self, relation: int, first: str, second: str) -> int:
        return 1 << (relation * self.size + self.number[first]) * self.size + self.number[second]

    def above(self, bits: int, first: str, second: str) -> bool:
        return bool(bits & self._bit(0, first, second))

    def same(self, bits: int, first: str, second: str) -> bool:
        return bool(bits & self._bit(1, first, second))

    def different(self, bits: int, first: str, second: str) -> bool:
        """Whether these are certainly two units."""
        return bool(
            bits & (self._bit(2, first, second) | self._bit(0, first, second) | self._bit(0, second, first))
        )

    def _undecided(self, decision: str) -> int:
        return 1 << 3 * self.size * self.size + self.decisions.index(decision)

    def step(self, label: int, point: int, bits: int) -> int:
        found = self.space.done_by.get(label)
        if found is None:
            return bits
        act = found[0]
        decides = act.action.name in self.decisions
        if not decides and not act.action.seats and all(one.name != ACCUSED for one in act.action.inputs):
            return bits
        key = (label, point & PLACE, bits)
        if key not in self._memo:
            seated = {one.role for one in act.action.seats if not point & SEAT_BIT[one.role]}
            after = self._all_seated(bits, act.action, point)
            if decides:
                doers = act.people & self.space.roles(point)
                by = {BODY_OF[role] for role in doers if role in BODY_OF}
                # Who files a decision takes a seat with it; who gives the matter to another has made it before.
                self_seated = by <= seated
                after = self._decided_by(after if self_seated else bits, act.action.name, by)
                if not self_seated:
                    after = self._all_seated(after, act.action, point)
            self._memo[key] = after
        return self._memo[key]

    def _all_seated(self, bits: int, action: Action, point: int) -> int:
        if any(one.name == ACCUSED for one in action.inputs):
            # A unit complained about only now hands its seats to the next level above it, whichever that is.
            for role, bit in SEAT_BIT.items():
                if point & bit:
                    bits = self._forgotten(bits, role.value)
        for seat in action.seats:
            bits = self._seated(bits, seat, action, point)
        return bits

    def _decided_by(self, bits: int, decision: str, seats: Iterable[Role]) -> int:
        """What is known whichever of these seats decided; nothing where a person without a seat did."""
        known = [self._decided(bits, decision, seat) for seat in seats]
        after = known.pop() if known else self._forgotten(bits & ~self._undecided(decision), decision)
        for other in known:
            after &= other
        return after

    def _decided(self, bits: int, decision: str, seat: Role) -> int:
        bits &= ~self._undecided(decision)
        return self._copied(self._forgotten(bits, decision), decision, seat.value)

    def _seated(self, bits: int, seat: Seat, action: Action, point: int) -> int:
        name = seat.role.value
        before = bits
        bits = self._forgotten(bits, name)
        kind, _colon, role = seat.source.partition(":")
        told = any(one.name == seat.source for one in action.inputs)
        if kind == "superior":
            bits = self._raised(bits, before, name, [role])
        elif kind == "common_superior":
            first = Role.SENDER if point & SEAT_BIT[Role.SENDER] else Role.RECEIVER
            bits = self._raised(bits, before, name, [first.value, Role.COMPETENT_UNIT.value])
        elif not told and kind in BODIES and kind != name:
            bits = self._copied(bits, name, kind)
        elif not told and kind == name:
            return before
        for other in seat.apart:
            for thing in self.things:
                if thing == other.value or self.same(before, thing, other.value):
                    bits |= self._bit(2, name, thing) | self._bit(2, thing, name)
        return bits

    def _forgotten(self, bits: int, name: str) -> int:
        """Nothing is known of ``name`` any more, save against decisions that nobody has made."""
        for other in self.things:
            if other in self.decisions and bits & self._undecided(other):
                continue
            for relation in range(3):
                bits &= ~(self._bit(relation, name, other) | self._bit(relation, other, name))
        return bits

    def _copied(self, bits: int, name: str, source: str) -> int:
        """``name`` is the same unit as ``source``."""
        for other in self.things:
            if other == name:
                continue
            for relation in range(3):
                if bits & self._bit(relation, source, other):
                    bits |= self._bit(relation, name, other)
                if bits & self._bit(relation, other, source):
                    bits |= self._bit(relation, other, name)
        return bits | self._bit(1, name, source) | self._bit(1, source, name)

    def _raised(self, bits: int, before: int, name: str, below: Iterable[str]) -> int:
        """``name`` stands above each of ``below``, and above what those are or stand above."""
        for one in below:
            for other in self.things:
                if other != name and (
                    other == one or self.same(before, one, other) or self.above(before, one, other)
                ):
                    bits |= self._bit(0, name, other)
        return bits


def reviews(procedure: Procedure) -> Mapping[str, tuple[str, ...]]:
    """For each action that decides a review, the decisions that it reviews, those reviewed before among them."""
    found: dict[str, list[str]] = {}
    for decision in procedure.actions:
        remedy = decision.remedy
        if remedy is None or remedy.action not in procedure.action_named:
            continue
        for review in _deciding(procedure, procedure.action_named[remedy.action]):
            found.setdefault(review.name, []).append(decision.name)
    grown = True
    while grown:
        grown = False
        for decisions in found.values():
            for earlier in [one for name in decisions for one in found.get(name, ())]:
                if earlier not in decisions:
                    decisions.append(earlier)
                    grown = True
    return {name: tuple(decisions) for name, decisions in found.items()}


def unguarded(procedure: Procedure) -> tuple[str, ...]:
    """The decisions of which some review does not exclude the very person who made them (``not_by``)."""
    return tuple(
        dict.fromkeys(
            decision
            for review, decisions in reviews(procedure).items()
            for decision in decisions
            if decision not in procedure.action_named[review].not_by
        )
    )


def _deciding(procedure: Procedure, asking: Action) -> list[Action]:
    """The actions that answer a request for review, or take the matter out of the reviewer's hands otherwise.

    They are looked for in the states that are reached from the request while the same body has the matter.
    """
    if asking.to == SAME:
        return []
    seat = _seat(procedure, asking.to)
    phase = {asking.to}
    deciding: list[Action] = []
    waiting = [asking.to]
    while waiting:
        state = waiting.pop()
        for action in procedure.actions:
            if state not in action.from_ or seat not in {BODY_OF.get(role) for role in action.by}:
                continue
            to = state if action.to == SAME else action.to
            if action.answers or _seat(procedure, to) != seat or procedure.state_named[to].final:
                if action not in deciding and (action.answers or action.to != SAME):
                    deciding.append(action)
            elif to not in phase:
                phase.add(to)
                waiting.append(to)
    return deciding


def _seat(procedure: Procedure, state: str) -> object:
    owner = procedure.state_named[state].owner
    return BODY_OF.get(owner, owner)
