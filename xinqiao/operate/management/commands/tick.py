"""xinqiao tick"""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from xinqiao.cases.tick import tick
from xinqiao.operate.nightly import Night, pass_night, work


class Command(BaseCommand):
    help = "write down whatever time has made due 处理到期事项"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--at", help="as if it were this moment, e.g. 2026-04-20 or 2026-04-20T09:00+08:00"
        )

        parser.add_argument(
            "--night",
            action="store_true",
            help="do the night's work now: erase what is due, sweep, compact 现在就做夜间的工作：到期删除、清理、压缩",
        )

    def handle(self, **options: Any) -> None:
        at = timezone.now()
        if options["at"]:
            try:
                at = datetime.fromisoformat(options["at"])
            except ValueError as error:
                raise CommandError(f"--at: {error}") from error
            at = at if timezone.is_aware(at) else timezone.make_aware(at)
            if at > timezone.now():
                raise CommandError("--at lies in the future: what has not happened is not written down")
        with tqdm(unit="", desc="tick", disable=None, leave=False) as bar:
            written = tick(at=at, step=bar.update)
        with tqdm(unit="", desc="night", disable=None, leave=False) as bar:
            night = work(at=at, step=bar.update) if options["night"] else pass_night(at=at, step=bar.update)
        self.stdout.write(f"tick: {written} entries written 写入记录 {written} 条")
        if night is not None:
            self.tell(night)

    def tell(self, night: Night) -> None:
        """What the night did; what it could not do is an error, so that somebody looks."""
        self.stdout.write(
            f"night: {night.erased} erased as the schedules say, {night.swept} forgotten files swept "
            f"按保存期限删除 {night.erased} 项，清理没有提交的文件 {night.swept} 份"
        )
        for sentence in night.refused:
            self.stderr.write(sentence)
        if night.refused:
            raise CommandError(f"{len(night.refused)} could not be erased 有 {len(night.refused)} 项没有删除")
