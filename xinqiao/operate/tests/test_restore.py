"""What restoring says when there is no room."""

import errno
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from xinqiao.operate.management.commands import restore

FULL = sqlite3.OperationalError("database or disk is full")
FULL.sqlite_errorcode = sqlite3.SQLITE_FULL
WRAPPED = OperationalError("database or disk is full")
WRAPPED.__cause__ = FULL


def meets(error: Exception) -> Any:
    def put_back(*_arguments: object, **_options: object) -> None:
        raise error

    return put_back


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), WRAPPED])
def test_on_a_full_disk_it_says_what_to_do(
    error: Exception, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(restore, "restore", meets(error))
    with pytest.raises(CommandError, match=r"磁盘满了.*再运行一次"):
        call_command("restore", tmp_path)


def test_any_other_trouble_is_not_called_a_full_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(restore, "restore", meets(OSError(errno.EIO, "Input/output error")))
    with pytest.raises(OSError, match="Input/output"):
        call_command("restore", tmp_path)
