"""Putting a backup back onto an empty installation.

Nothing is touched before every file of the backup has been held against its digest. From the first change until the proof,
a mark lies in the data directory: with it nothing starts but ``restore``, which then begins again from the beginning.
"""

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader

from xinqiao.ledger import shelf
from xinqiao.operate.backup import tables
from xinqiao.operate.backup.making import FILES, KEYS, LOG, OTHERS
from xinqiao.operate.backup.manifest import BadBackup, Manifest, Step, check, copy, to_disk

MARK = "restoring.json"

RESTS_ON = ("seal_key", "query_code_key", "log_key")
"""The rings without which what is put back cannot be opened, entered or signed; sessions alone rest on the other."""

FILLED = ("ledger.Entry", "people.Unit", "people.Officer")
"""An installation in which one of these has a row belongs to somebody."""


class NotRestored(Exception):
    """The backup was not put back; the text says why and what to do. Nothing was touched, unless it says otherwise."""


def unfinished() -> bool:
    """Whether a restore was begun here and not ended."""
    return (settings.DATA / MARK).exists()


def restore(
    folder: Path,
    *,
    checkpoint: str = "",
    step: Step = lambda _bytes: None,
    say: Callable[[str], object] = lambda _sentence: None,
) -> Manifest:
    """Put the backup in ``folder`` back. Raises ``BadBackup`` or ``NotRestored``.

    ``checkpoint`` is the newest checkpoint of the log that anybody has seen, where it is known: the log then refuses to
    go on from an older one. What remains is to prove the installation and to call ``finish``.
    """
    manifest = Manifest.read(folder)
    _fits(manifest)
    if not unfinished():
        _is_empty()
    say("checking 核对备份")
    check(manifest, folder, step=step)
    _keys(manifest, folder)
    _begin(folder)
    say("copying 恢复")
    for place, target in ((FILES, settings.FILES), (OTHERS, settings.DATA)):
        for piece in manifest.under(place):
            copy(folder / piece.path, target / piece.path.removeprefix(f"{place}/"), piece.path, step=step)
    if manifest.with_keys:
        for piece in manifest.under(KEYS):
            _put_key(folder / piece.path, settings.KEYS / piece.path.removeprefix(f"{KEYS}/"))
    say("database 数据库")
    if manifest.database == "sqlite":
        _put_sqlite(folder)
    else:
        tables.put_back_tables(folder, manifest.migrations)
    _log(manifest, folder, checkpoint, step=step)
    os.sync()
    return manifest


def finish() -> None:
    """The installation has proved itself: it may be used."""
    (settings.DATA / MARK).unlink(missing_ok=True)
    to_disk(settings.DATA)


def _fits(manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        raise NotRestored(
            f"the backup is of {manifest.database}, this installation is set to {connection.vendor}: see XINQIAO_DATABASE "
            f"备份来自 {manifest.database}，现在设置的是 {connection.vendor}，请核对 XINQIAO_DATABASE"
        )
    known = set(MigrationLoader(None).disk_migrations or ())
    strange = [f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known]
    if strange:
        raise NotRestored(
            f"the backup was made by a newer program ({manifest.program}; {strange[0]}): install that one first "
            "备份由更新的程序做成，请先安装那个版本"
        )


def _is_empty() -> None:
    """Raise ``NotRestored`` when this installation holds anything of anybody's."""
    for name in FILLED:
        try:
            held = apps.get_model(name).objects.exists()
        except DatabaseError:
            continue  # no tables yet
        if held:
            raise NotRestored(
                f"this installation is not empty (it has {name.partition('.')[2].lower()} rows): a backup goes onto an empty "
                "one. Set XINQIAO_DATA, and with PostgreSQL XINQIAO_DATABASE, to a new place "
                "这里已经有数据，备份只能恢复到空的地方：请把 XINQIAO_DATA（和 XINQIAO_DATABASE）指向新的位置"
            )
    if any(settings.FILES.glob("??/??/*")):
        raise NotRestored(
            f"{settings.FILES} holds papers that people handed in; restore into an empty directory "
            f"{settings.FILES} 里已经有材料，请恢复到空的目录"
        )


def _keys(manifest: Manifest, folder: Path) -> None:
    """Raise ``NotRestored`` unless this installation will have the keys on which the backup rests."""
    for name in RESTS_ON:
        wanted = set(manifest.keys.get(name, ()))
        ring = settings.RINGS[name]
        in_backup = manifest.with_keys and (folder / KEYS / name).is_file() and ring.in_file
        if not in_backup and not wanted <= {one.id for one in ring.held()}:
            where = ring.path if ring.in_file else f"XINQIAO_{name.upper()}"
            raise NotRestored(
                f"the key {name} here is not the one under which the backup was made: put that one into {where} first; "
                f"the one there now was made fresh 密钥 {name} 不是备份时的那一把，请先放到 {where}，再恢复"
            )


def _begin(folder: Path) -> None:
    mark = settings.DATA / MARK
    mark.write_text(json.dumps({"from": str(folder)}) + "\n", "utf-8")
    to_disk(settings.DATA)


def _put_key(source: Path, target: Path) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = target.with_name(f"{target.name}.aside")
    copy(source, aside, target.name)
    aside.replace(target)
    to_disk(target.parent)


def _put_sqlite(folder: Path) -> None:
    """Move the copy into the place of the empty database, when nobody has that open."""
    target = Path(str(connection.settings_dict["NAME"]))
    connections.close_all()
    if target.exists():
        try:
            with closing(sqlite3.connect(target, timeout=1)) as empty:
                # Leaving WAL needs to be alone, and takes the files beside the database away.
                empty.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError as error:
            raise NotRestored(
                f"another process has {target} open ({error}): stop serve, follow and tick, then restore again "
                "还有别的程序在使用数据库，请先停止，再重新恢复"
            ) from error
        except sqlite3.DatabaseError:
            pass  # what lies there is no database: a restore that was cut short
    aside = target.with_name(f"{target.name}.aside")
    copy(folder / tables.DATABASE, aside, tables.DATABASE)
    for beside in ("-wal", "-shm", "-journal"):
        target.with_name(target.name + beside).unlink(missing_ok=True)
    aside.replace(target)
    to_disk(target.parent)


def _log(manifest: Manifest, folder: Path, checkpoint: str, *, step: Step) -> None:
    """Put the published log back, unless a further one lies here; then make ``checkpoint`` known to it.

    A log that outlived its database stays as it is: what was published once may never be gone back on.
    """
    if shelf.published() is None:
        # The checkpoint last, as when it was published: with it the log counts as put back, and whoever begins this
        # again would leave it as it is.
        last = f"{LOG}/{shelf.CHECKPOINT}"
        for piece in sorted(manifest.under(LOG), key=lambda one: one.path == last):
            if piece.path == last:
                os.sync()
            name = piece.path.removeprefix(f"{LOG}/")
            copy(folder / piece.path, settings.LOG / f"{name}{shelf.ASIDE}", piece.path, step=step)
            (settings.LOG / f"{name}{shelf.ASIDE}").replace(settings.LOG / name)
    if checkpoint and _size(checkpoint) > _size(shelf.published() or ""):
        shelf.put(shelf.CHECKPOINT, checkpoint.encode())


def _size(checkpoint: str) -> int:
    """How many leaves a checkpoint covers: its second line (c2sp.org/tlog-checkpoint)."""
    lines = checkpoint.split("\n")
    return int(lines[1]) if len(lines) > 1 and lines[1].isdecimal() else 0


__all__ = ["BadBackup", "NotRestored", "finish", "restore", "unfinished"]
