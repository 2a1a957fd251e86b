"""The cast of the stories, and the verifier that nobody here wrote.

That is the PyPI package aics-tlog in an environment of its own under build/. It asks for Python 3.12 or newer; where there is
none, it is tried with the Python at hand, which reads it as well (its code uses nothing newer), and the run says so. Where the
package cannot be had or does not start, the tests that ask for it say so and are skipped.
"""

import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from xinqiao.testing import Cast, make_cast

PACKAGE = "aics-tlog==0.2.1"
BASE = Path(__file__).resolve().parents[2]


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def interpreters() -> Iterator[str]:
    """Pythons that may be new enough, the likeliest first."""
    given = os.environ.get("XINQIAO_NEWER_PYTHON")
    if given:
        yield given
    minors = range(20, 11, -1)
    yield from filter(None, (shutil.which(f"python3.{minor}") for minor in minors))
    for versions in (Path.home() / ".pyenv/versions", Path.home() / ".local/share/uv/python"):
        for minor in minors:
            yield from sorted(str(path) for path in versions.glob(f"*3.{minor}.*/bin/python3"))


def newer_python() -> str | None:
    for path in interpreters():
        asked = [path, "-c", "import sys, ssl, venv; print(sys.version_info >= (3, 12))"]
        try:
            said = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=30).stdout
        except OSError:
            continue
        if said.strip() == "True":
            return path
    return None


@pytest.fixture(scope="session")
def stranger() -> Path:
    """The Python in which the package is installed."""
    home = BASE / "build" / f"stranger-{PACKAGE.replace('==', '-')}"
    newer = newer_python()
    if newer is None:
        warnings.warn(
            f"no Python 3.12 or newer found: {PACKAGE} is tried with {sys.version.split()[0]}", stacklevel=1
        )
    if not (home / "bin/python").exists():
        # Made aside and moved into place: two test processes may come here at once.
        made = home.with_name(f"{home.name}.{os.getpid()}")
        subprocess.run([newer or sys.executable, "-m", "venv", made], check=True, timeout=300)
        python = str(made / "bin/python")
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        if newer is None:
            pip.append("--ignore-requires-python")
        for command in ([*pip, PACKAGE], [python, "-m", "aics_tlog", "--version"]):
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
            if done.returncode:
                shutil.rmtree(made)
                pytest.skip(f"{PACKAGE} cannot be had: the independent verifier did not look at our log")
        try:
            made.rename(home)
        except OSError:
            shutil.rmtree(made)
    return home / "bin/python"
