"""The door. Everything that happens to a case happens here, in one transaction with its entry."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError

from xinqiao.cases import derived, erasure, statements, whole_file
from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.models import Case, Filing
from xinqiao.cases.policy import NoSuchMatter, may_see
from xinqiao.cases.projection import SAID, Picture, project
from xinqiao.cases.roles import roles_in
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.machine import decide, next_in_time, recount
from xinqiao.law.model import Event, Refused, Standing
from xinqiao.law.words import _
from xinqiao.law.written import event_to_json
from xinqiao.ledger.append import Draft, append_all, next_count
from xinqiao.ledger.entry import digest
from xinqiao.ledger.gate import writing
from xinqiao.ledger.rows import insert
from xinqiao.people.codes import keep_code, make_number, new_code
from xinqiao.people.directory import Directory, directory
from xinqiao.people.identities import keep_identity, replace_code
from xinqiao.people.person import CLOCK, Person

REPLACE_CODE = "replace_code"
"""The one action whose effect lies outside the record: the entry says that a code was replaced, never which."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the one who acted gets back. ``code`` is there only when the act filed a new matter or
    replaced a lost code."""

    number: str
    position: int
    at: datetime
    event: Event
    standing: Standing
    code: str = ""


Step = tuple[str, Mapping[str, Any]]
"""An action and what it is told."""


def act(
    number: str | None,
    action: str,
    facts: Mapping[str, Any],
    *,
    by: Person,
    at: datetime,
    written_at: datetime | None = None,
    identity: Mapping[str, Any] | None = None,
    token: str = "",
    seen: int | None = None,
    procedure: str = "",
    then: Sequence[Step] = (),
) -> Receipt:
    """Do one action in one case, or raise ``Refused`` and leave no trace.

    ``number`` is None to file a new matter. ``at`` is when it is so; ``written_at`` is when it is written down, where
    that is later (imports, time noticed late). ``identity`` is sealed and never enters the ledger. With ``token`` a
    form filed twice is one matter. ``seen`` is the number of entries the actor had before their eyes: if there are
    more by now, the act is refused. ``then`` are further steps with which a new matter is filed, by the same actor and
    at the same moment: all are done, or none; the receipt is that of the first. Raises ``NoSuchMatter`` for a case the
    actor may not see.
    """
    if then and number is not None:
        raise ValueError("only a filing takes further steps along")
    written_at = written_at or at
    try:
        with writing():
            tree = directory()
            if number is None:
                return _file(action, facts, by=by, at=at, written_at=written_at, identity=identity, token=token,
                             procedure=procedure or settings.PROCEDURE, then=then, tree=tree)  # fmt: skip
            picture = _locked(number, by=by, tree=tree)
            if seen is not None and seen != picture.standing.entries:
                raise Refused(
                    _("在您打开这一页以后，本件有了新的进展，刚才的操作没有执行，什么也没有改动。"),
                    instead=_("请看一下最新情况，再决定怎样办理。"),
                )
            new = _New(written_at)
            new.time(picture, at=at)
            event = _decide(picture, number, action, facts, by=by, at=at, tree=tree)
            whole_file.check(picture, event, by=by, tree=tree)
            erasure.check(picture, event, identity=identity, at=at)
            erasure.carry_out(picture, event, identity=identity, at=at)
            new.add(picture, event, by=by, at=at, identity=identity is not None)
            position = new.write() + len(new.drafts) - 1
            code = ""
            if action == REPLACE_CODE:
                code = new_code()
                replace_code(number, keep_code(number, code))
            return Receipt(
                number=number,
                position=position,
                at=at,
                event=event,
                standing=picture.standing,
                code=code,
            )
    except IntegrityError:
        # The same form again, a second later or at the same moment: it finds the first one's matter.
        if token and (earlier := _filed_before(token)) is not None:
            return earlier
        raise


def _file(
    action: str,
    facts: Mapping[str, Any],
    *,
    by: Person,
    at: datetime,
    written_at: datetime,
    identity: Mapping[str, Any] | None,
    token: str,
    procedure: str,
    then: Sequence[Step],
    tree: Directory,
) -> Receipt:
    chosen = find_procedure(procedure)
    # The law is asked first and the number taken after it: a refused filing uses up no number.
    picture = Picture.blank("", chosen)
    event = _decide(picture, None, action, facts, by=by, at=at, tree=tree)
    year = calendar_named(chosen.calendar).day(at).year
    number = picture.number = make_number(year, next_count(year))
    code = new_code(token)
    keep_identity(number, identity or {}, code=keep_code(number, code))
    if token:
        insert(Filing, ("token", "number"), [(_kept(token), number)])
    new = _New(written_at)
    new.add(picture, event, by=by, at=at, identity=identity is not None)
    for further, told in then:
        new.add(picture, _decide(picture, number, further, told, by=by, at=at, tree=tree), by=by, at=at)
    position = new.write(filed=True)
    return Receipt(number=number, position=position, at=at, event=event, standing=picture.standing, code=code)


def _filed_before(token: str) -> Receipt | None:
    filing = Filing.objects.filter(token=_kept(token)).first()
    if filing is None:
        return None
    case = Case.objects.get(number=filing.number)
    picture = Picture.of(case)
    return Receipt(
        number=case.number,
        position=case.last_position,
        at=case.filed_at,
        event=Event(action="", at=case.filed_at, state=case.state),
        standing=picture.standing,
        code=new_code(token, number=case.number),
    )


def _kept(token: str) -> bytes:
    return digest(b"filing", token)


def _locked(number: str, *, by: Person, tree: Directory) -> Picture:
    case = Case.objects.select_for_update().filter(number=number).first()
    if case is None or not (by.kind == "clock" or may_see(by, case, tree)):
        raise NoSuchMatter
    return Picture.of(case)


def _decide(
    picture: Picture,
    number: str | None,
    action: str,
    facts: Mapping[str, Any],
    *,
    by: Person,
    at: datetime,
    tree: Directory,
) -> Event:
    if picture.last_at is not None and at < picture.last_at:
        raise Refused(
            _("这件事的时间早于本件最近一次记录（{last}），记录只能按先后顺序添加。"),
            instead=_("请核对日期和时间；本机时钟如果不准，请先校准。"),
            facts={"last": picture.last_at.isoformat(timespec="minutes")},
        )
    roles = roles_in(by, picture.standing, number=number, tree=tree)
    known = picture.procedure.action_named.get(action)
    if known is not None:
        facts = derived.complete(picture, known, facts, by=by, tree=tree)
    return decide(
        picture.procedure,
        picture.standing,
        action,
        facts,
        roles=roles,
        at=at,
        calendar=calendar_named(picture.procedure.calendar),
        directory=tree,
        by=by.key,
        unit=by.unit,
    )


@dataclass(slots=True)
class _New:
    """The entries of one transaction. They are gathered first and written last, because from the moment that the end of
    the ledger is locked everybody else waits."""

    written_at: datetime
    drafts: list[Draft] = field(default_factory=list)
    said: statements.Said = field(default_factory=statements.Said)
    last: dict[str, tuple[Picture, int]] = field(default_factory=dict)  # each case, and its latest draft

    def add(
        self, picture: Picture, event: Event, *, by: Person, at: datetime, identity: bool = False
    ) -> None:
        """Draw an event, and note down what is to be written of it."""
        ordinal = picture.standing.entries + 1
        content = _content(picture, event, by)
        if words := self.said.add(picture.number, ordinal, event.words):
            content["words"] = words
        if identity:
            content["identity"] = True
        self.drafts.append(Draft(picture.number, ordinal, at, self.written_at, content))
        self.last[picture.number] = picture, len(self.drafts)
        # Its position is known only at the end.
        shown = {name: text for name, text in event.words.items() if name in SAID}
        picture.add(event, position=picture.last_position, said=shown)

    def time(self, picture: Picture, *, at: datetime) -> None:
        """Note down what time alone has made so by ``at``, each dated when it became so."""
        while (made := _made_by_time(picture, at=at)) is not None:
            event, moment = made
            self.add(picture, event, by=CLOCK, at=moment)

    def write(self, *, filed: bool = False) -> int:
        """Write everything down; return the position of the first entry."""
        self.said.write()
        first = append_all(self.drafts)
        for picture, nth in self.last.values():
            picture.last_position = first + nth - 1
        project([picture for picture, _nth in self.last.values()], new=filed)
        return first


def _content(picture: Picture, event: Event, by: Person) -> dict[str, Any]:
    return {
        "procedure": picture.procedure.name,
        "by": {"kind": by.kind, "key": by.key, **({"unit": by.unit} if by.unit else {})},
        "event": event_to_json(event),
    }


def _made_by_time(picture: Picture, *, at: datetime) -> tuple[Event, datetime] | None:
    calendar = calendar_named(picture.procedure.calendar)
    event = next_in_time(picture.procedure, picture.standing, at=at, calendar=calendar)
    if event is None:
        return None
    return event, event.at if picture.last_at is None else max(event.at, picture.last_at)


def let_time_pass(numbers: Collection[str], *, at: datetime) -> int:
    """Write down what time has made of several cases by ``at``, at one go: on the day after a rest there are many.

    Returns how many entries that were. Raises ``NoSuchMatter`` when one of the cases does not exist. Every act locks
    its case before the end of the ledger, and so does this: two of them never wait for each other.
    """
    with writing():
        cases = Case.objects.select_for_update().filter(number__in=numbers).order_by("number")
        pictures = [Picture.of(case) for case in cases]
        if len(pictures) != len(set(numbers)):
            raise NoSuchMatter
        new = _New(at)
        for picture in pictures:
            while (made := _made_by_time(picture, at=at) or _moved(picture, at=at)) is not None:
                event, moment = made
                new.add(picture, event, by=CLOCK, at=moment)
        if new.drafts:
            new.write()
        return len(new.drafts)


def _moved(picture: Picture, *, at: datetime) -> tuple[Event, datetime] | None:
    """The last days that a newly published plan moves, or None: once moved, they stay."""
    calendar = calendar_named(picture.procedure.calendar)
    event = recount(picture.procedure, picture.standing, at=at, calendar=calendar)
    return None if event is None or (picture.last_at is not None and at < picture.last_at) else (event, at)
