"""xinqiao bench"""

import contextlib
import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from xinqiao.cases.calendar import calendar_named
from xinqiao.operate.bench.figures import machine, table
from xinqiao.operate.bench.tasks import TASKS, Asked, fill
from xinqiao.operate.bench.web import Failed
from xinqiao.operate.running import collect_static

INSIDE = "XINQIAO_BENCH"
LARGEST = 20_000_000


class Command(BaseCommand):
    help = "measure how quick this is at a given size 测速"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "names", nargs="+", choices=tuple(TASKS), metavar="NAME", help=f"what 测什么: {', '.join(TASKS)}"
        )
        parser.add_argument(
            "--size", type=int, default=10_000, metavar="N", help="how many matters 多少件 (10000)"
        )
        parser.add_argument(
            "--database", choices=("sqlite", "postgresql"), default="sqlite", help="on which 数据库"
        )
        parser.add_argument("--dir", metavar="DIR", help="where its databases are made 临时数据放在哪里")
        parser.add_argument(
            "--keep",
            metavar="DIR",
            help="keep the filled database there and use it again 把填好的数据库留在这里，下次再用",
        )
        parser.add_argument("--json", action="store_true", help="for machines, one object a line 供程序读取")

    def handle(self, **options: Any) -> None:
        if not 1 <= options["size"] <= LARGEST:
            raise CommandError(f"--size is 1 to {LARGEST}", returncode=2)
        if INSIDE in os.environ:
            self.measure(options)
            return
        # Settings are read once; the measuring itself runs where they point to a database of its own.
        with scratch(options) as environment:
            command = [sys.executable, "-m", "xinqiao", "bench", *sys.argv[2:]]
            code = subprocess.call(command, env={**os.environ, **environment})
        if code:
            raise CommandError("could not be measured 没有测成", returncode=code)

    def measure(self, options: dict[str, Any]) -> None:
        now = timezone.now().astimezone(calendar_named("cn").zone)
        call_command("migrate", verbosity=0, interactive=False)
        collect_static()
        content: dict[str, Any] = {"size": options["size"], "machine": machine()}
        # Not a file of the database's own: it tells that the filling came to its end.
        told = settings.DATA / f"filled-{options['database']}.json"
        if told.exists():
            content["filled"] = json.loads(told.read_text("utf-8"))
            if content["filled"]["matters"] != options["size"]:
                raise CommandError(
                    f"{told} was made with --size {content['filled']['matters']}", returncode=2
                )
        else:
            with tqdm(total=options["size"], unit=" matters", desc="bench", disable=None, leave=False) as bar:
                content["filled"] = fill(options["size"], now, bar.update, options["names"])
            told.write_text(json.dumps(content["filled"]), "utf-8")
        self.tell(content, options)
        # Each is told as soon as it is known: at a million matters the next may take long.
        for name in options["names"]:
            try:
                self.tell({name: TASKS[name](Asked(options["size"], now))}, options)
            except Failed as error:
                raise CommandError(f"{name}: {error}") from error

    def tell(self, content: dict[str, Any], options: dict[str, Any]) -> None:
        lines = [json.dumps(content, ensure_ascii=False)] if options["json"] else table(content, "")
        for line in lines:
            self.stdout.write(line)
        self.stdout.flush()


@contextlib.contextmanager
def scratch(options: dict[str, Any]) -> Iterator[dict[str, str]]:
    """A data directory, and where asked a PostgreSQL server, for as long as it lasts."""
    kept = Path(options["keep"]).resolve() if options["keep"] else None
    home = kept or Path(tempfile.mkdtemp(prefix="xinqiao-bench-", dir=options["dir"]))
    home.mkdir(parents=True, exist_ok=True)
    environment = {INSIDE: "1", "XINQIAO_DATA": str(home), "XINQIAO_DATABASE": "", "XINQIAO_DEMO": "0"}
    try:
        if options["database"] == "sqlite":
            yield environment
            return
        try:
            postgres = importlib.import_module("scripts.postgres")
        except ImportError as error:
            raise CommandError(
                "a PostgreSQL of its own is started by a checkout of the project only"
            ) from error
        try:
            with postgres.running(durable=True, keep=kept and kept / "postgresql") as address:
                yield {**environment, "XINQIAO_DATABASE": address}
        except postgres.NoServer as error:
            raise CommandError(str(error)) from error
    finally:
        if kept is None:
            shutil.rmtree(home, ignore_errors=True)
