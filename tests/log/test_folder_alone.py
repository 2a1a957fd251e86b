"""The folder `tlog`, carried off alone, verifies a receipt without the rest of Xinqiao."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import xinqiao.tlog
from xinqiao.tlog.opening import Enclosure
from xinqiao.tlog.tests.small import ENTRY, Office


@pytest.fixture
def carried(tmp_path: Path) -> Path:
    """A folder that holds nothing but a copy of `tlog`, a key and a receipt."""
    source = Path(xinqiao.tlog.__file__).parent
    shutil.copytree(source, tmp_path / "tlog", ignore=shutil.ignore_patterns("tests", "__pycache__"))
    log = Office().add(ENTRY.commitment).fill(300)
    (tmp_path / "office.vkey").write_text(log.key.verifier.line, "utf-8")
    (tmp_path / "mine.tlog-proof").write_text(log.receipt(0, enclosure=Enclosure(entry=ENTRY)).text, "utf-8")
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8"}
    environment.pop("PYTHONPATH", None)
    return subprocess.run(
        [sys.executable, "-m", "tlog", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_it_verifies_alone(carried):
    done = run(carried, "verify", "receipt", "mine.tlog-proof", "--key", "office.vkey")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("√ 这份回执是真的。")
    changed = carried / "mine.tlog-proof"
    changed.write_text(changed.read_text("utf-8").replace("index 0", "index 1"), "utf-8")
    assert run(carried, "verify", "receipt", "mine.tlog-proof", "--key", "office.vkey").returncode == 1
    assert run(carried, "show", "office.vkey").returncode == 0
    assert "python -m tlog" in run(carried, "--help").stdout


def test_it_takes_nothing_with_it(carried):
    """Neither Xinqiao nor Django nor a network module is loaded: the standard library and one signature library."""
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, tlog.__main__; print(*sys.modules)",
        ],
        cwd=carried,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout.split()
    outside = {name.split(".")[0] for name in loaded} - set(sys.stdlib_module_names) - {"tlog"}
    assert {name for name in outside if not name.startswith("_")} <= {"cryptography"}
    assert not {"socket", "ssl", "urllib.request", "http.client", "sqlite3"} & set(loaded)


def test_it_asks_for_the_signature_library_in_words(carried):
    done = subprocess.run(
        [sys.executable, "-S", "-m", "tlog", "show", "office.vkey"],
        cwd=carried,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert "pip install cryptography" in done.stderr and "Traceback" not in done.stderr
