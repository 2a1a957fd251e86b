"""A small county, a clock that stands still, and officers who are signed in."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from xinqiao.testing import Cast, do, file_lift, make_cast, moment


@pytest.fixture
def cast(db) -> Cast:
    return make_cast()


@pytest.fixture
def now(monkeypatch) -> Callable[[str], datetime]:
    """``now("2026-03-20")`` stops the clock of every page at that moment."""

    def stop(text: str) -> datetime:
        at = moment(text)
        monkeypatch.setattr(timezone, "now", lambda: at)
        return at

    stop("2026-03-20")
    return stop


@pytest.fixture
def desk(cast: Cast, now) -> Callable[[str], Client]:
    """``desk("sun")`` is a browser in which Sun has signed in."""

    def sit_down(username: str) -> Client:
        client = Client()
        client.force_login(cast.officers[username])
        return client

    return sit_down


@pytest.fixture
def lift(cast: Cast) -> str:
    """Mrs Zhao's lift, registered and forwarded to the housing unit, which has accepted it on 12 March."""
    number = file_lift("2026-03-02").number
    do(number, "register", "sun", "2026-03-03", cast, petition_class="appeal", occurrence="first")
    do(number, "forward", "sun", "2026-03-06", cast, to_unit="zjj")
    inform_and_accept(number, cast)
    return number


def inform_and_accept(number: str, cast: Cast) -> None:
    do(number, "inform", "zhou", "2026-03-10", cast, how_it_goes_on="由我们核实电梯情况后办理。")
    do(number, "accept", "zhou", "2026-03-12", cast)
