"""The files of the public log, under ``settings.LOG``: each appears whole or not at all, and survives a power cut."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from xinqiao.tlog.tile import WIDTH, Folder, Resource

CHECKPOINT = "checkpoint"
ASIDE = ".aside"
"""How a file ends that is being written. What a crash leaves of it is never served and is written over."""


def tiles() -> Folder:
    return Folder(settings.LOG)


def published() -> str | None:
    """The checkpoint as it is published, or None before the first one."""
    return read(CHECKPOINT)


def read(name: str) -> str | None:
    """A text on the shelf, or None when it is not there."""
    try:
        return (settings.LOG / name).read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None


def put(path: str, data: bytes) -> None:
    """Publish one file. Raises OSError, and then nothing of it is there."""
    target: Path = settings.LOG / path
    _folder(target.parent)
    aside = target.with_name(target.name + ASIDE)
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(target)
    except OSError:
        with suppress(OSError):
            aside.unlink()
        raise
    to_disk(target.parent)


def put_tiles(files: list[tuple[Resource, bytes]]) -> None:
    """Publish tiles and bundles that are not there yet, or not as they should be."""
    for resource, data in files:
        try:
            if (settings.LOG / resource.path).read_bytes() == data:
                continue
        except (FileNotFoundError, NotADirectoryError):
            pass
        put(resource.path, data)


def drop_partials(files: list[tuple[Resource, bytes]]) -> None:
    """Take away the partial tiles and bundles whose full ones are now published; readers ask for those instead."""
    for resource, _data in files:
        if resource.width == WIDTH:
            shutil.rmtree(settings.LOG / f"{resource.path}.p", ignore_errors=True)


def _folder(path: Path) -> None:
    if path.is_dir():
        return
    _folder(path.parent)
    path.mkdir(exist_ok=True)
    to_disk(path.parent)


def to_disk(folder: Path) -> None:
    """A new name survives a power cut only when its folder is on the disk as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def alone() -> Iterator[bool]:
    """Be the only one on this machine who publishes; False when somebody else is at it. Ends with the process."""
    with (settings.DATA / "log.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
