"""Spreadsheets made to do harm: coming in they are measured first, going out no cell is a formula."""

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xinqiao.channels.sheet import table as table_module
from xinqiao.channels.sheet.table import Unreadable, read_table
from xinqiao.channels.sheet.writing import write_rows

FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://evil.example","x")',
    "＝1+1", "＋1", "－1", "＠1", "=IMPORTXML(1)", "'=1+1", "{=1+1}", "DDE", "=\u202e1",
)  # fmt: skip


def sheet(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as workbook:
        page = workbook.add_worksheet()
        page.write_row(0, 0, ["收到时间", "反映内容"])
        page.write_row(1, 0, ["2026-03-02", "电梯坏了"])
    return path


def changed(path: Path, name: str, old: bytes, new: bytes) -> Path:
    """The workbook with one of the files inside changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for one in before.infolist():
            content = before.read(one)
            after.writestr(one.filename, content.replace(old, new) if one.filename == name else content)
    path.write_bytes(out.getvalue())
    return path


LAUGHS = (
    b"<?xml version='1.0'?><!DOCTYPE sst [<!ENTITY a0 'lol'>"
    + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]>"
)


def test_entities_that_would_fill_the_memory_are_refused(tmp_path: Path) -> None:
    path = sheet(tmp_path / "laughs.xlsx")
    with zipfile.ZipFile(path) as archive:
        head = archive.read("xl/sharedStrings.xml").split(b"?>")[0] + b"?>"
    with pytest.raises(Unreadable, match="entities"):
        read_table(changed(path, "xl/sharedStrings.xml", head, LAUGHS))


def test_a_file_of_the_machine_cannot_be_read_through_a_sheet(tmp_path: Path) -> None:
    path = sheet(tmp_path / "outside.xlsx")
    with zipfile.ZipFile(path) as archive:
        head = archive.read("xl/sharedStrings.xml").split(b"?>")[0] + b"?>"
    entity = head + b"<!DOCTYPE sst [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    with pytest.raises(Unreadable):
        read_table(changed(path, "xl/sharedStrings.xml", head, entity))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_module, "MOST_UNPACKED", 5_000_000)
    path = sheet(tmp_path / "bomb.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/a.bmp", bytes(6_000_000))
    with pytest.raises(Unreadable, match="more than it may"):
        read_table(path)


def test_what_is_no_workbook_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "page.xlsx"
    path.write_bytes(b"<html>" + sheet(tmp_path / "a.xlsx").read_bytes())
    with pytest.raises(Unreadable, match=r"page\.xlsx"):
        read_table(path)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_text_file_begins_like_a_formula(tmp_path: Path, text: str) -> None:
    path = tmp_path / "out.csv"
    write_rows(path, (text, "内容"), [(text, f"x,{text}"), (f'"{text}', text)])
    with path.open(encoding="utf-8-sig", newline="") as file:
        for cell in (cell for row in csv.reader(file) for cell in row):
            assert cell[:1] not in tuple("=+-@\t\r\n＝＋－＠"), cell


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_workbook_is_a_formula_or_a_link(tmp_path: Path, text: str) -> None:
    path = tmp_path / "out.xlsx"
    write_rows(path, (text, "内容"), [(text, text), ("http://evil.example", "mailto:a@b.example")])
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            assert b"<f>" not in content and b"<f " not in content
            assert b"hyperlink" not in content.lower() or b'="hyperlink"' not in content.lower()
        assert not [one for one in archive.namelist() if one.endswith("sheet1.xml.rels")]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(st.text(min_size=1, max_size=30), min_size=2, max_size=2))
def test_any_cell_goes_out_as_text(tmp_path: Path, cells: list[str]) -> None:
    path = tmp_path / "any.csv"
    encodable: Any = [one.encode("utf-8", "replace").decode() for one in cells]
    write_rows(path, ("a", "b"), [encodable])
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            assert not [cell for cell in row if cell[:1] in tuple("=+-@\t\r\n＝＋－＠")]
