"""What the record proposes to a supervisor, with its evidence (J2, J3), and the letters that wait for an answer."""

import pytest

from xinqiao.cases.act import let_time_pass
from xinqiao.testing import do, file_lift, moment

pytestmark = pytest.mark.django_db

AT_ONCE = {"how_it_goes_on": "由我们办理。"}


@pytest.fixture
def late(cast) -> str:
    """J3: accepted on 5 January, due on 6 March, extended to 7 April, and nothing happens."""
    number = file_lift("2026-01-04", subject="工地夜间施工").number
    do(number, "register", "sun", "2026-01-04 10:00", cast, petition_class="appeal")
    do(number, "forward", "sun", "2026-01-04 11:00", cast, to_unit="zjj")
    do(number, "inform", "zhou", "2026-01-04 12:00", cast, **AT_ONCE)
    do(number, "accept", "zhou", "2026-01-05", cast)
    do(number, "extend", "li", "2026-03-05", cast, days=30, reason="要等检测结果。")
    return number


def proposed(answer) -> list[tuple[str, str]]:
    return [(one.case.number, one.trigger) for one in answer.context["proposals"]]


def test_an_overdue_matter_is_proposed_from_the_day_after_its_last_day(desk, late, now):
    now("2026-04-07 23:00")
    assert proposed(desk("zheng").get("/desk/supervise/")) == []
    now("2026-04-08 08:00")
    answer = desk("zheng").get("/desk/supervise/")
    assert proposed(answer) == [(late, "overdue")]
    (one,) = answer.context["proposals"]
    assert one.unit == "青石县住房和城乡建设局"
    assert "2026年4月7日" in one.evidence[0] and "第三十四条" in one.evidence[0]


def test_the_button_leads_to_the_letter_with_its_reason_filled_in(desk, late, now):
    now("2026-04-20")
    let_time_pass([late], at=moment("2026-04-20"))
    client = desk("zheng")
    assert (
        f"/desk/matters/{late}/do/supervise/?trigger=overdue"
        in client.get("/desk/supervise/").content.decode()
    )
    form = client.get(f"/desk/matters/{late}/do/supervise/?trigger=overdue").context["form"]
    assert form["trigger"].value == "overdue"


def test_what_has_been_pressed_is_a_letter_out_and_no_proposal_any_more(desk, cast, late, now):
    now("2026-04-20")
    do(late, "supervise", "zheng", "2026-04-20", cast, trigger="overdue", demand="三天内答复。")
    client = desk("zheng")
    answer = client.get("/desk/supervise/")
    assert proposed(answer) == []
    assert [(one.case.number, one.due.running.last.isoformat()) for one in answer.context["letters"]] == [
        (late, "2026-05-20")
    ]
    do(late, "answer_supervision", "zhou", "2026-04-21", cast, adoption="adopted", reason="已经安排。")
    assert client.get("/desk/supervise/").context["letters"] == []


def test_an_assignment_without_feedback_is_proposed_as_such(desk, cast, now):
    number = file_lift("2026-03-02").number
    do(number, "register", "sun", "2026-03-02 10:00", cast, petition_class="appeal")
    do(number, "assign", "sun", "2026-03-02 11:00", cast, to_unit="zjj", report_by="2026-03-10")
    do(number, "inform", "zhou", "2026-03-03", cast, **AT_ONCE)
    do(number, "accept", "zhou", "2026-03-04", cast)
    now("2026-03-12")
    assert proposed(desk("zheng").get("/desk/supervise/")) == [(number, "no_feedback")]


def test_a_missing_notice_is_a_breach_of_procedure(desk, cast, now):
    number = file_lift("2026-03-02").number
    do(number, "register", "sun", "2026-03-02 10:00", cast, petition_class="appeal")
    do(number, "forward", "sun", "2026-03-02 11:00", cast, to_unit="zjj")
    now("2026-03-20")
    assert (number, "procedure_breach") in proposed(desk("zheng").get("/desk/supervise/"))


def test_refused_objections_and_a_dispute_are_proposed_as_shirking_with_the_entries(desk, cast, now):
    """J2: objected, refused; then disputed."""
    number = file_lift("2026-09-16").number
    do(number, "register", "sun", "2026-09-16 10:00", cast, petition_class="appeal")
    do(number, "assign", "sun", "2026-09-17", cast, to_unit="zjj", report_by="2026-10-30")
    do(number, "object", "zhou", "2026-09-22", cast, reason="不归我们管。", basis="三定方案")
    do(number, "refuse_objection", "sun", "2026-09-24", cast, reason="归你们管。")
    now("2026-09-25")
    assert (number, "shirking") not in proposed(desk("zheng").get("/desk/supervise/"))
    do(number, "dispute", "zhou", "2026-09-25", cast, reason="仍然不同意。", other_unit="rsj")
    now("2026-09-26")
    answer = desk("zheng").get("/desk/supervise/")
    (one,) = [one for one in answer.context["proposals"] if one.trigger == "shirking"]
    assert one.case.number == number
    assert one.unit == "青石县住房和城乡建设局"
    assert ["9月24日" in one.evidence[0], "9月25日" in one.evidence[1]] == [True, True]


def test_a_supporting_opinion_that_is_not_carried_out_is_proposed(desk, cast, lift, now):
    do(lift, "hear", "zhou", "2026-03-20", cast, heard_how="interview", record="谈过。", no_interest="yes")
    answers = [
        {"request": n, "facts": "属实。", "reasons": "应当修。", "basis": "规定。", "conclusion": "support"}
        for n in (1, 2)
    ]
    do(lift, "issue_opinion", "li", "2026-04-20", cast, answers=answers)
    do(lift, "serve_opinion", "zhou", "2026-04-22", cast, served_on="2026-04-22", way="signed")
    do(lift, "press_execution", "zhou", "2026-04-23", cast, carry_out_by="2026-05-10", acts="修好电梯。")
    now("2026-06-01")
    assert proposed(desk("zheng").get("/desk/supervise/")) == [(lift, "not_executed")]


def test_nobody_is_proposed_for_the_number_of_petitions_or_for_petitioning_again(desk, now):
    for _count in range(12):
        file_lift("2026-03-19")
    now("2026-03-20")
    assert proposed(desk("zheng").get("/desk/supervise/")) == []
