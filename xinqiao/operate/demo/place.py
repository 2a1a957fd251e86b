"""Where the demonstration lives: a data directory of its own, marked as invented, and never an office's."""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

MARK = "demo.json"
DATABASE = "xinqiao.sqlite3"


class NotOurs(Exception):
    """The directory belongs to somebody else; the text says to whom, as far as that can be seen."""


@dataclass(kw_only=True)
class Mark:
    """What stands in the file that marks a demonstration."""

    built_on: str = ""  # empty while it is being built
    matters: int = 0
    seed: int = 0
    lines: list[str] = field(default_factory=list)  # what is said at each start


def environment(folder: Path) -> Mapping[str, str]:
    """What the settings must see; whatever else is in the environment stays."""
    return {
        **os.environ,
        "XINQIAO_DATA": str(folder),
        "XINQIAO_DEMO": "1",
        # The printed logins must open the desk to whoever looks around; nothing there is real.
        "XINQIAO_SECOND_FACTOR": "optional",
    }


def read_mark(folder: Path) -> Mark | None:
    """The mark of a demonstration, or None for a directory that has none and is free. Raises ``NotOurs``."""
    path = folder / MARK
    if path.is_file():
        return Mark(**json.loads(path.read_text("utf-8")))
    if (folder / DATABASE).exists():
        raise NotOurs(
            f"{folder} holds a database that is no demonstration; nothing was touched "
            f"{folder} 里有正式的数据库，没有改动任何内容，请换一个目录：--data"
        )
    return None


def write_mark(folder: Path, mark: Mark) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text(json.dumps(asdict(mark), ensure_ascii=False, indent=2) + "\n", "utf-8")


def clear(folder: Path) -> None:
    """Remove an earlier demonstration, and nothing that is not one."""
    if read_mark(folder) is None:
        return
    for path in folder.glob(f"{DATABASE}*"):
        path.unlink()
    for name in ("files", "calendars", "log"):
        shutil.rmtree(folder / name, ignore_errors=True)
    (folder / MARK).unlink()
