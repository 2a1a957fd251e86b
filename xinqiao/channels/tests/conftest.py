from collections.abc import Iterator

import pytest

from xinqiao.channels.memory import outbound as memory
from xinqiao.ledger.follow import catch_up
from xinqiao.testing import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def told():
    """`told()` lets the outbox read to the end of the ledger."""
    return lambda: catch_up(["xinqiao.channels.follower"])


@pytest.fixture(autouse=True)
def empty_memory() -> Iterator[None]:
    memory.SENT.clear()
    memory.FAILS.clear()
    yield
    memory.SENT.clear()
    memory.FAILS.clear()
