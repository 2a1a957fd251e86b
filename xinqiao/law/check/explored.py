"""A procedure as explored: its main space, and what several guarantees ask of it."""

from collections.abc import Callable
from functools import cached_property

from xinqiao.law.check import flow
from xinqiao.law.check.clockwork import Clockwork, is_duty
from xinqiao.law.check.ladder import Ladder, unguarded
from xinqiao.law.check.slices import Names
from xinqiao.law.check.space import Space
from xinqiao.law.model import Procedure, Role


class Explored:
    """The main space holds what decides where a matter goes, which clocks start, and who may press a late one."""

    def __init__(self, procedure: Procedure, *, progress: Callable[[int, int], None] | None = None) -> None:
        self.procedure = procedure
        self.progress = progress
        self.duties = tuple(one for one in procedure.clocks if is_duty(one))
        self.spaces: list[Space] = []
        self.main = self.space(self._wanted())

    def _wanted(self) -> Names:
        wanted: set[str] = set()
        for action in self.procedure.actions:
            wanted |= {name for one in action.starts for name in (one.when, one.unless) if name}
            if action.after or action.by == (Role.SUPERVISOR,):
                wanted |= {*action.needs, *action.bars}
        if "hear" in self.procedure.action_named:
            wanted |= {one.mark for one in self.procedure.action_named["hear"].sets}
        return frozenset(wanted)

    def space(self, wanted: Names) -> Space:
        """The slice that holds ``wanted``; counted in the report."""
        found = Space(self.procedure, wanted, progress=self.progress)
        self.spaces.append(found)
        return found

    @property
    def standings(self) -> int:
        return sum(len(one.points) for one in self.spaces)

    @property
    def steps(self) -> int:
        return sum(len(one.labels) for one in self.spaces)

    @cached_property
    def clockwork(self) -> Clockwork:
        return Clockwork(self.main, self.duties, surely=True)

    @cached_property
    def least_there(self) -> flow.Least:
        """For each point of the main space, the smallest sets of duties that may be there."""
        return flow.Least(self.main, 0, self.clockwork.step)

    @cached_property
    def perhaps_there(self) -> list[int]:
        """For each point of the main space, the duties that may be there."""
        return flow.ever(self.main, 0, Clockwork(self.main, self.duties, surely=False).step)

    @cached_property
    def ladder(self) -> Ladder:
        return Ladder(self.main, unguarded(self.procedure))

    @cached_property
    def places(self) -> flow.Places:
        return flow.Places(self.main)

    @cached_property
    def _above_by_place(self) -> list[int]:
        return flow.always(self.places, self.ladder.start, self.ladder.step)

    def above(self, number: int) -> int:
        """What is known at a point of the main space of whose unit stands above whose."""
        return self._above_by_place[self.places.number_of[number]]

    def officials(self, doers: frozenset[Role]) -> frozenset[Role]:
        return doers - {Role.PETITIONER, Role.PARTY, Role.SYSTEM}
