"""xinqiao import-items"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from xinqiao.cases.calendar import calendar_now
from xinqiao.channels.sheet.columns import NAMED, WrongMap, read_map
from xinqiao.channels.sheet.importing import Outcome, take_in
from xinqiao.channels.sheet.items import CHANNELS, Item, Reader, read_items
from xinqiao.channels.sheet.table import Row, Table, Unreadable, read_table
from xinqiao.channels.sheet.writing import write_rows, write_to_correct
from xinqiao.law.catalogue import find_procedure
from xinqiao.people.models import Capacity, Officer, Unit, UnitKind
from xinqiao.people.person import as_person

SHOWN = 3
FEW = 5


class Command(BaseCommand):
    help = "take in matters from Excel or CSV, with their true dates 从表格导入信访事项"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help=".xlsx, .xls, .ods, .csv")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="COLUMN=FIELD",
            help=f"which column holds what, or a .toml file of such lines 列对应: {', '.join(NAMED)}",
        )
        parser.add_argument("--unit", metavar="CODE", help="the unit that received them 收到的单位")
        parser.add_argument("--officer", metavar="USERNAME", help="who imports 由谁导入")
        parser.add_argument("--sheet", default="", metavar="NAME", help="of a workbook 工作表")
        parser.add_argument(
            "--channel",
            default="web",
            choices=sorted(set(CHANNELS.values())),
            help="where no column says 默认方式",
        )
        parser.add_argument(
            "--source", default="", metavar="NAME", help="keeps equal numbers of two sources apart 来源名称"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="try everything, keep nothing 只试，不写入"
        )
        parser.add_argument(
            "--errors", metavar="FILE", help="where refused rows go, to be corrected 不能导入的行写到哪里"
        )
        parser.add_argument(
            "--numbers", metavar="FILE", help="where the number of each row goes 编号对照表写到哪里"
        )
        parser.add_argument("--yes", action="store_true", help="do not ask 不再询问")
        parser.add_argument("--json", action="store_true", help="a report for machines 供程序读取")

    def handle(self, **options: Any) -> None:
        path = Path(options["file"])
        officer = self.officer(options)
        try:
            table = read_table(path, sheet=options["sheet"])
            columns = read_map(options["map"], table.header)
        except (Unreadable, WrongMap) as error:
            raise CommandError(str(error)) from error
        now = timezone.now()
        zone = calendar_now().zone
        reader = Reader(
            table=table, columns=columns, units=units(), zone=zone, now=now, channel=options["channel"], source=options["source"]
        )  # fmt: skip
        items, bad = read_items(reader, table.rows)
        quiet = options["json"]
        if not quiet:
            self.tell(path, table, columns, items, bad, officer)
        if items and not (options["dry_run"] or options["yes"]) and not self.agreed(len(items)):
            raise CommandError("nothing was imported 没有导入")
        with tqdm(
            total=len(items), unit=" rows", desc="import", disable=True if quiet else None, leave=False
        ) as bar:
            outcome = take_in(
                items,
                by=as_person(officer),
                receiver_is_office=officer.unit.kind == UnitKind.PETITION_OFFICE,
                now=now,
                rehearse=options["dry_run"],
                step=bar.update,
            )
        bad = sorted([*bad, *outcome.refused], key=lambda one: one[0].number)
        wrong = self.keep(path, table, bad, outcome, options)
        self.report(outcome, bad, wrong, rehearsed=options["dry_run"], quiet=quiet)
        if bad:
            raise CommandError(f"{len(bad)} rows were refused {len(bad)} 行没有导入")

    def officer(self, options: dict[str, Any]) -> Officer:
        """Who imports: the one named, or the first who registers in the unit named, or in the only front office."""
        officers = Officer.objects.select_related("unit").filter(is_active=True).order_by("pk")
        if options["officer"]:
            found = officers.filter(username=options["officer"]).first()
            if found is None:
                raise CommandError(f"there is nobody with the user name {options['officer']!r} 没有这个用户")
            if options["unit"] and options["unit"] != found.unit_id:
                raise CommandError(f"{found.username} works in {found.unit_id}, not in {options['unit']}")
        else:
            wanted = (
                officers.filter(unit=options["unit"])
                if options["unit"]
                else officers.filter(unit__kind=UnitKind.PETITION_OFFICE)
            )
            able = [one for one in wanted if Capacity.REGISTRAR in one.capacity_set]
            if not able:
                raise CommandError(
                    "nobody there registers; name somebody with --officer 请用 --officer 指定由谁导入"
                )
            if not options["unit"] and len({one.unit_id for one in able}) > 1:
                codes = ", ".join(sorted({one.unit_id for one in able}))
                raise CommandError(
                    f"which unit received them? --unit one of: {codes} 请用 --unit 指定收到的单位"
                )
            found = able[0]
        if not found.unit.active:
            raise CommandError(f"{found.unit.name} is not active yet 单位还没有启用")
        return found

    def tell(
        self,
        path: Path,
        table: Table,
        columns: dict[str, str],
        items: Sequence[Item],
        bad: Sequence[tuple[Row, str]],
        officer: Officer,
    ) -> None:
        """What will be done, and what the sheet cannot tell."""
        say = self.stdout.write
        say(f"{path.name}: {len(table.rows)} rows 行, {len(table.header)} columns 列")
        for name, column in columns.items():
            say(f"  {column} → {NAMED[name].title}")
        unused = [column for column in table.header if column not in columns.values()]
        if unused:
            say(f"  不导入 left out: {', '.join(unused)}")
        say(f"收到的单位 received by: {officer.unit.name} ({officer.username})")
        answered = [one for one in items if one.answer]
        opened = [one for one in items if not one.answer]
        if items:
            first, last = min(one.received for one in items), max(one.received for one in items)
            say(f"收到时间 received: {first:%Y-%m-%d} — {last:%Y-%m-%d}")
        say(f"已有答复 answered: {len(answered)}; 没有答复 open: {len(opened)}; 有错误 wrong: {len(bad)}")
        for row, reason in bad[:FEW]:
            say(f"  第 {row.number} 行 row {row.number}: {reason}")
        for item in items[:SHOWN]:
            say(f"  例 e.g. {item.received:%Y-%m-%d %H:%M} {item.subject[:30]}")
        self.unknown(answered, opened, columns)

    def unknown(self, answered: Sequence[Item], opened: Sequence[Item], columns: dict[str, str]) -> None:
        """Said aloud, so that nobody takes a gap for a fact."""
        say = self.stdout.write
        if answered:
            say("已答复的：登记、转送、告知、受理的日期表格里没有，不补写；逐项的结论和送达日期也没有。")
            say(
                "answered: when they were registered, passed on, told and accepted is not in the sheet and is not invented"
            )
            if "unit" not in columns:
                say(
                    "答复的单位表格里没有，记为收到的单位。the unit that answered is not told: the receiver is recorded"
                )
        if opened:
            in_force = find_procedure("petition_2022").in_force_from
            old = sum(one.received.date() < in_force for one in opened)
            say("没有答复的：按收到日期登记来件，由人确认类别和办理单位；已经过了的期限会如实记为超期。")
            say(
                "open: filed on the day they came; sorting is for a person; a time that has passed will be written down as late"
            )
            if old:
                say(
                    f"其中 {old} 件收到时现行条例还没有施行，期限按现行条例计算。{old} came before the Regulations of 2022"
                )
        if "requests" not in columns:
            say(
                "没有单列请求的，请求记为“请办理并答复：标题”。no column of requests: each asks for what its title says"
            )
        if "place" not in columns:
            say("没有地点一列，记为“原文没有写明”。no column of places")

    def agreed(self, number: int) -> bool:
        if not sys.stdin.isatty():
            raise CommandError("--yes imports without asking 不询问请加 --yes", returncode=2)
        return input(f"导入 {number} 行？import {number} rows? [y/N] ").strip().lower() in ("y", "yes", "是")

    def keep(
        self,
        path: Path,
        table: Table,
        bad: Sequence[tuple[Row, str]],
        outcome: Outcome,
        options: dict[str, Any],
    ) -> Path | None:
        """Write the rows to correct, and the numbers where they were asked for."""
        if options["numbers"] and not options["dry_run"]:
            rows = sorted(outcome.numbers, key=lambda one: one[0].number)
            write_rows(
                Path(options["numbers"]),
                ("行 row", "编号 number"),
                ([str(row.number), number] for row, number in rows),
            )
        if not bad:
            return None
        suffix = ".xlsx" if path.suffix.lower() not in (".csv", ".tsv", ".txt") else ".csv"
        wrong = Path(options["errors"] or path.with_name(f"{path.stem}-errors{suffix}").name)
        write_to_correct(wrong, table, bad)
        return wrong

    def report(
        self,
        outcome: Outcome,
        bad: Sequence[tuple[Row, str]],
        wrong: Path | None,
        *,
        rehearsed: bool,
        quiet: bool,
    ) -> None:
        counts = {
            "answered": outcome.answered,
            "open": outcome.opened,
            "there": outcome.there,
            "refused": len(bad),
        }
        if quiet:
            content = {**counts, "rehearsed": rehearsed, "errors": str(wrong) if wrong else None,
                       "rows": [{"row": row.number, "reason": reason} for row, reason in bad[:1000]]}  # fmt: skip
            self.stdout.write(json.dumps(content, ensure_ascii=False))
            return
        done = "would be imported 将会导入" if rehearsed else "imported 已导入"
        self.stdout.write(
            f"{done}: {outcome.answered} answered 已答复, {outcome.opened} open 未答复; "
            f"{outcome.there} were there already 以前导入过; {len(bad)} refused 未导入"
        )
        if wrong:
            self.stdout.write(f"请改正后再导入 correct and import again: {wrong}")


def units() -> dict[str, str]:
    """Active units by code and by name, in Chinese and English."""
    found: dict[str, str] = {}
    for unit in Unit.objects.filter(active=True):
        for name in (unit.code, unit.name, unit.name_en):
            if name:
                found[name] = unit.code
                found["".join(name.split())] = unit.code
    return found
