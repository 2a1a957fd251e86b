"""The first stage: received, acknowledged, answered, carried out."""

from xinqiao.law.model import SAME, Action, Extends, Input, Kind, Remedy, Role, Seat, Sets, Starts
from xinqiao.law.procedures.complaint_lgsco_2024.inputs import (
    ACT_BY,
    ANSWERS,
    AT_THE_DOOR,
    COMPLAINANT,
    DEFINITION,
    DESK,
    FIRST_STAGE,
    OMBUDSMAN,
    OWN,
    PAPERS,
    REQUESTS,
    SERVICE,
    extension,
)
from xinqiao.law.words import _

SUBMIT = Action(
    name="submit",
    title=_("提出投诉"),
    by=AT_THE_DOOR,
    from_=("unfiled",),
    to="received",
    cites=(FIRST_STAGE,),
    means=_("用任何方式说出不满意就是投诉，不需要写“投诉”两个字。"),
    tells=_("已收到您的投诉，最迟在 {last} 前确认收到。"),
    inputs=(
        Input(
            name="receiver",
            title=_("收到的单位"),
            kind=Kind.UNIT,
            derived=True,
            purpose=_("先由谁登记"),
        ),
        Input(
            name="received_on",
            title=_("收到日期"),
            kind=Kind.DATE,
            required=False,
            only_by=DESK,
            purpose=_("期限从收到之日的次日起算"),
        ),
        Input(name="subject", title=_("一句话说明"), kind=Kind.TEXT, purpose=_("方便辨认")),
        Input(name="account", title=_("发生了什么"), kind=Kind.WORDS, purpose=_("查清事实")),
        REQUESTS,
        PAPERS,
    ),
    starts=(Starts(clock="uk.acknowledge", since="received_on"),),
    seats=(Seat(role=Role.RECEIVER, source="receiver"),),
    issues=("receipt_slip",),
    notifies=COMPLAINANT,
)

ACKNOWLEDGE = Action(
    name="acknowledge",
    title=_("确认收到"),
    by=DESK,
    from_=("received",),
    to="acknowledged",
    cites=(FIRST_STAGE,),
    means=_("写明我们怎样理解这件投诉、由谁答复、什么时候答复。第一阶段的期限从今天的次日起算。"),
    tells=_("{unit}确认收到您的投诉，由{to_unit}答复，最迟在 {last} 前。{understood_as}"),
    inputs=(
        Input(
            name="to_unit",
            title=_("答复的部门"),
            kind=Kind.UNIT,
            purpose=_("由谁调查并答复"),
        ),
        DEFINITION,
    ),
    stops=("uk.acknowledge",),
    # An acknowledgement that comes late does not give the council more time.
    starts=(Starts(clock="uk.stage1", cap=("uk.acknowledge",)),),
    seats=(Seat(role=Role.COMPETENT_UNIT, source="to_unit"),),
    issues=("notice_of_receipt",),
    notifies=(Role.PETITIONER, Role.COMPETENT_UNIT),
)

EXTEND_FIRST = Action(
    name="extend_first",
    title=_("延长第一阶段"),
    by=SERVICE,
    from_=("acknowledged",),
    to=SAME,
    cites=(FIRST_STAGE,),
    means=_("一般不超过 10 个工作日。写明理由，并告诉投诉人怎样联系监察专员。"),
    tells=_("答复要晚一些，新的期限是 {last:uk.stage1}。原因：{reason} 您也可以联系监察专员。"),
    inputs=extension(10),
    bars=("extended",),
    within=("uk.stage1",),
    sets=(Sets(mark="extended"),),
    extends=(Extends(clock="uk.stage1", days="days"),),
    issues=("extension_notice",),
    notifies=COMPLAINANT,
)

ANSWER_FIRST = Action(
    name="answer_first",
    title=_("作出第一阶段答复"),
    by=SERVICE,
    from_=("acknowledged",),
    to="answered",
    cites=(FIRST_STAGE,),
    means=_("答案知道了就发，不等事情做完；每一点都答复，写明理由、要做的事和怎样请求第二阶段。"),
    tells=_(
        "{unit}已答复您的投诉。如果不满意，可以在 {last:uk.stage2.request} 前请求第二阶段，由另一个人来看。"
    ),
    inputs=(ANSWERS, PAPERS),
    sets=(
        Sets(mark="remedy_due", input="answers", value="upheld"),
        Sets(mark="remedy_due", input="answers", value="partly_upheld"),
    ),
    clears=("extended",),
    stops=("uk.stage1",),
    starts=(Starts(clock="uk.stage2.request"),),
    issues=("opinion",),
    notifies=COMPLAINANT,
    against=True,
    remedy=Remedy(
        action="ask_second",
        body=_("同一议会中没有参与过的另一个人"),
        limit=_("第一阶段答复之日起 20 个工作日内"),
        clock="uk.stage2.request",
    ),
    answers=True,
)

PROMISE_ACTION = Action(
    name="promise_action",
    title=_("写下要做的事"),
    by=SERVICE,
    from_=("answered",),
    to="acting",
    cites=(FIRST_STAGE,),
    means=_("投诉成立的，写明做什么、做到哪一天。请求第二阶段的权利不受影响。"),
    tells=_("{unit}会在 {act_by} 前做到：{measure}"),
    inputs=(
        Input(name="measure", title=_("要做的事"), kind=Kind.WORDS, purpose=_("写清楚才能核对")),
        ACT_BY,
    ),
    needs=("remedy_due",),
    starts=(Starts(clock="uk.act", until="act_by"),),
    issues=("execution_order",),
    notifies=COMPLAINANT,
)

REPORT_DONE = Action(
    name="report_done",
    title=_("报告已经做到"),
    by=SERVICE,
    from_=("acting",),
    to="closed_after_acting",
    cites=(FIRST_STAGE,),
    means=_("附上证据。没有做到的，如实写明。"),
    tells=_("{unit}报告：{result}如果没有做到，您可以请求第二阶段，或者找监察专员。"),
    inputs=(
        Input(name="result", title=_("结果"), kind=Kind.WORDS, purpose=_("让投诉人核对")),
        PAPERS,
    ),
    clears=("remedy_due",),
    stops=("uk.act",),
    issues=("execution_report",),
    notifies=COMPLAINANT,
    against=True,
    remedy=OMBUDSMAN,
    answers=True,
)

LAPSE = Action(
    name="lapse",
    title=_("没有请求第二阶段，办结"),
    by=(Role.SYSTEM,),
    from_=("answered",),
    to="closed",
    cites=(OWN,),
    tells=_("请求第二阶段的期限已过，这件投诉办结。您仍然可以找监察专员。"),
    after=("uk.stage2.request",),
    stops=("uk.stage2.request",),
    issues=("closing_notice",),
    notifies=COMPLAINANT,
    answers=True,
)

FIRST = (SUBMIT, ACKNOWLEDGE, EXTEND_FIRST, ANSWER_FIRST, PROMISE_ACTION, REPORT_DONE, LAPSE)
