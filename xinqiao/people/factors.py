"""The second factor that is a code: from a generator on the officer's telephone (TOTP, RFC 6238), or a recovery code.

The arithmetic of codes is that of ``cryptography``. Secrets lie encrypted under a key made from the secret key of the
installation, which is outside the database; recovery codes lie as keyed digests.
"""

import base64
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterator
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.db import transaction
from django.db.models import F

from xinqiao.people.models import Change, Factor, FactorKind, Officer, RecoveryCode
from xinqiao.people.records import record

STEP = 30
"""Seconds for which one code is shown."""
DIGITS = 6
DRIFT = 1
"""A telephone's clock may be so many steps ahead or behind."""
SECRET_BYTES = 20
CODES = 10
"""Recovery codes of one set."""
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters of recovery codes and first passwords: none that can be mistaken for another when read from paper."""
_NONCE = 12
_BLANKS = re.compile(r"[\s\-－—_.·]+")


class WrongSecond(Exception):
    """The code is wrong, was used before, or cannot be read."""


def required() -> bool:
    """Whether nobody works without a second factor."""
    return str(settings.SECOND_FACTOR) == "required"


def new_secret() -> str:
    """A fresh secret of a code generator, in the letters in which people type it."""
    return base64.b32encode(os.urandom(SECRET_BYTES)).decode()


def setup_address(secret: str, officer: Officer, house: str) -> str:
    """What the square shows: the address that a code generator reads."""
    return _generator(secret).get_provisioning_uri(officer.username, house)


def in_groups(text: str) -> str:
    """A secret in groups of four, to be typed from the screen.

    >>> in_groups("ABCDEFGH")
    'ABCD EFGH'
    """
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def step_of(secret: str, code: str, *, at: datetime) -> int:
    """The time step to which a code belongs. Raises ``WrongSecond``."""
    digits = _BLANKS.sub("", code)
    if not re.fullmatch(rf"[0-9]{{{DIGITS}}}", digits):
        raise WrongSecond
    now = int(at.timestamp()) // STEP
    for step in range(now - DRIFT, now + DRIFT + 1):
        try:
            _generator(secret).verify(digits.encode(), step * STEP)
        except InvalidToken:
            continue
        return step
    raise WrongSecond


def add_generator(officer: Officer, secret: str, code: str, *, name: str, at: datetime) -> list[str]:
    """Take a code generator on, proved by a code of it; the first factor comes with recovery codes, which are returned
    and shown this once. Raises ``WrongSecond``. All sessions end; the view keeps its own."""
    step = step_of(secret, code, at=at)
    factor = Factor(officer=officer, kind=FactorKind.TOTP, used=step, secret=lock(officer, secret))
    return add(factor, name=name, at=at)


def add(factor: Factor, *, name: str, at: datetime) -> list[str]:
    """Keep a factor that has been proved, and make recovery codes where there are none."""
    officer = factor.officer
    with transaction.atomic():
        Officer.objects.select_for_update().get(pk=officer.pk)
        factor.name = name.strip()[:60] or str(FactorKind(factor.kind).label)
        factor.made_at = at
        factor.save()
        end_sittings(officer)
        record(Change.FACTOR_ADDED, officer, by=officer, at=at, after=factor.name)
        return [] if officer.recovery_codes.exists() else _new_codes(officer)


def remove(factor: Factor, *, at: datetime) -> None:
    """An officer takes one of their own factors off. With the last one the recovery codes go."""
    officer = factor.officer
    with transaction.atomic():
        Officer.objects.select_for_update().get(pk=officer.pk)
        factor.delete()
        if not officer.factors.exists():
            officer.recovery_codes.all().delete()
        end_sittings(officer)
        record(Change.FACTOR_REMOVED, officer, by=officer, at=at, before=factor.name)


def check_code(officer: Officer, code: str, *, at: datetime) -> bool:
    """Let somebody in by a code of a generator or by a recovery code; tell whether it was a recovery code.

    A code opens once: of two that come with it at the same moment, one is refused. Raises ``WrongSecond``.
    """
    for factor in officer.factors.filter(kind=FactorKind.TOTP):
        try:
            step = step_of(unlock(officer, bytes(factor.secret)), code, at=at)
        except WrongSecond:
            continue
        if Factor.objects.filter(pk=factor.pk, used__lt=step).update(used=step, used_at=at):
            return False
    letters = _BLANKS.sub("", code).casefold()
    if (
        letters
        and RecoveryCode.objects.filter(officer=officer, digest__in=_digests(officer, letters)).delete()[0]
    ):
        return True
    raise WrongSecond


def renew_codes(officer: Officer, *, at: datetime) -> list[str]:
    """A fresh set of recovery codes, shown this once; those before are worth nothing any more."""
    with transaction.atomic():
        Officer.objects.select_for_update().get(pk=officer.pk)
        record(Change.CODES, officer, by=officer, at=at)
        return _new_codes(officer)


def end_sittings(officer: Officer) -> None:
    """End every session of an officer, wherever it is."""
    Officer.objects.filter(pk=officer.pk).update(sittings_ended=F("sittings_ended") + 1)
    officer.refresh_from_db(fields=["sittings_ended"])


def _new_codes(officer: Officer) -> list[str]:
    officer.recovery_codes.all().delete()
    codes = [
        "-".join("".join(secrets.choice(LETTERS) for _l in range(4)) for _g in range(3))
        for _c in range(CODES)
    ]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(officer=officer, digest=_digests(officer, code.replace("-", ""))[0]) for code in codes
    )
    return codes


def _generator(secret: str) -> TOTP:
    # SHA-1 is what RFC 6238 and every generator on a telephone use; in an HMAC it is not broken.
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP)  # noqa: S303


def _keys() -> Iterator[bytes]:
    """Keys made from the secret key of the installation, the current one first."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield hmac.digest(str(secret).encode(), b"xinqiao second factor", hashlib.sha256)


def _digests(officer: Officer, letters: str) -> list[bytes]:
    return [hmac.digest(key, f"recovery:{officer.pk}:{letters}".encode(), hashlib.sha256) for key in _keys()]


def lock(officer: Officer, secret: str) -> bytes:
    """A secret as it is kept."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(next(_keys())).encrypt(nonce, secret.encode(), f"factor:{officer.pk}".encode())


def unlock(officer: Officer, stored: bytes) -> str:
    """The secret again. Raises ``WrongSecond`` for one that was kept under a key that is no more."""
    for key in _keys():
        try:
            opened = AESGCM(key).decrypt(stored[:_NONCE], stored[_NONCE:], f"factor:{officer.pk}".encode())
        except InvalidTag:
            continue
        return opened.decode()
    # Under a secret key that is no more: the administrator has to clear this factor.
    raise WrongSecond
