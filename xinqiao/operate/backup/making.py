"""Making a backup while the office works.

The order makes it consistent: the public log first, then the database, then the files. The log that is put back is then never
further on than the database, which would be a fork; and a file is there before the row that names it, so what the
database of the backup names is there to be copied. A file that has gone since was erased meanwhile, by an entry that this
backup does not hold: then it is made again from the beginning.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from xinqiao import __version__
from xinqiao.cases.files import path_of
from xinqiao.cases.models import Attachment
from xinqiao.cases.room import no_room
from xinqiao.ledger import shelf
from xinqiao.ledger.follow import catch_up
from xinqiao.operate.backup import tables
from xinqiao.operate.backup.manifest import Manifest, Piece, Step, copy, digest_of, to_disk
from xinqiao.operate.nightly import not_forgotten
from xinqiao.people import recovery

FILES, LOG, KEYS, OTHERS = "files", "log", "keys", "others"

LEFT_OUT = frozenset({"files", "log", "keys", "static", "write.lock", "log.lock"})
"""What lies in the data directory and is copied in its own way, or is of this machine only."""

TRIES = 3


class NotMade(Exception):
    """No backup could be made; the text says why. Nothing half-done is left under its name."""


def make(
    target: Path, *, with_keys: bool, at: datetime, step: Step = lambda _bytes: None,
    say: Callable[[str], object] = lambda _sentence: None,
) -> Manifest:  # fmt: skip
    """Make a backup at ``target``, which must not be there yet. Raises ``NotMade``."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise NotMade(f"{target} is there already and not empty {target} 已经存在，并且不是空的")
    if target == settings.DATA or settings.DATA in target.parents:
        raise NotMade(f"{target} lies inside the data directory 备份不能放在数据目录里面")
    # Made beside its place and moved there whole: whatever is interrupted keeps a name that nobody takes for a backup.
    aside = target.with_name(f"{target.name}.unfinished")
    try:
        for _try in range(TRIES):
            shutil.rmtree(aside, ignore_errors=True)
            aside.mkdir(parents=True, mode=0o700)
            manifest = _made(aside, with_keys=with_keys, at=at, step=step, say=say)
            if manifest is not None:
                break
        else:
            raise NotMade("too much was erased meanwhile; try again later 其间删除较多，请稍后再备份")
        os.sync()
        manifest.write(aside)
        if target.exists():
            target.rmdir()
        aside.rename(target)
        to_disk(target.parent)
    except (OSError, sqlite3.Error, DatabaseError) as error:
        # Half a copy is of no use to anybody, and the room it takes may be what the office itself now lacks.
        shutil.rmtree(aside, ignore_errors=True)
        raise NotMade(f"{target}: {told(error)} 没有备份成") from error
    return manifest


def told(error: Exception) -> str:
    """What went wrong while files were copied, for whoever runs the server."""
    if no_room(error):
        return "the disk is full; nothing of the office was touched, try again when there is room 磁盘满了，腾出空间再试；"
    if isinstance(error, OSError):
        return f"{error.filename or ''} {error.strerror or error}".strip()
    return str(error)


def _made(
    folder: Path, *, with_keys: bool, at: datetime, step: Step, say: Callable[[str], object]
) -> Manifest | None:
    """The content of a backup, or None when something was erased while it was made."""
    say("log 公开账本")
    pieces = _log(folder, step=step)
    say("database 数据库")
    if not_forgotten():
        catch_up()
    copied = tables.copy_database(folder)
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        name = path.relative_to(folder).as_posix()
        if not name.startswith(f"{LOG}/"):
            with path.open("rb") as file:
                pieces.append(Piece(name, path.stat().st_size, digest_of(file, step=step)))
    say("files 材料")
    missing = []
    for digest in copied.attached:
        name = f"{FILES}/{digest[:2]}/{digest[2:4]}/{digest}"
        try:
            pieces.append(copy(path_of(digest), folder / name, name, step=step))
        except FileNotFoundError:
            if not Attachment.objects.filter(sha256=digest, erased_at=None).exists():
                return None
            missing.append(digest)
    pieces += _others(folder, step=step)
    # The recovery file opens nothing without the shares that officers keep, and with them everything: it always goes along.
    sources = settings.KEYS.glob("*") if with_keys else [recovery.path()]
    for source in sorted(one for one in sources if one.is_file()):
        name = f"{KEYS}/{source.name}"
        pieces.append(copy(source, folder / name, name, step=step))
    return Manifest(
        made_at=at.isoformat(),
        program=__version__,
        database="postgresql" if (folder / tables.TABLES).is_dir() else "sqlite",
        migrations=copied.migrations,
        entries=copied.entries,
        keys={name: [one.id for one in ring.held()] for name, ring in settings.RINGS.items()},
        with_keys=with_keys,
        pieces=pieces,
        missing=missing,
    )


def _log(folder: Path, *, step: Step) -> list[Piece]:
    """The published log: its checkpoint first, because what it covers is there before it and only ever added to."""
    first = [settings.LOG / shelf.CHECKPOINT]
    rest = sorted(one for one in settings.LOG.rglob("*") if one.is_file() and one not in first)
    found = []
    for source in (*first, *rest):
        if source.name.endswith(shelf.ASIDE):
            continue
        name = f"{LOG}/{source.relative_to(settings.LOG).as_posix()}"
        try:
            found.append(copy(source, folder / name, name, step=step))
        except FileNotFoundError:
            continue  # no log yet, or a partial tile that has become a whole one
    return found


def _others(folder: Path, *, step: Step) -> list[Piece]:
    """Whatever else the office keeps in its data directory: calendars, what the program has learned, its mark."""
    found = []
    database = Path(str(settings.DATABASES["default"].get("NAME", ""))).name
    for top in sorted(settings.DATA.iterdir()):
        if top.name in LEFT_OUT or (database and top.name.startswith(database)) or top == settings.KEYS:
            continue
        for source in sorted(top.rglob("*")) if top.is_dir() else (top,):
            if source.is_file():
                name = f"{OTHERS}/{source.relative_to(settings.DATA).as_posix()}"
                found.append(copy(source, folder / name, name, step=step))
    return found
