"""The whole record at once: each row drawn again from its entries, and everything held against everything else."""

import gc
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

import django
from django.db.models import Max, Min
from django.utils.translation import gettext

from xinqiao.cases import erasure
from xinqiao.cases.models import Barred, Case, Seated, Wall
from xinqiao.cases.projection import COLUMNS, SAID, Picture
from xinqiao.cases.whole import Matter, Stretch, matters, stretches
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.words import _
from xinqiao.law.written import event_from_json
from xinqiao.ledger.audit import audit
from xinqiao.ledger.entry import digest
from xinqiao.ledger.follow import behind
from xinqiao.ledger.gate import writing
from xinqiao.ledger.models import Entry
from xinqiao.ledger.rows import insert, read_back

MOST_FINDINGS = 1000
"""A record that is wrong everywhere is told in this many sentences, and then counted."""

NOTHING: dict[str, str] = {}


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

    def join(self, other: "Report") -> None:
        """Take in what was found elsewhere."""
        for name in ("entries", "cases", "statements", "redrawn", "wrong"):
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
    report = _over_all(_verify_stretch, processes=processes, step=step)
    _check_positions(report)
    for name, number in behind().items():
        if number < 0:
            report.add(_("跟随者 {name} 的位置超过了记录的末尾。"), name=name)
    log = audit(report.add, step)
    report.leaves, report.waiting = log.leaves, log.waiting
    return report


def _over_all(work: Callable[[Stretch], Report], *, processes: int, step: Callable[[int], object]) -> Report:
    report = Report()
    if processes < 2:
        for stretch in list(stretches()):
            done = _unswept(work, stretch)
            report.join(done)
            step(done.entries)
        return report
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=django.setup) as pool:
        for done in pool.map(partial(_unswept, work), stretches()):
            report.join(done)
            step(done.entries)
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
    for matter in matters(stretch, words=SAID):
        picture = _drawn(matter, report)
        if picture is None:
            report.add(_("{number}：有这一件的表格行，却没有它的记录。"), number=matter.number)
        elif not _same(picture, matter):
            wrong.append(picture)
    _redraw(wrong)
    report.redrawn += len(wrong)
    return report


def _verify_stretch(stretch: Stretch) -> Report:
    report = Report()
    gone = erasure.persons_gone(*stretch)
    for matter in matters(stretch, words=None):
        _check_digests(matter, report)
        for sentence in erasure.faults_of_person(matter.contents, gone=matter.number in gone):
            report.add(sentence, number=matter.number)
        picture = _drawn(matter, report)
        if picture is None:
            report.add(_("{number}：有这一件的表格行，却没有它的记录。"), number=matter.number)
        elif not _same(picture, matter):
            report.add(
                _("{number}：表格里写的和它的记录不一致（{columns}）。"),
                number=matter.number,
                columns="、".join(_differences(picture, matter)),
            )
    return report


def _drawn(matter: Matter, report: Report) -> Picture | None:
    picture = None
    said: dict[int, dict[str, str]] = {}
    for _number, ordinal, name, _index, text, _salt, _erased in matter.statements:
        if name in SAID:
            said.setdefault(ordinal, {})[name] = text
    for row, content in zip(matter.entries, matter.contents, strict=True):
        if picture is None:
            picture = Picture.blank(matter.number, find_procedure(content["procedure"]))
        picture.add(event_from_json(content["event"]), position=row[1], said=said.get(row[2], NOTHING))
    report.entries += len(matter.entries)
    report.cases += 1
    report.statements += len(matter.statements)
    return picture


def _same(picture: Picture, matter: Matter) -> bool:
    return (
        read_back(Case, COLUMNS)(picture.row()) == matter.row
        and picture.seats == matter.seats
        and picture.walls == matter.walls
        and _away(picture) == matter.barred
    )


def _away(picture: Picture) -> dict[str, str]:
    return {officer: why for officer, why in picture.barred.items() if why}


def _differences(picture: Picture, matter: Matter) -> list[str]:
    if matter.row is None:
        return [gettext(_("缺少表格行"))]
    drawn = read_back(Case, COLUMNS)(picture.row())
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
    promised: dict[tuple[int, str], str] = {}
    for expected, (entry, content) in enumerate(zip(matter.entries, matter.contents, strict=True), start=1):
        number, position, ordinal, action, at, text, salt, promise = entry
        if digest(bytes(salt), text) != bytes(promise):
            report.add(_("{number}：第 {position} 号记录被改动过。"), number=number, position=position)
        if (
            content["number"] != number
            or content["ordinal"] != ordinal
            or content["event"]["action"] != action
        ):
            report.add(
                _("{number}：第 {position} 号记录的正文和索引不一致。"), number=number, position=position
            )
        # SQLite gives moments back without their zone, which is UTC.
        if datetime.fromisoformat(content["at"]) != (at if at.tzinfo else at.replace(tzinfo=UTC)):
            report.add(
                _("{number}：第 {position} 号记录的时间和索引不一致。"), number=number, position=position
            )
        if ordinal != expected:
            report.add(_("{number}：缺少第 {ordinal} 条记录。"), number=number, ordinal=expected)
        if words := content.get("words"):
            for name, value in words.items():
                promised[ordinal, name] = value
    for number, ordinal, name, index, text, salt, erased in matter.statements:
        key = (ordinal, f"{name}.{index}" if index else name)
        value = promised.pop(key, None)
        if value is None or (erased is None and digest(bytes(salt), text).hex() != value):
            report.add(
                _("{number}：第 {ordinal} 条记录里的原话（{name}）和当时的摘要不一致。"),
                number=number,
                ordinal=ordinal,
                name=key[1],
            )
    places: dict[int, int] = {}
    for number, ordinal, sha256, salt, erased in matter.attachments:
        places[ordinal] = places.get(ordinal, 0) + 1
        value = promised.pop((ordinal, f"files.{places[ordinal]}"), None)
        if value is None or (erased is None and digest(bytes(salt), sha256).hex() != value):
            report.add(
                _("{number}：第 {ordinal} 条记录的第 {index} 份材料和当时的摘要不一致。"),
                number=number,
                ordinal=ordinal,
                index=places[ordinal],
            )
    said = [(row[1], row[-1]) for row in (*matter.statements, *matter.attachments)]
    for sentence, facts in erasure.faults(matter.contents, said):
        report.add(sentence, number=matter.number, **facts)
    for ordinal, name in promised:
        report.add(
            _("{number}：第 {ordinal} 条记录里的原话（{name}）不见了。"),
            number=matter.number,
            ordinal=ordinal,
            name=name,
        )


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
