"""The page on security cannot promise a test that does not exist, nor leave a line without one or a reason."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parents[2]
PAGE = (BASE / "docs" / "security.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`([\w/]+\.py)::([\w:]+)`", PAGE)))
ROWS = re.findall(r"^\| (\d+(?:\.\d+)*) \| ([123]) \| (.+?) \| (.*?) \|$", PAGE, re.MULTILINE)

REQUIRED = {  # sections of the standard with so many requirements of levels 1 and 2
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4, "3.4": 6,
    "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 11,
    "6.3": 3, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2,
    "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 3, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3,
    "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
}  # fmt: skip


@cache
def names_in(path: str) -> set[str]:
    """Names of the tests in a file, those in classes with the class."""
    found = set()
    for node in ast.parse((BASE / path).read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{one.name}" for one in node.body if isinstance(one, ast.FunctionDef)}
    return found


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_a_test_that_is_named_exists(path, name):
    assert (BASE / path).is_file(), path
    assert name in names_in(path), f"{path} has no {name}"


def test_every_line_names_a_test_or_gives_a_reason_and_stands_once():
    numbers = [number for number, _level, _what, _how in ROWS]
    assert len(numbers) == len(set(numbers))
    assert len(NAMED) > 80
    for number, _level, what, how in ROWS:
        assert what.strip() and len(how.strip()) > 3, number


@pytest.mark.parametrize("section", REQUIRED)
def test_no_line_of_levels_one_and_two_is_left_out(section):
    told = [
        number for number, level, *_rest in ROWS if number.rpartition(".")[0] == section and level in "12"
    ]
    assert len(told) == REQUIRED[section], told
