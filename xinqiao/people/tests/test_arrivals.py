"""How much is taken in from one network within an hour."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from xinqiao.people.address import network_of
from xinqiao.people.arrivals import arrive
from xinqiao.people.knocks import TooManyTries, failed
from xinqiao.people.models import Knock

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HALL = "203.0.113.7"


@pytest.fixture(autouse=True)
def _three_an_hour(settings: Any) -> None:
    settings.FILINGS_HOUR = 3


def test_so_many_come_in_within_an_hour_and_the_next_is_told_until_when() -> None:
    for minute in (0, 10, 20):
        arrive(HALL, at=AT + timedelta(minutes=minute))
    with pytest.raises(TooManyTries) as full:
        arrive(HALL, at=AT + timedelta(minutes=59))
    assert full.value.until == AT + timedelta(hours=1), "the hour begins with the first that came"
    arrive(HALL, at=AT + timedelta(hours=1))


def test_one_network_does_not_close_the_door_for_another() -> None:
    for _one in range(3):
        arrive(HALL, at=AT)
    arrive("203.0.113.8", at=AT)


def test_without_a_bound_nobody_is_counted(settings: Any) -> None:
    settings.FILINGS_HOUR = 0
    arrive(HALL, at=AT)
    assert not Knock.objects.exists()


def test_no_network_is_kept_longer_than_its_hour_and_none_as_it_is() -> None:
    arrive(HALL, at=AT)
    kept = Knock.objects.get()
    assert HALL.encode() not in bytes(kept.key)
    arrive("203.0.113.8", at=AT + timedelta(hours=1, seconds=1))
    assert not Knock.objects.filter(pk=kept.pk).exists()


def test_sweeping_leaves_the_waits_against_guessing_alone() -> None:
    for _one in range(6):
        failed({b"1" * 32: 4}, at=AT)
    arrive(HALL, at=AT + timedelta(hours=2))
    assert Knock.objects.get(key=b"1" * 32).failures == 6


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix", "unix"),
    ],
)
def test_the_machines_of_one_household_count_as_one(address: str, network: str) -> None:
    assert network_of({"REMOTE_ADDR": address}) == network


@pytest.mark.parametrize("proxy", ["127.0.0.1", "::1"])
def test_a_proxy_that_says_of_nobody_who_it_is_shuts_the_door_to_nobody(settings: Any, proxy: str) -> None:
    settings.HTTPS = True
    for _one in range(9):
        arrive(network_of({"REMOTE_ADDR": proxy}), at=AT)
    assert not Knock.objects.exists()
