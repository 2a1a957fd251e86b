"""JSON Lines in and out: one object a line, UTF-8; a bad line is named by its number and skipped. A table comes in as CSV.

A message about a bad line never repeats the line: it may hold somebody's words.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

Row = dict[str, Any]
_LONGEST_TEXT = 1_000_000


class BadLine(Exception):
    """A line cannot be used; the message says why, without its content."""


@dataclass
class Faults:
    """Counts the bad lines of a run and says each on `say` as it comes."""

    say: Callable[[str], None]
    count: int = field(default=0, init=False)

    def name(self, source: str, number: int, reason: str) -> None:
        """Say that a line of a source is skipped, and why."""
        self.count += 1
        self.say(f"{source}: line {number}: {reason}; skipped")


def _parsed(line: bytes) -> Row:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadLine("not UTF-8") from None
    except (ValueError, RecursionError):
        raise BadLine("not JSON") from None
    if not isinstance(row, dict):
        raise BadLine("not a JSON object")
    return row


def read(
    stream: Iterable[bytes], faults: Faults, *, source: str, tick: Callable[[], object] = lambda: None
) -> Iterator[tuple[int, Row]]:
    """Give the objects of a stream with their line numbers; empty lines are passed over in silence.

    >>> faults = Faults(say=print)
    >>> [row for _, row in read([b'{"id": 1}', b"[1]", b""], faults, source="in")]
    in: line 2: not a JSON object; skipped
    [{'id': 1}]
    """
    for number, line in enumerate(stream, start=1):
        tick()
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        try:
            yield number, _parsed(line)
        except BadLine as error:
            faults.name(source, number, str(error))


def read_csv(
    stream: IO[bytes], faults: Faults, *, source: str, tick: Callable[[], object] = lambda: None
) -> Iterator[tuple[int, Row]]:
    """Give the rows of a table whose first line names the columns, each with the number of its last line.

    UTF-8, or GB 18030 as office programs in China save it. The column `segmented` counts when it says true.

    >>> faults = Faults(say=print)
    >>> [row for _, row in read_csv(io.BytesIO("text,label\\n电梯坏了,住房\\n".encode("gb18030")), faults, source="in")]
    [{'text': '电梯坏了', 'label': '住房'}]
    """
    data = stream.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            faults.name(source, 1, "neither UTF-8 nor GB 18030")
            return
    csv.field_size_limit(_LONGEST_TEXT)
    rows = csv.DictReader(io.StringIO(text, newline=""))
    while True:
        tick()
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            faults.name(source, rows.line_num + 1, "not CSV, or a field is too long")
            continue
        found: Row = {name: value for name, value in row.items() if name and value is not None}
        if "segmented" in found:
            found["segmented"] = found["segmented"].strip().lower() == "true"
        yield rows.line_num, found


def each(
    rows: Iterable[tuple[int, Row]], faults: Faults, make: Callable[[Row], Any], *, source: str
) -> Iterator[Any]:
    """Make something of each row; a row from which it cannot be made is named and skipped."""
    for number, row in rows:
        try:
            yield make(row)
        except BadLine as error:
            faults.name(source, number, str(error))


def identity(row: Row) -> str | int:
    """The row's `id`: a string or a whole number, given back as it came."""
    value = row.get("id")
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise BadLine("'id' must be a string or a whole number")
    return value


def string(row: Row, name: str) -> str:
    """A field that must be a string."""
    value = row.get(name)
    if not isinstance(value, str):
        raise BadLine(f"'{name}' must be a string")
    return value[:_LONGEST_TEXT]


def optional(row: Row, name: str) -> str | None:
    """A field that may be missing or null, and is a string or a number otherwise."""
    value = row.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, (dict, list, bool)):
        raise BadLine(f"'{name}' must be a string")
    return str(value)


def part(row: Row, name: str) -> Row:
    """A field that must be an object."""
    value = row.get(name)
    if not isinstance(value, dict):
        raise BadLine(f"'{name}' must be an object")
    return value


def write(row: Row, out: IO[bytes]) -> None:
    """Write one object as a line."""
    try:
        data = json.dumps(row, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        # Half a character, as some programs write: as an escape it stays valid.
        data = json.dumps(row).encode("ascii")
    out.write(data + b"\n")
