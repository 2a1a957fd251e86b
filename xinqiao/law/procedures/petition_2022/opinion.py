"""The opinion, its service, and that what it grants is carried out: T29, T30 and what belongs to them."""

from xinqiao.law.model import Action, Input, Kind, Remedy, Role, Sets, Starts
from xinqiao.law.procedures.petition_2022.basis import LOCAL_REDO, SERVICE, art
from xinqiao.law.procedures.petition_2022.evaluation import WINDOWS
from xinqiao.law.procedures.petition_2022.inputs import (
    ANSWERS,
    CARRY_OUT_BY,
    PAPERS,
    SERVED_TO,
    SERVICE_WAY,
)
from xinqiao.law.procedures.petition_2022.refusals import NOT_DONE
from xinqiao.law.procedures.petition_2022.roles import HANDLERS, PETITIONER, STAFF, TELL_PETITIONER
from xinqiao.law.words import _

REVIEW_REMEDY = Remedy(
    action="ask_review",
    body=_("作出意见的单位的上一级机关、单位"),
    limit=_("收到处理意见之日起 30 日内"),
    clock="xf.review.request",
)

SERVED_ON = Input(
    name="served_on",
    title=_("信访人收到的日期"),
    kind=Kind.DATE,
    since="xo.serve",
    only_by=STAFF,
    help=_("请求复查的 30 日从这一天的次日起算，所以要以签收为准。"),
    purpose=_("期限从收到之日起算"),
)

ISSUE_OPINION = Action(
    name="issue_opinion",
    row="T29",
    title=_("签发处理意见"),
    by=(Role.UNIT_HEAD,),
    # Offered already when accepted, so that it can say why not yet: the petitioner was not heard.
    from_=("accepted", "investigating"),
    to="opinion_issued",
    cites=(art(31, item=6), art(32)),
    means=_(
        "对每一项请求写明事实、理由、依据和处理意见：支持、解释或者不予支持。签发后要送达信访人，并写明可以请求复查。"
    ),
    tells=_("{unit}已对您的请求逐项作出处理意见，最迟在 {last} 前送到您手里。"),
    inputs=(ANSWERS, PAPERS),
    needs=("heard",),
    bars=("redo", "recusal_asked", "hearing_asked"),
    sets=(Sets(mark="support", input="answers", value="support"),),
    clears=("served", "lapsed"),
    stops=("xf.handle", "xo.resume"),
    starts=(Starts(clock="xo.serve"),),
    issues=("opinion",),
    notifies=(Role.PETITIONER, Role.SENDER),
    against=True,
    remedy=REVIEW_REMEDY,
    answers=True,
)

ISSUE_NEW_OPINION = Action(
    name="issue_new_opinion",
    row="T29",
    title=_("签发重新作出的处理意见"),
    by=(Role.UNIT_HEAD,),
    from_=("investigating",),
    to="opinion_issued",
    cites=(art(31, item=6), art(32), LOCAL_REDO),
    means=_("责令重新办理的，不能以同样的事实和理由作出相同或者基本相同的意见。写明与原意见有什么不同。"),
    tells=_("{unit}已重新作出处理意见，最迟在 {last} 前送到您手里。"),
    inputs=(
        ANSWERS,
        Input(
            name="what_changed",
            title=_("与原意见有什么不同"),
            kind=Kind.WORDS,
            help=_("新查清了哪些事实，理由或者结论有哪些改变。"),
            purpose=_("重新办理不能照抄"),
        ),
        Input(
            name="not_the_same",
            title=_("已核对：不是以同样的事实和理由作出的同样的意见"),
            kind=Kind.YES,
            must_be=_("责令重新办理的，不能以同样的事实和理由作出相同或者基本相同的意见。"),
            purpose=_("重新办理不能照抄"),
        ),
        PAPERS,
    ),
    needs=("redo", "heard"),
    bars=("recusal_asked", "hearing_asked"),
    sets=(Sets(mark="support", input="answers", value="support"),),
    clears=("redo", "served", "lapsed"),
    stops=("xo.redo", "xo.resume"),
    starts=(Starts(clock="xo.serve"),),
    issues=("opinion",),
    notifies=(Role.PETITIONER, Role.SENDER),
    against=True,
    remedy=REVIEW_REMEDY,
    answers=True,
)

SERVE_OPINION = Action(
    name="serve_opinion",
    title=_("送达处理意见"),
    by=(Role.PETITIONER, Role.COMPETENT_UNIT),
    from_=("opinion_issued", "executing"),
    to="same",
    cites=(art(35), SERVICE),
    means=_("登记信访人哪一天、用什么方式收到。请求复查的 30 日从收到之日的次日起算。"),
    tells=_(
        "您已收到处理意见。如果您不同意，可以在 {last:xf.review.request} 前请求上一级机关复查，在这里就可以提出。"
    ),
    inputs=(SERVED_ON, SERVICE_WAY, SERVED_TO, PAPERS),
    bars=("served", "reviewed"),
    sets=(Sets(mark="served"),),
    stops=("xo.serve",),
    starts=(
        Starts(clock="xf.review.request", since="served_on"),
        Starts(clock="xo.execute", when="support"),
        *WINDOWS,
    ),
    issues=("service_receipt",),
    notifies=TELL_PETITIONER,
)

ACTS = Input(
    name="acts",
    title=_("要做的事"),
    kind=Kind.WORDS,
    help=_("由谁、做什么、做成什么样。"),
    purpose=_("写清楚才能核对"),
)

PRESS_EXECUTION = Action(
    name="press_execution",
    row="T30",
    title=_("督促执行"),
    by=HANDLERS,
    from_=("opinion_issued", "review_decided", "executing"),
    to="executing",
    cites=(art(32), art(45)),
    means=_("支持的请求要督促有关单位执行，定下最后一天。到期没有执行报告，督办人员会收到提醒。"),
    tells=_("{unit}正在督促执行，最迟在 {carry_out_by} 前完成。"),
    inputs=(CARRY_OUT_BY, ACTS),
    needs=("support",),
    bars=("order_redo",),
    starts=(Starts(clock="xo.execute", until="carry_out_by"),),
    issues=("execution_order",),
    notifies=TELL_PETITIONER,
)

PRESS_EXECUTION_MEANWHILE = Action(
    name="press_execution_meanwhile",
    row="T30",
    title=_("督促执行（复查、复核期间）"),
    by=HANDLERS,
    from_=("review_open", "rereview_open", "rereview_hearing"),
    to="same",
    cites=(art(32), art(45)),
    means=_("请求复查、复核不影响执行已经支持的部分。定下最后一天。"),
    tells=_("复查、复核期间，{unit}继续督促执行已经支持的部分，最迟在 {carry_out_by} 前完成。"),
    inputs=(CARRY_OUT_BY, ACTS),
    needs=("support",),
    starts=(Starts(clock="xo.execute", until="carry_out_by"),),
    issues=("execution_order",),
    notifies=TELL_PETITIONER,
)

RESULT = Input(
    name="result",
    title=_("执行情况"),
    kind=Kind.WORDS,
    help=_("做了什么、什么时候做完，附上看得见的证据。"),
    purpose=_("让信访人核对"),
)

REPORT_EXECUTION = Action(
    name="report_execution",
    row="T30",
    title=_("报告执行情况"),
    by=HANDLERS,
    from_=("executing",),
    to="executed",
    cites=(art(32),),
    means=_("支持的请求已经执行。附上证据；信访人会被问到是不是真的做到了。"),
    tells=_("{unit}报告已经执行：{result}如果没有做到，请在这里告诉我们。"),
    inputs=(RESULT, PAPERS),
    needs=("served",),
    clears=("assigned", "support"),
    stops=("xo.execute", "xf.assign.report"),
    starts=WINDOWS,
    issues=("execution_report", "closing_report"),
    notifies=(Role.PETITIONER, Role.SENDER),
    against=True,
    remedy=NOT_DONE,
    answers=True,
)

REPORT_EXECUTION_MEANWHILE = Action(
    name="report_execution_meanwhile",
    row="T30",
    title=_("报告执行情况（复查、复核期间）"),
    by=HANDLERS,
    from_=("review_open", "review_decided", "rereview_open", "rereview_hearing"),
    to="same",
    cites=(art(32),),
    means=_("请求复查、复核不影响执行已经支持的部分。执行完了，在这里报告。"),
    tells=_("{unit}报告支持的部分已经执行：{result}"),
    inputs=(RESULT, PAPERS),
    needs=("support",),
    clears=("support",),
    stops=("xo.execute",),
    issues=("execution_report",),
    notifies=TELL_PETITIONER,
)

DISPUTE_EXECUTION = Action(
    name="dispute_execution",
    title=_("没有执行到位"),
    by=PETITIONER,
    from_=("executed",),
    to="executing",
    cites=(art(32), art(40), art(45)),
    means=_(
        "报告说做到了而实际上没有做到，请写明哪里不对。单位要在 10 个工作日内核对并重新报告，督办人员会收到提醒。"
    ),
    tells=_("您反映没有执行到位，{owner}最迟在 {last} 前核对并重新报告。"),
    inputs=(
        Input(name="what", title=_("哪里没有做到"), kind=Kind.WORDS, purpose=_("让单位核对")),
        PAPERS,
    ),
    sets=(Sets(mark="support"),),
    starts=(Starts(clock="xo.execute"),),
    notifies=(Role.COMPETENT_UNIT, Role.SUPERVISOR),
)

OPINION = (
    ISSUE_OPINION,
    ISSUE_NEW_OPINION,
    SERVE_OPINION,
    PRESS_EXECUTION,
    PRESS_EXECUTION_MEANWHILE,
    REPORT_EXECUTION,
    REPORT_EXECUTION_MEANWHILE,
    DISPUTE_EXECUTION,
)
