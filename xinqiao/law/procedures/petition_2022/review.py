"""Review by the next level up, and the order to decide again: T31, T32 and T41."""

from dataclasses import replace

from xinqiao.law.model import Action, Input, Kind, Remedy, Role, Seat, Sets, Starts
from xinqiao.law.procedures.petition_2022.basis import COUNTING, LOCAL_REDO, SERVICE, art
from xinqiao.law.procedures.petition_2022.inputs import BASIS, PAPERS, REASON, SERVED_TO, SERVICE_WAY
from xinqiao.law.procedures.petition_2022.refusals import OUTSIDE_REMEDY
from xinqiao.law.procedures.petition_2022.roles import PETITIONER_OR_RECEIVERS, STAFF, TELL_PETITIONER
from xinqiao.law.words import _

DECIDERS = (
    "record_earlier_answer",
    "hear",
    "investigate",
    "draft_opinion",
    "issue_opinion",
    "issue_new_opinion",
    "hear_simple",
    "answer_simple",
)
"""Who had a hand in the opinion takes no part in judging it."""

REREVIEW_REMEDY = Remedy(
    action="ask_rereview",
    body=_("作出复查意见的机关、单位的上一级机关、单位"),
    limit=_("收到复查意见之日起 30 日内"),
    clock="xf.rereview.request",
)

GROUNDS = Input(
    name="grounds",
    title=_("为什么不同意"),
    kind=Kind.WORDS,
    help=_("写明哪一项不同意、为什么。原来的意见会自动附上。"),
    purpose=_("让审查的人知道从哪里看起"),
)

LATE_REASON = Input(
    name="late_reason",
    title=_("为什么没有按时提出"),
    kind=Kind.CHOICE,
    choices=(
        ("posted_in_time", _("在期限内已经交邮")),
        ("force_majeure", _("遇到不可抗力，例如灾害、疫情封闭")),
        ("good_reason", _("有其他正当理由，例如住院、没有被告知可以请求")),
    ),
    purpose=_("有正当理由的，不因为逾期失去权利"),
)

OBSTACLE_ENDED_ON = Input(
    name="obstacle_ended_on",
    title=_("障碍是哪一天消除的"),
    kind=Kind.DATE,
    help=_("应当在障碍消除后 10 日内提出；在期限内交邮的，写交邮的日期。"),
    purpose=_("判断有没有正当理由"),
)

OUTCOME = Input(
    name="outcome",
    title=_("结论"),
    kind=Kind.CHOICE,
    choices=(
        ("uphold", _("维持")),
        ("revoke", _("撤销，并直接答复请求")),
        ("change", _("变更")),
        ("order_redo", _("责令重新办理")),
    ),
    help=_(
        "事实清楚、证据充分、依据和程序正确、结论适当的，维持；主要事实不清、依据错误、程序违法、超越或者滥用职权、"
        "明显不当的，撤销、变更或者责令重新办理。"
    ),
    purpose=_("告诉信访人结果"),
)

CARRY_OUT = Input(
    name="carry_out",
    title=_("还有需要执行的内容吗"),
    kind=Kind.CHOICE,
    choices=(("yes", _("有")), ("no", _("没有"))),
    help=_("包括原意见已经支持、还没有执行的部分。"),
    purpose=_("支持的请求要执行到底"),
)

FINDINGS = Input(
    name="findings",
    title=_("查明的情况"),
    kind=Kind.WORDS,
    help=_("逐项回应信访人的理由。"),
    purpose=_("让信访人知道为什么"),
)

ASK_REVIEW = Action(
    name="ask_review",
    row="T31",
    title=_("请求复查"),
    by=PETITIONER_OR_RECEIVERS,
    # Shown in ``final`` too, so that who comes late hears why, and how to ask all the same.
    from_=("opinion_issued", "executing", "executed", "final"),
    to="review_open",
    cites=(art(35),),
    means=_(
        "对处理意见不同意的，可以请上一级机关、单位复查，由没有参与过的人来看。提出复查不影响执行已经支持的部分。"
    ),
    tells=_("您请求复查，由{owner}办理，最迟在 {last} 前给您书面复查意见。"),
    inputs=(GROUNDS, PAPERS),
    bars=("reviewed", "lapsed"),
    within=("xf.review.request",),
    stops=("xf.review.request",),
    starts=(Starts(clock="xf.review.decide"),),
    seats=(Seat(role=Role.REVIEW_BODY, source="superior:competent_unit", apart=(Role.COMPETENT_UNIT,)),),
    issues=("review_request",),
    notifies=(Role.PETITIONER, Role.REVIEW_BODY, Role.COMPETENT_UNIT),
)

ASK_REVIEW_LATE = replace(
    ASK_REVIEW,
    name="ask_review_late",
    title=_("请求复查（已过期限，有正当理由）"),
    from_=("final", "executing", "executed"),
    cites=(art(35), COUNTING),
    means=_("因为不可抗力或者其他正当理由没有按时提出的，可以说明理由后提出。由复查机关决定理由是否成立。"),
    inputs=(GROUNDS, LATE_REASON, OBSTACLE_ENDED_ON, PAPERS),
    needs=("lapsed",),
    bars=("reviewed",),
    within=(),
    sets=(Sets(mark="late_asked"),),
    stops=(),
)

REFUSE_LATE_REVIEW = Action(
    name="refuse_late_review",
    title=_("逾期理由不成立，不予复查"),
    by=(Role.REVIEW_BODY,),
    from_=("review_open",),
    to="final",
    cites=(art(35), COUNTING),
    means=_("核实后认为逾期没有正当理由。写明为什么；拿不准的，应当有利于信访人，予以复查。"),
    tells=_("{unit}核实后认为逾期的理由不成立，不予复查。理由：{reason}"),
    inputs=(REASON,),
    needs=("late_asked",),
    bars=("support", "recusal_asked"),
    clears=("late_asked",),
    stops=("xf.review.decide",),
    issues=("non_acceptance_notice",),
    notifies=TELL_PETITIONER,
    against=True,
    remedy=OUTSIDE_REMEDY,
    answers=True,
    not_by=DECIDERS,
)

REFUSE_LATE_REVIEW_AND_EXECUTE = replace(
    REFUSE_LATE_REVIEW,
    name="refuse_late_review_and_execute",
    title=_("逾期理由不成立，继续执行原意见"),
    to="executing",
    means=_("核实后认为逾期没有正当理由；原意见支持的部分继续执行。"),
    needs=("late_asked", "support"),
    bars=("recusal_asked",),
)

DECIDE_REVIEW = Action(
    name="decide_review",
    row="T32",
    title=_("作出复查意见"),
    by=(Role.REVIEW_BODY,),
    from_=("review_open",),
    to="review_decided",
    cites=(art(35), LOCAL_REDO),
    means=_("由没有参与原意见的人重新看过全部材料，写明结论、事实、理由和依据，并写明不服可以请求复核。"),
    tells=_("{unit}已作出复查意见：{outcome}。最迟在 {last} 前送到您手里。"),
    inputs=(OUTCOME, FINDINGS, REASON, BASIS, CARRY_OUT, PAPERS),
    bars=("recusal_asked",),
    sets=(
        Sets(mark="reviewed"),
        Sets(mark="support", input="carry_out", value="yes"),
        Sets(mark="order_redo", input="outcome", value="order_redo"),
    ),
    clears=("support", "served", "late_asked", "lapsed"),
    stops=("xf.review.decide", "xo.execute"),
    starts=(
        Starts(clock="xo.serve.review"),
        Starts(clock="xo.order_redo", when="order_redo"),
    ),
    issues=("review_opinion",),
    notifies=(Role.PETITIONER, Role.COMPETENT_UNIT, Role.SENDER),
    against=True,
    remedy=REREVIEW_REMEDY,
    answers=True,
    not_by=DECIDERS,
)

SERVE_REVIEW = Action(
    name="serve_review",
    title=_("送达复查意见"),
    by=(Role.PETITIONER, Role.REVIEW_BODY),
    from_=("review_decided", "executing"),
    to="same",
    cites=(art(36, 1), SERVICE),
    means=_("登记信访人哪一天、用什么方式收到。请求复核的 30 日从收到之日的次日起算。"),
    tells=_(
        "您已收到复查意见。如果您不同意，可以在 {last:xf.rereview.request} 前请求上一级机关复核，在这里就可以提出。"
    ),
    inputs=(
        Input(
            name="served_on",
            title=_("信访人收到的日期"),
            kind=Kind.DATE,
            since="xo.serve.review",
            only_by=STAFF,
            purpose=_("期限从收到之日起算"),
        ),
        SERVICE_WAY,
        SERVED_TO,
        PAPERS,
    ),
    needs=("reviewed",),
    bars=("served",),
    sets=(Sets(mark="served"),),
    stops=("xo.serve.review",),
    starts=(
        Starts(clock="xf.rereview.request", since="served_on"),
        Starts(clock="xo.execute", when="support"),
    ),
    issues=("service_receipt",),
    notifies=TELL_PETITIONER,
)

REDO_BY = Input(
    name="redo_by",
    title=_("重新办理的最后一天"),
    kind=Kind.DATE,
    future=True,
    purpose=_("重新办理也要有期限"),
)

ORDER_REDO = Action(
    name="order_redo",
    row="T41",
    title=_("责令重新办理"),
    by=(Role.REVIEW_BODY,),
    from_=("review_decided",),
    to="investigating",
    cites=(LOCAL_REDO,),
    means=_("写明哪里不清楚、依据或者程序错在哪里，定下最后一天。办理单位不能再作出同样的意见。"),
    tells=_("{unit}要求{owner}重新办理，最迟在 {redo_by} 前重新作出处理意见。"),
    inputs=(REASON, REDO_BY),
    needs=("order_redo",),
    sets=(Sets(mark="redo"),),
    clears=(
        "extended",
        "heard",
        "late_asked",
        "lapsed",
        "order_redo",
        "reviewed",
        "rereviewed",
        "served",
        "support",
    ),
    stops=("xf.rereview.request", "xo.serve.review", "xo.order_redo", "xo.execute"),
    starts=(Starts(clock="xo.redo", until="redo_by"),),
    issues=("redo_order",),
    notifies=(Role.PETITIONER, Role.COMPETENT_UNIT),
    not_by=DECIDERS,
)

REVIEW = (
    ASK_REVIEW,
    ASK_REVIEW_LATE,
    REFUSE_LATE_REVIEW,
    REFUSE_LATE_REVIEW_AND_EXECUTE,
    DECIDE_REVIEW,
    SERVE_REVIEW,
    ORDER_REDO,
)
