"""Reading a spreadsheet: rows of text under a header, whatever program wrote the file."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from xinqiao.cases.archives import BadArchive, look_inside

EXCEL = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")
TEXT = (".csv", ".tsv", ".txt")
DELIMITERS = ",\t;|，"
LONGEST_CELL = 200_000
HEADER_WITHIN = 10
"""The header is among so many first rows; above it may stand a title."""

_FORMULA = "=+-@\t\r\n＝＋－＠"
"""What a spreadsheet program may take for the beginning of a formula; the wide ones too, where Chinese is set."""

MOST_UNPACKED = 2 * 1024**3
"""What an Excel file may unpack to, in bytes: some millions of rows."""


class Unreadable(Exception):
    """The file cannot be read as a table; the text says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file as a program shows it, and its cells as text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows under it, each as wide as the header."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(path: Path, *, sheet: str = "") -> Table:
    """The table in a file. Raises ``Unreadable``."""
    suffix = path.suffix.lower()
    if suffix not in (*EXCEL, *TEXT):
        raise Unreadable(f"{path.name}: not a spreadsheet ({', '.join((*EXCEL, *TEXT))})")
    try:
        found = _excel(path, sheet) if suffix in EXCEL else _text(path)
        numbered = [(number, cells) for number, cells in found if any(cells)]
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror or error}") from error
    if not numbered:
        raise Unreadable(f"{path.name}: there is nothing in it")
    return _headed(path, numbered)


def _headed(path: Path, numbered: Sequence[tuple[int, list[str]]]) -> Table:
    """The first row that names at least two columns is the header; a title above it does not."""
    named = [
        place
        for place, (_number, cells) in enumerate(numbered[:HEADER_WITHIN])
        if sum(1 for cell in cells if cell) >= 2
    ]
    index = named[0] if named else 0
    header = _distinct(numbered[index][1])
    width = len(header)
    rows = []
    for number, cells in numbered[index + 1 :]:
        if len(cells) > width and any(cells[width:]):
            raise Unreadable(f"{path.name}: row {number} has {len(cells)} cells, the header {width}")
        rows.append(Row(number, tuple((cells + [""] * width)[:width])))
    return Table(header, tuple(rows))


def _distinct(cells: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns; one that is empty or comes again gets its place in its name."""
    found: list[str] = []
    last = max((place for place, cell in enumerate(cells) if cell), default=0)
    for place, cell in enumerate(cells[: last + 1], start=1):
        name = " ".join(cell.split()) or f"#{place}"
        found.append(f"{name}#{place}" if name in found else name)
    return tuple(found)


# -- Excel -----------------------------------------------------------------------------------------


def _excel(path: Path, sheet: str) -> Iterator[tuple[int, list[str]]]:
    if path.suffix.lower() != ".xls":
        _not_a_bomb(path)
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        names = workbook.sheet_names
        if sheet and sheet not in names:
            raise Unreadable(f"{path.name}: no sheet {sheet!r}; there are: {', '.join(names)}")
        for name in [sheet] if sheet else names:
            page = workbook.get_sheet_by_name(name)
            cells = page.to_python(skip_empty_area=False)
            if any(any(cell not in ("", None) for cell in row) for row in cells):
                return ((number, [_cell(cell) for cell in row]) for number, row in enumerate(cells, start=1))
    except CalamineError as error:
        raise Unreadable(f"{path.name}: {error}") from error
    return iter(())


def _not_a_bomb(path: Path) -> None:
    """The reader believes an archive and unpacks what it says it holds; so it is measured before."""
    with path.open("rb") as file:
        try:
            inside = look_inside(file, most=MOST_UNPACKED)
        except BadArchive as bad:
            raise Unreadable(f"{path.name}: {bad}") from bad
    if any(b"<!DOCTYPE" in one.head.replace(b"\0", b"").upper() for one in inside):
        raise Unreadable(f"{path.name}: it defines entities")


def _cell(value: object) -> str:
    """A cell as text: whole numbers without a fraction, moments as they are written in files."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
    return plain(str(value))


# -- Text ------------------------------------------------------------------------------------------


def _text(path: Path) -> Iterator[tuple[int, list[str]]]:
    text = decoded(path.read_bytes())
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=False)
    try:
        for cells in reader:
            yield reader.line_num, [plain(cell) for cell in cells]
    except csv.Error as error:
        raise Unreadable(f"{path.name}: line {reader.line_num}: {error}") from error


def decoded(data: bytes) -> str:
    """The text of a file, in UTF-8, UTF-16 with its mark, or GB18030, which Chinese Excel writes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codings = ["utf-16"]
    else:
        codings = ["utf-8-sig", "gb18030"]
    for coding in codings:
        try:
            return data.decode(coding).replace("\0", "")
        except UnicodeDecodeError:
            continue
    raise Unreadable("the text is neither UTF-8 nor GB18030 文件编码无法识别")


def delimiter(text: str) -> str:
    """What separates the cells: of those that are used, the one that the first line has most of, outside quotes."""
    counts = dict.fromkeys(DELIMITERS, 0)
    quoted = False
    for letter in text.lstrip("\r\n"):
        if letter == '"':
            quoted = not quoted
        elif letter in "\r\n" and not quoted:
            break
        elif letter in counts and not quoted:
            counts[letter] += 1
    best = max(counts, key=lambda one: counts[one])
    return best if counts[best] else ","


# -- Formulas --------------------------------------------------------------------------------------


def safe(text: str) -> str:
    """A cell that no spreadsheet program takes for a formula. ``plain`` undoes it.

    >>> safe("=1+1"), safe("一楼"), plain(safe("=1+1"))
    ("'=1+1", '一楼', '=1+1')
    """
    return f"'{text}" if text[:1] and (text[0] in _FORMULA or text.startswith("'")) else text


def plain(text: str) -> str:
    """A cell as it was meant, without the mark that ``safe`` puts before a formula."""
    text = text.strip(" \u3000\ufeff")
    return text[1:] if text[:1] == "'" and text[1:2] and (text[1] in _FORMULA or text[1] == "'") else text
