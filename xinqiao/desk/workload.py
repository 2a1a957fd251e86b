"""What a unit has in hand: by age, by what it waits for, by subject; and what is late, and why it stands still.

Figures of one unit, for its own head. No unit is compared with another, and nothing is made of how many petitions
come in.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.utils.translation import gettext

from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.models import Case
from xinqiao.desk.access import Staff
from xinqiao.desk.inbox import Row, in_hand, rights, rows
from xinqiao.law.catalogue import PROCEDURES, find_procedure

AGES = (15, 30, 60, 90)
"""Days since receipt at which the bands of age end; chosen after the terms of the law: 15, 60, and 60 with 30 more."""
CAUSES = 12
LATE_SHOWN = 50
IN_THE_WAY = (
    "recusal_asked",
    "hearing_asked",
    "obstruction_reported",
    "objection_refused",
    "advised",
    "extended",
    "redo",
)
"""Marks that say why a matter takes its time."""


@dataclass(frozen=True, slots=True)
class Band:
    """A number of matters under one heading, and its share of the largest, for the bar."""

    title: str
    number: int
    percent: int


@dataclass(frozen=True, slots=True)
class Late:
    """A late matter, and what the record says about why."""

    row: Row
    over: int  # days since the last day
    still: int  # days since anything was written down
    reasons: Sequence[str]


def by_age(here: Staff, *, day: date) -> list[Band]:
    """Open matters of the unit by days since receipt."""
    found = []
    newest = day + timedelta(days=1)
    counted = dict(in_hand(here).order_by().values_list("received_on").annotate(number=Count("number")))
    for least, most in zip((0, *(one + 1 for one in AGES)), (*AGES, None), strict=True):
        oldest = date.min if most is None else day - timedelta(days=most)
        number = sum(many for received, many in counted.items() if oldest <= received < newest)
        newest = oldest
        title = (
            gettext("{least} 天以上").format(least=least)
            if most is None
            else gettext("{least} 到 {most} 天").format(least=least, most=most)
        )
        found.append((title, number))
    return _bands(found)


def by_step(here: Staff) -> list[Band]:
    """Open matters by the step for which they wait."""
    titles = {one.id: one.title for procedure in PROCEDURES for one in procedure.clocks}
    counted = (
        in_hand(here).order_by().values_list("due_clock").annotate(number=Count("number")).order_by("-number")
    )
    return _bands(
        [
            (gettext(titles[clock]) if clock in titles else gettext("没有期限在计算"), number)
            for clock, number in counted
        ]
    )


def by_cause(here: Staff) -> list[Band]:
    """Open matters by what they are about, so that a cause that keeps coming back can be removed."""
    counted = (
        in_hand(here)
        .order_by()
        .values_list("content_class")
        .annotate(number=Count("number"))
        .order_by("-number")
    )
    return _bands([(cause or gettext("还没有分类"), number) for cause, number in counted[:CAUSES]])


def late(here: Staff, *, at: datetime, day: date) -> list[Late]:
    """Late matters, the longest first."""
    cases = in_hand(here).filter(due_on__lt=day).exclude(due_clock__in=rights())[:LATE_SHOWN]
    return [
        Late(
            row=row,
            over=(day - row.due.running.last).days if row.due else 0,
            still=(
                day - calendar_named(find_procedure(row.case.procedure).calendar).day(row.case.last_at)
            ).days,
            reasons=_reasons(row.case),
        )
        for row in rows(cases, unit=here.unit, at=at)
    ]


def _reasons(case: Case) -> list[str]:
    """What stands in the way, or has already been done about the time it takes."""
    named = find_procedure(case.procedure).mark_named
    marks = [one for one in json.loads(case.standing).get("marks", ()) if one in IN_THE_WAY]
    return [gettext(named[one].title) for one in marks if one in named]


def _bands(found: Sequence[tuple[str, int]]) -> list[Band]:
    largest = max((number for _title, number in found), default=0) or 1
    return [Band(title, number, round(100 * number / largest)) for title, number in found]
