"""A whole installation of its own, with processes that can be started and killed."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

BASE = Path(__file__).resolve().parents[2]

COUNTY = """
from xinqiao.operate.demo import units
units.make_units()
units.make_officers()
"""


@dataclass
class Installation:
    """A data directory and a database nobody else uses, on the kind of database this test run is for."""

    environment: dict[str, str]
    log: list[bytes] = field(default_factory=list)

    def start(self, *words: str, **more: Any) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, *words], env=self.environment, cwd=BASE, stdin=subprocess.DEVNULL, **more
        )

    def run(self, *words: str, seconds: float = 120) -> str:
        done = subprocess.run(
            [sys.executable, *words],
            env=self.environment,
            cwd=BASE,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds,
        )
        assert done.returncode == 0, (
            f"{words[:3]}: {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
        )
        return done.stdout

    def python(self, source: str) -> str:
        return self.run("-c", f"import django; django.setup()\n{source}")


@contextmanager
def installation(folder: Path) -> Iterator[Installation]:
    """An installation with the tables and the people of the invented county."""
    with empty_place(folder) as here:
        here.run("-m", "xinqiao", "migrate", "-v0")
        here.python(COUNTY)
        yield here


@contextmanager
def empty_place(folder: Path) -> Iterator[Installation]:
    """A data directory and a database in which there is nothing yet."""
    environment = {
        **os.environ,
        "XINQIAO_DATA": str(folder / "data"),
        "XINQIAO_STATIC": str(folder / "static"),
        "DJANGO_SETTINGS_MODULE": "xinqiao.settings",
        "PYTHONWARNINGS": "default",
    }
    with _database(os.environ.get("XINQIAO_DATABASE", "")) as address:
        yield Installation({**environment, "XINQIAO_DATABASE": address})


@contextmanager
def _database(address: str) -> Iterator[str]:
    """On PostgreSQL a database of its own beside the others; SQLite lies in the data directory."""
    if not address:
        yield ""
        return
    import psycopg

    name = f"story_{uuid4().hex[:12]}"
    with closing(psycopg.connect(address, autocommit=True)) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
    finally:
        with closing(psycopg.connect(address, autocommit=True)) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def descendants(pid: int) -> list[int]:
    """This process and all it has started, as Linux tells."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(words[1]), []).append(int(stat.parent.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def kill_at_once(running: subprocess.Popen[bytes]) -> None:
    """As when the power fails: no process gets to say a last word, nor to start another in place of one that fell."""
    if running.poll() is not None:
        return  # its number may belong to another by now
    halted: set[int] = set()
    while new := set(descendants(running.pid)) - halted:
        halted |= new
        _signal(new, signal.SIGSTOP)
    _signal(halted, signal.SIGKILL)
    running.wait(20)


def _signal(pids: set[int], which: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, which)


def wait_until(true: Callable[[], object], *, seconds: float = 60, what: str = "") -> None:
    """Wait for a function to answer something true."""
    ends = time.monotonic() + seconds
    pause = threading.Event()
    while time.monotonic() < ends:
        if true():
            return
        pause.wait(0.1)
    raise AssertionError(f"waited {seconds} s in vain for {what}")
