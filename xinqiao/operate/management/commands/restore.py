"""xinqiao restore"""

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connections
from tqdm import tqdm

from xinqiao.cases.room import no_room
from xinqiao.ledger.publish import trouble
from xinqiao.operate.backup.manifest import BadBackup
from xinqiao.operate.backup.restoring import NotRestored, finish, restore


class Command(BaseCommand):
    help = "put a backup back onto an empty installation, and prove it 恢复备份并核对"
    # The check that keeps a half-restored installation from starting must not keep this from ending it.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", metavar="DIR", type=Path, help="a directory made by xinqiao backup 备份目录"
        )
        parser.add_argument(
            "--checkpoint",
            metavar="FILE",
            type=Path,
            help="the newest checkpoint of the public log, from a witness or whoever kept one 公开账本最新的签名",
        )

    def handle(self, folder: Path, **options: Any) -> None:
        newest = ""
        if options["checkpoint"] is not None:
            try:
                newest = options["checkpoint"].read_text("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise CommandError(f"{options['checkpoint']}: {error}") from error
        with tqdm(unit="B", unit_scale=True, desc="restore", disable=None, leave=False) as bar:
            try:
                manifest = restore(
                    folder.resolve(), checkpoint=newest, step=bar.update, say=bar.set_description
                )
            except (BadBackup, NotRestored) as error:
                raise CommandError(str(error)) from error
            except (OSError, sqlite3.Error, DatabaseError) as error:
                if not no_room(error):
                    raise
                raise CommandError(
                    "the disk is full; nothing starts on what was put back so far: make room and run the same command "
                    "again, it begins from the beginning 磁盘满了，恢复了一半的不能启动；腾出空间以后再运行一次，会从头恢复"
                ) from error
        connections.close_all()
        self.stdout.write(
            f"restore: {manifest.entries} entries of {manifest.made_at}, made by {manifest.program} "
            f"记录 {manifest.entries} 条，备份于 {manifest.made_at}"
        )
        self.prove("migrate", "-v0")
        # A log that is further on is no fault of what was put back: it says at every start what to do, and until that is
        # done nothing is added. So the installation is let go, and verify tells the rest.
        if halted := trouble():
            finish()
            raise CommandError(f"{halted.zh}\n{halted.en}")
        connections.close_all()
        self.prove("verify")
        finish()

    def prove(self, *words: str) -> None:
        """Run a command in a process of its own: it reads keys and tables as whoever starts the server will."""
        done = subprocess.run(
            [sys.executable, "-m", "xinqiao", *words, "--skip-checks"], stdin=subprocess.DEVNULL, check=False
        )
        if done.returncode:
            raise CommandError(
                f"it was put back, but xinqiao {words[0]} does not pass: see above; nothing starts before it does "
                f"已经恢复，但是没有通过 {words[0]}，请看上面的说明；解决以前不能启动"
            )
