"""Setting up units and officers from the command line: the first ones of a new installation, and lost passwords."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from xinqiao.people.accounts import by_the_server, ordered
from xinqiao.people.models import Capacity, Change, Level, Officer, Unit, UnitKind


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
    *, username: str, name: str, unit: Unit, capacities: Collection[str], password: str, at: datetime
) -> Officer:
    """Write down an officer who can sign in with ``password`` and has to change it at once."""
    unknown = [one for one in capacities if one not in Capacity.values]
    if unknown or not capacities:
        raise Wrong(
            f"capacities are some of: {', '.join(Capacity.values)}; not {', '.join(unknown) or 'none'}"
        )
    # As an invitation sees it: Sun and sun are one name.
    if Officer.objects.filter(username__iexact=username).exists():
        raise Wrong(
            f"there is already somebody with the user name {username!r}; --reset gives a new password"
        )
    officer = Officer(username=username, name=name, unit=unit, capacities=ordered(capacities))
    _set_password(officer, password)
    try:
        officer.full_clean()
    except ValidationError as error:
        raise Wrong("; ".join(error.messages)) from error
    officer.save()
    by_the_server(officer, Change.MADE, at=at)
    return officer


def reset_password(username: str, password: str, *, at: datetime) -> Officer:
    """Give an officer a new password, and open the door again if it had been closed to them. Their second factor is
    cleared too: whoever runs the server is the last resort of the last keeper."""
    officer = Officer.objects.filter(username=username).first()
    if officer is None:
        raise Wrong(f"there is nobody with the user name {username!r}")
    _set_password(officer, password)
    officer.is_active = True
    officer.save(update_fields=["password", "is_active"])
    by_the_server(officer, Change.PASSWORD_GIVEN, at=at)
    return officer


def _set_password(officer: Officer, password: str) -> None:
    try:
        validate_password(password, officer)
    except ValidationError as error:
        raise Wrong(" ".join(error.messages)) from error
    officer.set_password(password)
