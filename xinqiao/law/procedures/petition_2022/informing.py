"""What a unit tells the petitioner first, and what it says when the matter is not its own: T10 to T16."""

from xinqiao.law.model import Action, Input, Kind, Role, Seat, Sets, Starts
from xinqiao.law.procedures.petition_2022.basis import OWN, art
from xinqiao.law.procedures.petition_2022.inputs import BASIS, PAPERS, REASON, TO_UNIT
from xinqiao.law.procedures.petition_2022.promises import WITH_THE_MATTER
from xinqiao.law.procedures.petition_2022.refusals import CHALLENGE_REMEDY
from xinqiao.law.procedures.petition_2022.roles import HANDLERS, TELL_PETITIONER
from xinqiao.law.procedures.petition_2022.states import ON_THE_WAY
from xinqiao.law.words import _

HOW_IT_GOES_ON = Input(
    name="how_it_goes_on",
    title=_("怎样办理"),
    kind=Kind.WORDS,
    help=_("写明走什么途径、下一步做什么、找谁、电话多少。"),
    purpose=_("书面告知处理途径和程序"),
)

INFORM_OURS = Action(
    name="inform_ours",
    row="T10",
    title=_("告知：由我们办理"),
    by=(Role.UNIT_DESK,),
    from_=("registered",),
    to="informed",
    cites=(art(23, 1), art(23, 2)),
    means=_("本件属于本单位职权范围。书面告诉信访人已经收到、走什么途径、按什么程序办理。"),
    tells=_("{unit}已收到您反映的事情，由{unit}办理。{how_it_goes_on}"),
    inputs=(HOW_IT_GOES_ON,),
    clears=("simple_suggested",),
    stops=("xf.inform.direct", "xo.reroute", "xf.simple.relay"),
    starts=(Starts(clock="xo.sort", since_clock=("xf.inform.direct", "xo.reroute")),),
    seats=(Seat(role=Role.COMPETENT_UNIT, source="receiver"),),
    issues=("notice_of_receipt",),
    notifies=TELL_PETITIONER,
)

INFORM_PASSED_DOWN = Action(
    name="inform_passed_down",
    row="T11",
    title=_("转送本系统下级单位并告知"),
    by=(Role.UNIT_DESK,),
    from_=("registered",),
    to="forwarded",
    cites=(art(23, 1), art(23, 2)),
    means=_("本件属于本系统下级单位职权范围。转给它，并书面告诉信访人转到了哪里。"),
    tells=_("您反映的事情已转给{to_unit}。{to_unit}最迟在 {last} 前书面告诉您怎样办理。"),
    inputs=(TO_UNIT,),
    clears=("objection_refused", "simple_suggested"),
    stops=("xf.inform.direct", "xo.reroute", "xf.simple.relay"),
    starts=(Starts(clock="xf.inform.forwarded"), Starts(clock="xf.objection")),
    seats=(
        Seat(role=Role.COMPETENT_UNIT, source="to_unit"),
        Seat(role=Role.SENDER, source="receiver"),
    ),
    issues=("notice_of_forwarding", "forwarding_letter"),
    notifies=(Role.PETITIONER, Role.COMPETENT_UNIT),
)

INFORM_ELSEWHERE = Action(
    name="inform_elsewhere",
    row="T12",
    title=_("告知：请向有权处理的单位提出"),
    by=(Role.UNIT_DESK,),
    from_=("registered",),
    to="guided_out",
    cites=(art(23, 1), art(23, 2)),
    means=_("本件不属于本单位、也不属于本系统。书面告诉信访人应当向谁提出、怎样联系。"),
    tells=_("这件事不归{unit}管，请向{body}提出。理由：{reason}"),
    inputs=(
        Input(
            name="body",
            title=_("向哪里提出"),
            kind=Kind.TEXT,
            help=_("写全称、地址和电话。"),
            purpose=_("告诉信访人找谁"),
        ),
        REASON,
        BASIS,
    ),
    stops=WITH_THE_MATTER,
    starts=(Starts(clock="xo.challenge"),),
    issues=("guidance_notice",),
    notifies=TELL_PETITIONER,
    against=True,
    remedy=CHALLENGE_REMEDY,
    answers=True,
)

INFORM = Action(
    name="inform",
    row="T13",
    title=_("告知：由我们办理"),
    by=HANDLERS,
    from_=ON_THE_WAY,
    to="informed",
    cites=(art(23, 3),),
    means=_("转送、交办来的本件属于本单位职权范围。书面告诉信访人已经收到、走什么途径、按什么程序办理。"),
    tells=_("{unit}已收到您反映的事情，由{unit}办理。{how_it_goes_on}"),
    inputs=(HOW_IT_GOES_ON,),
    stops=("xf.inform.forwarded", "xf.objection"),
    starts=(Starts(clock="xo.sort", since_clock=("xf.inform.forwarded",)),),
    issues=("notice_of_receipt",),
    notifies=(Role.PETITIONER, Role.SENDER),
)

OBJECT = Action(
    name="object",
    row="T14",
    title=_("提出异议：不属于本单位职权"),
    by=HANDLERS,
    from_=ON_THE_WAY,
    to="objected",
    cites=(art(23, 3),),
    means=_(
        "认为不属于本单位、也不属于本系统职权的，详细说明理由，请转送、交办的部门审核。"
        "审核期间，告知信访人的期限照常计算；没有同意以前不能退回材料。"
    ),
    tells=_("{unit}认为这件事不归它管，正在请{owner}审核，最迟在 {last} 前定下来。您不用做什么。"),
    inputs=(REASON, BASIS, PAPERS),
    bars=("objection_refused",),
    within=("xf.objection",),
    stops=("xf.objection",),
    starts=(Starts(clock="xo.objection"),),
    issues=("objection_letter",),
    notifies=(Role.PETITIONER, Role.SENDER),
)

AGREE_OBJECTION = Action(
    name="agree_objection",
    row="T15",
    title=_("同意异议"),
    by=(Role.SENDER,),
    from_=("objected",),
    to="registered",
    cites=(art(23, 3),),
    means=_("核实后同意。材料退回，由收到的单位重新确定由谁办理。"),
    tells=_("经核实，这件事不归原来转去的单位管。{owner}最迟在 {last} 前重新确定办理单位并告诉您。"),
    inputs=(REASON,),
    clears=("assigned", "designated"),
    stops=("xf.inform.forwarded", "xf.objection", "xo.objection", "xf.assign.report", "xf.simple.accept"),
    starts=(Starts(clock="xo.reroute"),),
    issues=("objection_decision",),
    notifies=(Role.PETITIONER, Role.COMPETENT_UNIT, Role.RECEIVER),
)

REFUSE_OBJECTION = Action(
    name="refuse_objection",
    row="T16",
    title=_("不同意异议"),
    by=(Role.SENDER,),
    from_=("objected",),
    to="forwarded",
    cites=(art(23, 3), OWN),
    means=_("核实后不同意。该单位应当办理，告知信访人的期限从当初收到之日算，不重新开始。"),
    tells=_("经核实，这件事应当由{owner}办理，它仍然要在 {last:xf.inform.forwarded} 前书面告诉您怎样办理。"),
    inputs=(REASON,),
    sets=(Sets(mark="objection_refused"),),
    stops=("xo.objection", "xf.objection"),
    issues=("objection_decision",),
    notifies=(Role.PETITIONER, Role.COMPETENT_UNIT),
)

INFORMING = (
    INFORM_OURS,
    INFORM_PASSED_DOWN,
    INFORM_ELSEWHERE,
    INFORM,
    OBJECT,
    AGREE_OBJECTION,
    REFUSE_OBJECTION,
)
