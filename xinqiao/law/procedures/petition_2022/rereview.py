"""Re-review by the level above the reviewer, with the hearing that stops the clock: T33 to T35, T41 and T43."""

from dataclasses import replace

from xinqiao.law.model import Action, Input, Kind, Role, Seat, Sets, Starts
from xinqiao.law.procedures.petition_2022.basis import COUNTING, LOCAL_REDO, art
from xinqiao.law.procedures.petition_2022.inputs import BASIS, CARRY_OUT_BY, PAPERS, REASON
from xinqiao.law.procedures.petition_2022.promises import WITH_THE_MATTER
from xinqiao.law.procedures.petition_2022.refusals import OUTSIDE_REMEDY
from xinqiao.law.procedures.petition_2022.review import (
    DECIDERS,
    FINDINGS,
    GROUNDS,
    LATE_REASON,
    OBSTACLE_ENDED_ON,
    ORDER_REDO,
    OUTCOME,
    REDO_BY,
    REFUSE_LATE_REVIEW,
)
from xinqiao.law.procedures.petition_2022.roles import PETITIONER_OR_RECEIVERS, TELL_PETITIONER
from xinqiao.law.words import _

WANTS_HEARING = Input(
    name="wants_hearing",
    title=_("希望举行听证"),
    kind=Kind.YES,
    required=False,
    purpose=_("复核机关可以举行听证"),
)

ASK_REREVIEW = Action(
    name="ask_rereview",
    row="T33",
    title=_("请求复核"),
    by=PETITIONER_OR_RECEIVERS,
    from_=("review_decided", "executing", "executed", "final"),
    to="rereview_open",
    cites=(art(36, 1),),
    means=_("对复查意见不同意的，可以请再上一级机关、单位复核。复核意见是最后的意见。"),
    tells=_("您请求复核，由{owner}办理，最迟在 {last} 前给您书面复核意见。"),
    inputs=(GROUNDS, WANTS_HEARING, PAPERS),
    needs=("reviewed",),
    bars=("rereviewed", "lapsed"),
    within=("xf.rereview.request",),
    stops=("xf.rereview.request", "xo.order_redo"),
    clears=("order_redo",),
    starts=(Starts(clock="xf.rereview.decide"),),
    seats=(
        Seat(
            role=Role.REREVIEW_BODY,
            source="superior:review_body",
            apart=(Role.COMPETENT_UNIT, Role.REVIEW_BODY),
        ),
    ),
    issues=("rereview_request",),
    notifies=(Role.PETITIONER, Role.REREVIEW_BODY, Role.REVIEW_BODY),
)

ASK_REREVIEW_LATE = replace(
    ASK_REREVIEW,
    name="ask_rereview_late",
    title=_("请求复核（已过期限，有正当理由）"),
    from_=("final", "executing", "executed"),
    cites=(art(36, 1), COUNTING),
    means=_("因为不可抗力或者其他正当理由没有按时提出的，可以说明理由后提出。由复核机关决定理由是否成立。"),
    inputs=(GROUNDS, WANTS_HEARING, LATE_REASON, OBSTACLE_ENDED_ON, PAPERS),
    needs=("lapsed", "reviewed"),
    bars=("rereviewed",),
    within=(),
    sets=(Sets(mark="late_asked"),),
    clears=(),
    stops=(),
)

REFUSE_LATE_REREVIEW = replace(
    REFUSE_LATE_REVIEW,
    name="refuse_late_rereview",
    title=_("逾期理由不成立，不予复核"),
    by=(Role.REREVIEW_BODY,),
    from_=("rereview_open",),
    cites=(art(36, 1), COUNTING),
    means=_("核实后认为逾期没有正当理由。写明为什么；拿不准的，应当有利于信访人，予以复核。"),
    tells=_("{unit}核实后认为逾期的理由不成立，不予复核。理由：{reason}"),
    stops=("xf.rereview.decide",),
    not_by=(*DECIDERS, "decide_review"),
)

REFUSE_LATE_REREVIEW_AND_EXECUTE = replace(
    REFUSE_LATE_REREVIEW,
    name="refuse_late_rereview_and_execute",
    title=_("逾期理由不成立，继续执行原意见"),
    to="executing",
    means=_("核实后认为逾期没有正当理由；已经支持的部分继续执行。"),
    needs=("late_asked", "support"),
    bars=("recusal_asked",),
)

OPEN_REREVIEW_HEARING = Action(
    name="open_rereview_hearing",
    row="T34",
    title=_("举行复核听证"),
    by=(Role.REREVIEW_BODY,),
    from_=("rereview_open",),
    to="rereview_hearing",
    cites=(art(36),),
    means=_("复核机关可以举行听证。听证的时间不计算在复核期限内，从开始到结束都停算。"),
    tells=_(
        "{unit}举行复核听证，地点：{hearing_place}。听证期间复核期限停算，听证本身最迟在 {last:xo.rereview.hearing} 前结束。"
    ),
    inputs=(
        Input(name="hearing_place", title=_("听证地点"), kind=Kind.TEXT, purpose=_("让信访人准备")),
        Input(
            name="chair",
            title=_("主持人"),
            kind=Kind.TEXT,
            help=_("不能是参与过原意见、复查意见的人。"),
            purpose=_("公正主持"),
        ),
    ),
    pauses=("xf.rereview.decide",),
    # A pause has a limit of its own, or a hearing could keep the matter open for ever.
    starts=(Starts(clock="xo.rereview.hearing"),),
    issues=("hearing_notice",),
    notifies=TELL_PETITIONER,
)

CLOSE_REREVIEW_HEARING = Action(
    name="close_rereview_hearing",
    row="T43",
    title=_("结束复核听证"),
    by=(Role.REREVIEW_BODY,),
    from_=("rereview_hearing",),
    to="rereview_open",
    cites=(art(36),),
    means=_("听证笔录由参加的人看过、签名。复核期限从明天起接着算。"),
    tells=_("复核听证已经结束，复核意见最迟在 {last:xf.rereview.decide} 前作出。"),
    inputs=(
        Input(name="record", title=_("听证笔录"), kind=Kind.WORDS, purpose=_("如实记录各方意见")),
        Input(name="report", title=_("听证报告"), kind=Kind.WORDS, purpose=_("写明评议结果")),
        PAPERS,
    ),
    resumes=("xf.rereview.decide",),
    stops=("xo.rereview.hearing",),
    issues=("hearing_record", "hearing_report"),
    notifies=TELL_PETITIONER,
)

DECIDE_REREVIEW = Action(
    name="decide_rereview",
    row="T35",
    title=_("作出复核意见"),
    by=(Role.REREVIEW_BODY,),
    from_=("rereview_open",),
    to="concluded",
    cites=(art(36), LOCAL_REDO),
    means=_("这是信访程序里最后的意见。写明结论、事实、理由和依据，并写明程序以外还有哪些途径。"),
    tells=_("{unit}已作出复核意见：{outcome}。理由：{reason}。信访程序到此为止，其他法定途径仍然可以走。"),
    inputs=(
        replace(OUTCOME, choices=OUTCOME.choices[:3], help=_("要责令重新办理或者需要执行的，请用另外两项。")),
        FINDINGS,
        REASON,
        BASIS,
        PAPERS,
    ),
    bars=("support", "recusal_asked"),
    sets=(Sets(mark="rereviewed"),),
    clears=("assigned", "late_asked", "lapsed"),
    stops=WITH_THE_MATTER,
    issues=("rereview_opinion", "closing_report"),
    notifies=(Role.PETITIONER, Role.COMPETENT_UNIT, Role.REVIEW_BODY, Role.SENDER),
    against=True,
    remedy=OUTSIDE_REMEDY,
    answers=True,
    not_by=(*DECIDERS, "decide_review"),
)

DECIDE_REREVIEW_AND_EXECUTE = replace(
    DECIDE_REREVIEW,
    name="decide_rereview_and_execute",
    title=_("作出复核意见，并要求执行"),
    to="executing",
    means=_("复核后支持信访人，或者原来支持的部分还没有执行。写明执行到哪一天；到期没有执行，会有提醒。"),
    tells=_("{unit}已作出复核意见：{outcome}。支持的部分最迟在 {carry_out_by} 前执行。"),
    inputs=(*DECIDE_REREVIEW.inputs, CARRY_OUT_BY),
    bars=("recusal_asked",),
    sets=(Sets(mark="rereviewed"), Sets(mark="support"), Sets(mark="served")),
    starts=(Starts(clock="xo.execute", until="carry_out_by"),),
    issues=("rereview_opinion", "execution_order"),
)

ORDER_REDO_FINALLY = replace(
    ORDER_REDO,
    name="order_redo_finally",
    title=_("复核后责令重新办理"),
    by=(Role.REREVIEW_BODY,),
    from_=("rereview_open", "concluded"),
    inputs=(FINDINGS, REASON, REDO_BY, PAPERS),
    needs=(),
    bars=("recusal_asked",),
    stops=("xf.rereview.decide", "xo.execute"),
    issues=("rereview_opinion", "redo_order"),
    not_by=(*DECIDERS, "decide_review"),
)

REREVIEW = (
    ASK_REREVIEW,
    ASK_REREVIEW_LATE,
    REFUSE_LATE_REREVIEW,
    REFUSE_LATE_REREVIEW_AND_EXECUTE,
    OPEN_REREVIEW_HEARING,
    CLOSE_REREVIEW_HEARING,
    DECIDE_REREVIEW,
    DECIDE_REREVIEW_AND_EXECUTE,
    ORDER_REDO_FINALLY,
)
