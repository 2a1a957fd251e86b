"""What the public log costs: at the door, at the door of the publisher, in a receipt, in an audit."""

import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
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
from xinqiao.people.person import NEWCOMER

ROUNDS, SECONDS = 6, 6.0
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
    chance = Random(1)  # noqa: S311
    newest = end().after
    wanted = [chance.randint(1, newest) for _each in range(RECEIPTS)]
    rows = Entry.objects.filter(position__in=wanted, ordinal=1).values_list("number", "position")
    return each([lambda row=row: receipt_for(*row) for row in rows]).shown()  # type: ignore[misc]


def _door(now: datetime) -> dict[str, Any]:
    """Registrations a second through the door with the log kept beside it and a promise for each, and without, in turns."""
    rates: dict[bool, list[float]] = {True: [], False: []}
    for round_ in range(ROUNDS * 2):
        with_log = bool(round_ % 2)
        publish_all(at=now)
        if with_log:
            with kept():
                rates[True].append(_rate(now, promised=True))
        else:
            rates[False].append(_rate(now, promised=False))
    off, on = statistics.median(rates[False]), statistics.median(rates[True])
    return {
        "without_log_a_second": round(off, 1),
        "with_log_a_second": round(on, 1),
        "ratio": round(on / off, 3),
        "rounds": [[round(one, 1) for one in pair] for pair in zip(rates[False], rates[True], strict=True)],
    }


def _rate(now: datetime, *, promised: bool) -> float:
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        filed = act(None, "submit", FILED, by=NEWCOMER, at=now, identity={"name": "—"})
        if promised:
            promise_for(filed.number, filed.position)
        done += 1
    return done / (time.perf_counter() - began)


@contextmanager
def kept() -> Iterator[None]:
    """The log kept by a process of its own, as `xinqiao serve` has it."""
    running = subprocess.Popen(
        [sys.executable, "-m", "xinqiao", "log", "keep"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
    )
    try:
        assert running.stdout is not None
        running.stdout.readline()  # it says when it begins
        yield
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(30)
