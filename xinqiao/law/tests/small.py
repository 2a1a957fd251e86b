"""A small sound procedure for tests of the ground floor: a complaint at a library, its answer and its review.

It uses each word of ``law.model`` at least once, and the checker finds nothing in it. Tests break it with ``replace``.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from xinqiao.law.model import (
    Action,
    Citation,
    Clock,
    Extends,
    Input,
    Kind,
    Mark,
    Procedure,
    Remedy,
    Role,
    Seat,
    Sets,
    Starts,
    State,
    Unit,
)

RULES = (Citation("图书馆投诉规则", "第一条"),)
OWN = (Citation("本单位自定", mark="D"),)
TELL = (Role.PETITIONER,)

REASON = Input(name="reason", title="理由", kind=Kind.WORDS)
ANSWERS = Input(
    name="answers",
    title="逐项答复",
    kind=Kind.ANSWERS,
    choices=(("support", "支持"), ("not_support", "不支持")),
)

ASK_REVIEW = Remedy(
    action="ask_review", body="上一级图书馆", limit="收到之日起 30 日内", clock="s.review.request"
)
COURT = Remedy(action="", body="人民法院", limit="六个月")

STATES = (
    State(name="unfiled", title="尚未提出", owner=Role.PETITIONER),
    State(name="filed", title="已收到", owner=Role.RECEIVER, next="转给有权处理的单位"),
    State(name="handled", title="正在办理", owner=Role.COMPETENT_UNIT, next="作出答复"),
    State(name="answered", title="已答复", owner=Role.COMPETENT_UNIT, next="送达"),
    State(name="review_open", title="正在复查", owner=Role.REVIEW_BODY, next="作出复查决定"),
    State(name="review_hearing", title="复查听证", owner=Role.REVIEW_BODY, next="结束听证"),
    State(name="ended", title="已办结", owner=Role.COMPETENT_UNIT, final=True),
    State(name="reviewed", title="已复查", owner=Role.REVIEW_BODY, final=True),
    State(name="withdrawn", title="已撤回", owner=Role.RECEIVER, final=True),
)

OPEN = ("filed", "handled", "answered", "review_open", "review_hearing")

CLOCKS = (
    Clock(id="s.route", title="转办", length=5, unit=Unit.WORKING_DAY, binds=Role.RECEIVER, trigger="收到之日", cites=RULES),
    Clock(id="s.handle", title="办理", length=60, binds=Role.COMPETENT_UNIT, trigger="转办之日", most=30, cites=RULES),
    Clock(id="s.serve", title="送达", length=5, binds=Role.COMPETENT_UNIT, trigger="答复之日", cites=OWN),
    Clock(id="s.review.request", title="请求复查", length=30, binds=Role.PETITIONER, right=True, trigger="收到答复之日", cites=RULES),
    Clock(id="s.review.decide", title="作出复查决定", length=30, binds=Role.REVIEW_BODY, trigger="请求之日", cites=RULES),
    Clock(id="s.hearing", title="举行听证", length=None, binds=Role.REVIEW_BODY, trigger="决定听证之日", cites=OWN),
    Clock(id="s.advice", title="反馈督办意见", length=10, binds=Role.RECEIVER, trigger="督办之日", cites=OWN),
)  # fmt: skip

MARKS = (
    Mark(name="heard", title="已听取陈述", missing="还没有听取陈述。", cites=RULES),
    Mark(name="extended", title="已延长过", present="已经延长过一次。", cites=RULES),
    Mark(name="served", title="已送达", present="已经送达过了。", cites=OWN),
    Mark(name="advised", title="督办意见还没有反馈", missing="没有督办意见。", cites=OWN),
)

ACTIONS = (
    Action(
        name="submit",
        title="提出投诉",
        by=(Role.PETITIONER, Role.RECEIVER),
        from_=("unfiled",),
        to="filed",
        cites=RULES,
        tells="已收到，最迟在 {last} 前转给有权处理的单位。",
        inputs=(
            Input(name="receiver", title="收到的单位", kind=Kind.UNIT, derived=True),
            Input(name="received_on", title="收到日期", kind=Kind.DATE, required=False, only_by=(Role.RECEIVER,)),
            Input(name="requests", title="请求", kind=Kind.REQUESTS, least=1, most=5),
            Input(name="accused_units", title="被反映的单位", kind=Kind.UNITS, required=False),
            Input(name="files", title="材料", kind=Kind.FILES, required=False),
        ),
        starts=(Starts(clock="s.route", since="received_on"),),
        seats=(Seat(role=Role.RECEIVER, source="receiver"),),
        issues=("receipt_slip",),
        notifies=TELL,
    ),
    Action(
        name="forward",
        title="转办",
        by=(Role.RECEIVER,),
        from_=("filed",),
        to="handled",
        cites=RULES,
        tells="已转给{to_unit}，最迟在 {last} 前答复您。",
        inputs=(Input(name="to_unit", title="办理单位", kind=Kind.UNIT, kinds=("library",)),),
        stops=("s.route",),
        starts=(Starts(clock="s.handle", since_clock=("s.route",), cap=("s.route",)),),
        seats=(
            Seat(role=Role.COMPETENT_UNIT, source="to_unit"),
            Seat(role=Role.SENDER, source="receiver"),
        ),
        notifies=(Role.PETITIONER, Role.COMPETENT_UNIT),
    ),
    Action(
        name="hear",
        title="听取陈述",
        by=(Role.COMPETENT_UNIT,),
        from_=("handled",),
        to="same",
        cites=RULES,
        inputs=(
            Input(name="waived", title="放弃陈述", kind=Kind.YES, required=False),
            Input(name="record", title="记录", kind=Kind.WORDS),
        ),
        sets=(Sets(mark="heard"),),
    ),
    Action(
        name="extend",
        title="延长",
        by=(Role.UNIT_HEAD,),
        from_=("handled",),
        to="same",
        cites=RULES,
        tells="期限延长到 {last}。理由：{reason}",
        inputs=(Input(name="days", title="天数", kind=Kind.DAYS, most=30), REASON),
        bars=("extended",),
        within=("s.handle",),
        sets=(Sets(mark="extended"),),
        extends=(Extends(clock="s.handle", days="days"),),
        issues=("extension_notice",),
        notifies=TELL,
    ),
    Action(
        name="answer",
        title="答复",
        by=(Role.COMPETENT_UNIT,),
        from_=("handled",),
        to="answered",
        cites=RULES,
        tells="已经作出答复，最迟在 {last} 前送给您。",
        inputs=(ANSWERS,),
        needs=("heard",),
        clears=("served",),
        stops=("s.handle",),
        starts=(Starts(clock="s.serve"),),
        issues=("opinion",),
        notifies=TELL,
        against=True,
        remedy=ASK_REVIEW,
        answers=True,
    ),
    Action(
        name="serve",
        title="送达",
        by=(Role.PETITIONER, Role.COMPETENT_UNIT),
        from_=("answered",),
        to="same",
        cites=RULES,
        tells="您在 {received_on} 收到了答复。",
        inputs=(Input(name="received_on", title="收到日期", kind=Kind.DATE, since="s.serve"),),
        bars=("served",),
        sets=(Sets(mark="served"),),
        stops=("s.serve",),
        starts=(Starts(clock="s.review.request", since="received_on"),),
        notifies=TELL,
    ),
    Action(
        name="ask_review",
        title="请求复查",
        by=(Role.PETITIONER,),
        from_=("answered",),
        to="review_open",
        cites=RULES,
        tells="已请{review_body}复查，最迟在 {last} 前答复您。",
        inputs=(REASON,),
        within=("s.review.request",),
        stops=("s.review.request",),
        starts=(Starts(clock="s.review.decide"),),
        seats=(Seat(role=Role.REVIEW_BODY, source="superior:competent_unit", apart=(Role.COMPETENT_UNIT,)),),
        notifies=(Role.PETITIONER, Role.REVIEW_BODY),
    ),
    Action(
        name="hold_hearing",
        title="举行听证",
        by=(Role.REVIEW_BODY,),
        from_=("review_open",),
        to="review_hearing",
        cites=RULES,
        tells="要在 {held_by} 前举行听证，这段时间不计入复查期限。",
        inputs=(Input(name="held_by", title="最迟哪一天", kind=Kind.DATE, future=True),),
        pauses=("s.review.decide",),
        starts=(Starts(clock="s.hearing", until="held_by"),),
        notifies=TELL,
    ),
    Action(
        name="close_hearing",
        title="结束听证",
        by=(Role.REVIEW_BODY,),
        from_=("review_hearing",),
        to="review_open",
        cites=RULES,
        tells="听证已经结束，最迟在 {last} 前答复您。",
        stops=("s.hearing",),
        resumes=("s.review.decide",),
        notifies=TELL,
    ),
    Action(
        name="decide_review",
        title="作出复查决定",
        by=(Role.REVIEW_BODY,),
        from_=("review_open",),
        to="reviewed",
        cites=RULES,
        tells="复查决定已经作出。",
        inputs=(ANSWERS,),
        stops=("*",),
        issues=("review_opinion",),
        notifies=TELL,
        against=True,
        remedy=COURT,
        answers=True,
        not_by=("answer",),
    ),
    Action(
        name="press",
        title="督办",
        by=(Role.SUPERVISOR,),
        from_=OPEN,
        to="same",
        cites=OWN,
        tells="督办人员已经催办。",
        inputs=(REASON,),
        bars=("advised",),
        sets=(Sets(mark="advised"),),
        starts=(Starts(clock="s.advice"),),
        notifies=(Role.PETITIONER, Role.COMPETENT_UNIT),
    ),
    Action(
        name="press_again",
        title="再次督办",
        by=(Role.SUPERVISOR,),
        from_=OPEN,
        to="same",
        cites=OWN,
        tells="督办人员再次催办。",
        needs=("advised",),
        after=("s.advice", "s.route", "s.handle", "s.serve", "s.review.decide", "s.hearing"),
        notifies=TELL,
    ),
    Action(
        name="report_back",
        title="反馈督办意见",
        by=(Role.COMPETENT_UNIT, Role.RECEIVER),
        from_=OPEN,
        to="same",
        cites=OWN,
        tells="{unit}已经反馈。",
        inputs=(REASON,),
        needs=("advised",),
        clears=("advised",),
        stops=("s.advice",),
        notifies=TELL,
    ),
    Action(
        name="lapse",
        title="没有请求复查",
        by=(Role.SYSTEM,),
        from_=("answered",),
        to="ended",
        cites=RULES,
        tells="没有在期限内请求复查，答复已经生效。",
        after=("s.review.request",),
        stops=("*",),
        notifies=TELL,
    ),
    Action(
        name="withdraw",
        title="撤回",
        by=(Role.PETITIONER,),
        from_=OPEN,
        to="withdrawn",
        cites=OWN,
        tells="您撤回了投诉。",
        inputs=(Input(name="freely", title="自愿", kind=Kind.YES, must_be="撤回要出于您自己的意愿。"),),
        stops=("*",),
        notifies=(Role.RECEIVER,),
    ),
)  # fmt: skip

SMALL = Procedure(
    name="small",
    title="图书馆投诉",
    law="图书馆投诉规则",
    in_force_from=date(2026, 1, 1),
    calendar="cn",
    states=STATES,
    actions=ACTIONS,
    clocks=CLOCKS,
    marks=MARKS,
)


def with_action(procedure: Procedure, name: str, **changes: Any) -> Procedure:
    """``procedure`` with one of its actions changed."""
    actions = tuple(replace(one, **changes) if one.name == name else one for one in procedure.actions)
    return replace(procedure, actions=actions)
