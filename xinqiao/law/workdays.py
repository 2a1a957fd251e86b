"""Calendar days and working days: on which day a length of time ends.

The rules are C1 to C6, C14 and C15 of the time limits of the Civil Code (arts 200-204) as the petition procedures use
them: the day of the event is not counted; months end on the same-numbered day or at the end of the month; a last day
that is a rest day moves to the next working day. Which days are rest days is published year by year, so a year whose
plan is not known gives dates marked provisional, reckoned with weekends only.
"""

import hashlib
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from xinqiao.law import calendars
from xinqiao.law.calendars import Break, Plan
from xinqiao.law.model import Citation, Unit

DAY = timedelta(days=1)

Span = tuple[date, date]
"""Days that do not count, both ends included."""


class DayKind(StrEnum):
    """What a day is."""

    WORKING = "working"
    REST = "rest"


class Calendar:
    """Which days are working days at one place, and in which time zone its days begin.

    >>> cn = load("cn")
    >>> cn.kind(date(2026, 5, 9)), cn.kind(date(2026, 5, 10)), cn.provisional(date(2027, 5, 9))
    (<DayKind.WORKING: 'working'>, <DayKind.REST: 'rest'>, True)
    """

    def __init__(
        self,
        name: str,
        *,
        zone: str,
        plans: Iterable[Plan] = (),
        weekend: Iterable[int] = calendars.WEEKEND,
        title: str = "",
        title_en: str = "",
        rolls_by: Citation | None = None,
    ) -> None:
        self.name = name
        self.title = title or name
        self.title_en = title_en or name
        self.zone = ZoneInfo(zone)
        self.weekend = frozenset(weekend)  # ISO weekdays: Monday is 1
        self.rolls_by = rolls_by  # the rule that moves a last day off a rest day
        self.plans = {plan.year: plan for plan in sorted(plans, key=lambda plan: plan.year)}
        self.known = frozenset(plan.year for plan in self.plans.values() if plan.confirmed)
        self._off: dict[date, Break] = {}
        self._worked: dict[date, Break] = {}
        for plan in (
            self.plans.values()
        ):  # in the order of years: where two speak of a day in December, the later holds
            for day, why in plan.off.items():
                self._worked.pop(day, None)
                self._off[day] = why
            for day, why in plan.worked.items():
                self._off.pop(day, None)
                self._worked[day] = why
        self._working: dict[int, list[date]] = {}

    def __repr__(self) -> str:
        return f"<Calendar {self.name} {self.edition}>"

    def kind(self, day: date) -> DayKind:
        if day in self._off:
            return DayKind.REST
        if day in self._worked or day.isoweekday() not in self.weekend:
            return DayKind.WORKING
        return DayKind.REST

    def provisional(self, day: date) -> bool:
        """Whether the plan of this day's year is not published, so that its kind is an assumption."""
        return day.year not in self.known

    def holiday(self, day: date) -> Break | None:
        """The break that makes this day a rest day; None on working days and plain weekends."""
        return self._off.get(day)

    def worked_weekend(self, day: date) -> bool:
        """Whether this is a Saturday or Sunday that the plan makes a working day."""
        return day.isoweekday() in self.weekend and self.kind(day) is DayKind.WORKING

    @property
    def edition(self) -> str:
        """Changes whenever a plan arrives or is corrected; a sign that dates have to be reckoned again."""
        lines = [f"{self.zone} {sorted(self.weekend)} {sorted(self.known)}"]
        lines += [f"{day} off" for day in sorted(self._off)] + [
            f"{day} worked" for day in sorted(self._worked)
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]

    def next_working(self, day: date) -> date:
        """The first working day on or after ``day``."""
        days = self._working_days(day.year)
        place = bisect_left(days, day)
        return days[place] if place < len(days) else self._working_days(day.year + 1)[0]

    def last_working(self, day: date) -> date:
        """The last working day on or before ``day``."""
        days = self._working_days(day.year)
        place = bisect_right(days, day)
        return days[place - 1] if place else self._working_days(day.year - 1)[-1]

    def working_after(self, day: date, number: int) -> date:
        """The ``number``-th working day after ``day``, which itself is not counted."""
        year = day.year
        days = self._working_days(year)
        place = bisect_right(days, day) + number - 1
        while place >= len(days):
            place -= len(days)
            year += 1
            days = self._working_days(year)
        return days[place]

    def working_before(self, day: date, number: int) -> date:
        """The ``number``-th working day before ``day``, which itself is not counted."""
        year = day.year
        place = bisect_left(self._working_days(year), day) - number
        while place < 0:
            year -= 1
            place += len(self._working_days(year))
        return self._working_days(year)[place]

    def working_between(self, first: date, last: date) -> int:
        """How many working days lie between two days, both included."""
        if last < first:
            return 0
        count = sum(len(self._working_days(year)) for year in range(first.year, last.year))
        before = bisect_left(self._working_days(first.year), first)
        return count + bisect_right(self._working_days(last.year), last) - before

    def day(self, moment: datetime) -> date:
        """The day on which a moment falls here."""
        return moment.astimezone(self.zone).date()

    def end(self, day: date) -> datetime:
        """24:00 of a day: the first moment at which something due on it is late (Civil Code art. 203)."""
        return datetime.combine(day + DAY, time(), tzinfo=self.zone)

    def _working_days(self, year: int) -> list[date]:
        # Kept per year once made: the answers above are then one look-up by halves instead of a walk along the days.
        days = self._working.get(year)
        if days is None:
            if not date.min.year <= year <= date.max.year:
                raise OverflowError("date value out of range")
            first = date(year, 1, 1)
            length = 366 if monthrange(year, 2)[1] == 29 else 365
            every = (first + timedelta(days=offset) for offset in range(length))
            days = self._working[year] = [day for day in every if self.kind(day) is DayKind.WORKING]
        return days


def load(name: str, extra_dirs: Sequence[Path | str] = ()) -> Calendar:
    """Read a calendar from the package and, adding to it or replacing its years, from further folders.

    Each of ``extra_dirs`` may hold a folder called ``name``. So an office drops ``cn/2027.toml`` into its data folder
    on the day the plan is published. Reads the disk each time: call it at the edge and hand the value in. Raises
    ``BadCalendar``.
    """
    about, plans = calendars.read(name, extra_dirs)
    roll = about.get("roll")
    return Calendar(
        name,
        zone=about["zone"],
        plans=plans,
        weekend=about.get("weekend", calendars.WEEKEND),
        title=about.get("title", ""),
        title_en=about.get("title_en", ""),
        rolls_by=Citation(roll["law"], roll.get("article", "")) if roll else None,
    )


@dataclass(frozen=True, slots=True)
class Due:
    """The day on which a length of time ends, and how it was reached."""

    start: date  # the day of the event; not counted
    length: int | None  # None: the last day was set by somebody, not counted
    unit: Unit
    raw: date  # the day reached by counting, extension and pauses included
    last: date  # the legal last day: ``raw``, moved off a rest day
    target: date  # the inner target of an office: the last working day on or before ``raw``
    provisional: bool  # ``last`` rests on a year whose plan is not published
    extended: int = 0
    paused: tuple[Span, ...] = ()  # the days that did not count, merged and in order
    paused_on: date | None = None  # it stands still since this day
    backwards: bool = False


def count(
    calendar: Calendar,
    start: date,
    length: int,
    unit: Unit,
    *,
    roll: bool = True,
    extended: int = 0,
    paused: Iterable[Span] = (),
    backwards: bool = False,
) -> Due:
    """Count ``length`` units from the day after ``start``.

    ``extended`` is added to the raw last day, before it moves off a rest day: in working days for a length in working
    days, else in calendar days. The days of ``paused`` are passed over as if they were not there, also where they fall
    between a raw last day and the working day it moves to. ``backwards`` counts from the day before ``start`` towards
    the past; a rest day then moves to the working day before it, so that nobody's notice gets shorter.

    >>> due = count(load("cn"), date(2026, 9, 16), 15, Unit.DAY)
    >>> str(due.raw), str(due.last), str(due.target)
    ('2026-10-01', '2026-10-08', '2026-09-30')

    Raises ``ValueError`` for a length below one, and ``OverflowError`` where dates end.
    """
    return _count(calendar, start, length, unit, roll, extended, _merged(start, paused), backwards)


# A million matters start their clocks on a few thousand days, so most counts have been done before.
@lru_cache(maxsize=1 << 16)
def _count(
    calendar: Calendar,
    start: date,
    length: int,
    unit: Unit,
    roll: bool,
    extended: int,
    spans: tuple[Span, ...],
    backwards: bool,
) -> Due:
    if length < 1 or extended < 0:
        raise ValueError(f"cannot count {length} + {extended} {unit}")
    if backwards:
        if extended or spans:
            raise ValueError("a clock that counts back from its event is neither extended nor paused")
        return _count_back(calendar, start, length, unit, roll)
    if unit == Unit.WORKING_DAY:
        raw, provisional = _working_raw(calendar, start, length + extended, spans)
        last = raw
    else:
        raw = _plain(start, length, unit) + timedelta(days=extended)
        for first, final in spans:
            if first <= raw:
                raw += final - first + DAY
        last, provisional = _rolled(calendar, raw, spans) if roll else (raw, False)
    target = calendar.last_working(raw)
    return Due(
        start=start,
        length=length,
        unit=unit,
        raw=raw,
        last=last,
        target=target if target >= start else last,
        provisional=provisional,
        extended=extended,
        paused=spans,
    )


def _plain(start: date, length: int, unit: Unit) -> date:
    """Days, months or years after ``start``, whatever kind of days they are (Civil Code art. 202)."""
    if unit == Unit.DAY:
        return start + timedelta(days=length)
    months = start.year * 12 + start.month - 1 + (length if unit == Unit.MONTH else 12 * length)
    year, month = divmod(months, 12)
    if not date.min.year <= year < date.max.year:
        raise OverflowError("date value out of range")
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _merged(start: date, paused: Iterable[Span]) -> tuple[Span, ...]:
    """The paused days after ``start``, in order, no day twice."""
    if not paused:
        return ()
    merged: list[Span] = []
    for first, last in sorted(paused):
        first = max(first, start + DAY)
        if merged and first <= merged[-1][1] + DAY:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        elif first <= last:
            merged.append((first, last))
    return tuple(merged)


def _working_raw(calendar: Calendar, start: date, number: int, spans: tuple[Span, ...]) -> tuple[date, bool]:
    """The ``number``-th working day after ``start`` outside the spans, and whether a day on the way is provisional."""
    provisional = False
    for first, last in spans:
        here = calendar.working_between(start + DAY, first - DAY)
        if here >= number:
            break
        provisional = provisional or _unknown(calendar, start + DAY, first - DAY)
        number -= here
        start = last
    raw = calendar.working_after(start, number)
    return raw, provisional or _unknown(calendar, start + DAY, raw)


def _rolled(calendar: Calendar, day: date, spans: tuple[Span, ...]) -> tuple[date, bool]:
    """The first working day on or after ``day`` outside the spans, and whether a day on the way is provisional."""
    provisional = False
    for first, last in spans:
        if last < day:
            continue
        working = calendar.next_working(day)
        if working < first:
            break
        provisional = provisional or _unknown(calendar, day, first - DAY)
        day = last + DAY
    working = calendar.next_working(day)
    return working, provisional or _unknown(calendar, day, working)


def _unknown(calendar: Calendar, first: date, last: date) -> bool:
    """Whether one of these days lies in a year without a published plan."""
    if first.year == last.year:  # nearly always, and twenty times quicker
        return first <= last and first.year not in calendar.known
    return first <= last and any(year not in calendar.known for year in range(first.year, last.year + 1))


def _count_back(calendar: Calendar, start: date, length: int, unit: Unit, roll: bool) -> Due:
    if unit == Unit.WORKING_DAY:
        raw = last = calendar.working_before(start, length)
        provisional = _unknown(calendar, raw, start - DAY)
    else:
        raw = _plain(start, -length, unit)
        last = calendar.last_working(raw) if roll else raw
        provisional = roll and _unknown(calendar, last, raw)
    target = calendar.last_working(last)
    return Due(start, length, unit, raw, last, target, provisional, backwards=True)


@dataclass(frozen=True, slots=True)
class Passed:
    """The days worth a word when a date is explained."""

    skipped: tuple[date, ...]  # rest days that a count in working days passed over
    rolled: tuple[date, ...]  # rest days between the raw and the legal last day, the raw one included
    worked: tuple[date, ...]  # weekend days that count because the plan makes them working days
    unknown: tuple[int, ...]  # years without a published plan among the days looked at


def passed(due: Due, calendar: Calendar) -> Passed:
    """Look at the days of a count again, one by one. For explaining a date, not for reckoning it."""
    counted = due.unit == Unit.WORKING_DAY and due.length is not None
    if not counted:
        first, final = sorted((due.raw, due.last))
    elif due.backwards:
        first, final = due.raw, due.start - DAY
    else:
        first, final = due.start + DAY, due.raw
    days = [first + timedelta(days=offset) for offset in range((final - first).days + 1)]
    days = [day for day in days if not any(begin <= day <= end for begin, end in due.paused)]
    rest = tuple(day for day in days if calendar.kind(day) is DayKind.REST)
    return Passed(
        skipped=rest if counted else (),
        rolled=rest if due.raw != due.last else (),
        worked=tuple(day for day in days if calendar.worked_weekend(day)),
        unknown=tuple(sorted({day.year for day in days if calendar.provisional(day)})),
    )
