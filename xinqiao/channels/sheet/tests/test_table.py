"""Whatever program wrote the file, the same table is read."""

from datetime import date, datetime

import pytest
import xlsxwriter

from xinqiao.channels.sheet.table import Row, Table, Unreadable, decoded, delimiter, plain, read_table, safe
from xinqiao.channels.sheet.writing import REASON, write_rows, write_to_correct

EXPECTED = Table(
    ("时间", "内容"), (Row(2, ("2026-03-02", "电梯坏了，没有人修")), Row(3, ("2026-03-03", "路灯\n不亮")))
)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_codings_and_delimiters(tmp_path, coding, mark):
    path = tmp_path / "items.csv"
    lines = [f"时间{mark}内容", f'2026-03-02{mark}"电梯坏了，没有人修"', f'2026-03-03{mark}"路灯\n不亮"']
    path.write_bytes("\r\n".join(lines).encode(coding))
    table = read_table(path)
    assert table.header == EXPECTED.header
    assert [row.cells for row in table.rows] == [row.cells for row in EXPECTED.rows]


def test_excel_cells_become_text(tmp_path):
    path = tmp_path / "items.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        page = workbook.add_worksheet()
        moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        page.write_row(0, 0, ["信访登记表"])
        page.write_row(1, 0, ["编号", "时间", "人数"])
        page.write(2, 0, 17)
        page.write_datetime(2, 1, datetime(2026, 3, 2, 9, 30), moment)
        page.write(2, 2, 40)
    table = read_table(path)
    assert table.header == ("编号", "时间", "人数")
    assert table.rows == (Row(3, ("17", "2026-03-02 09:30:00", "40")),)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("items.pdf", b"%PDF"),
        ("items.xlsx", b"no zip"),
        ("items.csv", b""),
        ("items.csv", b"\xff\xff\xff\x00a"),
    ],
)
def test_what_is_no_table_is_said(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Unreadable):
        read_table(path)


def test_a_row_longer_than_the_header_is_not_cut_silently(tmp_path):
    path = tmp_path / "items.csv"
    path.write_text("a,b\n1,2,3\n", "utf-8")
    with pytest.raises(Unreadable, match="row 2"):
        read_table(path)


@pytest.mark.parametrize("cell", ["=1+1", "+86 10", "-3", "@here", "'quoted", "\t=x"])
def test_no_cell_is_taken_for_a_formula_and_none_is_changed_by_the_way_back(cell):
    assert safe(cell).startswith("'")
    assert plain(safe(cell)) == cell.strip(" ")


def test_the_delimiter_is_counted_outside_quotes():
    assert delimiter('"a,b,c";d;e\n') == ";"
    assert decoded("时间".encode("gb18030")) == "时间"


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_refused_rows_come_back_with_the_reason_and_can_be_read_again(tmp_path, suffix):
    table = Table(("时间", "内容"), (Row(2, ("昨天", '=HYPERLINK("http://x")')),))
    path = tmp_path / f"errors{suffix}"
    assert write_to_correct(path, table, [(table.rows[0], "收到时间看不懂")]) == 1
    again = read_table(path)
    assert again.header == ("时间", "内容", REASON)
    assert again.rows[0].cells == ("昨天", '=HYPERLINK("http://x")', "第 2 行：收到时间看不懂")
    if suffix == ".csv":
        assert "'=HYPERLINK" in path.read_text("utf-8-sig")


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text("before")

    def rows():
        yield ("1",)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_rows(path, ("a",), rows())
    assert path.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["register.csv"]


def test_days_without_a_time(tmp_path):
    path = tmp_path / "days.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        page = workbook.add_worksheet()
        page.write_row(0, 0, ["a", "b"])
        page.write_datetime(1, 0, date(2026, 3, 2), workbook.add_format({"num_format": "yyyy-mm-dd"}))
        page.write(1, 1, "x")
    assert read_table(path).rows[0].cells[0].startswith("2026-03-02")
