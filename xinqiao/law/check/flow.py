"""What holds on every way to a point, and a way on which it does not.

Some guarantees look back: was the petitioner heard, was there an answer, which clocks run, who sits above whom. Instead
of making such things part of every standing, they are carried along the steps of a space as sets of bits: ``always``
keeps what holds on all ways to a point, ``ever`` what holds on some way, ``shortest`` finds a way on which a given
thing comes out.
"""

from array import array
from collections import deque
from collections.abc import Callable, Sequence
from typing import Protocol

from xinqiao.law.check.coded import PLACE
from xinqiao.law.check.space import Space

Step = Callable[[int, int, int], int]
"""From the label of a step, the point it starts from and the bits before it to the bits after it."""


Goal = Callable[[int, int], bool]
"""Whether the number of a point and the bits there are what is looked for."""


class Graph(Protocol):
    """Points and the steps between them, those out of point ``n`` from ``offsets[n]`` up to ``offsets[n + 1]``."""

    @property
    def points(self) -> Sequence[int]: ...
    @property
    def offsets(self) -> Sequence[int]: ...
    @property
    def labels(self) -> Sequence[int]: ...
    @property
    def targets(self) -> Sequence[int]: ...


class Places:
    """A space with all points of one state and one set of seats taken together: what holds on every way in it holds on
    every way in the space, and there are very few of them."""

    def __init__(self, space: Space) -> None:
        self.points: list[int] = []
        numbers: dict[int, int] = {}
        self.number_of = array("L")  # of each point of the space
        for point in space.points:
            place = point & PLACE
            if place not in numbers:
                numbers[place] = len(self.points)
                self.points.append(place)
            self.number_of.append(numbers[place])
        steps: list[dict[tuple[int, int], None]] = [{} for _place in self.points]
        for number, here in enumerate(self.number_of):
            mine = steps[here]
            for label, target in space.steps(number):
                mine[label, self.number_of[target]] = None
        self.offsets = array("q", [0])
        self.labels = array("H")
        self.targets = array("L")
        for mine in steps:
            self.labels.extend(label for label, _target in mine)
            self.targets.extend(target for _label, target in mine)
            self.offsets.append(len(self.targets))


def always(space: Graph, start: int, step: Step) -> list[int]:
    """For each point, the bits that are set on every way to it."""
    return _spread(space, start, step, lambda one, other: one & other)


def ever(space: Graph, start: int, step: Step) -> list[int]:
    """For each point, the bits that are set on some way to it."""
    return _spread(space, start, step, lambda one, other: one | other)


def _spread(space: Graph, start: int, step: Step, meet: Callable[[int, int], int]) -> list[int]:
    found: list[int | None] = [None] * len(space.points)
    found[0] = start
    waiting = deque([0])
    queued = bytearray(len(space.points))
    points, labels, targets, offsets = space.points, space.labels, space.targets, space.offsets
    while waiting:
        number = waiting.popleft()
        queued[number] = 0
        before = found[number]
        assert before is not None
        point = points[number]
        for place in range(offsets[number], offsets[number + 1]):
            target = targets[place]
            after = step(labels[place], point, before)
            old = found[target]
            new = after if old is None else meet(old, after)
            if new != old:
                found[target] = new
                if not queued[target]:
                    queued[target] = 1
                    waiting.append(target)
    return [one or 0 for one in found]


def shortest(
    space: Space, start: int, step: Step, goal: Goal, *, far: int | None = None
) -> tuple[int, tuple[int, ...]] | None:
    """A shortest way on which ``goal`` becomes true: where, and its labels; None when there is none.

    With ``far``, also None when it has not been met among so many points with their bits.
    """
    first = (0, start)
    came: dict[tuple[int, int], tuple[tuple[int, int], int] | None] = {first: None}
    waiting = deque([first])
    while waiting and (far is None or len(came) < far):
        here = waiting.popleft()
        number, bits = here
        if goal(number, bits):
            labels: list[int] = []
            back = came[here]
            while back is not None:
                labels.append(back[1])
                back = came[back[0]]
            return number, tuple(reversed(labels))
        for label, target in space.steps(number):
            there = (target, step(label, space.points[number], bits))
            if there not in came:
                came[there] = (here, label)
                waiting.append(there)
    return None


def there_with(number: int, bit: int) -> Goal:
    """To be at a point with a bit set."""
    return lambda there, bits: there == number and bool(bits & bit)


def there_without(number: int, bit: int) -> Goal:
    """To be at a point without a bit set."""
    return lambda there, bits: there == number and not bits & bit


class Least:
    """For each point the smallest sets of bits with which some way arrives there, and a shortest such way to each.

    For bits of which more can only help later on: whatever holds with every smallest set holds on every way.
    """

    def __init__(self, space: Graph, start: int, step: Step) -> None:
        self.at: list[list[int]] = [[] for _point in space.points]  # of each point, its entries
        self.bits = [start]
        self.places = array("L", [0])
        self.came = array("q", [-1])
        self.by = array("q", [-1])
        self.at[0].append(0)
        bits_of, at = self.bits, self.at
        points, labels, targets, offsets = space.points, space.labels, space.targets, space.offsets
        entry = 0
        while entry < len(bits_of):
            number, before = self.places[entry], bits_of[entry]
            if entry in at[number]:  # else a smaller set has taken its place meanwhile
                for place in range(offsets[number], offsets[number + 1]):
                    target = targets[place]
                    after = step(labels[place], points[number], before)
                    mine = at[target]
                    if any(bits_of[one] & after == bits_of[one] for one in mine):
                        continue
                    at[target] = [one for one in mine if bits_of[one] & after != after]
                    at[target].append(len(bits_of))
                    bits_of.append(after)
                    self.places.append(target)
                    self.came.append(entry)
                    self.by.append(labels[place])
            entry += 1

    def way(self, entry: int) -> tuple[int, ...]:
        """The labels of the steps that led to an entry."""
        labels: list[int] = []
        while self.came[entry] >= 0:
            labels.append(self.by[entry])
            entry = self.came[entry]
        return tuple(reversed(labels))
