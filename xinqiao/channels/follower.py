"""Putting into the outbox what the petitioner is to be told."""

from datetime import datetime, timedelta
from typing import Any

from xinqiao.cases.models import Case
from xinqiao.channels.catalogue import CHANNELS
from xinqiao.channels.models import Notice
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.machine import RUN_OUT
from xinqiao.law.model import SERVED_ON, Audience, Role
from xinqiao.ledger.entry import decode
from xinqiao.ledger.models import Entry
from xinqiao.people.identities import Erased, open_identity

ELECTRONIC = "electronic"
NEWS = timedelta(days=2)


def follow(entry: Entry) -> None:
    """Write the notice of this entry, if the petitioner is to be told of it and has not done it themselves."""
    content = decode(entry.text)
    _note_service(entry, content)
    if not tells_petitioner(content):
        return
    # What was written down long after it happened is history taken in from elsewhere: nobody is woken up for it.
    late = datetime.fromisoformat(content["written_at"]) - entry.at > NEWS
    history = late and content["by"]["kind"] != "clock"
    identity = {} if history else _identity(entry.number)
    electronic = wants_electronic(entry.number)
    channel = next(one for one in CHANNELS if one.address(identity, electronic=electronic))
    sends = channel.BY_ITSELF and channel.NAME != "online"
    Notice.objects.get_or_create(
        position=entry.position,
        defaults={
            "number": entry.number,
            "ordinal": entry.ordinal,
            "unit": _unit(entry.number, content["by"]),
            "channel": channel.NAME,
            "created_at": entry.at,
            "next_try_at": entry.at if sends else None,
            "delivered_at": entry.at if channel.NAME == "online" else None,
        },
    )


def tells_petitioner(content: dict[str, Any]) -> bool:
    """Whether the petitioner is to be told of an entry: its action says so, or a duty towards them ran out."""
    if content["by"]["kind"] == "petitioner":
        return False
    procedure = find_procedure(content["procedure"])
    event = content["event"]
    action = procedure.action_named.get(event["action"])
    if action is not None:
        return Role.PETITIONER in action.notifies and action.audience != Audience.STAFF
    if event["action"] != RUN_OUT:
        return False
    return not procedure.clock_named[event["facts"]["clock"]].right


def wants_electronic(number: str) -> bool:
    """Whether the petitioner has agreed to electronic service, as last said."""
    latest = False
    entries = Entry.objects.filter(number=number, action__in=("submit", "choose_service")).order_by("ordinal")
    for text in entries.values_list("text", flat=True):
        facts = decode(text)["event"].get("facts", {})
        if "service" in facts:
            latest = facts["service"] == ELECTRONIC
        elif "electronic_service" in facts:
            latest = bool(facts["electronic_service"])
    return latest


def _identity(number: str) -> dict[str, Any]:
    try:
        return open_identity(number)
    except Erased:
        return {}


def _unit(number: str, by: dict[str, Any]) -> str:
    """Whose news it is: the unit that acted, or, where time did, the one that the case lies with."""
    if by.get("unit"):
        return str(by["unit"])
    return Case.objects.filter(number=number).values_list("unit_id", flat=True).first() or ""


def _note_service(entry: Entry, content: dict[str, Any]) -> None:
    """What was to be posted has reached the person when a service is recorded."""
    if SERVED_ON in content["event"].get("facts", {}):
        Notice.objects.filter(
            number=entry.number, channel="post", delivered_at=None, position__lt=entry.position
        ).update(delivered_at=entry.at)
