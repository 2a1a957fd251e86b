"""The console script: plain names, plain endings, and quick to say what there is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

from xinqiao import __main__ as console

XINQIAO = Path(sys.executable).parent / "xinqiao"


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [XINQIAO, *arguments], capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


def ours() -> list[str]:
    return [name for name, app in get_commands().items() if app.startswith("xinqiao.")]


def test_help_lists_every_command_of_ours_with_a_line():
    told = run("--help")
    assert told.returncode == 0
    lines = [line.split(maxsplit=1) for line in told.stdout.splitlines() if line.startswith("  ")]
    said = {words[0]: words[1] for words in lines if len(words) == 2}
    for name in ours():
        assert said.get(name.replace("_", "-")), f"{name} has no line of help"


def test_help_needs_no_django():
    code = (
        "import sys; from xinqiao.__main__ import overview; overview(); "
        "sys.exit(any(name.startswith('django') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--version"], 0),
        (["check"], 0),
        (["migrate", "no_such_app"], 1),
        (["no-such-command"], 2),
        (["check", "--no-such-option"], 2),
        ([], 2),
    ],
)
def test_exit_codes(arguments, code):
    ended = run(*arguments)
    assert ended.returncode == code, ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_refusal_is_one_line_on_standard_error(tmp_path):
    # Of an empty place: what the checks at start find in the database of other tests is not what is asked here.
    ended = run("migrate", "no_such_app", XINQIAO_DATABASE="", XINQIAO_DATA=str(tmp_path))
    assert ended.stdout == ""
    assert ended.stderr.startswith("xinqiao: ")
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("class Command:\n    help = 'moves what time made due'\n", "moves what time made due"),
        ("class Command:\n    help = _('办理到期事项')\n", "办理到期事项"),
        ("class Command:\n    help = ('one '\n        'two')\n", "one two"),
        ('"""From the docstring.\n\nMore."""\n', "From the docstring."),
        ("x = 1\n", ""),
    ],
)
def test_first_line(tmp_path, source, line):
    path = tmp_path / "command.py"
    path.write_text(source, "utf-8")
    assert console.first_line(path) == line
