"""Cases walked at random through the machine never leave the space that the checker explored, nor take an unknown step."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xinqiao.law.catalogue import PROCEDURES, find_procedure
from xinqiao.law.check.coded import TooLarge
from xinqiao.law.check.explored import Explored
from xinqiao.law.check.outcomes import outcomes
from xinqiao.law.check.sample import Town, facts_for
from xinqiao.law.check.slices import asks, closed, moves, starts_on, touches
from xinqiao.law.check.space import Space
from xinqiao.law.machine import decide, evolve, first_standing, next_in_time
from xinqiao.law.model import BODY_OF, Action, Event, Input, Kind, Procedure, Refused, Role, Sets, Standing
from xinqiao.law.tests.small import SMALL, with_action
from xinqiao.law.workdays import Calendar

CALENDAR = Calendar("plain", zone="UTC")
BEGUN = datetime(2026, 3, 2, 9, tzinfo=UTC)
OFFICES = {"petition_office/1": False, "unit/1": True}
"""Where a matter may be filed, and whether that is directly with a unit."""


def everything(procedure: Procedure) -> list[str]:
    return [*(one.name for one in procedure.marks), *(one.id for one in procedure.clocks)]


SPACES: dict[str, list[Space]] = {}


def spaces_of(procedure: Procedure) -> list[Space]:
    """The main slice; and where the procedure is small, the whole without any slicing."""
    if procedure.name not in SPACES:
        SPACES[procedure.name] = [Explored(procedure).main]
        if len(procedure.actions) < 30:
            SPACES[procedure.name].append(Space(procedure, everything(procedure)))
    return SPACES[procedure.name]


@dataclass
class Walk:
    """A case, and whoever plays with it."""

    procedure: Procedure
    pick: Callable[[Sequence[Any]], Any]
    standing: Standing = field(init=False)
    at: datetime = BEGUN
    office: str = "petition_office/1"
    done: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.standing = first_standing(self.procedure)
        self.office = self.pick(sorted(OFFICES))

    def kind(self) -> Any:
        """Cases of one kind have come about equally far."""
        return self.office, self.standing.marks

    def points(self) -> list[int]:
        petition_office = self.office.startswith("petition_office")
        return [
            space.abstract(self.standing, petition_office=petition_office)
            for space in spaces_of(self.procedure)
        ]

    def take(self, event: Event) -> None:
        """Go on with an event; every space must know the step and where it leads."""
        before = self.points()
        self.standing = evolve(self.standing, event)
        self.done.append(event.action)
        for space, old, new in zip(spaces_of(self.procedure), before, self.points(), strict=True):
            assert new in space.index, self.done
            reached = {target for _label, target in space.steps(space.index[old])}
            assert old == new or space.index[new] in reached, self.done

    def let_time_pass(self) -> None:
        self.at += timedelta(days=self.pick([0, 0, 1, 3, 16, 40, 130]))
        while (
            event := next_in_time(self.procedure, self.standing, at=self.at, calendar=CALENDAR)
        ) is not None:
            self.take(event)

    def roles(self, role: Role) -> set[Role]:
        """The roles that somebody in this role has besides it, as ``cases.roles`` gives them."""
        body = BODY_OF.get(role)
        found = {role} | ({body} if body else set())
        if Role.RECEIVER in found and Role.SENDER not in found:
            found.add(Role.UNIT_DESK if OFFICES[self.office] else Role.PETITION_OFFICE)
        return found

    def available(self, role: Role) -> bool:
        if (
            role in (Role.PETITION_OFFICE, Role.UNIT_DESK)
            and (role is Role.UNIT_DESK) != OFFICES[self.office]
        ):
            return False
        body = BODY_OF.get(role)
        at_the_door = self.standing.state == self.procedure.initial and body is Role.RECEIVER
        return body is None or body in self.standing.bodies or at_the_door

    def act(self, tried: Counter[str] | None = None, *, done: Collection[str] = ()) -> None:
        """Let somebody try something, whatever it is; with ``tried``, what has been tried least, and what was never
        ``done`` ten times as often. What runs beside a case brings it nowhere, and is hardly tried again."""
        actions = [one for one in self.procedure.actions if self.standing.state in one.from_]
        if not actions:
            return
        action = (
            self.pick(actions)
            if tried is None
            else min(actions, key=lambda one: tried[one.name] * self.weight(one, done))
        )
        if tried is not None:
            tried[action.name] += 1
        roles = [one for one in action.by if one is not Role.SYSTEM and self.available(one)]
        if not roles:
            return
        role = self.pick(roles)
        chosen = {one.name: value for one in action.inputs if (value := self.said(one)) is not Ellipsis}
        facts = facts_for(
            action,
            roles=self.roles(role),
            day=CALENDAR.day(self.at),
            standing=self.standing,
            given=chosen,
            level=self.pick(range(1, 4)),
        )
        body = BODY_OF.get(role)
        try:
            event = decide(
                self.procedure,
                self.standing,
                action.name,
                facts,
                roles=self.roles(role),
                at=self.at,
                calendar=CALENDAR,
                directory=Town(),
                by=f"{role}{self.pick(range(1, 4))}",
                unit=self.standing.bodies.get(body) if body else None,
            )
        except Refused:
            return
        self.take(event)

    def weight(self, action: Action, done: Collection[str]) -> int:
        if action.name not in done:
            return 1
        clocks = {*action.within, *action.stops, *(one.clock for one in action.starts)}
        beside = any(one.id in clocks and one.aside for one in self.procedure.clocks)
        return 1000 if beside else 10

    def said(self, one: Input) -> Any:
        """What is filled in, where marks may hang on it; an ellipsis leaves it to the sample."""
        if one.name == "receiver":
            return self.office
        if one.name == "direct":
            return OFFICES[self.office]
        match one.kind:
            case Kind.CHOICE:
                values: list[Any] = [value for value, _title in one.choices]
                return self.pick(values if one.required else [*values, None])
            case Kind.YES if not one.must_be:
                return self.pick(["yes", "no", None])
            case Kind.ANSWERS:
                conclusions = [value for value, _title in one.choices]
                return [
                    {"request": number, "facts": "一", "reasons": "二", "basis": "三"}
                    | {"conclusion": self.pick(conclusions)}
                    for number in range(1, self.standing.requests + 1)
                ]
            case Kind.REQUESTS:
                return ["请求"] * self.pick(range(max(one.least or 1, 1), 4))
        return ...


@pytest.mark.parametrize("procedure", [*PROCEDURES, SMALL], ids=lambda one: one.name)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(data=st.data())
def test_a_case_never_leaves_the_explored_space(procedure: Procedure, data: st.DataObject) -> None:
    walk = Walk(procedure, lambda values: data.draw(st.sampled_from(values)))
    for _turn in range(data.draw(st.integers(5, 60))):
        walk.let_time_pass()
        walk.act()
    assert all(point in space.index for space, point in zip(spaces_of(procedure), walk.points(), strict=True))


TURNS = 150_000


@pytest.mark.parametrize("name", ["petition_2022", "complaint_lgsco_2024", "small"])
def test_the_machine_itself_does_every_action_and_stays_inside(name: str) -> None:
    procedure = SMALL if name == "small" else find_procedure(name)
    chance = Random(5)
    pool: dict[str, dict[Any, list[Walk]]] = {}  # by state, and there by what is so of the cases
    often: Counter[Any] = Counter()
    tried: dict[Any, Counter[str]] = defaultdict(Counter)
    done: set[str] = set()
    pool[procedure.initial] = {"": [Walk(procedure, chance.choice) for _one in range(8)]}
    for _turn in range(TURNS):
        if done >= set(procedure.action_named) and len(pool) == len(procedure.states):
            break
        wanted = {state for one in procedure.actions if one.name not in done for state in one.from_}
        here = min(pool, key=lambda one: often[one] * (1 if one in wanted else 10))
        often[here] += 1
        walk = copy(chance.choice(chance.choice(list(pool[here].values()))))
        walk.done = list(walk.done)
        before = len(walk.done)
        if chance.random() < 0.4:
            walk.let_time_pass()
        walk.act(tried[walk.standing.state, walk.office], done=done)
        if len(walk.done) > before:
            done |= set(walk.done)
            mine = pool.setdefault(walk.standing.state, {}).setdefault(walk.kind(), [])
            mine.append(walk)
            if len(mine) > 12:
                mine.pop(chance.randrange(len(mine)))
    assert set(procedure.action_named) - done == set()
    assert {one.name for one in procedure.states} == set(pool)


def test_a_slice_shows_what_the_whole_shows() -> None:
    main, whole = spaces_of(SMALL)
    seen = {
        (
            main.procedure.states[main.state(point)].name,
            *(name for name, bit in main.mark_bit.items() if point & bit),
        )
        for point in main.points
    }
    wanted = {
        (
            whole.procedure.states[whole.state(point)].name,
            *(
                name
                for name, bit in main.mark_bit.items()
                if point & whole.mark_bit[name] and bit & main.live[whole.state(point)]
            ),
        )
        for point in whole.points
    }
    assert seen == wanted


@pytest.mark.parametrize("procedure", [*PROCEDURES, SMALL], ids=lambda one: one.name)
def test_nothing_outside_a_slice_decides_what_happens_in_it(procedure: Procedure) -> None:
    kept = closed(procedure)
    for action in procedure.actions:
        if moves(action) or touches(procedure, action) & kept:
            assert asks(action) | starts_on(action, kept) <= kept


def test_a_side_matter_stays_outside_the_smallest_slice() -> None:
    assert "advised" not in closed(SMALL)
    assert "advised" in closed(SMALL, ["s.advice"]) or "advised" in closed(SMALL, ["advised"])


def test_a_space_beyond_its_limit_is_not_taken_for_explored() -> None:
    with pytest.raises(TooLarge):
        Space(SMALL, limit=3)


def test_exploring_tells_how_far_it_has_come() -> None:
    told: list[tuple[int, int]] = []
    Space(find_procedure("petition_2022"), progress=lambda found, looked_at: told.append((found, looked_at)))
    assert told and all(found >= looked_at > 0 for found, looked_at in told)


def test_the_shortest_way_is_told_step_by_step() -> None:
    main = spaces_of(SMALL)[0]
    ended = next(
        number for number, point in enumerate(main.points) if main.state(point) == main.state_number["ended"]
    )
    assert main.path(ended) == ("提出投诉", "转办", "听取陈述", "答复", "送达", "没有请求复查")


def choosing(kind: Kind, **more: Any) -> Action:
    one = Input(name="x", title="选", kind=kind, choices=(("a", "甲"), ("b", "乙")), **more)
    sets = (Sets(mark="A", input="x", value="a"), Sets(mark="B", input="x", value="b"), Sets(mark="always"))
    return replace(SMALL.action_named["hear"], inputs=(one,), sets=sets)


@pytest.mark.parametrize(
    ("action", "marks"),
    [
        (choosing(Kind.CHOICE), [{"A"}, {"B"}]),
        (choosing(Kind.CHOICE, required=False), [set(), {"A"}, {"B"}]),
        (choosing(Kind.CHOICE, only_by=(Role.RECEIVER,)), [set(), {"A"}, {"B"}]),
        (choosing(Kind.ANSWERS), [{"A"}, {"B"}, {"A", "B"}]),
    ],
    ids=["one of two", "one or none", "asked of some", "one for each request"],
)
def test_an_action_may_turn_out_in_each_way_its_inputs_allow(action: Action, marks: list[set[str]]) -> None:
    assert outcomes(action) == {frozenset(one | {"always"}) for one in marks}


def test_a_yes_that_has_to_be_yes_leaves_no_choice() -> None:
    one = Input(name="x", title="自愿", kind=Kind.YES, must_be="要自愿。")
    sets = (Sets(mark="A", input="x", value="yes"), Sets(mark="B", input="x", value="no"))
    assert outcomes(replace(SMALL.action_named["hear"], inputs=(one,), sets=sets)) == {frozenset({"A"})}


def test_a_paused_clock_cannot_run_out_and_a_resumed_one_can() -> None:
    space = Space(SMALL, everything(SMALL))
    running, paused, over = space.bits("s.review.decide")
    hearing = space.state_number["review_hearing"]
    at_hearing = [point for point in space.points if space.state(point) == hearing]
    assert at_hearing and all(not point & running for point in at_hearing)
    assert any(point & paused for point in at_hearing)
    for number, point in enumerate(space.points):
        if point & paused:
            assert all(not space.points[target] & over for _label, target in space.steps(number))
    resumed = space.state_number["review_open"]
    assert any(point & over for point in space.points if space.state(point) == resumed)


def test_an_action_that_waits_for_a_clock_is_closed_before_its_end() -> None:
    early = with_action(SMALL, "press_again", after=("s.handle",), needs=())
    space = Space(early, ["s.handle"])
    _running, _paused, over = space.bits("s.handle")
    for point in space.points:
        opened = {act.action.name for act, _doers in space.open_acts(point)}
        assert ("press_again" in opened) == bool(point & over)
