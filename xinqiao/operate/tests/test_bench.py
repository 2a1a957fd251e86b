"""The databases for measuring are true ones: the whole record holds."""

from datetime import datetime

import pytest

from xinqiao.cases.models import Case
from xinqiao.cases.record import rebuild, verify
from xinqiao.cases.tick import tick
from xinqiao.ledger.follow import behind
from xinqiao.operate.bench import bulk
from xinqiao.operate.bench.figures import Times, table
from xinqiao.operate.demo import units
from xinqiao.people.codes import read_number
from xinqiao.testing import ZONE

NOW = datetime(2026, 11, 20, 18, tzinfo=ZONE)


@pytest.fixture
def filled(transactional_db, monkeypatch):
    units.make_units()
    units.make_officers()
    monkeypatch.setattr(bulk, "MOST_TEMPLATES", 60)
    return bulk.fill(150, now=NOW)


def test_what_is_made_in_bulk_verifies(filled):
    report = verify()
    assert report.findings == []
    assert (report.entries, report.cases) == (filled, 150)
    assert rebuild().redrawn == 0
    assert set(behind().values()) == {0}
    assert all(read_number(number) == number for number in Case.objects.values_list("number", flat=True))


def test_time_passes_over_it(filled):
    tick(at=NOW)
    assert not Case.objects.filter(next_look_at__lte=NOW).exists()
    assert verify().findings == []


def test_times_are_told_by_their_middle_and_their_end():
    times = Times(tuple(number / 1000 for number in range(1, 101)))
    assert times.shown() == {"tries": 100, "median_ms": 51.0, "p95_ms": 96.0, "p99_ms": 100.0}
    assert table({"a": 1000, "b": {"c": "d"}}) == [
        "  a                        1,000",
        "  b",
        "    c                        d",
    ]
