"""The calendar under which a case is counted, with the plans that the office has added to those we ship."""

import os
import time
from pathlib import Path

from django.conf import settings

from xinqiao.law.catalogue import find_procedure
from xinqiao.law.workdays import Calendar, load

LOOK_AGAIN = 2.0
"""Seconds after which files that are already known are looked at again; a file put in or taken out is seen at once."""

_kept: dict[str, tuple[object, object, float, Calendar]] = {}


def calendar_named(name: str) -> Calendar:
    """The calendar ``name``; read again when a file in the office's own folder has changed."""
    # A plan arrives once a year, but it must be taken up without a restart; and a rebuild asks a million times.
    folder = f"{settings.CALENDARS}/{name}"
    try:
        place = (folder, os.stat(folder).st_mtime_ns)  # noqa: PTH116 making a Path costs more than looking
    except OSError:
        place = (folder, 0)
    now = time.monotonic()
    kept = _kept.get(name)
    if kept is not None and kept[0] == place and now - kept[2] < LOOK_AGAIN:
        return kept[3]
    files = sorted(
        (one.name, one.stat().st_mtime_ns, one.stat().st_size) for one in Path(folder).glob("*.toml")
    )
    calendar = kept[3] if kept and (kept[0], kept[1]) == (place, files) else load(name, [settings.CALENDARS])
    _kept[name] = (place, files, now, calendar)
    return calendar


def calendar_now() -> Calendar:
    """The calendar of the procedure under which new matters begin: by it an office knows what day it is."""
    return calendar_named(find_procedure(settings.PROCEDURE).calendar)
