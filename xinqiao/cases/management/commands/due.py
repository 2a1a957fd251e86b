"""A last day and the sentence that explains it. Reads the law and the calendars only, no database."""

import json
import os
import re
from argparse import ArgumentParser
from datetime import date
from difflib import get_close_matches
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from xinqiao.cases.calendar import calendar_named
from xinqiao.law.catalogue import PROCEDURES, find_procedure
from xinqiao.law.clocks import OTHER_CLOCKS
from xinqiao.law.explain import citation_text, explain
from xinqiao.law.model import Clock, Procedure
from xinqiao.law.workdays import Calendar, Due, Span, count

ELSEWHERE = "cn"
"""The calendar of the clocks that no procedure runs: all of them are Chinese."""


class Command(BaseCommand):
    help = "a last day, and the sentence that explains it 算出最后一天并说明理由"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("clock", metavar="CLOCK", help="the id of a clock, such as xf.handle 期限的代号")
        parser.add_argument(
            "--from", dest="start", metavar="DATE", required=True, help="day of the event 事件发生的那一天"
        )
        parser.add_argument("--procedure", metavar="NAME", help="which procedure's clock 哪个程序的期限")
        parser.add_argument(
            "--days", type=int, metavar="N", help="length, where the office sets it 由单位定的天数"
        )
        parser.add_argument(
            "--extended", type=int, default=0, metavar="N", help="by how much it was extended 批准延长多少"
        )
        parser.add_argument(
            "--paused",
            action="append",
            default=[],
            metavar="FIRST..LAST",
            help="days that do not count, both included; may be given again 不计算在内的日子，含首尾，可重复",
        )
        parser.add_argument("--json", action="store_true", help="for machines 供程序读取")
        parser.add_argument(
            "--language",
            choices=("zh-hans", "en"),
            default="en" if os.environ.get("LANG", "").startswith("en") else "zh-hans",
            help="of the explanation 说明用的语言",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["language"]
        with translation.override(language):
            clock, calendar_name = find(options["clock"], options["procedure"])
            due = reckon(clock, calendar_named(calendar_name), options)
            explanation = explain(due, clock, calendar_named(calendar_name), translate=_, language=language)
            if not options["json"]:
                self.stdout.write(f"{due.last.isoformat()}\n{explanation}")
                return
            content = {
                "due": due.last.isoformat(),
                "raw": due.raw.isoformat(),
                "provisional": due.provisional,
                "explanation": explanation,
                "cites": [citation_text(one, _, language) for one in clock.cites],
            }
            self.stdout.write(json.dumps(content, ensure_ascii=False, indent=2))


def reckon(clock: Clock, calendar: Calendar, options: dict[str, Any]) -> Due:
    """The count that was asked for. Raises ``CommandError`` with one sentence."""
    start = day(options["start"])
    length = length_of(clock, options["days"])
    extended = options["extended"]
    if extended and not 0 < extended <= (clock.most or 0):
        raise CommandError(
            _("{clock}的延长要在 1 到 {most} 之间。").format(clock=clock.id, most=clock.most)
            if clock.most
            else _("{clock}不能延长。").format(clock=clock.id)
        )
    paused = [span(one) for one in options["paused"]]
    if paused and clock.backwards:
        raise CommandError(_("{clock}是往前数的，不能暂停。").format(clock=clock.id))
    try:
        return count(
            calendar,
            start,
            length,
            clock.unit,
            roll=clock.roll,
            extended=extended,
            paused=paused,
            backwards=clock.backwards,
        )
    except OverflowError as error:
        raise CommandError(_("算出来的日期超出了日历能表示的范围。")) from error


def find(name: str, procedure: str | None) -> tuple[Clock, str]:
    """The clock and the name of its calendar: in the procedure asked for, else in any, else outside all of them."""
    for one in (*named(procedure), *PROCEDURES):
        if name in one.clock_named:
            return one.clock_named[name], one.calendar
    for clock in OTHER_CLOCKS:
        if clock.id == name:
            return clock, ELSEWHERE
    known = sorted(
        {*(id_ for one in PROCEDURES for id_ in one.clock_named), *(one.id for one in OTHER_CLOCKS)}
    )
    raise CommandError(
        _("没有叫“{name}”的期限。相近的有：{near}。").format(name=name, near="、".join(near(name, known)))
    )


def named(procedure: str | None) -> list[Procedure]:
    """The procedure asked for, if one was."""
    if procedure is None:
        return []
    try:
        return [find_procedure(procedure)]
    except LookupError as error:
        known = "、".join(near(procedure, [one.name for one in PROCEDURES]))
        raise CommandError(
            _("没有叫“{name}”的程序。相近的有：{near}。").format(name=procedure, near=known)
        ) from error


def near(name: str, known: list[str]) -> list[str]:
    """The names most like this one: spelt alike or containing it; where there is none, all."""
    alike = get_close_matches(name, known, n=5, cutoff=0.6)
    alike += [one for one in known if name and name in one and one not in alike]
    return alike or known


def day(text: str) -> date:
    # Only the plain form: fromisoformat would also take 20260312 and 2026-W11-4.
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise CommandError(_("“{text}”不是一个日期，请写成 2026-03-12 的样子。").format(text=text))


def span(text: str) -> Span:
    first, dots, last = text.partition("..")
    days = day(first), day(last if dots else first)
    if days[1] < days[0]:
        raise CommandError(_("“{text}”的最后一天早于第一天。").format(text=text))
    return days


def length_of(clock: Clock, days: int | None) -> int:
    """The clock's own length; a shorter one that an office sets for itself; or the one that it has to set."""
    if days is None:
        if clock.length is None:
            raise CommandError(_("{clock}的天数由单位确定，请用 --days 写明。").format(clock=clock.id))
        return clock.length
    if days < 1:
        raise CommandError(_("--days 要从 1 开始。"))
    if clock.length is not None and clock.minimum and days < clock.length:
        raise CommandError(
            _("{clock}最短是 {length}，不能更短。").format(clock=clock.id, length=clock.length)
        )
    if clock.length is not None and not clock.minimum and days > clock.length:
        raise CommandError(
            _("{clock}最长是 {length}，不能更长。").format(clock=clock.id, length=clock.length)
        )
    return days
