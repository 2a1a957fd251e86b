"""Laying a commitment open: the entry behind it, and the words behind the entry.

What the log publishes of an entry is SHA-256 over a random salt of 16 bytes or more and the entry's text (UTF-8): 32 bytes
that tell nothing. Who holds salt and text can show what was committed to; nobody can find another text for it. The entry's
text in turn holds salted digests of people's words, under "words", and each can be laid open by itself in the same way.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from .merkle import HASH_SIZE
from .note import Malformed, decode64, encode64

SHORTEST_SALT = 16
FIELDS = {"v", "entry", "words", "promise", "commitment"}


def commitment(salt: bytes, text: str) -> bytes:
    """What is published of a text.

    >>> commitment(bytes(16), "x").hex()[:16]
    'e333416381d46a5a'
    """
    return sha256(salt + text.encode()).digest()


@dataclass(frozen=True)
class Opening:
    """A salt and the text it was mixed into."""

    salt: bytes
    text: str

    @property
    def commitment(self) -> bytes:
        return commitment(self.salt, self.text)


@dataclass(frozen=True)
class Words:
    """Somebody's words that an entry speaks of, by the name under which it keeps their digest."""

    name: str
    opening: Opening


@dataclass(frozen=True)
class Enclosure:
    """What goes with a receipt: the opened entry, words of it, and the promise given first. All of it may be left out.

    A receipt without the opened entry shows that *some* entry is in the log; ``commitment`` then says which.
    """

    entry: Opening | None = None
    words: tuple[Words, ...] = ()
    promise: str | None = None
    commitment: bytes | None = None

    def encode(self) -> bytes:
        content: dict[str, Any] = {"v": 1}
        if self.entry:
            content["entry"] = _written(self.entry)
        if self.words:
            content["words"] = {one.name: _written(one.opening) for one in self.words}
        if self.promise is not None:
            content["promise"] = self.promise
        if self.commitment is not None:
            content["commitment"] = encode64(self.commitment)
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @classmethod
    def decode(cls, data: bytes) -> "Enclosure | None":
        """What was enclosed; None when it is somebody else's kind of enclosure. Raises ``Malformed`` on a broken one."""
        try:
            content = json.loads(data)
        except (ValueError, RecursionError):
            return None
        if not isinstance(content, dict) or content.get("v") != 1:
            return None
        if set(content) - FIELDS:
            raise Malformed("what is enclosed has fields that this version does not know")
        promise, committed, words = (
            content.get("promise"),
            content.get("commitment"),
            content.get("words", {}),
        )
        if not isinstance(promise, str | None) or not isinstance(words, dict):
            raise Malformed("what is enclosed is not what a receipt encloses")
        return cls(
            entry=_read(content["entry"]) if "entry" in content else None,
            words=tuple(Words(str(name), _read(one)) for name, one in words.items()),
            promise=promise,
            commitment=None if committed is None else _commitment(committed),
        )

    def commitments(self) -> set[bytes]:
        """Every commitment that the enclosure names or leads to, the promise aside; more than one is a contradiction."""
        named = {self.commitment} if self.commitment is not None else set()
        return named | ({self.entry.commitment} if self.entry else set())


def content_of(entry: Opening) -> Mapping[str, Any]:
    """The fields of an entry's text, empty when it is not the JSON that our ledger writes."""
    try:
        content = json.loads(entry.text)
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def foreign_words(enclosure: Enclosure) -> tuple[str, ...]:
    """The names of the enclosed words that the entry does not hold the digest of: they were slipped in or changed."""
    held = content_of(enclosure.entry).get("words", {}) if enclosure.entry else {}
    held = held if isinstance(held, dict) else {}
    return tuple(one.name for one in enclosure.words if held.get(one.name) != one.opening.commitment.hex())


def _written(opening: Opening) -> dict[str, str]:
    return {"salt": encode64(opening.salt), "text": opening.text}


def _read(written: object) -> Opening:
    if not isinstance(written, dict):
        raise Malformed("an opening is a salt and a text")
    salt, text = written.get("salt"), written.get("text")
    if not isinstance(salt, str) or not isinstance(text, str):
        raise Malformed("an opening is a salt and a text")
    try:
        text.encode()
    except UnicodeEncodeError as wrong:
        raise Malformed("the text is not Unicode") from wrong
    decoded = decode64(salt)
    if len(decoded) < SHORTEST_SALT:
        raise Malformed(f"a salt has at least {SHORTEST_SALT} bytes")
    return Opening(decoded, text)


def _commitment(written: object) -> bytes:
    data = decode64(written) if isinstance(written, str) else b""
    if len(data) != HASH_SIZE:
        raise Malformed("a commitment has 32 bytes")
    return data
