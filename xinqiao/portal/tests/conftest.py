"""A small county, a clock that stands still, and the answers of somebody whose lift is broken."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from xinqiao.people.codes import keep_code
from xinqiao.people.identities import replace_code
from xinqiao.testing import Cast, file_lift, make_cast, moment

CODE = "1111222233334444"

ANSWERS: dict[str, dict[str, Any]] = {
    "purpose": {"purpose": "solve", "who": "myself"},
    "account": {
        "account": "三号楼的电梯停了一个月。八楼的老人下不了楼。",
        "requests": ["修好电梯", "说明原因"],
    },
    "where": {"place": "青石县柳园小区三号楼"},
    "papers": {},
    "contact": {"name": "赵", "telephone": "000", "electronic_service": "yes"},
    "secrecy": {"secrecy": "sealed"},
}


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

    stop("2026-03-02")
    return stop


def fill(client: Client, **changed: dict[str, Any]) -> Any:
    """Answer every page in turn up to the check page, and return that page."""
    answer: Any = None
    for slug, given in {**ANSWERS, **changed}.items():
        answer = client.post(f"/submit/{slug}/", given)
        assert answer.status_code == 302, (slug, answer.context["form"].errors_listed())
    assert answer["Location"] == "/submit/check/"
    return client.get("/submit/check/")


@pytest.fixture
def filler(cast, now) -> Callable[..., Any]:
    return fill


@pytest.fixture
def lift(cast, now) -> str:
    """The number of a filed matter whose code is ``CODE``."""
    number = file_lift("2026-03-02", electronic_service=True).number
    replace_code(number, keep_code(number, CODE))
    return number


def enter(client: Client, number: str, code: str = CODE) -> Any:
    return client.post("/follow/", {"number": number, "code": code})


@pytest.fixture
def inside(client, lift) -> Client:
    """A browser in which the petitioner has opened the matter ``lift``."""
    assert enter(client, lift)["Location"] == "/follow/matter/"
    return client
