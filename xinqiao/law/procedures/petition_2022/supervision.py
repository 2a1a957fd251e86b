"""Pressing the one who is late, and reports of obstruction or retaliation, which go above the unit (art. 18, 40)."""

from xinqiao.law.model import Action, Audience, Input, Kind, Role, Seat, Sets, Starts
from xinqiao.law.procedures.petition_2022.basis import FEEDBACK_2005, art
from xinqiao.law.procedures.petition_2022.inputs import PAPERS, REASON
from xinqiao.law.procedures.petition_2022.roles import HANDLERS, PETITIONER_OR_RECEIVERS, TELL_PETITIONER
from xinqiao.law.procedures.petition_2022.states import ENDED, OPEN, WITH_COMPETENT_UNIT, WITH_OTHERS
from xinqiao.law.words import _

TRIGGERS = (
    ("overdue", _("没有按期办结")),
    ("no_feedback", _("没有按规定反馈结果")),
    ("procedure_breach", _("没有按规定程序办理")),
    ("shirking", _("推诿、敷衍、拖延")),
    ("not_executed", _("没有执行处理意见")),
    ("false_result", _("弄虚作假")),
    ("plain_error", _("认定事实不清，依据或者程序明显错误")),
)

TRIGGER = Input(
    name="trigger",
    title=_("督办的原因"),
    kind=Kind.CHOICE,
    choices=TRIGGERS,
    purpose=_("只有条例规定的情形才督办"),
)

DEMAND = Input(
    name="demand",
    title=_("要求做什么"),
    kind=Kind.WORDS,
    help=_("写明要做的事和日期。"),
    purpose=_("让单位知道怎样改正"),
)

SUPERVISE = Action(
    name="supervise",
    title=_("督办"),
    by=(Role.SUPERVISOR,),
    from_=WITH_COMPETENT_UNIT,
    to="same",
    cites=(art(40), FEEDBACK_2005),
    means=_("发出督办函，要求改正并书面反馈。督办的是事，不催信访人，也不因为信访人多次反映而督办。"),
    tells=_("督办人员已发函督促：{trigger}。{owner}最迟在 {last} 前书面反馈。"),
    inputs=(
        TRIGGER,
        DEMAND,
        Input(
            name="advice",
            title=_("建议的种类"),
            kind=Kind.CHOICE,
            required=False,
            choices=(
                ("improve_work", _("改进工作")),
                ("improve_policy", _("完善政策")),
                ("accountability", _("追究责任")),
            ),
            purpose=_("三项建议权"),
        ),
    ),
    sets=(Sets(mark="advised"),),
    starts=(Starts(clock="xf.advice.feedback"),),
    issues=("supervision_letter",),
    notifies=(Role.PETITIONER, Role.COMPETENT_UNIT, Role.UNIT_HEAD),
)

URGE = Action(
    name="urge",
    title=_("督促"),
    by=(Role.SUPERVISOR,),
    from_=(*WITH_OTHERS, *ENDED),
    to="same",
    cites=(art(40), art(43)),
    means=_("督促本件现在所在的单位按期办理；已经办结的，督促还欠着的反馈和答复。"),
    tells=_("督办人员已督促{owner}：{trigger}。"),
    inputs=(TRIGGER, DEMAND),
    issues=("supervision_letter",),
    notifies=(
        Role.PETITIONER,
        Role.RECEIVER,
        Role.SENDER,
        Role.SUPERIOR_UNIT,
        Role.DISCIPLINE_BODY,
        Role.REVIEW_BODY,
        Role.REREVIEW_BODY,
    ),
)

ANSWER_SUPERVISION = Action(
    name="answer_supervision",
    title=_("反馈督办意见"),
    by=HANDLERS,
    from_=(*OPEN, *ENDED),
    to="same",
    cites=(art(40), FEEDBACK_2005),
    means=_("书面说明是否采纳、怎样改正；没有采纳的，说明理由。"),
    tells=_("{unit}书面反馈了督办意见：{adoption}。"),
    inputs=(
        Input(
            name="adoption",
            title=_("是否采纳"),
            kind=Kind.CHOICE,
            choices=(("adopted", _("采纳")), ("partly", _("部分采纳")), ("not_adopted", _("没有采纳"))),
            purpose=_("督办意见要书面反馈"),
        ),
        REASON,
        PAPERS,
    ),
    needs=("advised",),
    clears=("advised",),
    stops=("xf.advice.feedback",),
    issues=("advice_feedback",),
    notifies=(Role.SUPERVISOR, Role.PETITIONER),
)

SUSPECTS = (Role.RECEIVER, Role.SENDER, Role.COMPETENT_UNIT)
"""The units that have the matter in hand: none of them is told that somebody was obstructed."""

REPORT_OBSTRUCTION = Action(
    name="report_obstruction",
    title=_("反映阻挠、打击报复"),
    by=PETITIONER_OR_RECEIVERS,
    from_=(*OPEN, *ENDED),
    to="same",
    cites=(art(18), art(46, item=6)),
    means=_("有人阻挠您反映、要求您撤回，或者因为您反映而报复您，请在这里说。直接交给上级，办理单位看不到。"),
    tells=_("您反映了阻挠、打击报复的情况，已直接交给上级，最迟在 {last:xo.obstruction} 前答复您。"),
    inputs=(
        Input(name="text", title=_("发生了什么"), kind=Kind.WORDS, purpose=_("让上级查清")),
        PAPERS,
    ),
    sets=(Sets(mark="obstruction_reported"),),
    starts=(Starts(clock="xo.obstruction"),),
    seats=(Seat(role=Role.SUPERIOR_UNIT, source="superior:receiver", above=SUSPECTS),),
    notifies=(Role.PETITIONER, Role.SUPERIOR_UNIT, Role.SUPERVISOR),
    audience=Audience.PETITIONER,
)

ANSWER_OBSTRUCTION = Action(
    name="answer_obstruction",
    title=_("答复阻挠、打击报复的反映"),
    by=(Role.SUPERIOR_UNIT,),
    from_=(*OPEN, *ENDED),
    to="same",
    cites=(art(18), art(46, item=6)),
    means=_("核实后书面答复反映人，写明查了什么、怎样处理。"),
    tells=_("{unit}答复了您反映的阻挠、打击报复的情况：{result}"),
    inputs=(
        Input(name="result", title=_("核实和处理的结果"), kind=Kind.WORDS, purpose=_("让反映人知道结果")),
        PAPERS,
    ),
    needs=("obstruction_reported",),
    clears=("obstruction_reported",),
    stops=("xo.obstruction",),
    issues=("obstruction_answer",),
    notifies=TELL_PETITIONER,
    audience=Audience.PETITIONER,
)

SUPERVISION = (SUPERVISE, URGE, ANSWER_SUPERVISION, REPORT_OBSTRUCTION, ANSWER_OBSTRUCTION)
