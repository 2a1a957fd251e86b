"""One row as a matter: what it says, when it came, and what was answered when."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from xinqiao.channels.sheet.table import Row, Table
from xinqiao.law.words import _

EARLIEST = date(1949, 10, 1)
EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a number of days in a sheet has no zone; it gets ours
LONGEST_SUBJECT = 200
MOST_PEOPLE = 100_000

CHANNELS: Mapping[str, str] = {
    "web": "web", "网上": "web", "网信": "web", "网络": "web", "互联网": "web", "微信": "web", "网上信访": "web",
    "letter": "letter", "来信": "letter", "信件": "letter", "visit": "visit", "来访": "visit", "走访": "visit",
    "phone": "phone", "电话": "phone", "来电": "phone", "热线": "phone", "12345": "phone",
    "fax": "fax", "传真": "fax", "email": "email", "邮件": "email", "电子邮件": "email",
}  # fmt: skip

PURPOSES: Mapping[str, str] = {
    "solve": "solve", "求助": "solve", "投诉": "solve", "申诉": "solve", "申诉求决": "solve", "求决": "solve", "咨询": "solve",
    "object": "object", "不服": "object", "suggest": "suggest", "建议": "suggest", "意见建议": "suggest", "建议意见": "suggest",
    "report": "report", "举报": "report", "检举": "report", "检举控告": "report",
}  # fmt: skip


class BadRow(Exception):
    """A row that cannot be a matter: a sentence to correct it by, with its facts."""

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts

    def __str__(self) -> str:
        return gettext(self.reason).format(**self.facts)


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One matter as the row tells it."""

    row: Row
    key: str
    received: datetime
    subject: str
    account: str
    requests: tuple[str, ...]
    place: str
    channel: str
    purpose: str
    content_class: str = ""
    people: int = 1
    unit: str = ""
    forwarded: datetime | None = None
    answer: str = ""
    answered: datetime | None = None
    identity: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Reader:
    """How the rows of one table are read."""

    table: Table
    columns: Mapping[str, str]  # field to column
    units: Mapping[str, str]  # name or code of a unit to its code
    zone: ZoneInfo
    now: datetime
    channel: str = "web"
    source: str = ""

    def said(self, row: Row) -> dict[str, str]:
        places = {name: place for place, name in enumerate(self.table.header)}
        return {name: row.cells[places[column]].strip() for name, column in self.columns.items()}

    def item(self, row: Row, *, again: int = 0) -> Item:
        """The matter in a row; ``again`` counts the rows before it that say exactly the same. Raises ``BadRow``."""
        said = self.said(row)
        received = self._moment(said.get("received", ""), _("收到时间"))
        if received is None:
            raise BadRow(_("没有收到时间。"))
        account, subject = _telling(said.get("account", ""), said.get("subject", ""))
        answer, answered = (
            said.get("answer", ""),
            self._moment(said.get("answered", ""), _("答复时间"), late=True),
        )
        if answer and answered is None:
            raise BadRow(_("有答复，没有答复时间。"))
        if answered is not None and not answer:
            raise BadRow(_("有答复时间，没有答复内容。"))
        if answered is not None and answered < received:
            raise BadRow(
                _("答复时间（{answered}）早于收到时间（{received}）。"),
                answered=_day(answered),
                received=_day(received),
            )
        forwarded = self._moment(said.get("forwarded", ""), _("转送时间"), late=True)
        if forwarded is not None and forwarded < received:
            raise BadRow(_("转送时间早于收到时间。"))
        unit = self._unit(said.get("unit", ""))
        if forwarded is not None and not unit:
            raise BadRow(_("有转送时间，没有办理单位。"))
        return Item(
            row=row,
            key=self._key(said, received, again),
            received=received,
            subject=subject,
            account=account,
            requests=_requests(said.get("requests", ""), subject),
            place=said.get("place", "")[:200] or "（原文没有写明）",
            channel=self._choice(said.get("channel", ""), CHANNELS, self.channel, _("方式")),
            purpose=self._choice(said.get("purpose", ""), PURPOSES, "solve", _("目的")),
            content_class=said.get("content_class", "")[:60],
            people=self._people(said.get("people", "")),
            unit=unit,
            forwarded=forwarded,
            answer=answer,
            answered=answered,
            identity={name: said[name] for name in ("name", "telephone", "address") if said.get(name)},
        )

    def _key(self, said: Mapping[str, str], received: datetime, again: int) -> str:
        """What tells this row from every other: its own number and day, else all it says."""
        if said.get("key"):
            parts = [self.source, "key", said["key"], received.date().isoformat()]
        else:
            parts = [
                self.source,
                "row",
                str(again),
                *(f"{name}={text}" for name, text in sorted(said.items())),
            ]
        return sha256("\0".join(parts).encode()).hexdigest()

    def _moment(self, text: str, title: str, *, late: bool = False) -> datetime | None:
        """A moment; where only a day is given, its noon, or its evening when it is the end of something."""
        if not text:
            return None
        found = read_moment(text)
        if found is None:
            raise BadRow(
                _("{title}“{text}”看不懂，请写成 2026-03-02 或者 2026-03-02 09:30。"),
                title=gettext(title),
                text=text[:40],
            )
        day, clock = found
        local = datetime.combine(day, clock or time(18 if late else 12), tzinfo=self.zone)
        if day < EARLIEST or day > self.now.astimezone(self.zone).date():
            raise BadRow(_("{title}“{text}”不在过去的日子里。"), title=gettext(title), text=text[:40])
        return min(local, self.now)

    def _unit(self, text: str) -> str:
        if not text:
            return ""
        code = self.units.get(text) or self.units.get("".join(text.split()))
        if code is None:
            raise BadRow(_("没有叫“{text}”的单位，或者还没有启用。"), text=text[:60])
        return code

    def _choice(self, text: str, known: Mapping[str, str], usual: str, title: str) -> str:
        if not text:
            return usual
        found = known.get(text.lower())
        if found is None:
            raise BadRow(
                _("{title}“{text}”不认识，可以写：{known}。"),
                title=gettext(title),
                text=text[:40],
                known="、".join(known),
            )
        return found

    def _people(self, text: str) -> int:
        if not text:
            return 1
        if not re.fullmatch(r"[0-9]{1,6}", text) or not 1 <= int(text) <= MOST_PEOPLE:
            raise BadRow(_("人数“{text}”要写 1 到 {most} 的整数。"), text=text[:20], most=MOST_PEOPLE)
        return int(text)


def _telling(account: str, subject: str) -> tuple[str, str]:
    """What happened and its one line; where one is missing, the other serves."""
    subject = " ".join(subject.split())
    if not account and not subject:
        raise BadRow(_("没有反映的内容。"))
    account = account or subject
    if len(subject) > LONGEST_SUBJECT:
        account = f"{subject}\n{account}"
        subject = f"{subject[: LONGEST_SUBJECT - 1]}…"
    if not subject:
        first = re.split(r"[。！？!?\n]", account.strip(), maxsplit=1)[0]
        subject = first if len(first) <= 40 else f"{first[:39]}…"
    return account, subject or account.strip()[:40]


def _requests(text: str, subject: str) -> tuple[str, ...]:
    """What is asked, one by one; a message that asks nothing apart asks for what its title says."""
    parts = [
        one.strip() for one in re.split(r"[\n；;]|(?:^|(?<=[\s。]))\d{1,2}[、.．)）]", text) if one.strip()
    ]
    return tuple(parts[:30]) or (f"请办理并答复：{subject}"[:2000],)


_DAY = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[T\s]*(?P<hour>\d{1,2})\s*[:：时点]\s*(?P<minute>\d{1,2})?(?:\s*[:：分]\s*(?P<second>\d{1,2})(?:\.\d+)?)?\s*[分秒]?)?"
)
_PLAIN = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
_SERIAL = re.compile(r"\d{4,5}(?:\.\d+)?")


def read_moment(text: str) -> tuple[date, time | None] | None:
    """The day, and the time where it is told, however a sheet writes it; None when it cannot be read.

    >>> read_moment("2019年4月3日 8时05分"), read_moment("2019/4/3"), read_moment("43558.5")
    ((datetime.date(2019, 4, 3), datetime.time(8, 5)), (datetime.date(2019, 4, 3), None), (datetime.date(2019, 4, 3), datetime.time(12, 0)))
    """
    text = text.strip()
    found = _DAY.fullmatch(text) or _PLAIN.fullmatch(text)
    try:
        if found is not None:
            parts = found.groupdict()
            day = date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
            if parts.get("hour") is None:
                return day, None
            return day, time(int(parts["hour"]), int(parts["minute"] or 0), int(parts.get("second") or 0))
        if _SERIAL.fullmatch(text):
            moment = EXCEL_EPOCH + timedelta(days=float(text))
            if "." not in text:
                return moment.date(), None
            return moment.date(), moment.time().replace(microsecond=0)
    except (ValueError, OverflowError):
        pass
    return None


def _day(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


def read_items(reader: Reader, rows: Sequence[Row]) -> tuple[list[Item], list[tuple[Row, str]]]:
    """The matters in the rows, and the rows that are none with the reason."""
    items: list[Item] = []
    bad: list[tuple[Row, str]] = []
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        again = seen[row.cells] = seen.get(row.cells, -1) + 1
        try:
            items.append(reader.item(row, again=again))
        except BadRow as fault:
            bad.append((row, str(fault)))
    return items, bad
