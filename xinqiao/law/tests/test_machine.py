"""The machine: what an action does, what it refuses, and that it touches nothing else."""

import copy
from dataclasses import replace
from datetime import date, timedelta

import pytest

from xinqiao.law.machine import evolve, first_standing, next_duty
from xinqiao.law.model import WALL, Event, Refused, Role, Running, Seat, Standing
from xinqiao.law.tests.play import MONDAY, Play
from xinqiao.law.tests.small import SMALL, with_action


def test_a_filing_starts_its_clock_and_seats_its_receiver() -> None:
    play = Play()
    event = play.do("submit", Role.PETITIONER, {"requests": ["借书证", "道歉"]})
    assert play.standing.state == "filed" and play.standing.requests == 2
    assert play.standing.bodies == {Role.RECEIVER: "town"}
    assert play.last("s.route") == "2026-03-09"  # five working days from 2 March
    assert event.words["requests"] == ["借书证", "道歉"] and "借书证" not in str(event.facts)


def test_deciding_changes_nothing() -> None:
    play = Play().to("handled")
    before = copy.deepcopy(play.standing)
    facts = {"record": "谈话记录"}
    first = play.decide("hear", Role.COMPETENT_UNIT, facts)
    second = play.decide("hear", Role.COMPETENT_UNIT, facts)
    assert first == second
    assert play.standing == before and facts == {"record": "谈话记录"}


def test_evolving_changes_nothing_and_gives_the_same_each_time() -> None:
    play = Play().to("handled")
    event = play.decide("hear", Role.COMPETENT_UNIT)
    before = copy.deepcopy(play.standing)
    assert evolve(play.standing, event) == evolve(play.standing, event)
    assert play.standing == before


def test_a_standing_is_what_its_events_made_of_it() -> None:
    play = Play().to("review_hearing")
    standing = first_standing(SMALL)
    for event in play.events:
        standing = evolve(standing, event)
    assert standing == play.standing and standing.entries == len(play.events)


@pytest.mark.parametrize(
    ("state", "name", "role", "says"),
    [
        ("handled", "invent", Role.COMPETENT_UNIT, "没有“invent”这一步"),
        ("handled", "hear", Role.PETITIONER, "您不能做“听取陈述”：这一步由有权处理的单位来做"),
        ("filed", "hear", Role.COMPETENT_UNIT, "现在还不能“听取陈述”：本件目前的状态是“已收到”"),
        ("filed", "report_back", Role.RECEIVER, "没有督办意见"),
        ("answered", "serve", Role.COMPETENT_UNIT, "已经送达过了"),
        ("answered", "press_again", Role.SUPERVISOR, "没有督办意见"),
    ],
)
def test_a_refusal_says_what_stands_in_the_way(state: str, name: str, role: Role, says: str) -> None:
    play = Play().to(state)
    before = copy.deepcopy(play.standing)
    with pytest.raises(Refused) as refused:
        play.do(name, role)
    assert says in str(refused.value)
    assert play.standing == before


def test_a_refusal_names_its_article() -> None:
    with pytest.raises(Refused) as refused:
        Play().to("handled").do("answer", Role.COMPETENT_UNIT, {"answers": []})
    assert [str(one) for one in refused.value.cites] == ["《图书馆投诉规则》第一条"]
    assert "《图书馆投诉规则》第一条" in str(refused.value)


def test_an_answer_waits_for_the_hearing() -> None:
    play = Play().to("handled")
    with pytest.raises(Refused, match="还没有听取陈述"):
        play.do("answer", Role.COMPETENT_UNIT)
    play.do("hear", Role.COMPETENT_UNIT)
    play.do("answer", Role.COMPETENT_UNIT)
    assert play.standing.state == "answered"


def test_who_answered_does_not_decide_the_review() -> None:
    play = Play().to("handled")
    play.do("hear", Role.COMPETENT_UNIT)
    play.do("answer", Role.COMPETENT_UNIT, by="sun")
    play.do("serve", Role.COMPETENT_UNIT)
    play.do("ask_review", Role.PETITIONER)
    assert play.standing.doers == {"answer": frozenset({"sun"})}
    with pytest.raises(Refused, match="您参与过本件先前的决定"):
        play.do("decide_review", Role.REVIEW_BODY, by="sun")
    play.do("decide_review", Role.REVIEW_BODY, by="li")
    assert play.standing.state == "reviewed"


def test_only_doers_that_matter_are_remembered() -> None:
    play = Play().to("handled")
    play.do("hear", Role.COMPETENT_UNIT, by="sun")
    assert play.standing.doers == {}


# -- Seats and walls -------------------------------------------------------------------------------


def test_the_next_level_above_reviews() -> None:
    play = Play().to("review_open")
    assert play.standing.bodies[Role.REVIEW_BODY] == "county"


def test_a_seat_nobody_can_take_is_refused() -> None:
    play = Play().to("handled")
    play.do("hear", Role.COMPETENT_UNIT)
    play.standing = replace(play.standing, bodies={**play.standing.bodies, Role.COMPETENT_UNIT: "city"})
    play.do("answer", Role.COMPETENT_UNIT)
    play.do("serve", Role.COMPETENT_UNIT)
    with pytest.raises(Refused, match="没有找到复查机关"):
        play.do("ask_review", Role.PETITIONER)


def test_a_unit_that_must_be_another_is_refused() -> None:
    here = Seat(role=Role.REVIEW_BODY, source="competent_unit", apart=(Role.COMPETENT_UNIT,))
    play = Play(with_action(SMALL, "ask_review", seats=(here,))).to("answered")
    with pytest.raises(Refused, match="不能由作出原决定的同一个单位来做"):
        play.do("ask_review", Role.PETITIONER)


def test_what_an_action_is_told_comes_before_a_role_of_the_same_name() -> None:
    play = Play()
    play.do("submit", Role.PETITIONER, {"receiver": "other"})
    assert play.standing.bodies[Role.RECEIVER] == "other"
    play.do("forward", Role.RECEIVER, {"to_unit": "town"})
    assert play.standing.bodies[Role.SENDER] == "other"


@pytest.mark.parametrize("unit", ["town", "kiosk"])
def test_a_matter_never_goes_to_the_accused_or_anyone_under_them(unit: str) -> None:
    play = Play()
    play.do("submit", Role.PETITIONER, {"receiver": "other", "accused_units": ["town"]})
    with pytest.raises(Refused) as refused:
        play.do("forward", Role.RECEIVER, {"to_unit": unit})
    assert refused.value.cites == WALL and refused.value.field == "to_unit"
    play.do("forward", Role.RECEIVER, {"to_unit": "other"})


def test_an_accused_superior_is_passed_over() -> None:
    play = Play()
    play.do("submit", Role.PETITIONER, {"receiver": "city", "accused_units": []})
    play.standing = replace(play.standing, walled=frozenset({"county"}))
    play.do("forward", Role.RECEIVER, {"to_unit": "city"})
    play.standing = replace(play.standing, bodies={**play.standing.bodies, Role.COMPETENT_UNIT: "town"})
    play.do("hear", Role.COMPETENT_UNIT)
    play.do("answer", Role.COMPETENT_UNIT)
    play.do("serve", Role.COMPETENT_UNIT)
    play.do("ask_review", Role.PETITIONER)
    assert play.standing.bodies[Role.REVIEW_BODY] == "city"


def test_the_accused_can_do_nothing_even_if_they_sit_there() -> None:
    play = Play().to("handled")
    play.standing = replace(play.standing, walled=frozenset({"county"}))
    with pytest.raises(Refused) as refused:
        play.do("hear", Role.COMPETENT_UNIT, unit="town")
    assert refused.value.cites == WALL


def test_a_petitioner_who_works_for_the_accused_may_still_withdraw() -> None:
    play = Play().to("handled")
    play.standing = replace(play.standing, walled=frozenset({"town"}))
    play.do("withdraw", Role.PETITIONER, {"freely": "yes"}, unit="town")
    assert play.standing.state == "withdrawn"


def test_who_is_accused_midway_hands_the_matter_to_the_next_level_above() -> None:
    asking = SMALL.action_named["submit"].input("accused_units")
    procedure = with_action(SMALL, "hear", inputs=(*SMALL.action_named["hear"].inputs, asking))
    play = Play(procedure).to("handled")
    event = play.do("hear", Role.COMPETENT_UNIT, {"accused_units": ["town"]}, unit="county")
    assert dict(event.seated)[Role.COMPETENT_UNIT] == "county"
    assert play.standing.walled == {"town"}
    assert "town" not in play.standing.bodies.values()


def test_nobody_above_the_accused_is_a_refusal_and_not_a_dead_end() -> None:
    asking = SMALL.action_named["submit"].input("accused_units")
    procedure = with_action(SMALL, "hear", inputs=(*SMALL.action_named["hear"].inputs, asking))
    play = Play(procedure).to("handled")
    with pytest.raises(Refused, match="上面没有可以接手的单位"):
        play.do("hear", Role.COMPETENT_UNIT, {"accused_units": ["city"]})
    assert play.standing.walled == frozenset()


# -- Marks and duties ------------------------------------------------------------------------------


def test_a_mark_that_is_set_and_cleared_at_once_is_set() -> None:
    sets = SMALL.action_named["serve"].sets
    play = Play(with_action(SMALL, "serve", clears=("served",), sets=sets, bars=())).to("answered")
    assert "served" in play.standing.marks


def test_whose_turn_it_is_and_what_is_due_first() -> None:
    play = Play().to("handled")
    play.do("press", Role.SUPERVISOR)
    duty = next_duty(SMALL, play.standing, day=date(2026, 3, 2))
    assert (duty.role, duty.unit, duty.late) == (Role.COMPETENT_UNIT, "town", False)
    assert duty.running is not None and duty.running.clock == "s.advice"


def test_a_right_is_shown_where_no_duty_runs() -> None:
    duty = next_duty(SMALL, Play().to("answered").standing, day=date(2026, 3, 2))
    assert duty.running is not None and duty.running.clock == "s.review.request"


def test_an_ended_case_has_no_duty() -> None:
    play = Play().to("handled")
    play.do("withdraw", Role.PETITIONER)
    assert next_duty(SMALL, play.standing, day=date(2026, 3, 2)).running is None


def test_a_late_duty_is_late_from_the_day_after() -> None:
    play = Play().to("filed")
    last = play.standing.clocks["s.route"].last
    assert not next_duty(SMALL, play.standing, day=last).late
    assert next_duty(SMALL, play.standing, day=last + timedelta(days=1)).late


def test_an_event_that_starts_and_stops_a_clock_starts_it() -> None:
    day = date(2026, 3, 2)
    again = Running(clock="c", since=day, raw=day, last=day)
    event = Event(action="x", at=MONDAY, state="s", started=(again,), stopped=("c",))
    before = Standing(procedure="p", state="s", clocks={"c": replace(again, ran_out=True)})
    assert evolve(before, event).clocks == {"c": again}
