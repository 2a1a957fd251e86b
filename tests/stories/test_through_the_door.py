"""Whole matters through the door, on whichever database the tests run, with the dates of the published journeys."""

from datetime import date
from typing import Any

import pytest

from xinqiao.cases.act import act
from xinqiao.cases.look import look_at, offers, standing_of
from xinqiao.cases.policy import NoSuchMatter, visible
from xinqiao.cases.record import rebuild, verify
from xinqiao.cases.story import story
from xinqiao.cases.tick import tick
from xinqiao.law.model import Refused
from xinqiao.ledger.models import Entry
from xinqiao.people.directory import directory
from xinqiao.people.person import NEWCOMER, petitioner_of
from xinqiao.testing import LIFT, Cast, case_of, do, file_lift, moment

OURS = {"how_it_goes_on": "由物业科办理，电话 000。"}
HEARD = {"heard_how": "interview", "record": "信访人说明了情况。", "no_interest": True}
REVIEWED = {
    "outcome": "uphold",
    "findings": "逐项核对了原意见。",
    "reason": "原意见事实清楚。",
    "basis": "《信访工作条例》第三十五条",
    "carry_out": "no",
}


def answers(*conclusions: str) -> list[dict[str, Any]]:
    return [
        {
            "request": number,
            "conclusion": one,
            "facts": f"事实{number}",
            "reasons": f"理由{number}",
            "basis": f"依据{number}",
        }
        for number, one in enumerate(conclusions, start=1)
    ]


def last(number: str, clock: str) -> str:
    return standing_of(case_of(number)).clocks[clock].last.isoformat()


def accepted(cast: Cast, *, filed: str, forwarded: str, informed: str, accepted: str) -> str:
    number = file_lift(filed).number
    do(number, "register", "sun", forwarded, cast, petition_class="appeal")
    do(number, "forward", "sun", forwarded, cast, to_unit="zjj")
    do(number, "inform", "zhou", informed, cast, **OURS)
    do(number, "accept", "zhou", accepted, cast)
    return number


@pytest.fixture(autouse=True)
def the_record_holds(db: None) -> Any:
    """After every story the whole record is checked, and every row is what its entries draw."""
    yield
    assert verify().findings == []
    assert rebuild().redrawn == 0


def sound(number: str) -> None:
    """Every step is told in a whole sentence, and the four answers are never empty."""
    case = case_of(number)
    at = moment("2027-06-01")
    for viewer in (petitioner_of(number),):
        for step in story(case, viewer, at=at):
            assert "{" not in step.sentence
            assert "  " not in step.sentence
    look = look_at(case, at=at)
    assert look.where
    assert look.next_step
    assert look.state


def test_a_broken_lift(cast: Cast) -> None:
    number = file_lift("2026-03-02").number
    assert last(number, "xf.route") == "2026-03-17"
    do(number, "register", "sun", "2026-03-06", cast, petition_class="appeal")
    do(number, "forward", "sun", "2026-03-06", cast, to_unit="zjj")
    assert last(number, "xf.inform.forwarded") == "2026-03-23"
    assert last(number, "xf.objection") == "2026-03-13"
    do(number, "inform", "zhou", "2026-03-10", cast, **OURS)
    do(number, "accept", "zhou", "2026-03-12", cast)
    assert last(number, "xf.handle") == "2026-05-11"
    with pytest.raises(Refused, match="没有听取信访人陈述") as refused:
        do(number, "issue_opinion", "li", "2026-03-13", cast, answers=answers("support", "support"))
    assert refused.value
    do(number, "hear", "zhou", "2026-03-20", cast, **HEARD)
    with pytest.raises(Refused, match="每一项请求都要答复"):
        do(number, "issue_opinion", "li", "2026-04-20", cast, answers=answers("support"))
    with pytest.raises(Refused, match="您不能做"):
        do(number, "issue_opinion", "zhou", "2026-04-20", cast, answers=answers("support", "support"))
    do(number, "issue_opinion", "li", "2026-04-20", cast, answers=answers("support", "support"))
    do(number, "serve_opinion", "petitioner", "2026-04-22")
    assert last(number, "xf.review.request") == "2026-05-22"
    do(number, "press_execution", "zhou", "2026-04-25", cast, carry_out_by="2026-06-30", acts="换新电梯主板")
    do(number, "report_execution", "zhou", "2026-06-18", cast, result="电梯已经运行。")
    assert case_of(number).state == "executed"
    do(
        number,
        "evaluate_unit",
        "petitioner",
        "2026-06-19",
        efficiency="satisfied",
        attitude="satisfied",
        result="satisfied",
    )
    sound(number)
    seen_by_handler = story(case_of(number), cast.person("zhou"), at=moment("2026-06-20"))
    assert "evaluate_unit" not in [step.action for step in seen_by_handler]
    assert "evaluate_unit" in [
        step.action for step in story(case_of(number), petitioner_of(number), at=moment("2026-06-20"))
    ]


def test_nobodys_job(cast: Cast) -> None:
    number = file_lift("2026-09-14").number
    do(number, "register", "sun", "2026-09-15", cast, petition_class="appeal")
    do(number, "assign", "sun", "2026-09-17", cast, to_unit="zjj", report_by="2026-12-01")
    assert last(number, "xf.objection") == "2026-09-23"
    do(number, "object", "zhou", "2026-09-22", cast, reason="电梯归市场监管部门管。", basis="三定方案")
    do(number, "refuse_objection", "sun", "2026-09-24", cast, reason="房屋共用部位由住建部门管理。")
    assert last(number, "xf.inform.forwarded") == "2026-10-08"
    with pytest.raises(Refused) as refused:
        do(number, "object", "zhou", "2026-09-24", cast, reason="还是不归我们。", basis="三定方案")
    assert any("第二十四条" in str(one) for one in refused.value.cites)
    do(number, "dispute", "zhou", "2026-09-25", cast, reason="协商不成。")
    do(number, "designate", "jiang", "2026-09-29", cast, to_unit="rsj", reason="由其继续行使职权。")
    standing = standing_of(case_of(number))
    assert standing.clocks["xf.inform.forwarded"].raw == date(2026, 10, 14)
    sound(number)


def test_late_and_what_follows(cast: Cast) -> None:
    number = accepted(
        cast, filed="2025-12-29", forwarded="2025-12-30", informed="2026-01-04", accepted="2026-01-05"
    )
    assert last(number, "xf.handle") == "2026-03-06"
    do(number, "extend", "li", "2026-03-05", cast, days=30, reason="要等检测报告。")
    running = standing_of(case_of(number)).clocks["xf.handle"]
    assert (running.raw, running.last) == (date(2026, 4, 5), date(2026, 4, 7))
    with pytest.raises(Refused, match="已经延长过一次"):
        do(number, "extend", "li", "2026-03-06", cast, days=10, reason="还要等。")
    assert tick(at=moment("2026-04-20")) >= 1
    entry = Entry.objects.get(number=number, action="run_out", text__contains="xf.handle")
    assert entry.at == moment("2026-04-08 00:00")
    assert case_of(number).late
    assert "supervise" in [
        one.action.name
        for one in offers(
            look_at(case_of(number), at=moment("2026-04-20")), cast.person("zheng"), directory()
        )
        if one.open
    ]
    sound(number)


def test_too_late_to_extend(cast: Cast) -> None:
    number = accepted(
        cast, filed="2025-12-29", forwarded="2025-12-30", informed="2026-01-04", accepted="2026-01-05"
    )
    with pytest.raises(Refused, match="为止"):
        do(number, "extend", "li", "2026-03-07", cast, days=30, reason="晚了一天。")


def test_up_the_ladder_with_a_hearing(cast: Cast) -> None:
    number = accepted(
        cast, filed="2026-02-02", forwarded="2026-02-03", informed="2026-02-04", accepted="2026-02-05"
    )
    do(number, "hear", "zhou", "2026-02-06", cast, **HEARD)
    do(number, "issue_opinion", "li", "2026-03-30", cast, answers=answers("not_support", "explain"))
    do(number, "serve_opinion", "zhou", "2026-04-02", cast, served_on="2026-04-01", way="signed")
    assert last(number, "xf.review.request") == "2026-05-06"
    do(number, "ask_review", "petitioner", "2026-05-06 23:50", grounds="电梯还是坏的。")
    assert case_of(number).unit_id == "qingshi"
    assert last(number, "xf.review.decide") == "2026-06-05"
    with pytest.raises((Refused, NoSuchMatter)):
        do(number, "decide_review", "li", "2026-06-04", cast, **REVIEWED)
    do(number, "decide_review", "jiang", "2026-06-04", cast, **REVIEWED)
    do(number, "serve_review", "jiang", "2026-06-09", cast, served_on="2026-06-08", way="signed")
    assert last(number, "xf.rereview.request") == "2026-07-08"
    do(number, "ask_rereview", "petitioner", "2026-06-30", grounds="复查没有到现场。")
    assert case_of(number).unit_id == "lanjiang"
    assert last(number, "xf.rereview.decide") == "2026-07-30"
    do(
        number,
        "open_rereview_hearing",
        "wang",
        "2026-07-10",
        cast,
        hearing_place="市政府二楼",
        chair="主持人",
    )
    do(number, "close_rereview_hearing", "wang", "2026-07-17", cast, record="笔录", report="报告")
    assert last(number, "xf.rereview.decide") == "2026-08-07"
    do(
        number,
        "decide_rereview",
        "wang",
        "2026-08-05",
        cast,
        **{k: v for k, v in REVIEWED.items() if k != "carry_out"},
    )
    assert case_of(number).state == "concluded"
    do(
        number, "no_longer_accept", "sun", "2026-08-20", cast,
        raised_again_on="2026-08-20", same_facts=True, reason="事实和理由与复核时相同。", basis="《信访工作条例》第三十六条",
    )  # fmt: skip
    assert case_of(number).state == "no_longer_accepted"
    sound(number)


def test_one_minute_past_the_last_day_is_too_late_unless_there_was_a_good_reason(cast: Cast) -> None:
    number = accepted(
        cast, filed="2026-02-02", forwarded="2026-02-03", informed="2026-02-04", accepted="2026-02-05"
    )
    do(number, "hear", "zhou", "2026-02-06", cast, **HEARD)
    do(number, "issue_opinion", "li", "2026-03-30", cast, answers=answers("not_support", "explain"))
    do(number, "serve_opinion", "zhou", "2026-04-02", cast, served_on="2026-04-01", way="signed")
    with pytest.raises(Refused):
        do(number, "ask_review", "petitioner", "2026-05-07 00:00", grounds="晚了。")
    assert tick(at=moment("2026-05-08")) >= 1
    assert case_of(number).state == "final"
    do(
        number, "ask_review_late", "petitioner", "2026-05-09",
        grounds="不同意。", late_reason="good_reason", obstacle_ended_on="2026-05-05",
    )  # fmt: skip
    assert case_of(number).state == "review_open"
    sound(number)


def test_the_accused_must_not_know(cast: Cast) -> None:
    facts = {
        "purpose": "report",
        "channel": "web",
        **LIFT,
        "accused_units": ["dongqiao"],
        "accused_persons": ["钱某"],
    }
    number = act(None, "submit", facts, by=NEWCOMER, at=moment("2026-04-29"), identity={"name": "赵"}).number
    do(number, "register", "sun", "2026-04-29 10:00", cast, petition_class="accusation")
    with pytest.raises(Refused) as refused:
        do(number, "forward", "sun", "2026-04-29 10:30", cast, to_unit="dq-office")
    assert any("第三十条" in str(one) for one in refused.value.cites)
    do(number, "send_to_discipline", "sun", "2026-04-29 11:00", cast, to_unit="jjw")
    assert last(number, "xf.acc.notify") == "2026-05-22"
    tree = directory()
    for who in ("qian", "chu", "wu", "zhou", "zheng", "yang"):
        assert not visible(cast.person(who), tree).filter(number=number).exists()
        with pytest.raises(NoSuchMatter):
            do(number, "note", who, "2026-04-30", cast, text="x")
    do(number, "notify_accuser", "wei", "2026-05-20", cast)
    do(
        number,
        "report_obstruction",
        "petitioner",
        "2026-06-10",
        text="我的店被关了。",
        **_kinds("report_obstruction"),
    )
    assert case_of(number).unit_id == "jjw"
    sound(number)


def _kinds(action: str) -> dict[str, Any]:
    """A first choice for each required choice of an action, where the story does not care which."""
    from xinqiao.law.catalogue import find_procedure
    from xinqiao.law.model import Kind

    found = find_procedure("petition_2022").action_named[action]
    return {
        one.name: one.choices[0][0]
        for one in found.inputs
        if one.kind is Kind.CHOICE and one.required and not one.only_by
    }


def test_taken_back(cast: Cast) -> None:
    number = accepted(
        cast, filed="2026-03-02", forwarded="2026-03-06", informed="2026-03-10", accepted="2026-03-12"
    )
    with pytest.raises(Refused):
        do(number, "withdraw", "petitioner", "2026-03-15")
    do(number, "withdraw", "petitioner", "2026-03-15", free_will=True)
    case = case_of(number)
    assert (case.state, case.closed, case.next_look_at) == ("withdrawn", True, None)
    sound(number)
