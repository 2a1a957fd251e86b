"""The growing wait against guessing: at query codes and at passwords alike.

What was tried is kept only as a keyed digest. A few failures cost nothing, each further one doubles the wait, and a
day without failures is forgotten.
"""

import hashlib
import hmac
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from xinqiao.people.models import Knock

FREE_FAILURES = 4
"""So many failures cost nothing; from the next one on, each doubles the wait."""
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=1)
FORGET_AFTER = timedelta(hours=24)


class TooManyTries(Exception):
    """A wait is running; ``until`` says when it ends."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def knock_key(kind: str, value: str) -> bytes:
    """What is kept of one thing that was tried: an address, a number, a user name.

    Under the current key: with a new one the waits that run are forgotten, at most once in a rotation.
    """
    return hmac.digest(
        settings.QUERY_CODE_KEYS.current.secret, f"knock:{kind}:{value}".encode(), hashlib.sha256
    )


def waiting(keys: Mapping[bytes, int], *, at: datetime) -> None:
    """Raise ``TooManyTries`` while a wait runs for one of ``keys``; each comes with its number of free failures."""
    with transaction.atomic():
        # Locked, so that inside a transaction of the caller the tries of two at once are counted one after the other.
        kept = list(Knock.objects.select_for_update().filter(key__in=list(keys), until__gt=at))
    waits = [one.until for one in kept if one.failures > keys[bytes(one.key)]]
    if waits:
        raise TooManyTries(max(waits))


def failed(keys: Mapping[bytes, int], *, at: datetime) -> None:
    """Count one more failure against each of ``keys``."""
    with transaction.atomic():
        for knock in locked(keys, at=at):
            _fail(knock, free=keys[bytes(knock.key)], at=at)


def forget(*keys: bytes) -> None:
    """Whoever got in did not guess: the failures before are forgotten."""
    Knock.objects.filter(key__in=keys).delete()


def locked(keys: Collection[bytes], *, at: datetime) -> list[Knock]:
    """The counts of these keys, in a transaction of the caller: two at once come one after the other, the first time too."""
    Knock.objects.bulk_create(
        [Knock(key=one, until=at, kept_until=at) for one in keys], ignore_conflicts=True
    )
    # In one order, so that two who try the same number from the same address cannot wait for each other for ever.
    return list(Knock.objects.select_for_update().filter(key__in=list(keys)).order_by("key"))


def forget_old(*, at: datetime) -> None:
    """Delete the counts that are over."""
    Knock.objects.filter(kept_until__lt=at).delete()


def _fail(knock: Knock, *, free: int, at: datetime) -> None:
    if knock.kept_until < at:
        knock.failures = 0
    knock.failures += 1
    over = knock.failures - free
    wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(over - 1, 10)) if over > 0 else timedelta()
    knock.until = at + wait
    knock.kept_until = knock.until + FORGET_AFTER
    knock.save()
