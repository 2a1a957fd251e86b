"""The second stage: another person of the same council looks again."""

from xinqiao.law.model import SAME, Action, Extends, Input, Kind, Role, Sets, Starts
from xinqiao.law.procedures.complaint_lgsco_2024.inputs import (
    ACT_BY,
    ANSWERS,
    AT_THE_DOOR,
    COMPLAINANT,
    DEFINITION,
    DESK,
    OMBUDSMAN,
    PAPERS,
    SECOND_STAGE,
    extension,
)
from xinqiao.law.words import _

ASK_SECOND = Action(
    name="ask_second",
    title=_("请求第二阶段"),
    by=AT_THE_DOOR,
    from_=("answered", "acting", "closed_after_acting"),
    to="second_received",
    cites=(SECOND_STAGE,),
    means=_("不需要说明理由。由没有参与过第一阶段的人重新看一遍。"),
    tells=_("已收到您的请求，最迟在 {last:uk.stage2.acknowledge} 前确认收到。"),
    inputs=(
        Input(
            name="grounds",
            title=_("哪里不满意"),
            kind=Kind.WORDS,
            required=False,
            purpose=_("可以不写"),
        ),
        PAPERS,
    ),
    within=("uk.stage2.request",),
    clears=("remedy_due",),
    stops=("uk.stage2.request", "uk.act"),
    starts=(Starts(clock="uk.stage2.acknowledge"),),
    issues=("review_request",),
    notifies=(Role.PETITIONER, Role.COMPETENT_UNIT),
)

ACKNOWLEDGE_SECOND = Action(
    name="acknowledge_second",
    title=_("确认收到第二阶段请求"),
    by=DESK,
    from_=("second_received",),
    to="second_acknowledged",
    cites=(SECOND_STAGE,),
    means=_("写明还有哪些没有解决。第二阶段的期限从今天的次日起算。"),
    tells=_("{unit}确认收到，由没有参与过的人在 {last} 前作出最后答复。{understood_as}"),
    inputs=(DEFINITION,),
    stops=("uk.stage2.acknowledge",),
    starts=(Starts(clock="uk.stage2", cap=("uk.stage2.acknowledge",)),),
    issues=("notice_of_receipt",),
    notifies=COMPLAINANT,
)

EXTEND_SECOND = Action(
    name="extend_second",
    title=_("延长第二阶段"),
    by=DESK,
    from_=("second_acknowledged",),
    to=SAME,
    cites=(SECOND_STAGE,),
    means=_("一般不超过 20 个工作日。写明理由，并告诉投诉人怎样联系监察专员。"),
    tells=_("最后答复要晚一些，新的期限是 {last:uk.stage2}。原因：{reason} 您也可以联系监察专员。"),
    inputs=extension(20),
    bars=("extended",),
    within=("uk.stage2",),
    sets=(Sets(mark="extended"),),
    extends=(Extends(clock="uk.stage2", days="days"),),
    issues=("extension_notice",),
    notifies=COMPLAINANT,
)

ANSWER_SECOND = Action(
    name="answer_second",
    title=_("作出最后答复"),
    by=DESK,
    from_=("second_acknowledged",),
    to="closed_second",
    cites=(SECOND_STAGE,),
    means=_("由没有参与过第一阶段的人作出。每一点都答复，并写明怎样找监察专员。"),
    tells=_("{unit}已作出最后答复。如果仍然不满意，可以找监察专员，不收费。"),
    inputs=(ANSWERS, PAPERS),
    clears=("extended",),
    stops=("*",),
    issues=("review_opinion",),
    notifies=(Role.PETITIONER, Role.COMPETENT_UNIT),
    against=True,
    remedy=OMBUDSMAN,
    answers=True,
    not_by=("answer_first", "extend_first"),
)

ANSWER_SECOND_AND_ACT = Action(
    name="answer_second_and_act",
    title=_("作出最后答复，并要求落实"),
    by=DESK,
    from_=("second_acknowledged",),
    to="acting",
    cites=(SECOND_STAGE,),
    means=_("投诉成立的，写明做到哪一天，并跟踪到做完。"),
    tells=_("{unit}已作出最后答复，答应的事会在 {act_by} 前做到。如果仍然不满意，可以找监察专员，不收费。"),
    inputs=(ANSWERS, ACT_BY, PAPERS),
    sets=(Sets(mark="remedy_due"),),
    clears=("extended",),
    stops=("uk.stage2",),
    starts=(Starts(clock="uk.act", until="act_by"),),
    issues=("review_opinion", "execution_order"),
    notifies=(Role.PETITIONER, Role.COMPETENT_UNIT),
    against=True,
    remedy=OMBUDSMAN,
    answers=True,
    not_by=("answer_first", "extend_first"),
)

SECOND = (ASK_SECOND, ACKNOWLEDGE_SECOND, EXTEND_SECOND, ANSWER_SECOND, ANSWER_SECOND_AND_ACT)
