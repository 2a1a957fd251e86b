"""The office's keys: each purpose has a ring of them, one current, the others still needed to read what they locked.

A ring lies in a file of one key a line, the current one first, or in the environment, separated by commas. The file is
looked at before each use and read again when it has changed, so that a rotation reaches every running process at once.
A key is known by its id, a digest of itself: nobody has to keep a register of ids, and a wrong key cannot pass for
another.
"""

import hashlib
import os
import secrets
import stat
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

LENGTH = 32
"""Bytes of a key."""

OTHERS_MAY = stat.S_IRWXG | stat.S_IRWXO
"""No bit of these may be set on a file of keys."""


class KeyMissing(Exception):
    """No key of this id is on the ring; the argument is the id."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key. ``id`` may be kept beside what the key locked; it tells nothing about ``secret``."""

    id: str
    secret: bytes

    def __repr__(self) -> str:
        return f"Key({self.id})"


def key_of(secret: bytes) -> Key:
    """The key with its id: the first eight bytes of a digest, in hexadecimal."""
    return Key(hashlib.sha256(b"xinqiao key id\0" + secret).hexdigest()[:16], secret)


def new_key() -> Key:
    return key_of(secrets.token_bytes(LENGTH))


class Ring:
    """The keys of one purpose. Raises ``ImproperlyConfigured`` where they are missing, damaged or open to others."""

    def __init__(self, name: str, folder: Path, given: str | None = None) -> None:
        self.name, self.path, self.given = name, folder / name, given or ""
        self._seen: tuple[int, int, int] | None = None
        self._keys: tuple[Key, ...] = ()
        if not self.given and not self.path.exists():
            self._begin()
        self.held()

    def __repr__(self) -> str:
        return f"Ring({self.name})"

    @property
    def in_file(self) -> bool:
        """Whether the program can change it; a ring from the environment is changed by whoever starts the program."""
        return not self.given

    @property
    def current(self) -> Key:
        """The key that locks whatever is locked from now on."""
        return self.held()[0]

    def find(self, key_id: str) -> Key:
        """The key with this id. Raises ``KeyMissing``."""
        for one in self.held():
            if one.id == key_id:
                return one
        raise KeyMissing(key_id)

    def held(self) -> tuple[Key, ...]:
        """All of them, the current one first."""
        if self.given:
            self._keys = self._keys or parsed(self.name, self.given.split(","))
            return self._keys
        found = self.path.stat()
        seen = (found.st_ino, found.st_mtime_ns, found.st_size)
        if seen != self._seen:
            closed(self.path)
            self._keys = parsed(self.name, self.path.read_text("ascii", errors="replace").split())
            self._seen = seen
        return self._keys

    def add(self, key: Key) -> None:
        """Make ``key`` the current one; the others stay."""
        self.write([key, *(one for one in self.held() if one.id != key.id)])

    def drop(self, key_ids: Sequence[str]) -> None:
        """Take keys off the ring. The current one always stays."""
        self.write([one for place, one in enumerate(self.held()) if not place or one.id not in key_ids])

    def write(self, keys: Sequence[Key]) -> None:
        """Put these keys into the file, whole or not at all: a process that reads meanwhile has the old or the new."""
        if self.given:
            raise ImproperlyConfigured(f"the key {self.name} comes from the environment and is changed there")
        aside = _aside(self.path, keys)
        aside.replace(self.path)
        _to_disk(self.path.parent)

    def _begin(self) -> None:
        """The first start. Linked into place, so that of two processes starting at once one makes the key."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = _aside(self.path, [new_key()])
        try:
            os.link(aside, self.path)
        except FileExistsError:
            pass
        finally:
            aside.unlink()


def parsed(name: str, lines: Sequence[str]) -> tuple[Key, ...]:
    """Keys from hexadecimal."""
    found = []
    for line in filter(None, map(str.strip, lines)):
        try:
            secret = bytes.fromhex(line)
        except ValueError:
            secret = b""
        if len(secret) != LENGTH:
            raise ImproperlyConfigured(f"the key {name} must be 32 bytes in hexadecimal (64 digits)")
        found.append(key_of(secret))
    if not found:
        raise ImproperlyConfigured(f"the key {name} must be 32 bytes in hexadecimal (64 digits); it is empty")
    return tuple(found)


def closed(path: Path) -> None:
    """Refuse a file of keys that others than its owner may read."""
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & OTHERS_MAY:
        raise ImproperlyConfigured(
            f"others can read the keys in {path}: chmod 600 {path} 密钥文件不能让别人读到，请先改权限"
        )


def _aside(path: Path, keys: Sequence[Key]) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent)  # mode 0600
    try:
        os.write(handle, "".join(f"{one.secret.hex()}\n" for one in keys).encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    return Path(name)


def _to_disk(folder: Path) -> None:
    """A renamed file survives a power cut only when its folder is on the disk as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
