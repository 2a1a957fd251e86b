"""Retention: a schedule that the office has approved makes something due, and nothing else does."""

from datetime import date, timedelta

import pytest

from xinqiao.cases import retention
from xinqiao.cases.models import Retention, Statement
from xinqiao.cases.retention import Due, due
from xinqiao.law.model import Refused
from xinqiao.people.erasing import is_erased
from xinqiao.testing import Cast, do, file_lift, moment


@pytest.fixture
def over(cast: Cast) -> str:
    number = file_lift("2026-03-02").number
    do(number, "withdraw", "petitioner", "2026-03-05", free_will=True)
    return number


def schedule(unit: str, identity: int | None = None, words: int | None = None) -> None:
    Retention.objects.create(
        unit_id=unit,
        identity_years=identity,
        words_years=words,
        approved_by="青石县档案馆〔2026〕1号",
        approved_on=date(2026, 1, 5),
        changed_at=moment("2026-01-05"),
    )


def test_without_a_schedule_nothing_is_ever_due(over: str) -> None:
    assert list(due(at=moment("2126-01-01"))) == []


def test_what_is_over_is_due_when_its_years_have_passed_and_not_a_day_before(over: str) -> None:
    schedule("xfj", identity=10, words=30)
    assert list(due(at=moment("2036-03-05 08:59"))) == []
    assert list(due(at=moment("2036-03-05"))) == [Due(over, "identity", moment("2036-03-05"))]
    assert [one.what for one in due(at=moment("2056-03-06"))] == ["identity", "words"]


def test_a_unit_without_a_schedule_goes_by_the_nearest_above(over: str) -> None:
    schedule("lanjiang", identity=1)
    schedule("qingshi", identity=5)
    assert list(due(at=moment("2031-03-04"))) == []
    assert [one.number for one in due(at=moment("2031-03-05"))] == [over]


def test_an_open_matter_is_never_due(cast: Cast) -> None:
    file_lift("2026-03-02")
    schedule("xfj", identity=1, words=1)
    assert list(due(at=moment("2066-03-02"))) == []


def test_what_has_been_erased_is_not_due_again(over: str, cast: Cast) -> None:
    schedule("xfj", identity=1, words=1)
    do(over, "erase_identity", "feng", "2027-03-06", cast, reason="retention")
    assert [one.what for one in due(at=moment("2027-03-07"))] == ["words"]


def test_the_door_asks_the_schedule(over: str, cast: Cast) -> None:
    schedule("xfj", identity=1)
    with pytest.raises(Refused, match="还不能删除"):
        do(over, "erase_identity", "feng", "2027-03-04", cast, reason="retention")
    with pytest.raises(Refused, match="没有设定"):
        do(over, "erase_words", "feng", "2027-03-06", cast, extent="whole", reason="retention")
    do(over, "erase_identity", "feng", "2027-03-05", cast, reason="retention")
    assert is_erased(over)
    assert Statement.objects.filter(number=over, erased_at=None).exists()


def test_only_the_units_asked_for_are_looked_at(over: str) -> None:
    schedule("qingshi", identity=1)
    assert [one.number for one in due(at=moment("2028-01-01"), units=["xfj"])] == [over]
    assert list(due(at=moment("2028-01-01"), units=["zjj"])) == []


def test_a_leap_day_is_counted_to_the_last_of_february() -> None:
    assert retention.later(moment("2024-02-29"), 1) == moment("2025-02-28")
    assert timedelta(days=30) == retention.AHEAD
