"""The calendars on the disk: one folder a place, one TOML file a year.

``cn`` follows the yearly plans of the General Office of the State Council, ``gb`` the bank holidays of England and
Wales. A year is added by a file like its neighbours, written from the published notice.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from xinqiao.law.words import _

PACKAGED = Path(__file__).parent
WEEKEND = (6, 7)
"""Saturday and Sunday, as ISO weekdays."""


@dataclass(frozen=True, slots=True)
class Break:
    """The name of a holiday break, in Chinese and in English."""

    name: str
    name_en: str = ""

    def called(self, language: str) -> str:
        return self.name_en if language.startswith("en") and self.name_en else self.name


@dataclass(frozen=True, slots=True)
class Source:
    """The notice in which a plan was published."""

    title: str
    number: str = ""
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The days off and the worked weekend days of one year. Its first break may begin in December before."""

    year: int
    sources: tuple[Source, ...]
    off: Mapping[date, Break]
    worked: Mapping[date, Break]
    confirmed: bool = True  # False: used for reckoning, but dates in that year stay provisional


class BadCalendar(ValueError):
    """A calendar that cannot be read. ``reason`` is a message id, its placeholders are filled from ``facts``."""

    def __init__(self, reason: str, **facts: Any) -> None:
        super().__init__(reason.format(**facts))
        self.reason = reason
        self.facts = facts


def read(name: str, extra_dirs: Sequence[Path | str] = ()) -> tuple[dict[str, Any], list[Plan]]:
    """What ``calendar.toml`` says for every year, and the plans of the years.

    Files in the folder ``name`` of each of ``extra_dirs`` add to the packaged ones or replace them, the last winning.
    """
    files: dict[str, Path] = {}
    for folder in (PACKAGED, *map(Path, extra_dirs)):
        files |= {path.stem: path for path in sorted((folder / name).glob("*.toml"))}
    if "calendar" not in files:
        known = "、".join(names(extra_dirs))
        raise BadCalendar(_("没有名为“{name}”的日历。现有的日历：{known}。"), name=name, known=known)
    about = _toml(files.pop("calendar"))
    return about, [_plan(path, about.get("weekend", WEEKEND)) for path in files.values()]


def names(extra_dirs: Sequence[Path | str] = ()) -> list[str]:
    """The calendars there are."""
    folders = (PACKAGED, *map(Path, extra_dirs))
    return sorted({path.parent.name for folder in folders for path in folder.glob("*/calendar.toml")})


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadCalendar(_("读不了日历文件 {file}：{error}"), file=path, error=error) from error


def _plan(path: Path, weekend: Sequence[int]) -> Plan:
    """One year's file. An office writes these by hand, so whatever is wrong is said with the file and the day."""
    content = _toml(path)
    year = content.get("year")
    if not isinstance(year, int) or path.stem != str(year):
        raise BadCalendar(_("日历文件 {file} 里的 year 要和文件名一致。"), file=path)
    off: dict[date, Break] = {}
    worked: dict[date, Break] = {}
    for why, rest, makeup in map(partial(_break, path), content.get("breaks", ())):
        for day in (*rest, *makeup):
            if day in off or day in worked or (day in rest and day in makeup):
                raise BadCalendar(_("日历文件 {file} 里的 {day} 出现了两次。"), file=path, day=day)
            if day.year != year and (day.year, day.month) != (year - 1, 12):
                reason = _("日历文件 {file} 里的 {day} 不在 {year} 年，也不在上一年十二月。")
                raise BadCalendar(reason, file=path, day=day, year=year)
            if day in makeup and day.isoweekday() not in weekend:
                reason = _("日历文件 {file} 里的 {day} 本来就是工作日，不用写在 worked 里。")
                raise BadCalendar(reason, file=path, day=day)
            (worked if day in makeup else off)[day] = why
    sources = tuple(
        Source(str(one.get("title", "")), str(one.get("number", "")), one.get("date"))
        for one in content.get("sources", ())
    )
    if not sources:
        raise BadCalendar(_("日历文件 {file} 没有写明来源 [[sources]]。"), file=path)
    return Plan(year, sources, off, worked, confirmed=content.get("confirmed") is True)


def _break(path: Path, one: Mapping[str, Any]) -> tuple[Break, list[date], list[date]]:
    """A break: its name, its days off, and the weekend days worked for it."""
    why = Break(str(one.get("name", "")), str(one.get("name_en", "")))
    first, last, makeup = one.get("first"), one.get("last", one.get("first")), one.get("worked", [])
    # A moment is a date too, and ``date`` alone would let it in.
    if not why.name or type(first) is not date or type(last) is not date or last < first:
        reason = _(
            "日历文件 {file} 里的“{name}”要有 name、first 和不早于它的 last，日期写成 2027-01-01 的样子。"
        )
        raise BadCalendar(reason, file=path, name=why.name)
    if not isinstance(makeup, list) or any(type(day) is not date for day in makeup):
        reason = _("日历文件 {file} 里“{name}”的 worked 要写成 [2027-01-01] 的样子。")
        raise BadCalendar(reason, file=path, name=why.name)
    return why, [first + timedelta(days=offset) for offset in range((last - first).days + 1)], makeup
