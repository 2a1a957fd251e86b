"""xinqiao rebuild"""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from xinqiao.cases.record import rebuild
from xinqiao.ledger.models import Entry


class Command(BaseCommand):
    help = "redraw every row from its entries 由记录重画全部表格"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--processes", type=int, default=os.cpu_count() or 1, help="how many at once 进程数"
        )

    def handle(self, **options: Any) -> None:
        with tqdm(
            total=Entry.objects.count(), unit=" entries", desc="rebuild", disable=None, leave=False
        ) as bar:
            report = rebuild(processes=options["processes"], step=bar.update)
        for finding in report.findings:
            self.stderr.write(finding)
        self.stdout.write(
            f"rebuild: {report.entries} entries, {report.cases} cases, {report.redrawn} rows differed and were redrawn "
            f"记录 {report.entries} 条，案件 {report.cases} 件，改正 {report.redrawn} 行"
        )
        if report.wrong:
            raise CommandError(f"{report.wrong} findings 发现 {report.wrong} 个问题")
