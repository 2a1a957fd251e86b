"""What is said beside a date: the article, the day counted from, and every day that made a difference."""

import doctest
import string
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinqiao.law import clocks, explain, workdays
from xinqiao.law.clocks import CLOCKS, OTHER_CLOCKS
from xinqiao.law.explain import article_text, citation_text, date_text, due_of, explain_running, span_text
from xinqiao.law.model import Citation, Clock, Role, Running, Unit
from xinqiao.law.workdays import Calendar, count, load

CN = load("cn")
GB = load("gb")

HANDLE = Clock(
    id="handle",
    title="办理",
    length=60,
    binds=Role.COMPETENT_UNIT,
    trigger="受理之日",
    cites=(Citation("信访工作条例", "第三十四条"),),
    most=30,
)
OBJECT = Clock(
    id="object",
    title="异议",
    length=5,
    unit=Unit.WORKING_DAY,
    binds=Role.COMPETENT_UNIT,
    trigger="收到之日",
    cites=(Citation("信访工作条例", "第二十三条第三款"),),
)
ASK = Clock(
    id="ask",
    title="请求复查",
    length=30,
    binds=Role.PETITIONER,
    right=True,
    trigger="收到书面意见之日",
    cites=(Citation("信访工作条例", "第三十五条"),),
)
REPORT = Clock(
    id="report",
    title="反馈",
    length=None,
    binds=Role.COMPETENT_UNIT,
    trigger="交办之日",
    cites=(Citation("信访工作条例", "第二十二条"),),
)

ENGLISH = {
    "从{start}（{trigger}）起，最后一天定为{last}": "From {start} ({trigger}) the last day was set as {last}",
    "从{start}（{trigger}）的次日起算，第{length}天是{end}（周末和节假日也算在内）": (
        "Counted from the day after {start} ({trigger}), day {length} is {end} (weekends and holidays count)"
    ),
    "从{start}（{trigger}）的次日起算，第{length}个工作日是{end}": (
        "Counted from the day after {start} ({trigger}), working day {length} is {end}"
    ),
    "中间的休息日不算：{days}": "rest days on the way do not count: {days}",
    "{name}（{span}）": "{name} ({span})",
    "周末{number}天": "{number} weekend days",
    "{days}虽是周末，按放假安排要上班，算工作日": (
        "{days} is a weekend day, but a working day by the holiday plan"
    ),
    "{raw}逢{names}，是休息日，顺延到下一个工作日{last}（{rule}）": (
        "{raw} is a rest day ({names}), so it moves to the next working day, {last} ({rule})"
    ),
    "在{last}24时以前提出，都算按时": "Whatever is sent before midnight at the end of {last} is in time",
    "依据：{cites}": "Basis: {cites}",
    "受理之日": "the day of acceptance",
    "收到之日": "the day of receipt",
    "收到书面意见之日": "the day the written opinion was received",
    "信访工作条例": "Regulations on Petition Work",
    "民法典": "Civil Code",
}


def on(text: str) -> date:
    return date.fromisoformat(text)


def english(text: str) -> str:
    return ENGLISH.get(text, text)


def said(
    clock: Clock,
    event: str,
    calendar: Calendar = CN,
    *,
    length: int = 0,
    language: str = "zh-hans",
    **how: Any,
) -> str:
    number = length or clock.length or 0
    due = count(calendar, on(event), number, clock.unit, backwards=clock.backwards, **how)
    return explain.explain(
        due, clock, calendar, translate=english if language == "en" else explain.unchanged, language=language
    )


def test_a_plain_period():
    assert said(HANDLE, "2026-03-12") == (
        "从2026年3月12日（受理之日）的次日起算，第60天是2026年5月11日（周末和节假日也算在内）。"
        "依据：《信访工作条例》第三十四条。"
    )


def test_a_last_day_in_a_break_tells_which_break_and_by_which_rule_it_moves():
    assert said(ASK, "2026-04-01") == (
        "从2026年4月1日（收到书面意见之日）的次日起算，第30天是2026年5月1日（周末和节假日也算在内）；"
        "5月1日逢劳动节，是休息日，顺延到下一个工作日2026年5月6日（《民法典》第二百零三条）。"
        "在2026年5月6日24时以前提出，都算按时。依据：《信访工作条例》第三十五条。"
    )


def test_a_last_day_on_a_plain_weekend():
    assert "3月21日逢周末，是休息日，顺延到下一个工作日2026年3月23日" in said(REPORT, "2026-03-06", length=15)


def test_working_days_name_the_breaks_the_weekends_and_the_worked_weekend_days():
    assert said(OBJECT, "2026-04-29") == (
        "从2026年4月29日（收到之日）的次日起算，第5个工作日是2026年5月9日；"
        "中间的休息日不算：劳动节（5月1日至5日）；5月9日虽是周末，按放假安排要上班，算工作日。"
        "依据：《信访工作条例》第二十三条第三款。"
    )
    assert "中间的休息日不算：国庆节（10月1日至7日）；10月10日虽是周末" in said(OBJECT, "2026-09-28")
    assert "中间的休息日不算：周末2天。" in said(OBJECT, "2026-03-06")
    assert "中间的休息日不算：中秋节（9月25日至27日）、周末1天；9月20日虽是周末" in said(
        CLOCKS["md.legality"], "2026-09-17"
    )


def test_days_of_another_year_carry_their_year():
    assert "元旦（2022年12月31日至2023年1月2日）" in said(OBJECT, "2022-12-29")


def test_a_worked_saturday_at_the_end_tells_why_it_does_not_move():
    explanation = said(CLOCKS["mt.handle"], "2026-01-31")
    assert "到期的那个月没有同一天，所以到月末2026年2月28日" in explanation
    assert "2月28日虽是周末，按放假安排要上班，算工作日" in explanation


def test_an_extension_counts_on_from_the_raw_day():
    assert said(HANDLE, "2026-01-05", extended=30) == (
        "从2026年1月5日（受理之日）的次日起算，第60天是2026年3月6日（周末和节假日也算在内）；"
        "经批准延长30天，接着算到2026年4月5日；"
        "4月5日逢清明节，是休息日，顺延到下一个工作日2026年4月7日（《民法典》第二百零三条）。"
        "依据：《信访工作条例》第三十四条。"
    )
    assert "经批准延长10个工作日，接着算到2026年3月23日" in said(OBJECT, "2026-03-02", extended=10)


def test_a_pause_tells_its_days():
    spans = [(on("2026-07-10"), on("2026-07-17"))]
    assert "第30天是2026年8月7日（周末和节假日也算在内）；7月10日至17日暂停计算，这8天不算在内" in said(
        ASK, "2026-06-30", paused=spans
    )
    assert "7月6日暂停计算，其中的工作日不算在内" in said(
        OBJECT, "2026-07-01", paused=[(on("2026-07-06"), on("2026-07-06"))]
    )


def test_a_year_to_come_and_a_year_before_all_plans_are_told_apart():
    assert "2027年的放假安排还没有公布，这个日期先按周末推算，公布后会重新计算" in said(HANDLE, "2026-11-20")
    assert "系统里没有2019年的放假安排，这个日期只按周末推算" in said(OBJECT, "2019-12-20")
    assert "公布" not in said(HANDLE, "2026-10-20")


def test_months_years_and_leap_days():
    assert "起算1个月，到2026年4月12日" in said(CLOCKS["mt.handle"], "2026-03-12")
    assert "起算1年，到2027年3月12日" in said(CLOCKS["route.labour.arbitration"], "2026-03-12")
    assert "起算1年，那一年没有2月29日，所以到2025年2月28日" in said(
        CLOCKS["route.labour.arbitration"], "2024-02-29"
    )


def test_a_period_counted_back_moves_back():
    assert said(CLOCKS["md.hearing.papers"], "2026-10-12") == (
        "从2026年10月12日（召开听证会之日）的前一天往前数，第7天是2026年10月5日（周末和节假日也算在内）；"
        "10月5日逢国庆节，是休息日，提前到上一个工作日2026年9月30日。"
        "依据：《重大行政决策程序暂行条例》第十六条第三款。"
    )


def test_a_least_time_says_so():
    assert "这是最短的时间，可以更长，不能更短" in said(CLOCKS["md.consult"], "2026-03-02")


def test_a_length_that_the_office_sets_says_so():
    assert "这个期限有多少天，由单位在办理时写明" in said(REPORT, "2026-03-06", length=15)


def test_what_is_not_law_is_not_dressed_as_law():
    own = Clock(**{**vars(HANDLE), "cites": (Citation("本单位自定", mark="D"),)})
    assert said(own, "2026-03-12").endswith("法律没有规定这个天数，这是本单位自己定的。")
    unread = Clock(**{**vars(HANDLE), "cites": (Citation("信访事项简易办理办法", mark="U"),)})
    assert said(unread, "2026-03-12").endswith(
        "依据：信访事项简易办理办法。这个天数还没有和法律原文核对，本单位可以修改。"
    )


def test_a_calendar_without_a_rule_of_its_own_quotes_none():
    explanation = said(ASK, "2026-04-01", GB, length=2)
    assert "4月3日逢耶稣受难日、周末、复活节星期一，是休息日，顺延到下一个工作日2026年4月7日。" in explanation
    assert "民法典" not in explanation


def test_english_has_its_own_dates_lists_and_articles():
    assert said(ASK, "2026-04-01", language="en") == (
        "Counted from the day after 1 April 2026 (the day the written opinion was received), day 30 is 1 May 2026 "
        "(weekends and holidays count); 1 May is a rest day (Labour Day), so it moves to the next working day, "
        "6 May 2026 (Civil Code, Article 203). Whatever is sent before midnight at the end of 6 May 2026 is in time. "
        "Basis: Regulations on Petition Work, Article 35."
    )
    assert said(OBJECT, "2026-09-23", language="en") == (
        "Counted from the day after 23 September 2026 (the day of receipt), working day 5 is 8 October 2026; "
        "rest days on the way do not count: Mid-Autumn Festival (25 to 27 September), "
        "National Day (1 to 7 October). Basis: Regulations on Petition Work, Article 23, paragraph 3."
    )


def test_a_running_clock_is_explained_as_it_was_counted():
    running = Running(
        clock="handle",
        since=on("2026-01-05"),
        raw=on("2026-04-05"),
        last=on("2026-04-07"),
        extended=30,
    )
    assert explain_running(running, HANDLE, CN) == said(HANDLE, "2026-01-05", extended=30)
    standing_still = Running(
        clock="ask",
        since=on("2026-06-30"),
        raw=on("2026-07-30"),
        last=on("2026-07-30"),
        paused_on=on("2026-07-10"),
    )
    explanation = explain_running(standing_still, ASK, CN)
    assert "7月10日起暂停计算，恢复以后最后一天相应往后推" in explanation
    assert "都算按时" not in explanation


def test_a_last_day_that_was_set_is_not_explained_as_counted():
    running = Running(
        clock="report", since=on("2026-03-06"), raw=on("2026-03-20"), last=on("2026-03-20"), fixed=True
    )
    assert explain_running(running, REPORT, CN) == (
        "从2026年3月6日（交办之日）起，最后一天定为2026年3月20日。依据：《信访工作条例》第二十二条。"
    )
    assert due_of(running, REPORT, CN).length is None


def test_a_last_day_counted_by_an_older_calendar_is_not_explained_by_the_newer():
    running = Running(clock="handle", since=on("2026-03-12"), raw=on("2026-05-10"), last=on("2026-05-10"))
    assert "最后一天定为2026年5月10日" in explain_running(running, HANDLE, CN)


@pytest.mark.parametrize(
    ("first", "last", "chinese", "english"),
    [
        ("2026-05-01", "2026-05-01", "2026年5月1日", "1 May 2026"),
        ("2026-05-01", "2026-05-05", "2026年5月1日至5日", "1 to 5 May 2026"),
        ("2026-09-30", "2026-10-02", "2026年9月30日至10月2日", "30 September to 2 October 2026"),
        ("2025-12-31", "2026-01-02", "2025年12月31日至2026年1月2日", "31 December 2025 to 2 January 2026"),
    ],
)
def test_days_in_a_row(first, last, chinese, english):
    assert span_text(on(first), on(last)) == chinese
    assert span_text(on(first), on(last), "en") == english


def test_days_in_a_row_without_their_year():
    assert span_text(on("2026-09-30"), on("2026-10-02"), year=False) == "9月30日至10月2日"
    assert span_text(on("2026-09-30"), on("2026-10-02"), "en", year=False) == "30 September to 2 October"
    assert date_text(on("2026-09-30"), year=False) == "9月30日"


@pytest.mark.parametrize(
    ("article", "english"),
    [
        ("第三十四条", "Article 34"),
        ("第二百零三条", "Article 203"),
        ("第一百一十条", "Article 110"),
        ("第十条第二款第三项", "Article 10, paragraph 2, item 3"),
        ("第四条、第五条", "Article 4, Article 5"),
        ("第20条", "Article 20"),
        ("part 6", "part 6"),
    ],
)
def test_the_numbers_of_articles_in_english(article, english):
    assert article_text(article) == english


def test_a_law_without_a_translation_keeps_its_own_name():
    assert citation_text(Citation("民法典", "第二百零三条"), language="en") == "《民法典》, Article 203"
    assert (
        citation_text(Citation("Complaint Handling Code", "part 6"), language="en")
        == "Complaint Handling Code, part 6"
    )
    assert citation_text(Citation("本单位自定", mark="D")) == "本单位自定"


def test_every_clock_outside_the_procedures_is_whole():
    assert len(CLOCKS) == len(OTHER_CLOCKS)
    named = {"mt.handle", "mt.confirm", "md.consult", "md.hearing.papers", "md.legality", "vg.notice"}
    relays = [f"xf.tier.relay.{level}" for level in ("national", "province", "city", "county")]
    assert named | set(relays) <= set(CLOCKS)
    for clock in OTHER_CLOCKS:
        assert clock.cites and clock.title and clock.trigger and clock.length
        assert all(one.mark in "VSUD" for one in clock.cites)
        assert clock.right == (clock.binds in (Role.PETITIONER, Role.PARTY))
    assert sum(CLOCKS[name].length or 0 for name in relays) == 15


@given(
    clock=st.sampled_from([*OTHER_CLOCKS, HANDLE, OBJECT, ASK]),
    start=st.dates(min_value=date(2018, 1, 1), max_value=date(2029, 1, 1)),
    extended=st.sampled_from([0, 0, 5, 30]),
    calendar=st.sampled_from([CN, GB]),
    language=st.sampled_from(["zh-hans", "en"]),
)
@settings(max_examples=200, deadline=None)
def test_every_explanation_names_its_days_and_its_basis_and_leaves_no_hole(
    clock, start, extended, calendar, language
):
    extended = 0 if clock.backwards else extended
    due = count(calendar, start, clock.length, clock.unit, extended=extended, backwards=clock.backwards)
    explanation = explain.explain(due, clock, calendar, language=language)
    assert not set("{}") & set(explanation)
    for day in (due.start, due.raw, due.last):
        assert date_text(day, language) in explanation
    assert all(citation_text(one, language=language) in explanation for one in clock.cites)
    told = any(word in explanation for word in ("还没有公布", "系统里没有"))
    assert told == due.provisional


def test_translations_may_order_the_words_as_they_like():
    """A translator who turns every clause around, or drops nothing but order, breaks nothing."""

    def backwards(text: str) -> str:
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name]
        return " ".join(f"{{{name}}}" for name in reversed(names)) or text

    due = count(CN, on("2026-01-05"), 60, Unit.DAY, extended=30)
    explanation = explain.explain(due, HANDLE, CN, translate=backwards)
    assert explanation.startswith("2026年3月6日 60 受理之日 2026年1月5日；2026年4月5日 30；")


@pytest.mark.parametrize("module", [explain, workdays, clocks], ids=lambda module: module.__name__)
def test_the_examples_in_the_documentation_run(module):
    assert doctest.testmod(module).failed == 0
