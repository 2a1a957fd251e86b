"""Sealing of identities: AES-256-GCM under a fresh key for each matter, wrapped by the office's key.

The office's key lies outside the database. The number of the matter is bound in as associated data, so that a sealed
identity cannot be moved to another matter.
"""

import json
import os
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12

Bytes = bytes | memoryview
"""What a database gives back for bytes: PostgreSQL a memoryview, SQLite bytes."""


class SealBroken(Exception):
    """The sealed text does not open: another key, another matter, or changed bytes."""


def seal(number: str, identity: Mapping[str, Any]) -> tuple[bytes, bytes]:
    """The wrapped key and the sealed text of an identity."""
    key = AESGCM.generate_key(256)
    text = json.dumps(identity, ensure_ascii=False, sort_keys=True).encode()
    return _lock(settings.SEAL_KEY, key, f"key:{number}"), _lock(key, text, f"identity:{number}")


def reseal(number: str, wrapped_key: Bytes, identity: Mapping[str, Any]) -> bytes:
    """A corrected identity under the matter's same key."""
    key = _unlock(settings.SEAL_KEY, wrapped_key, f"key:{number}")
    return _lock(key, json.dumps(identity, ensure_ascii=False, sort_keys=True).encode(), f"identity:{number}")


def unseal(number: str, wrapped_key: Bytes, sealed: Bytes) -> dict[str, Any]:
    """The identity again. Raises ``SealBroken``."""
    key = _unlock(settings.SEAL_KEY, wrapped_key, f"key:{number}")
    return dict(json.loads(_unlock(key, sealed, f"identity:{number}")))


def _lock(key: bytes, text: bytes, about: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text, about.encode())


def _unlock(key: bytes, stored: Bytes, about: str) -> bytes:
    locked = bytes(stored)
    try:
        return AESGCM(key).decrypt(locked[:_NONCE], locked[_NONCE:], about.encode())
    except (InvalidTag, ValueError) as broken:
        raise SealBroken(about) from broken
