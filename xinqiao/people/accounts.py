"""Accounts of officers from invitation to leaving. Every change is recorded, ends the sessions it concerns, and is made
by somebody else than the one it is about."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import Q

from xinqiao.law.model import Refused
from xinqiao.law.words import _
from xinqiao.people.factors import LETTERS, end_sittings
from xinqiao.people.models import Capacity, Change, Invitation, Officer, Unit
from xinqiao.people.records import record

VALID_FOR = timedelta(days=7)
"""So long can an invitation be accepted."""

NOT_ONESELF = _("对自己的账号不能这样做。")
ASK_ANOTHER = _("请另一位系统管理员来做。")
LAST_KEEPER = _("这是最后一位系统管理员，不能去掉。")
NAME_ANOTHER_KEEPER = _("请先让另一位同事担任系统管理，再来办理。")
NO_CAPACITY = _("请至少选一个岗位。")
NAME_TAKEN = _("用户名“{username}”已经有人使用。")
ANOTHER_NAME = _("请换一个用户名。")


class NoInvitation(Exception):
    """The link was used, was taken back, is too old, or never was one."""


def ordered(capacities: Collection[str]) -> str:
    """Capacities as they are kept. Raises ``Refused`` where there is none."""
    kept = " ".join(one for one in Capacity.values if one in capacities)
    if not kept:
        raise Refused(NO_CAPACITY, field="posts")
    return kept


def invite(
    *, username: str, name: str, unit: Unit, capacities: Collection[str], by: Officer, at: datetime
) -> str:
    """The secret of a new invitation, to be handed over once. It replaces an earlier one to the same name.

    Whoever left may be invited again and finds the old account, without its password and second factor. Raises
    ``Refused``.
    """
    username, name = username.strip().casefold(), name.strip()
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        former = Officer.objects.filter(username__iexact=username).first()
        # A name that left with somebody is theirs: what they did must not become the doing of another.
        if former is not None and (former.is_active or former.name != name or former.username != username):
            raise Refused(NAME_TAKEN, instead=ANOTHER_NAME, facts={"username": username}, field="username")
        Invitation.objects.filter(username=username).delete()
        invitation = Invitation.objects.create(
            digest=_digest(secret),
            username=username,
            name=name,
            unit=unit,
            capacities=ordered(capacities),
            by=by,
            made_at=at,
            until=at + VALID_FOR,
        )
        record(Change.INVITED, invitation, by=by, at=at, after=invitation.capacities)
    return secret


def uninvite(username: str, *, unit: Unit, by: Officer, at: datetime) -> None:
    """Take an invitation back."""
    with transaction.atomic():
        for one in Invitation.objects.select_for_update().filter(username=username, unit=unit):
            record(Change.UNINVITED, one, by=by, at=at)
            one.delete()


def read_invitation(secret: str, *, at: datetime) -> Invitation:
    """The invitation of a link. Raises ``NoInvitation``."""
    found = Invitation.objects.select_related("unit").filter(digest=_digest(secret), until__gt=at).first()
    if found is None:
        raise NoInvitation
    return found


def accept(secret: str, password: str, *, at: datetime) -> Officer:
    """The account that an invitation makes, with the password its officer chose. The link is used up.

    Raises ``NoInvitation``, and ``ValidationError`` for a password that is too weak.
    """
    with transaction.atomic():
        used = Invitation.objects.select_for_update().filter(digest=_digest(secret), until__gt=at).first()
        if used is None:
            raise NoInvitation
        officer = Officer.objects.filter(username=used.username).first() or Officer(username=used.username)
        if officer.is_active and officer.pk:
            raise NoInvitation
        officer.name, officer.unit, officer.capacities = used.name, used.unit, used.capacities
        officer.is_active, officer.password_given = True, False
        validate_password(password, officer)
        officer.set_password(password)
        officer.save()
        _strip(officer)
        record(Change.JOINED, officer, by=officer, at=at, after=officer.capacities)
        used.delete()
    return officer


def change(officer: Officer, *, unit: Unit, capacities: Collection[str], by: Officer, at: datetime) -> None:
    """Give an officer other capacities, or another unit. All their sessions end. Raises ``Refused``."""
    with transaction.atomic():
        kept = ordered(capacities)
        officer = _other(officer, by, keeps=Capacity.KEEPER in kept.split())
        before, old_unit = officer.capacities, officer.unit
        officer.capacities, officer.unit = kept, unit
        officer.save(update_fields=["capacities", "unit"])
        if kept != before:
            record(Change.CAPACITIES, officer, by=by, at=at, before=before, after=kept)
        if unit.pk != old_unit.pk:
            record(Change.UNIT, officer, by=by, at=at, before=old_unit.name, after=unit.name)


def give_password(officer: Officer, *, by: Officer, at: datetime, reason: str) -> str:
    """A password to be handed over, which its officer has to change at once. Raises ``Refused``."""
    with transaction.atomic():
        officer = _other(officer, by, keeps=True)
        password = new_password()
        officer.set_password(password)
        officer.password_given = True
        officer.save(update_fields=["password", "password_given"])
        record(Change.PASSWORD_GIVEN, officer, by=by, at=at, reason=reason)
    return password


def reset_factors(officer: Officer, *, by: Officer, at: datetime, reason: str) -> None:
    """Clear a lost second factor, once the officer's identity has been checked; ``reason`` says how. Raises ``Refused``."""
    with transaction.atomic():
        officer = _other(officer, by, keeps=True)
        _strip(officer)
        record(Change.FACTOR_RESET, officer, by=by, at=at, reason=reason)


def close(officer: Officer, *, by: Officer, at: datetime, reason: str = "") -> None:
    """Somebody leaves: no password, no second factor, no session. What they did stays in the record.

    Whether matters are left behind is asked by whoever calls this. Raises ``Refused``.
    """
    with transaction.atomic():
        officer = _other(officer, by)
        officer.set_unusable_password()
        officer.is_active = officer.password_given = False
        officer.save(update_fields=["password", "is_active", "password_given"])
        _strip(officer)
        record(Change.LEFT, officer, by=by, at=at, before=officer.capacities, reason=reason)


def by_the_server(officer: Officer, what: Change, *, at: datetime) -> None:
    """Whoever runs the server made an account, or opened it again: the password is to be changed, and the second
    factor set up anew."""
    with transaction.atomic():
        officer.password_given = True
        officer.save(update_fields=["password_given"])
        _strip(officer)
        record(what, officer, by=None, at=at, after=officer.capacities)


def new_password() -> str:
    """A password that can be read aloud and typed: five groups of four letters or digits, 99 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _one in range(4)) for _group in range(5))


def _digest(secret: str) -> bytes:
    return hashlib.sha256(b"invitation:" + secret.encode()).digest()


def _other(officer: Officer, by: Officer, *, keeps: bool = False) -> Officer:
    """The row, locked; never one's own. ``keeps``: the officer stays a keeper of the system if they are one.

    Raises ``Refused`` when nobody would keep the system any more.
    """
    if officer.pk == by.pk:
        raise Refused(NOT_ONESELF, instead=ASK_ANOTHER)
    # Together with all keepers, in one order: two who remove each other at the same moment come one after the other.
    keeper = Q(is_active=True, capacities__contains=Capacity.KEEPER.value)
    rows = Officer.objects.select_for_update().filter(Q(pk=officer.pk) | keeper).order_by("pk")
    locked = {one.pk: one for one in rows}
    others = [one for one in locked.values() if one.pk != officer.pk]
    if not keeps and Capacity.KEEPER in locked[officer.pk].capacity_set and not others:
        raise Refused(LAST_KEEPER, instead=NAME_ANOTHER_KEEPER)
    return locked[officer.pk]


def _strip(officer: Officer) -> None:
    officer.factors.all().delete()
    officer.recovery_codes.all().delete()
    end_sittings(officer)
