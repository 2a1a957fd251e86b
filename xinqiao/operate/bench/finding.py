"""How quickly matters are found and look-alikes proposed, asked of the functions themselves, as an officer's page asks.

Wall time and processor time are both told: on a busy machine the first says how busy it was.
"""

import resource
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from random import Random, SystemRandom
from typing import Any

from django.conf import settings

from xinqiao.cases.act import act
from xinqiao.operate.bench import corpus
from xinqiao.operate.bench.figures import Times, timed
from xinqiao.operate.bench.sealing import SAID
from xinqiao.operate.bench.web import Failed
from xinqiao.people.models import Capacity, Officer
from xinqiao.people.person import NEWCOMER, Person, as_person
from xinqiao.search.alike import alike
from xinqiao.search.find import find
from xinqiao.search.models import Indexed
from xinqiao.text.sounds import readings

TRIES = 60
ASKED = 200
FILED = 30
PATIENCE = 120.0

Question = tuple[str, str, dict[str, Any]]


def build() -> dict[str, Any]:
    """The index from nothing, through the command, unless it is there."""
    if Indexed.objects.exists():
        return {}
    command = [sys.executable, "-m", "xinqiao", "rebuild-search"]
    before = _processor_of_children()
    took = timed(lambda: subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True))
    many = Indexed.objects.count()
    return {
        "index_built_s": round(took, 1),
        "index_built_processor_s": round(_processor_of_children() - before, 1),
        "matters_a_second": round(many / took),
    }


def _processor_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def search(size: int, now: datetime) -> dict[str, Any]:
    """Honest questions of every kind, by the two who look through most: the register and the supervisor; and how soon
    what was filed is found."""
    found = build()
    year = now.year
    for capacity in (Capacity.REGISTRAR, Capacity.SUPERVISOR):
        person = _somebody(capacity)
        found[f"found by the {capacity.name.lower()}"] = _measured(
            (kind, partial(find, person, words, filters=filters))
            for kind, words, filters in questions(size, year)
        )
    found["found after filing"] = followed(now).shown()
    return found


def followed(now: datetime) -> Times:
    """How long after a filing was committed a search finds it, while another process follows the ledger."""
    person = _somebody(Capacity.REGISTRAR)
    command = [sys.executable, "-m", "xinqiao", "follow", *settings.FOLLOWERS]
    chance, pause = SystemRandom(), threading.Event()
    times = []
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as follower:
        try:
            for _try in range(1 + FILED):
                word = f"x{chance.randrange(10**9):09}"
                said = {**SAID, "account": f"{SAID['account']}{word}"}
                act(None, "submit", said, by=NEWCOMER, at=now, token=word)
                times.append(timed(partial(_wait_for, person, word, pause)))
                # At another moment of the follower's round each time.
                pause.wait(chance.random())
        finally:
            follower.terminate()
    return Times(tuple(times[1:]))  # while the first was filed the follower was still starting


def _wait_for(person: Person, word: str, pause: threading.Event) -> None:
    ends = time.monotonic() + PATIENCE
    while not find(person, word).total:
        if time.monotonic() > ends:
            raise Failed(f"nothing was found within {PATIENCE} seconds: does the follower run?")
        pause.wait(0.005)


def questions(size: int, year: int) -> Iterator[Question]:
    """Questions of nine kinds, the same at every run."""
    chance = Random(3)  # noqa: S311 - a repeatable measurement, no secret
    words, _often = corpus.vocabulary()
    for _try in range(TRIES):
        one = corpus.told(chance.randrange(size) // corpus.COPY * corpus.COPY, size)
        trouble, name = chance.choice(corpus.TROUBLES), one.place.rstrip("号0123456789")
        yield "a rare word", chance.choice(words[20_000:]), {}
        yield "a frequent word", chance.choice(words[:40]), {}
        yield "the trouble", trouble, {}
        yield "the place", name, {}
        yield "place and trouble", f"{name} {trouble}", {}
        yield (
            "trouble, narrowed",
            trouble,
            chance.choice(({"state": "accepted"}, {"year": year}, {"unit": "zjj"})),
        )
        yield "typed by sound", _mistyped(name, chance), {}
        yield "one character", words[chance.randrange(400)][0], {}
        yield "nothing to find", f"{chance.choice(words[30_000:])}{chance.choice(words[30_000:])}", {}


def _mistyped(name: str, chance: Random) -> str:
    """The name with one character that sounds the same."""
    place = chance.randrange(2)
    same = [
        one
        for one in corpus.characters()
        if readings(one)[:1] == readings(name[place])[:1] and one != name[place]
    ]
    return name[:place] + chance.choice(same or [name[place]]) + name[place + 1 :]


def related(size: int) -> dict[str, Any]:
    """Messages that tell an indexed matter again: how quickly it is proposed, and how often it is among the first five."""
    found = build()
    chance = Random(5)  # noqa: S311
    person = _somebody(Capacity.REGISTRAR)
    hits: dict[float, list[bool]] = defaultdict(list)

    def ask(one: corpus.Told, first: corpus.Told) -> None:
        shown = alike(f"{one.subject}\n{one.account}", one.place, person)
        hits[one.kept].append(any(_is(first, each.case.subject, each.case.place) for each in shown))

    def works() -> Iterator[tuple[str, Callable[[], object]]]:
        for _try in range(ASKED):
            at = chance.randrange(size) // corpus.COPY * corpus.COPY
            first = corpus.told(at, size)
            one = corpus.again(first, at, chance)
            yield "told again", partial(ask, one, first)

    found["asked"] = _measured(works())
    found["among_the_first_five"] = {
        f"{kept:.0%} of the wording kept": round(statistics.mean(met), 3)
        for kept, met in sorted(hits.items())
    }
    return found


def _is(first: corpus.Told, subject: str, place: str) -> bool:
    return first.subject == subject and first.place == place


def _somebody(capacity: Capacity) -> Person:
    return as_person(next(one for one in Officer.objects.filter(unit="xfj") if capacity in one.capacity_set))


def _measured(works: Iterator[tuple[str, Callable[[], object]]]) -> dict[str, Any]:
    wall: dict[str, list[float]] = defaultdict(list)
    used: dict[str, list[float]] = defaultdict(list)
    for kind, work in works:
        began, busy = time.perf_counter(), time.process_time()
        work()
        used[kind].append(time.process_time() - busy)
        wall[kind].append(time.perf_counter() - began)
    for times in (wall, used):
        times["all"] = [one for some in list(times.values()) for one in some]
    return {kind: {**Times(tuple(wall[kind])).shown(), **_processor(used[kind])} for kind in wall}


def _processor(used: list[float]) -> dict[str, float]:
    times = Times(tuple(used))
    return {
        "processor_median_ms": round(times.at(0.5) * 1000, 1),
        "processor_p95_ms": round(times.at(0.95) * 1000, 1),
    }
