"""Several processes act at once, as web workers do: every filing gets a number of its own, and nothing is lost."""

import json
import multiprocessing
import random
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
import pytest
from django.db import connections

from tests.stories.installation import installation

PROCESSES = 4
ACTS = 40


def _enter(name: str) -> None:
    """Join the database of the test from a fresh process."""
    django.setup()
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name


def work(task: tuple[str, int, str]) -> dict[str, Any]:
    name, seed, numbers = task
    _enter(name)
    from xinqiao.cases.act import act
    from xinqiao.cases.policy import NoSuchMatter
    from xinqiao.law.model import Refused
    from xinqiao.people.models import Officer
    from xinqiao.people.person import NEWCOMER, as_person
    from xinqiao.testing import LIFT, moment

    chance = random.Random(seed)
    sun = as_person(Officer.objects.get(username="sun"))
    filed, outcome = [], Counter[str]()
    for step in range(ACTS):
        at = moment("2026-03-02") + timedelta(minutes=step)
        if step % 2:
            filed.append(
                act(None, "submit", {"purpose": "solve", "channel": "web", **LIFT}, by=NEWCOMER, at=at).number
            )
            continue
        # All fight for the same few matters: one registers each, the others are refused.
        try:
            act(chance.choice(numbers.split()), "register", {"petition_class": "appeal"}, by=sun, at=at)
        except (Refused, NoSuchMatter):
            outcome["refused"] += 1
        else:
            outcome["done"] += 1
    connections.close_all()
    return {"filed": filed, "outcome": outcome}


@pytest.mark.django_db(transaction=True)
def test_many_processes_at_one_door() -> None:
    from xinqiao.cases.models import Case
    from xinqiao.cases.record import rebuild, verify
    from xinqiao.ledger.models import Entry
    from xinqiao.testing import file_lift, make_cast

    make_cast()
    contested = [file_lift("2026-03-01").number for _each in range(5)]
    name = str(connections["default"].settings_dict["NAME"])
    context = multiprocessing.get_context("spawn")
    with context.Pool(PROCESSES) as pool:
        results = pool.map(work, [(name, seed, " ".join(contested)) for seed in range(PROCESSES)])
    filed = [number for one in results for number in one["filed"]]
    assert len(filed) == len(set(filed)) == PROCESSES * ACTS // 2
    assert Case.objects.count() == len(filed) + len(contested)
    registered = sum(one["outcome"]["done"] for one in results)
    assert registered == Entry.objects.filter(action="register").count() <= len(contested)
    assert verify().findings == []
    assert rebuild().redrawn == 0


DIVIDED = """
import json
from django.conf import settings
from django.db import connection
from tests.log.deeds import BEGAN, filed
from xinqiao.cases import whole
from xinqiao.cases.models import Case, Statement
from xinqiao.cases.record import rebuild, verify
from xinqiao.ledger.publish import publish_all

numbers = sorted(filed(one) for one in range(5))
publish_all(at=BEGAN)
whole.STRETCH = 2  # so that there are several
sound = verify(processes=2)
with connection.cursor() as cursor:
    cursor.execute("UPDATE ledger_entry SET text = text || ' ' WHERE number = %s", [numbers[0]])
Statement.objects.filter(number=numbers[2], name="account").update(text="没有什么")
Case.objects.filter(number=numbers[4]).update(state="final")
(tile,) = settings.LOG.glob("tile/0/000.p/*")
tile.write_bytes(bytes(tile.stat().st_size))
one, two = verify(processes=1), verify(processes=2)
redrawn = rebuild(processes=2).redrawn
print(json.dumps([sound.findings, [sound.entries, sound.leaves], one.findings, two.findings, one == two, redrawn]))
"""


def test_a_record_read_by_two_processes_tells_every_fault_as_one_does(tmp_path: Path) -> None:
    with installation(tmp_path) as here:
        sound, sizes, one, two, equal, redrawn = json.loads(here.python(DIVIDED))
    assert sound == [] and sizes[0] == 5 and sizes[1] >= 5
    assert one == two and equal
    for word in ("改动过", "原话", "state", "tile/0/000"):
        assert any(word in finding for finding in two), (word, two)
    assert redrawn == 1
