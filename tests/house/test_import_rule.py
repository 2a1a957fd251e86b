"""The import rule holds, bites when it is broken, and has no exception that is no longer needed."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parents[2]
RULE = tomllib.loads((BASE / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
LINT = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]

FAULTS = [
    ("law/fault.py", "import django", "The ground floor stands alone"),
    ("people/fault.py", "import xinqiao.cases.models", "Imports go down the floors"),
    ("portal/fault.py", "import xinqiao.desk.apps", "Imports go down the floors"),
    ("desk/fault.py", "import xinqiao.ledger.append", "One door writes the ledger"),
    ("drawer/__init__.py", "", "Imports go down the floors"),
]


def lint(package_parent: Path) -> subprocess.CompletedProcess[str]:
    """Run the rule over the `xinqiao` found in `package_parent`."""
    return subprocess.run(
        [*LINT, "--config", BASE / "pyproject.toml"],
        cwd=package_parent,
        env={**os.environ, "PYTHONPATH": str(package_parent)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("name", "line", "broken"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_fault_is_found(tmp_path, name, line, broken):
    shutil.copytree(
        BASE / "xinqiao",
        tmp_path / "xinqiao",
        ignore=shutil.ignore_patterns("static", "templates", "__pycache__"),
    )
    fault = tmp_path / "xinqiao" / name
    fault.parent.mkdir(exist_ok=True)
    fault.write_text(line + "\n", "utf-8")
    outcome = lint(tmp_path)
    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    broken_lines = [said for said in outcome.stdout.splitlines() if said.endswith("BROKEN")]
    assert [said for said in broken_lines if said.startswith(broken)], outcome.stdout


def test_every_module_left_out_is_there():
    layers = RULE["contracts"][0]
    gone = [
        name
        for name in layers["exhaustive_ignores"]
        if name != "testing" and not (BASE / "xinqiao" / f"{name}.py").exists()
    ]
    assert not gone, f"no longer needed in exhaustive_ignores: {gone}"
