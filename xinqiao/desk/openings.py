"""Openings of sealed identities that a supervisor should ask about. Officials are watched here, never petitioners.

Everything comes from the entries. A line tells which office and which post opened which matter, when and for what
reason; who brought the matter is not told and not counted: no number on this page is about a petitioner.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.erasure import OPENS_SEAL
from xinqiao.cases.look import unit_names
from xinqiao.cases.policy import visible
from xinqiao.desk.access import Staff
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.machine import evolve, first_standing, next_duty
from xinqiao.law.model import Role
from xinqiao.law.words import _
from xinqiao.law.written import event_from_json
from xinqiao.ledger.entry import decode
from xinqiao.ledger.models import Entry
from xinqiao.people.officers import key_of, officers_of

MOST = 2000
"""So many openings are looked at; an area in which more happen within the span asks for a shorter span."""
SHOWN = 200

MANY = _("同一个人在 {hours} 小时内打开了 {count} 件")
NO_WORK = _("打开的人在这一件里没有办过任何别的事")
OUTSIDE = _("当时这一件由{unit}办理，不在打开的单位")


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening: which matter, when, from which office and post, why, and what is unusual about it."""

    number: str
    at: datetime
    office: str
    posts: str
    reason: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """One opening as its entry has it. ``who`` is the opaque key of the officer."""

    number: str
    ordinal: int
    at: datetime
    who: str
    unit: str
    action: str
    purpose: str
    procedure: str


Told = Mapping[str, Sequence[tuple[int, str, dict[str, Any]]]]
"""The entries of each matter: ordinal, action, and what they say."""


def unusual(here: Staff, *, at: datetime) -> list[Opening]:
    """The unusual openings in the matters that this supervisor may see, the newest first."""
    found = _openings(here, since=at - timedelta(days=settings.OPENINGS_DAYS))
    told = _entries({one.number for one in found})
    many, idle = _many(found), _without_work(found, told)
    charge = _in_charge(found, told)
    names = unit_names({one.unit for one in found} | set(filter(None, charge.values())))
    posts = _posts(found)
    shown = []
    for one in found:
        signs = []
        if count := many.get((one.number, one.ordinal)):
            signs.append(gettext(MANY).format(hours=settings.OPENINGS_HOURS, count=count))
        if (one.number, one.ordinal) in idle:
            signs.append(gettext(NO_WORK))
        unit = charge[one.number, one.ordinal]
        if unit:
            signs.append(gettext(OUTSIDE).format(unit=names.get(unit, unit)))
        if signs:
            office = names.get(one.unit, one.unit)
            shown.append(
                Opening(one.number, one.at, office, posts.get(one.who, ""), _reason(one), tuple(signs))
            )
    return shown[:SHOWN]


def _openings(here: Staff, *, since: datetime) -> list[Opened]:
    # What the supervisor may not see is not counted either: a number would tell that there is something.
    entries = Entry.objects.filter(action__in=OPENS_SEAL, at__gte=since).order_by("-at")
    seen = entries.filter(number__in=visible(here.person, here.tree).values("number"))[:MOST]
    found = []
    for entry in seen:
        content = decode(entry.text)
        found.append(
            Opened(
                number=entry.number,
                ordinal=entry.ordinal,
                at=entry.at,
                who=content["by"]["key"],
                unit=content["by"].get("unit", ""),
                action=entry.action,
                purpose=content["event"].get("facts", {}).get("purpose", ""),
                procedure=content["procedure"],
            )
        )
    return found


def _many(found: Iterable[Opened]) -> Mapping[tuple[str, int], int]:
    """Openings that belong to a burst, with the number of different matters in the largest burst they belong to."""
    by_officer: dict[str, list[Opened]] = defaultdict(list)
    for one in found:
        by_officer[one.who].append(one)
    span = timedelta(hours=settings.OPENINGS_HOURS)
    counts: dict[tuple[str, int], int] = {}
    for openings in by_officer.values():
        openings.sort(key=lambda one: one.at)
        first = 0
        for last, one in enumerate(openings):
            while one.at - openings[first].at > span:
                first += 1
            burst = openings[first : last + 1]
            matters = len({each.number for each in burst})
            if matters >= settings.OPENINGS_MANY:
                for each in burst:
                    key = each.number, each.ordinal
                    counts[key] = max(counts.get(key, 0), matters)
    return counts


def _entries(numbers: Iterable[str]) -> Told:
    """What the entries of these matters say, in their order. Read once: a matter may have hundreds."""
    told: dict[str, list[tuple[int, str, dict[str, Any]]]] = defaultdict(list)
    rows = Entry.objects.filter(number__in=numbers).order_by("number", "ordinal")
    for number, ordinal, action, text in rows.values_list("number", "ordinal", "action", "text"):
        told[number].append((ordinal, action, decode(text)))
    return told


def _without_work(found: Sequence[Opened], told: Told) -> set[tuple[str, int]]:
    """Openings by somebody of whom the matter has no other entry, before or since."""
    worked = {
        (number, content["by"]["key"])
        for number, entries in told.items()
        for _ordinal, action, content in entries
        if action not in OPENS_SEAL
    }
    return {(one.number, one.ordinal) for one in found if (one.number, one.who) not in worked}


def _in_charge(found: Sequence[Opened], told: Told) -> Mapping[tuple[str, int], str]:
    """For each opening from outside the unit that had the matter then and the one that received it: the unit in charge."""
    by_number: dict[str, list[Opened]] = defaultdict(list)
    for one in found:
        by_number[one.number].append(one)
    charge: dict[tuple[str, int], str] = {}
    for number, openings in by_number.items():
        procedure = find_procedure(openings[0].procedure)
        calendar = calendar_named(procedure.calendar)
        wanted = {one.ordinal: one for one in openings}
        standing = first_standing(procedure)
        for ordinal, _action, content in told[number]:
            opening = wanted.get(ordinal)
            if opening is not None:
                duty = next_duty(procedure, standing, day=calendar.day(opening.at))
                receiver = standing.bodies.get(Role.RECEIVER)
                unit = duty.unit or standing.bodies.get(Role.COMPETENT_UNIT) or receiver or ""
                charge[number, ordinal] = "" if opening.unit in (unit, receiver) else unit
            standing = evolve(standing, event_from_json(content["event"]))
    return charge


def _posts(found: Iterable[Opened]) -> Mapping[str, str]:
    """The posts of those who opened, by their key; names are not asked for."""
    officers = officers_of({one.who for one in found}).only("pk", "capacities")
    return {key_of(one): "、".join(one.capacity_titles) for one in officers}


def _reason(one: Opened) -> str:
    choices = dict(find_procedure(one.procedure).action_named[one.action].input("purpose").choices)
    return gettext(choices.get(one.purpose, one.purpose))
