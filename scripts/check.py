"""Everything that must hold, in one run: `make test`.

    python -m scripts.check              all of it
    python -m scripts.check PART...      of: lint, procedures, sqlite, postgresql, browser

A part that this machine cannot run (no PostgreSQL, no Chromium, and no right to install them) is
skipped aloud and counted. The run ends with one line, `N passed, N failed, N skipped`, summed over all
parts; a check that is no test (style, types, import rule) counts as one. Exit code 0 when none failed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts import postgres

BASE = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# A run that hangs is ended and counted as failed, so that whoever waits for it learns why.
SECONDS = 20 * 60
ONCE = (
    "xinqiao/law",
    "xinqiao/tlog",
    "xinqiao/text",
    "xinqiao/operate/tests/test_witness.py",
    "xinqiao/library/tests/test_texts.py",
    "xinqiao/cases/tests/test_due.py",
    "tests/log/test_stranger.py",
    "tests/stories/test_keys_rotated.py",
    *(f"tests/house/test_{name}.py" for name in ("boundary", "console", "reaching_out", "translations")),
)
"""What knows no database, or of it only what any has (keys in files): tried once, on SQLite's turn."""

ONCE_NAMED = (
    "cut_short",
    "torn_or_altered",
    "never_written_over",
    "no_keys_unless_told",
    "every_address_opens_to_whom",
    "door_answers_everybody",
)
"""Tests, by parts of their names, of what lies above the database: files of a backup, pages and refusals by role."""

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Outcome:
    """What the parts that ran so far came to."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    notes: list[str] = field(default_factory=list)

    def note(self, sentence: str) -> None:
        self.notes.append(sentence)
        print(f"!! {sentence}", flush=True)


def step(outcome: Outcome, name: str, *command: object) -> None:
    """Run one check that passes or fails as a whole."""
    print(f"\n== {name}", flush=True)
    began = time.monotonic()
    code = subprocess.call([str(word) for word in command], cwd=BASE, stdin=subprocess.DEVNULL)
    if code:
        outcome.failed += 1
        outcome.note(f"{name}: failed")
    else:
        outcome.passed += 1
    print(f"   {time.monotonic() - began:.1f} s", flush=True)


def tests(outcome: Outcome, name: str, *arguments: str, **environment: str) -> None:
    """Run pytest and add up what it counted."""
    print(f"\n== {name}", flush=True)
    with tempfile.TemporaryDirectory(prefix="xinqiao-check-") as folder:
        report = Path(folder) / "report.xml"
        try:
            code = subprocess.call(
                [str(BIN / "pytest"), "-q", f"--junitxml={report}", *arguments],
                cwd=BASE,
                stdin=subprocess.DEVNULL,
                env={**os.environ, **environment},
                timeout=SECONDS,
            )
        except subprocess.TimeoutExpired:
            outcome.note(f"{name}: ended after {SECONDS} s without coming to an end")
            code = 1
        suites = ET.parse(report).getroot().iter("testsuite") if report.exists() else []
        ran = failed = skipped = 0
        for suite in suites:
            ran += int(suite.get("tests", 0))
            failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped += int(suite.get("skipped", 0))
    outcome.passed += max(ran - failed - skipped, 0)
    outcome.failed += failed
    outcome.skipped += skipped
    if skipped:
        outcome.note(f"{name}: {skipped} tests SKIPPED")
    if code:
        # pytest may fail without counting a failure: nothing collected, a crash, a bad option.
        outcome.failed += not failed
        outcome.note(f"{name}: failed (pytest ended with {code})")


def lint(outcome: Outcome) -> None:
    step(outcome, "style (ruff check)", BIN / "ruff", "check", "--quiet", ".")
    step(outcome, "format (ruff format)", BIN / "ruff", "format", "--quiet", "--check", ".")
    step(outcome, "import rule", BIN / "lint-imports", "--no-cache")
    step(outcome, "types (mypy)", BIN / "mypy", "--no-error-summary")


def procedures(outcome: Outcome) -> None:
    step(outcome, "procedures", BIN / "xinqiao", "check-procedures")


def lint_and_procedures(outcome: Outcome) -> None:
    """Both at once: each keeps one core busy."""
    with tempfile.TemporaryFile("w+") as said:
        command = [str(BIN / "xinqiao"), "check-procedures"]
        exploring = subprocess.Popen(command, cwd=BASE, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        lint(outcome)
        print("\n== procedures", flush=True)
        code = exploring.wait()
        said.seek(0)
        print(said.read(), flush=True)
    if code:
        outcome.failed += 1
        outcome.note("procedures: failed")
    else:
        outcome.passed += 1


def sqlite(outcome: Outcome) -> None:
    tests(outcome, "tests on SQLite", "-n", "2", "-m", "not browser", XINQIAO_DATABASE="")


def postgresql(outcome: Outcome) -> None:
    if postgres.programs() is None:
        install(outcome, "postgresql")
    try:
        with postgres.running() as address:
            left_out = [*(f"--ignore={path}" for path in ONCE), "-k", f"not ({' or '.join(ONCE_NAMED)})"]
            tests(
                outcome,
                "tests on PostgreSQL",
                *("-n", "2", "-m", "not browser", *left_out),
                XINQIAO_DATABASE=address,
            )
    except postgres.NoServer as error:
        outcome.skipped += 1
        outcome.note(f"tests on PostgreSQL SKIPPED: {error}")


def browser(outcome: Outcome) -> None:
    if chromium() is None:
        install(outcome, "chromium", "fonts-noto-cjk")
    path = chromium()
    if path is None:
        outcome.skipped += 1
        outcome.note(
            "browser journeys SKIPPED: no Chromium; on Debian: apt-get install chromium fonts-noto-cjk"
        )
        return
    tests(outcome, "browser journeys", "-n", "2", "-m", "browser", XINQIAO_DATABASE="", XINQIAO_CHROMIUM=path)


def chromium() -> str | None:
    """Return the path of a Chromium that starts, or None.

    A command alone is no proof: where a distribution ships Chromium only as a snap, the command is
    there and does nothing.
    """
    given = os.environ.get("XINQIAO_CHROMIUM")
    for name in [given] if given else CHROMIUM:
        path = shutil.which(name)
        if path and subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0:
            return path
    return None


def install(outcome: Outcome, *packages: str) -> None:
    """Install Debian packages if this user may; say so if not."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        outcome.note(f"{' and '.join(packages)} missing, and no right to install here")
        return
    print(f"   installing {' '.join(packages)}", flush=True)
    quietly: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quietly)
    done = subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        check=False,
        **quietly,
    )
    if done.returncode:
        outcome.note(f"{' and '.join(packages)} could not be installed")


PARTS = {
    "lint": lint,
    "procedures": procedures,
    "sqlite": sqlite,
    "postgresql": postgresql,
    "browser": browser,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(__doc__, file=sys.stderr)
        return 2
    outcome = Outcome()
    began = time.monotonic()
    if not names:
        lint_and_procedures(outcome)
    for name in names or [one for one in PARTS if one not in ("lint", "procedures")]:
        PARTS[name](outcome)
    print(f"\n== summary, after {time.monotonic() - began:.0f} s")
    for sentence in outcome.notes:
        print(f"!! {sentence}")
    print(f"{outcome.passed} passed, {outcome.failed} failed, {outcome.skipped} skipped", flush=True)
    return 1 if outcome.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
