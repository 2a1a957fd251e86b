"""Sessions of officers, when they end, the history of their sign-ins, and the waits against guessing at a desk.

Nobody can be locked out by somebody else: failures are counted for an account together with the address they come
from, and for an address alone; a device from which the officer has signed in before is counted by itself and touched
by nothing else. Only past the right password, where a code of six digits is guessed at, is an account counted whole.
"""

import re
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, logout
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from xinqiao.people.address import address_of, network_of
from xinqiao.people.knocks import FREE_FAILURES, knock_key
from xinqiao.people.models import Officer, Outcome, SignIn
from xinqiao.people.officers import key_of

KEPT_FOR = timedelta(days=183)
"""Half a year: the least that the Cybersecurity Law (art. 21) asks for records of a network, and no longer."""
SHOWN = 50
"""Sign-ins on a page."""
DEVICE = f"{settings.COOKIE_PREFIX}xq_device"
DEVICE_SALT = "xinqiao.people.device"
DEVICE_KEPT = timedelta(days=400)
MOST_OFFICERS = 20
"""A computer at a counter is used by many; it remembers so many of them."""

SINCE, USED = "since", "used"
"""In a session: when its officer began, and when they last clicked."""
LEFT = "left"
"""In a session that was over: whose it was, by their key, and why it ended. Nobody is signed in any more."""
NOTED = timedelta(minutes=1)
"""A click within a minute of the last one is not written down: reading a page must not cost a write to the disk."""


class Over(StrEnum):
    """Why a session is over."""

    IDLE = "idle"  # nobody has clicked for ``settings.IDLE_MINUTES``
    LONG = "long"  # it has been open for a whole working day


def over(session: Mapping[str, Any] | SessionBase, *, at: datetime) -> Over | None:
    """Why a session is over, or None while it goes on."""
    if session.get(USED) is None:
        return None
    if at - datetime.fromisoformat(session[USED]) > timedelta(minutes=settings.IDLE_MINUTES):
        return Over.IDLE
    # Each click puts the end of a session's row off, so the day is measured from its beginning.
    if at - datetime.fromisoformat(session[SINCE]) > timedelta(seconds=settings.SESSION_COOKIE_AGE):
        return Over.LONG
    return None


def go_on(request: HttpRequest, *, at: datetime) -> None:
    """A click: the session goes on, or ends if it is over."""
    session = request.session
    why = over(session, at=at)
    if why is not None:
        officer = request.user
        logout(request)
        if isinstance(officer, Officer):
            request.session[LEFT] = {"owner": key_of(officer), "why": why}
    elif USED not in session or at - datetime.fromisoformat(session[USED]) > NOTED:
        session[SINCE], session[USED] = session.get(SINCE, at.isoformat()), at.isoformat()


def device_number(request: HttpRequest, username: str) -> str:
    """The number of this device if this officer has signed in from it before, else empty. It opens nothing: it has a
    count of failures of its own, and that is all."""
    known = _device(request)
    return known[0] if known and username.casefold() in known[1] else ""


def remember_device(request: HttpRequest, response: HttpResponse, officer: Officer) -> None:
    """Let the device keep that this officer signs in from it."""
    number, names = _device(request) or (secrets.token_hex(16), [])
    name = officer.username.casefold()
    names = [name, *(one for one in names if one != name)][:MOST_OFFICERS]
    response.set_cookie(
        DEVICE,
        signing.dumps([number, names], salt=DEVICE_SALT, compress=True),
        max_age=DEVICE_KEPT,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _device(request: HttpRequest) -> tuple[str, list[str]] | None:
    try:
        number, names = signing.loads(request.COOKIES.get(DEVICE, ""), salt=DEVICE_SALT, max_age=DEVICE_KEPT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(number), [str(one) for one in names]


def password_knocks(request: HttpRequest, username: str) -> Mapping[bytes, int]:
    """What a wrong password is counted against, each with its free failures; the first is forgotten on getting in."""
    name = username.casefold()
    if device := device_number(request, name):
        return {knock_key("desk-device", f"{device}:{name}"): FREE_FAILURES}
    network = network_of(request.META)
    return {
        knock_key("desk-account", f"{network}:{name}"): FREE_FAILURES,
        # One address may be a whole office behind one router.
        knock_key("desk", network): FREE_FAILURES * 5,
    }


def second_knocks(request: HttpRequest, officer: Officer) -> Mapping[bytes, int]:
    """What a wrong second factor is counted against, the first of which is forgotten on getting in. Whoever comes so far knows the password: here the account is
    counted whole, because a million codes are few for somebody with many addresses."""
    if device := device_number(request, officer.username):
        return {knock_key("second-device", f"{device}:{officer.pk}"): FREE_FAILURES}
    return {
        knock_key("second", f"{network_of(request.META)}:{officer.pk}"): FREE_FAILURES,
        knock_key("second-account", str(officer.pk)): FREE_FAILURES * 5,
    }


def note(request: HttpRequest, officer: Officer, outcome: Outcome, *, at: datetime) -> None:
    """Write an attempt to sign in into the officer's own history."""
    signed_in = outcome in (Outcome.IN, Outcome.IN_BY_RECOVERY)
    SignIn.objects.create(
        officer=officer,
        at=at,
        outcome=outcome,
        address=address_of(request.META),
        device=device_title(request.headers.get("User-Agent", "")),
        session=(request.session.session_key or "") if signed_in else "",
    )
    if signed_in:
        Officer.objects.filter(pk=officer.pk).update(last_used_on=timezone.localtime(at).date())


def moved(officer: Officer, old: str | None, new: str | None) -> None:
    """The session has a new key, as after a change of password; the list of sessions follows it."""
    if old and new:
        SignIn.objects.filter(officer=officer, session=old).update(session=new)


def open_sittings(officer: Officer, *, at: datetime) -> list[SignIn]:
    """The sessions of an officer that are open now, newest first."""
    rows = list(SignIn.objects.filter(officer=officer).exclude(session=""))
    kept = Session.objects.filter(session_key__in=[one.session for one in rows], expire_date__gt=at)
    digest = officer.get_session_auth_hash()
    held = {one.session_key: one.get_decoded() for one in kept}
    still = {
        key for key, one in held.items() if one.get(HASH_SESSION_KEY) == digest and over(one, at=at) is None
    }
    return [one for one in rows if one.session in still]


def end(row: SignIn) -> None:
    """End one session."""
    Session.objects.filter(session_key=row.session).delete()
    SignIn.objects.filter(pk=row.pk).update(session="")


def forget_old(*, at: datetime) -> int:
    """Delete what is older than ``KEPT_FOR``; return how many rows that were."""
    return SignIn.objects.filter(at__lt=at - KEPT_FOR).delete()[0]


_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"), ("OpenHarmony", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
    ("Windows", "Windows"), ("Mac OS X", "Mac"), ("Linux", "Linux"),
)  # fmt: skip
_BROWSERS = (
    ("MicroMessenger", "微信"), ("Edg", "Edge"), ("QQBrowser", "QQ 浏览器"), ("OPR", "Opera"), ("Firefox", "Firefox"),
    ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip


def device_title(agent: str) -> str:
    """A browser and a system in two words, enough to know one's own again.

    >>> device_title("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36")
    'Chrome, Windows'
    """
    found = [
        next((title for mark, title in marks if re.search(rf"{re.escape(mark)}", agent)), "")
        for marks in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(one for one in found if one)
