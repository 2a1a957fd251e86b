"""The process of the followers looks again as soon as the ledger has grown, and now and then when it has not."""

import threading

import pytest
from django.db import DatabaseError

from xinqiao.operate.management.commands import follow


class Looks:
    """The position of the newest entry at each look; how often it was looked at."""

    def __init__(self, *positions: int) -> None:
        self.positions = list(positions)
        self.many = 0

    def __call__(self) -> int:
        self.many += 1
        return self.positions.pop(0)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "LOOK", 0.0)


def test_it_goes_on_when_an_entry_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "PAUSE", 3600.0)
    looks = Looks(7, 7, 8)
    monkeypatch.setattr(follow, "newest", looks)
    follow.Command().wait(threading.Event(), seen=7)
    assert looks.many == 3


def test_it_goes_on_after_the_pause_for_messages_that_are_due(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "PAUSE", 0.0)
    looks = Looks()
    monkeypatch.setattr(follow, "newest", looks)
    follow.Command().wait(threading.Event(), seen=7)
    assert looks.many == 0


def test_a_database_that_is_away_is_met_where_the_work_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> int:
        raise DatabaseError("away")

    monkeypatch.setattr(follow, "PAUSE", 3600.0)
    monkeypatch.setattr(follow, "newest", away)
    follow.Command().wait(threading.Event(), seen=7)
