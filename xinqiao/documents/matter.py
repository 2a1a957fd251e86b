"""A matter as it stood when a document was issued: read from its entries, so that a document can never say more."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.models import Attachment
from xinqiao.cases.statements import words_of
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.machine import evolve, first_standing
from xinqiao.law.model import Action, Event, Input, Procedure, Standing
from xinqiao.law.written import event_from_json
from xinqiao.ledger.entry import decode
from xinqiao.ledger.models import Entry


@dataclass(frozen=True, slots=True)
class Issue:
    """One entry as its documents see it, and what was known of the matter by then."""

    entry: Entry
    procedure: Procedure
    action: Action | None
    event: Event
    standing: Standing
    by: dict[str, Any]
    said: dict[str, Any]  # the words of this entry
    values: dict[str, tuple[Input, Any]]  # every value by input, the latest
    words: dict[str, tuple[Input, Any]]  # every text by input, the latest
    filed: date
    files: tuple[str, ...]  # the names of the papers handed in, in order
    earlier: dict[str, int] = field(default_factory=dict)  # documents issued by then, with the entry of each


def issue_of(number: str, ordinal: int) -> Issue | None:
    """The entry ``ordinal`` of a matter, or None when there is no such entry."""
    entries = list(Entry.objects.filter(number=number, ordinal__lte=ordinal).order_by("ordinal"))
    if not entries or entries[-1].ordinal != ordinal:
        return None
    contents = [decode(entry.text) for entry in entries]
    procedure = find_procedure(contents[0]["procedure"])
    said = words_of(number)
    standing = first_standing(procedure)
    values: dict[str, tuple[Input, Any]] = {}
    words: dict[str, tuple[Input, Any]] = {}
    earlier: dict[str, int] = {}
    for entry, content in zip(entries, contents, strict=True):
        event = event_from_json(content["event"])
        standing = evolve(standing, event)
        action = procedure.action_named.get(event.action)
        if action is None:
            continue
        for one in action.inputs:
            # A hearing has a place too: what the filing said of the matter is not overwritten by a later namesake.
            if one.name in event.facts and (one.name not in values or one.name != "place"):
                values[one.name] = (one, event.facts[one.name])
            text = said.get(entry.ordinal, {}).get(one.name)
            if text is not None and (one.name not in words or one.name not in ("subject", "place")):
                words[one.name] = (one, text)
        if entry.ordinal < ordinal:
            earlier.update(dict.fromkeys(action.issues, entry.ordinal))
    files: dict[int, list[str]] = defaultdict(list)
    for at, name in Attachment.objects.filter(
        number=number, ordinal__lte=ordinal, erased_at=None
    ).values_list("ordinal", "name"):
        files[at].append(name)
    return Issue(
        entry=entries[-1],
        procedure=procedure,
        action=procedure.action_named.get(event.action),
        event=event,
        standing=standing,
        by=contents[-1]["by"],
        said=said.get(ordinal, {}),
        values=values,
        words=words,
        filed=_day(procedure, entries[0]),
        files=tuple(name for at in sorted(files) for name in files[at]),
        earlier=earlier,
    )


def _day(procedure: Procedure, entry: Entry) -> date:
    return calendar_named(procedure.calendar).day(entry.at)
