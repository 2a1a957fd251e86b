"""xinqiao demo"""

import os
import shutil
import subprocess
import sys
import threading
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.db import connections
from django.utils import timezone
from tqdm import tqdm

from xinqiao.cases.models import Case
from xinqiao.cases.record import verify
from xinqiao.ledger.follow import catch_up
from xinqiao.ledger.models import Entry, Place
from xinqiao.ledger.publish import publish_all
from xinqiao.operate.demo import county, reading, units
from xinqiao.operate.demo.county import Outcome
from xinqiao.operate.demo.place import Mark, NotOurs, clear, environment, read_mark, write_mark
from xinqiao.operate.management.commands.serve import Command as Serve
from xinqiao.operate.management.commands.serve import add_plan, plan_of
from xinqiao.operate.running import (
    CannotStart,
    addresses,
    check_port,
    collect_static,
    follow_command,
    tables,
)
from xinqiao.people.codes import grouped
from xinqiao.people.models import Capacity, Officer
from xinqiao.search.filling import rebuild

FEWEST, MOST = 1, 20_000
PAPERS = "xinqiao.documents.follower"
MESSAGES = "xinqiao.channels.follower"
SEARCH = "xinqiao.search.follower"

SHOWN = (
    ("talkative", True, "一件正在走一般程序的事 an ordinary matter"),
    ("up_the_ladder", False, "走完复查、复核的事 up the whole ladder of review"),
    ("settled", True, "调解、分期履行的事 settled in instalments"),
    ("suggestion", False, "一条建议 a suggestion"),
    ("late", True, "一件超期的事 a late one"),
)
"""Kinds of lives to look at, and whether rather one that goes on or one that has come to its end."""


class Command(Serve):
    help = "build an invented county with a year of matters, and serve it 建一个虚构的县并启动"

    def add_arguments(self, parser: CommandParser) -> None:
        add_plan(parser)
        parser.add_argument(
            "--data", metavar="DIR", default="demo-data", help="its own data directory 数据目录 (./demo-data)"
        )
        parser.add_argument(
            "--matters", type=int, default=300, metavar="N", help="how many matters 多少件 (300)"
        )
        parser.add_argument(
            "--seed", type=int, default=1, metavar="N", help="another number, another year 随机种子 (1)"
        )
        parser.add_argument("--today", metavar="DATE", help="as if it were this day 当作这一天")
        parser.add_argument("--fresh", action="store_true", help="build it anew 重新建立")
        parser.add_argument("--no-serve", action="store_true", help="only build it 只建立，不启动")

    def handle(self, **options: Any) -> None:
        plan = plan_of(options)
        if not FEWEST <= options["matters"] <= MOST:
            raise CommandError(f"--matters is {FEWEST} to {MOST}", returncode=2)
        now = self.moment(options["today"])
        folder = Path(options["data"]).resolve()
        try:
            mark = read_mark(folder)
            if not options["no_serve"]:
                check_port(plan.host, plan.port)
        except (NotOurs, CannotStart) as error:
            raise CommandError(str(error)) from error
        if folder != settings.DATA or not settings.DEMO:
            # Settings are read once; this process has read them for another directory.
            self.stdout.flush()
            command = [sys.executable, "-m", "xinqiao", *sys.argv[1:]]
            os.execve(sys.executable, command, dict(environment(folder)))  # noqa: S606
        sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
        if mark is None and not sqlite and tables() != "none":
            raise CommandError(
                "this database is no demonstration; nothing was touched 这个数据库不是演示，没有改动"
            )
        if mark is None or not mark.built_on or options["fresh"]:
            collecting = threading.Thread(target=self.collect)
            collecting.start()
            mark = self.build(folder, options, now, sqlite=sqlite)
            collecting.join()
        else:
            self.stdout.write(
                f"demo: already there, built on {mark.built_on}; --fresh builds it anew 已有演示，直接启动"
            )
        if options["no_serve"]:
            self.say(mark.lines)
        else:
            self.serve(plan, [f"心桥 Xinqiao  {address}" for address in addresses(plan)] + mark.lines)

    def moment(self, given: str | None) -> datetime:
        """Now, or the evening of the day that was given."""
        if not given:
            return timezone.now()
        try:
            day = date.fromisoformat(given)
        except ValueError as error:
            raise CommandError(f"--today: {error}", returncode=2) from error
        evening = timezone.make_aware(datetime.combine(day, time(18)))
        if evening > timezone.now() + timedelta(hours=18):
            raise CommandError("--today lies in the future 日期不能晚于今天", returncode=2)
        return evening

    def collect(self) -> None:
        try:
            collect_static()
        except CannotStart as error:
            self.complain(str(error))

    def build(self, folder: Path, options: dict[str, Any], now: datetime, *, sqlite: bool) -> Mark:
        if sqlite:
            # The checks at start have looked into the database that is now taken away.
            connections.close_all()
            clear(folder)
        elif tables() != "none":
            raise CommandError("drop the tables of this database first 请先清空这个数据库")
        # A new database begins a new log, under the name of the old one.
        shutil.rmtree(settings.LOG, ignore_errors=True)
        write_mark(folder, Mark())
        call_command("migrate", verbosity=0, interactive=False)
        units.make_units()
        units.make_officers()
        # Papers are made on the second core while the first acts out the year.
        papers = subprocess.Popen([*follow_command(), PAPERS, MESSAGES], stdin=subprocess.DEVNULL)
        try:
            with tqdm(unit=" acts", desc="demo", disable=None, leave=False) as bar:
                outcome = county.build(
                    matters=options["matters"], seed=options["seed"], now=now, step=bar.update
                )
            for sentence in outcome.refused:
                self.complain(f"demo: refused 被拒绝：{sentence}")
            self.index()
            for sentence in reading.read(now=now):
                self.complain(f"demo: {sentence}")
        finally:
            papers.terminate()
            papers.wait()
        catch_up()
        county.post(now=now)
        publish_all(at=now)
        report = verify()
        if report.wrong:
            raise CommandError("; ".join(report.findings[:5]))
        mark = Mark(
            built_on=timezone.localdate(now).isoformat(),
            matters=len(outcome.matters),
            seed=options["seed"],
            lines=lines(outcome, report.entries),
        )
        write_mark(folder, mark)
        (folder / "logins.txt").write_text(logins(), "utf-8")
        return mark

    def index(self) -> None:
        """Fill the index at one go, which is quicker than entry by entry, and put its follower at the end."""
        rebuild()
        newest = Entry.objects.order_by("-position").values_list("position", flat=True)[0]
        Place.objects.update_or_create(follower=SEARCH, defaults={"position": newest})

    def say(self, said: list[str]) -> None:
        for line in said:
            self.stdout.write(line)


def lines(outcome: Outcome, entries: int) -> list[str]:
    """What is said at each start: who can sign in, and matters to follow."""
    found = [
        "",
        f"禾渡县（虚构）Hedu County, invented: {len(outcome.matters)} matters, {entries} entries, verified 已核对",
        "",
        f"工作人员登录 staff sign in at /desk/ — 密码都是 password of all: {units.PASSWORD}",
    ]
    for unit, capacity, what in (
        ("xfj", Capacity.REGISTRAR, "信访局登记 petition office, registrar"),
        ("xfj", Capacity.HEAD, "信访局负责人 petition office, head"),
        ("xfj", Capacity.SUPERVISOR, "督办 supervisor"),
        ("xfj", Capacity.KEEPER, "系统管理 keeper of the system"),
        ("zjj", Capacity.REGISTRAR, "住建局承办 housing bureau, handler"),
        ("zjj", Capacity.HEAD, "住建局负责人 housing bureau, head"),
        ("hedu", Capacity.HEAD, "县政府（复查）county government, review"),
        ("yunzhan", Capacity.HEAD, "市政府（复核）city government, re-review"),
        ("jw", Capacity.REGISTRAR, "纪委监委 discipline body"),
    ):
        officer = next(one for one in Officer.objects.filter(unit=unit) if capacity in one.capacity_set)
        found.append(f"  {officer.username:16} {what}")
    found += [
        "  （全部账号 all of them: logins.txt）",
        "",
        "凭编号和查询码查看 follow with number and query code:",
    ]
    going_on = set(Case.objects.filter(closed=False).values_list("number", flat=True))
    for kind, goes_on, what in SHOWN:
        of_kind = [one for one in outcome.matters if one.kind == kind]
        for one in sorted(of_kind, key=lambda one: (one.number in going_on) != goes_on)[:1]:
            found.append(f"  {one.number}   {grouped(one.code)}   {what}")
    for one in [one for one in outcome.matters if one.kind == "accusation" and one.standing.walled][:1]:
        (walled,) = sorted(one.standing.walled)[:1]
        officer = Officer.objects.filter(unit=walled).order_by("pk")[0]
        found.append(
            f"  {one.number}   {grouped(one.code)}   一件举报：{officer.username} 的单位被举报，"
            f"对它来说这件事不存在 an accusation that does not exist for {officer.username}"
        )
    return [*found, ""]


def logins() -> str:
    """Everybody who can sign in."""
    rows = [f"{'username':20} {'capacities':28} unit 单位"]
    for officer in Officer.objects.select_related("unit").order_by("unit__path", "username"):
        rows.append(
            f"{officer.username:20} {officer.capacities:28} {officer.unit.name} {officer.unit.name_en}"
        )
    return "\n".join([*rows, "", f"password 密码: {units.PASSWORD}", ""])
