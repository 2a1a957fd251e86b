"""What is done once a night, while nobody waits: erasing what is due, sweeping, and closing up what was left behind.

Each part can be cut short anywhere and begins again: what is left to do is read from the record, and a night counts as
done only when it is done to the end.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Protocol

from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from xinqiao.cases import retention
from xinqiao.cases.act import act
from xinqiao.cases.erasure import ERASING, leave_no_copy
from xinqiao.cases.files import sweep
from xinqiao.law.model import Refused
from xinqiao.ledger.follow import behind
from xinqiao.ledger.gate import alone
from xinqiao.ledger.models import Entry, Place
from xinqiao.people import knocks, sittings
from xinqiao.people.models import Invitation
from xinqiao.people.person import CLOCK
from xinqiao.search.learning import CLASSES, forget, learn, loaded
from xinqiao.search.themes import find as find_themes
from xinqiao.text.training import TooFewExamples

BEGINS = time(3)
"""The hour at which the night's work may begin, in the time of the office."""

NIGHT = "night"
COMPACTED = "compacted"
"""Where the night's work stands, beside the places of the followers: the last night, the last erasure closed up."""

ACTIONS = {retention.IDENTITY: ("erase_identity", {}), retention.WORDS: ("erase_words", {"extent": "whole"})}
"""How what is due is erased."""

HOLD_WORDS = (
    "cases_statement", "cases_attachment", "cases_case", "people_identity", "search_indexed", "django_session",
)  # fmt: skip
"""The tables from which something is erased."""


class Executes(Protocol):
    """A connection or a cursor of SQLite."""

    def execute(self, sql: str, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Night:
    """What one night did."""

    erased: int
    refused: tuple[str, ...]
    swept: int
    compacted: bool


def pass_night(*, at: datetime, step: Callable[[int], object] = lambda _done: None) -> Night | None:
    """Do the night's work, unless it has been done for this day or the night has not begun; None when there was none."""
    local = timezone.localtime(at)
    day = local.date().toordinal() - (local.time() < BEGINS)
    place, _new = Place.objects.get_or_create(follower=NIGHT)
    if place.position >= day:
        return None
    night = work(at=at, step=step)
    Place.objects.filter(follower=NIGHT).update(position=day)
    return night


def work(*, at: datetime, step: Callable[[int], object] = lambda _done: None) -> Night:
    """Do the night's work now."""
    refused: list[str] = []

    def erase(one: retention.Due) -> None:
        action, facts = ACTIONS[one.what]
        try:
            act(one.number, action, {**facts, "reason": retention.REASON}, by=CLOCK, at=at)
        except Refused as why:
            refused.append(f"{one.number}: {why}")

    due = retention.retain(erase, at=at, step=step)
    swept = sweep(at=at)
    Session.objects.filter(expire_date__lt=at).delete()
    knocks.forget_old(at=at)
    Invitation.objects.filter(until__lt=at).delete()
    sittings.forget_old(at=at)
    compacted = compact_if_erased()
    find_themes(at=at)
    if compacted and loaded(CLASSES) is not None:
        learn_again(on=timezone.localtime(at).date().isoformat())
    return Night(due - len(refused), tuple(refused), swept, compacted)


def learn_again(*, on: str) -> None:
    """What was learned holds pieces of what was erased: learn from what is left, or forget it all."""
    try:
        learn(on=on)
    except TooFewExamples:
        forget()


def not_forgotten() -> bool:
    """Whether something was erased of which a follower, such as the search index, does not know yet."""
    return Entry.objects.filter(position__gt=_read(), action__in=ERASING).exists()


def _read() -> int:
    """The position up to which every follower has read."""
    newest = Entry.objects.order_by("-position").values_list("position", flat=True).first() or 0
    return newest - max(behind().values(), default=0)


def compact_if_erased() -> bool:
    """Close up the database if anything was erased since this was last done; whether it was.

    Only as far as the followers have read: what the search index has not forgotten yet waits for the next night.
    """
    read = _read()
    place, _new = Place.objects.get_or_create(follower=COMPACTED)
    since = Entry.objects.filter(position__gt=place.position, position__lte=read)
    erased = since.filter(action__in=ERASING).exists()
    if erased:
        compact()
    Place.objects.filter(follower=COMPACTED).update(position=read)
    return erased


def merge_full_text(database: Executes) -> None:
    """Merge the parts of every full-text index of SQLite into one, in which nothing is left of what was taken out."""
    tables = database.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'")
    for (table,) in tables.fetchall():
        database.execute(f'INSERT INTO "{table}" ("{table}") VALUES (\'optimize\')')  # noqa: S608 - tables of our own


def compact() -> None:
    """Leave nothing behind of what was erased.

    SQLite overwrites what it deletes, but pages that were split keep stale copies, and a full-text index keeps the
    tokens of what was taken out until its parts are merged; so both are written anew. PostgreSQL marks the place of
    dead rows as free to be overwritten; what that leaves is told in docs/operations.md.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in HOLD_WORDS:
                cursor.execute(f'VACUUM "{table}"')
        return
    with alone(), connection.cursor() as cursor:
        merge_full_text(cursor.cursor)
        # The new copy is made in a file: a large office's would not fit into the memory.
        cursor.execute("PRAGMA temp_store=FILE")
        try:
            cursor.execute("VACUUM")
        finally:
            cursor.execute("PRAGMA temp_store=MEMORY")
        leave_no_copy()
