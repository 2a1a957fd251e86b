"""How large the tree is and what its root is, signed by the log: c2sp.org/tlog-checkpoint."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from . import note
from .merkle import EMPTY_ROOT, HASH_SIZE, LARGEST_SIZE
from .note import Malformed, Note, SignerKey, Untrusted, VerifierKey, decode64, encode64

_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself at one moment.

    >>> print(Checkpoint("example.com/log", 0, EMPTY_ROOT).text, end="")
    example.com/log
    0
    47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lines = (self.origin, *self.extensions)
        if any(not line or "\n" in line for line in lines):
            raise Malformed("a checkpoint has no empty lines")
        if not 0 <= self.size <= LARGEST_SIZE or len(self.root) != HASH_SIZE:
            raise Malformed("a checkpoint says a size and a root of 32 bytes")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise Malformed("an empty tree has only one root")

    @property
    def text(self) -> str:
        return "".join(
            f"{line}\n" for line in (self.origin, self.size, encode64(self.root), *self.extensions)
        )

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """The checkpoint that a note's text says. Raises ``Malformed``."""
        lines = text.split("\n")
        if len(lines) < 4 or lines.pop():
            raise Malformed("a checkpoint has at least three lines")
        if not _NUMBER.fullmatch(lines[1]):
            raise Malformed(f"not a size: {lines[1][:30]!r}")
        return cls(lines[0], int(lines[1]), decode64(lines[2]), tuple(lines[3:]))


def sign(checkpoint: Checkpoint, *keys: SignerKey) -> Note:
    """The checkpoint as it is published. A log never signs two that do not fit together."""
    return note.sign(checkpoint.text, *keys)


def opened(
    data: bytes | str | Note, keys: Iterable[VerifierKey], origin: str | None = None
) -> tuple[Checkpoint, Note]:
    """The checkpoint in a note that one of the log's keys has signed.

    The key must bear the log's name, unless ``origin`` says which log is meant: otherwise a key that signs for two logs
    could pass one off as the other. Raises ``Malformed`` or ``Untrusted``.
    """
    found, signers = note.opened(data, keys)
    checkpoint = Checkpoint.parse(found.text)
    expected = {key.name for key in signers} if origin is None else {origin}
    if checkpoint.origin not in expected:
        raise Untrusted(
            f"this is a checkpoint of {checkpoint.origin}, not of {' or '.join(sorted(expected))}"
        )
    return checkpoint, found
