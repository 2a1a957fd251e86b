"""The model checker: what was explored of each procedure, what holds, and the shortest way on which something does not.

Reads the law only, no database.
"""

import json
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from xinqiao.law.catalogue import PROCEDURES, find_procedure
from xinqiao.law.check import GUARANTEES, Report, check
from xinqiao.law.model import Procedure


class Command(BaseCommand):
    help = "prove what each procedure promises, or show where it fails 证明每个程序的承诺，或者指出哪里不成立"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "name", nargs="?", metavar="NAME", help="one procedure; else all of them 程序的名称"
        )
        parser.add_argument("--json", action="store_true", help="for machines 供程序读取")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = named(options["name"])
        results = []
        for procedure in chosen:
            began = time.monotonic()
            progress = Progress(procedure)
            report = check(procedure, progress=progress)
            progress.clear()
            results.append((report, time.monotonic() - began))
            if not options["json"]:
                self.stdout.write("\n".join(told(report, results[-1][1])))
        if options["json"]:
            content = [as_json(report, seconds) for report, seconds in results]
            self.stdout.write(json.dumps(content, ensure_ascii=False, indent=2))
        failed = [report.procedure.name for report, _seconds in results if not report.holds]
        if failed:
            raise CommandError(_("没有通过检查：{names}").format(names="、".join(failed)))


class Progress:
    """A line on the terminal that says how far the exploring has come; nothing where nobody looks on."""

    def __init__(self, procedure: Procedure) -> None:
        self.name = procedure.name

    def __call__(self, found: int, looked_at: int) -> None:
        if sys.stderr.isatty():
            part = looked_at / found
            bar = "█" * int(20 * part)
            sys.stderr.write(f"\r{self.name} {bar:░<20} {looked_at}/{found} ")
            sys.stderr.flush()

    def clear(self) -> None:
        if sys.stderr.isatty():
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()


def named(name: str | None) -> tuple[Procedure, ...]:
    """The procedure asked for, or all."""
    if name is None:
        return PROCEDURES
    try:
        return (find_procedure(name),)
    except LookupError as error:
        known = "、".join(one.name for one in PROCEDURES)
        raise CommandError(
            _("没有叫“{name}”的程序。有这些：{known}").format(name=name, known=known), returncode=2
        ) from error


def told(report: Report, seconds: float) -> list[str]:
    """The report in lines for people."""
    procedure = report.procedure
    lines = [
        f"{_(procedure.title)} {procedure.name}",
        "  "
        + _("看了 {standings} 种状况之间的 {steps} 步，用时 {seconds} 秒。").format(
            standings=report.standings, steps=report.steps, seconds=f"{seconds:.1f}"
        ),
    ]
    for guarantee, says in GUARANTEES.items():
        lines.append(f"  {'✓' if report.holds_for(guarantee) else '✗'} {_(says)}")
        lines += [f"      {one.say(_)}" for one in report.findings if one.guarantee == guarantee]
    if not report.explored:
        lines.append("  " + _("名称没有理清以前，其余的都没有检查。"))
    if report.unverified:
        titles = "、".join(dict.fromkeys(_(title) for _what, title, _cite in report.unverified))
        lines.append("  " + _("还没有核实、因此可以由单位改动的：{titles}").format(titles=titles))
    return [*lines, ""]


def as_json(report: Report, seconds: float) -> dict[str, Any]:
    return {
        "procedure": report.procedure.name,
        "title": _(report.procedure.title),
        "standings": report.standings,
        "steps": report.steps,
        "seconds": round(seconds, 2),
        "holds": report.holds,
        "guarantees": [
            {"name": name, "says": _(says), "holds": report.holds_for(name)}
            for name, says in GUARANTEES.items()
        ],
        "findings": [
            {
                "guarantee": one.guarantee,
                "kind": one.kind,
                "says": one.say(_),
                "path": [_(step) for step in one.path],
            }
            for one in report.findings
        ],
        "unverified": [
            {"what": _(what), "title": _(title), "cites": str(cite)}
            for what, title, cite in report.unverified
        ],
    }
