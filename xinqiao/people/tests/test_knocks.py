"""The growing wait against guessing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from xinqiao.people.knocks import FORGET_AFTER, LONGEST_WAIT, TooManyTries, failed, forget, knock_key, waiting
from xinqiao.people.models import Knock

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEY = knock_key("number", "2026-000001-1")
KEYS = {KEY: 4}


def test_four_failures_cost_nothing_and_the_fifth_a_quarter_of_a_minute():
    for _count in range(4):
        failed(KEYS, at=AT)
        waiting(KEYS, at=AT)
    failed(KEYS, at=AT)
    with pytest.raises(TooManyTries) as refused:
        waiting(KEYS, at=AT)
    assert refused.value.until == AT + timedelta(seconds=15)
    waiting(KEYS, at=AT + timedelta(seconds=15))


def test_the_wait_doubles_and_is_never_longer_than_an_hour():
    waits = []
    at = AT
    for _count in range(20):
        failed(KEYS, at=at)
        try:
            waiting(KEYS, at=at)
        except TooManyTries as refused:
            waits.append(refused.until - at)
            at = refused.until
    assert waits[:3] == [timedelta(seconds=15), timedelta(seconds=30), timedelta(seconds=60)]
    assert max(waits) == waits[-1] == LONGEST_WAIT


def test_a_day_without_failures_is_forgotten():
    for _count in range(9):
        failed(KEYS, at=AT)
    later = AT + LONGEST_WAIT + FORGET_AFTER + timedelta(seconds=1)
    failed(KEYS, at=later)
    waiting(KEYS, at=later)


def test_who_got_in_did_not_guess():
    for _count in range(9):
        failed(KEYS, at=AT)
    forget(KEY)
    waiting(KEYS, at=AT)


@pytest.mark.django_db(transaction=True)
def test_first_failures_at_the_same_moment_are_all_counted():
    together = Barrier(4)

    def fail(_number: int) -> None:
        connection.ensure_connection()
        together.wait()
        try:
            failed({KEY: 4, knock_key("address", "203.0.113.7"): 20}, at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(fail, range(4)))
    assert list(Knock.objects.values_list("failures", flat=True)) == [4, 4]


def test_what_was_tried_is_kept_only_as_a_keyed_digest():
    failed(KEYS, at=AT)
    assert b"2026" not in bytes(Knock.objects.get().key)
