"""The console script `xinqiao`: Django's commands under plain names, with plain endings.

`xinqiao import-items` runs the command `import_items`. Exit codes: 0 done; 1 it could not be done,
with the reason on standard error; 2 it was asked for wrongly. The list of `xinqiao --help` is read
from the commands' sources, so that asking what there is needs neither Django nor a database.
"""

import ast
import os
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
# Django's own commands that whoever runs the server may need; the rest stay reachable but unlisted.
DJANGOS = {
    "migrate": "bring the tables of the database up to date 更新数据库表",
    "check": "find bad settings 检查设置",
    "collectstatic": "gather style sheets and pictures for serving 收集静态文件",
    "shell": "a Python prompt with everything loaded 打开 Python 提示符",
}


def main(argv: list[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    if not arguments or arguments[0] in ("help", "-h", "--help"):
        if len(arguments) < 2:
            print(overview())
            sys.exit(0 if arguments else 2)
        arguments = [arguments[1], "--help"]
    if arguments[0] in ("--version", "version"):
        from xinqiao import __version__

        print(f"xinqiao {__version__}")
        sys.exit(0)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinqiao.settings")
    try:
        sys.exit(run(arguments[0], arguments[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has seen enough (`xinqiao … | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def run(name: str, arguments: list[str]) -> int:
    """Run the command `name`, written with dashes or underscores; return its exit code."""
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError, ManagementUtility, get_commands
    from django.db import DatabaseError, connections

    module = name.replace("-", "_")
    try:
        django.setup()
        known = get_commands()
        if module not in known:
            return refuse(f"there is no command {name!r}; see xinqiao --help", 2)
        command: Any = ManagementUtility(["xinqiao", module]).fetch_command(module)
    except ImproperlyConfigured as error:
        return refuse(str(error))
    # The two lines that Django's run_from_argv has too: they make a wrong option end with code 2.
    command._called_from_command_line = True
    parser = command.create_parser("xinqiao", module.replace("_", "-"))
    options: dict[str, Any] = vars(parser.parse_args(arguments))
    positional = options.pop("args", ())
    try:
        command.execute(*positional, **options)
    except CommandError as error:
        if options.get("traceback"):
            raise
        return refuse(str(error), error.returncode)
    except ImproperlyConfigured as error:
        return refuse(str(error))
    except DatabaseError as error:
        if "no such table" in str(error) or "does not exist" in str(error):
            return refuse("the database has no tables yet, or old ones; run xinqiao migrate")
        raise
    finally:
        connections.close_all()
    return 0


def refuse(reason: str, code: int = 1) -> int:
    """Say on standard error why not; return the exit code."""
    print(f"xinqiao: {reason}", file=sys.stderr)
    return code


def overview() -> str:
    """Return the list of commands, ours first, one line each."""
    ours = {
        source.stem.replace("_", "-"): first_line(source)
        for source in sorted(HERE.glob("*/management/commands/*.py"))
        if not source.stem.startswith("_")
    }
    theirs = {name: line for name, line in DJANGOS.items() if name not in ours}
    width = max(map(len, [*ours, *theirs]))
    lines = ["usage 用法: xinqiao COMMAND [OPTIONS]", "       xinqiao COMMAND --help", ""]
    lines += [f"  {name:{width}}  {line}" for name, line in sorted(ours.items())]
    lines += ["", "Django:"]
    lines += [f"  {name:{width}}  {line}" for name, line in sorted(theirs.items())]
    lines += ["", "exit codes 退出码: 0 done 完成, 1 not possible 未能完成, 2 wrong usage 用法有误"]
    return "\n".join(lines)


def first_line(source: Path) -> str:
    """Return the first line of a command's `help`, or of its module's docstring, without running it."""
    tree = ast.parse(source.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "help" for target in node.targets
        ):
            value = node.value
            if isinstance(value, ast.Call) and value.args:  # marked for translation
                value = value.args[0]
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                return value.value.strip().splitlines()[0]
    return (ast.get_docstring(tree) or "").partition("\n")[0]


if __name__ == "__main__":
    main()
