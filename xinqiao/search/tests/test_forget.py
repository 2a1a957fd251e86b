"""What was erased is found no more, and nothing of it is left in the tables or the pages of the index."""

import pytest
from django.db import connection

from xinqiao.cases.models import Statement
from xinqiao.search.find import find
from xinqiao.search.models import Indexed, Sound
from xinqiao.testing import Cast, do, file_lift

RARE = "皕灥"
OTHER = "请尽快处理"


@pytest.fixture
def told(cast: Cast, indexed) -> str:
    number = file_lift("2026-03-02", subject=f"{RARE}停水", account=f"{RARE}停水三天。", place=RARE).number
    file_lift("2026-03-03", subject="停水", account="停水", place="东桥镇", requests=[OTHER])
    indexed()
    return number


def left() -> bytes:
    """All that the tables of search hold."""
    names = ("search_indexed", "search_sound") + (
        ("search_index_data", "search_index_idx") if connection.vendor == "sqlite" else ()
    )
    found = b""
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"SELECT * FROM {name}")
            for row in cursor.fetchall():
                found += b"|".join(
                    bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode() for one in row
                )
    return found


def merge() -> None:
    """What the night does after an erasure: FTS5 only marks what was taken out until its parts are merged."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")


def test_erased_words_leave_nothing_behind(cast: Cast, told: str, indexed) -> None:
    assert RARE.encode() in left()
    assert Sound.objects.filter(pair=RARE).exists()
    Statement.objects.filter(number=told, name__in=("subject", "account", "place")).update(
        text="", erased_at="2026-04-01T00:00+08:00"
    )
    do(told, "add_papers", "petitioner", "2026-04-02", text="补充一张照片")
    indexed()
    assert find(cast.person("sun"), RARE).total == 0
    merge()
    assert RARE.encode() not in left()
    assert not Sound.objects.filter(pair=RARE).exists()
    assert Sound.objects.filter(pair="停水").exists(), "another matter still says it"
    assert Indexed.objects.filter(number=told).exists()
    assert find(cast.person("sun"), "照片").total == 1
    assert find(cast.person("sun"), "停水").total == 1
