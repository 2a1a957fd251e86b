"""xinqiao keys"""

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from xinqiao.people import recovery
from xinqiao.people.models import OfficeKey
from xinqiao.people.office_keys import ring_of
from xinqiao.people.rotation import resting_on

PURPOSES = (OfficeKey.SEAL, OfficeKey.QUERY_CODE)


class Command(BaseCommand):
    help = "the office's keys: show them by id, cut their recovery into shares, put them back 单位密钥"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="list|split|join|refresh")
        show = what.add_parser("list", help="ids, and how many matters rest on each 列出密钥编号")
        show.add_argument("--json", action="store_true", help="for machines 供程序读取")
        cut = what.add_parser(
            "split", help="new shares for officers to keep on paper 分成几份，打印后分人保管"
        )
        cut.add_argument(
            "--need", type=int, default=2, metavar="K", help="so many shares recover (2) 几份可以恢复"
        )
        cut.add_argument("--of", type=int, default=3, metavar="N", help="so many are made (3) 一共几份")
        cut.add_argument(
            "--out", type=Path, required=True, metavar="DIR", help="a file for each share 每份一个文件"
        )
        put = what.add_parser("join", help="put the keys back from enough shares 用几份合起来恢复密钥")
        put.add_argument(
            "shares", nargs="*", type=Path, metavar="FILE", help="none: they are typed in 不写就逐份输入"
        )
        put.add_argument(
            "--check", action="store_true", help="only prove that they recover; change nothing 只验证"
        )

        what.add_parser("refresh", help="put keys changed by hand into the recovery file 更新恢复文件")

    def handle(self, **options: Any) -> None:
        does = {"list": self.show, "split": self.split, "join": self.join, "refresh": self.refresh}
        try:
            does[options["what"]](options)
        except recovery.CannotRecover as error:
            raise CommandError(str(error)) from error

    def show(self, options: dict[str, Any]) -> None:
        resting: dict[str, int] = {}
        try:
            for purpose in PURPOSES:
                resting |= resting_on(purpose)
        except DatabaseError:
            resting = {}  # no tables yet
        told = {
            "rings": {
                one.name: [
                    {"id": key.id, "current": not place, "matters": resting.get(key.id)}
                    for place, key in enumerate(one.held())
                ]
                for one in recovery.rings()
            },
            "recovery": recovery.about(),
            "stale": recovery.stale(),
        }
        if options["json"]:
            self.stdout.write(json.dumps(told))
            return
        for one in recovery.rings():
            self.stdout.write(
                f"{one.name}  {one.path if one.in_file else 'from the environment 来自环境变量'}"
            )
            for place, key in enumerate(one.held()):
                matters = f"  {resting[key.id]} matters 件" if key.id in resting else ""
                self.stdout.write(f"  {key.id}{'  current 现行' if not place else ''}{matters}")
        self.stdout.write(_about(recovery.about(), recovery.stale()))

    def split(self, options: dict[str, Any]) -> None:
        need, of, folder = options["need"], options["of"], options["out"]
        day = timezone.localdate()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        names = [folder / f"share-{place}-of-{of}.txt" for place in range(1, of + 1)]
        if there := [one for one in names if one.exists()]:
            raise CommandError(f"{there[0]} is there already 已有同名文件")
        try:
            shares = recovery.split(need=need, of=of)
        except ValueError as error:
            raise CommandError("2 ≤ --need ≤ --of ≤ 16", returncode=2) from error
        for place, (name, share) in enumerate(zip(names, shares, strict=True), start=1):
            handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                out.write(_page(share, place=place, need=need, of=of, day=day))
            self.stdout.write(str(name))
        self.stdout.write(
            "Print each, give each to another officer, then delete these files. "
            "Prove it once: xinqiao keys join --check 每份打印后分别交人保管，然后删掉这些文件；请当场验证一次"
        )

    def join(self, options: dict[str, Any]) -> None:
        texts = [_text(one) for one in options["shares"]] or self.typed()
        found = recovery.join(texts)
        if options["check"]:
            self.stdout.write("these shares recover the keys 这几份可以恢复密钥")
            return
        try:
            needed = {ring_of(one).name: [k for k, n in resting_on(one).items() if n] for one in PURPOSES}
        except DatabaseError:
            needed = {}  # the database is not back yet
        given = [one.name for one in recovery.rings() if not one.in_file]
        if given:
            raise CommandError(
                f"{', '.join(given)} come from the environment; take them out of it first 请先去掉环境变量里的密钥"
            )
        changed = recovery.put_back(found, still_needed=needed)
        recovery.refresh()
        self.stdout.write(
            f"put back 已恢复: {', '.join(changed)}; start the server again 请重新启动"
            if changed
            else "the keys are all in their place 密钥都在，没有改动"
        )

    def refresh(self, _options: dict[str, Any]) -> None:
        if not recovery.refresh():
            raise CommandError("no shares were made yet: xinqiao keys split 还没有做恢复份额")
        self.stdout.write(_about(recovery.about(), recovery.stale()))

    def typed(self) -> list[str]:
        """Shares from the keyboard or a pipe; each ends with an empty line."""
        about = recovery.about() or {"need": 0}
        texts: list[str] = []
        while len(texts) < about["need"]:
            if sys.stdin.isatty():
                self.stdout.write(
                    f"share 第 {len(texts) + 1} 份: its rows, then an empty line 逐行输入，空行结束"
                )
            rows: list[str] = []
            for line in sys.stdin:
                if not line.strip() and rows:
                    break
                rows.append(line)
            else:
                if not rows:
                    break
            texts.append("".join(rows))
        return texts


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path}: cannot be read 读不出来") from error


def _page(share: str, *, place: int, need: int, of: int, day: date) -> str:
    return (
        f"心桥 Xinqiao · 单位密钥恢复份额 {place}/{of} · recovery share {place} of {of} · {day:%Y-%m-%d}\n\n"
        f"任意 {need} 份合起来可以恢复单位密钥，单独一份什么也看不出来。请一人保管一份，不要拍照，不要放在同一处。\n"
        f"Any {need} of these recover the office's keys; one alone says nothing. One officer keeps one.\n"
        f"恢复：xinqiao keys join，逐行输入三组数字和最后一位校验；英文词不必输入。\n\n"
        f"{share}\n\n"
        f"恢复文件 recovery file: {settings.KEYS}/{recovery.FILE}\n"
    )


def _about(about: dict[str, int] | None, stale: list[str]) -> str:
    if about is None:
        return "no shares were made: a lost key file is lost for ever. xinqiao keys split 还没有做恢复份额"
    line = f"{about['need']} of {about['of']} shares recover them 任意 {about['need']} 份可以恢复（共 {about['of']} 份）"
    if stale:
        line += f"\nnot yet in the recovery file 尚未写入恢复文件: {', '.join(stale)} (xinqiao keys refresh)"
    return line
