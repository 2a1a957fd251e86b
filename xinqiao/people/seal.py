"""Sealing of identities: AES-256-GCM under a fresh key for each matter, wrapped by the office's key.

The office's keys lie outside the database, on a ring of which one is current (``keyring.py``); beside each wrapped key
stands the id of the office's key that wrapped it. The number of the matter is bound in as associated data, so that a
sealed identity cannot be moved to another matter.
"""

import json
import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from xinqiao.people.keyring import KeyMissing
from xinqiao.text.visible import visible

_NONCE = 12

Bytes = bytes | memoryview
"""What a database gives back for bytes: PostgreSQL a memoryview, SQLite bytes."""


class SealBroken(Exception):
    """The sealed text does not open: another key, another matter, or changed bytes."""


class Wrapped(NamedTuple):
    """The data key of a matter as the database keeps it, and the id of the office's key it is wrapped under."""

    office_key: str
    data_key: bytes


def seal(number: str, identity: Mapping[str, Any]) -> tuple[Wrapped, bytes]:
    """The wrapped key and the sealed text of an identity."""
    key = AESGCM.generate_key(256)
    return _wrap(number, key), _lock(key, _text(identity), f"identity:{number}")


def reseal(number: str, wrapped: Wrapped, identity: Mapping[str, Any]) -> bytes:
    """A corrected identity under the matter's same key."""
    return _lock(_unwrap(number, wrapped), _text(identity), f"identity:{number}")


def unseal(number: str, wrapped: Wrapped, sealed: Bytes) -> dict[str, Any]:
    """The identity again. Raises ``SealBroken``."""
    return dict(json.loads(_unlock(_unwrap(number, wrapped), sealed, f"identity:{number}")))


def rewrap(number: str, wrapped: Wrapped) -> Wrapped:
    """The same data key under the office's current key; what it seals is not touched. Raises ``SealBroken``."""
    return _wrap(number, _unwrap(number, wrapped))


def _wrap(number: str, data_key: bytes) -> Wrapped:
    office = settings.SEAL_KEYS.current
    return Wrapped(office.id, _lock(office.secret, data_key, f"key:{number}"))


def _unwrap(number: str, wrapped: Wrapped) -> bytes:
    try:
        office = settings.SEAL_KEYS.find(wrapped.office_key)
    except KeyMissing as missing:
        raise SealBroken(f"key:{number}") from missing
    return _unlock(office.secret, wrapped.data_key, f"key:{number}")


def _text(identity: Mapping[str, Any]) -> bytes:
    # Whoever opens the seal reads a name as it looks: signs that nobody sees do not come in.
    seen = {name: _seen(value) for name, value in identity.items()}
    return json.dumps(seen, ensure_ascii=False, sort_keys=True).encode()


def _seen(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    return [_seen(one) for one in value] if isinstance(value, list | tuple) else value


def _lock(key: bytes, text: bytes, about: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text, about.encode())


def _unlock(key: bytes, stored: Bytes, about: str) -> bytes:
    locked = bytes(stored)
    try:
        return AESGCM(key).decrypt(locked[:_NONCE], locked[_NONCE:], about.encode())
    except (InvalidTag, ValueError) as broken:
        raise SealBroken(about) from broken
