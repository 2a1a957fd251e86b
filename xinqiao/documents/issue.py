"""Making the row of a document: once for each entry that issues it, by the follower or by the first page that asks."""

import hashlib
from datetime import date
from typing import Any

from django.db import connection

from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.models import Paper
from xinqiao.documents.catalogue import DOCUMENT_NAMED, Document
from xinqiao.documents.matter import Issue, issue_of
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.model import BODY_OF, Role
from xinqiao.ledger.entry import decode, encode
from xinqiao.ledger.gate import writing
from xinqiao.ledger.models import Entry
from xinqiao.people.directory import directory
from xinqiao.people.models import Unit

VERSION = 1
DECIDES_AGAINST_IT = {
    "ask_review": Role.COMPETENT_UNIT,
    "ask_rereview": Role.REVIEW_BODY,
}
"""Whose superior hears the remedy, where it is not simply the superior of the unit that issued the document."""


def issue(entry: Entry, procedure: str) -> list[Paper]:
    """The documents of an entry; those that have no row yet get one. Raises ``KeyError`` for an unknown document."""
    action = find_procedure(procedure).action_named.get(entry.action)
    if action is None or not action.issues:
        return []
    there = {one.name: one for one in Paper.objects.filter(number=entry.number, ordinal=entry.ordinal)}
    if missing := [name for name in action.issues if name not in there]:
        with writing():
            told = issue_of(entry.number, entry.ordinal)
            assert told is not None
            for name in missing:
                there[name] = _made(told, DOCUMENT_NAMED[name])
    return [there[name] for name in action.issues]


def papers_of(number: str) -> list[Paper]:
    """All documents of a matter in their order, also those the follower has not come to yet."""
    entries = list(Entry.objects.filter(number=number).order_by("ordinal"))
    if not entries:
        return []
    procedure = issue_procedure(entries[0])
    actions = find_procedure(procedure).action_named
    there = {(one.ordinal, one.name): one for one in Paper.objects.filter(number=number)}
    found: list[Paper] = []
    for entry in entries:
        names = actions[entry.action].issues if entry.action in actions else ()
        if all((entry.ordinal, name) in there for name in names):
            found.extend(there[entry.ordinal, name] for name in names)
        else:
            found.extend(issue(entry, procedure))
    return found


def issue_procedure(entry: Entry) -> str:
    """The name of the procedure under which an entry was made."""
    return str(decode(entry.text)["procedure"])


def _made(told: Issue, document: Document) -> Paper:
    # Whoever makes documents waits here for each other, so that one entry never gets two numbers.
    _lock(told.entry.number)
    there = Paper.objects.filter(
        number=told.entry.number, ordinal=told.entry.ordinal, name=document.name
    ).first()
    if there is not None:
        return there
    issued_on = calendar_named(told.procedure.calendar).day(told.entry.at)
    unit = Unit.objects.filter(code=issuer(told)).first()
    fields = frozen(told, document)
    reference = _reference(unit, document, issued_on) if unit is not None and document.mark else ""
    content = encode(
        {"reference": reference, "issued_on": issued_on.isoformat(), "name": document.name, **fields}
    )
    fields["hash"] = hashlib.sha256(bytes(told.entry.digest) + content.encode()).hexdigest()
    paper = Paper(
        number=told.entry.number,
        ordinal=told.entry.ordinal,
        name=document.name,
        reference=reference,
        unit=unit,
        issued_on=issued_on,
        fields=encode(fields),
    )
    paper.save(force_insert=True)
    return paper


def issuer(told: Issue) -> str:
    """The unit whose document it is: whose officer acted; for what time does, the one whose turn it is; else none."""
    if told.by["kind"] == "officer":
        return str(told.by.get("unit", ""))
    if told.by["kind"] == "clock":
        owner = told.procedure.state_named[told.event.state].owner
        return told.standing.bodies.get(BODY_OF.get(owner, owner), "")
    return ""


def frozen(told: Issue, document: Document) -> dict[str, Any]:
    """What is kept of a document: nothing that is anybody's words, and the names of units as they were that day.

    Everything else on it stands in the entries and statements, which do not change; words that are erased there are
    thereby gone from the document too.
    """
    to = ""
    if document.to is not None and document.to is not Role.PETITIONER:
        to = told.standing.bodies.get(document.to, "")
    if told.action is not None and told.action.name == "urge":
        owner = told.procedure.state_named[told.event.state].owner
        to = told.standing.bodies.get(BODY_OF.get(owner, owner), "")
    remedy = told.action.remedy if told.action and told.action.against else None
    above = ""
    if remedy is not None and remedy.action:
        role = DECIDES_AGAINST_IT.get(remedy.action)
        below = told.standing.bodies.get(role, "") if role else issuer(told)
        clocked = remedy.action == "challenge" or role is not None
        above = (directory().superior(below) or "") if clocked and below else ""
    values = [value for _one, value in told.values.values()]
    codes = {to, above, issuer(told), *told.standing.bodies.values()}
    codes.update(
        one
        for value in values
        for one in (value if isinstance(value, list) else [value])
        if isinstance(one, str)
    )
    names = {
        one.code: [one.name, one.name_en] if one.name_en else [one.name]
        for one in Unit.objects.filter(code__in=codes - {""})
    }
    kept: dict[str, Any] = {"v": VERSION, "title": document.title, "names": names}
    if to:
        kept["to"] = to
    if above:
        kept["remedy"] = above
    return kept


def _reference(unit: Unit, document: Document, issued_on: date) -> str:
    """The number of a document: who, which kind, which year, the how-manieth.

    The words of a number stay Chinese in every language, like the name of a street.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO documents_count (unit, mark, year, last) VALUES (%s, %s, %s, 1) "
            "ON CONFLICT (unit, mark, year) DO UPDATE SET last = documents_count.last + 1 RETURNING last",
            [unit.code, document.mark, issued_on.year],
        )
        row = cursor.fetchone()
    return f"{unit.name[:40]}信访{document.mark}〔{issued_on.year}〕{row[0]}号"


def _lock(number: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"documents:{number}"])
