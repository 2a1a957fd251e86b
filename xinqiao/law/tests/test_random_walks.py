"""Whatever people and time do, in whatever order, an open matter has an owner and a running clock."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from xinqiao.law.catalogue import PROCEDURES
from xinqiao.law.machine import decide, evolve, first_standing, fold, next_duty, next_in_time, next_look
from xinqiao.law.model import BODY_OF, Action, Event, Input, Kind, Procedure, Refused, Standing
from xinqiao.law.tests.scenarios.cast import PEOPLE, UNITS
from xinqiao.law.tests.scenarios.telling import PLACE, moment
from xinqiao.law.workdays import Calendar, load
from xinqiao.law.written import event_from_json, event_to_json, standing_from_json, standing_to_json

WALKS = 60
STEPS = 60


def fitting(one: Input, chance: random.Random, day: date, requests: int) -> Any:
    """A value that this input may take."""
    match one.kind:
        case Kind.TEXT | Kind.WORDS:
            return "写清楚的话"
        case Kind.REQUESTS | Kind.NAMES:
            return ["甲", "乙"][: one.most or 2]
        case Kind.ANSWERS:
            return [
                {
                    "request": number,
                    "conclusion": chance.choice(one.choices)[0],
                    "facts": "事实",
                    "reasons": "理由",
                    "basis": "依据",
                }
                for number in range(1, requests + 1)
            ]
        case Kind.DATE:
            ahead = chance.randrange(1, 40) if one.future else -chance.randrange(0, 3)
            return (day + timedelta(days=ahead)).isoformat()
        case Kind.DAYS | Kind.NUMBER:
            return chance.randrange(1, (one.most or 30) + 1)
        case Kind.CHOICE if one.name in ("purpose", "petition_class") and chance.random() < 0.4:
            return one.choices[0][0]  # most matters are appeals
        case Kind.CHOICE:
            return chance.choice(one.choices)[0]
        case Kind.YES:
            return True if one.must_be else chance.choice([True, False])
        case Kind.UNIT:
            kinds = [name for name, (kind, _above) in UNITS.items() if not one.kinds or kind in one.kinds]
            return chance.choice(kinds)
        case Kind.UNITS:
            return chance.choice([[], [], [], ["township"]])
    return None


def facts_for(action: Action, chance: random.Random, standing: Standing, day: date) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for one in action.inputs:
        if one.name == "receiver":
            facts["receiver"] = chance.choice(["petitions", "petitions", "housing"])
        elif one.required or one.derived or chance.random() < 0.3:
            facts[one.name] = fitting(one, chance, day, standing.requests)
    if "direct" in {one.name for one in action.inputs}:
        facts["direct"] = facts.get("receiver") != "petitions"
    return {name: value for name, value in facts.items() if value not in (None, [])}


def holds(procedure: Procedure, standing: Standing, day: date) -> None:
    state = procedure.state_named[standing.state]
    if state.final or state.name == procedure.initial:
        return
    assert standing.bodies.get(BODY_OF.get(state.owner, state.owner)), f"{state.name}: nobody has it"
    assert standing.clocks, f"{state.name}: no clock"
    paused = [one for one in standing.clocks.values() if one.paused_on is not None]
    duty = next_duty(procedure, standing, day=day)
    assert duty.running is not None, state.name
    assert not paused or duty.running.paused_on is None, f"{state.name}: only paused clocks"


def written(event: Event) -> Event:
    """The event as it is read again: without people's words, and otherwise the same."""
    again = event_from_json(event_to_json(event))
    assert again == replace(event, words={})
    return again


def advance(
    procedure: Procedure, standing: Standing, at: datetime, calendar: Calendar, told: list[Event]
) -> Standing:
    while (event := next_in_time(procedure, standing, at=at, calendar=calendar)) is not None:
        assert event.at <= at
        told.append(written(event))
        standing = evolve(standing, told[-1])
        holds(procedure, standing, calendar.day(at))
    return standing


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda one: one.name)
def test_an_open_matter_always_has_an_owner_and_a_clock(procedure: Procedure) -> None:
    calendar = load(procedure.calendar)
    chance = random.Random(procedure.name)  # the same walks every time
    done: set[str] = set()
    reached: set[str] = set()
    refusals: set[str] = set()
    for _walk in range(WALKS):
        standing = first_standing(procedure)
        told: list[Event] = []
        at = moment("2025-03-03", calendar)
        for _step in range(STEPS):
            if chance.random() < 0.15 and (look := next_look(standing, calendar)) is not None:
                at = max(at, look)  # time passes until something runs out
            else:
                at += timedelta(hours=chance.randrange(1, 60))
            standing = advance(procedure, standing, at, calendar, told)
            day = calendar.day(at)
            here = [one for one in procedure.actions if standing.state in one.from_]
            chance.shuffle(here)
            # Steps that move the matter are tried first, or a walk would be nothing but notes; withdrawal last.
            here.sort(key=lambda one: (one.name == "withdraw", one.to == "same" and chance.random() < 0.8))
            for action in here[:8]:
                for person in chance.sample(list(PEOPLE.values()), len(PEOPLE)):
                    roles = person.roles(standing, PLACE)
                    if roles & set(action.by):
                        break
                try:
                    event = decide(
                        procedure,
                        standing,
                        action.name,
                        facts_for(action, chance, standing, day),
                        roles=person.roles(standing, PLACE),
                        at=at,
                        calendar=calendar,
                        directory=PLACE,
                        by=person.name,
                        unit=person.unit,
                    )
                except Refused as refused:
                    refusals.add(str(refused))
                    continue
                told.append(written(event))
                standing = evolve(standing, told[-1])
                assert standing_from_json(procedure.name, standing_to_json(standing)) == standing
                holds(procedure, standing, day)
                done.add(action.name)
                reached.add(standing.state)
                break
        # Drawn anew from all that was written, it stands where it stood.
        assert fold(first_standing(procedure), told) == standing
    assert not [one for one in refusals if "{" in one], "a refusal with an unfilled placeholder"
    assert len(reached) > len(procedure.states) * 0.6, sorted(reached)
