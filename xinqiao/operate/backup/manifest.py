"""The list of a backup: every file with its size and SHA-256, and what has to be known to put it back.

It is written last. A directory without it is no backup, and one with it is whole.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

NAME = "manifest.json"
VERSION = 1
BLOCK = 1024 * 1024

Step = Callable[[int], object]
"""Told how many bytes were done."""


class BadBackup(Exception):
    """The directory is no backup, or not the one that was made; the text names the file."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of a backup."""

    path: str  # below the backup, with forward slashes
    size: int
    sha256: str


@dataclass(kw_only=True)
class Manifest:
    """What a backup holds."""

    made_at: str
    program: str
    database: str  # "sqlite" or "postgresql"
    migrations: list[list[str]]
    entries: int
    keys: dict[str, list[str]]  # the ids on each ring, the current one first
    with_keys: bool
    pieces: list[Piece] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # files that rows name and the disk does not have

    def write(self, folder: Path) -> None:
        """Put the list beside what it lists, whole or not at all."""
        content: dict[str, Any] = {"version": VERSION, **asdict(self)}
        text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
        sealed = json.dumps({"manifest": text, "sha256": hashlib.sha256(text.encode()).hexdigest()})
        aside = folder / f"{NAME}.aside"
        with opened(aside) as out:
            out.write(sealed.encode())
            out.flush()
            os.fsync(out.fileno())
        aside.replace(folder / NAME)
        to_disk(folder)

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """The list of a backup. Raises ``BadBackup``."""
        path = folder / NAME
        try:
            sealed = json.loads(path.read_text("utf-8"))
            text = sealed["manifest"]
            if hashlib.sha256(text.encode()).hexdigest() != sealed["sha256"]:
                raise BadBackup(f"{path} was changed or is torn {path} 被改动过或者不完整")
            content = json.loads(text)
            if content.pop("version") != VERSION:
                raise BadBackup(f"{path} was written by another version 由其他版本写成")
            content["pieces"] = [Piece(**one) for one in content["pieces"]]
            return cls(**content)
        except FileNotFoundError:
            raise BadBackup(f"{folder} holds no finished backup {folder} 里没有完整的备份") from None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadBackup(f"{path} cannot be read {path} 读不出来：{error}") from error

    @property
    def size(self) -> int:
        return sum(one.size for one in self.pieces)

    def under(self, folder: str) -> Iterator[Piece]:
        """The pieces below one folder of the backup."""
        return (one for one in self.pieces if one.path.startswith(f"{folder}/"))


def check(manifest: Manifest, folder: Path, *, step: Step = lambda _bytes: None) -> None:
    """Raise ``BadBackup`` with the first file that is missing, torn or changed."""
    for piece in manifest.pieces:
        path = folder / piece.path
        if ".." in Path(piece.path).parts or Path(piece.path).is_absolute():
            raise BadBackup(f"{piece.path} leads out of the backup 路径不对")
        try:
            size = path.stat().st_size
            if size != piece.size:
                raise BadBackup(
                    f"{path} has {size} bytes instead of {piece.size} 大小不对，应当是 {piece.size} 字节"
                )
            with path.open("rb") as file:
                if digest_of(file, step=step) != piece.sha256:
                    raise BadBackup(f"{path} was changed or is torn {path} 被改动过或者不完整")
        except OSError as error:
            raise BadBackup(f"{path}: {error.strerror or error} 缺少这个文件，或者读不出来") from error


def digest_of(file: BinaryIO, *, step: Step = lambda _bytes: None) -> str:
    digest = hashlib.sha256()
    while block := file.read(BLOCK):
        digest.update(block)
        step(len(block))
    return digest.hexdigest()


def copy(source: Path, target: Path, name: str, *, step: Step = lambda _bytes: None) -> Piece:
    """Copy one file; ``name`` is its path in the backup. Raises ``FileNotFoundError``."""
    digest, size = hashlib.sha256(), 0
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with source.open("rb") as file, opened(target) as out:
        while block := file.read(BLOCK):
            digest.update(block)
            out.write(block)
            size += len(block)
            step(len(block))
    return Piece(name, size, digest.hexdigest())


def opened(path: Path) -> BinaryIO:
    """A file to write that only its owner may read: all of a backup is what people entrusted to the office."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def to_disk(folder: Path) -> None:
    """A renamed file survives a power cut only when its folder is on the disk as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
