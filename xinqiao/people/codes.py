"""Numbers and query codes, and the door that opens for them.

A number identifies a matter and carries a check digit, so that a slip of the tongue on the telephone is caught without
asking the database. A query code is sixteen decimal digits, because it must survive being read aloud; only its HMAC
under a key outside the database is kept, and beside it the id of that key: after a rotation an old code is still
checked under the key it was made with.
"""

import hashlib
import hmac
import re
import secrets
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from xinqiao.people.keyring import Key, KeyMissing
from xinqiao.people.knocks import FREE_FAILURES, failed, forget, knock_key, waiting
from xinqiao.people.knocks import TooManyTries as TooManyTries  # what `enter` raises
from xinqiao.people.models import Identity, OfficeKey
from xinqiao.people.office_keys import note_keys

_DIGITS = re.compile(r"[\s\-－—_.·]+")
_NUMBER = re.compile(r"(\d{4})(\d{6,9})(\d)")


class WrongCode(Exception):
    """Number or code is wrong. The same words whether or not the number exists."""


def make_number(year: int, count: int) -> str:
    """The number of the ``count``-th matter of a year.

    >>> make_number(2026, 123)
    '2026-000123-3'
    """
    digits = f"{year:04d}{count:06d}"
    return f"{digits[:4]}-{digits[4:]}-{check_digit(digits)}"


def check_digit(digits: str) -> int:
    """The check digit of ISO/IEC 7064, MOD 11,10: finds every wrong digit and almost every swap.

    >>> check_digit("0794")
    5
    """
    product = 10
    for digit in digits:
        total = (product + int(digit)) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10


def read_number(text: str) -> str | None:
    """The number as it is stored, from however it was typed, or None when it cannot be one."""
    found = _NUMBER.fullmatch(_DIGITS.sub("", _western(text)))
    if found is None or check_digit(found[1] + found[2]) != int(found[3]):
        return None
    return f"{found[1]}-{found[2]}-{found[3]}"


def read_code(text: str) -> str | None:
    """Sixteen digits from however they were typed, or None."""
    digits = _DIGITS.sub("", _western(text))
    return digits if re.fullmatch(r"[0-9]{16}", digits) else None


def _western(text: str) -> str:
    return "".join(str(int(one)) if one.isdecimal() else one for one in text.strip())


class KeptCode(NamedTuple):
    """What the database keeps of a code: the id of the key, and the HMAC under it."""

    key: str
    digest: bytes


def new_code(token: str = "", *, number: str = "") -> str:
    """A fresh query code. The same ``token`` gives the same code, so that a second click shows it again.

    With ``number`` it is the code that this token gave that matter, even when the office has a newer key by now.
    """
    if not token:
        return f"{secrets.randbelow(10**16):016d}"
    kept = Identity.objects.filter(number=number).first() if number else None
    key = _key_of(kept) or settings.QUERY_CODE_KEYS.current
    digest = hmac.digest(key.secret, b"token:" + token.encode(), "sha256")
    return f"{int.from_bytes(digest) % 10**16:016d}"


def keep_code(number: str, code: str) -> KeptCode:
    """What the database keeps of a code."""
    key = settings.QUERY_CODE_KEYS.current
    return KeptCode(key.id, _digest(key, number, code))


def _digest(key: Key, number: str, code: str) -> bytes:
    return hmac.digest(key.secret, f"code:{number}:{code}".encode(), hashlib.sha256)


def _key_of(kept: Identity | None) -> Key | None:
    """The key under which a code was kept; None where it is not on the ring or nothing was kept."""
    if kept is None:
        return None
    try:
        found: Key = settings.QUERY_CODE_KEYS.find(kept.code_key_id)
    except KeyMissing:
        return None
    return found


def grouped(code: str) -> str:
    """A code in groups of four, as it is shown and read aloud.

    >>> grouped("1234567890123456")
    '1234 5678 9012 3456'
    """
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def enter(number_text: str, code_text: str, *, address: str, at: datetime) -> str:
    """The number of the matter that this number and code open.

    Raises ``TooManyTries`` while a wait for this number or this address runs, and ``WrongCode`` otherwise; neither
    tells whether the number exists.
    """
    number = read_number(number_text) or ""
    code = read_code(code_text) or ""
    of_number = knock_key("number", number or number_text.strip()[:64])
    # Behind one address may sit a whole village hall, so it is given more chances than one number.
    keys = {of_number: FREE_FAILURES, knock_key("address", address): FREE_FAILURES * 5}
    with transaction.atomic():
        waiting(keys, at=at)
        identity = Identity.objects.filter(number=number).first()
        # One number and one comparison in every case: a number that does not exist costs what one that does costs.
        key = _key_of(identity)
        shown = _digest(key or settings.QUERY_CODE_KEYS.current, number, code)
        kept = bytes(identity.code) if identity else b"\0" * len(shown)
        if hmac.compare_digest(kept, shown) and identity is not None and key is not None and code:
            forget(of_number)
            _keep_under_current(identity, code)
            return number
        failed(keys, at=at)
    raise WrongCode


def _keep_under_current(identity: Identity, code: str) -> None:
    """After a rotation a code can be kept under the new key when somebody shows it, and only then."""
    if identity.code_key_id == settings.QUERY_CODE_KEYS.current.id:
        return
    kept = keep_code(identity.number, code)
    note_keys({kept.key: OfficeKey.QUERY_CODE})
    Identity.objects.filter(number=identity.number, code=identity.code).update(
        code_key=kept.key, code=kept.digest
    )
