"""What is written down when something goes wrong: where and of what kind, never what somebody wrote."""

import io
import logging

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.cases.logs import Discreet, one_line, told

NAME = "赵某某-13800000000"


def logged(raise_it) -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Discreet("{levelname} {name}: {message}", style="{"))
    logger = logging.getLogger("xinqiao.test")
    logger.handlers = [handler]
    try:
        raise_it()
    except Exception:
        logger.exception("a page broke: %s", "/follow/\r\nWARNING forged")
    return stream.getvalue()


def broken():
    try:
        raise KeyError(NAME)
    except KeyError as error:
        raise ValueError(f"cannot read {NAME}") from error


def test_an_error_is_told_by_its_kind_and_its_way_and_never_by_its_text():
    text = logged(broken)
    assert NAME not in text
    assert "ValueError" in text and "caused by KeyError" in text
    assert "test_logs.py" in text and " broken" in text


def test_an_address_cannot_forge_a_line():
    first = logged(broken).splitlines()[0]
    assert first == "ERROR xinqiao.test: a page broke: /follow/\\x0d\\x0aWARNING forged"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OperationalError("database is locked"), "OperationalError: database is locked"),
        (ImproperlyConfigured("no key"), "ImproperlyConfigured: no key"),
        (FileNotFoundError(2, "No such file", f"/tmp/{NAME}"), "FileNotFoundError: No such file"),
        (UnicodeDecodeError("utf-8", NAME.encode(), 0, 1, "bad"), "UnicodeDecodeError"),
    ],
)
def test_what_speaks_of_the_machine_is_told(error, said):
    assert told(error) == said


def test_a_developer_sees_everything(settings):
    settings.DEBUG = True
    assert NAME in logged(broken)


@given(st.text())
def test_nothing_begins_a_line_of_its_own(text):
    assert len(one_line(text).splitlines()) <= 1
