"""What is written down when something goes wrong: where and of what kind, never what somebody wrote.

The text of an unexpected error may hold any value that a page was given, a name or a query code among them. So a log
names the kind of the error and the lines of the program it came through; the text is kept only of errors that speak of
the machine. One record is one line for each place, whatever signs came in with an address.
"""

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db import OperationalError

_ESCAPED = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))} | {
    code: f"\\u{code:04x}"
    for code in (0x2028, 0x2029, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
"""Signs that begin a line, drive a terminal, or turn the direction of reading."""

Information = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def one_line(text: str) -> str:
    """A text in which no sign begins a line of its own.

    >>> one_line("a\\r\\nWARNING b")
    'a\\\\x0d\\\\x0aWARNING b'
    """
    return text.translate(_ESCAPED)


def told(error: BaseException) -> str:
    """The kind of an error, and its text where that speaks of the machine and not of what somebody wrote."""
    name = type(error).__name__
    if isinstance(error, OSError):
        # Not the name of the file: it may be one that somebody handed in.
        return f"{name}: {error.strerror or 'no reason given'}"
    if settings.DEBUG or isinstance(error, ImproperlyConfigured | CommandError | OperationalError):
        return f"{name}: {one_line(str(error).partition(chr(10))[0])}"
    return name


class Discreet(logging.Formatter):
    """One line a record, and of an error its kind and its way through the program."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = one_line(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Information) -> str:
        if settings.DEBUG:
            return super().formatException(ei)
        return "\n".join(_told_with_causes(ei[1])) if ei[1] is not None else ""


def _told_with_causes(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield f"{'caused by ' if len(seen) > 1 else ''}{told(current)}"
        for frame in traceback.extract_tb(current.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} {frame.name}"
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
