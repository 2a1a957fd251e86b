"""Bad settings of the record, found at start."""

import os
import stat
from collections import Counter
from collections.abc import Iterable, Sequence
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution
from django.db import DatabaseError

from xinqiao.cases.calendar import calendar_named
from xinqiao.law.calendars import BadCalendar
from xinqiao.law.catalogue import PROCEDURES
from xinqiao.people import recovery
from xinqiao.people.keyring import OTHERS_MAY
from xinqiao.people.models import OfficeKey
from xinqiao.people.rotation import missing

PRODUCTION = "production"
"""The tag of checks that matter only where real people file; ``xinqiao serve`` runs them."""

FEWEST_BYTES = 16
"""Different bytes in a key made by chance are nearly always more than this; in one typed by hand they seldom are."""

STRONG = ("argon2", "scrypt")


@register()
def calendars(**_kwargs: Any) -> list[CheckMessage]:
    """Every calendar that a procedure counts by can be read, the office's own files included."""
    found: list[CheckMessage] = []
    for name in sorted({one.calendar for one in PROCEDURES}):
        try:
            calendar_named(name)
        except BadCalendar as bad:
            found.append(
                Error(str(bad), hint="correct the file in DATA/calendars, or take it out", id="xinqiao.E010")
            )
    return found


@register(PRODUCTION, deploy=True)
def keys(**_kwargs: Any) -> list[CheckMessage]:
    """The keys are made by chance, one for each purpose, and nobody else can read them."""
    found: list[CheckMessage] = []
    secrets: Counter[bytes] = Counter()
    for ring in recovery.rings():
        held = ring.held()
        secrets.update(one.secret for one in held)
        for one in held:
            if len(set(one.secret)) < FEWEST_BYTES:
                found.append(
                    Error(
                        f"the key {one.id} of {ring.name} was not made by chance",
                        hint="a key is the output of: openssl rand -hex 32",
                        id="xinqiao.E011",
                    )
                )
    if max(secrets.values()) > 1:
        found.append(
            Error(
                "one key serves two purposes",
                hint="give each of XINQIAO_SECRET_KEY, _SEAL_KEY, _QUERY_CODE_KEY and _LOG_KEY a value of its own",
                id="xinqiao.E013",
            )
        )
    return [*found, *_open_to_others(), *_lost(), *_unshared()]


def _open_to_others() -> Iterable[CheckMessage]:
    files = [one.path for one in recovery.rings() if one.in_file]
    for path in sorted({*files, *(one.parent for one in files)}) if os.name == "posix" else ():
        if stat.S_IMODE(path.stat().st_mode) & OTHERS_MAY:
            yield Error(
                f"others than their owner can read the keys in {path}",
                hint=f"chmod {'700' if path.is_dir() else '600'} {path}",
                id="xinqiao.E012",
            )


def _lost() -> Iterable[CheckMessage]:
    try:
        gone = [key for purpose in (OfficeKey.SEAL, OfficeKey.QUERY_CODE) for key in missing(purpose)]
    except DatabaseError:
        return  # no tables yet: nothing rests on any key
    if gone:
        yield Error(
            f"matters rest on keys that are not here: {', '.join(gone)}",
            hint="put the key files of the backup back, or: xinqiao keys join",
            id="xinqiao.E014",
        )


def _unshared() -> Iterable[CheckMessage]:
    if recovery.about() is None:
        yield Caution(
            "no recovery shares were made: identities are lost with the key file",
            hint="xinqiao keys split --out DIR",
            id="xinqiao.W011",
        )
    elif stale := recovery.stale():
        yield Caution(
            f"the recovery file does not hold the keys as they are now: {', '.join(stale)}",
            hint="xinqiao keys refresh",
            id="xinqiao.W012",
        )


@register(PRODUCTION, deploy=True)
def reached(**_kwargs: Any) -> list[CheckMessage]:
    """Nobody on the way can read along, and no page shows the inside of the program."""
    found: list[CheckMessage] = []
    beyond = not _only_here(os.environ.get("XINQIAO_LISTEN") or "127.0.0.1")
    if settings.DEBUG:
        found.append(
            Error(
                "XINQIAO_DEBUG shows the inside of the program to whoever meets an error",
                hint="take XINQIAO_DEBUG out of the environment",
                id="xinqiao.E015",
            )
        )
    if beyond and not settings.HTTPS:
        found.append(
            Error(
                "the server can be reached from other machines without HTTPS: names and codes could be read on the way",
                hint="let a proxy on this machine speak HTTPS, listen on 127.0.0.1 behind it and set XINQIAO_HTTPS=1",
                id="xinqiao.E016",
            )
        )
    if any(host == "*" or host.startswith(".") for host in settings.ALLOWED_HOSTS):
        found.append(
            Error(
                "XINQIAO_HOSTS lets any name stand for this server, and letters would link wherever a stranger says",
                hint="name the hosts under which the server is reached, separated by commas",
                id="xinqiao.E017",
            )
        )
    return found


@register(PRODUCTION, deploy=True)
def passwords(**_kwargs: Any) -> list[CheckMessage]:
    """A stolen table of passwords is slow to guess from, and common passwords are refused."""
    found: list[CheckMessage] = []
    hashers: Sequence[str] = settings.PASSWORD_HASHERS
    if not hashers or not any(one in hashers[0].rpartition(".")[2].lower() for one in STRONG):
        found.append(
            Error(
                "passwords are kept under a hash that is quick to guess from",
                hint="the first of PASSWORD_HASHERS is Argon2PasswordHasher",
                id="xinqiao.E018",
            )
        )
    if "Common" not in str(settings.AUTH_PASSWORD_VALIDATORS):
        found.append(
            Error(
                "common passwords are accepted",
                hint="AUTH_PASSWORD_VALIDATORS names CommonPasswordValidator",
                id="xinqiao.E019",
            )
        )
    return found


def _only_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
