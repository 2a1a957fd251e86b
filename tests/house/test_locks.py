"""What is installed is written down exactly, with its reason, and without naming where it came from."""

import json
import re
import tomllib
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((BASE / "pyproject.toml").read_text("utf-8"))["project"]
RUNTIME = PROJECT["dependencies"]
DEVELOPMENT = PROJECT["optional-dependencies"]["dev"]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock", "package-lock.json")


def plain(requirement: str) -> str:
    """Return the name of a requirement without its extras, versions and markers."""
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return found[0].lower()


def pins(name: str) -> set[str]:
    return set(re.findall(r"^([\w.-]+)(?:\[[^]]*\])?==", (BASE / name).read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_names_a_host(name):
    text = (BASE / name).read_text("utf-8")
    assert "://" not in text
    assert '"resolved"' not in text


def test_every_dependency_is_pinned():
    assert {plain(requirement) for requirement in RUNTIME} <= pins("requirements.lock")
    assert {plain(requirement) for requirement in DEVELOPMENT} <= pins("requirements-dev.lock")


def test_tests_run_on_the_versions_that_are_served():
    def exact(name: str) -> set[str]:
        return set(
            re.findall(r"^[\w.-]+(?:\[[^]]*\])?==[^ \\]+", (BASE / name).read_text("utf-8"), re.MULTILINE)
        )

    assert exact("requirements.lock") <= exact("requirements-dev.lock")


def test_every_dependency_has_its_reason():
    record = (BASE / "docs" / "decisions" / "0002-dependencies.md").read_text("utf-8")
    npm = json.loads((BASE / "package.json").read_text("utf-8"))["dependencies"]
    told = set(re.findall(r"`([@\w./-]+)`", record))
    names = {plain(requirement) for requirement in [*RUNTIME, *DEVELOPMENT]} | set(npm)
    assert names - told == set(), "dependencies without a reason"
