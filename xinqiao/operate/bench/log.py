"""What the public log costs: at the door, at the door of the publisher, in a receipt, in an audit."""

import os
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings

from xinqiao.cases.act import act
from xinqiao.cases.receipts import promise_for, receipt_for
from xinqiao.ledger.audit import audit
from xinqiao.ledger.models import Entry
from xinqiao.ledger.publish import publish_all
from xinqiao.ledger.sequence import end, waiting
from xinqiao.operate.bench.figures import each, timed
from xinqiao.operate.bench.web import Failed
from xinqiao.people.person import NEWCOMER

ROUNDS, SECONDS = 10, 4.0
PATIENCE = 60.0
"""Seconds until a publisher that was started has published once."""
RECEIPTS = 200

FILED = {
    "purpose": "solve",
    "channel": "web",
    "subject": "三号楼电梯停运一个月",
    "account": "三号楼的电梯从月初停到现在，八楼的老人下不了楼。物业说在等配件，一直没有修。",
    "requests": ["尽快修好电梯", "说明停运的原因"],
    "place": "三号楼",
}


def measure(now: datetime) -> dict[str, Any]:
    """All of it, at the size the ledger has."""
    entries = waiting()
    taking = timed(lambda: publish_all(at=now))
    sequenced = {
        "entries": entries,
        "leaves": end().size,
        "entries_a_second": round(entries / taking) if taking else 0,
        "bytes_published": sum(one.stat().st_size for one in settings.LOG.rglob("*") if one.is_file()),
    }
    found: list[str] = []
    began = time.process_time()
    audit(lambda sentence, **_facts: found.append(sentence))
    checking = time.process_time() - began
    return {
        "taken_in": sequenced,
        "audit": {"processor_s": round(checking, 2), "findings": len(found)},
        "receipt": _receipts(),
        "registration": _door(now),
    }


def _receipts() -> dict[str, float]:
    """Opening, proof and all, each for another entry."""
    chance = Random(1)  # noqa: S311 - a repeatable measurement, no secret
    newest = end().after
    wanted = [chance.randint(1, newest) for _each in range(RECEIPTS)]
    numbers = Entry.objects.filter(position__in=wanted).values_list("number")
    rows = Entry.objects.filter(number__in=numbers, ordinal=1).values_list("number", "position")
    return each(partial(receipt_for, *row) for row in rows).shown()


def _door(now: datetime) -> dict[str, Any]:
    """Registrations a second through the door with the log kept beside it and a promise for each, and without, in turns.

    Other work on the machine comes and goes, so each pair of turns has its own ratio, and the processor's time of this
    process is told as well.
    """
    without, beside, taken = [], [], []
    for _round in range(ROUNDS):
        publish_all(at=now)
        without.append(_turn(now, promised=False))
        with publishing(now) as running:
            began, spent = time.perf_counter(), _spent_by(running.pid)
            beside.append(_turn(now, promised=True))
            taken.append((_spent_by(running.pid) - spent) / (time.perf_counter() - began) * 1000)
    return {
        "without_log_a_second": round(statistics.median(rate for rate, _cost in without), 1),
        "with_log_a_second": round(statistics.median(rate for rate, _cost in beside), 1),
        "ratio": round(
            statistics.median(on / off for (off, _x), (on, _y) in zip(without, beside, strict=True)), 2
        ),
        "without_log_processor_ms": round(statistics.median(cost for _rate, cost in without), 2),
        "with_log_processor_ms": round(statistics.median(cost for _rate, cost in beside), 2),
        "publisher_processor_ms_a_second": round(statistics.median(taken), 1),
    }


def _under_way(now: datetime) -> None:
    """Wait until the publisher has published once: it is started once a year, and its start is not what is measured."""
    act(None, "submit", FILED, by=NEWCOMER, at=now, identity={"name": "—"})
    ends, pause = time.monotonic() + PATIENCE, threading.Event()
    while waiting():
        if time.monotonic() > ends:
            raise Failed("the publisher does not publish")
        pause.wait(0.05)


def _spent_by(pid: int) -> float:
    """Seconds of the processor that a process has taken so far; 0 where the system does not tell."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def _turn(now: datetime, *, promised: bool) -> tuple[float, float]:
    """Registrations a second, and milliseconds of this process for one."""
    done, began, spent = 0, time.perf_counter(), time.process_time()
    while time.perf_counter() - began < SECONDS:
        filed = act(None, "submit", FILED, by=NEWCOMER, at=now, identity={"name": "—"})
        if promised:
            promise_for(filed.number, filed.position)
        done += 1
    return done / (time.perf_counter() - began), (time.process_time() - spent) / done * 1000


@contextmanager
def publishing(now: datetime) -> Iterator["subprocess.Popen[bytes]"]:
    """The log kept by a process of its own, as `xinqiao serve` has it, once it is under way and nothing waits."""
    publish_all(at=now)
    running = subprocess.Popen(
        [sys.executable, "-m", "xinqiao", "log", "keep"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
    )
    try:
        assert running.stdout is not None
        running.stdout.readline()  # it says when it begins
        _under_way(now)
        yield running
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(30)
