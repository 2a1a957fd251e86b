"""A decision not to handle a matter here, and what the petitioner can do against it (right 27)."""

from xinqiao.law.model import Action, Input, Kind, Remedy, Role, Seat, Starts
from xinqiao.law.procedures.petition_2022.basis import OWN, art
from xinqiao.law.procedures.petition_2022.inputs import BASIS, PAPERS, REASON
from xinqiao.law.procedures.petition_2022.promises import WITH_THE_MATTER
from xinqiao.law.procedures.petition_2022.roles import PETITIONER_OR_RECEIVERS
from xinqiao.law.procedures.petition_2022.states import CHALLENGEABLE
from xinqiao.law.words import _

CHALLENGE_REMEDY = Remedy(
    action="challenge",
    body=_("上一级机关、单位"),
    limit=_("告知之日起 60 日内"),
    clock="xo.challenge",
)

OUTSIDE_REMEDY = Remedy(
    action="",
    body=_("行政复议机关或者人民法院；也可以向上级党委和政府信访部门反映"),
    limit=_("行政复议 60 日，行政诉讼六个月，从知道之日起算"),
)
"""The line ends here within this procedure; the ways outside it stay open."""

NOT_DONE = Remedy(
    action="",
    body=_("在这里告诉我们没有做到；也可以向上一级党委和政府信访部门反映"),
    limit=_("随时"),
)
"""A unit says that something was done. Whether it was, only the petitioner knows."""

CHALLENGE = Action(
    name="challenge",
    title=_("请上一级审查这个决定"),
    by=PETITIONER_OR_RECEIVERS,
    from_=CHALLENGEABLE,
    to="challenged",
    cites=(art(44), art(36), OWN),
    means=_(
        "您认为应当受理而没有受理，或者认为这是新的事实和理由，可以请上一级审查。由没有参与过的人来决定。"
    ),
    tells=_("已请{owner}审查原来的决定，最迟在 {last} 前答复您。"),
    inputs=(
        Input(
            name="grounds",
            title=_("您的意见"),
            kind=Kind.WORDS,
            help=_("写明为什么应当受理，或者有哪些新的事实。"),
            purpose=_("让上一级知道从哪里审查"),
        ),
        PAPERS,
    ),
    within=("xo.challenge",),
    stops=("xo.challenge",),
    starts=(Starts(clock="xo.challenge.decide"),),
    seats=(Seat(role=Role.SUPERIOR_UNIT, source="superior:receiver"),),
    notifies=(Role.PETITIONER, Role.SUPERIOR_UNIT),
)

REFUSERS = (
    "mark_same_matter",
    "transfer_out",
    "explain_and_guide",
    "inform_elsewhere",
    "reply",
    "divert",
    "decline_accusation",
    "conclude_accusation",
    "give_feedback",
    "handle_accusation",
    "no_longer_accept",
)
"""Who did one of these does not judge whether it was right."""

UPHOLD_REFUSAL = Action(
    name="uphold_refusal",
    title=_("维持原来的决定"),
    by=(Role.SUPERIOR_UNIT,),
    from_=("challenged",),
    to="refusal_upheld",
    cites=(art(44), OWN),
    means=_("审查后认为原来的决定是对的。逐条回应信访人的意见，写明理由和依据，并说明外面还有哪些途径。"),
    tells=_("{unit}审查后维持了原来的决定。理由：{reason}"),
    inputs=(REASON, BASIS, PAPERS),
    stops=WITH_THE_MATTER,
    issues=("challenge_decision",),
    notifies=(Role.PETITIONER, Role.RECEIVER),
    against=True,
    remedy=OUTSIDE_REMEDY,
    answers=True,
    not_by=REFUSERS,
)

ORDER_ACCEPTANCE = Action(
    name="order_acceptance",
    title=_("责令办理"),
    by=(Role.SUPERIOR_UNIT,),
    from_=("challenged",),
    to="registered",
    cites=(art(44), OWN),
    means=_("审查后认为应当办理。本件回到收到的单位重新确定由谁办理，期限从今天重新开始。"),
    tells=_("{unit}审查后认为应当办理。{owner}最迟在 {last} 前告诉您由哪个单位办理。"),
    inputs=(REASON, PAPERS),
    clears=(
        "assigned",
        "designated",
        "extended",
        "heard",
        "late_asked",
        "lapsed",
        "objection_refused",
        "order_redo",
        "redo",
        "rereviewed",
        "reviewed",
        "served",
        "support",
    ),
    stops=("xo.challenge.decide",),
    starts=(
        Starts(clock="xf.route", unless="direct"),
        Starts(clock="xf.inform.direct", when="direct"),
    ),
    issues=("challenge_decision",),
    notifies=(Role.PETITIONER, Role.RECEIVER),
    not_by=REFUSERS,
)

REFUSALS = (CHALLENGE, UPHOLD_REFUSAL, ORDER_ACCEPTANCE)
