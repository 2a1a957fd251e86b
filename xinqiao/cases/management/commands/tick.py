"""xinqiao tick"""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from xinqiao.cases.files import sweep
from xinqiao.cases.tick import tick


class Command(BaseCommand):
    help = "write down whatever time has made due 处理到期事项"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--at", help="as if it were this moment, e.g. 2026-04-20 or 2026-04-20T09:00+08:00"
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
        sweep(at=at)
        self.stdout.write(f"tick: {written} entries written 写入记录 {written} 条")
