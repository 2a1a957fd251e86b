"""Setting up units and officers from the command line: the first ones of a new installation, and lost passwords."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from xinqiao.people.models import Capacity, Level, Officer, Unit, UnitKind

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike in print


class Wrong(Exception):
    """Something given cannot be used; the text says what and why."""


@dataclass(frozen=True, kw_only=True)
class NewUnit:
    """A unit that does not exist yet."""

    code: str
    name: str
    kind: str = UnitKind.PETITION_OFFICE
    level: str = Level.COUNTY
    parent: str = ""


def new_password() -> str:
    """A password that can be read aloud and typed: five groups of four letters or digits, 99 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _one in range(4)) for _group in range(5))


def make_unit(new: NewUnit) -> Unit:
    """Write down a unit. It stays inactive until the channels that art. 18 asks for are filled in at the desk."""
    if new.kind not in UnitKind.values:
        raise Wrong(f"{new.kind!r} is no kind of unit; there are: {', '.join(UnitKind.values)}")
    if new.level not in Level.values:
        raise Wrong(f"{new.level!r} is no level; there are: {', '.join(Level.values)}")
    parent = None
    if new.parent:
        parent = Unit.objects.filter(code=new.parent).first()
        if parent is None:
            raise Wrong(f"there is no unit {new.parent!r} to stand above it")
    unit = Unit(code=new.code, name=new.name, kind=new.kind, level=new.level, parent=parent)
    try:
        unit.full_clean(exclude=["path"])
    except ValidationError as error:
        raise Wrong("; ".join(error.messages)) from error
    unit.save()
    return unit


def make_officer(
    *, username: str, name: str, unit: Unit, capacities: Collection[str], password: str
) -> Officer:
    """Write down an officer who can sign in with ``password``."""
    unknown = [one for one in capacities if one not in Capacity.values]
    if unknown or not capacities:
        raise Wrong(
            f"capacities are some of: {', '.join(Capacity.values)}; not {', '.join(unknown) or 'none'}"
        )
    if Officer.objects.filter(username=username).exists():
        raise Wrong(
            f"there is already somebody with the user name {username!r}; --reset gives a new password"
        )
    ordered = [one for one in Capacity.values if one in capacities]
    officer = Officer(username=username, name=name, unit=unit, capacities=" ".join(ordered))
    _set_password(officer, password)
    try:
        officer.full_clean()
    except ValidationError as error:
        raise Wrong("; ".join(error.messages)) from error
    officer.save()
    return officer


def reset_password(username: str, password: str) -> Officer:
    """Give an officer a new password, and open the door again if it had been closed to them."""
    officer = Officer.objects.filter(username=username).first()
    if officer is None:
        raise Wrong(f"there is nobody with the user name {username!r}")
    _set_password(officer, password)
    officer.is_active = True
    officer.save(update_fields=["password", "is_active"])
    return officer


def _set_password(officer: Officer, password: str) -> None:
    try:
        validate_password(password, officer)
    except ValidationError as error:
        raise Wrong(" ".join(error.messages)) from error
    officer.set_password(password)
