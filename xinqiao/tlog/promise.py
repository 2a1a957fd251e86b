"""What is handed out the moment something is registered: a signed promise that the log will hold it.

The promise is a signed note (c2sp.org/signed-note) under the log's own key, and names the commitment, never the entry:

    xinqiao/promise/v1
    origin office.example/log
    commitment Kvrp…=
    accepted 1772409600
    by 1772413200

Its second line can never be a tree size, nor a checkpoint's second line begin with a word, so that neither passes for the
other. The file that a person keeps until the receipt is made has the shape of a receipt:

    xinqiao/promised@v1
    extra <what is enclosed, base64>

    <the promise, verbatim>
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from . import note
from .merkle import HASH_SIZE
from .note import LARGEST_NOTE, Malformed, Note, SignerKey, Untrusted, VerifierKey, decode64, encode64

HEADER = "xinqiao/promise/v1"
FILE_HEADER = "xinqiao/promised@v1"
SUFFIX = ".promise"

_TEXT = re.compile(
    rf"{HEADER}\norigin (?P<origin>[^\n]+)\ncommitment (?P<commitment>[^\n]+)\n"
    r"accepted (?P<accepted>0|[1-9][0-9]{0,18})\nby (?P<by>0|[1-9][0-9]{0,18})\n",
    re.ASCII,
)


@dataclass(frozen=True)
class Promise:
    """That an entry was accepted at a moment and will stand in the log by another; both in POSIX seconds."""

    origin: str
    commitment: bytes
    accepted: int
    by: int

    def __post_init__(self) -> None:
        if (
            not note.is_name(self.origin)
            or len(self.commitment) != HASH_SIZE
            or not 0 <= self.accepted <= self.by
        ):
            raise Malformed("a promise names a log, a commitment, a moment and a later one")

    @property
    def text(self) -> str:
        return (
            f"{HEADER}\norigin {self.origin}\ncommitment {encode64(self.commitment)}\n"
            f"accepted {self.accepted}\nby {self.by}\n"
        )

    @classmethod
    def parse(cls, text: str) -> "Promise":
        found = _TEXT.fullmatch(text)
        if not found:
            raise Malformed("this is no promise")
        return cls(found["origin"], decode64(found["commitment"]), int(found["accepted"]), int(found["by"]))


def sign(promise: Promise, key: SignerKey) -> Note:
    return note.sign(promise.text, key)


def opened(data: bytes | str | Note, keys: Iterable[VerifierKey], origin: str | None = None) -> Promise:
    """The promise in a note that the log's key has signed. Raises ``Malformed`` or ``Untrusted``."""
    found, signers = note.opened(data, keys)
    promise = Promise.parse(found.text)
    expected = {key.name for key in signers} if origin is None else {origin}
    if promise.origin not in expected:
        raise Untrusted(f"this is a promise of {promise.origin}, not of {' or '.join(sorted(expected))}")
    return promise


@dataclass(frozen=True)
class PromiseFile:
    """The promise with what is enclosed, as a person keeps it until the receipt is made."""

    promise: str  # the signed note, verbatim
    extra: bytes | None = None

    @property
    def text(self) -> str:
        extra = "" if self.extra is None else f"extra {encode64(self.extra)}\n"
        return f"{FILE_HEADER}\n{extra}\n{self.promise}"

    @classmethod
    def parse(cls, data: bytes | str) -> "PromiseFile":
        if len(data) > 2 * LARGEST_NOTE:
            raise Malformed("the file is too large")
        try:
            whole = data.decode() if isinstance(data, bytes) else data
        except UnicodeDecodeError as wrong:
            raise Malformed("the file is not UTF-8") from wrong
        head, blank, promise = whole.partition("\n\n")
        lines = head.split("\n")
        if not blank or lines.pop(0) != FILE_HEADER or len(lines) > 1:
            raise Malformed("this is no file of a promise")
        if not lines:
            return cls(promise)
        if not lines[0].startswith("extra "):
            raise Malformed("this is no file of a promise")
        return cls(promise, decode64(lines[0].removeprefix("extra ")))
