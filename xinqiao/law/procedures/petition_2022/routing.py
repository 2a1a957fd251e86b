"""Where a registered petition goes from a petition office: T03 to T08."""

from xinqiao.law.model import Action, Input, Kind, Role, Seat, Sets, Starts
from xinqiao.law.procedures.petition_2022.basis import OWN, art
from xinqiao.law.procedures.petition_2022.inputs import BASIS, OTHER_NUMBER, REASON, TO_UNIT
from xinqiao.law.procedures.petition_2022.promises import WITH_THE_MATTER
from xinqiao.law.procedures.petition_2022.refusals import CHALLENGE_REMEDY
from xinqiao.law.procedures.petition_2022.roles import RECEIVERS, TELL_PETITIONER
from xinqiao.law.words import _

MARK_SAME_MATTER = Action(
    name="mark_same_matter",
    row="T03",
    title=_("同一事项正在办理，不再重复受理"),
    by=RECEIVERS,
    from_=("registered",),
    to="not_accepted",
    cites=(art(19),),
    means=_(
        "同一个人就同一件事向上级再次提出，而原来那一件已经受理、还在规定期限内办理。"
        "要由人核对后决定，写明理由，并告诉信访人原来那一件在哪里、什么时候答复。"
    ),
    tells=_("您反映的事情正在另一件（{other_number}）里办理，这一件不再重复受理。理由：{reason}"),
    inputs=(OTHER_NUMBER, REASON),
    stops=WITH_THE_MATTER,
    starts=(Starts(clock="xo.challenge"),),
    issues=("non_acceptance_notice",),
    notifies=TELL_PETITIONER,
    against=True,
    remedy=CHALLENGE_REMEDY,
    answers=True,
)

FORWARD = Action(
    name="forward",
    row="T04",
    title=_("转送"),
    by=(Role.PETITION_OFFICE,),
    from_=("registered",),
    to="forwarded",
    cites=(art(22, 1, 1), art(22, 1, 2)),
    means=_("把本件转给有权处理的单位。该单位要按期书面告诉信访人怎样办理，现在就告诉信访人转到了哪里。"),
    tells=_("您反映的事情已转给{to_unit}。{to_unit}最迟在 {last} 前书面告诉您怎样办理。"),
    inputs=(
        TO_UNIT,
        Input(
            name="note_to_unit",
            title=_("给办理单位的话"),
            kind=Kind.WORDS,
            required=False,
            purpose=_("说明转送的理由和材料清单"),
        ),
    ),
    clears=("objection_refused", "simple_suggested"),
    stops=("xf.route", "xo.reroute", "xf.simple.relay"),
    starts=(Starts(clock="xf.inform.forwarded"), Starts(clock="xf.objection")),
    seats=(
        Seat(role=Role.COMPETENT_UNIT, source="to_unit"),
        Seat(role=Role.SENDER, source="receiver"),
    ),
    issues=("forwarding_letter", "notice_of_forwarding"),
    notifies=(Role.PETITIONER, Role.COMPETENT_UNIT),
)

ASSIGN = Action(
    name="assign",
    row="T05",
    title=_("交办"),
    by=(Role.PETITION_OFFICE,),
    from_=("registered",),
    to="assigned",
    cites=(art(22, 1, 3),),
    means=_("情况重要、需要反馈结果的，交给有权处理的单位，并定下反馈的最后一天。"),
    tells=_(
        "您反映的事情已交给{to_unit}办理。{to_unit}最迟在 {last:xf.inform.forwarded} 前书面告诉您怎样办理。"
    ),
    inputs=(
        TO_UNIT,
        Input(
            name="report_by",
            title=_("反馈结果的最后一天"),
            kind=Kind.DATE,
            future=True,
            help=_("要给办理留出够用的时间。"),
            purpose=_("到期没有反馈，督办人员会收到提醒"),
        ),
        Input(
            name="note_to_unit",
            title=_("交办要求"),
            kind=Kind.WORDS,
            required=False,
            purpose=_("说明交办的理由和要求"),
        ),
    ),
    sets=(Sets(mark="assigned"),),
    clears=("objection_refused", "simple_suggested"),
    stops=("xf.route", "xo.reroute", "xf.simple.relay"),
    starts=(
        Starts(clock="xf.inform.forwarded"),
        Starts(clock="xf.objection"),
        Starts(clock="xf.assign.report", until="report_by"),
    ),
    seats=(
        Seat(role=Role.COMPETENT_UNIT, source="to_unit"),
        Seat(role=Role.SENDER, source="receiver"),
    ),
    issues=("assignment_letter", "notice_of_forwarding"),
    notifies=(Role.PETITIONER, Role.COMPETENT_UNIT),
)

REPORT_UP = Action(
    name="report_up",
    row="T06",
    title=_("报告重大、紧急情况"),
    by=(Role.PETITION_OFFICE,),
    from_=("registered",),
    to="reported_up",
    cites=(art(22, 1, 1), art(25)),
    means=_("情况重大、紧急的，提出建议，报请本级党委和政府决定。原来的期限照常计算。"),
    tells=_("您反映的情况比较紧急，我们已报告上级，最迟在 {last} 前有答复。"),
    inputs=(
        Input(
            name="facts",
            title=_("情况"),
            kind=Kind.WORDS,
            purpose=_("让上级了解发生了什么"),
        ),
        Input(
            name="advice",
            title=_("建议"),
            kind=Kind.WORDS,
            purpose=_("提出怎样处理"),
        ),
    ),
    starts=(Starts(clock="xo.report_up"),),
    seats=(Seat(role=Role.SUPERIOR_UNIT, source="superior:receiver"),),
    issues=("urgent_report",),
    notifies=(Role.PETITIONER, Role.SUPERIOR_UNIT),
)

ANSWER_REPORT = Action(
    name="answer_report",
    row="T06",
    title=_("答复报告"),
    by=(Role.SUPERIOR_UNIT,),
    from_=("reported_up",),
    to="registered",
    cites=(art(25), OWN),
    means=_("对报告提出办理要求，信访部门按要求转送、交办。"),
    tells=_("上级已对您反映的紧急情况提出办理要求。"),
    inputs=(
        Input(
            name="instructions",
            title=_("办理要求"),
            kind=Kind.WORDS,
            purpose=_("写明由谁、做什么、什么时候做完"),
        ),
    ),
    stops=("xo.report_up",),
    notifies=(Role.PETITIONER, Role.PETITION_OFFICE),
)

RESUME_ROUTING = Action(
    name="resume_routing",
    row="T06",
    title=_("不等答复，先转送、交办"),
    by=(Role.PETITION_OFFICE,),
    from_=("reported_up",),
    to="registered",
    cites=(art(22, 1), OWN),
    means=_("报告不能耽误信访人。上级还没有答复的，先按职责转送、交办。"),
    tells=_("我们在等上级答复的同时，先确定由哪个单位办理您反映的事情。"),
    stops=("xo.report_up",),
    notifies=TELL_PETITIONER,
)

TRANSFER_OUT = Action(
    name="transfer_out",
    row="T07",
    title=_("转送政法部门"),
    by=(Role.PETITION_OFFICE,),
    from_=("registered",),
    to="transferred_out",
    cites=(art(22, 2),),
    means=_("来信反映涉法涉诉事项的，转送同级政法部门依法处理，并告诉信访人转给了谁、按什么程序、怎样联系。"),
    tells=_("您反映的是涉法涉诉的事情，已转给{body}依法处理。理由：{reason}"),
    inputs=(
        Input(
            name="body",
            title=_("政法部门"),
            kind=Kind.TEXT,
            help=_("写全称和联系方式。"),
            purpose=_("告诉信访人找谁"),
        ),
        REASON,
        BASIS,
    ),
    bars=("accusation",),
    stops=WITH_THE_MATTER,
    starts=(Starts(clock="xo.challenge"),),
    issues=("forwarding_letter", "notice_of_forwarding"),
    notifies=TELL_PETITIONER,
    against=True,
    remedy=CHALLENGE_REMEDY,
    answers=True,
)

EXPLAIN_AND_GUIDE = Action(
    name="explain_and_guide",
    row="T08",
    title=_("释法明理，引导到政法部门"),
    by=(Role.PETITION_OFFICE,),
    from_=("registered",),
    to="guided_out",
    cites=(art(22, 2), art(20)),
    means=_("走访反映涉法涉诉问题的，讲清法律规定，告诉信访人向哪个政法部门反映、多长时间内、带什么材料。"),
    tells=_("这件事要由{body}处理。{limit}需要带的材料：{papers_needed}"),
    inputs=(
        Input(
            name="body",
            title=_("向哪里反映"),
            kind=Kind.TEXT,
            purpose=_("告诉信访人找谁"),
        ),
        Input(
            name="limit",
            title=_("期限"),
            kind=Kind.TEXT,
            help=_("例如：申请期限是六个月。没有期限的，写明“没有期限。”"),
            purpose=_("不让信访人误了期限"),
        ),
        Input(
            name="papers_needed",
            title=_("带什么材料"),
            kind=Kind.WORDS,
            purpose=_("一次说清"),
        ),
        REASON,
    ),
    bars=("accusation",),
    stops=WITH_THE_MATTER,
    starts=(Starts(clock="xo.challenge"),),
    issues=("guidance_notice",),
    notifies=TELL_PETITIONER,
    against=True,
    remedy=CHALLENGE_REMEDY,
    answers=True,
)

ROUTING = (
    MARK_SAME_MATTER,
    FORWARD,
    ASSIGN,
    REPORT_UP,
    ANSWER_REPORT,
    RESUME_ROUTING,
    TRANSFER_OUT,
    EXPLAIN_AND_GUIDE,
)
