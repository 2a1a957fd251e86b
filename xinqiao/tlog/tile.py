"""What is published of a tree, by name: c2sp.org/tlog-tiles.

A tile holds up to 256 hashes of one level: level 0 those of the leaves, each level above the roots of full tiles below.
An entry bundle holds the entries themselves, each after its length. Both are named by level, number and width, and
never change once they are published. In our log an entry is a commitment of 32 bytes and nothing else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from .merkle import HASH_SIZE

WIDTH = 256
HIGHEST_LEVEL = 63
LARGEST_ENTRY = 2**16 - 1

_NAME = re.compile(
    r"tile/(?P<level>0|[1-9][0-9]?|entries)/(?P<index>(?:x[0-9]{3}/)*[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]{0,2}))?",
    re.ASCII,
)


class Missing(LookupError):
    """A tile or a bundle that should be there is not, or is too short."""


@dataclass(frozen=True)
class Resource:
    """One published file: a tile, or (with ``level`` None) an entry bundle.

    >>> Resource(0, 1234067).path
    'tile/0/x001/x234/067'
    >>> Resource(None, 0, 5).path
    'tile/entries/000.p/5'
    >>> Resource.parse("tile/0/x001/x234/067").index
    1234067
    """

    level: int | None
    index: int
    width: int = WIDTH

    def __post_init__(self) -> None:
        if (
            self.index < 0
            or not 1 <= self.width <= WIDTH
            or (self.level is not None and not 0 <= self.level <= HIGHEST_LEVEL)
        ):
            raise ValueError(f"there is no tile {self.level}/{self.index} of width {self.width}")

    @property
    def path(self) -> str:
        """Where it lies below the log's prefix, without a slash in front."""
        digits = f"{self.index:03d}"
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        number = "/".join([f"x{group}" for group in groups[:-1]] + groups[-1:])
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{'entries' if self.level is None else self.level}/{number}{partial}"

    @classmethod
    def parse(cls, path: str) -> "Resource":
        """The resource that lies at this path. Each has one path only; any other spelling is a ValueError."""
        found = _NAME.fullmatch(path)
        if not found:
            raise ValueError(f"not the path of a tile: {path!r}")
        level = None if found["level"] == "entries" else int(found["level"])
        index = int(found["index"].replace("x", "").replace("/", ""))
        resource = cls(level, index, int(found["width"] or WIDTH))
        if resource.path != path:
            raise ValueError(f"not the path of a tile: {path!r}")
        return resource


def width_at(size: int, level: int, index: int) -> int:
    """How many hashes a tile has in the tree of ``size`` leaves; 0 when there is no such tile.

    >>> [width_at(70_000, 0, 272), width_at(70_000, 0, 273), width_at(70_000, 1, 1), width_at(70_000, 2, 0)]
    [256, 112, 17, 1]
    """
    return max(0, min(WIDTH, (size >> (8 * level)) - index * WIDTH))


def resources(old_size: int, size: int) -> Iterator[Resource]:
    """What must be published for the tree of ``size`` leaves that was not yet for that of ``old_size``."""
    for level in range(HIGHEST_LEVEL + 1):
        old_hashes, hashes = old_size >> (8 * level), size >> (8 * level)
        if hashes == old_hashes:
            return
        for index in range(old_hashes // WIDTH, -(-hashes // WIDTH)):
            width = min(WIDTH, hashes - index * WIDTH)
            if level == 0:
                yield Resource(None, index, width)
            yield Resource(level, index, width)


def pack(entries: Sequence[bytes]) -> bytes:
    """The bytes of an entry bundle: each entry after its length in two bytes, the higher one first.

    >>> pack([b"", b"ab"])
    b'\\x00\\x00\\x00\\x02ab'
    """
    if any(len(entry) > LARGEST_ENTRY for entry in entries):
        raise ValueError(f"an entry is longer than {LARGEST_ENTRY} bytes")
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def unpack(bundle: bytes) -> list[bytes]:
    """The entries of a bundle. Raises ValueError where it is cut short or holds more than a bundle may."""
    entries: list[bytes] = []
    at = 0
    while at < len(bundle):
        end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        if at + 2 > len(bundle) or end > len(bundle):
            raise ValueError(f"an entry bundle is cut short after {len(entries)} entries")
        entries.append(bundle[at + 2 : end])
        at = end
    if len(entries) > WIDTH:
        raise ValueError(f"an entry bundle holds {len(entries)} entries; it may hold {WIDTH}")
    return entries


class Tiles(Protocol):
    """Where tiles come from: a folder, a database, a server far away.

    Each method may give a wider version than was asked for, never a narrower one; it raises ``Missing`` when it has
    none. What it gives is believed only as far as it hashes to a signed root.
    """

    def tile(self, level: int, index: int, width: int) -> bytes:
        """At least ``width`` hashes of one tile, one behind the other."""

    def bundle(self, index: int, width: int) -> bytes:
        """A bundle with at least ``width`` entries."""


class Folder:
    """Tiles in a folder, as a web server would serve it and as anyone may have copied it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def tile(self, level: int, index: int, width: int) -> bytes:
        return self._read(Resource(level, index, width))

    def bundle(self, index: int, width: int) -> bytes:
        return self._read(Resource(None, index, width))

    def _read(self, asked: Resource) -> bytes:
        for candidate in self._candidates(asked):
            try:
                return (self.root / candidate.path).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                continue
        raise Missing(f"{asked.path} is not in {self.root}")

    def _candidates(self, asked: Resource) -> Iterator[Resource]:
        """The file itself, the full one that took its place, then any partial one that is wide enough."""
        yield asked
        full = Resource(asked.level, asked.index)
        if asked.width < WIDTH:
            yield full
            partial = self.root / f"{full.path}.p"
            widths = [int(path.name) for path in partial.glob("*") if path.name.isdecimal()]
            for width in sorted(width for width in widths if asked.width < width < WIDTH):
                yield Resource(asked.level, asked.index, width)


def cut(tile: bytes, width: int, name: str) -> bytes:
    """The first ``width`` hashes of a tile. Raises ``Missing`` when it is torn: too short, or not whole hashes."""
    if len(tile) % HASH_SIZE or not width * HASH_SIZE <= len(tile) <= WIDTH * HASH_SIZE:
        raise Missing(f"{name} has {len(tile)} bytes; {width * HASH_SIZE} are needed")
    return tile[: width * HASH_SIZE]
