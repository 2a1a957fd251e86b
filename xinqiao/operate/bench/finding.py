"""How quickly matters are found and look-alikes proposed, asked of the functions themselves, as an officer's page asks.

Wall time and processor time are both told: on a busy machine the first says how busy it was.
"""

import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from typing import Any

from xinqiao.operate.bench import corpus
from xinqiao.operate.bench.figures import Times, timed
from xinqiao.people.models import Capacity, Officer
from xinqiao.people.person import Person, as_person
from xinqiao.search.alike import alike
from xinqiao.search.find import find
from xinqiao.search.models import Indexed
from xinqiao.text.sounds import readings

TRIES = 60
ASKED = 200

Question = tuple[str, str, dict[str, Any]]


def build() -> dict[str, Any]:
    """The index from nothing, through the command, unless it is there."""
    if Indexed.objects.exists():
        return {}
    command = [sys.executable, "-m", "xinqiao", "rebuild-search"]
    took = timed(lambda: subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True))
    many = Indexed.objects.count()
    return {"index_built_s": round(took, 1), "matters_a_second": round(many / took)}


def search(size: int, year: int) -> dict[str, Any]:
    """Honest questions of every kind, by the two who look through most: the register and the supervisor."""
    found = build()
    for capacity in (Capacity.REGISTRAR, Capacity.SUPERVISOR):
        person = _somebody(capacity)
        found[f"found by the {capacity.name.lower()}"] = _measured(
            (kind, partial(find, person, words, filters=filters))
            for kind, words, filters in questions(size, year)
        )
    return found


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
        yield "one character", chance.choice(words[chance.randrange(400)]), {}
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
