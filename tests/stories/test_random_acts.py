"""Random lawful, unlawful and senseless acts are thrown at the door; it answers each with an entry or a refusal."""

import random
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from xinqiao.cases.act import act
from xinqiao.cases.look import look_at, standing_of
from xinqiao.cases.policy import NoSuchMatter
from xinqiao.cases.record import rebuild, verify
from xinqiao.cases.story import story
from xinqiao.cases.tick import tick
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.machine import next_duty
from xinqiao.law.model import Action, Input, Kind, Refused, Role
from xinqiao.ledger.models import Entry
from xinqiao.people.person import NEWCOMER, Person, petitioner_of
from xinqiao.testing import LIFT, UNITS, Cast, case_of, moment

PROCEDURE = find_procedure("petition_2022")
JUNK: tuple[Any, ...] = (
    None, "", " ", 0, -1, 10**12, True, [], {}, ["x"] * 60, "x" * 30_000, "\x00", "\ud800", "2026-13-40", "'; DROP TABLE", 1.5, [[]], [None],
    {"request": 1}, "yes", "no", "zjj", "nowhere", date(2026, 3, 2), datetime(2026, 3, 2), "=1+1", "<script>", "😀" * 50, b"bytes",
)  # fmt: skip


def fitting(one: Input, chance: random.Random, day: date, requests: int) -> Any:
    """A value that this input may take."""
    match one.kind:
        case Kind.TEXT | Kind.WORDS:
            return chance.choice(["写清楚的话", "理由充分", "A reason"])
        case Kind.REQUESTS | Kind.NAMES:
            return ["甲", "乙"][: one.most or 2]
        case Kind.ANSWERS:
            return [
                {
                    "request": n,
                    "conclusion": chance.choice(one.choices)[0],
                    "facts": f"f{chance.random()}",
                    "reasons": "r",
                    "basis": "b",
                }
                for n in range(1, requests + 1)
            ]
        case Kind.DATE:
            return (
                day + timedelta(days=chance.randrange(1, 40) if one.future else -chance.randrange(0, 3))
            ).isoformat()
        case Kind.DAYS | Kind.NUMBER:
            return chance.randrange(1, 40)
        case Kind.CHOICE:
            return chance.choice(one.choices)[0]
        case Kind.YES:
            return True if one.must_be else chance.choice([True, False])
        case Kind.UNIT:
            return chance.choice(UNITS)[0]
        case Kind.UNITS:
            return [chance.choice(UNITS)[0]] if chance.random() < 0.1 else []
    return []


def some_facts(
    action: Action, chance: random.Random, day: date, requests: int, *, petitioner: bool
) -> dict[str, Any]:
    facts = {}
    for one in action.inputs:
        if one.derived or (one.only_by and petitioner and Role.PETITIONER not in one.only_by):
            continue
        if one.required or one.must_be or chance.random() < 0.5:
            facts[one.name] = fitting(one, chance, day, requests)
    while chance.random() < 0.15:
        names = [one.name for one in action.inputs] or ["anything"]
        facts[chance.choice([*names, "unknown", "direct"])] = chance.choice(JUNK)
    return facts


@pytest.mark.parametrize("seed", range(3))
def test_the_door_withstands_random_acts(cast: Cast, seed: int) -> None:
    chance = random.Random(seed)
    at = moment("2026-01-05")
    people = [cast.person(name) for name in cast.officers]
    numbers: list[str] = []
    outcome: Counter[str] = Counter()
    sentences: list[str] = []
    for _step in range(400):
        at += timedelta(minutes=chance.choice([1, 30, 600, 3000, 9000]))
        if len(numbers) < 3 or chance.random() < 0.05:
            facts: dict[str, Any] = {
                "channel": "web",
                "purpose": chance.choice(["solve", "object", "suggest", "report"]),
                **LIFT,
            }
            numbers.append(act(None, "submit", facts, by=NEWCOMER, at=at).number)
        number = chance.choice(numbers[-8:])
        case = case_of(number)
        standing = standing_of(case)
        by: Person = chance.choice(
            [
                petitioner_of(number),
                *(one for one in people if one.unit == case.unit_id),
                chance.choice(people),
            ]
        )
        here = [one for one in PROCEDURE.actions if standing.state in one.from_]
        action = chance.choice(here if chance.random() < 0.9 else PROCEDURE.actions)
        facts = some_facts(action, chance, at.date(), standing.requests, petitioner=by.kind == "petitioner")
        before = Entry.objects.count()
        try:
            receipt = act(
                number, action.name, facts, by=by, at=at, seen=None if chance.random() < 0.8 else case.entries
            )
        except Refused as refused:
            outcome["refused"] += 1
            sentences.append(str(refused))
            assert Entry.objects.count() == before
            assert standing_of(case_of(number)) == standing
        except NoSuchMatter:
            outcome["no such matter"] += 1
            assert Entry.objects.count() == before
        else:
            outcome["done"] += 1
            assert receipt.standing.state in PROCEDURE.state_named
        if chance.random() < 0.02:
            tick(at=at)
    tick(at=at)
    assert outcome["done"] > 30, outcome
    assert outcome["refused"] > 30, outcome
    assert all(sentences)
    report = verify()
    assert report.findings == []
    assert rebuild().redrawn == 0
    for number in numbers:
        case = case_of(number)
        look = look_at(case, at=at)
        assert look.where
        assert look.next_step
        duty = next_duty(PROCEDURE, look.standing, day=look.day)
        assert case.closed or duty.running is not None, (case.state, look.standing)
        assert case.closed or duty.unit, case.state
        for viewer in (petitioner_of(number), cast.person("sun")):
            for step in story(case, viewer, at=at):
                assert "{" not in step.sentence
