"""The file of a receipt: c2sp.org/tlog-proof, version 1.

It holds a leaf's index, the way from the leaf to the root, the signed checkpoint as it was published, and what we enclose
besides (``opening``). Any tlog-proof client reads it; the leaf's data is the commitment of the entry.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .merkle import HASH_SIZE, LARGEST_SIZE, LONGEST_PROOF, leaf_hash, verify_inclusion
from .note import LARGEST_NOTE, Malformed, decode64, encode64

HEADER = "c2sp.org/tlog-proof@v1"
SUFFIX = ".tlog-proof"

_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})", re.ASCII)


@dataclass(frozen=True)
class Proof:
    """What the file says. Nothing of it is believed before ``receipt.examine`` has looked at it."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str  # the signed note, verbatim
    extra: bytes | None = None

    @property
    def text(self) -> str:
        lines = [HEADER]
        if self.extra is not None:
            lines.append(f"extra {encode64(self.extra)}")
        lines.append(f"index {self.index}")
        lines += [encode64(hashed) for hashed in self.hashes]
        return "\n".join([*lines, "", self.checkpoint])

    @classmethod
    def parse(cls, data: bytes | str) -> "Proof":
        """Read a file. Raises ``Malformed``."""
        if len(data) > 2 * LARGEST_NOTE:
            raise Malformed("the file is too large")
        try:
            whole = data.decode() if isinstance(data, bytes) else data
        except UnicodeDecodeError as wrong:
            raise Malformed("the file is not UTF-8") from wrong
        head, blank, checkpoint = whole.partition("\n\n")
        if not blank:
            raise Malformed("the file has no checkpoint")
        lines = head.split("\n")
        if lines.pop(0) != HEADER:
            raise Malformed(f"the file does not begin with {HEADER}")
        extra = None
        if lines and lines[0].startswith("extra "):
            extra = decode64(lines.pop(0).removeprefix("extra "))
        index = _INDEX.fullmatch(lines.pop(0)) if lines else None
        if not index or int(index[1]) > LARGEST_SIZE:
            raise Malformed("the file does not say where the entry stands")
        return cls(int(index[1]), _hashes(lines), checkpoint, extra)

    def proves(self, data: bytes, size: int, root: bytes) -> bool:
        """Whether a leaf with this data stands at the index in the tree of this size and root."""
        return verify_inclusion(leaf_hash(data), self.index, size, self.hashes, root)


def _hashes(lines: Sequence[str]) -> tuple[bytes, ...]:
    hashes = tuple(decode64(line) for line in lines)
    if len(hashes) > LONGEST_PROOF or any(len(hashed) != HASH_SIZE for hashed in hashes):
        raise Malformed("the way to the root is made of hashes of 32 bytes")
    return hashes
