"""Keeping the public log going: every few seconds what is new, now and then padding alone, and aloud what is wrong."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random, SystemRandom

from django.conf import settings
from django.db import close_old_connections

from xinqiao.ledger.publish import publish
from xinqiao.ledger.sequence import Halted

RETRY = 15.0
"""Seconds until the next try when something is wrong."""

HOUR = 3600
"""For so long, in seconds, batches of entries stand for those of padding that were due."""

REMIND = 40
"""What stays wrong is said again after so many tries: every ten minutes."""


@dataclass
class Keeper:
    """One who publishes. Several may run; only one at a time does anything."""

    say: Callable[[str], object]
    chance: Random = field(default_factory=SystemRandom)
    _ahead: float = 0.0
    _wrong: str = ""
    _tries: int = 0

    def run(self, stop: threading.Event, clock: Callable[[], datetime]) -> None:
        """Publish until told to stop. The process may also be killed at any moment: what was not finished is done again."""
        while not stop.is_set():
            close_old_connections()
            stop.wait(self.round(clock()))

    def round(self, at: datetime) -> float:
        """Publish what is new; return after how many seconds to come again."""
        try:
            # Padding comes on the same beat as entries, so that it cannot be told from them by its time.
            cover = self._cover()
            done = publish(at=at, cover=cover)
            self._count(done.added, cover=cover)
        except Halted as halted:
            return self._complain(str(halted))
        except Exception as error:  # noqa: BLE001 - a full disk, a database that is away: said, and tried again
            return self._complain(
                "公开账本暂时没有写成，稍后自动重试 the public log could not be written and is tried again: "
                f"{type(error).__name__}: {error}"
            )
        if self._wrong:
            self._wrong, self._tries = "", 0
            self.say("公开账本恢复正常 the public log goes on")
        # A long queue, as after an import, is worked off without rest.
        return 0.0 if done.added > settings.LOG_STEP * 32 else float(settings.LOG_SECONDS)

    def _cover(self) -> bool:
        """Whether a batch is due. One of entries stands for it, so that an ordinary hour grows the log as an idle one does."""
        due = bool(settings.LOG_COVER) and self.chance.random() < settings.LOG_SECONDS / settings.LOG_COVER
        if due and self._ahead >= 1:
            self._ahead -= 1
            return False
        return due

    def _count(self, added: int, *, cover: bool) -> None:
        if settings.LOG_COVER:
            steps = added / settings.LOG_STEP - cover
            self._ahead = max(0.0, min(self._ahead + steps, HOUR / settings.LOG_COVER))

    def _complain(self, sentence: str) -> float:
        if sentence != self._wrong or self._tries % REMIND == 0:
            self.say(sentence)
            self._tries = 0
        self._wrong = sentence
        self._tries += 1
        return RETRY
