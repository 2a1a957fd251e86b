"""xinqiao createstaff"""

import getpass
import sys
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from xinqiao.operate.staff import NewUnit, Wrong, make_officer, make_unit, reset_password
from xinqiao.people.accounts import new_password
from xinqiao.people.models import Capacity, Level, Unit, UnitKind


class Command(BaseCommand):
    help = "make an officer, and the first unit 新建工作人员（和第一个单位）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", help="user name 用户名")
        parser.add_argument("--name", help="name shown to colleagues 姓名")
        parser.add_argument("--unit", metavar="CODE", help="code of the unit 单位代码")
        parser.add_argument(
            "--capacities",
            metavar="A,B",
            help=f"what they do there 岗位: {', '.join(Capacity.values)}",
        )
        parser.add_argument(
            "--unit-name", metavar="NAME", help="make the unit, with this name 新建单位的名称"
        )
        parser.add_argument(
            "--unit-kind", default="petition_office", choices=UnitKind.values, help="its kind 性质"
        )
        parser.add_argument("--unit-level", default="county", choices=Level.values, help="its level 层级")
        parser.add_argument(
            "--unit-parent", default="", metavar="CODE", help="the unit above it 上级单位代码"
        )
        parser.add_argument(
            "--password-stdin",
            action="store_true",
            help="read the password from standard input 从标准输入读密码",
        )
        parser.add_argument(
            "--generate", action="store_true", help="make a password and show it once 生成密码，只显示一次"
        )
        parser.add_argument(
            "--reset", action="store_true", help="give somebody there is a new password 重置密码"
        )

    def handle(self, **options: Any) -> None:
        try:
            with transaction.atomic():
                self.make(options)
        except Wrong as error:
            raise CommandError(str(error)) from error

    def make(self, options: dict[str, Any]) -> None:
        username = self.asked(options, "username", "用户名 user name")
        if options["reset"]:
            password, shown = self.password(options)
            officer = reset_password(username, password, at=timezone.now())
            self.stdout.write(f"{officer.username} ({officer.unit.name}) has a new password 密码已重置")
        else:
            unit = self.unit(options)
            name = self.asked(options, "name", "姓名 name")
            first = not unit.officers.exists() and Unit.objects.count() == 1
            given = self.asked(
                options,
                "capacities",
                f"岗位 capacities ({', '.join(Capacity.values)})",
                default="keeper,registrar,handler,head" if first else "registrar,handler",
            )
            capacities = [
                one.strip() for one in given.replace("，", ",").replace(" ", ",").split(",") if one.strip()
            ]
            password, shown = self.password(options)
            officer = make_officer(
                username=username,
                name=name,
                unit=unit,
                capacities=capacities,
                password=password,
                at=timezone.now(),
            )
            titles = "、".join(officer.capacity_titles)
            self.stdout.write(f"{officer.username}: {officer.name}, {unit.name}, {titles}")
            if not unit.active:
                self.stdout.write(
                    f"{unit.name} is not active yet: sign in and publish its channels (art. 18) "
                    "单位还没有启用：请登录后填写并公布《信访工作条例》第十八条要求的内容"
                )
        if shown:
            self.stdout.write(
                "to be changed at the first sign-in, where a second factor is set up too 首次登录时要改密码并设置第二道验证"
            )
            self.stdout.write(f"password, shown this once 密码（只显示这一次）: {password}")

    def unit(self, options: dict[str, Any]) -> Unit:
        code = self.asked(options, "unit", "单位代码 code of the unit")
        found = Unit.objects.filter(code=code).first()
        if found is not None:
            return found
        if not options["unit_name"] and not sys.stdin.isatty():
            raise CommandError(f"there is no unit {code!r}; --unit-name makes it 没有这个单位", returncode=2)
        name = self.asked(options, "unit_name", f"新单位 {code} 的名称 name of the new unit")
        return make_unit(
            NewUnit(
                code=code,
                name=name,
                kind=options["unit_kind"],
                level=options["unit_level"],
                parent=options["unit_parent"],
            )
        )

    def password(self, options: dict[str, Any]) -> tuple[str, bool]:
        """The password, and whether it must be shown because we made it."""
        if options["password_stdin"]:
            return sys.stdin.readline().rstrip("\r\n"), False
        if options["generate"] or not sys.stdin.isatty():
            return new_password(), True
        first = self.answer(lambda: getpass.getpass("密码，不填就生成一个 password, empty to make one: "))
        if not first:
            return new_password(), True
        if first != self.answer(lambda: getpass.getpass("再输一遍 once more: ")):
            raise CommandError("the two are not the same 两次输入不一样")
        return first, False

    def asked(self, options: dict[str, Any], name: str, question: str, default: str = "") -> str:
        """An option, or the answer to a question where somebody sits at the keyboard."""
        given = str(options[name] or "").strip()
        if given:
            return given
        if not sys.stdin.isatty() or options["password_stdin"]:
            if default:
                return default
            raise CommandError(
                f"--{name.replace('_', '-')} is needed 缺少 --{name.replace('_', '-')}", returncode=2
            )
        given = self.answer(lambda: input(f"{question}{f' [{default}]' if default else ''}: ")).strip()
        if not given and not default:
            raise CommandError(f"{question}: nothing given 没有填写")
        return given or default

    def answer(self, ask: Callable[[], str]) -> str:
        try:
            return ask()
        except EOFError as error:
            raise CommandError("nothing given 没有填写") from error
