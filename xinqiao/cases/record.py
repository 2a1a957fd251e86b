"""The whole record at once: each row drawn again from its entries, and everything held against everything else."""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

import django
from django.db.models import Max, Min, QuerySet
from django.utils.translation import gettext

from xinqiao.cases import erasure
from xinqiao.cases.models import Attachment, Barred, Case, Seated, Statement, Wall
from xinqiao.cases.projection import COLUMNS, SAID, Picture
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.words import _
from xinqiao.law.written import event_from_json
from xinqiao.ledger.entry import decode, digest
from xinqiao.ledger.follow import behind
from xinqiao.ledger.gate import writing
from xinqiao.ledger.models import Entry

CHUNK = 2000
MOST_FINDINGS = 1000
"""A record that is wrong everywhere is told in this many sentences, and then counted."""

STRETCH = 20_000
"""So many entries, more or less, are looked at in one go; enough that the going costs nothing."""

TEXT = 4
"""The place of the text in the row of an entry."""

Row = tuple[Any, ...]


@dataclass(slots=True)
class Report:
    """What was looked at and what is wrong, in sentences."""

    entries: int = 0
    cases: int = 0
    statements: int = 0
    redrawn: int = 0
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


@dataclass(slots=True)
class _Matter:
    """All there is of one case."""

    number: str
    entries: list[Row]  # position, ordinal, action, at, text, salt, digest
    contents: list[dict[str, Any]]  # the texts of the entries, read
    statements: list[Row]  # ordinal, name, index, text, salt, erased_at
    attachments: list[Row]  # ordinal, sha256, salt, erased_at
    row: Row | None  # the values of COLUMNS
    seats: set[tuple[str, str]]
    walls: set[str]
    barred: dict[str, str]


def rebuild(*, processes: int = 1, step: Callable[[int], object] = lambda _done: None) -> Report:
    """Draw every row again from its entries; rows that already show them are left as they are.

    ``step`` is told how many entries were done. With more than one process, each takes a stretch of numbers.
    """
    return _over_all(_rebuild_stretch, processes=processes, step=step)


def verify(*, processes: int = 1, step: Callable[[int], object] = lambda _done: None) -> Report:
    """Hold every digest against its words, every row against its entries, and every follower against the end."""
    report = _over_all(_verify_stretch, processes=processes, step=step)
    _check_positions(report)
    for name, number in behind().items():
        if number < 0:
            report.add(_("跟随者 {name} 的位置超过了记录的末尾。"), name=name)
    return report


Stretch = tuple[str, str]
"""Numbers from the first on and before the second; an empty text is no bound."""


def _over_all(work: Callable[[Stretch], Report], *, processes: int, step: Callable[[int], object]) -> Report:
    report = Report()
    if processes < 2:
        for stretch in _stretches():
            done = work(stretch)
            report.join(done)
            step(done.entries)
        return report
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=django.setup) as pool:
        for done in pool.map(work, _stretches()):
            report.join(done)
            step(done.entries)
    return report


def _stretches() -> list[Stretch]:
    """The numbers cut into stretches of some ten thousand entries."""
    newest = Entry.objects.aggregate(last=Max("position"))["last"] or 0
    cuts = Entry.objects.filter(position__in=range(STRETCH, newest, STRETCH), ordinal=1).values_list(
        "number", flat=True
    )
    bounds = ["", *sorted(set(cuts)), ""]
    return list(pairwise(bounds))


def _rebuild_stretch(stretch: Stretch) -> Report:
    report = Report()
    wrong: list[tuple[Picture, _Matter]] = []
    for matter in _matters(stretch, words=SAID):
        picture = _drawn(matter, report)
        if picture is None:
            report.add(_("{number}：有这一件的表格行，却没有它的记录。"), number=matter.number)
        elif not _same(picture, matter):
            wrong.append((picture, matter))
        if len(wrong) >= CHUNK:
            _redraw(wrong, report)
            wrong = []
    _redraw(wrong, report)
    return report


def _verify_stretch(stretch: Stretch) -> Report:
    report = Report()
    gone = erasure.persons_gone(*stretch)
    for matter in _matters(stretch, words=None):
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


def _drawn(matter: _Matter, report: Report) -> Picture | None:
    picture = None
    said: dict[int, dict[str, str]] = {}
    for ordinal, name, _index, text, _salt, _erased in matter.statements:
        if name in SAID:
            said.setdefault(ordinal, {})[name] = text
    for (position, ordinal, *_rest), content in zip(matter.entries, matter.contents, strict=True):
        if picture is None:
            picture = Picture.blank(matter.number, find_procedure(content["procedure"]))
        picture.add(event_from_json(content["event"]), position=position, said=said.get(ordinal, {}))
        report.entries += 1
    report.cases += 1
    report.statements += len(matter.statements)
    return picture


def _same(picture: Picture, matter: _Matter) -> bool:
    return (
        picture.row() == matter.row
        and picture.seats == matter.seats
        and picture.walls == matter.walls
        and _away(picture) == matter.barred
    )


def _away(picture: Picture) -> dict[str, str]:
    return {officer: why for officer, why in picture.barred.items() if why}


def _differences(picture: Picture, matter: _Matter) -> list[str]:
    found = []
    if matter.row is None:
        return [gettext(_("缺少表格行"))]
    found += [
        name for name, drawn, kept in zip(COLUMNS, picture.row(), matter.row, strict=True) if drawn != kept
    ]
    if picture.seats != matter.seats:
        found.append("seats")
    if picture.walls != matter.walls:
        found.append("walls")
    if _away(picture) != matter.barred:
        found.append("barred")
    return found


def _redraw(wrong: list[tuple[Picture, _Matter]], report: Report) -> None:
    if not wrong:
        return
    with writing():
        numbers = [picture.number for picture, _matter in wrong]
        rows = [Case(number=p.number, **dict(zip(COLUMNS, p.row(), strict=True))) for p, _matter in wrong]
        Case.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["number"], update_fields=list(COLUMNS), batch_size=500
        )
        Seated.objects.filter(case__in=numbers).delete()
        Wall.objects.filter(case__in=numbers).delete()
        Barred.objects.filter(case__in=numbers).delete()
        Seated.objects.bulk_create(
            [
                Seated(case_id=p.number, role=role, unit_id=unit)
                for p, _m in wrong
                for role, unit in sorted(p.seats)
            ],
            batch_size=500,
        )
        Wall.objects.bulk_create(
            [Wall(case_id=p.number, unit_id=unit) for p, _m in wrong for unit in sorted(p.walls)],
            batch_size=500,
        )
        Barred.objects.bulk_create(
            [
                Barred(case_id=p.number, officer=officer, why=why)
                for p, _m in wrong
                for officer, why in sorted(_away(p).items())
            ],
            batch_size=500,
        )
    report.redrawn += len(wrong)


def _check_digests(matter: _Matter, report: Report) -> None:
    """Every entry is what its digest says, stands in its place, and speaks of exactly the words that are there."""
    promised: dict[tuple[int, str], str] = {}
    for expected, (entry, content) in enumerate(zip(matter.entries, matter.contents, strict=True), start=1):
        position, ordinal, action, at, text, salt, kept = entry
        where = {"number": matter.number, "position": position}
        if digest(bytes(salt), text) != bytes(kept):
            report.add(_("{number}：第 {position} 号记录被改动过。"), **where)
        if (content["number"], content["ordinal"], content["event"]["action"]) != (
            matter.number,
            ordinal,
            action,
        ):
            report.add(_("{number}：第 {position} 号记录的正文和索引不一致。"), **where)
        if datetime.fromisoformat(content["at"]) != at:
            report.add(_("{number}：第 {position} 号记录的时间和索引不一致。"), **where)
        if ordinal != expected:
            report.add(_("{number}：缺少第 {ordinal} 条记录。"), number=matter.number, ordinal=expected)
        promised.update(((ordinal, name), value) for name, value in content.get("words", {}).items())
    for ordinal, name, index, text, salt, erased in matter.statements:
        key = (ordinal, f"{name}.{index}" if index else name)
        value = promised.pop(key, None)
        if value is None or (erased is None and digest(bytes(salt), text).hex() != value):
            report.add(
                _("{number}：第 {ordinal} 条记录里的原话（{name}）和当时的摘要不一致。"),
                number=matter.number,
                ordinal=ordinal,
                name=key[1],
            )
    places: dict[int, int] = {}
    for ordinal, sha256, salt, erased in matter.attachments:
        places[ordinal] = places.get(ordinal, 0) + 1
        value = promised.pop((ordinal, f"files.{places[ordinal]}"), None)
        if value is None or (erased is None and digest(bytes(salt), sha256).hex() != value):
            report.add(
                _("{number}：第 {ordinal} 条记录的第 {index} 份材料和当时的摘要不一致。"),
                number=matter.number,
                ordinal=ordinal,
                index=places[ordinal],
            )
    kept = [(row[0], row[-1]) for row in matter.statements], [(row[0], row[-1]) for row in matter.attachments]
    for sentence, facts in erasure.faults(matter.contents, *kept):
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


def _matters(stretch: Stretch, *, words: frozenset[str] | None) -> Iterator[_Matter]:
    """Every case with all that belongs to it, in the order of numbers; memory stays the same for any size.

    ``words`` limits the statements read to these names. The tables are read side by side in one order.
    """

    first, end = stretch

    def ordered(rows: QuerySet[Any], by: str, *then: str) -> QuerySet[Any]:
        rows = rows.filter(**{f"{by}__gte": first}) if first else rows
        rows = rows.filter(**{f"{by}__lt": end}) if end else rows
        # Numbers are kept in byte order on every database, so that Python can merge the streams by it.
        return rows.order_by(by, *then)

    entries = _groups(
        ordered(Entry.objects.all(), "number", "ordinal").values_list(
            "number", "position", "ordinal", "action", "at", "text", "salt", "digest"
        )
    )
    statements = ordered(Statement.objects.all(), "number", "ordinal", "name", "index")
    attachments = ordered(Attachment.objects.all(), "number", "ordinal", "pk")
    if words is not None:
        statements = statements.filter(name__in=words)
        attachments = attachments.none()
    others = {
        "statements": _Peek(
            _groups(statements.values_list("number", "ordinal", "name", "index", "text", "salt", "erased_at"))
        ),
        "attachments": _Peek(
            _groups(attachments.values_list("number", "ordinal", "sha256", "salt", "erased_at"))
        ),
        "rows": _Peek(_groups(ordered(Case.objects.all(), "number").values_list("number", *COLUMNS))),
        "seats": _Peek(
            _groups(ordered(Seated.objects.all(), "case_id").values_list("case_id", "role", "unit_id"))
        ),
        "walls": _Peek(_groups(ordered(Wall.objects.all(), "case_id").values_list("case_id", "unit_id"))),
        "barred": _Peek(
            _groups(ordered(Barred.objects.all(), "case_id").values_list("case_id", "officer", "why"))
        ),
    }
    mine = _Peek(entries)
    while True:
        heads = [one.head for one in (mine, *others.values()) if one.head is not None]
        if not heads:
            return
        number = min(heads)
        rows = others["rows"].take(number)
        taken = mine.take(number)
        yield _Matter(
            number=number,
            entries=taken,
            contents=[decode(row[TEXT]) for row in taken],
            statements=others["statements"].take(number),
            attachments=others["attachments"].take(number),
            row=rows[0] if rows else None,
            seats={(role, unit) for role, unit in others["seats"].take(number)},
            walls={unit for (unit,) in others["walls"].take(number)},
            barred=dict(others["barred"].take(number)),
        )


def _groups(rows: Any) -> Iterator[tuple[str, list[Row]]]:
    for number, group in groupby(rows.iterator(chunk_size=CHUNK), key=itemgetter(0)):
        yield number, [row[1:] for row in group]


class _Peek:
    """A stream of groups in the order of their numbers, of which the next number can be seen."""

    def __init__(self, groups: Iterable[tuple[str, list[Row]]]) -> None:
        self._groups = iter(groups)
        self._next = next(self._groups, None)

    @property
    def head(self) -> str | None:
        return self._next[0] if self._next else None

    def take(self, number: str) -> list[Row]:
        """The group of ``number``, or nothing when there is none."""
        if self._next is None or self._next[0] != number:
            return []
        group = self._next[1]
        self._next = next(self._groups, None)
        return group
