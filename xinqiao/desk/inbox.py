"""The lists of the desk: what is due when, for whom, by which rule.

Every query starts from an index that begins with the unit (``case_inbox``, ``case_received``, ``case_moved``), reads no more rows than
are shown, and never counts further than ninety-nine.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.look import ShownClock, standing_of, unit_names
from xinqiao.cases.models import Case
from xinqiao.cases.policy import visible
from xinqiao.cases.roles import turns_of
from xinqiao.desk.access import Staff
from xinqiao.law.catalogue import PROCEDURES, find_procedure
from xinqiao.law.machine import next_duty
from xinqiao.law.model import BODY_OF, SAME, Kind, role_title

SHOWN = 30
"""Rows of one page."""
DAY_SHOWN = 12
"""Rows of one column of the day's list: two screens of it. What comes after them is one key away."""
MOST = 99
"""Nothing is counted further than this."""
LAST_PAGE = 200
OPEN, CLOSED = (False,), (True,)
"""Asked for with ``closed__in``: SQLite finds ``closed IN (0)`` in an index, and ``NOT closed`` in none."""


@dataclass(frozen=True, slots=True)
class Row:
    """One matter in a list."""

    case: Case
    state: str
    due: ShownClock | None
    waits_on: str
    ours: bool  # it is this unit that has to act next

    @property
    def late(self) -> bool:
        return self.due is not None and self.due.late and not self.due.clock.right

    @property
    def paused(self) -> bool:
        return self.due is not None and self.due.running.paused_on is not None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the day's list."""

    name: str
    title: str
    rows: Sequence[Row]
    number: int

    @property
    def count(self) -> str:
        return f"{MOST}+" if self.number > MOST else str(self.number)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list."""

    rows: Sequence[Row]
    number: int
    more: bool

    @property
    def before(self) -> int:
        return self.number - 1

    @property
    def after(self) -> int:
        return self.number + 1 if self.more and self.number < LAST_PAGE else 0


def rows(cases: Iterable[Case], *, unit: str, at: datetime) -> list[Row]:
    """Cases as rows of a list. The names of all units are asked for once."""
    drawn = []
    codes = set()
    for case in cases:
        procedure = find_procedure(case.procedure)
        standing = standing_of(case)
        day = calendar_named(procedure.calendar).day(at)
        duty = next_duty(procedure, standing, day=day)
        bound_role = procedure.clock_named[duty.running.clock].binds if duty.running else duty.role
        bound = standing.bodies.get(BODY_OF.get(bound_role, bound_role))
        codes.add(bound or "")
        drawn.append((case, procedure, day, duty, bound_role, bound))
    names = unit_names(codes)
    found = []
    for case, procedure, day, duty, bound_role, bound in drawn:
        waits_on = names.get(bound or "") or gettext(role_title(procedure, bound_role))
        due = None
        if duty.running:
            clock = procedure.clock_named[duty.running.clock]
            due = ShownClock(clock, duty.running, day, procedure, waits_on, procedure.calendar)
        state = gettext(procedure.state_named[case.state].title)
        found.append(Row(case, state, due, waits_on, bound == unit))
    return found


@cache
def rights() -> frozenset[str]:
    """The clocks that are somebody's right: when one runs, nobody is late."""
    return frozenset(clock.id for procedure in PROCEDURES for clock in procedure.clocks if clock.right)


@cache
def arrivals() -> frozenset[str]:
    """The states in which a matter has just been given to the unit whose turn it is."""
    found = set()
    for procedure in PROCEDURES:
        for action in procedure.actions:
            if action.to == SAME:
                continue
            owner = procedure.state_named[action.to].owner
            if any(seat.role == BODY_OF.get(owner, owner) for seat in action.seats):
                found.add(action.to)
    return frozenset(found)


def in_hand(here: Staff, *, mine: bool = False) -> QuerySet[Case]:
    """Open matters that lie with this unit, what is due first at the top; ``mine``: whose turn I can take."""
    found = visible(here.person, here.tree).filter(unit=here.unit, closed__in=OPEN)
    if mine:
        found = found.filter(owner__in=turns_of(here.person))
    return found.order_by("due_on", "number")


def week(day: date) -> tuple[date, bool]:
    """The last day of 'this week' as the day's list means it, and whether that is already the next one.

    From Friday on, a list to Sunday would show next to nothing, so the next week is added.

    >>> week(date(2026, 3, 4)), week(date(2026, 3, 6))
    ((datetime.date(2026, 3, 8), False), (datetime.date(2026, 3, 15), True))
    """
    sunday = day + timedelta(days=6 - day.weekday())
    return (sunday + timedelta(days=7), True) if day.weekday() >= 4 else (sunday, False)


def day_lists(
    here: Staff, *, mine: bool, at: datetime, day: date, since: datetime
) -> tuple[Column, list[Column]]:
    """What has been filed with this unit or given to it since ``since``, the newest first; and what is due today, what
    is late, what is due this week."""
    all_in_hand = in_hand(here)
    duties = (in_hand(here, mine=True) if mine else all_in_hand).exclude(due_clock__in=rights())
    end, longer = week(day)
    came = all_in_hand.filter(last_at__gte=since, state__in=arrivals()).order_by("-last_at", "-number")
    parts = (
        ("new", gettext("昨天以来收到"), came),
        ("today", gettext("今天到期"), duties.filter(due_on=day)),
        ("late", gettext("已超期"), duties.filter(due_on__lt=day)),
        (
            "week",
            gettext("本周和下周") if longer else gettext("本周"),
            duties.filter(due_on__gt=day, due_on__lte=end),
        ),
    )
    # Who may see what is asked once for each list; the rows of all lists are then read and drawn together.
    numbers = [list(found.values_list("number", flat=True)[: MOST + 1]) for _name, _title, found in parts]
    shown = [number for some in numbers for number in some[:DAY_SHOWN]]
    drawn = {
        row.case.number: row for row in rows(Case.objects.filter(number__in=shown), unit=here.unit, at=at)
    }
    first, *others = [
        Column(name, title, [drawn[one] for one in some[:DAY_SHOWN] if one in drawn], len(some))
        for (name, title, _found), some in zip(parts, numbers, strict=True)
    ]
    return first, others


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to."""

    where: str = "here"
    state: str = ""
    kind: str = ""
    channel: str = ""
    when: str = ""
    words: str = ""
    page: int = 1


WHERES = ("here", "away", "closed")


def listed(here: Staff, wanted: Wanted, *, at: datetime, day: date) -> Page:
    """One page of the matters that lie here, that went out from here and are still open, or that are done."""
    found = visible(here.person, here.tree)
    if wanted.where == "away":
        found = found.filter(receiver=here.unit, closed__in=OPEN).exclude(unit=here.unit)
    else:
        found = found.filter(unit=here.unit, closed__in=CLOSED if wanted.where == "closed" else OPEN)
    for column in ("state", "kind", "channel"):
        if value := getattr(wanted, column):
            found = found.filter(**{column: value})
    if wanted.when == "late":
        found = found.filter(due_on__lt=day).exclude(due_clock__in=rights())
    elif wanted.when == "today":
        found = found.filter(due_on=day).exclude(due_clock__in=rights())
    elif wanted.when == "week":
        found = found.filter(due_on__gt=day, due_on__lte=week(day)[0]).exclude(due_clock__in=rights())
    if wanted.words:
        found = found.filter(Q(subject__icontains=wanted.words) | Q(place__icontains=wanted.words))
    order = ("-due_on", "-number") if wanted.where == "closed" else ("due_on", "number")
    start = (wanted.page - 1) * SHOWN
    cases = list(found.order_by(*order)[start : start + SHOWN + 1])
    return Page(rows(cases[:SHOWN], unit=here.unit, at=at), wanted.page, len(cases) > SHOWN)


def choices(name: str) -> list[tuple[str, str]]:
    """The values that a column of a list can have, with their titles, from the procedures themselves."""
    found: dict[str, str] = {}
    for procedure in PROCEDURES:
        if name == "state":
            found.update((one.name, gettext(one.title)) for one in procedure.states if one.owner in BODY_OF)
            continue
        for action in procedure.actions:
            for one in action.inputs:
                if one.name == name and one.kind is Kind.CHOICE:
                    found.update((value, gettext(title)) for value, title in one.choices)
    return list(found.items())
