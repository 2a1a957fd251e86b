import sys
from datetime import datetime
from types import ModuleType
from typing import Any

import pytest
from django.db import transaction

from xinqiao.ledger import follow as follow_module
from xinqiao.ledger.append import Draft, append_all
from xinqiao.ledger.follow import behind, catch_up
from xinqiao.ledger.models import Count, Entry, Place

AT = datetime.fromisoformat("2026-03-02T09:00:00+08:00")
NAME = "tests.a_follower"

pytestmark = pytest.mark.django_db


@pytest.fixture
def follower(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A follower that counts what it sees in the database, so that its work is rolled back with its place."""
    module: Any = ModuleType(NAME)
    module.seen = []
    module.fails_at = None
    monkeypatch.setattr(follow_module, "HOLD", 60.0)

    def follow(entry: Entry) -> None:
        if entry.position == module.fails_at:
            raise RuntimeError("a bug")
        Count.objects.update_or_create(year=3000 + entry.position, defaults={"last": 1})
        module.seen.append(entry.position)

    module.follow = follow
    monkeypatch.setitem(sys.modules, NAME, module)
    return module


def write(many: int) -> None:
    for _each in range(many):
        with transaction.atomic():
            ordinal = Entry.objects.count() + 1
            append_all([Draft("n", ordinal, AT, AT, {"event": {"action": "note"}})])


def test_every_entry_is_handed_out_once_and_in_order(follower: Any) -> None:
    write(120)
    assert catch_up([NAME]) == 120
    assert follower.seen == list(range(1, 121))
    assert catch_up([NAME]) == 0
    write(1)
    assert catch_up([NAME]) == 1
    assert follower.seen[-1] == 121


def test_a_follower_that_fails_stops_loudly_at_its_place_and_half_work_is_undone(
    follower: Any,
) -> None:
    write(60)
    follower.fails_at = 55
    with pytest.raises(RuntimeError, match="a bug"):
        catch_up([NAME])
    assert Place.objects.get(follower=NAME).position == 50
    assert Count.objects.filter(year__gt=3000).count() == 50
    follower.fails_at = None
    assert catch_up([NAME]) == 10
    assert Count.objects.filter(year__gt=3000).count() == 60


def test_a_slow_follower_lets_others_write_before_the_next_entry(
    follower: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow_module, "HOLD", 0.0)
    write(4)
    follower.fails_at = 3
    with pytest.raises(RuntimeError, match="a bug"):
        catch_up([NAME])
    assert Place.objects.get(follower=NAME).position == 2, "what was done is kept, one entry at a time"
    follower.fails_at = None
    assert catch_up([NAME]) == 2


def test_followers_take_turns_so_that_none_waits_for_the_whole_backlog_of_another(
    follower: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[str] = []
    for name in ("tests.first", "tests.second"):
        module: Any = ModuleType(name)
        module.follow = lambda _entry, name=name: turns.append(name)
        monkeypatch.setitem(sys.modules, name, module)
    write(120)
    assert catch_up(["tests.first", "tests.second"]) == 240
    assert turns[:100] == ["tests.first"] * 50 + ["tests.second"] * 50


def test_how_far_behind_a_follower_is(follower: Any, settings: Any) -> None:
    settings.FOLLOWERS = (NAME,)
    write(3)
    assert behind() == {NAME: 3}
    catch_up()
    assert behind() == {NAME: 0}
