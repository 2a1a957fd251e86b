"""What every face shows of a matter: dates that explain themselves, clocks that are never only a bar, refusals."""

from dataclasses import replace
from datetime import date

import pytest
from django.template import Context, Template
from django.test import override_settings
from django.utils import translation

from xinqiao.cases.look import ShownClock
from xinqiao.cases.saying import say
from xinqiao.cases.templatetags.matter import days_left
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.model import Citation, Refused, Running

PROCEDURE = find_procedure("petition_2022")
HANDLE = PROCEDURE.clock_named["xf.handle"]


def shown(day: str, **more) -> ShownClock:
    """Accepted on 12 March 2026: sixty days, to 11 May."""
    running = Running(
        clock="xf.handle", since=date(2026, 3, 12), raw=date(2026, 5, 11), last=date(2026, 5, 11)
    )
    return ShownClock(
        HANDLE, replace(running, **more), date.fromisoformat(day), PROCEDURE, "青石县住建局", "cn"
    )


def render(text: str, **context) -> str:
    return Template("{% load matter %}" + text).render(Context(context))


def test_a_date_says_how_far_off_it_is_and_why():
    page = render("{% explained_date one %}", one=shown("2026-04-23"))
    assert "2026年5月11日</time>（还有 18 天）" in page
    assert "第三十四条" in page
    assert "2026年3月12日" in page


@pytest.mark.parametrize(
    ("day", "words"),
    [("2026-05-11", "就是今天"), ("2026-05-10", "还有 1 天"), ("2026-05-12", "已经超期 1 天")],
)
def test_the_days_left_are_counted_to_the_last_day(day, words):
    assert days_left(shown(day)) == words


def test_a_paused_clock_is_neither_late_nor_counting():
    assert days_left(shown("2026-06-01", paused_on=date(2026, 4, 1))) == "暂停计算中"


def test_a_provisional_date_is_marked_in_words():
    assert "暂定" in render("{% explained_date one %}", one=shown("2026-04-23", provisional=True))


def test_no_clock_is_said_in_words():
    assert "没有期限" in render("{% explained_date one %}", one=None)


def test_the_bar_always_has_its_words():
    page = render("{% clock_bar one %}", one=shown("2026-04-23"))
    assert "已过 42 天，到最后一天共 60 天" in page
    assert 'width="70"' in page
    assert "style=" not in page


def test_a_late_bar_says_since_when():
    assert "从 2026年5月12日 起超期" in render("{% clock_bar one %}", one=shown("2026-05-20"))


def test_an_extension_has_its_notch_where_the_sixty_days_ended():
    page = render(
        "{% clock_bar one %}",
        one=shown("2026-05-20", extended=30, raw=date(2026, 6, 10), last=date(2026, 6, 10)),
    )
    assert 'class="xq-clock__notch" x="66.7"' in page
    assert "其中延长 30 天" in page


def test_the_numbers_of_the_picture_keep_their_point_in_every_language():
    with translation.override("en"), override_settings(USE_THOUSAND_SEPARATOR=True):
        page = render(
            "{% clock_bar one %}",
            one=shown("2026-05-20", extended=30, raw=date(2026, 6, 10), last=date(2026, 6, 10)),
        )
    assert 'x="66.7"' in page


def test_a_refusal_has_its_three_lines():
    refused = Refused(
        "还不能{what}。", cites=(Citation("甲法", "第一条"),), instead="请先{what}。", facts={"what": "答复"}
    )
    page = render('{% refusal one "/there/" "去那里" %}', one=refused)
    for line in ("还不能答复。", "《甲法》第一条", "请先答复。", 'href="/there/"'):
        assert line in page


def test_days_in_a_refusal_are_written_out():
    assert say("到{last}为止", {"last": "2026-05-11"}) == "到2026年5月11日为止"


def test_a_missing_fact_does_not_break_a_page():
    assert say("到{last}为止", {}) == "到为止"
