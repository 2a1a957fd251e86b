"""The page for a full disk: told apart from any other failure, in plain words, and usable like any page."""

import errno
import sqlite3
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from xinqiao.cases.room import no_room

FULL = "xinqiao.operate.views.behind"  # what a page asks, and here cannot be answered


def raising(error: BaseException) -> Any:
    def fails() -> None:
        raise error

    return fails


def wrapped(error: BaseException) -> OperationalError:
    """As Django hands on what a database says."""
    outer = OperationalError("database or disk is full")
    outer.__cause__ = error
    return outer


def of_sqlite(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = code
    return error


def of_postgresql(state: str) -> Exception:
    error = Exception("could not extend file")
    error.__dict__["sqlstate"] = state
    return error


@pytest.mark.parametrize(
    ("error", "full"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), True),
        (OSError(errno.EACCES, "Permission denied"), False),
        (wrapped(of_sqlite(sqlite3.SQLITE_FULL)), True),
        (wrapped(of_sqlite(sqlite3.SQLITE_BUSY)), False),
        (wrapped(of_postgresql("53100")), True),
        (wrapped(of_postgresql("57014")), False),
        (ValueError("x"), False),
        (None, False),
    ],
)
def test_a_full_disk_is_told_apart_from_every_other_failure(error: BaseException | None, full: bool) -> None:
    assert no_room(error) is full


@pytest.mark.django_db
def test_a_full_disk_says_that_nothing_was_taken_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FULL, raising(OSError(errno.ENOSPC, "No space left on device")))
    answer = Client(raise_request_exception=False).get("/health")
    assert answer.status_code == 503
    assert answer["Cache-Control"] == "no-store"
    assert "服务器的磁盘满了" in answer.content.decode()


@pytest.mark.django_db
def test_any_other_failure_does_not_speak_of_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FULL, raising(RuntimeError("x")))
    answer = Client(raise_request_exception=False).get("/health")
    assert answer.status_code == 500
    assert "磁盘" not in answer.content.decode()


@pytest.mark.browser
@pytest.mark.parametrize("device", ["phone", "desktop", "narrow"])
def test_the_page_is_whole(
    request: pytest.FixtureRequest, axe: Any, monkeypatch: pytest.MonkeyPatch, device: str
) -> None:
    page = request.getfixturevalue(device)
    monkeypatch.setattr(FULL, raising(OSError(errno.ENOSPC, "No space left on device")))
    page.goto("/health")
    assert page.locator("h1").inner_text() == "暂时不能登记"
    axe(page)
