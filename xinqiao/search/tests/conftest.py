import pytest

from xinqiao.ledger.follow import catch_up
from xinqiao.testing import Cast, make_cast

FOLLOWER = "xinqiao.search.follower"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def indexed():
    """`indexed()` lets the index read to the end of the ledger."""
    return lambda: catch_up([FOLLOWER])
