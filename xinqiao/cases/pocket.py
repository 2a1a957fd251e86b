"""What a browser lays into its session so that nobody else can read it.

Sessions lie in the database; so the session keeps only a ciphertext, and the key to it is a cookie in the browser.
Whoever reads the database reads nothing, and closing the browser ends it.
"""

import json
import secrets
from collections.abc import Mapping
from typing import Any, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

NONCE = 12

Answer = TypeVar("Answer", bound=HttpResponseBase)


class Pocket:
    """One place in a session, by its name, and the cookie with its key."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cookie = f"{settings.COOKIE_PREFIX}{name}_key"

    def read(self, request: HttpRequest) -> dict[str, Any] | None:
        """What lies in it, or None when there is nothing or the key of this browser does not open it."""
        key = self._key(request)
        sealed = request.session.get(self.name)
        if key is None or not isinstance(sealed, str):
            return None
        try:
            raw = bytes.fromhex(sealed)
            return dict(json.loads(AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], None)))
        except (ValueError, InvalidTag):
            return None

    def fill(self, request: HttpRequest, response: Answer, data: Mapping[str, Any]) -> Answer:
        """Put ``data`` in, in the place of what was there; the key goes with ``response`` if the browser has none yet."""
        key = self._key(request)
        if key is None:
            key = secrets.token_bytes(32)
            response.set_cookie(
                self.cookie, key.hex(), httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
            )
        nonce = secrets.token_bytes(NONCE)
        sealed = AESGCM(key).encrypt(nonce, json.dumps(dict(data)).encode(), None)
        request.session[self.name] = (nonce + sealed).hex()
        return response

    def empty(self, request: HttpRequest, response: Answer) -> Answer:
        """Throw what lies in it away, and its key."""
        request.session.pop(self.name, None)
        if self.cookie in request.COOKIES:
            response.delete_cookie(self.cookie, samesite="Lax")
        return response

    def _key(self, request: HttpRequest) -> bytes | None:
        try:
            key = bytes.fromhex(request.COOKIES.get(self.cookie, ""))
        except ValueError:
            return None
        return key if len(key) == 32 else None
