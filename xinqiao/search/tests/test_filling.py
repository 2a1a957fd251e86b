"""The index can be thrown away at any time and filled again, by several processes, while matters are filed."""

from typing import Any

import pytest
from django.db import connection

from xinqiao.ledger.models import Entry, Place
from xinqiao.search import filling, index
from xinqiao.search.filling import FOLLOWER, rebuild
from xinqiao.search.find import find
from xinqiao.search.models import Frequency, Indexed
from xinqiao.testing import Cast, file_lift


class InThisProcess:
    """Stands for a pool of processes: those would not see what a test has written and not yet committed."""

    def __init__(self, *_given: Any, **_more: Any) -> None:
        self.most = 0

    def __enter__(self) -> "InThisProcess":
        return self

    def __exit__(self, *_given: object) -> None:
        pass

    def submit(self, work: Any, *given: Any) -> Any:
        class Done:
            def result(self) -> Any:
                return work(*given)

        return Done()


def rows() -> list[tuple[int, str, str, str]]:
    return list(Indexed.objects.order_by("id").values_list("id", "number", "text", "marks"))


@pytest.fixture(params=["alone", "several"])
def processes(request, monkeypatch) -> str:
    monkeypatch.setattr(filling, "TOGETHER", 3)
    if request.param == "several":
        monkeypatch.setattr(filling, "ALONE", 0)
        monkeypatch.setattr(filling, "ProcessPoolExecutor", InThisProcess)
    return str(request.param)


def test_what_is_filled_anew_is_what_was_there(cast: Cast, indexed, processes: str) -> None:
    for day in range(2, 12):
        file_lift(f"2026-03-{day:02}", subject=f"第{day}件：路灯不亮")
        file_lift(f"2026-03-{day:02}")
    indexed()
    before = rows()
    told: list[int] = []
    assert rebuild(told.append) == sum(told) == 20
    assert rows() == before
    assert find(cast.person("sun"), "路灯").total == 10
    assert find(cast.person("sun"), "电题").by_sound == 20


def test_what_the_follower_put_in_meanwhile_is_left_as_it_is(
    cast: Cast, indexed, processes: str, monkeypatch
) -> None:
    for day in range(2, 10):
        file_lift(f"2026-03-{day:02}")
    # It is read, then the follower is quicker; what it wrote is newer than what was read.
    add = filling._add

    def late(some: Any, known: set[str]) -> None:
        if not Indexed.objects.exists():
            file_lift("2026-03-12", subject="路灯不亮")
            indexed()
        add(some, known)

    monkeypatch.setattr(filling, "_add", late)
    rebuild()
    assert Indexed.objects.count() == 9
    assert find(cast.person("sun"), "路灯").total == 1
    assert find(cast.person("sun"), "电梯").total == 9


def test_the_follower_goes_on_where_the_filling_began(cast: Cast, indexed) -> None:
    for day in range(2, 6):
        file_lift(f"2026-03-{day:02}")
    rebuild()
    assert Place.objects.get(follower=FOLLOWER).position == Entry.objects.count()


def test_rare_pieces_are_counted_before_the_first_matter_is_filled_in(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(filling.wording, "FIRST_COUNT", 2)
    for day in range(2, 8):
        file_lift(f"2026-03-{day:02}")
    rebuild()
    row = Frequency.objects.get()
    assert (row.counted, row.sample) == (6, 6)


def test_documents_of_one_day_have_ids_one_after_the_other(cast: Cast) -> None:
    for _each in range(3):
        file_lift("2026-03-02")
    rebuild()
    ids = [row[0] for row in rows()]
    assert ids == list(range(ids[0], ids[0] + 3))
    assert index.next_id(ids[0] // Indexed.A_DAY) == ids[-1] + 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its own counts")
def test_an_index_that_was_counted_while_it_was_small_is_not_read_through_for_each_merging(
    cast: Cast,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        index.clear()
        cursor.execute("EXPLAIN QUERY PLAN DELETE FROM search_index_data WHERE id >= 1 AND id <= 2")
        assert "SEARCH" in str(cursor.fetchall())
