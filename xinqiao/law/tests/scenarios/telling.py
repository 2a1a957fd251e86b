"""How a matter is told, and how the telling is played."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from xinqiao.law.catalogue import find_procedure
from xinqiao.law.machine import decide, evolve, first_standing, next_in_time
from xinqiao.law.model import Event, Procedure, Refused, Role, Standing
from xinqiao.law.tests.scenarios.cast import PEOPLE, Place
from xinqiao.law.workdays import Calendar, load

PLACE = Place()

FILING: Mapping[str, Any] = {
    "channel": "web",
    "purpose": "solve",
    "subject": "小区电梯停用",
    "account": "三号楼电梯停用一个月，老人下不了楼。",
    "requests": ["修好电梯", "说明停用的原因"],
    "place": "花园小区三号楼",
    "receiver": "petitions",
}
"""A filing with the petition office; stories change what differs."""

DIRECT: Mapping[str, Any] = {**FILING, "receiver": "housing", "direct": True}
"""The same, brought straight to the unit."""


def opinion(*conclusions: str) -> list[dict[str, Any]]:
    """An answer to each request, with these conclusions."""
    return [
        {
            "request": number,
            "conclusion": conclusion,
            "facts": "查明的事实",
            "reasons": "理由",
            "basis": "物业管理条例第一条",
        }
        for number, conclusion in enumerate(conclusions, start=1)
    ]


@dataclass(frozen=True)
class Did:
    """Somebody did something; what must be so afterwards.

    ``when`` is a day (ten in the morning) or a moment. A clock is given by its last day, or by its raw and last days.
    """

    when: str
    who: str
    what: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    state: str = ""
    clocks: Mapping[str, str | tuple[str, str]] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    bodies: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """Somebody tried something and was refused, by this article, in these words; or because of this input."""

    when: str
    who: str
    what: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    cites: str = ""
    says: str = ""
    field: str = ""


@dataclass(frozen=True)
class Later:
    """By ``when`` time itself did this, and it is dated at the end of ``dated``."""

    when: str
    what: str
    dated: str
    clock: str
    state: str = ""


@dataclass(frozen=True)
class Story:
    """One matter from first word to last."""

    name: str
    steps: tuple[Did | Refusal | Later, ...]
    procedure: str = "petition_2022"


def moment(when: str, calendar: Calendar) -> datetime:
    """``when`` in the zone of the calendar; a bare day is ten in the morning there."""
    day, _space, clock = when.partition(" ")
    midnight = calendar.end(date.fromisoformat(day)) - timedelta(days=1)
    hours, minutes = (clock or "10:00").split(":")
    return midnight + timedelta(hours=int(hours), minutes=int(minutes))


class Player:
    """Plays a story through the machine."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.calendar = load(procedure.calendar)
        self.standing: Standing = first_standing(procedure)
        self.by_time: list[Event] = []

    def until(self, at: datetime) -> list[Event]:
        """Let time do what it does by ``at``."""
        found = []
        while (
            event := next_in_time(self.procedure, self.standing, at=at, calendar=self.calendar)
        ) is not None:
            self.standing = evolve(self.standing, event)
            found.append(event)
        self.by_time += found
        return found

    def act(self, who: str, what: str, facts: Mapping[str, Any], at: datetime) -> Event:
        """One act by one of the cast. Raises ``Refused``."""
        self.until(at)
        person = PEOPLE[who]
        event = decide(
            self.procedure,
            self.standing,
            what,
            facts,
            roles=person.roles(self.standing, PLACE),
            at=at,
            calendar=self.calendar,
            directory=PLACE,
            by=person.name,
            unit=person.unit,
        )
        self.standing = evolve(self.standing, event)
        return event


def play(story: Story) -> Player:
    """Play a story and assert what it says."""
    player = Player(find_procedure(story.procedure))
    for step in story.steps:
        where = f"{story.name}: {step.when} {step.what}"
        at = moment(step.when, player.calendar)
        match step:
            case Refusal():
                player.until(at)
                before = player.standing
                with pytest.raises(Refused) as caught:
                    player.act(step.who, step.what, step.facts, at)
                refusal = caught.value
                assert step.cites in "".join(map(str, refusal.cites)), f"{where}: {refusal}"
                assert step.says in str(refusal), f"{where}: {refusal}"
                assert not step.field or step.field == refusal.field, f"{where}: {refusal}"
                assert player.standing == before, where
            case Later():
                player.until(at)
                done = [
                    one.at
                    for one in player.by_time
                    if (one.action, one.facts["clock"]) == (step.what, step.clock)
                ]
                assert player.calendar.end(date.fromisoformat(step.dated)) in done, f"{where}: {done}"
                _stands(player, step.state, where)
            case Did():
                player.act(step.who, step.what, step.facts, at)
                _stands(player, step.state, where)
                _compare(player, step, where)
    return player


def _stands(player: Player, state: str, where: str) -> None:
    assert not state or player.standing.state == state, f"{where}: {player.standing.state}"


def _compare(player: Player, step: Did, where: str) -> None:
    running = player.standing.clocks
    for name, days in step.clocks.items():
        assert name in running, f"{where}: {name} does not run, but {sorted(running)}"
        found = running[name]
        raw, last = days if isinstance(days, tuple) else (None, days)
        assert found.last.isoformat() == last, f"{where}: {name} ends on {found.last}"
        assert raw is None or found.raw.isoformat() == raw, f"{where}: {name} is reached on {found.raw}"
    for name in step.gone:
        assert name not in running, f"{where}: {name} still runs"
    for role, unit in step.bodies.items():
        assert player.standing.bodies.get(Role(role)) == unit, f"{where}: {player.standing.bodies}"
    for mark in step.marks:
        assert mark in player.standing.marks, f"{where}: {sorted(player.standing.marks)}"
