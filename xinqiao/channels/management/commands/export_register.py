"""xinqiao export-register"""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext

from xinqiao.cases.calendar import calendar_now
from xinqiao.cases.models import Case
from xinqiao.cases.policy import visible
from xinqiao.channels.sheet.register import HEADER, register
from xinqiao.channels.sheet.writing import write_rows
from xinqiao.people.directory import directory
from xinqiao.people.models import Officer
from xinqiao.people.person import as_person


class Command(BaseCommand):
    help = "write the register to Excel or CSV, without names 导出登记册（不含身份）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help=".xlsx or .csv")
        parser.add_argument(
            "--officer", metavar="USERNAME", help="only what this officer may see 只含此人可以看到的"
        )
        parser.add_argument("--unit", metavar="CODE", help="only what lies with this unit 只含此单位办理的")
        parser.add_argument(
            "--from", dest="first", metavar="DATE", help="received on this day or later 收到日期从"
        )
        parser.add_argument(
            "--to", dest="last", metavar="DATE", help="received on this day or before 收到日期到"
        )
        parser.add_argument(
            "--language", choices=("zh-hans", "en"), default="zh-hans", help="of the words 语言"
        )

    def handle(self, **options: Any) -> None:
        path = Path(options["file"])
        if path.suffix.lower() not in (".xlsx", ".csv"):
            raise CommandError("FILE ends in .xlsx or .csv", returncode=2)
        # Whoever gets a register of everything may be somebody from whom a matter is kept.
        cases: QuerySet[Case] = Case.objects.filter(walls=None, barred=None)
        if options["officer"]:
            officer = Officer.objects.select_related("unit").filter(username=options["officer"]).first()
            if officer is None:
                raise CommandError(f"there is nobody with the user name {options['officer']!r} 没有这个用户")
            cases = visible(as_person(officer), directory())
        if options["unit"]:
            cases = cases.filter(unit=options["unit"])
        if options["first"]:
            cases = cases.filter(received_on__gte=self.day(options["first"]))
        if options["last"]:
            cases = cases.filter(received_on__lte=self.day(options["last"]))
        with translation.override(options["language"]):
            header = [gettext(one) for one in HEADER]
            try:
                done = write_rows(path, header, register(cases, calendar_now().zone))
            except OSError as error:
                raise CommandError(f"{path}: {error.strerror or error}") from error
        self.stdout.write(
            f"{path}: {done} matters 件; accusations are never in it 检举控告不导出"
            + (
                ""
                if options["officer"]
                else "; nor what is kept from somebody 有被反映、回避的单位和人的也不导出"
            )
        )

    def day(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise CommandError(f"{text!r}: write 2026-03-02 请写成 2026-03-02", returncode=2) from error
