"""xinqiao follow"""

import threading
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from xinqiao.cases.logs import told
from xinqiao.channels.outbox import deliver_due
from xinqiao.ledger.follow import behind, catch_up, newest
from xinqiao.ledger.keeper import Keeper
from xinqiao.ledger.publish import publish_all
from xinqiao.ledger.sequence import Halted, waiting

PAUSE = 1.0
"""Seconds between two looks for messages that are to be sent now, when the ledger did not grow meanwhile."""

LOOK = 0.1
"""Seconds between two looks whether it has grown: one short question each, a few thousandths of a processor."""

LONGEST_WAIT = 300.0
"""A follower that keeps stopping is tried again ever more seldom, but at least so often, in seconds."""


class Command(BaseCommand):
    help = "run the followers and the public log: papers, search, messages 运行跟随者和公开账本（文书、检索、通知）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "followers", nargs="*", metavar="NAME", help="only these, by dotted name 只运行这几个（模块全名）"
        )
        parser.add_argument(
            "--once", action="store_true", help="stop at the end of the ledger 跟到末尾就结束"
        )
        parser.add_argument(
            "--status", action="store_true", help="only say how far behind they are 只显示进度"
        )

    def handle(self, **options: Any) -> None:
        names = options["followers"] or None
        unknown = [name for name in names or () if name not in settings.FOLLOWERS]
        if unknown:
            raise CommandError(
                f"no such follower: {', '.join(unknown)}; there are: {', '.join(settings.FOLLOWERS)}",
                returncode=2,
            )
        if options["status"]:
            for name, number in {**behind(), "log": waiting()}.items():
                self.stdout.write(f"{name}: {number} behind 还有 {number} 条")
        elif options["once"]:
            done = catch_up(names)
            deliver_due(at=timezone.now())
            if names is None:
                self.publish()
            self.stdout.write(f"follow: {done} entries handed out 处理记录 {done} 条")
        else:
            self.for_ever(names)

    def publish(self) -> None:
        try:
            publish_all(at=timezone.now())
        except Halted as halted:
            raise CommandError(str(halted)) from halted

    def for_ever(self, names: list[str] | None) -> None:
        """Follow until the process is ended. That may happen at any moment: what was not finished is done again."""
        pause, wait = threading.Event(), PAUSE
        if names is None:
            # Beside the followers, so that a long paper keeps nobody waiting for a receipt.
            keeper = Keeper(self.complain)
            threading.Thread(target=keeper.run, args=(pause, timezone.now), daemon=True).start()
        while True:
            close_old_connections()
            try:
                seen = newest()
                done = catch_up(names)
                done += deliver_due(at=timezone.now())
            except Exception as error:
                # A follower that meets what it does not expect stops at its place, aloud; the log goes on.
                sentence = f"a follower stopped 跟随者停止: {told(error)}"
                if names is not None:
                    raise CommandError(sentence) from error
                self.complain(sentence)
                wait = min(wait * 2, LONGEST_WAIT)
                pause.wait(wait)
                continue
            wait = PAUSE
            if not done:
                self.wait(pause, seen)

    def wait(self, pause: threading.Event, seen: int) -> None:
        """Until the ledger has grown beyond ``seen``, and not longer than ``PAUSE``."""
        ends = time.monotonic() + PAUSE
        while time.monotonic() < ends and not pause.wait(LOOK):
            try:
                if newest() > seen:
                    return
            except DatabaseError:
                return  # what is wrong is said where the work is tried

    def complain(self, sentence: str) -> None:
        self.stderr.write(sentence)
        self.stderr.flush()
