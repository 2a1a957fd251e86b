"""A checker that finds nothing proves nothing: procedures are spoilt on purpose, and each fault must come out, by name."""

from dataclasses import replace

import pytest

from xinqiao.law.catalogue import PROCEDURES, find_procedure
from xinqiao.law.check import problems
from xinqiao.law.model import (
    Action,
    Audience,
    Citation,
    Clock,
    Kind,
    Mark,
    Procedure,
    Remedy,
    Role,
    Seat,
    Sets,
    Starts,
    State,
)
from xinqiao.law.tests.faults import Fault, action, an_input, both, clock, mark, more, state, without
from xinqiao.law.tests.small import OWN, REASON, SMALL, TELL

LGSCO = find_procedure("complaint_lgsco_2024")

LONELY = State(name="lonely", title="没有去路", owner=Role.COMPETENT_UNIT)
INTO_LONELY = Action(
    name="into_lonely",
    title="走进死路",
    by=(Role.COMPETENT_UNIT,),
    from_=("handled",),
    to="lonely",
    cites=OWN,
    tells="转到别处。",
    notifies=TELL,
)
WAITING = State(name="waiting", title="等信访人补充", owner=Role.COMPETENT_UNIT)
ASK_FOR_MORE = replace(INTO_LONELY, name="ask_for_more", title="要求补充", to="waiting")
SUPPLEMENT = Action(
    name="supplement",
    title="补充",
    by=(Role.PETITIONER,),
    from_=("waiting",),
    to="handled",
    cites=OWN,
    tells="已经补充。",
)
NOBODYS = Clock(
    id="s.nobody", title="没有人的期限", length=3, binds=Role.DISCIPLINE_BODY, trigger="转办之日", cites=OWN
)
EXTEND_AGAIN = replace(SMALL.action_named["extend"], name="extend_again", title="再延长", bars=(), sets=())

IN_SMALL = (
    # 1 A way on, and an end without the petitioner
    Fault("a state without a way out", "dead_end", "没有去路", more(LONELY, INTO_LONELY)),
    Fault("a wait that only the petitioner can end", "no_end", "等信访人补充", more(WAITING, ASK_FOR_MORE, SUPPLEMENT)),
    Fault("an answer that needs a mark nobody sets", "no_end", "正在办理", action("answer", needs=("heard", "advised"), by=(Role.PETITIONER,))),
    Fault("a right that runs out into nothing", "no_end", "已答复", without("lapse")),
    # 2 One owner, one running clock
    Fault("a state without a clock", "no_clock", "正在办理", action("forward", starts=())),
    Fault("an answer that is never to be served", "no_clock", "已答复", action("answer", starts=())),
    Fault("a clock stopped on the way", "no_clock", "正在办理", action("hear", stops=("s.handle",), tells="听取了。", notifies=TELL)),
    Fault("an owner nobody seated", "owner_missing", "正在复查", state("review_open", owner=Role.REREVIEW_BODY)),
    Fault("an owner who is on no clock", "owner_without_clock", "正在办理", clock("s.handle", binds=Role.RECEIVER)),
    Fault("a clock that nobody bears", "clock_unborne", "没有人的期限", both(more(NOBODYS), action("forward", starts=(*SMALL.action_named["forward"].starts, Starts(clock="s.nobody"))))),
    Fault("a pause without a limit", "pause_without_limit", "举行听证", action("hold_hearing", starts=())),
    # 3 An escalation
    Fault("a clock that nobody presses", "no_escalation", "办理", both(without("press"), action("press_again", after=("s.advice", "s.route", "s.serve", "s.review.decide", "s.hearing"), needs=()))),
    Fault("an escalation to the one who let it expire", "no_escalation", "办理", both(without("press"), action("press_again", by=(Role.COMPETENT_UNIT,), needs=()))),
    Fault("an escalation to the same unit in another seat", "no_escalation", "转办", both(without("press"), action("press_again", by=(Role.SENDER, Role.RECEIVER), needs=()))),
    Fault("an escalation that stops at the third state", "no_escalation", "正在复查", action("press", from_=("filed", "handled", "answered"))),
    Fault("a duty that runs on after the end", "no_escalation", "已撤回", action("withdraw", stops=())),
    # 4 Ends
    Fault("an end that is no answer", "end_unanswered", "作出复查决定", action("decide_review", answers=False)),
    Fault("an answer without a paper", "end_unanswered", "作出复查决定", action("decide_review", issues=())),
    Fault("an end by an official who calls it a withdrawal", "end_unanswered", "撤回", action("withdraw", by=(Role.PETITIONER, Role.COMPETENT_UNIT))),
    Fault("a lapse before any answer", "lapse_unanswered", "没有请求复查", action("answer", issues=())),
    # 5 Notices and remedies
    Fault("a missing notice", "no_notice", "转办", action("forward", notifies=(Role.COMPETENT_UNIT,))),
    Fault("a change of clocks without a notice", "no_notice", "延长", action("extend", notifies=())),
    Fault("a step without a word to the petitioner", "untold", "结束听证", action("close_hearing", tells="")),
    Fault("a word to the petitioner that only staff see", "untold", "转办", action("forward", audience=Audience.STAFF)),
    Fault("a removed remedy", "no_remedy", "“答复”", action("answer", remedy=None)),
    Fault("a remedy without a limit", "no_remedy", "作出复查决定", action("decide_review", remedy=Remedy(action="", body="人民法院", limit=""))),
    Fault("a remedy without a body", "no_remedy", "“答复”", action("answer", remedy=Remedy(action="ask_review", body="", limit="30 日", clock="s.review.request"))),
    Fault("a refusal not marked as one", "against_unmarked", "作出复查决定", action("decide_review", against=False, remedy=None)),
    Fault("a remedy whose clock nobody starts", "remedy_closed", "“答复”", action("serve", starts=())),
    Fault("a remedy that is barred where it is needed", "remedy_closed", "“答复”", action("ask_review", bars=("served",))),
    Fault("a remedy that officials take", "remedy_not_theirs", "“答复”", action("ask_review", by=(Role.COMPETENT_UNIT,))),
    Fault("a remedy with another clock", "remedy_clock", "“答复”", action("answer", remedy=Remedy(action="ask_review", body="上级", limit="5 日", clock="s.serve"))),
    # 6 Impartial
    Fault("a reviewer who is the decider", "own_review", "作出复查决定", both(action("ask_review", seats=(Seat(role=Role.REVIEW_BODY, source="competent_unit"),)), action("decide_review", not_by=()))),
    Fault("a reviewer chosen freely", "own_review", "作出复查决定", both(action("ask_review", seats=(Seat(role=Role.REVIEW_BODY, source="body"),), inputs=(*SMALL.action_named["ask_review"].inputs, replace(SMALL.action_named["forward"].inputs[0], name="body"))), action("decide_review", not_by=()))),
    Fault("a reviewer above the sender instead of the decider", "own_review", "作出复查决定", both(action("ask_review", seats=(Seat(role=Role.REVIEW_BODY, source="superior:receiver"),)), action("decide_review", not_by=()))),
    Fault("a review by the unit that decided", "own_review", "作出复查决定", both(state("review_open", owner=Role.COMPETENT_UNIT), clock("s.review.decide", binds=Role.COMPETENT_UNIT), action("decide_review", by=(Role.COMPETENT_UNIT,), not_by=()))),
    # 7 Sources
    Fault("an action without an article", "uncited", "听取陈述", action("hear", cites=())),
    Fault("a clock without an article", "uncited", "送达", clock("s.serve", cites=())),
    Fault("a mark without an article", "uncited", "已送达", mark("served", cites=())),
    Fault("a law without its article", "citation_incomplete", "“办理”", clock("s.handle", cites=(Citation("图书馆投诉规则"),))),
    Fault("a citation of unknown certainty", "citation_incomplete", "“办理”", clock("s.handle", cites=(Citation("图书馆投诉规则", "第一条", "X"),))),
    # 8 Reach
    Fault("a state nobody reaches", "state_unreachable", "没有去路", more(LONELY)),
    Fault("an action nobody can do", "action_unreachable", "走进死路", more(replace(INTO_LONELY, from_=("reviewed",), by=(Role.DISCIPLINE_BODY,), to="same"))),
    Fault("an action behind a mark that is gone by then", "action_unreachable", "反馈督办意见", action("report_back", bars=("advised",))),
    Fault("an action within a clock that has stopped", "action_unreachable", "举行听证", action("hold_hearing", within=("s.handle",))),
    Fault("a clock that never starts", "clock_never", "没有人的期限", more(NOBODYS)),
    Fault("a mark that is never set", "mark_never", "没人设", both(more(Mark(name="odd", title="没人设", cites=OWN)), action("serve", bars=("served", "odd")))),
    Fault("a mark that nothing asks for", "mark_idle", "没用处", both(more(Mark(name="odd", title="没用处", cites=OWN)), action("hear", sets=(Sets(mark="heard"), Sets(mark="odd"))))),
    # 9 Hearing, extension, names
    Fault("an answer before the petitioner was heard", "unheard", "“答复”", action("answer", needs=())),
    Fault("a hearing that is forgotten and not held again", "unheard", "“答复”", both(action("extend", clears=("heard",)), action("answer", needs=()))),
    Fault("an extension twice", "extension_twice", "办理", action("extend", bars=())),
    Fault("an extension under another name", "extension_twice", "办理", more(EXTEND_AGAIN)),
    Fault("an extension that takes back its own mark", "extension_twice", "办理", action("hear", clears=("extended",))),
    Fault("an extension after the end", "extension_late", "延长", action("extend", within=())),
    Fault("an extension longer than the law allows", "extension_too_long", "延长", an_input("days", "extend", most=60)),
    Fault("an extension without any limit", "extension_too_long", "延长", an_input("days", "extend", most=None)),
    Fault("a state that does not exist", "name_unknown", "nowhere", action("answer", to="nowhere")),
    Fault("a mark that does not exist", "name_unknown", "unheard_of", action("answer", needs=("unheard_of",))),
    Fault("a clock that does not exist", "name_unknown", "s.none", action("answer", stops=("s.none",))),
    Fault("an input that does not exist", "name_unknown", "no_day", action("serve", starts=(Starts(clock="s.review.request", since="no_day"),))),
    Fault("a remedy that does not exist", "name_unknown", "complain", action("answer", remedy=Remedy(action="complain", body="上级", limit="30 日"))),
    Fault("a first state that does not exist", "name_unknown", "nothing", lambda procedure: replace(procedure, initial="nothing")),
    Fault("two actions of one name", "name_twice", "hear", more(SMALL.action_named["hear"])),
    Fault("a clock without a length", "clock_without_length", "举行听证", action("hold_hearing", inputs=(), tells="举行听证。", starts=(Starts(clock="s.hearing"),))),
    Fault("a last day that can only be past", "until_past", "最迟哪一天", an_input("held_by", "hold_hearing", future=False)),
    Fault("a start on something that is no day", "input_kind", "收到日期", an_input("received_on", "serve", kind=Kind.TEXT)),
    Fault("a seat that may be left empty", "seat_optional", "办理单位", an_input("to_unit", "forward", required=False)),
    Fault("a seat for somebody who has none", "seat_source", "supervisor", action("forward", seats=(*SMALL.action_named["forward"].seats, Seat(role=Role.SUPERVISOR, source="receiver")))),
    Fault("a superior of nobody", "seat_source", "superior:petitioner", action("ask_review", seats=(Seat(role=Role.REVIEW_BODY, source="superior:petitioner"),))),
    Fault("a choice between nothing", "input_choices", "逐项答复", an_input("answers", "answer", choices=())),
    Fault("an extension by nothing", "extension_optional", "天数", an_input("days", "extend", required=False)),
    Fault("an extension by less than a day", "days_below_one", "天数", an_input("days", "extend", least=0)),
    Fault("a condition that never holds", "condition_never", "maybe", action("hear", sets=(Sets(mark="heard"), Sets(mark="advised", input="waived", value="maybe")))),
    Fault("a sentence with a hole", "placeholder", "somebody", action("forward", tells="已转给{somebody}。")),
    Fault("a sentence with half a brace", "placeholder", "转办", action("forward", tells="已转给{to_unit。")),
    Fault("time that has to fill in a form", "time_cannot", "没有请求复查", action("lapse", inputs=(REASON,))),
    Fault("a clock both stopped and paused", "clock_contradiction", "举行听证", action("hold_hearing", stops=("s.review.decide",))),
    Fault("an action of nobody", "action_of_nobody", "听取陈述", action("hear", by=())),
)  # fmt: skip

IN_LGSCO = (
    Fault("no notice of the acknowledgement", "no_notice", "“确认收到”", action("acknowledge", notifies=())),
    Fault("no clock from the acknowledgement", "no_clock", "第一阶段", action("acknowledge", starts=())),
    Fault("stage 1 extended twice", "extension_twice", "第一阶段答复", action("extend_first", bars=())),
    Fault("stage 2 extended after its end", "extension_late", "延长第二阶段", action("extend_second", within=())),
    Fault("stage 2 by the same person", "own_review", "第一阶段答复", action("answer_second", not_by=())),
    Fault("stage 2 without an answer", "end_unanswered", "作出最后答复", action("answer_second", answers=False)),
    Fault("no ombudsman at the end", "no_remedy", "作出最后答复", action("answer_second", remedy=None)),
    Fault("nobody to urge", "no_escalation", "登记并确认收到", without("urge")),
    Fault("a request for stage 2 that comes too late to count", "remedy_closed", "第一阶段答复", action("ask_second", from_=("acting",))),
    Fault("stage 1 bound to nobody", "clock_unborne", "第一阶段答复", clock("uk.stage1", binds=Role.REVIEW_BODY)),
    Fault("a lapse without an answer before it", "lapse_unanswered", "没有请求第二阶段", action("answer_first", issues=())),
    Fault("no end after silence", "no_end", "第一阶段已答复", both(without("lapse"), action("promise_action", by=(Role.PETITIONER,)))),
    Fault("a clock of unknown source", "uncited", "落实答应的事", clock("uk.act", cites=())),
    Fault("work without a last day", "clock_without_length", "落实答应的事", action("promise_action", starts=(Starts(clock="uk.act"),), inputs=())),
)  # fmt: skip

# Faults that do not touch each other are put into the petition procedure together: it is large, and the checker
# promises to find all at once.
IN_PETITION = (
    (
        Fault("forwarding without telling", "no_notice", "“转送”", action("forward", notifies=(Role.COMPETENT_UNIT,))),
        Fault("an opinion without a hearing", "unheard", "“签发处理意见”", action("issue_opinion", needs=())),
        Fault("an opinion without a remedy", "no_remedy", "“签发处理意见”", action("issue_opinion", remedy=None, needs=())),
        Fault("an extension twice", "extension_twice", "办理信访事项", action("extend", bars=())),
        Fault("an extension of sixty days", "extension_too_long", "延长", an_input("days", "extend", most=60)),
        Fault("a re-review hearing without a limit", "pause_without_limit", "听证", action("open_rereview_hearing", starts=())),
        Fault("a review that is no answer", "against_unmarked", "作出复查意见", action("decide_review", against=False)),
        Fault("acceptance without an article", "uncited", "“受理”", action("accept", cites=())),
        Fault("a duty bound to nobody there", "clock_unborne", "审核异议", clock("xo.objection", binds=Role.REVIEW_BODY)),
        Fault("a hearing nobody can open", "action_unreachable", "举行听证", action("hold_hearing", needs=("redo",), bars=("redo",))),
        Fault("a withdrawal that officials may write", "end_unanswered", "撤回", action("withdraw", by=(Role.PETITIONER, Role.COMPETENT_UNIT))),
        Fault("a suggestion closed without an answer", "end_unanswered", "答复建议", action("reply", answers=False)),
        Fault("a refusal that cannot be challenged", "remedy_closed", "请上一级审查", action("challenge", from_=("closed_suggestion",))),
        Fault("a file agreed to by the one who asks", "one_person", "“提取整件案卷”", action("approve_whole_file", second_to=())),
        Fault("an objection nobody can press", "no_escalation", "审核异议", lambda p: action("supervise", from_=tuple(s for s in p.action_named["supervise"].from_ if s != "objected"))(action("urge", from_=tuple(s for s in p.action_named["urge"].from_ if s != "objected"))(p))),
    ),
    (
        Fault("a review by the same unit", "own_review", "作出复查意见", both(action("ask_review", seats=(Seat(role=Role.REVIEW_BODY, source="competent_unit"),)), action("decide_review", not_by=()))),
        Fault("an accepted matter without the sixty days", "no_clock", "已受理", action("accept", starts=())),
        Fault("an opinion nobody has to serve", "no_clock", "已作出处理意见", action("issue_opinion", starts=())),
        Fault("an objection decided by nobody", "no_end", "提出异议", both(without("agree_objection", "refuse_objection", "dispute"))),
        Fault("a file taken on an agreement that stays", "one_person", "“提取整件案卷”", action("take_whole_file", clears=())),
        Fault("a closing that waits for the petitioner", "no_end", "已达成协议", both(action("close_settlement", by=(Role.PETITIONER,)), action("report_breach", by=(Role.PETITIONER,)))),
    ),
)  # fmt: skip


def found(procedure: Procedure, fault: Fault) -> list[str]:
    return [str(one) for one in problems(procedure) if one.kind == fault.kind and fault.names in str(one)]


# The overlay of the petition procedure is as large again; `make test` explores both with `check-procedures`.
@pytest.mark.parametrize(
    "procedure",
    [*(one for one in PROCEDURES if one.name != "petition_zhejiang_2016"), SMALL],
    ids=lambda one: one.name,
)
def test_a_sound_procedure_has_no_findings(procedure: Procedure) -> None:
    assert [str(one) for one in problems(procedure)] == []


@pytest.mark.parametrize("fault", IN_SMALL, ids=str)
def test_each_fault_in_a_small_procedure_is_found(fault: Fault) -> None:
    assert found(fault.change(SMALL), fault), [f"{one.kind} {one}" for one in problems(fault.change(SMALL))]


@pytest.mark.parametrize("fault", IN_LGSCO, ids=str)
def test_each_fault_in_a_foreign_procedure_is_found(fault: Fault) -> None:
    assert found(fault.change(LGSCO), fault), [f"{one.kind} {one}" for one in problems(fault.change(LGSCO))]


@pytest.mark.parametrize("faults", IN_PETITION, ids=["first", "second"])
def test_faults_in_the_petition_procedure_are_found_all_at_once(faults: tuple[Fault, ...]) -> None:
    spoilt = both(*(fault.change for fault in faults))(find_procedure("petition_2022"))
    findings = problems(spoilt)
    missed = [
        fault.says
        for fault in faults
        if not any(one.kind == fault.kind and fault.names in str(one) for one in findings)
    ]
    assert not missed, [f"{one.kind} {one}" for one in findings]
