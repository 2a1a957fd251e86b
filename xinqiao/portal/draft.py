"""What somebody has written so far, before it is a matter.

A draft holds names and stories, and sessions lie in the database; so the session keeps only a ciphertext, and the key
to it is a cookie in the writer's browser. Whoever reads the database reads nothing, and closing the browser ends it.
"""

import json
import secrets
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.http import HttpRequest, HttpResponse

KEPT = timedelta(hours=2)
"""So long after the last answer a draft can still be taken up: a shared computer must not offer it to the next one."""

SHOWN = timedelta(minutes=30)
"""So long after filing the number and the code are shown again, for a page that was cut off or closed by mistake."""

COOKIE = f"{settings.COOKIE_PREFIX}draft_key"
SESSION = "draft"
NONCE = 12


class Draft:
    """The answers given so far, by the name of the question; ``token`` makes one matter of however many clicks.

    Once filed, the answers are gone and ``number`` stays, until the query code has been written down.
    """

    def __init__(self, answers: dict[str, Any] | None = None, token: str = "", number: str = "") -> None:
        self.answers = answers or {}
        self.token = token or secrets.token_urlsafe(24)
        self.number = number

    @classmethod
    def of(cls, request: HttpRequest, *, at: datetime) -> "Draft | None":
        """The draft of this browser, or None when there is none, its key is gone, or it has lain too long."""
        key = _key(request)
        sealed = request.session.get(SESSION)
        if key is None or not isinstance(sealed, str):
            return None
        try:
            raw = bytes.fromhex(sealed)
            data = json.loads(AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], None))
        except (ValueError, InvalidTag):
            return None
        if at - datetime.fromisoformat(data["at"]) > (SHOWN if data["number"] else KEPT):
            return None
        return cls(data["answers"], data["token"], data["number"])

    def keep(self, request: HttpRequest, response: HttpResponse, *, at: datetime) -> HttpResponse:
        """Seal the draft into the session; the key goes with ``response`` if the browser has none yet."""
        key = _key(request)
        if key is None:
            key = secrets.token_bytes(32)
            response.set_cookie(
                COOKIE, key.hex(), httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
            )
        nonce = secrets.token_bytes(NONCE)
        data = {"answers": self.answers, "token": self.token, "number": self.number, "at": at.isoformat()}
        plain = json.dumps(data).encode()
        request.session[SESSION] = (nonce + AESGCM(key).encrypt(nonce, plain, None)).hex()
        return response


def forget(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Throw the draft and its key away."""
    request.session.pop(SESSION, None)
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def _key(request: HttpRequest) -> bytes | None:
    try:
        key = bytes.fromhex(request.COOKIES.get(COOKIE, ""))
    except ValueError:
        return None
    return key if len(key) == 32 else None
