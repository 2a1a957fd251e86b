"""Reading what an action is told: shape only, and every fault says which field and what to do.

What comes in may be anything; what goes out is clean. Values that are people's words are given back apart from the
values that may stand in an entry.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from xinqiao.law.model import WORDS, Action, Directory, Input, Kind, Refused, Role, Standing
from xinqiao.law.words import _

LONGEST = {Kind.TEXT: 200, Kind.WORDS: 20_000, Kind.NAMES: 60, Kind.REQUESTS: 2_000, Kind.ANSWERS: 8_000}
"""The longest text of each kind, in characters, where the input itself does not say."""

MOST_ITEMS = {
    Kind.REQUESTS: 30,
    Kind.NAMES: 50,
    Kind.FILES: 40,
    Kind.UNITS: 20,
    Kind.OFFICERS: 500,
    Kind.ANSWERS: 30,
}
MOST_NUMBER = 1_000_000
MOST_DAYS = 3660

ANSWER_PARTS = (("facts", _("事实")), ("reasons", _("理由")), ("basis", _("依据")))
"""The parts of an answer to one request, each required (Regulations on Petition Work, art. 32)."""

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    r"\ufffe\uffff]"
)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def read(
    action: Action,
    facts: Mapping[str, Any],
    *,
    roles: Collection[Role],
    day: date,
    standing: Standing,
    directory: Directory,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values and the words among ``facts``, clean, or ``Refused`` with the field that is wrong.

    Values are JSON types: days are ISO text, a list of requests is its number, answers are their conclusions.
    """
    known = {one.name: one for one in action.inputs}
    for name in facts:
        if name not in known:
            raise Refused(
                _("“{action}”不需要“{name}”这一项。"),
                facts={"action": action.title, "name": str(name)[:60]},
                field=str(name)[:60],
            )
    values: dict[str, Any] = {}
    words: dict[str, Any] = {}
    for one in action.inputs:
        raw = facts.get(one.name)
        asked = not one.only_by or bool(set(one.only_by) & set(roles))
        if _empty(raw):
            if one.must_be or (one.required and asked and not one.derived):
                raise Refused(
                    one.must_be or _("请填写“{title}”。"),
                    cites=action.cites,
                    facts={"title": one.title},
                    field=one.name,
                )
            continue
        if not asked:
            raise Refused(_("“{title}”不由您填写。"), facts={"title": one.title}, field=one.name)
        try:
            value, said = _read_one(one, raw, day=day, standing=standing, directory=directory)
        except Refused as fault:
            # A fault of shape names the article too, and says in the words of the form how to do it right.
            fault.cites = fault.cites or action.cites
            fault.instead = fault.instead or one.help
            raise
        if value is not None:
            values[one.name] = value
        if one.kind in WORDS:
            words[one.name] = said
    return values, words


def _empty(raw: Any) -> bool:
    return (
        raw is None
        or raw is False
        or raw == ""
        or raw == []
        or raw == ()
        or (isinstance(raw, str) and not raw.strip())
    )


def _read_one(
    one: Input, raw: Any, *, day: date, standing: Standing, directory: Directory
) -> tuple[Any, Any]:
    match one.kind:
        case Kind.TEXT:
            return None, " ".join(_text(one, raw).split())
        case Kind.WORDS:
            return None, _text(one, raw)
        case Kind.REQUESTS | Kind.NAMES:
            items = [_text(one, item) for item in _items(one, raw) if not _empty(item)]
            _count(one, len(items))
            return len(items), items
        case Kind.FILES:
            files = [_file(one, item) for item in _items(one, raw)]
            return len(files), files
        case Kind.ANSWERS:
            return _answers(one, raw, standing)
        case Kind.DATE:
            return _date(one, raw, day=day, standing=standing), None
        case Kind.DAYS | Kind.NUMBER:
            return _number(one, raw), None
        case Kind.CHOICE:
            if not isinstance(raw, str) or raw not in {value for value, _title in one.choices}:
                raise _fault(one, _("“{title}”请在列出的选项里选一个。"))
            return raw, None
        case Kind.YES:
            return _yes(one, raw), None
        case Kind.UNIT:
            return _unit(one, raw, directory), None
        case Kind.UNITS:
            return [_unit(one, item, directory) for item in _items(one, raw)], None
        case Kind.OFFICER:
            return _officer(one, raw, directory), None
        case Kind.OFFICERS:
            return [_officer(one, item, directory) for item in _items(one, raw)], None


def _text(one: Input, raw: Any) -> str:
    if not isinstance(raw, str):
        raise _fault(one, _("“{title}”要填写文字。"))
    clean = _SURROGATE.sub("\ufffd", _CONTROL.sub("", raw.replace("\r\n", "\n").replace("\r", "\n"))).strip()
    if one.kind is Kind.TEXT:
        # One line is one line, in a list, in a letter's subject and in a spreadsheet.
        clean = " ".join(clean.split())
    if not clean:
        raise _fault(one, _("请填写“{title}”。"))
    longest = one.most if one.most and one.kind in (Kind.TEXT, Kind.WORDS) else LONGEST[one.kind]
    if len(clean) > longest:
        raise _fault(
            one, _("“{title}”最多 {longest} 个字，现在有 {length} 个字。"), longest=longest, length=len(clean)
        )
    return clean


def _items(one: Input, raw: Any) -> list[Any]:
    if isinstance(raw, str) or not isinstance(raw, list | tuple):
        raise _fault(one, _("“{title}”要一项一项填写。"))
    _count(one, len(raw))
    return list(raw)


def _count(one: Input, number: int) -> None:
    if one.least is not None and number < one.least:
        raise _fault(one, _("“{title}”至少要有 {least} 项。"), least=one.least)
    most = one.most or MOST_ITEMS[one.kind]
    if number > most:
        raise _fault(one, _("“{title}”最多 {most} 项，现在有 {number} 项。"), most=most, number=number)


def _answers(one: Input, raw: Any, standing: Standing) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Each request has exactly one answer with facts, reasons, basis and one conclusion (art. 32)."""
    conclusions = {value for value, _title in one.choices}
    values: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for answer in _items(one, raw):
        if not isinstance(answer, Mapping):
            raise _fault(one, _("“{title}”要一项一项填写。"))
        number = answer.get("request")
        if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= standing.requests:
            raise _fault(one, _("没有第 {number} 项请求。"), number=str(number)[:12])
        if any(number == earlier["request"] for earlier in values):
            raise _fault(one, _("第 {number} 项请求答复了两次，请保留一份。"), number=number)
        conclusion = answer.get("conclusion")
        if not isinstance(conclusion, str) or conclusion not in conclusions:
            raise _fault(one, _("第 {number} 项请求还没有选定处理意见。"), number=number)
        said: dict[str, Any] = {"request": number}
        for part, title in ANSWER_PARTS:
            if _empty(answer.get(part)):
                raise _fault(one, _("第 {number} 项请求还没有写明{part}。"), number=number, part=title)
            said[part] = _text(one, answer[part])
        values.append({"request": number, "conclusion": conclusion})
        words.append(said)
    missing = [
        str(number)
        for number in range(1, standing.requests + 1)
        if all(number != v["request"] for v in values)
    ]
    if missing:
        raise _fault(one, _("每一项请求都要答复，还缺第 {numbers} 项。"), numbers="、".join(missing))
    order = sorted(range(len(values)), key=lambda index: values[index]["request"])
    return [values[index] for index in order], [words[index] for index in order]


def _file(one: Input, raw: Any) -> dict[str, Any]:
    """A file as whoever kept it describes it: its name, media type, size in bytes and SHA-256 in hexadecimal."""
    if not isinstance(raw, Mapping) or set(raw) != {"name", "media_type", "size", "sha256"}:
        raise _fault(one, _("“{title}”里有一份没有传上来，请重新选择文件。"))
    name, media_type, size, sha256 = (raw[part] for part in ("name", "media_type", "size", "sha256"))
    if (
        not isinstance(name, str)
        or not 1 <= len(name) <= 200
        or not isinstance(media_type, str)
        or not 1 <= len(media_type) <= 100
        or type(size) is not int
        or size < 0
        or not isinstance(sha256, str)
        or not _SHA256.fullmatch(sha256)
    ):
        raise _fault(one, _("“{title}”里有一份没有传上来，请重新选择文件。"))
    return {"name": name, "media_type": media_type, "size": size, "sha256": sha256}


def _date(one: Input, raw: Any, *, day: date, standing: Standing) -> str:
    if isinstance(raw, datetime):
        raise _fault(one, _("“{title}”要写日期，例如 2026-03-02。"))
    if isinstance(raw, str):
        try:
            raw = date.fromisoformat(raw.strip())
        except ValueError:
            raise _fault(one, _("“{title}”要写日期，例如 2026-03-02。")) from None
    if not isinstance(raw, date):
        raise _fault(one, _("“{title}”要写日期，例如 2026-03-02。"))
    if raw > day and not one.future:
        raise _fault(one, _("“{title}”不能晚于今天（{day}）。"), day=day.isoformat())
    if one.future and raw < day and not one.since:
        raise _fault(one, _("“{title}”不能早于今天（{day}）。"), day=day.isoformat())
    if raw.year < 1949 or raw.year > day.year + 20:
        raise _fault(one, _("“{title}”的年份不对，请核对。"))
    running = standing.clocks.get(one.since) if one.since else None
    if running is not None and raw < running.since:
        raise _fault(one, _("“{title}”不能早于 {since}。"), since=running.since.isoformat())
    return raw.isoformat()


def _number(one: Input, raw: Any) -> int:
    if isinstance(raw, str) and re.fullmatch(r"\s*[0-9]{1,9}\s*", raw):
        raw = int(raw)
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise _fault(one, _("“{title}”要填整数。"))
    least = 1 if one.least is None else one.least
    most = one.most or (MOST_DAYS if one.kind is Kind.DAYS else MOST_NUMBER)
    if not least <= raw <= most:
        raise _fault(one, _("“{title}”要在 {least} 和 {most} 之间。"), least=least, most=most)
    return raw


def _yes(one: Input, raw: Any) -> bool | None:
    if raw not in (True, "yes", "on", "true", "no"):
        raise _fault(one, _("“{title}”请回答是或者否。"))
    if raw == "no":
        if one.must_be:
            raise _fault(one, one.must_be)
        return None
    return True


def _unit(one: Input, raw: Any, directory: Directory) -> str:
    kind = directory.kind(raw) if isinstance(raw, str) else None
    if kind is None:
        raise _fault(one, _("“{title}”里的单位没有找到，或者还没有启用。"))
    if one.kinds and kind not in one.kinds:
        raise _fault(one, _("“{title}”里的单位不能做这件事，请另选一个。"))
    return str(raw)


def _officer(one: Input, raw: Any, directory: Directory) -> str:
    if not isinstance(raw, str) or directory.unit_of(raw) is None:
        raise _fault(one, _("“{title}”里的工作人员没有找到，或者已经不在岗。"))
    return raw


def _fault(one: Input, reason: str, **facts: Any) -> Refused:
    return Refused(reason, facts={"title": one.title, **facts}, field=one.name)


def values_of(value: Any) -> frozenset[str]:
    """The single values that a fact holds, as text: what ``Sets.value`` is compared with.

    >>> sorted(values_of([{"request": 1, "conclusion": "support"}]))
    ['support']
    >>> sorted(values_of(True))
    ['yes']
    """
    if value is None or value is False:
        return frozenset({"no"})
    if value is True:
        return frozenset({"yes"})
    if isinstance(value, list):
        return frozenset(one["conclusion"] if isinstance(one, Mapping) else str(one) for one in value)
    return frozenset({str(value)})
