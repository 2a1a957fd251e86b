"""Writing spreadsheets that carry text and nothing that a program would run."""

import csv
import os
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import xlsxwriter

from xinqiao.channels.sheet.table import Row, Table, safe

REASON = "错误原因 reason"
LONGEST_CELL = 32_767
"""What an Excel cell holds, in characters."""


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a table to a .csv or .xlsx file, whole or not at all; return the number of rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, suffix=path.suffix)
    os.close(handle)
    try:
        write = _excel if path.suffix.lower() == ".xlsx" else _text
        done = write(Path(aside), header, rows)
        Path(aside).replace(path)
    finally:
        with suppress(FileNotFoundError):
            Path(aside).unlink()
    return done


def write_to_correct(path: Path, table: Table, bad: Sequence[tuple[Row, str]]) -> int:
    """The rows that were refused, with the same columns and the reason, to be corrected and imported again."""
    header = [*(name for name in table.header if name != REASON), REASON]
    kept = [place for place, name in enumerate(table.header) if name != REASON]
    ordered = sorted(bad, key=lambda one: one[0].number)
    return write_rows(
        path,
        header,
        ([*(row.cells[place] for place in kept), f"第 {row.number} 行：{reason}"] for row, reason in ordered),
    )


def _text(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    done = 0
    # With the mark that tells Excel it is UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([safe(cell) for cell in header])
        for row in rows:
            writer.writerow([safe(cell) for cell in row])
            done += 1
    return done


def _excel(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    done = 0
    with xlsxwriter.Workbook(str(path), options) as workbook:
        page = workbook.add_worksheet("心桥")
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        page.freeze_panes(1, 0)
        for place, cell in enumerate(header):
            page.write_string(0, place, cell, bold)
            page.set_column(place, place, min(max(len(cell) * 2, 12), 40))
        for done, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                page.write_string(done, place, cell[:LONGEST_CELL])
        if done:
            page.autofilter(0, 0, done, len(header) - 1)
    return done
