from pathlib import Path
from typing import Any

import pytest

from xinqiao.cases.record import verify
from xinqiao.cases.tick import tick
from xinqiao.ledger.entry import decode
from xinqiao.ledger.models import Entry
from xinqiao.testing import Cast, case_of, file_lift, moment

PLAN = """
year = 2027
confirmed = true

[[sources]]
title = "invented for this test"

[[breaks]]
name = "元旦"
first = 2027-01-01
last = 2027-01-05
worked = []
"""


def test_tick_finds_what_ran_out_and_dates_it_when_it_happened(cast: Cast) -> None:
    numbers = [file_lift(day).number for day in ("2026-03-02", "2026-03-03", "2026-03-20")]
    assert tick(at=moment("2026-03-20")) == 2
    assert [case_of(number).late for number in numbers] == [True, True, False]
    entry = Entry.objects.get(number=numbers[0], action="run_out")
    assert entry.at == moment("2026-03-18 00:00")
    assert verify().findings == []


def test_a_second_tick_finds_nothing_new(cast: Cast) -> None:
    file_lift("2026-03-02")
    assert tick(at=moment("2026-04-20")) == 1
    assert tick(at=moment("2026-04-21")) == 0


def test_a_provisional_day_is_recomputed_and_logged_when_the_plan_arrives(
    cast: Cast, settings: Any, tmp_path: Path
) -> None:
    settings.CALENDARS = tmp_path
    number = file_lift("2026-12-18").number
    before = case_of(number)
    assert (str(before.due_on), before.provisional) == ("2027-01-04", True)
    assert tick(at=moment("2026-12-20")) == 0
    folder = tmp_path / "cn"
    folder.mkdir()
    (folder / "2027.toml").write_text(PLAN, encoding="utf-8")
    assert tick(at=moment("2026-12-21")) == 1
    after = case_of(number)
    assert (str(after.due_on), after.provisional) == ("2027-01-06", False)
    moved = decode(Entry.objects.get(number=number, action="recount").text)["event"]["facts"]["moved"]
    assert moved == [{"clock": "xf.route", "old": "2027-01-04", "new": "2027-01-06"}]
    assert tick(at=moment("2026-12-22")) == 0
    assert verify().findings == []


@pytest.mark.parametrize("day", ["2026-03-17 23:59", "2026-03-18 00:00"])
def test_the_last_day_ends_at_midnight(cast: Cast, day: str) -> None:
    file_lift("2026-03-02")
    assert tick(at=moment(day)) == (1 if day.endswith("00:00") else 0)


def test_a_plan_that_reaches_back_into_december_moves_a_day_that_was_not_provisional(
    cast: Cast, settings: Any, tmp_path: Path
) -> None:
    settings.CALENDARS = tmp_path
    number = file_lift("2026-12-16").number
    assert (str(case_of(number).due_on), case_of(number).provisional) == ("2026-12-31", False)
    assert tick(at=moment("2026-12-17")) == 0
    folder = tmp_path / "cn"
    folder.mkdir()
    (folder / "2027.toml").write_text(
        PLAN.replace("first = 2027-01-01", "first = 2026-12-31"), encoding="utf-8"
    )
    assert tick(at=moment("2026-12-18")) == 1
    assert str(case_of(number).due_on) == "2027-01-06"
