"""The bytes of an entry. They come from here and nowhere else.

An entry's text is JSON with sorted keys, no spaces and no escapes (RFC 8785 for the types we use: text, whole numbers,
lists, objects, true). Its digest is SHA-256 over a random salt and the text, so that the digest can be published
without telling anything about the text.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)

VERSION = 1


def encode(content: Mapping[str, Any]) -> str:
    """The text of an entry."""
    return _ENCODER.encode(content)


_DECODER = json.JSONDecoder()


def decode(text: str) -> dict[str, Any]:
    content: dict[str, Any] = _DECODER.raw_decode(text)[0]
    return content


def digest(salt: bytes, text: str) -> bytes:
    """The salted digest of a text: of an entry, and of every statement that an entry speaks of."""
    return hashlib.sha256(salt + text.encode()).digest()
