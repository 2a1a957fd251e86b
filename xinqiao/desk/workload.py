"""What a unit has in hand: by age, by what it waits for, by subject; and what is late, and why it stands still.

Figures of one unit, for its own head. No unit is compared with another, and nothing is made of how many petitions
come in.
"""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.utils.translation import gettext

from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.models import Case
from xinqiao.desk.access import Staff
from xinqiao.desk.inbox import Row, in_hand, rights, rows
from xinqiao.law.catalogue import PROCEDURES, find_procedure
from xinqiao.search.telling import class_name

AGES = (15, 30, 60, 90)
"""Days since receipt at which the bands of age end; chosen after the terms of the law: 15, 60, and 60 with 30 more."""
CAUSES = 12
LATE_SHOWN = 50
IN_THE_WAY = (
    "recusal_asked",
    "hearing_asked",
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


def bands(here: Staff, *, day: date) -> tuple[list[Band], list[Band], list[Band]]:
    """Open matters of the unit by days since receipt, by the step they wait for, and by what they are about."""
    received, steps, causes = Counter[date](), Counter[str](), Counter[str]()
    # Counted together, so that the unit's matters are read once.
    together = in_hand(here).order_by().values_list("received_on", "due_clock", "content_class")
    for received_on, clock, cause, number in together.annotate(many=Count("number")):
        received[received_on] += number
        steps[clock] += number
        causes[cause] += number
    titles = {one.id: one.title for procedure in PROCEDURES for one in procedure.clocks}
    nothing = gettext("没有期限在计算")
    return (
        _bands(_by_age(received, day)),
        _bands(
            [(gettext(titles[one]) if one in titles else nothing, many) for one, many in steps.most_common()]
        ),
        _bands(
            [
                (class_name(one) if one else gettext("还没有分类"), many)
                for one, many in causes.most_common(CAUSES)
            ]
        ),
    )


def _by_age(received: Mapping[date, int], day: date) -> list[tuple[str, int]]:
    ages = Counter[int]()
    for received_on, many in received.items():
        # The how-manieth band: 15 days are in the first, 16 in the second.
        ages[bisect_left(AGES, (day - received_on).days)] += many
    first = [0, *(one + 1 for one in AGES)]
    titles = [
        gettext("{least} 到 {most} 天").format(least=least, most=most)
        for least, most in zip(first, AGES, strict=False)
    ]
    titles.append(gettext("{least} 天以上").format(least=first[-1]))
    return [(title, ages[band]) for band, title in enumerate(titles)]


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
