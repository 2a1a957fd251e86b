"""Why a date is what it is, in words: from which day it counts, by which article, over which days.

The same explanation stands beside a date on every page and behind `xinqiao due`. It is put together from whole
clauses, each a message id with named placeholders, so that every language may order its words as it likes; only
dates, articles and lists are formed here.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from xinqiao.law.model import Citation, Clock, Running, Unit
from xinqiao.law.running import due_after
from xinqiao.law.words import _
from xinqiao.law.workdays import Calendar, Due, Passed, count, passed

Translate = Callable[[str], str]

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def unchanged(text: str) -> str:
    """The translation into the language in which the law is written."""
    return text


def explain(
    due: Due,
    clock: Clock,
    calendar: Calendar,
    *,
    translate: Translate = unchanged,
    language: str = "zh-hans",
) -> str:
    """The sentence that explains a last day, then what else there is to know about it, then the article.

    >>> from xinqiao.law.clocks import CLOCKS
    >>> from xinqiao.law.workdays import load
    >>> cn = load("cn")
    >>> explain(count(cn, date(2026, 3, 12), 1, Unit.MONTH), CLOCKS["mt.handle"], cn)
    '从2026年3月12日（各方同意调解之日）起算1个月，到2026年4月12日；4月12日逢周末，是休息日，顺延到下一个工作日\
2026年4月13日（《民法典》第二百零三条）。依据：《人民调解工作若干规定》第三十三条。'
    """
    words = _Words(translate, language, due.last.year)
    days = passed(due, calendar)
    clauses = [
        _counting(words, due, clock, calendar),
        *_pauses(words, due),
        *_days_on_the_way(words, days, calendar),
        *_rolling(words, due, days, calendar),
    ]
    notes = [*_notes(words, due, clock), *_unpublished(words, due, days, calendar), *_basis(words, clock)]
    return words.sentences([words.clauses(clauses), *notes])


def explain_running(
    running: Running,
    clock: Clock,
    calendar: Calendar,
    *,
    translate: Translate = unchanged,
    language: str = "zh-hans",
) -> str:
    """The explanation of the last day of a clock that runs, or ran, in a case."""
    due = due_of(running, clock, calendar)
    return explain(due, clock, calendar, translate=translate, language=language)


def due_of(running: Running, clock: Clock, calendar: Calendar) -> Due:
    """The count behind a running clock. A last day that no count gives was set by somebody, and has no length."""
    length = clock.length if running.length is None else running.length
    due = None
    if length is not None and not running.fixed:
        due = due_after(running, length, clock, calendar)
    if due is None or (due.raw, due.last) != (running.raw, running.last):
        target = calendar.last_working(running.raw)
        due = Due(
            start=running.since,
            length=None,
            unit=clock.unit,
            raw=running.raw,
            last=running.last,
            target=target if target >= running.since else running.last,
            provisional=running.provisional,
        )
    return replace(due, paused_on=running.paused_on)


class _Words:
    """How one language says things: its translation, its dates, its lists and stops."""

    def __init__(self, translate: Translate, language: str, year: int) -> None:
        self.translate = translate
        self.language = language
        self.english = language.startswith("en")
        self.year = year  # dates in this year may go without it

    def say(self, message: str, **facts: object) -> str:
        return self.translate(message).format(**facts)

    def day(self, day: date) -> str:
        return date_text(day, self.language)

    def short(self, day: date) -> str:
        return date_text(day, self.language, year=day.year != self.year)

    def span(self, first: date, last: date) -> str:
        return span_text(first, last, self.language, year=first.year != self.year)

    def listed(self, items: Iterable[str]) -> str:
        return (", " if self.english else "、").join(items)

    def clauses(self, clauses: Iterable[str]) -> str:
        return ("; " if self.english else "；").join(clauses)

    def sentences(self, sentences: Iterable[str]) -> str:
        return (
            " ".join(f"{one}." for one in sentences)
            if self.english
            else "".join(f"{one}。" for one in sentences)
        )


def _counting(words: _Words, due: Due, clock: Clock, calendar: Calendar) -> str:
    """From which day, how many of which days, to which day; and how far an extension goes from there."""
    start, trigger, length = words.day(due.start), words.translate(clock.trigger), due.length
    if length is None:
        return words.say(
            _("从{start}（{trigger}）起，最后一天定为{last}"),
            start=start,
            trigger=trigger,
            last=words.day(due.last),
        )
    end = due.raw
    if due.extended:
        end = count(calendar, due.start, length, due.unit, roll=False, paused=due.paused).raw
    message = _counting_message(due, end)
    clause = words.say(message, start=start, trigger=trigger, length=length, end=words.day(end))
    if not due.extended:
        return clause
    if due.unit == Unit.WORKING_DAY:
        message = _("经批准延长{extended}个工作日，接着算到{raw}")
    else:
        message = _("经批准延长{extended}天，接着算到{raw}")
    return words.clauses([clause, words.say(message, extended=due.extended, raw=words.day(due.raw))])


def _counting_message(due: Due, end: date) -> str:
    if due.unit == Unit.WORKING_DAY:
        if due.backwards:
            return _("从{start}（{trigger}）的前一天往前数，第{length}个工作日是{end}")
        return _("从{start}（{trigger}）的次日起算，第{length}个工作日是{end}")
    if due.unit == Unit.DAY:
        if due.backwards:
            return _("从{start}（{trigger}）的前一天往前数，第{length}天是{end}（周末和节假日也算在内）")
        return _("从{start}（{trigger}）的次日起算，第{length}天是{end}（周末和节假日也算在内）")
    same_day = end.day == due.start.day or due.paused
    if due.unit == Unit.MONTH:
        if same_day:
            return _("从{start}（{trigger}）起算{length}个月，到{end}")
        return _("从{start}（{trigger}）起算{length}个月，到期的那个月没有同一天，所以到月末{end}")
    if same_day:
        return _("从{start}（{trigger}）起算{length}年，到{end}")
    return _("从{start}（{trigger}）起算{length}年，那一年没有2月29日，所以到{end}")


def _pauses(words: _Words, due: Due) -> list[str]:
    clauses = []
    if due.paused:
        days = words.listed(words.span(*span) for span in due.paused)
        if due.unit == Unit.WORKING_DAY:
            clauses.append(words.say(_("{days}暂停计算，其中的工作日不算在内"), days=days))
        else:
            number = sum((last - first).days + 1 for first, last in due.paused)
            clauses.append(words.say(_("{days}暂停计算，这{number}天不算在内"), days=days, number=number))
    if due.paused_on is not None:
        clauses.append(
            words.say(_("{day}起暂停计算，恢复以后最后一天相应往后推"), day=words.short(due.paused_on))
        )
    return clauses


def _days_on_the_way(words: _Words, days: Passed, calendar: Calendar) -> list[str]:
    clauses = []
    if days.skipped:
        clauses.append(
            words.say(_("中间的休息日不算：{days}"), days=_rest_days(words, days.skipped, calendar))
        )
    if days.worked:
        worked = words.listed(words.short(day) for day in days.worked)
        clauses.append(words.say(_("{days}虽是周末，按放假安排要上班，算工作日"), days=worked))
    return clauses


def _rest_days(words: _Words, days: Sequence[date], calendar: Calendar) -> str:
    """The breaks by name and date, the plain weekend days by number."""
    items = []
    for holiday, group in groupby((day for day in days if calendar.holiday(day)), key=calendar.holiday):
        of_break = list(group)
        assert holiday is not None
        items.append(
            words.say(
                _("{name}（{span}）"),
                name=holiday.called(words.language),
                span=words.span(of_break[0], of_break[-1]),
            )
        )
    weekend = sum(1 for day in days if calendar.holiday(day) is None)
    if weekend:
        items.append(words.say(_("周末1天") if weekend == 1 else _("周末{number}天"), number=weekend))
    return words.listed(items)


def _rolling(words: _Words, due: Due, days: Passed, calendar: Calendar) -> list[str]:
    if not days.rolled:
        return []
    names = [
        holiday.called(words.language) if holiday else words.translate(_("周末"))
        for holiday in map(calendar.holiday, days.rolled)
    ]
    facts = {
        "raw": words.short(due.raw),
        "names": words.listed(dict.fromkeys(names)),
        "last": words.day(due.last),
    }
    if due.backwards:
        return [words.say(_("{raw}逢{names}，是休息日，提前到上一个工作日{last}"), **facts)]
    if calendar.rolls_by is None:
        return [words.say(_("{raw}逢{names}，是休息日，顺延到下一个工作日{last}"), **facts)]
    rule = citation_text(calendar.rolls_by, words.translate, words.language)
    return [words.say(_("{raw}逢{names}，是休息日，顺延到下一个工作日{last}（{rule}）"), rule=rule, **facts)]


def _notes(words: _Words, due: Due, clock: Clock) -> list[str]:
    notes = []
    if clock.length is None and due.length is not None:
        notes.append(words.say(_("这个期限有多少天，由单位在办理时写明")))
    if clock.minimum:
        notes.append(words.say(_("这是最短的时间，可以更长，不能更短")))
    if clock.right and due.paused_on is None:
        notes.append(words.say(_("在{last}24时以前提出，都算按时"), last=words.day(due.last)))
    return notes


def _unpublished(words: _Words, due: Due, days: Passed, calendar: Calendar) -> list[str]:
    """What a provisional date rests on. A year before all known ones will not be published any more."""
    if not due.provisional:
        return []
    newest = max(calendar.known, default=0)
    notes = []
    to_come = [str(year) for year in days.unknown if year > newest]
    if to_come:
        notes.append(
            words.say(
                _("{years}年的放假安排还没有公布，这个日期先按周末推算，公布后会重新计算"),
                years=words.listed(to_come),
            )
        )
    missing = [str(year) for year in days.unknown if year <= newest]
    if missing:
        notes.append(
            words.say(_("系统里没有{years}年的放假安排，这个日期只按周末推算"), years=words.listed(missing))
        )
    return notes


def _basis(words: _Words, clock: Clock) -> list[str]:
    """The articles; and honestly, where a number of days is not from the law or was not found in it."""
    if all(one.mark == "D" for one in clock.cites):
        return [words.say(_("法律没有规定这个天数，这是本单位自己定的"))]
    cites = [citation_text(one, words.translate, words.language) for one in clock.cites]
    between = "; " if words.english else "、"  # an English article has commas of its own
    notes = [words.say(_("依据：{cites}"), cites=between.join(cites))]
    if any(one.mark == "U" for one in clock.cites):
        notes.append(words.say(_("这个天数还没有和法律原文核对，本单位可以修改")))
    return notes


def date_text(day: date, language: str = "zh-hans", *, year: bool = True) -> str:
    """A day as people write it.

    >>> date_text(date(2026, 5, 11)), date_text(date(2026, 5, 11), "en"), date_text(date(2026, 5, 1), "en", year=False)
    ('2026年5月11日', '11 May 2026', '1 May')
    """
    if language.startswith("en"):
        return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")
    return (f"{day.year}年" if year else "") + f"{day.month}月{day.day}日"


def span_text(first: date, last: date, language: str = "zh-hans", *, year: bool = True) -> str:
    """Days in a row, both ends included.

    >>> span_text(date(2026, 5, 1), date(2026, 5, 5)), span_text(date(2026, 5, 1), date(2026, 5, 5), "en")
    ('2026年5月1日至5日', '1 to 5 May 2026')
    """
    if first == last:
        return date_text(first, language, year=year)
    if language.startswith("en"):
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day} to {date_text(last, language, year=year)}"
        begin = date_text(first, language, year=year and first.year != last.year)
        return f"{begin} to {date_text(last, language, year=year or first.year != last.year)}"
    begin = date_text(first, language, year=year or first.year != last.year)
    if (first.year, first.month) == (last.year, last.month):
        return f"{begin}至{last.day}日"
    return f"{begin}至{date_text(last, language, year=first.year != last.year)}"


NUMERALS = {numeral: number for number, numeral in enumerate("零一二三四五六七八九")}
TENS = {"十": 10, "百": 100, "千": 1000}
PARTS = {
    "编": "Part", "部分": "Part", "章": "Chapter", "节": "Section", "条": "Article", "款": "paragraph", "项": "item",
    "阶段": "Stage",
}  # fmt: skip


def citation_text(citation: Citation, translate: Translate = unchanged, language: str = "zh-hans") -> str:
    """An article as it is quoted in this language.

    >>> citation_text(Citation("信访工作条例", "第二十三条第三款"))
    '《信访工作条例》第二十三条第三款'
    >>> citation_text(Citation("信访工作条例", "第二十三条第三款"), lambda text: "Regulations on Petition Work", "en")
    'Regulations on Petition Work, Article 23, paragraph 3'
    """
    if not language.startswith("en"):
        return str(citation)
    law = translate(citation.law)
    law = f"《{law}》" if law == citation.law and citation.article and not law.isascii() else law
    return f"{law}, {article_text(citation.article)}" if citation.article else law


def article_text(article: str) -> str:
    """The number of an article in English; what is not such a number stays as it is.

    >>> article_text("第三十一条第六项"), article_text("第四条、第五条"), article_text("第六部分")
    ('Article 31, item 6', 'Article 4, Article 5', 'Part 6')
    """
    pattern = rf"、?第([零一二三四五六七八九十百千\d]+)({'|'.join(PARTS)})"
    return re.sub(pattern, lambda found: f", {PARTS[found[2]]} {_number(found[1])}", article).removeprefix(
        ", "
    )


def _number(numerals: str) -> int:
    if numerals.isdecimal():
        return int(numerals)
    total = unit = 0
    for numeral in numerals:
        if numeral in TENS:
            total += (unit or 1) * TENS[numeral]
            unit = 0
        else:
            unit = NUMERALS[numeral]
    return total + unit
