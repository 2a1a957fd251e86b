"""Word and Excel files are archives. Before anything reads or keeps one, it is unpacked as far as to know what it is.

What an archive says of its sizes is not believed: the packed bytes themselves are followed up to a limit. Nothing is
ever written to a path that an archive names, and no XML of a stranger is read by a parser here.
"""

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

MEGABYTE = 1024 * 1024
MOST_FILES = 2000
HEAD = 4096
"""So much of each file inside is looked at."""
_PIECE = 64 * 1024
_LOCAL = struct.Struct("<4s5H3I2H")
_STORED, _DEFLATED = 0, 8

_PROGRAMS = (
    b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MZ", b"\x7fELF",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
)  # fmt: skip
"""How archives and programs begin: none of them belongs inside a letter."""
_NAMES = re.compile(
    r"\.(?:zip|rar|7z|gz|tar|exe|dll|com|bat|cmd|ps1|vbs|js|jar|hta|lnk|bin|docm|xlsm)$", re.IGNORECASE
)
_ENTITIES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OUTSIDE = re.compile(
    rb"<(?:\w+:)?Relationship\b[^>]*\bTargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE
)
_LINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']", re.IGNORECASE)


class BadArchive(Exception):
    """The archive is not what it says, or holds what it must not; the text says what, for whoever reads the log."""


@dataclass(frozen=True, slots=True)
class Inside:
    """One file in an archive: its name, how large it really is, how it begins, and all of it where it is small."""

    name: str
    size: int
    head: bytes


def look_inside(file: IO[bytes], *, most: int, whole: int = HEAD) -> list[Inside]:
    """What an archive holds, unpacked to ``most`` bytes in all. ``whole`` is how much of each file is kept to look at.

    Raises ``BadArchive`` for a bomb, a file with two meanings, a password, or a name that leads elsewhere.
    """
    if file.read(4) != b"PK\x03\x04":
        raise BadArchive("something stands before the archive")
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if len(members) > MOST_FILES:
                raise BadArchive("too many files")
            if len({one.filename for one in members}) != len(members):
                raise BadArchive("two files of one name")
            found, left = [], most
            for one in members:
                if one.flag_bits & 0x1:
                    raise BadArchive("it has a password")
                if one.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", one.filename):
                    raise BadArchive("a name leads out of the archive")
                size, head = _unpacked(file, one, most=left, keep=whole)
                if size != one.file_size:
                    raise BadArchive("a size is not what it says")
                left -= size
                found.append(Inside(one.filename, size, head))
            return found
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, NotImplementedError) as error:
        raise BadArchive(type(error).__name__) from error


def check_office_file(file: IO[bytes], *, main: str, most: int) -> None:
    """A Word or Excel file that may be kept: ``main`` is in it, and no program, archive, entity or outside source is.

    Raises ``BadArchive``.
    """
    inside = look_inside(file, most=most, whole=MEGABYTE)
    names = {one.name for one in inside}
    if not {"[Content_Types].xml", main} <= names:
        raise BadArchive("it is another kind of file")
    for one in inside:
        if _NAMES.search(one.name) or one.head.startswith(_PROGRAMS):
            raise BadArchive("a program or an archive is inside")
        if one.name.lower().endswith((".xml", ".rels", ".vml")):
            text = _plain(one.head)
            if _ENTITIES.search(text):
                raise BadArchive("it defines entities")
            if one.name.lower().endswith(".rels") and any(
                not _LINK.search(found[0]) for found in _OUTSIDE.finditer(text)
            ):
                raise BadArchive("it fetches something from outside when it is opened")


def _plain(head: bytes) -> bytes:
    """The bytes of XML in an encoding in which markup can be searched: UTF-16 hides it from a search in bytes."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:8]:
        return head.replace(b"\0", b"")
    return head


def _unpacked(file: IO[bytes], one: zipfile.ZipInfo, *, most: int, keep: int) -> tuple[int, bytes]:
    """The true size of a member and its beginning, from its packed bytes. Raises ``BadArchive`` beyond ``most``."""
    file.seek(one.header_offset)
    header = _LOCAL.unpack(file.read(_LOCAL.size))
    if header[0] != b"PK\x03\x04":
        raise BadArchive("a file is not where it says")
    file.seek(header[9] + header[10], 1)
    if one.compress_type not in (_STORED, _DEFLATED):
        raise BadArchive("a way of packing that office files do not use")
    engine = zlib.decompressobj(-15) if one.compress_type == _DEFLATED else None
    packed, size, head = one.compress_size, 0, b""
    while packed > 0:
        piece = file.read(min(_PIECE, packed))
        if not piece:
            raise BadArchive("it ends too early")
        packed -= len(piece)
        while piece:
            out, piece = (
                (engine.decompress(piece, _PIECE), engine.unconsumed_tail) if engine else (piece, b"")
            )
            size += len(out)
            if size > most:
                raise BadArchive("it unpacks to more than it may")
            if len(head) < keep:
                head += out[: keep - len(head)]
    return size, head
