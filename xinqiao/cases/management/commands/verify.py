"""xinqiao verify"""

import json
import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from xinqiao.cases.record import verify
from xinqiao.ledger.models import Entry
from xinqiao.ledger.sequence import end


class Command(BaseCommand):
    help = "hold the whole record against itself: digests, words, rows, followers 核对全部记录"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--processes", type=int, default=os.cpu_count() or 1, help="how many at once 进程数"
        )
        parser.add_argument("--json", action="store_true", help="a report for machines")

    def handle(self, **options: Any) -> None:
        with tqdm(
            total=Entry.objects.count() + end().size,
            unit=" entries",
            desc="verify",
            disable=None,
            leave=False,
        ) as bar:
            report = verify(processes=options["processes"], step=bar.update)
        counts = {"entries": report.entries, "cases": report.cases, "statements": report.statements}
        counts |= {"leaves": report.leaves, "waiting": report.waiting}
        if options["json"]:
            self.stdout.write(
                json.dumps({**counts, "wrong": report.wrong, "findings": report.findings}, ensure_ascii=False)
            )
        else:
            for finding in report.findings:
                self.stdout.write(finding)
            self.stdout.write(
                f"verify: {report.entries} entries, {report.cases} cases, {report.statements} statements "
                f"核对记录 {report.entries} 条，案件 {report.cases} 件，原话 {report.statements} 段"
            )
            self.stdout.write(
                f"the log: {report.leaves} leaves, {report.waiting} entries wait to be put in "
                f"公开账本 {report.leaves} 条，还有 {report.waiting} 条记录等待入账"
            )
        if report.wrong:
            raise CommandError(f"{report.wrong} findings 发现 {report.wrong} 个问题")
        if not options["json"]:
            self.stdout.write("the record holds 记录完整，未发现问题")
