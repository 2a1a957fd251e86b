"""Run as a process of its own: do something again and again, and be killed at every step of it.

``python -m tests.log.killing DEED KILLS SEED FOLDER`` prints one line of JSON. The process forks for each try, so that a kill
costs milliseconds and not a start of Python. In the child a hook counts what leaves the process (files written, renamed,
synced, statements executed, signatures) and kills it before or after the one that was chosen: not done, or done but not
reported. Steps are counted first, in tries that nobody disturbs, and the kills are spread evenly over them; steps that
come up only while something is mended are added as they are met. After each kill somebody looks whether all that was
acknowledged is there, and the next child goes on where the dead one stopped.
"""

import json
import os
import random
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any

import django

from tests.log.deeds import DEEDS, Deed

HOME = str(Path(__file__).resolve().parents[2] / "xinqiao") + os.sep
LIBRARY = {"pathlib.py", "shutil.py", "tempfile.py"}
CALLS = {
    "open", "fdopen", "mkstemp", "write", "flush", "fsync", "sync", "close", "replace", "rename", "link", "mkdir", "unlink",
    "rmdir", "chmod", "flock", "sign", "execute", "__exit__",
}  # fmt: skip
"""A call of these, out of Python, from our own code or from what it moves files with, is a step. What the database is told is
one as well, wherever it comes from."""

TRIES = 3
"""A step that did not come up again in so many tries, as where a tile happened to be full, is left for one that did."""

Step = tuple[str, int]
"""Where in our code, what, before or after; and the how-manieth time in one try."""


@dataclass(slots=True)
class Ended:
    """How a child ended, what it said, and the steps it made."""

    killed: bool
    said: Any
    steps: list[Step]


class Counting:
    """A hook that notes each step, and ends the process at one of them."""

    def __init__(self, last: Step | None, report: Callable[[list[Step]], None]) -> None:
        from django.db.backends.base.base import BaseDatabaseWrapper
        from django.db.backends.utils import CursorWrapper

        self.last, self.report = last, report
        self.steps: list[Step] = []
        self.times: dict[str, int] = {}
        told = (
            (CursorWrapper, "_execute"),
            (CursorWrapper, "_executemany"),
            (BaseDatabaseWrapper, "_commit"),
        )
        self.told = {getattr(holder, name).__code__: name.strip("_") for holder, name in told}

    def __call__(self, frame: FrameType, event: str, called: object) -> None:
        if event in ("call", "return"):
            name = self.told.get(frame.f_code, "")
            # To ask changes nothing: it is the same to die before the next step, or after the one before.
            if str(frame.f_locals.get("sql", "")).startswith("SELECT"):
                return
        elif event in ("c_call", "c_return"):
            name = getattr(called, "__name__", "")
            file = frame.f_code.co_filename
            ours = file.startswith(HOME) or file.rpartition(os.sep)[2] in LIBRARY
            # A text has a `replace` too.
            if name not in CALLS or not ours or isinstance(getattr(called, "__self__", None), str | bytes):
                return
        else:
            return
        # Reading the law, which comes with the program, leaves nothing behind.
        if name and not (where := place(frame)).startswith("law/"):
            self._note(f"{where} {name} {'before' if event.endswith('call') else 'after'}")

    def _note(self, label: str) -> None:
        self.times[label] = nth = self.times.get(label, 0) + 1
        self.steps.append((label, nth))
        if self.last == (label, nth):
            sys.setprofile(None)
            self.report(self.steps)
            os.kill(os.getpid(), signal.SIGKILL)


def place(frame: FrameType | None) -> str:
    """The nearest line of our own code."""
    while frame is not None and not frame.f_code.co_filename.startswith(HOME):
        frame = frame.f_back
    return f"{frame.f_code.co_filename.removeprefix(HOME)}:{frame.f_lineno}" if frame else "outside"


def in_child(act: Callable[[], Any], *, hooked: bool = False, last: Step | None = None) -> Ended:
    """Do it in a process of its own. Raises ``AssertionError`` with what it said when it failed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        hook = Counting(last, lambda steps: tell(writing, {"steps": steps}))
        code = 1
        told: dict[str, Any] = {}
        try:
            if hooked:
                sys.setprofile(hook)
            told["said"] = act()
            code = 0
        except BaseException as error:  # noqa: BLE001 - whatever it was, the parent tells it
            told["error"] = f"{error!r}\n{traceback.format_exc()[-2000:]}"
        finally:
            sys.setprofile(None)
            tell(writing, {**told, "steps": hook.steps})
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = json.loads(pipe.read() or "{}")
    _pid, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, -signal.SIGKILL) and (last or code == 0), answer.get("error", code)
    steps = [(label, nth) for label, nth in answer.get("steps", ())]
    return Ended(code != 0, answer.get("said"), steps)


def tell(pipe: int, answer: dict[str, Any]) -> None:
    data = json.dumps(answer).encode()
    while data:
        data = data[os.write(pipe, data) :]


def spread(steps: list[Step], many: int, chance: random.Random) -> list[Step]:
    """So many of the steps, evenly over all of them, in any order: another seed begins at another one."""
    first = chance.randrange(len(steps))
    chosen = [steps[(first + nth * len(steps) // many) % len(steps)] for nth in range(min(many, len(steps)))]
    while len(chosen) < many:
        chosen += steps[: many - len(chosen)]
    chance.shuffle(chosen)
    return chosen


@dataclass(slots=True)
class Night:
    """Kills of one deed, until there were enough."""

    deed: Deed
    state: Any = None
    round_: int = 0

    def once(self, last: Step | None) -> Ended:
        deed, round_ = self.deed, self.round_
        given = in_child(lambda: deed.ready(round_)).said
        ended = in_child(lambda: deed.do(round_, given), hooked=True, last=last)
        state, said = self.state, None if ended.killed else ended.said
        try:
            self.state = in_child(lambda: deed.look(state, round_, given, said)).said
        except AssertionError as wrong:
            raise AssertionError(f"round {round_}, killed at {last}: {wrong}") from wrong
        self.round_ += 1
        return ended

    def pass_by(self, kills: int, seed: int) -> dict[str, object]:
        chance = random.Random(seed)
        self.state = in_child(self.deed.begin).said
        known: dict[Step, int] = {}  # and how often somebody was killed there
        for _each in range(self.deed.counted):
            known |= dict.fromkeys(self.once(None).steps, 0)
        ahead = deque((step, 0) for step in spread(list(known), kills, chance))
        while ahead:
            step, tries = ahead.popleft()
            ended = self.once(step)
            new = [one for one in ended.steps if one not in known]
            known |= dict.fromkeys(new, 0)
            if ended.killed:
                known[step] += 1
            elif tries < TRIES:
                ahead.append((step, tries + 1))
            else:
                ahead.append((chance.choice(ended.steps), 0))
            # Each night has room for as many as it was asked for; what is new to it comes in the place of a repetition.
            again = [one for one in ahead if known[one[0]]]
            for one, other in zip(new, again, strict=False):
                ahead.remove(other)
                ahead.append((one, 0))
        state = self.state
        return {
            "kills": sum(known.values()),
            "steps": len(known),
            "reached": sum(map(bool, known.values())),
            "missed": [f"{label} ({nth})" for (label, nth), times in known.items() if not times],
            "tries": self.round_,
            "findings": in_child(lambda: self.deed.whole(state)).said,
        }


def main(name: str, kills: int, seed: int, folder: Path) -> dict[str, object]:
    # What is imported at first use is no step.
    for command in ("backup", "log", "rotate_keys"):
        import_module(f"xinqiao.operate.management.commands.{command}")
    return Night(DEEDS[name](folder)).pass_by(kills, seed)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))))
