"""Clocks in the machine: running out, extending, pausing, and counting anew when a plan arrives."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from xinqiao.law.calendars import Plan
from xinqiao.law.machine import RECOUNT, RUN_OUT, next_in_time, next_look, recount
from xinqiao.law.model import Refused, Role, Starts
from xinqiao.law.tests.play import CN, Play
from xinqiao.law.tests.small import SMALL, with_action
from xinqiao.law.workdays import Calendar


def test_a_duty_runs_out_at_the_end_of_its_last_day_and_is_dated_so() -> None:
    play = Play().to("filed")
    last = play.standing.clocks["s.route"].last
    end = CN.end(last)
    assert next_look(play.standing, CN) == end
    assert next_in_time(SMALL, play.standing, at=end - timedelta(seconds=1), calendar=CN) is None
    event = next_in_time(SMALL, play.standing, at=end + timedelta(days=5), calendar=CN)
    assert event is not None
    assert (event.action, event.at, event.facts["last"]) == (RUN_OUT, end, last.isoformat())
    play.take(event)
    assert play.standing.clocks["s.route"].ran_out and play.standing.state == "filed"
    assert next_in_time(SMALL, play.standing, at=end + timedelta(days=5), calendar=CN) is None


def test_a_late_duty_can_still_be_done() -> None:
    play = Play().to("filed")
    play.let_time_pass(days=60)
    play.do("forward", Role.RECEIVER)
    assert play.standing.state == "handled" and "s.route" not in play.standing.clocks


def test_silence_of_the_office_never_moves_the_petitioners_clock() -> None:
    play = Play().to("filed")
    raw = play.standing.clocks["s.route"].raw
    play.let_time_pass(days=60)
    play.do("forward", Role.RECEIVER)
    assert play.standing.clocks["s.handle"].since <= raw


def test_a_right_that_is_not_used_ends_and_takes_the_matter_on() -> None:
    play = Play().to("answered")
    last = play.standing.clocks["s.review.request"].last
    play.let_time_pass(days=40)
    assert play.standing.state == "ended"
    assert play.events[-1].action == "lapse" and play.events[-1].at == CN.end(last)
    assert play.standing.clocks == {}


def test_a_right_with_no_action_of_its_own_simply_ends() -> None:
    play = Play(with_action(SMALL, "lapse", from_=("handled",))).to("answered")
    play.let_time_pass(days=40)
    assert play.events[-1].action == RUN_OUT
    assert play.standing.state == "answered" and play.standing.clocks == {}
    with pytest.raises(Refused, match="期限没有在计算"):
        play.do("ask_review", Role.PETITIONER)


def test_a_request_on_the_last_day_is_in_time_and_on_the_next_it_is_not() -> None:
    play = Play().to("answered")
    last = play.standing.clocks["s.review.request"].last
    play.at = CN.end(last) - timedelta(minutes=10)
    play.decide("ask_review", Role.PETITIONER)
    play.at = CN.end(last)
    with pytest.raises(Refused, match="请求复查的期限到"):
        play.decide("ask_review", Role.PETITIONER)


def test_clocks_run_out_in_the_order_of_their_last_days() -> None:
    play = Play().to("handled")
    play.do("press", Role.SUPERVISOR)
    play.let_time_pass(days=200)
    ended = [one.facts["clock"] for one in play.events if one.action == RUN_OUT]
    assert ended == ["s.advice", "s.handle"]
    moments = [one.at for one in play.events]
    assert moments == sorted(moments)


def test_pressing_opens_when_a_clock_has_run_out() -> None:
    play = Play().to("handled")
    play.do("press", Role.SUPERVISOR)
    with pytest.raises(Refused, match="期限还没有过"):
        play.do("press_again", Role.SUPERVISOR)
    play.let_time_pass(days=100)
    play.do("press_again", Role.SUPERVISOR)


# -- Extension -------------------------------------------------------------------------------------


def test_an_extension_counts_from_the_raw_last_day() -> None:
    # Sixty days from 5 January 2026 are 6 March; thirty more end on Sunday 5 April, at Qingming, and move to the 7th.
    play = Play(at=datetime(2026, 1, 5, 2, tzinfo=UTC)).to("handled")
    assert play.last("s.handle") == "2026-03-06"
    play.do("extend", Role.UNIT_HEAD, {"days": 30})
    running = play.standing.clocks["s.handle"]
    assert (running.raw, running.last, running.extended) == (date(2026, 4, 5), date(2026, 4, 7), 30)


def test_an_extension_is_granted_once() -> None:
    play = Play().to("handled")
    play.do("extend", Role.UNIT_HEAD, {"days": 10})
    with pytest.raises(Refused, match="已经延长过一次"):
        play.do("extend", Role.UNIT_HEAD, {"days": 10})


def test_an_extension_comes_before_the_end_or_not_at_all() -> None:
    play = Play().to("handled")
    play.let_time_pass(days=70)
    with pytest.raises(Refused, match="已经不能“延长”"):
        play.do("extend", Role.UNIT_HEAD, {"days": 10})


def test_only_the_head_extends() -> None:
    with pytest.raises(Refused, match="由有权处理单位的负责人来做"):
        Play().to("handled").do("extend", Role.COMPETENT_UNIT, {"days": 10})


# -- Pause -----------------------------------------------------------------------------------------


def test_the_days_of_a_hearing_do_not_count() -> None:
    play = Play(at=datetime(2026, 6, 30, 2, tzinfo=UTC)).to("review_open")
    assert play.last("s.review.decide") == "2026-07-30"
    play.at = datetime(2026, 7, 10, 2, tzinfo=UTC)
    play.do("hold_hearing", Role.REVIEW_BODY, {"held_by": "2026-07-31"})
    assert play.standing.clocks["s.review.decide"].paused_on == date(2026, 7, 10)
    play.at = datetime(2026, 7, 17, 2, tzinfo=UTC)
    play.do("close_hearing", Role.REVIEW_BODY)
    running = play.standing.clocks["s.review.decide"]
    assert running.spans == ((date(2026, 7, 10), date(2026, 7, 17)),)
    assert (running.last, running.paused_on) == (date(2026, 8, 7), None)  # eight days later


def test_a_paused_clock_does_not_run_out_but_the_hearing_itself_has_a_last_day() -> None:
    play = Play().to("review_hearing")
    held_by = play.standing.clocks["s.hearing"].last
    play.let_time_pass(days=300)
    assert not play.standing.clocks["s.review.decide"].ran_out
    assert play.standing.clocks["s.hearing"].ran_out
    assert play.events[-1].at == CN.end(held_by)


def test_a_second_pause_adds_to_the_first() -> None:
    play = Play(at=datetime(2026, 6, 1, 2, tzinfo=UTC)).to("review_open")
    first = play.standing.clocks["s.review.decide"].raw
    for _time in range(2):
        play.at += timedelta(days=3)
        play.do("hold_hearing", Role.REVIEW_BODY)
        play.at += timedelta(days=2)
        play.do("close_hearing", Role.REVIEW_BODY)
    running = play.standing.clocks["s.review.decide"]
    assert len(running.spans) == 2 and running.raw == first + timedelta(days=6)


# -- A last day that somebody named ----------------------------------------------------------------


def test_a_named_last_day_is_that_day_even_a_rest_day() -> None:
    play = Play().to("review_open")
    play.do("hold_hearing", Role.REVIEW_BODY, {"held_by": "2026-05-02"})
    running = play.standing.clocks["s.hearing"]
    assert (running.last, running.fixed) == (date(2026, 5, 2), True)


def test_a_named_last_day_that_stands_still_moves_by_the_days_it_stood() -> None:
    pausing = with_action(SMALL, "press", pauses=("s.hearing",))
    play = Play(with_action(pausing, "report_back", resumes=("s.hearing",))).to("review_open")
    play.do("hold_hearing", Role.REVIEW_BODY, {"held_by": "2026-03-20"})
    play.do("press", Role.SUPERVISOR)
    play.at += timedelta(days=4)
    play.do("report_back", Role.RECEIVER)
    # Monday to Friday do not count, of which Monday is the day it started and would not have counted anyway.
    assert play.last("s.hearing") == "2026-03-24"


def test_a_clock_without_a_length_is_refused_rather_than_guessed() -> None:
    play = Play(with_action(SMALL, "hold_hearing", starts=(Starts(clock="s.hearing"),))).to("review_open")
    with pytest.raises(Refused, match="要由本单位写明天数或者最后一天"):
        play.do("hold_hearing", Role.REVIEW_BODY)


# -- A plan arrives --------------------------------------------------------------------------------


def plain(*years: int) -> Calendar:
    """A calendar whose plans for these years are published and have nothing but weekends."""
    plans = [replace(CN.plans[2026], year=year, off={}, worked={}) for year in years]
    return Calendar("plain", zone="Asia/Shanghai", plans=plans)


def with_new_year_off(calendar: Calendar) -> Calendar:
    """The same with the first days of 2027 off, as a plan of the State Council would have them."""
    some_break = next(iter(CN.plans[2026].off.values()))
    off = {date(2027, 1, day): some_break for day in (1, 2, 3)}
    plan: Plan = replace(CN.plans[2026], year=2027, off=off, worked={})
    return Calendar("plain", zone="Asia/Shanghai", plans=[*calendar.plans.values(), plan])


def test_a_date_in_a_year_without_a_plan_is_provisional_and_moves_when_the_plan_arrives() -> None:
    known = plain(2026)
    play = Play(calendar=known, at=datetime(2026, 12, 2, 2, tzinfo=UTC)).to("answered")
    running = play.standing.clocks["s.review.request"]
    assert running.last == date(2027, 1, 1) and running.provisional
    later = with_new_year_off(known)
    event = recount(SMALL, play.standing, at=play.at, calendar=later)
    assert event is not None and event.action == RECOUNT
    assert event.facts["moved"] == [{"clock": "s.review.request", "old": "2027-01-01", "new": "2027-01-04"}]
    play.take(event)
    running = play.standing.clocks["s.review.request"]
    assert running.last == date(2027, 1, 4) and not running.provisional
    assert recount(SMALL, play.standing, at=play.at, calendar=later) is None
    assert play.standing.state == "answered"


def test_a_plan_that_moves_nothing_makes_no_noise_about_dates() -> None:
    play = Play().to("handled")
    assert recount(SMALL, play.standing, at=play.at, calendar=CN) is None


def test_a_clock_that_has_run_out_is_not_counted_anew() -> None:
    known = plain(2026)
    play = Play(calendar=known, at=datetime(2026, 12, 28, 2, tzinfo=UTC)).to("filed")
    assert play.standing.clocks["s.route"].provisional
    play.let_time_pass(days=30)
    assert play.standing.clocks["s.route"].ran_out
    assert recount(SMALL, play.standing, at=play.at, calendar=with_new_year_off(known)) is None
