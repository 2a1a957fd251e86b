"""The whole of what can happen in a procedure: every standing that can be reached, and every step between them.

What is kept of a standing is what decides which steps are open: its state, for each clock whether it runs, stands still
or has run out, the marks, which bodies are seated, and whether the office that received the matter is a petition
office. What is left out can only make more possible here than in a case: days (any running clock may run out next), the
values of inputs (a choice may fall either way), and which unit sits in a seat. So what holds everywhere here holds in
every case; tests walk cases at random and never leave this space. Marks and clocks that nothing will ask for any more
are forgotten, and a space shows only one slice (see ``slices``).

Three things are taken for granted, as the door sees to them: what time has made due is written before anybody acts,
an office has somebody for each role of a seated body, and every unit that decides has a next level above it.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator

from xinqiao.law.check.coded import OFFICE_BIT, PLACE, SEAT_BIT, STATE, Act, Coded, TooLarge, is_open
from xinqiao.law.model import BODY_OF, Procedure, Role, Standing

LIMIT = 3_000_000
"""More standings than this are not looked at; the checker then says that it has proved nothing."""

AT_THE_DOOR = frozenset({Role.RECEIVER, Role.PETITION_OFFICE, Role.UNIT_DESK})
"""Who can act before anybody is seated: the office that somebody comes to."""

ALWAYS = frozenset({Role.PETITIONER, Role.PARTY, Role.SUPERVISOR})
"""Roles that are there without a seat."""


class Space(Coded):
    """The reachable points of one slice of a procedure, in the order of their distance from the unfiled case.

    ``progress`` is called now and then with the numbers of points found and looked at.
    """

    def __init__(
        self,
        procedure: Procedure,
        wanted: Iterable[str] = (),
        *,
        explore: bool = True,
        limit: int = LIMIT,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        super().__init__(procedure, wanted)
        self._roles: dict[int, frozenset[Role]] = {}
        self._hands: dict[int, list[tuple[Act, frozenset[Role]]]] = {}
        self.points: list[int] = [self.initial]
        self.index: dict[int, int] = {self.initial: 0}
        self.parents = array("q", [-1])
        self.parent_labels = array("q", [-1])
        self.offsets = array("q", [0])
        self.labels = array("H")
        self.targets = array("L")
        if explore:
            self._explore(limit, progress)

    # -- Reading it ---------------------------------------------------------------------------------

    def steps(self, number: int) -> Iterator[tuple[int, int]]:
        """The steps out of a point: a label, and the number of the point it leads to."""
        for place in range(self.offsets[number], self.offsets[number + 1]):
            yield self.labels[place], self.targets[place]

    def state(self, point: int) -> int:
        return point & STATE

    def path(self, number: int, *more: int) -> tuple[str, ...]:
        """The steps of a shortest way to a point, and then ``more`` steps."""
        labels: list[int] = []
        while number:
            labels.append(self.parent_labels[number])
            number = self.parents[number]
        return tuple(self.titles[label] for label in (*reversed(labels), *more))

    def roles(self, point: int) -> frozenset[Role]:
        """The roles in which somebody is there at this point."""
        place = point & PLACE
        if place not in self._roles:
            found = set(ALWAYS)
            for role, bit in SEAT_BIT.items():
                if place & bit:
                    found |= {one for one, body in BODY_OF.items() if body is role}
            if self.tells_offices_apart and place & SEAT_BIT[Role.RECEIVER]:
                found.discard(Role.UNIT_DESK if place & OFFICE_BIT else Role.PETITION_OFFICE)
            if place & STATE == self.initial:
                found |= AT_THE_DOOR
            self._roles[place] = frozenset(found)
        return self._roles[place]

    def hands(self, point: int) -> list[tuple[Act, frozenset[Role]]]:
        """The actions that somebody here may do at all, and who; whether they are open now is another question."""
        place = point & PLACE
        if place not in self._hands:
            roles = self.roles(point)
            self._hands[place] = [
                (act, act.people & roles)
                for act in self.from_state[place & STATE]
                if act.people & roles and all(place & bits for bits in act.sits)
            ]
        return self._hands[place]

    def doers(self, point: int, act: Act) -> frozenset[Role]:
        """Who may do an action that is open at this point."""
        return act.people & self.roles(point)

    def open_here(self, number: int) -> list[Act]:
        """The actions that count and that people can do at an explored point."""
        labels = dict.fromkeys(self.labels[self.offsets[number] : self.offsets[number + 1]])
        found = (self.done_by.get(label) for label in labels)
        return list({id(one[0]): one[0] for one in found if one and one[0].in_time is not one[1]}.values())

    def open_acts(self, point: int) -> Iterator[tuple[Act, frozenset[Role]]]:
        """The actions that are open at this point as far as the slice knows, and who may do them."""
        for act, doers in self.hands(point):
            if is_open(act, point):
                yield act, doers

    def abstract(self, standing: Standing, *, petition_office: bool) -> int:
        """The point of a real standing; ``petition_office`` says of what kind its receiver is."""
        state = self.state_number[standing.state]
        point = self._marks(standing.marks)
        for name, one in standing.clocks.items():
            if name in self.running_bit:
                point |= self.bits(name)[2 if one.ran_out else 1 if one.paused_on is not None else 0]
        point &= self.live[state]
        if petition_office and self.tells_offices_apart and Role.RECEIVER in standing.bodies:
            point |= OFFICE_BIT
        return point | state | sum(SEAT_BIT[role] for role in standing.bodies)

    # -- Making it ----------------------------------------------------------------------------------

    def _explore(self, limit: int, progress: Callable[[int, int], None] | None) -> None:
        points, index = self.points, self.index
        labels, targets = self.labels, self.targets
        place = 0
        while place < len(points):
            for label, target in self.successors(points[place]):
                number = index.get(target)
                if number is None:
                    number = index[target] = len(points)
                    if number >= limit:
                        raise TooLarge
                    points.append(target)
                    self.parents.append(place)
                    self.parent_labels.append(label)
                labels.append(label)
                targets.append(number)
            self.offsets.append(len(targets))
            place += 1
            if progress is not None and not place % 5000:
                progress(len(points), place)

    def successors(self, point: int) -> list[tuple[int, int]]:
        """The steps out of a point: labels, and the points they lead to."""
        live = self.live
        steps: list[tuple[int, int]] = []
        for act, _doers in self.hands(point):
            if point & act.needs != act.needs or point & act.bars:
                continue
            if act.anyone and not all(point & bits for bits in act.anyone):
                continue
            if act.inside:
                for way in act.ways:
                    target = self.after(act, way, point)
                    steps.append((way.label, target & live[target & STATE]))
            elif act.counts:
                steps.append((act.ways[0].label, point))
        left = point & self.all_running
        while left:
            bit = left & -left
            left ^= bit
            label, target = self._run_out(point, bit)
            steps.append((label, target & live[target & STATE]))
        return steps

    def _run_out(self, point: int, bit: int) -> tuple[int, int]:
        """What ``machine.next_in_time`` does when this clock is the next to end."""
        for act in self.from_state[point & STATE]:
            if (
                act.in_time is not None
                and act.after & bit
                and point & act.needs == act.needs
                and not point & act.bars
            ):
                return act.in_time.label, self.after(act, act.in_time, point, run_out=bit)
        over = 0 if bit & self.rights else bit << 2 * self.clocks
        return self.run_out_label[bit], point & ~bit | over
