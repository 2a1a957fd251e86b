"""Erasing, in the transaction of the entry that says so: words, files and the person go, the entries stay as they are.

The digest of what was said stands in its entry for good; the salt goes with the words, so that the digest cannot be
guessed back with a dictionary. What may be erased when is asked of the law and of the office's schedule
(``retention``); nothing is erased without an entry, and ``verify`` finds whatever was.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Q

from xinqiao.cases import retention
from xinqiao.cases.files import ABANDONED, path_of
from xinqiao.cases.models import Attachment, Statement
from xinqiao.law.model import Event, Refused, Role
from xinqiao.law.words import _
from xinqiao.ledger.entry import decode
from xinqiao.ledger.models import Entry
from xinqiao.people.erasing import destroy_key, is_erased
from xinqiao.people.identities import correct_identity
from xinqiao.people.models import Identity

if TYPE_CHECKING:
    from xinqiao.cases.projection import Picture

CHANGE_CONTACT = "change_contact"
OPENS_SEAL = ("open_seal", "open_seal_received")
"""The actions after which an officer may read who brings a matter: the reason is an entry before the seal opens."""
WHOLE = 0
"""In place of the number of an entry: all entries so far."""

ERASING = frozenset({"erase_identity", "erase_words", "strike_words", "grant_erasure"})
"""The actions that can erase."""

BOTH = "both"
WAIT_FOR_READERS = 1000
"""So many milliseconds the copy beside the database waits for those who still read it; the night tries again."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an action erases: the person, and the words of one entry or of all before it."""

    identity: bool = False
    words: int | None = None  # the ordinal of an entry, or WHOLE


def erasure_of(action: str, facts: Mapping[str, Any]) -> Erasure | None:
    """What this action erases, or None.

    >>> erasure_of("erase_words", {"extent": "entry", "entry": 3})
    Erasure(identity=False, words=3)
    """
    match action:
        case "erase_identity":
            return Erasure(identity=True)
        case "erase_words":
            return Erasure(words=WHOLE if facts.get("extent") == "whole" else facts.get("entry"))
        case "strike_words":
            return Erasure(words=facts.get("entry"))
        case "grant_erasure":
            what = facts.get("what")
            return Erasure(what in ("identity", BOTH), WHOLE if what in ("words", BOTH) else None)
    return None


def check(picture: "Picture", event: Event, *, identity: Mapping[str, Any] | None, at: datetime) -> None:
    """Raise ``Refused`` where an act would erase what may not go yet, open what has gone, or change nothing."""
    if event.action == CHANGE_CONTACT and identity is None:
        raise Refused(
            _("没有写要更正的内容。"),
            instead=_("请在“更正联系方式”那一页填写改后的内容。"),
        )
    if event.action in OPENS_SEAL and is_erased(picture.number):
        raise Refused(
            _("信访人的姓名和联系方式已经依法删除，没有可以看的。"),
            instead=_("要告诉信访人的，写进办理过程：信访人凭编号和查询码看得到。"),
        )
    erasure = erasure_of(event.action, event.facts)
    if erasure is None:
        return
    _check_extent(picture, event, erasure)
    if event.facts.get("reason") == retention.REASON:
        what = retention.IDENTITY if erasure.identity else retention.WORDS
        receiver = picture.standing.bodies.get(Role.RECEIVER)
        retention.check(receiver, picture.closed_at, what, at=at)
    if event.action == "grant_erasure":
        _check_asked(picture.number, str(event.facts["what"]))


def _check_extent(picture: "Picture", event: Event, erasure: Erasure) -> None:
    entry = erasure.words
    if event.action == "erase_words" and entry is None:
        raise Refused(_("请写明删除第几条记录里的。"), field="entry")
    if event.facts.get("extent") == "whole" and event.facts.get("entry"):
        raise Refused(_("选了整件，就不要再写第几条。"), field="entry")
    if entry and entry > picture.standing.entries:
        raise Refused(
            _("本件只有 {entries} 条记录，没有第 {entry} 条。"),
            facts={"entries": picture.standing.entries, "entry": entry},
            field="entry",
        )
    gone = not erasure.identity or is_erased(picture.number)
    if gone and (entry is None or not _kept(picture.number, entry)):
        raise Refused(_("这些内容已经没有了，不需要再删除。"), field="entry" if entry else "")


def _check_asked(number: str, what: str) -> None:
    """What is granted must be asked for: a petitioner who wants their address erased does not lose their words."""
    text = Entry.objects.filter(number=number, action="ask_erasure").order_by("-ordinal").values_list("text")
    asked = decode(text[0][0])["event"]["facts"]["what"]
    if what != asked and asked != BOTH:
        raise Refused(_("信访人没有请求删除这一部分。"), field="what")


def _kept(number: str, entry: int) -> bool:
    one = Q(number=number, erased_at=None) & (Q(ordinal=entry) if entry else Q())
    return Statement.objects.filter(one).exists() or Attachment.objects.filter(one).exists()


def carry_out(picture: "Picture", event: Event, *, identity: Mapping[str, Any] | None, at: datetime) -> None:
    """Do what lies outside the record: seal a corrected identity, or erase. In the transaction of the entry."""
    if identity is not None:
        correct_identity(picture.number, identity)
    erasure = erasure_of(event.action, event.facts)
    if erasure is None:
        return
    if erasure.identity:
        destroy_key(picture.number)
    if erasure.words is not None:
        _erase_words(picture.number, erasure.words, at=at)
        picture.say_anew(_said(picture.number))
    transaction.on_commit(leave_no_copy)


def _erase_words(number: str, entry: int, *, at: datetime) -> None:
    one = Q(number=number, erased_at=None) & (Q(ordinal=entry) if entry else Q())
    Statement.objects.filter(one).update(text="", salt=b"", erased_at=at)
    attachments = Attachment.objects.filter(one)
    digests = set(attachments.values_list("sha256", flat=True))
    attachments.update(name="", sha256="", size=0, salt=b"", erased_at=at)
    # A crash between the two leaves files that no row names; the daily sweep takes them away.
    transaction.on_commit(lambda: _remove_files(digests, at=at))


def _remove_files(digests: Iterable[str], *, at: datetime) -> None:
    """Take away the bytes that no matter names any more. The same file may have been handed in with another one."""
    digests = set(digests)
    named = set(Attachment.objects.filter(sha256__in=digests).values_list("sha256", flat=True))
    for digest in sorted(digests - named):
        path = path_of(digest)
        # Touched lately, it may belong to a form that is on its way; the sweep looks again in a day.
        if path.exists() and path.stat().st_mtime < at.timestamp() - ABANDONED.total_seconds():
            path.unlink(missing_ok=True)


def _said(number: str) -> dict[str, str]:
    """The words that the row of a case shows, as they are now."""
    from xinqiao.cases.projection import SAID

    rows = Statement.objects.filter(number=number, name__in=SAID).order_by("ordinal", "index")
    latest = dict.fromkeys(SAID, "")
    latest.update(rows.values_list("name", "text"))
    return latest


def leave_no_copy() -> None:
    """Empty the copy of old pages that SQLite keeps beside the database; nothing to do for PostgreSQL."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        before = int(cursor.fetchone()[0])
        cursor.execute(f"PRAGMA busy_timeout = {WAIT_FOR_READERS}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.fetchall()
        cursor.execute(f"PRAGMA busy_timeout = {before}")


# -- What verify asks --------------------------------------------------------------------------------------------------

Row = tuple[Any, ...]


def covered(contents: Sequence[Mapping[str, Any]]) -> set[int]:
    """The ordinals of the entries whose words some later entry of the case has erased."""
    found: set[int] = set()
    for ordinal, content in enumerate(contents, start=1):
        event = content["event"]
        if event["action"] not in ERASING:
            continue
        erasure = erasure_of(event["action"], event.get("facts", {}))
        if erasure is not None and erasure.words is not None:
            found.update(range(1, ordinal) if erasure.words == WHOLE else (erasure.words,))
    return found


def faults(
    contents: Sequence[Mapping[str, Any]], said: Sequence[Row]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """What was erased without an entry, or not although an entry says so: sentences with their facts.

    ``said`` are (ordinal, erased_at) of the statements and attachments that are kept of one case.
    """
    lawful = covered(contents)
    if not lawful and all(erased is None for _ordinal, erased in said):
        return  # nearly always
    for ordinal, erased in sorted({(row[0], row[1] is not None) for row in said}):
        if erased and ordinal not in lawful:
            yield _("{number}：第 {ordinal} 条记录里的原话被删除了，却没有删除的记录。"), {"ordinal": ordinal}
        elif not erased and ordinal in lawful:
            yield _("{number}：第 {ordinal} 条记录里的原话应当已经删除，却还在。"), {"ordinal": ordinal}


def persons_gone(first: str, end: str) -> set[str]:
    """The numbers from ``first`` on and before ``end`` (empty: no bound) of which nobody can tell who brought them."""
    rows = Identity.objects.filter(wrapped_key=b"", number__gte=first)
    return set((rows.filter(number__lt=end) if end else rows).values_list("number", flat=True))


def faults_of_person(contents: Iterable[Mapping[str, Any]], *, gone: bool) -> Iterator[str]:
    """Sentences about a person who is erased without an entry, or still there although an entry says otherwise."""
    lawful = _person_is_erased(contents)
    if gone and not lawful:
        yield _("{number}：信访人身份的密钥被销毁了，却没有删除的记录。")
    elif lawful and not gone:
        yield _("{number}：信访人身份应当已经删除，却还在。")


def _person_is_erased(contents: Iterable[Mapping[str, Any]]) -> bool:
    """Whether the entries of a case say that nobody can tell any more who brought it."""
    erased = False
    for content in contents:
        if content.get("identity"):
            erased = False
        event = content["event"]
        if event["action"] in ERASING:
            erasure = erasure_of(event["action"], event.get("facts", {}))
            erased = erased or (erasure is not None and erasure.identity)
    return erased
