"""The calendar under which a case is counted, with the plans that the office has added to those we ship."""

from pathlib import Path

from django.conf import settings

from xinqiao.law.workdays import Calendar, load

_kept: dict[str, tuple[object, Calendar]] = {}


def calendar_named(name: str) -> Calendar:
    """The calendar ``name``; read again when a file in the office's own folder has changed."""
    folder = Path(settings.CALENDARS) / name
    # A plan arrives once a year, but it must be taken up without a restart.
    state = (
        sorted((file.name, file.stat().st_mtime_ns) for file in folder.glob("*.toml"))
        if folder.is_dir()
        else []
    )
    kept = _kept.get(name)
    if kept is None or kept[0] != state:
        kept = _kept[name] = (state, load(name, [settings.CALENDARS]))
    return kept[1]
