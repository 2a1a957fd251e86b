"""Through the door with the true dates, each row once, and nothing claimed that the sheet does not tell."""

import csv
import io
import json

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from xinqiao.cases.models import Case, Statement
from xinqiao.cases.record import verify
from xinqiao.channels.sheet.table import read_table
from xinqiao.ledger.models import Entry
from xinqiao.people.identities import open_identity
from xinqiao.testing import make_cast

pytestmark = pytest.mark.django_db

HEADER = ["编号", "时间", "标题", "内容", "用户", "回复", "回复时间", "办理单位"]
OPEN = ["1", "2026-03-02 21:15:00", "电梯停运", "停了一个月。", "A0001", "", "", ""]
ANSWERED = [
    "2",
    "2025-04-01 08:00",
    "路灯不亮",
    "半个月了。",
    "A0002",
    "已经修好。",
    "2025-04-09 16:30",
    "青石县住房和城乡建设局",
]
PASSED_ON = ["3", "2026-11-02", "漏水", "墙湿了。", "", "", "", "zjj"]


@pytest.fixture
def cast():
    return make_cast()


def sheet(path, rows, header=HEADER, coding="utf-8"):
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, *rows])
    path.write_bytes(out.getvalue().encode(coding))
    return path


def take_in(path, **options):
    out = io.StringIO()
    call_command("import_items", str(path), unit="xfj", yes=True, json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def test_an_open_row_is_filed_on_the_day_it_came(tmp_path, cast):
    told = take_in(sheet(tmp_path / "a.csv", [OPEN]))
    assert (told["open"], told["answered"], told["refused"]) == (1, 0, 0)
    case = Case.objects.get()
    assert (case.state, str(case.received_on), case.channel) == ("submitted", "2026-03-02", "web")
    entry = Entry.objects.get()
    assert entry.at.astimezone(case.filed_at.tzinfo) == case.filed_at
    assert '"at":"2026-03-02T21:15:00+08:00"' in entry.text
    assert '"written_at":"2026-03-02' not in entry.text
    assert open_identity(case.number) == {"name": "A0001"}
    assert "A0001" not in entry.text


def test_an_answered_row_is_one_entry_with_both_days_and_the_unit_that_answered(tmp_path, cast):
    take_in(sheet(tmp_path / "a.csv", [ANSWERED]))
    case = Case.objects.get()
    assert (case.state, case.closed, str(case.received_on)) == ("final", True, "2025-04-01")
    assert (case.receiver_id, case.unit_id, case.late, case.due_clock) == ("xfj", "zjj", False, "")
    entry = Entry.objects.get()
    assert '"answered_on":"2025-04-09"' in entry.text
    assert '"at":"2025-04-09T16:30:00+08:00"' in entry.text
    assert Statement.objects.get(name="answer").text == "已经修好。"


def test_a_row_with_a_unit_is_registered_and_passed_on_by_whoever_imports(tmp_path, cast):
    take_in(sheet(tmp_path / "a.csv", [PASSED_ON]))
    case = Case.objects.get()
    assert (case.state, case.unit_id) == ("forwarded", "zjj")
    assert '"at":"2026-11-02T12:00:00+08:00"' in Entry.objects.get(ordinal=1).text
    assert case.anonymous


def test_the_same_file_twice_is_taken_in_once(tmp_path, cast):
    path = sheet(tmp_path / "a.csv", [OPEN, ANSWERED])
    take_in(path)
    told = take_in(path)
    assert (told["open"], told["answered"], told["there"]) == (0, 0, 2)
    longer = sheet(tmp_path / "renamed.csv", [OPEN, ANSWERED, PASSED_ON], coding="gb18030")
    assert take_in(longer)["there"] == 2
    assert Case.objects.count() == 3


def test_bad_rows_come_back_to_be_corrected_and_the_good_ones_are_in(tmp_path, cast):
    bad = ["4", "昨天", '=HYPERLINK("http://x")', "内容", "", "", "", ""]
    errors = tmp_path / "errors.csv"
    with pytest.raises(CommandError, match="1 "):
        take_in(sheet(tmp_path / "a.csv", [OPEN, bad]), errors=str(errors))
    assert Case.objects.count() == 1
    table = read_table(errors)
    assert table.header[:-1] == tuple(HEADER)
    assert "第 3 行" in table.rows[0].cells[-1]
    corrected = [list(row.cells) for row in table.rows]
    corrected[0][1] = "2026-03-05"
    take_in(sheet(tmp_path / "b.csv", corrected, header=list(table.header)))
    assert Case.objects.filter(subject='=HYPERLINK("http://x")').exists()


def test_an_excel_workbook_is_read_as_well(tmp_path, cast):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        page = workbook.add_worksheet("登记")
        for number, line in enumerate([["信访登记表"], HEADER, OPEN, ANSWERED]):
            page.write_row(number, 0, line)
    told = take_in(path)
    assert (told["open"], told["answered"]) == (1, 1)


def test_a_rehearsal_keeps_nothing(tmp_path, cast):
    told = take_in(sheet(tmp_path / "a.csv", [OPEN, ANSWERED]), dry_run=True)
    assert (told["open"], told["answered"], told["rehearsed"]) == (1, 1, True)
    assert not Case.objects.exists()
    assert not Entry.objects.exists()


def test_accusations_are_not_written_down_as_answered(tmp_path, cast):
    header = [*HEADER, "类型"]
    with pytest.raises(CommandError):
        take_in(
            sheet(tmp_path / "a.csv", [[*ANSWERED, "举报"]], header=header), errors=str(tmp_path / "e.csv")
        )
    assert not Case.objects.exists()


def test_without_a_yes_nothing_is_done_where_nobody_sits(tmp_path, cast):
    with pytest.raises(CommandError) as refused:
        call_command("import_items", str(sheet(tmp_path / "a.csv", [OPEN])), unit="xfj", stdout=io.StringIO())
    assert refused.value.returncode == 2
    assert not Case.objects.exists()


def test_what_the_sheet_cannot_tell_is_said(tmp_path, cast):
    out = io.StringIO()
    call_command(
        "import_items", str(sheet(tmp_path / "a.csv", [OPEN, ANSWERED])), unit="xfj", dry_run=True, stdout=out
    )
    assert "不补写" in out.getvalue()
    assert "没有地点一列" in out.getvalue()


def test_the_record_holds_and_the_numbers_are_told(tmp_path, cast):
    numbers = tmp_path / "numbers.csv"
    take_in(sheet(tmp_path / "a.csv", [OPEN, ANSWERED, PASSED_ON]), numbers=str(numbers))
    assert verify().findings == []
    told = {row.cells[1] for row in read_table(numbers).rows}
    assert told == set(Case.objects.values_list("number", flat=True))


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_register_names_nobody_and_holds_no_accusation(tmp_path, cast, suffix):
    accused = ["9", "2026-11-02", "冒领补贴", "有人冒领。", "", "", "", ""]
    take_in(sheet(tmp_path / "a.csv", [OPEN, ANSWERED]))
    take_in(sheet(tmp_path / "b.csv", [[*accused, "举报"]], header=[*HEADER, "类型"]))
    path = tmp_path / f"register{suffix}"
    call_command("export_register", str(path), stdout=io.StringIO())
    table = read_table(path)
    said = "\n".join(" ".join(row.cells) for row in table.rows)
    assert len(table.rows) == 2
    assert "电梯停运" in said
    assert "A0001" not in said
    assert "冒领" not in said


def test_an_officer_exports_only_what_they_may_see(tmp_path, cast):
    take_in(sheet(tmp_path / "a.csv", [OPEN, PASSED_ON]))
    path = tmp_path / "register.csv"
    call_command("export_register", str(path), officer="zhou", stdout=io.StringIO())
    assert [row.cells[5] for row in read_table(path).rows] == ["漏水"]
    call_command("export_register", str(path), officer="wu", stdout=io.StringIO())
    assert read_table(path).rows == ()
