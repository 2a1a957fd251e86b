from collections.abc import Callable

import pytest
from django.db import connection

from xinqiao.cases.act import act
from xinqiao.cases.models import Attachment, Barred, Case, Seated, Statement, Wall
from xinqiao.cases.record import rebuild, verify
from xinqiao.ledger.models import Entry
from xinqiao.people.person import NEWCOMER
from xinqiao.testing import LIFT, Cast, do, file_lift, moment

PAPER = {"name": "照片.jpg", "media_type": "image/jpeg", "size": 3, "sha256": "ab" * 32}


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def county(cast: Cast) -> Cast:
    for day in ("2026-03-02", "2026-03-03", "2026-03-04"):
        number = file_lift(day, files=[PAPER]).number
        do(number, "register", "sun", "2026-03-05", cast, petition_class="appeal")
        do(number, "forward", "sun", "2026-03-06", cast, to_unit="zjj")
    facts = {"purpose": "report", "channel": "web", **LIFT, "accused_units": ["dongqiao"]}
    act(None, "submit", facts, by=NEWCOMER, at=moment("2026-04-29"))
    return cast


def rows() -> list[list[str]]:
    return [
        sorted(map(str, one.objects.values_list(*names)))
        for one, names in (
            (Case, [field.attname for field in Case._meta.concrete_fields]),
            (Seated, ["case_id", "unit_id", "role"]),
            (Wall, ["case_id", "unit_id"]),
        )
    ]


def test_a_sound_record_has_no_findings(county: Cast) -> None:
    report = verify()
    assert report.findings == []
    assert (report.cases, report.entries) == (4, 10)


def test_rebuilding_draws_every_row_as_it_was(county: Cast) -> None:
    before = rows()
    assert rebuild().redrawn == 0
    sql("DELETE FROM cases_seated")
    sql("DELETE FROM cases_wall")
    sql("UPDATE cases_case SET state = 'final', closed = true, subject = 'x', due_on = NULL, standing = '{}'")
    assert rebuild().redrawn == 4
    assert rows() == before
    assert verify().findings == []


TAMPERING: dict[str, tuple[Callable[[], object], str]] = {
    "an entry rewritten": (
        lambda: sql("UPDATE ledger_entry SET text = replace(text, 'zjj', 'rsj') WHERE action = 'forward'"),
        "改动过",
    ),
    "an entry torn": (
        lambda: sql("UPDATE ledger_entry SET text = substr(text, 1, 40) WHERE position = 2"),
        "改动过",
    ),
    "an entry that is none": (
        lambda: sql("UPDATE ledger_entry SET text = '[]' WHERE position = 2"),
        "读不出来",
    ),
    "an entry of a procedure that is not": (
        lambda: sql(
            "UPDATE ledger_entry SET text = replace(text, 'petition_2022', 'none') WHERE position = 1"
        ),
        "读不出来",
    ),
    "an entry backdated in the index": (
        lambda: sql("UPDATE ledger_entry SET at = '2026-01-01 00:00:00+00:00' WHERE position = 1"),
        "时间和索引",
    ),
    "an entry taken out of the middle": (
        lambda: sql("DELETE FROM ledger_entry WHERE position = 2"),
        "缺少第",
    ),
    "the last entry taken out": (
        lambda: sql("DELETE FROM ledger_entry WHERE position = (SELECT max(position) FROM ledger_entry)"),
        "没有它的记录",
    ),
    "a state changed by hand": (
        lambda: sql("UPDATE cases_case SET state = 'final' WHERE unit_id = 'zjj'"),
        "不一致",
    ),
    "a last day moved by hand": (
        lambda: sql("UPDATE cases_case SET due_on = '2030-01-01' WHERE unit_id = 'zjj'"),
        "due_on",
    ),
    "a moment of the row moved by hand": (
        lambda: sql("UPDATE cases_case SET filed_at = '2026-01-01 00:00:00+00:00' WHERE unit_id = 'zjj'"),
        "filed_at",
    ),
    "a day of the row moved by hand": (
        lambda: sql("UPDATE cases_case SET received_on = '2026-01-01' WHERE unit_id = 'zjj'"),
        "received_on",
    ),
    "a mark of the row turned by hand": (
        lambda: sql("UPDATE cases_case SET anonymous = NOT anonymous WHERE unit_id = 'zjj'"),
        "anonymous",
    ),
    "an officer let in": (
        lambda: Barred.objects.create(case=Case.objects.filter(unit="zjj")[0], officer="o1", why="named"),
        "barred",
    ),
    "words moved to another entry": (
        lambda: Statement.objects.filter(name="subject").update(ordinal=2),
        "原话",
    ),
    "words under another name": (
        lambda: Statement.objects.filter(name="subject").update(name="place_of_it"),
        "原话",
    ),
    "a salt exchanged": (lambda: Statement.objects.filter(name="account").update(salt=b"x" * 16), "原话"),
    "the digest of an entry exchanged": (
        lambda: Entry.objects.filter(position=3).update(digest=b"x" * 32),
        "改动过",
    ),
    "an entry given to another matter": (
        lambda: Entry.objects.filter(position=10).update(number="2026-000099-9"),
        "正文和索引",
    ),
    "an action changed in the index": (
        lambda: Entry.objects.filter(position=2).update(action="note"),
        "正文和索引",
    ),
    "a row deleted": (lambda: Case.objects.filter(unit="zjj").delete(), "缺少表格行"),
    "words changed": (lambda: Statement.objects.filter(name="account").update(text="没有什么"), "原话"),
    "words taken out": (lambda: Statement.objects.filter(name="subject").delete(), "不见了"),
    "words put in": (
        lambda: Statement.objects.create(
            number=Case.objects.values_list("number", flat=True)[0],
            ordinal=1,
            name="extra",
            text="x",
            salt=b"x",
        ),
        "原话",
    ),
    "a paper exchanged": (lambda: Attachment.objects.update(sha256="cd" * 32), "材料"),
    "a wall taken down": (lambda: Wall.objects.all().delete(), "walls"),
    "a unit let in": (
        lambda: Seated.objects.create(case=Case.objects.filter(unit="zjj")[0], unit_id="xihe", role="sender"),
        "seats",
    ),
}


@pytest.mark.parametrize("name", TAMPERING)
def test_tampering_is_found(county: Cast, name: str) -> None:
    tamper, words = TAMPERING[name]
    tamper()
    findings = verify().findings
    assert any(words in one for one in findings), findings
