"""xinqiao serve"""

import os
from typing import Any

from django.conf import settings
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from xinqiao.cases.checks import PRODUCTION
from xinqiao.cases.logs import told
from xinqiao.cases.tick import tick
from xinqiao.ledger.publish import trouble
from xinqiao.operate.demo.place import MARK
from xinqiao.operate.nightly import pass_night
from xinqiao.operate.running import CannotStart, Installation, Plan, addresses, collect_static, tables


def add_plan(parser: CommandParser) -> None:
    """The options that say what to run, for every command that serves."""
    parser.add_argument(
        "--host", default=os.environ.get("XINQIAO_LISTEN", "127.0.0.1"), help="where to listen 监听地址"
    )
    parser.add_argument("--port", type=int, default=8000, help="8000")
    parser.add_argument("--workers", type=int, default=2, help="web processes 网页进程数 (2)")
    parser.add_argument("--threads", type=int, default=4, help="threads in each 每个进程的线程数 (4)")
    parser.add_argument(
        "--server", choices=("granian", "gunicorn"), default="granian", help="web server 网页服务器"
    )
    parser.add_argument(
        "--no-followers", action="store_true", help="followers run elsewhere 跟随者在别处运行"
    )
    parser.add_argument("--no-tick", action="store_true", help="time is passed elsewhere 到期处理在别处运行")


def plan_of(options: dict[str, Any]) -> Plan:
    if options["workers"] < 1 or options["threads"] < 1 or not 0 < options["port"] < 65536:
        raise CommandError("--workers and --threads count from 1; --port is 1 to 65535", returncode=2)
    return Plan(
        host=options["host"],
        port=options["port"],
        workers=options["workers"],
        threads=options["threads"],
        server=options["server"],
        followers=not options["no_followers"],
        tick=not options["no_tick"],
    )


class Command(BaseCommand):
    help = "start everything: pages, followers, time 启动全部服务"

    def add_arguments(self, parser: CommandParser) -> None:
        add_plan(parser)

    def handle(self, **options: Any) -> None:
        plan = plan_of(options)
        if (settings.DATA / MARK).exists() and not settings.DEMO:
            raise CommandError(
                f"{settings.DATA} is a demonstration: xinqiao demo --data DIR 这是演示数据，请用 xinqiao demo 启动"
            )
        self.refuse_weak_settings(plan.host)
        state = tables()
        if state == "none":
            # A new installation; there is nothing yet that could be lost.
            call_command("migrate", verbosity=0, interactive=False)
        elif state == "behind":
            raise CommandError(
                "the tables are older than the program: back up the data, then run xinqiao migrate "
                "数据表比程序旧：请先备份，再运行 xinqiao migrate"
            )
        halted = trouble()
        if halted:
            # Numbers of matters that are gone would be given out again, and the log would fork.
            raise CommandError(f"{halted.zh}\n{halted.en}")
        self.serve(plan, [f"心桥 Xinqiao  {address}" for address in addresses(plan)])

    def refuse_weak_settings(self, host: str) -> None:
        """Where real people file, nothing starts with a setting that would betray them."""
        if settings.DEMO or (settings.DEBUG and host in ("127.0.0.1", "localhost", "::1")):
            return  # an invented county, or a developer at their own screen
        os.environ["XINQIAO_LISTEN"] = host
        found = run_checks(tags=[PRODUCTION], include_deployment_checks=True)
        for one in found:
            self.complain(f"{one.id} {one.msg}\n    {one.hint}")
        if any(one.is_serious() for one in found):
            raise CommandError("not started: see the settings named above 设置不安全，没有启动")

    def serve(self, plan: Plan, lines: list[str]) -> None:
        """Run until told to stop; ``lines`` are said once people can reach the server."""
        try:
            collect_static()
            installation = Installation(plan, pass_time=self.pass_time, say=self.complain)
            code = installation.run(lambda: self.announce(lines))
        except CannotStart as error:
            raise CommandError(str(error)) from error
        if code:
            raise CommandError("the web server ended by itself 网页服务自己停止了")

    def announce(self, lines: list[str]) -> None:
        for line in lines:
            self.stdout.write(line)
        self.stdout.write("Ctrl-C stops 按 Ctrl-C 停止")
        self.stdout.flush()

    def complain(self, sentence: str) -> None:
        self.stderr.write(sentence)
        self.stderr.flush()

    def pass_time(self) -> None:
        """One tick; what goes wrong is said, and the next minute tries again."""
        close_old_connections()
        try:
            tick(at=timezone.now())
            night = pass_night(at=timezone.now())
            for sentence in night.refused if night else ():
                self.complain(sentence)
        except Exception as error:  # noqa: BLE001 - the pages must go on while somebody reads this
            self.complain(f"tick failed 到期处理失败: {told(error)}")
        finally:
            close_old_connections()
