"""What the checker reports, and how it says it."""

from dataclasses import replace

import pytest

from xinqiao.law import machine, recusal
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.check import GUARANTEES, check, problems
from xinqiao.law.check.ladder import reviews
from xinqiao.law.check.sample import Town
from xinqiao.law.check.sources import unverified
from xinqiao.law.model import Citation, Remedy
from xinqiao.law.tests.faults import action, both, clock
from xinqiao.law.tests.small import SMALL


def test_a_sound_procedure_holds_for_every_guarantee() -> None:
    report = check(SMALL)
    assert report.holds and report.explored
    assert all(report.holds_for(one) for one in GUARANTEES)
    assert report.standings > len(SMALL.states) and report.steps > report.standings


def test_a_finding_is_a_sentence_with_the_shortest_way_that_shows_it() -> None:
    spoilt = action("close_hearing", resumes=(), tells="听证已经结束。")(SMALL)
    found = [one for one in problems(spoilt) if one.kind == "no_clock"]
    assert [one.path for one in found] == [
        ("提出投诉", "转办", "听取陈述", "答复", "送达", "请求复查", "举行听证", "结束听证")
    ]
    assert str(found[0]) == (
        "“正在复查”：没有任何期限在计算。最短路径：提出投诉 → 转办 → 听取陈述 → 答复 → 送达 → 请求复查 → 举行听证 → 结束听证"
    )


def test_a_finding_can_be_said_in_another_language() -> None:
    words = {
        "“{state}”：没有任何期限在计算。": "“{state}”: no clock is running.",
        "正在办理": "being handled",
        "最短路径：": " Shortest way: ",
        "提出投诉": "complain",
        "转办": "forward",
    }
    (found,) = [
        one
        for one in problems(action("forward", starts=(), tells="已转给{to_unit}。")(SMALL))
        if one.kind == "no_clock"
    ]
    said = found.say(lambda text: words.get(text, text))
    assert said == "“being handled”: no clock is running. Shortest way: complain → forward"


def test_all_faults_are_found_at_once() -> None:
    spoilt = both(
        action("forward", notifies=()),
        action("answer", needs=()),
        action("decide_review", answers=False),
        clock("s.serve", cites=()),
    )(SMALL)
    assert {one.kind for one in problems(spoilt)} >= {"no_notice", "unheard", "end_unanswered", "uncited"}


def test_findings_stand_in_the_order_of_the_guarantees() -> None:
    spoilt = both(action("answer", needs=(), cites=()), action("forward", notifies=()))(SMALL)
    order = list(GUARANTEES)
    places = [order.index(one.guarantee) for one in problems(spoilt)]
    assert places == sorted(places)


def test_nothing_is_claimed_of_a_procedure_whose_names_are_not_known() -> None:
    report = check(action("answer", to="nowhere")(SMALL))
    assert not report.explored and not report.holds
    assert not any(report.holds_for(one) for one in GUARANTEES)


def test_a_space_that_is_too_large_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from xinqiao.law.check import explored
    from xinqiao.law.check.coded import TooLarge

    def too_large(*_args: object, **_options: object) -> None:
        raise TooLarge

    monkeypatch.setattr(explored, "Space", too_large)
    report = check(SMALL)
    assert [one.kind for one in report.findings] == ["too_large"]
    assert not any(report.holds_for(one) for one in GUARANTEES)


def test_the_checker_says_the_same_each_time() -> None:
    spoilt = both(action("answer", needs=()), action("forward", starts=()), action("ask_review", within=()))(
        SMALL
    )
    assert [str(one) for one in problems(spoilt)] == [str(one) for one in problems(spoilt)]


def test_facts_nobody_could_verify_are_listed_and_are_no_fault() -> None:
    doubtful = (Citation("某办法", "第三条", "U"),)
    spoilt = clock("s.serve", cites=doubtful)(SMALL)
    assert [(title, str(cite)) for _what, title, cite in unverified(spoilt)] == [("送达", "《某办法》第三条")]
    assert check(spoilt).holds


def test_a_review_is_told_from_what_leads_to_it() -> None:
    assert reviews(SMALL) == {"decide_review": ("answer",)}


def test_a_re_review_also_reviews_what_the_review_was_about() -> None:
    judged = reviews(find_procedure("petition_2022"))
    assert {"issue_opinion", "decide_review"} <= set(judged["decide_rereview"])


def test_a_seat_above_is_enough_without_naming_persons() -> None:
    assert check(action("decide_review", not_by=())(SMALL)).holds


def test_a_person_kept_out_is_enough_within_one_unit() -> None:
    request = SMALL.action_named["ask_review"]
    seat = replace(request.seats[0], source="competent_unit", apart=())
    assert check(action("ask_review", seats=(seat,))(SMALL)).holds


def test_a_remedy_outside_the_procedure_needs_no_action() -> None:
    outside = Remedy(action="", body="法院", limit="六个月")
    assert check(action("answer", remedy=outside)(SMALL)).holds


def test_a_machine_that_let_the_accused_act_would_be_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "is_walled", lambda *_asked: False)
    found = {str(one) for one in problems(SMALL) if one.kind == "accused_acts"}
    assert "被反映的单位的下级可以做“答复”。" in found
    assert not any("撤回" in one for one in found)


def test_a_machine_that_let_the_recused_act_would_be_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recusal, "stays_away", lambda *_asked: None)
    found = {str(one) for one in problems(SMALL) if one.kind == "recused_acts"}
    assert "应当回避的人可以做“答复”。" in found
    assert not any("撤回" in one for one in found)


def test_a_directory_that_forgot_who_is_under_whom_would_be_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Town, "under", lambda _town, unit, other: unit == other)
    kinds = {one.kind for one in problems(SMALL)}
    assert {"accused_acts", "accused_seated"} <= kinds


def test_more_states_than_can_be_numbered_are_too_large() -> None:
    states = tuple(replace(SMALL.states[1], name=f"s{number}", title=str(number)) for number in range(300))
    report = check(replace(SMALL, states=(*SMALL.states, *states)))
    assert "too_large" in {one.kind for one in report.findings}
