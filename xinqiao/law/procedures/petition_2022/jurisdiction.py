"""Units that cannot agree whose matter it is: T17 and T18."""

from xinqiao.law.model import Action, Input, Kind, Role, Seat, Sets, Starts
from xinqiao.law.procedures.petition_2022.basis import art
from xinqiao.law.procedures.petition_2022.inputs import REASON, TO_UNIT
from xinqiao.law.procedures.petition_2022.roles import RECEIVERS
from xinqiao.law.words import _

DISPUTE = Action(
    name="dispute",
    row="T17",
    title=_("报请决定由谁办理"),
    by=(*RECEIVERS, Role.SENDER, Role.COMPETENT_UNIT),
    from_=("registered", "forwarded", "assigned", "objected", "informed"),
    to="jurisdiction_dispute",
    cites=(art(24),),
    means=_(
        "两个以上单位对由谁办理有争议、协商不成的，报请共同的上一级机关决定；没有共同上一级的，由联席会议决定。"
        "信访人的期限照常计算。"
    ),
    tells=_("几个单位对由谁办理意见不一致，{owner}最迟在 {last} 前指定一个单位办理。您不用重新提出。"),
    inputs=(
        Input(
            name="other_unit",
            title=_("有争议的另一个单位"),
            kind=Kind.UNIT,
            required=False,
            purpose=_("让上一级了解各方意见"),
        ),
        REASON,
    ),
    bars=("designated",),
    stops=("xo.objection", "xf.objection"),
    starts=(Starts(clock="xo.dispute"),),
    seats=(Seat(role=Role.SUPERIOR_UNIT, source="common_superior"),),
    issues=("dispute_report",),
    notifies=(Role.PETITIONER, Role.SUPERIOR_UNIT),
)

DESIGNATE = Action(
    name="designate",
    row="T18",
    title=_("指定办理单位"),
    by=(Role.SUPERIOR_UNIT,),
    from_=("jurisdiction_dispute",),
    to="forwarded",
    cites=(art(24),),
    means=_(
        "决定由哪个单位办理。应当办理的单位已经合并、分立或者撤销的，由继续行使它职权的单位办理；"
        "职责不清的，由本级党委和政府或者它指定的单位办理。"
    ),
    tells=_("{unit}已指定由{to_unit}办理。{to_unit}最迟在 {last} 前书面告诉您怎样办理。"),
    inputs=(TO_UNIT, REASON),
    sets=(Sets(mark="designated"),),
    clears=("objection_refused",),
    stops=("xf.simple.relay", "xo.dispute", "xo.reroute", "xo.sort", "xf.route", "xf.inform.direct"),
    starts=(Starts(clock="xf.inform.forwarded"), Starts(clock="xf.objection")),
    seats=(
        Seat(role=Role.COMPETENT_UNIT, source="to_unit"),
        Seat(role=Role.SENDER, source="superior_unit"),
    ),
    issues=("jurisdiction_decision", "notice_of_forwarding"),
    notifies=(Role.PETITIONER, Role.COMPETENT_UNIT),
)

JURISDICTION = (DISPUTE, DESIGNATE)
