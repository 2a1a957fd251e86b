"""The whole record at once: each row drawn again from its entries, and everything held against everything else."""

import gc
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from typing import Any

import django
from django.db.models import Max, Min
from django.utils.translation import gettext

from xinqiao.cases import erasure
from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.models import Barred, Case, Seated, Wall
from xinqiao.cases.projection import COLUMNS, SAID, Picture
from xinqiao.cases.statements import FILES
from xinqiao.cases.whole import Matter, Stretch, matters, stretches
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.words import _
from xinqiao.law.workdays import Calendar
from xinqiao.law.written import event_from_json
from xinqiao.ledger.audit import audit
from xinqiao.ledger.follow import behind
from xinqiao.ledger.gate import writing
from xinqiao.ledger.models import Entry
from xinqiao.ledger.rows import as_kept, insert

MOST_FINDINGS = 1000
"""A record that is wrong everywhere is told in this many sentences, and then counted."""

UNREADABLE = (ValueError, TypeError, LookupError, AttributeError)
"""What comes of an entry that is no entry any more. Nobody but whoever changed it by hand could have made it so."""

NOT_DRAWN = _("{number}：有一条记录读不出来，表格行没有办法核对。")


@dataclass(slots=True)
class Report:
    """What was looked at and what is wrong, in sentences."""

    entries: int = 0
    cases: int = 0
    statements: int = 0
    redrawn: int = 0
    leaves: int = 0  # of the public log
    waiting: int = 0  # entries that are not in it yet
    wrong: int = 0
    findings: list[str] = field(default_factory=list)

    def add(self, sentence: str, **facts: Any) -> None:
        self.wrong += 1
        if self.wrong <= MOST_FINDINGS:
            self.findings.append(gettext(sentence).format(**facts))

    def count(self, matter: Matter) -> None:
        self.entries += len(matter.entries)
        self.cases += 1
        self.statements += len(matter.statements)

    def join(self, other: "Report") -> None:
        """Take in what was found elsewhere."""
        for name in ("entries", "cases", "statements", "redrawn", "leaves", "waiting", "wrong"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.findings += other.findings[: max(0, MOST_FINDINGS - len(self.findings))]


def rebuild(*, processes: int = 1, step: Callable[[int], object] = lambda _done: None) -> Report:
    """Draw every row again from its entries; rows that already show them are left as they are.

    ``step`` is told how many entries were done. With more than one process, each takes a stretch of numbers.
    """
    return _over_all(_rebuild_stretch, processes=processes, step=step)


def verify(*, processes: int = 1, step: Callable[[int], object] = lambda _done: None) -> Report:
    """Hold every digest against its words, every row against its entries, every follower against the end, and the
    public log against the entries. ``step`` is told how many entries were done, and then how many leaves of the log."""
    report = _over_all(_verify_stretch, processes=processes, step=step, beside=_audited)
    _check_positions(report)
    for name, number in behind().items():
        if number < 0:
            report.add(_("跟随者 {name} 的位置超过了记录的末尾。"), name=name)
    return report


def _over_all(
    work: Callable[[Stretch], Report],
    *,
    processes: int,
    step: Callable[[int], object],
    beside: Callable[[], Report] | None = None,
) -> Report:
    """Do the work on every stretch, and what is to be done ``beside`` it once; join the reports in the order of numbers."""
    report = Report()
    all_of_it = list(stretches())
    if processes < 2 or len(all_of_it) < 2:
        # A process of its own takes longer to start than a small record to read.
        for stretch in all_of_it:
            done = _unswept(work, stretch)
            report.join(done)
            step(done.entries)
        if beside:
            done = beside()
            report.join(done)
            step(done.leaves)
        return report
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=django.setup) as pool:
        # What cannot be divided begins first, so that all end together.
        last = pool.submit(beside) if beside else None
        for done in pool.map(partial(_unswept, work), all_of_it):
            report.join(done)
            step(done.entries)
        if last:
            done = last.result()
            report.join(done)
            step(done.leaves)
    return report


def _audited() -> Report:
    """The public log held against the ledger."""
    report = Report()
    log = audit(report.add)
    report.leaves, report.waiting = log.leaves, log.waiting
    return report


def _unswept(work: Callable[[Stretch], Report], stretch: Stretch) -> Report:
    """Do the work without the collector of garbage in circles: there is none, and looking for it takes a third more."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        return work(stretch)
    finally:
        if was_on:
            gc.enable()


def _rebuild_stretch(stretch: Stretch) -> Report:
    report = Report()
    wrong = []
    calendars: dict[str, Calendar] = {}
    for matter in matters(stretch, words=SAID):
        report.count(matter)
        try:
            picture = _drawn(matter, calendars)
            if picture is None:
                report.add(_("{number}：有这一件的表格行，却没有它的记录。"), number=matter.number)
            elif not _same(picture, matter):
                wrong.append(picture)
        except UNREADABLE:
            report.add(NOT_DRAWN, number=matter.number)
    _redraw(wrong)
    report.redrawn += len(wrong)
    return report


def _verify_stretch(stretch: Stretch) -> Report:
    report = Report()
    gone = erasure.persons_gone(*stretch)
    calendars: dict[str, Calendar] = {}
    for matter in matters(stretch, words=None):
        report.count(matter)
        try:
            _verify_matter(matter, report, calendars, gone=matter.number in gone)
        except UNREADABLE:
            report.add(NOT_DRAWN, number=matter.number)
    return report


def _verify_matter(matter: Matter, report: Report, calendars: dict[str, Calendar], *, gone: bool) -> None:
    _check_digests(matter, report)
    for sentence in erasure.faults_of_person(matter.contents, gone=gone):
        report.add(sentence, number=matter.number)
    picture = _drawn(matter, calendars)
    if picture is None:
        report.add(_("{number}：有这一件的表格行，却没有它的记录。"), number=matter.number)
    elif not _same(picture, matter):
        report.add(
            _("{number}：表格里写的和它的记录不一致（{columns}）。"),
            number=matter.number,
            columns="、".join(_differences(picture, matter)),
        )


def _drawn(matter: Matter, calendars: dict[str, Calendar]) -> Picture | None:
    """The picture of a case, from its entries alone. ``calendars`` are those that were asked for already."""
    if not matter.entries:
        return None
    said: dict[int, dict[str, str]] = {}
    for _number, ordinal, name, _index, text, _salt, _erased in matter.statements:
        if name in SAID:
            said.setdefault(ordinal, {})[name] = text
    procedure = find_procedure(matter.contents[0]["procedure"])
    picture = Picture.blank(matter.number, procedure)
    counted = calendars.get(procedure.calendar)
    if counted is None:
        counted = calendars[procedure.calendar] = calendar_named(procedure.calendar)
    picture.counted = counted
    picture.add_all(
        [event_from_json(content["event"]) for content in matter.contents],
        position=matter.entries[-1][1],
        said=[said[row[2]] for row in matter.entries if row[2] in said],
    )
    return picture


def _same(picture: Picture, matter: Matter) -> bool:
    return (
        as_kept(Case, COLUMNS)(picture.row()) == matter.row
        and picture.seats == matter.seats
        and picture.walls == matter.walls
        and _away(picture) == matter.barred
    )


def _away(picture: Picture) -> dict[str, str]:
    return {officer: why for officer, why in picture.barred.items() if why}


def _differences(picture: Picture, matter: Matter) -> list[str]:
    if matter.row is None:
        return [gettext(_("缺少表格行"))]
    drawn = as_kept(Case, COLUMNS)(picture.row())
    found = [name for name, one, other in zip(COLUMNS, drawn, matter.row, strict=True) if one != other]
    if picture.seats != matter.seats:
        found.append("seats")
    if picture.walls != matter.walls:
        found.append("walls")
    if _away(picture) != matter.barred:
        found.append("barred")
    return found


def _redraw(wrong: list[Picture]) -> None:
    if not wrong:
        return
    with writing():
        numbers = [one.number for one in wrong]
        for model in (Seated, Wall, Barred):
            model.objects.filter(case__in=numbers).delete()
        insert(Case, ("number", *COLUMNS), ((one.number, *one.row()) for one in wrong), key="number")
        insert(
            Seated,
            ("case_id", "role", "unit_id"),
            [(one.number, role, unit) for one in wrong for role, unit in sorted(one.seats)],
        )
        insert(
            Wall, ("case_id", "unit_id"), [(one.number, unit) for one in wrong for unit in sorted(one.walls)]
        )
        insert(
            Barred,
            ("case_id", "officer", "why"),
            [(one.number, officer, why) for one in wrong for officer, why in sorted(_away(one).items())],
        )


def _check_digests(matter: Matter, report: Report) -> None:
    """Every entry is what its digest says, stands in its place, and speaks of exactly the words that are there."""
    add = partial(report.add, number=matter.number)
    for entry in matter.entries:
        if sha256(entry[6] + entry[5].encode()).digest() != entry[7]:
            add(_("{number}：第 {position} 号记录被改动过。"), position=entry[1])
    # The digests of words that each entry holds, until the words are met.
    promised: dict[int, dict[str, str]] = {}
    for expected, (entry, content) in enumerate(zip(matter.entries, matter.contents, strict=True), start=1):
        number, position, ordinal, action, at = entry[:5]
        if (
            content["number"] != number
            or content["ordinal"] != ordinal
            or content["event"]["action"] != action
        ):
            add(_("{number}：第 {position} 号记录的正文和索引不一致。"), position=position)
        if datetime.fromisoformat(content["at"]) != _moment(at):
            add(_("{number}：第 {position} 号记录的时间和索引不一致。"), position=position)
        if ordinal != expected:
            add(_("{number}：缺少第 {ordinal} 条记录。"), ordinal=expected)
        if words := content.get("words"):
            promised[ordinal] = dict(words)
    for _number, ordinal, name, index, text, salt, erased in matter.statements:
        key = f"{name}.{index}" if index else name
        value = promised[ordinal].pop(key, None) if ordinal in promised else None
        if value is None or (erased is None and sha256(salt + text.encode()).hexdigest() != value):
            add(
                _("{number}：第 {ordinal} 条记录里的原话（{name}）和当时的摘要不一致。"),
                ordinal=ordinal,
                name=key,
            )
    places: dict[int, int] = {}
    for _number, ordinal, digest, salt, erased in matter.attachments:
        places[ordinal] = places.get(ordinal, 0) + 1
        key = f"{FILES}.{places[ordinal]}"
        value = promised[ordinal].pop(key, None) if ordinal in promised else None
        if value is None or (erased is None and sha256(salt + digest.encode()).hexdigest() != value):
            add(
                _("{number}：第 {ordinal} 条记录的第 {index} 份材料和当时的摘要不一致。"),
                ordinal=ordinal,
                index=places[ordinal],
            )
    said = [(row[1], row[-1]) for rows in (matter.statements, matter.attachments) for row in rows]
    for sentence, facts in erasure.faults(matter.contents, said):
        add(sentence, **facts)
    for ordinal, words in promised.items():
        for name in words:
            add(_("{number}：第 {ordinal} 条记录里的原话（{name}）不见了。"), ordinal=ordinal, name=name)


def _moment(kept: str | datetime) -> datetime:
    """A moment as the database keeps it: SQLite as text, without its zone, which is UTC."""
    if isinstance(kept, datetime):
        return kept
    moment = datetime.fromisoformat(kept)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _check_positions(report: Report) -> None:
    ends = Entry.objects.aggregate(first=Min("position"), last=Max("position"))
    if ends["last"] is None:
        return
    if ends["first"] != 1 or ends["last"] != report.entries:
        report.add(
            _("记录应当从第 1 号连到第 {last} 号，实际有 {count} 条。"),
            last=ends["last"],
            count=report.entries,
        )
