"""What holds for every date: checked against a walk along the days, one by one."""

from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from xinqiao.law.model import Unit
from xinqiao.law.workdays import Calendar, DayKind, Span, count, load

CN = load("cn")
GB = load("gb")
ONE = timedelta(days=1)

Draw = st.DrawFn
Case = tuple[Calendar, date, int, Unit, int, list[Span]]

calendars = st.sampled_from([CN, GB])
starts = st.dates(min_value=date(2017, 6, 1), max_value=date(2029, 6, 1))
lengths = st.integers(min_value=1, max_value=120)
extensions = st.one_of(st.just(0), st.integers(min_value=1, max_value=60))
units = st.sampled_from([Unit.DAY, Unit.WORKING_DAY])
any_units = st.sampled_from(list(Unit))


@st.composite
def pauses(draw: Draw, start: date) -> list[Span]:
    """Up to three spans around a start, in any order, overlapping or not."""
    spans = []
    for _each in range(draw(st.integers(min_value=0, max_value=3))):
        first = start + timedelta(days=draw(st.integers(min_value=-10, max_value=150)))
        spans.append((first, first + timedelta(days=draw(st.integers(min_value=0, max_value=40)))))
    return spans


@st.composite
def counts(draw: Draw) -> Case:
    start = draw(starts)
    return draw(calendars), start, draw(lengths), draw(units), draw(extensions), draw(pauses(start))


def walk(
    calendar: Calendar, start: date, number: int, unit: Unit, spans: list[Span]
) -> tuple[date, date, bool]:
    """The same count by walking: the raw day, the last day, and whether a day looked at has no plan."""

    def is_paused(day: date) -> bool:
        return any(first <= day <= last for first, last in spans)

    day, looked_at = start, []
    while number:
        day += ONE
        if is_paused(day):
            continue
        if unit == Unit.WORKING_DAY:
            looked_at.append(day)
            if calendar.kind(day) is DayKind.REST:
                continue
        number -= 1
    raw = day
    if unit == Unit.DAY:
        while True:
            if not is_paused(day):
                looked_at.append(day)
                if calendar.kind(day) is DayKind.WORKING:
                    break
            day += ONE
    return raw, day, any(calendar.provisional(one) for one in looked_at)


@given(counts())
@settings(max_examples=400)
@example((CN, date(2018, 12, 20), 5, Unit.WORKING_DAY, 0, [(date(2018, 12, 21), date(2019, 12, 31))]))
@example((CN, date(2026, 4, 1), 30, Unit.DAY, 0, [(date(2026, 5, 6), date(2026, 5, 7))]))
@example((CN, date(2026, 4, 1), 30, Unit.DAY, 0, [(date(2026, 5, 2), date(2026, 5, 3))]))
def test_counting_by_table_equals_walking_along_the_days(case):
    calendar, start, length, unit, extended, spans = case
    due = count(calendar, start, length, unit, extended=extended, paused=spans)
    assert (due.raw, due.last, due.provisional) == walk(calendar, start, length + extended, unit, spans)


@given(calendars, starts, lengths, units)
@settings(max_examples=300)
def test_counting_back_equals_walking_back(calendar, start, length, unit):
    due = count(calendar, start, length, unit, backwards=True)
    day, looked_at, left = start, [], length
    while left:
        day -= ONE
        if unit == Unit.WORKING_DAY:
            looked_at.append(day)
        left -= unit == Unit.DAY or calendar.kind(day) is DayKind.WORKING
    assert due.raw == day
    looked_at.append(day)
    while calendar.kind(day) is DayKind.REST:
        day -= ONE
        looked_at.append(day)
    assert (due.last, due.provisional) == (day, any(map(calendar.provisional, looked_at)))


@given(calendars, starts, lengths, any_units, extensions)
@settings(max_examples=300)
def test_the_legal_last_day_is_a_working_day_not_before_the_raw_one(calendar, start, length, unit, extended):
    due = count(calendar, start, length, unit, extended=extended)
    assert start < due.raw <= due.last
    assert calendar.kind(due.last) is DayKind.WORKING
    assert all(
        calendar.kind(due.raw + timedelta(days=offset)) is DayKind.REST
        for offset in range((due.last - due.raw).days)
    )
    assert due.start <= due.target <= due.last
    assert calendar.kind(due.target) is DayKind.WORKING


@given(calendars, starts, lengths, any_units)
@settings(max_examples=300)
def test_a_later_event_or_a_longer_period_never_ends_earlier(calendar, start, length, unit):
    due = count(calendar, start, length, unit)
    later = count(calendar, start + ONE, length, unit)
    longer = count(calendar, start, length + 1, unit)
    assert due.raw <= later.raw and due.last <= later.last
    assert due.raw < longer.raw and due.last <= longer.last


@given(starts, lengths, st.sampled_from([Unit.DAY, Unit.MONTH]), st.integers(1, 40), st.data())
@settings(max_examples=300)
def test_a_pause_of_some_days_within_a_period_moves_its_raw_end_by_as_many(start, length, unit, pause, data):
    plain = count(CN, start, length, unit)
    offset = data.draw(st.integers(1, (plain.raw - start).days))
    first = start + timedelta(days=offset)
    due = count(CN, start, length, unit, paused=[(first, first + timedelta(days=pause - 1))])
    assert due.raw == plain.raw + timedelta(days=pause)


@given(starts, lengths, extensions)
def test_an_extension_is_added_to_the_raw_last_day(start, length, extended):
    assert (
        count(CN, start, length, Unit.DAY, extended=extended).raw
        == count(CN, start, length, Unit.DAY).raw + timedelta(days=extended)
        == count(CN, start, length + extended, Unit.DAY).raw
    )


@given(starts, st.integers(1, 36))
def test_months_end_on_the_same_numbered_day_or_at_the_end_of_the_month(start, months):
    raw = count(CN, start, months, Unit.MONTH).raw
    assert (raw.year - start.year) * 12 + raw.month - start.month == months
    assert raw.day == start.day or (raw.day < start.day and (raw + ONE).day == 1)
    if months % 12 == 0:
        assert count(CN, start, months // 12, Unit.YEAR).raw == raw


@given(calendars, starts, st.integers(0, 400))
def test_working_days_between_are_those_of_a_walk(calendar, first, length):
    days = [first + timedelta(days=offset) for offset in range(length + 1)]
    working = [day for day in days if calendar.kind(day) is DayKind.WORKING]
    assert calendar.working_between(first, days[-1]) == len(working)
    assert calendar.working_between(days[-1] + ONE, first) == 0
    if working:
        assert calendar.next_working(first) == working[0]
        assert calendar.last_working(days[-1]) == working[-1]
        assert calendar.working_after(first - ONE, len(working)) == working[-1]
        assert calendar.working_before(days[-1] + ONE, len(working)) == working[0]
