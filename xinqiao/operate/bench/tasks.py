"""What is measured, each as a function of the size."""

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from django.db import connections
from django.db.models import Q

from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.models import Case, Filing, Paper, Seated, Statement
from xinqiao.cases.tick import tick
from xinqiao.channels.sheet.writing import write_rows
from xinqiao.documents.issue import papers_of
from xinqiao.ledger.models import Entry
from xinqiao.operate.bench import bulk, corpus, finding
from xinqiao.operate.bench import log as logged
from xinqiao.operate.bench.figures import Times, each, timed
from xinqiao.operate.bench.sealing import sealing
from xinqiao.operate.bench.secrecy import policy
from xinqiao.operate.bench.web import (
    Browser,
    all_at_once,
    answer_all,
    file_one,
    insert_rows,
    rate,
    register_one,
    server,
)
from xinqiao.operate.demo import units
from xinqiao.people.models import Capacity, Identity, Officer

ROUNDS, SECONDS = 4, 8.0
FILED_ROUNDS, FILED = 3, 120
VISITS = 100
ROWS_OF_A_FILING = (Case, Entry, Statement, Seated, Filing, Identity)

Result = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """At which size, and at what moment."""

    size: int
    now: datetime


Step = Callable[[int], object]


def registration(_asked: Asked) -> Result:
    """Full registrations a second through HTTP, against a bare view with as many inserts, taking turns."""
    ours: list[float] = []
    bare: list[float] = []
    times: list[float] = []
    with server() as port, server("xinqiao.operate.bench.bare_settings") as bare_port:
        browser = _signed_in(port, "xfj", Capacity.REGISTRAR)
        browser.get("/desk/register/")
        before = _rows()
        for _one in range(20):
            register_one(browser)
        rows = round((_rows() - before) / 20)
        for _round in range(ROUNDS):
            one, took = rate(port, seconds=SECONDS, cookies=browser.cookies)
            ours.append(one)
            times += took
            bare.append(rate(bare_port, seconds=SECONDS, cookies={}, rows=rows)[0])
    return {
        "registrations_a_second": round(statistics.median(ours), 1),
        "bare_inserts_a_second": round(statistics.median(bare), 1),
        "ratio": round(statistics.median(ours) / statistics.median(bare), 2),
        "rows_of_each": rows,
        "registration": Times(tuple(times)).shown(),
    }


def filing(_asked: Asked) -> Result:
    """The last button of a resident's filing, against a bare view with as many inserts, taking turns."""
    ours: list[float] = []
    bare: list[float] = []
    times: list[float] = []
    with server() as port, server("xinqiao.operate.bench.bare_settings") as bare_port:
        file_one(answer_all(port))
        before = _rows()
        file_one(answer_all(port))
        rows = _rows() - before
        for _round in range(FILED_ROUNDS):
            residents = [answer_all(port) for _one in range(FILED)]
            one, took = all_at_once([partial(file_one, browser) for browser in residents])
            ours.append(one)
            times += took
            strangers = [Browser(bare_port) for _one in residents]
            bare.append(all_at_once([partial(insert_rows, one, rows) for one in strangers])[0])
    return {
        "filings_a_second": round(statistics.median(ours), 1),
        "bare_inserts_a_second": round(statistics.median(bare), 1),
        "ratio": round(statistics.median(ours) / statistics.median(bare), 2),
        "rows_of_each": rows,
        "filing": Times(tuple(times)).shown(),
    }


def inbox(_asked: Asked) -> Result:
    """The lists of the desk, through HTTP."""
    found: Result = {}
    with server() as port:
        for unit, capacity in (("xfj", Capacity.REGISTRAR), ("zjj", Capacity.REGISTRAR)):
            browser = _signed_in(port, unit, capacity)
            for name, address in (("today", "/desk/"), ("inbox", "/desk/inbox/")):
                found[f"{name} {unit}"] = _visits(browser, [address] * VISITS)
            held = Case.objects.filter(Q(unit=unit) | Q(receiver=unit)).count()
            found[f"matters of {unit}"] = held
    return found


def matter(_asked: Asked) -> Result:
    """The page of a matter, through HTTP; its papers have been made, as a follower would have done."""
    chance = Random(1)  # noqa: S311 - a repeatable measurement, no secret
    numbers = list(
        Case.objects.filter(unit="zjj").order_by("filed_at").values_list("number", flat=True)[:200_000]
    )
    some = chance.sample(numbers, min(VISITS, len(numbers)))
    for number in some:
        papers_of(number)
    with server() as port:
        browser = _signed_in(port, "zjj", Capacity.REGISTRAR)
        shown = _visits(browser, [f"/desk/matters/{number}/" for number in some])
    return {"matter": shown, "papers": Paper.objects.count()}


def tick_all(asked: Asked) -> Result:
    """Passing time over so many open matters: a minute in which nothing is due, then the first minute of a new day."""
    calendar = calendar_named("cn")
    # No last day is a rest day, so the next midnight that matters ends a working day.
    midnight = calendar.end(calendar.next_working(calendar.day(asked.now)))
    opened = Case.objects.filter(closed=False).count()
    due = Case.objects.filter(next_look_at__lte=midnight).count()
    idle = timed(lambda: tick(at=asked.now))
    written = 0

    def day() -> None:
        nonlocal written
        written = tick(at=midnight)

    took = timed(day)
    return {
        "open_matters": opened,
        "nothing_due_s": round(idle, 3),
        "due_at_midnight": due,
        "midnight_s": round(took, 2),
        "entries_written": written,
        "entries_a_second": round(written / took) if took else 0,
    }


def rebuild(_asked: Asked) -> Result:
    return _command("rebuild")


def verify(_asked: Asked) -> Result:
    return _command("verify")


def _command(name: str) -> Result:
    entries = Entry.objects.count()
    command = [sys.executable, "-m", "xinqiao", name]
    took = timed(lambda: subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True))
    return {"entries": entries, "seconds": round(took, 1), "entries_a_second": round(entries / took)}


def import_items(asked: Asked) -> Result:
    """A sheet of so many rows, half of them answered, through the command."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "items.csv"
        write_rows(
            path,
            ("编号", "收到时间", "标题", "反映内容", "答复", "答复时间"),
            (_row(number, asked.now) for number in range(asked.size)),
        )
        command = [
            sys.executable,
            "-m",
            "xinqiao",
            "import-items",
            str(path),
            "--unit",
            "xfj",
            "--yes",
            "--json",
        ]
        told: list[Mapping[str, Any]] = []

        def work() -> None:
            done = subprocess.run(
                command, check=True, stdin=subprocess.DEVNULL, capture_output=True, text=True
            )
            told.append(json.loads(done.stdout))

        took = timed(work)
    return {
        "rows": asked.size,
        "seconds": round(took, 1),
        "rows_a_second": round(asked.size / took),
        **{name: told[0][name] for name in ("answered", "open", "refused")},
    }


def _row(number: int, now: datetime) -> tuple[str, ...]:
    received = now - timedelta(days=300, minutes=number % 100_000)
    answered = received + timedelta(days=9) if number % 2 else None
    return (
        str(number),
        f"{received:%Y-%m-%d %H:%M:%S}",
        f"第{number}号楼电梯停运",
        "电梯从上个月停到现在，老人下不了楼。物业说在等配件。" * 4,
        "已责令物业公司五天内修好，并公布维保记录。" * 3 if answered else "",
        f"{answered:%Y-%m-%d %H:%M:%S}" if answered else "",
    )


def search(asked: Asked) -> Result:
    return finding.search(asked.size, asked.now)


def related(asked: Asked) -> Result:
    return finding.related(asked.size)


def log(asked: Asked) -> Result:
    """What the public log costs, with all entries put into it first."""
    return {**logged.measure(asked.now), "registration_through_http": _beside_the_log(asked.now)}


def _beside_the_log(now: datetime) -> Result:
    """Registrations at the desk with the publisher at work beside the server, and without, taking turns."""
    alone: list[float] = []
    beside: list[float] = []
    with server() as port:
        browser = _signed_in(port, "xfj", Capacity.REGISTRAR)
        browser.get("/desk/register/")
        for _round in range(ROUNDS):
            alone.append(rate(port, seconds=SECONDS, cookies=browser.cookies)[0])
            with logged.publishing(now):
                beside.append(rate(port, seconds=SECONDS, cookies=browser.cookies)[0])
    return {
        "without_log_a_second": round(statistics.median(alone), 1),
        "with_log_a_second": round(statistics.median(beside), 1),
        "ratio": round(statistics.median(on / off for off, on in zip(alone, beside, strict=True)), 2),
    }


def what_sealing_costs(asked: Asked) -> Result:
    return sealing(asked.now)


TASKS: Mapping[str, Callable[[Asked], Result]] = {
    "registration": registration,
    "filing": filing,
    "sealing": what_sealing_costs,
    "inbox": inbox,
    "matter": matter,
    "policy": lambda _asked: policy(),
    "tick": tick_all,
    "rebuild": rebuild,
    "verify": verify,
    "import": import_items,
    "log": log,
    "search": search,
    "related": related,
}
READ = frozenset({"search", "related"})
"""What is measured on messages with as many different words as real ones have; of their lives the beginning will do."""
BEGINNINGS = (("submit", 300, 3), ("register", 300, 3), ("forward", 300, 3), ("accept", 300, 2))


def fill(size: int, now: datetime, step: Step, names: Collection[str] = ()) -> Result:
    """The invented county's units and officers, and so many matters."""
    units.make_units()
    units.make_officers()
    more: dict[str, Any] = {}
    if READ & set(names):
        more["words"] = lambda at: corpus.words_of(at, size)
    if set(names) <= READ and names:
        more["mixture"] = BEGINNINGS
    took = timed(lambda: bulk.fill(size, now=now, step=step, **more))
    # The server and the commands have connections of their own.
    connections.close_all()
    opened = Case.objects.filter(closed=False).count()
    return {"matters": size, "open": opened, "entries": Entry.objects.count(), "filled_in_s": round(took, 1)}


def _rows() -> int:
    return sum(model.objects.count() for model in ROWS_OF_A_FILING)


def _signed_in(port: int, unit: str, capacity: str) -> Browser:
    officer = next(one for one in Officer.objects.filter(unit=unit) if capacity in one.capacity_set)
    browser = Browser(port)
    browser.sign_in(officer.username, units.PASSWORD)
    return browser


def _visits(browser: Browser, addresses: list[str]) -> Result:
    for address in addresses[:10]:
        browser.get(address)
    return each(partial(browser.get, address) for address in addresses).shown()
