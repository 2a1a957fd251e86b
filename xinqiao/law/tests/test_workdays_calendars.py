"""The calendars themselves: complete, consistent, with their sources; and those that an office adds."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from xinqiao.law import calendars
from xinqiao.law.calendars import BadCalendar, Break, Plan
from xinqiao.law.model import Unit
from xinqiao.law.workdays import Calendar, DayKind, count, load

CN = load("cn")
GB = load("gb")

FIXED = {"元旦": [(1, 1)], "劳动节": [(5, 1)], "国庆节": [(10, 1), (10, 2), (10, 3)]}
MOVING = {"春节": 3, "清明节": 1, "端午节": 1, "中秋节": 1}
LUNAR_NEW_YEAR = {
    2020: date(2020, 1, 25),
    2021: date(2021, 2, 12),
    2022: date(2022, 2, 1),
    2023: date(2023, 1, 22),
    2024: date(2024, 2, 10),
    2025: date(2025, 1, 29),
    2026: date(2026, 2, 17),
}


def on(*texts: str) -> set[date]:
    return {date.fromisoformat(text) for text in texts}


def spread(first: str, last: str) -> set[date]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return {begin + timedelta(days=offset) for offset in range((end - begin).days + 1)}


def test_the_years_we_ship():
    assert sorted(CN.plans) == [2020, 2021, 2022, 2023, 2024, 2025, 2026]
    assert sorted(GB.plans) == list(range(2020, 2028))
    assert CN.known == set(CN.plans)
    assert calendars.names() == ["cn", "gb"]


def test_2026_is_as_published():
    plan = CN.plans[2026]
    assert set(plan.off) == (
        spread("2026-01-01", "2026-01-03")
        | spread("2026-02-15", "2026-02-23")
        | spread("2026-04-04", "2026-04-06")
        | spread("2026-05-01", "2026-05-05")
        | spread("2026-06-19", "2026-06-21")
        | spread("2026-09-25", "2026-09-27")
        | spread("2026-10-01", "2026-10-07")
    )
    assert set(plan.worked) == on(
        "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"
    )


def test_the_spring_festival_of_2020_was_lengthened():
    plan = CN.plans[2020]
    assert spread("2020-01-24", "2020-02-02") <= set(plan.off)
    assert CN.kind(date(2020, 2, 1)) is DayKind.REST  # worked by the first notice, off by the second
    assert len(plan.sources) == 2


@pytest.mark.parametrize("calendar", [CN, GB], ids=["cn", "gb"])
def test_no_day_is_both_off_and_worked_and_only_weekend_days_are_worked(calendar):
    off, worked = set(), set()
    for plan in calendar.plans.values():
        off |= set(plan.off)
        worked |= set(plan.worked)
        assert all(day.year in (plan.year, plan.year - 1) for day in (*plan.off, *plan.worked))
    assert not off & worked
    assert all(day.isoweekday() in calendar.weekend for day in worked)


@pytest.mark.parametrize("year", sorted(CN.plans))
def test_every_statutory_holiday_is_off(year):
    plan = CN.plans[year]
    names = {day: why.name for day, why in plan.off.items()}
    for name, days in FIXED.items():
        assert all(name in names[date(year, month, day)] for month, day in days)
    for name, length in MOVING.items():
        assert sum(name in found for found in names.values()) >= length
    new_year = LUNAR_NEW_YEAR[year]
    assert all(names[new_year + timedelta(days=offset)] == "春节" for offset in range(3))
    if year >= 2025:  # New Year's Eve and 2 May became statutory holidays
        assert names[new_year - timedelta(days=1)] == "春节"
        assert names[date(year, 5, 2)] == "劳动节"


@pytest.mark.parametrize("year", sorted(CN.plans))
def test_what_is_shifted_off_is_worked_on_weekends_and_nothing_more(year):
    """Weekdays taken off beyond the statutory holidays are made up by exactly as many worked weekend days.

    A statutory holiday that falls on a weekend gives a weekday off instead, so both sides count days, not holidays.
    """
    plan = CN.plans[year]
    statutory = 13 if year >= 2025 else 11
    weekdays_off = sum(day.isoweekday() < 6 for day in plan.off)
    # The second notice of 2020 added 31 January and took back the worked 1 February; neither was made up.
    lengthened = {2020: 2}.get(year, 0)
    assert weekdays_off - len(plan.worked) - lengthened == statutory


@pytest.mark.parametrize("calendar", [CN, GB], ids=["cn", "gb"])
def test_every_plan_names_its_source_and_every_break_has_two_names(calendar):
    for plan in calendar.plans.values():
        assert plan.confirmed and plan.sources and all(source.title for source in plan.sources)
        assert all(
            why.name and why.name_en.isascii() and why.name_en
            for why in (*plan.off.values(), *plan.worked.values())
        )
    for plan in CN.plans.values():
        assert all(
            source.number.startswith("国办发明电〔") and source.published_on for source in plan.sources
        )
        assert all(
            source.published_on and source.published_on.year in (plan.year, plan.year - 1)
            for source in plan.sources
        )


@pytest.mark.parametrize("year", sorted(GB.plans))
def test_england_and_wales_have_eight_bank_holidays_and_those_of_one_year(year):
    assert len(GB.plans[year].off) == {2022: 10, 2023: 9}.get(year, 8)
    assert all(day.isoweekday() < 6 for day in GB.plans[year].off)
    assert not GB.plans[year].worked


def test_the_plan_that_an_office_adds_makes_dates_certain(tmp_path):
    (tmp_path / "cn").mkdir()
    (tmp_path / "cn" / "2027.toml").write_text(
        'year = 2027\nconfirmed = true\n[[sources]]\ntitle = "通知"\n'
        '[[breaks]]\nname = "元旦"\nfirst = 2026-12-31\nlast = 2027-01-02\nworked = [2026-12-27]\n',
        encoding="utf-8",
    )
    with_plan = load("cn", [tmp_path])
    before, after = (count(cal, date(2026, 12, 24), 6, Unit.WORKING_DAY) for cal in (CN, with_plan))
    assert (before.last, before.provisional) == (date(2027, 1, 1), True)
    assert (after.last, after.provisional) == (date(2027, 1, 4), False)
    assert with_plan.kind(date(2026, 12, 27)) is DayKind.WORKING  # a Sunday of the year before
    assert with_plan.kind(date(2026, 12, 31)) is DayKind.REST
    assert with_plan.edition != CN.edition == load("cn").edition


def test_an_unconfirmed_plan_is_used_but_leaves_dates_provisional(tmp_path):
    (tmp_path / "cn").mkdir()
    (tmp_path / "cn" / "2027.toml").write_text(
        'year = 2027\nconfirmed = false\n[[sources]]\ntitle = "草案"\n[[breaks]]\nname = "元旦"\nfirst = 2027-01-01\n',
        encoding="utf-8",
    )
    due = count(load("cn", [tmp_path]), date(2026, 12, 31), 1, Unit.WORKING_DAY)
    assert (due.last, due.provisional) == (date(2027, 1, 4), True)


def test_an_office_may_correct_a_year_and_bring_a_calendar_of_its_own(tmp_path):
    (tmp_path / "cn").mkdir()
    (tmp_path / "cn" / "2026.toml").write_text(
        'year = 2026\nconfirmed = true\n[[sources]]\ntitle = "通知"\n', encoding="utf-8"
    )
    assert load("cn", [tmp_path]).kind(date(2026, 10, 1)) is DayKind.WORKING
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "calendar.toml").write_text(
        'zone = "Asia/Riyadh"\nweekend = [5, 6]\n', encoding="utf-8"
    )
    own = load("own", [tmp_path])
    assert own.kind(date(2026, 10, 2)) is DayKind.REST  # a Friday
    assert own.kind(date(2026, 10, 4)) is DayKind.WORKING
    assert calendars.names([tmp_path]) == ["cn", "gb", "own"]


def test_where_two_plans_speak_of_a_day_the_later_one_holds():
    def plan(year: int, off: Iterable[date] = (), worked: Iterable[date] = ()) -> Plan:
        why = Break("元旦")
        return Plan(year, (), dict.fromkeys(off, why), dict.fromkeys(worked, why))

    day = date(2026, 12, 27)
    plans = [plan(2027, worked=[day]), plan(2026, off=[day])]
    assert Calendar("x", zone="UTC", plans=plans).kind(day) is DayKind.WORKING
    plans = [plan(2027, off=[day]), plan(2026, worked=[day])]
    assert Calendar("x", zone="UTC", plans=plans).kind(day) is DayKind.REST


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("year = 2028\n", "year"),
        ("year = 2027\n[[breaks]]\nname = '元旦'\nfirst = 2027-01-01\n", "sources"),
        ("year = 2027\n[[breaks]]\nname = '元旦'\nfirst = '2027-01-01'\n", "元旦"),
        ("year = 2027\n[[breaks]]\nname = '元旦'\nfirst = 2027-01-01T00:00:00\n", "元旦"),
        ("year = 2027\n[[breaks]]\nname = '元旦'\nfirst = 2027-01-02\nlast = 2027-01-01\n", "元旦"),
        ("year = 2027\n[[breaks]]\nname = '元旦'\nfirst = 2027-01-01\nworked = 2027-01-03\n", "worked"),
        ("year = 2027\n[[breaks]]\nname = '元旦'\nfirst = 2027-01-01\nworked = [2027-01-04]\n", "2027-01-04"),
        ("year = 2027\n[[breaks]]\nname = '元旦'\nfirst = 2027-01-02\nworked = [2027-01-02]\n", "2027-01-02"),
        ("year = 2027\n[[breaks]]\nname = '元旦'\nfirst = 2026-11-30\n", "2026-11-30"),
        ("year = 2027\n[[breaks]]\nname = '元旦'\nfirst = 2027-01-0", "2027.toml"),
    ],
)
def test_a_file_written_wrongly_is_refused_with_what_is_wrong(tmp_path, text, said):
    (tmp_path / "cn").mkdir()
    (tmp_path / "cn" / "2027.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadCalendar, match=said) as error:
        load("cn", [tmp_path])
    assert "2027.toml" in str(error.value)


def test_an_unknown_calendar_is_refused_with_those_there_are():
    with pytest.raises(BadCalendar, match="cn、gb"):
        load("fr")
