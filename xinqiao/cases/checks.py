"""Bad settings of the record, found at start."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from xinqiao.cases.calendar import calendar_named
from xinqiao.law.calendars import BadCalendar
from xinqiao.law.catalogue import PROCEDURES


@register()
def calendars(**_kwargs: Any) -> list[CheckMessage]:
    """Every calendar that a procedure counts by can be read, the office's own files included."""
    found: list[CheckMessage] = []
    for name in sorted({one.calendar for one in PROCEDURES}):
        try:
            calendar_named(name)
        except BadCalendar as bad:
            found.append(
                Error(str(bad), hint="correct the file in DATA/calendars, or take it out", id="xinqiao.E010")
            )
    return found
