"""Putting a document before a reader: what template, with what, and whether with the petitioner's name."""

from dataclasses import dataclass
from typing import Any

from xinqiao.cases.erasure import OPENS_SEAL
from xinqiao.cases.models import Paper
from xinqiao.cases.roles import reads_between, roles_in
from xinqiao.documents.matter import issue_of
from xinqiao.documents.setting import sheet_of
from xinqiao.law.model import Audience
from xinqiao.ledger.entry import decode
from xinqiao.ledger.models import Entry
from xinqiao.people.directory import directory
from xinqiao.people.identities import Erased, open_identity
from xinqiao.people.person import Person


@dataclass(frozen=True, slots=True)
class Printed:
    """A template and what it is filled with."""

    template: str
    context: dict[str, Any]


def render(paper: Paper, *, reader: Person, back: str = "", sealed: bool = False) -> Printed:
    """``paper`` for a reader who may see the matter; the page goes ``back`` to where they came from.

    Raises ``LookupError`` when the paper is not for this reader: internal for a petitioner, or between the petitioner
    and the supervisor for anybody else. The name stands on it only for the petitioner and for an officer who has
    opened the seal of this matter with a reason; with ``sealed`` for nobody.
    """
    if not is_for(paper, reader):
        raise LookupError(paper.pk)
    sheet = sheet_of(paper, identity=None if sealed else _identity(paper.number, reader))
    return Printed(
        sheet.layout, {"sheet": sheet, "paper": paper, "back": back, "staff": reader.kind == "officer"}
    )


def is_for(paper: Paper, reader: Person) -> bool:
    """Whether a paper of a matter that ``reader`` may see is for their eyes."""
    told = issue_of(paper.number, paper.ordinal)
    audience = told.action.audience if told and told.action else Audience.ALL
    if audience == Audience.STAFF:
        return reader.kind == "officer"
    if audience == Audience.PETITIONER and reader.kind == "officer":
        assert told is not None
        roles = roles_in(reader, told.standing, number=paper.number, tree=directory())
        return reads_between(reader, told.standing, roles) or told.by.get("key") == reader.key
    return True


def _identity(number: str, reader: Person) -> dict[str, Any] | None:
    if reader.kind == "petitioner":
        may = reader.number == number
    else:
        openings = Entry.objects.filter(number=number, action__in=OPENS_SEAL).values_list("text", flat=True)
        may = any(decode(text)["by"]["key"] == reader.key for text in openings)
    if not may:
        return None
    try:
        return open_identity(number)
    except Erased:
        return None
