"""Last days by the table: every vector of the reference and every date of the twelve journeys."""

from datetime import date, datetime, timedelta

import pytest

from xinqiao.law.model import Unit
from xinqiao.law.workdays import DayKind, count, load, passed

CN = load("cn")
GB = load("gb")
D, WD, M, Y = Unit.DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.YEAR


def on(text: str) -> date:
    return date.fromisoformat(text)


def days(texts: str) -> tuple[date, ...]:
    return tuple(map(on, texts.split()))


@pytest.mark.parametrize(
    ("event", "length", "unit", "raw", "last", "why"),
    [
        ("2026-03-02", 15, D, "2026-03-17", "2026-03-17", "plain"),
        ("2026-09-16", 15, D, "2026-10-01", "2026-10-08", "National Day"),
        ("2026-02-02", 15, D, "2026-02-17", "2026-02-24", "Spring Festival"),
        ("2026-04-01", 30, D, "2026-05-01", "2026-05-06", "Labour Day"),
        ("2026-01-05", 60, D, "2026-03-06", "2026-03-06", "plain"),
        ("2026-01-31", 30, D, "2026-03-02", "2026-03-02", "thirty days are not a month"),
        ("2026-01-31", 1, M, "2026-02-28", "2026-02-28", "month end; a Saturday, but worked that year"),
        (
            "2026-02-10",
            5,
            WD,
            "2026-02-24",
            "2026-02-24",
            "14 February, a Saturday, is worked; 15 to 23 are off",
        ),
        ("2026-04-29", 5, WD, "2026-05-09", "2026-05-09", "ends on a worked Saturday"),
        ("2026-09-17", 5, WD, "2026-09-23", "2026-09-23", "20 September, a Sunday, is worked"),
        ("2026-09-28", 5, WD, "2026-10-10", "2026-10-10", "ends on a worked Saturday"),
        ("2025-12-30", 5, WD, "2026-01-07", "2026-01-07", "crosses the year; 4 January, a Sunday, is worked"),
        ("2026-03-02", 3, WD, "2026-03-05", "2026-03-05", "simple handling, acceptance"),
        ("2026-03-02", 10, WD, "2026-03-16", "2026-03-16", "simple handling, opinion"),
        (
            "2025-09-26",
            5,
            WD,
            "2025-10-10",
            "2025-10-10",
            "break of 1 to 8 October; Sunday 28 September is worked",
        ),
        ("2025-03-03", 5, WD, "2025-03-10", "2025-03-10", "an ordinary week"),
    ],
)
def test_a_period_ends_on_the_legal_last_day(event, length, unit, raw, last, why):
    due = count(CN, on(event), length, unit)
    assert (due.raw, due.last, due.provisional) == (on(raw), on(last), False), why


@pytest.mark.parametrize(
    ("story", "event", "length", "unit", "raw", "last"),
    [
        ("J1 forwarded or answered", "2026-03-02", 15, D, "2026-03-17", "2026-03-17"),
        ("J1 the unit tells", "2026-03-06", 15, D, "2026-03-21", "2026-03-23"),
        ("J1 the unit may object", "2026-03-06", 5, WD, "2026-03-13", "2026-03-13"),
        ("J1 decide", "2026-03-12", 60, D, "2026-05-11", "2026-05-11"),
        ("J1 ask for review", "2026-04-22", 30, D, "2026-05-22", "2026-05-22"),
        ("J2 object", "2026-09-17", 5, WD, "2026-09-23", "2026-09-23"),
        ("J2 tell", "2026-09-17", 15, D, "2026-10-02", "2026-10-08"),
        ("J2 the second unit tells", "2026-09-29", 15, D, "2026-10-14", "2026-10-14"),
        ("J3 decide", "2026-01-05", 60, D, "2026-03-06", "2026-03-06"),
        ("J4 ask for review", "2026-04-01", 30, D, "2026-05-01", "2026-05-06"),
        ("J4 decide the review", "2026-05-06", 30, D, "2026-06-05", "2026-06-05"),
        ("J4 ask for re-review", "2026-06-08", 30, D, "2026-07-08", "2026-07-08"),
        ("J4 decide the re-review", "2026-06-30", 30, D, "2026-07-30", "2026-07-30"),
        ("J5 told whether accepted", "2026-04-29", 15, WD, "2026-05-22", "2026-05-22"),
        ("J6 a promise of thirty days", "2026-05-11", 30, D, "2026-06-10", "2026-06-10"),
        ("J7 accept", "2026-03-02", 3, WD, "2026-03-05", "2026-03-05"),
        ("J7 answer", "2026-03-03", 10, WD, "2026-03-17", "2026-03-17"),
        ("J7 back to ordinary handling", "2026-03-03", 60, D, "2026-05-02", "2026-05-06"),
    ],
)
def test_the_journeys_keep_their_dates(story, event, length, unit, raw, last):
    due = count(CN, on(event), length, unit)
    assert (due.raw, due.last) == (on(raw), on(last)), story


def test_an_extension_counts_from_the_raw_last_day():
    """J3: the sixtieth day is 6 March; thirty more end on a Sunday that is also Qingming."""
    due = count(CN, on("2026-01-05"), 60, D, extended=30)
    assert (due.raw, due.last, due.target) == (on("2026-04-05"), on("2026-04-07"), on("2026-04-03"))


def test_an_extension_does_not_count_from_the_rolled_last_day():
    due = count(CN, on("2026-03-03"), 60, D, extended=30)  # raw 2 May, rolled 6 May
    assert due.raw == on("2026-06-01")


def test_an_extension_of_a_period_in_working_days_is_in_working_days():
    assert count(GB, on("2026-03-02"), 10, WD, extended=10).last == on("2026-03-30")


def test_the_days_of_a_hearing_do_not_count():
    """J4: a hearing from 10 to 17 July takes eight days out of the thirty."""
    due = count(CN, on("2026-06-30"), 30, D, paused=[(on("2026-07-10"), on("2026-07-17"))])
    assert (due.raw, due.last) == (on("2026-08-07"), on("2026-08-07"))


def test_a_hearing_of_one_day_takes_one_day():
    due = count(CN, on("2026-06-30"), 30, D, paused=[(on("2026-07-10"), on("2026-07-10"))])
    assert due.raw == on("2026-07-31")


def test_days_paused_twice_are_taken_out_once():
    once = count(CN, on("2026-06-30"), 30, D, paused=[(on("2026-07-10"), on("2026-07-17"))])
    twice = count(
        CN,
        on("2026-06-30"),
        30,
        D,
        paused=[(on("2026-07-12"), on("2026-07-17")), (on("2026-07-10"), on("2026-07-13"))],
    )
    assert (twice.raw, twice.paused) == (once.raw, once.paused)


def test_the_day_of_the_event_is_not_counted_so_pausing_it_changes_nothing():
    due = count(CN, on("2026-06-30"), 30, D, paused=[(on("2026-06-25"), on("2026-06-30"))])
    assert due.raw == on("2026-07-30")


def test_a_pause_that_begins_in_the_extension_counts():
    due = count(CN, on("2026-01-05"), 60, D, extended=30, paused=[(on("2026-03-20"), on("2026-03-21"))])
    assert due.raw == on("2026-04-07")


def test_a_pause_after_the_last_day_changes_nothing():
    due = count(CN, on("2026-06-30"), 30, D, paused=[(on("2026-07-31"), on("2026-08-03"))])
    assert due.last == on("2026-07-30")


def test_a_pause_on_the_day_to_which_the_last_day_rolled_moves_it_on():
    """Raw 1 May, rolled 6 May; a hearing on the sixth and seventh leaves the eighth."""
    due = count(CN, on("2026-04-01"), 30, D, paused=[(on("2026-05-06"), on("2026-05-07"))])
    assert (due.raw, due.last) == (on("2026-05-01"), on("2026-05-08"))


def test_paused_working_days_do_not_count():
    plain = count(CN, on("2026-04-29"), 5, WD)
    paused = count(CN, on("2026-04-29"), 5, WD, paused=[(on("2026-05-07"), on("2026-05-07"))])
    assert (plain.last, paused.last) == (on("2026-05-09"), on("2026-05-11"))


@pytest.mark.parametrize(
    ("event", "length", "unit", "raw", "last"),
    [
        ("2024-02-29", 1, Y, "2025-02-28", "2025-02-28"),
        ("2024-02-29", 4, Y, "2028-02-29", "2028-02-29"),
        ("2023-02-28", 1, Y, "2024-02-28", "2024-02-28"),
        ("2024-01-31", 1, M, "2024-02-29", "2024-02-29"),
        ("2026-03-31", 1, M, "2026-04-30", "2026-04-30"),
        ("2025-08-31", 6, M, "2026-02-28", "2026-02-28"),
        ("2025-11-30", 3, M, "2026-02-28", "2026-02-28"),
        ("2025-12-15", 1, M, "2026-01-15", "2026-01-15"),
        ("2024-02-28", 1, D, "2024-02-29", "2024-02-29"),
        ("2024-02-28", 2, D, "2024-03-01", "2024-03-01"),
        ("2025-12-31", 1, D, "2026-01-01", "2026-01-04"),
        ("2022-12-30", 1, D, "2022-12-31", "2023-01-03"),
        ("2022-12-30", 1, WD, "2023-01-03", "2023-01-03"),
        ("2020-01-23", 1, WD, "2020-02-03", "2020-02-03"),
        ("2020-01-31", 1, D, "2020-02-01", "2020-02-03"),
    ],
)
def test_month_ends_year_ends_and_leap_days(event, length, unit, raw, last):
    due = count(CN, on(event), length, unit)
    assert (due.raw, due.last) == (on(raw), on(last))


def test_the_inner_target_is_the_last_working_day_on_or_before_the_raw_last_day():
    assert count(CN, on("2026-09-16"), 15, D).target == on("2026-09-30")
    assert count(CN, on("2026-03-12"), 60, D).target == on("2026-05-11")


def test_the_inner_target_is_never_before_the_event():
    """Received in the middle of the Spring Festival, due in it: the target is the legal last day."""
    due = count(CN, on("2026-02-17"), 3, D)
    assert (due.raw, due.last, due.target) == (on("2026-02-20"), on("2026-02-24"), on("2026-02-24"))


def test_a_period_that_does_not_roll_ends_where_counting_ends():
    due = count(CN, on("2026-04-01"), 30, D, roll=False)
    assert (due.raw, due.last, due.provisional) == (on("2026-05-01"), on("2026-05-01"), False)


def test_papers_for_a_hearing_are_counted_back_from_it_and_roll_back():
    """Seven days before 12 October is National Day week: the papers go out before the break, not after it."""
    due = count(CN, on("2026-10-12"), 7, D, backwards=True)
    assert (due.raw, due.last) == (on("2026-10-05"), on("2026-09-30"))
    plain = count(CN, on("2026-10-21"), 7, D, backwards=True)
    assert (plain.raw, plain.last) == (on("2026-10-14"), on("2026-10-14"))


def test_working_days_are_counted_back_over_a_break_and_a_year_end():
    assert count(CN, on("2026-10-12"), 5, WD, backwards=True).last == on("2026-09-29")
    assert count(CN, on("2026-01-05"), 2, WD, backwards=True).last == on("2025-12-31")


def test_a_period_counted_back_is_neither_extended_nor_paused():
    with pytest.raises(ValueError):
        count(CN, on("2026-10-12"), 7, D, backwards=True, extended=1)


@pytest.mark.parametrize(("length", "extended"), [(0, 0), (-1, 0), (5, -1)])
def test_nothing_is_counted_with_less_than_a_day(length, extended):
    with pytest.raises(ValueError):
        count(CN, on("2026-01-05"), length, D, extended=extended)


@pytest.mark.parametrize(("length", "unit"), [(3_000_000, D), (200_000, M), (9_000, Y), (2_500_000, WD)])
def test_where_dates_end_counting_says_so(length, unit):
    with pytest.raises(OverflowError):
        count(CN, on("2026-01-05"), length, unit)


@pytest.mark.parametrize(
    ("event", "length", "unit", "last", "provisional", "why"),
    [
        ("2026-11-20", 60, D, "2027-01-19", True, "an ordinary Tuesday, but the plan may take it off"),
        ("2026-11-01", 60, D, "2026-12-31", False, "ends on the last day of a published year"),
        ("2026-12-24", 5, WD, "2026-12-31", False, "every counted day lies in 2026"),
        ("2026-12-25", 5, WD, "2027-01-01", True, "the fifth is assumed: nobody has said yet that it is off"),
        ("2026-11-02", 60, D, "2027-01-01", True, "raw last day in 2027"),
        ("2019-12-30", 1, WD, "2019-12-31", True, "2019 is not among the plans"),
        ("2019-12-31", 1, WD, "2020-01-02", False, "the day of the event is not looked at"),
        ("2019-12-20", 20, D, "2020-01-09", False, "only the end is looked at"),
    ],
)
def test_a_date_is_provisional_when_a_day_looked_at_has_no_plan(event, length, unit, last, provisional, why):
    due = count(CN, on(event), length, unit)
    assert (due.last, due.provisional) == (on(last), provisional), why


def test_a_pause_over_the_unknown_year_leaves_a_date_certain():
    """Only days that are looked at can make a date provisional."""
    due = count(GB, on("2027-12-20"), 5, WD, paused=[(on("2027-12-22"), on("2029-12-31"))])
    assert due.provisional  # resumes in 2030, without a list
    due = count(CN, on("2018-12-20"), 5, WD, paused=[(on("2018-12-21"), on("2019-12-31"))])
    assert (due.last, due.provisional) == (on("2020-01-08"), False)


def test_the_days_passed_are_named_for_the_explanation():
    due = count(CN, on("2026-04-29"), 5, WD)
    assert passed(due, CN).skipped == days("2026-05-01 2026-05-02 2026-05-03 2026-05-04 2026-05-05")
    assert passed(due, CN).worked == days("2026-05-09")
    rolled = count(CN, on("2026-01-05"), 60, D, extended=30)
    assert passed(rolled, CN).rolled == days("2026-04-05 2026-04-06")
    assert passed(rolled, CN).skipped == ()
    back = count(CN, on("2026-10-12"), 7, D, backwards=True)
    assert passed(back, CN).rolled == days("2026-10-01 2026-10-02 2026-10-03 2026-10-04 2026-10-05")


def test_british_bank_holidays_are_not_working_days():
    assert count(GB, on("2026-12-24"), 1, WD).last == on("2026-12-29")
    assert count(GB, on("2022-09-16"), 1, WD).last == on("2022-09-20")  # the State Funeral
    assert count(GB, on("2026-04-29"), 5, WD).last == on("2026-05-07")


def test_a_day_begins_and_ends_where_the_calendar_is():
    end = CN.end(on("2026-04-07"))
    assert end.isoformat() == "2026-04-08T00:00:00+08:00"
    assert CN.day(end) == on("2026-04-08")
    assert CN.day(end - timedelta(microseconds=1)) == on("2026-04-07")
    assert CN.day(datetime.fromisoformat("2026-05-06T15:50:00+00:00")) == on("2026-05-06")
    assert GB.end(on("2026-03-28")).isoformat() == "2026-03-29T00:00:00+00:00"
    assert GB.end(on("2026-03-29")).isoformat() == "2026-03-30T00:00:00+01:00"


def test_a_worked_saturday_is_a_working_day_and_a_bridged_friday_is_not():
    assert CN.kind(on("2026-05-09")) is DayKind.WORKING
    assert CN.worked_weekend(on("2026-05-09")) and not CN.worked_weekend(on("2026-05-08"))
    assert CN.kind(on("2026-01-02")) is DayKind.REST
    assert CN.kind(on("2027-05-01")) is DayKind.REST  # a Saturday; assumed
    assert CN.kind(on("2027-10-01")) is DayKind.WORKING  # assumed, and provisional
    assert CN.provisional(on("2027-10-01"))
