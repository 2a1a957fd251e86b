"""Simple handling: a plain first matter answered in days, with a way back to ordinary handling.

The way back never costs the petitioner time: the ordinary clocks count from the first receipt and acceptance.
"""

from dataclasses import replace

from xinqiao.law.model import Action, Input, Kind, Role, Seat, Sets, Starts
from xinqiao.law.procedures.petition_2022.basis import OWN, SIMPLE_SCOPE, SIMPLE_TIME, art
from xinqiao.law.procedures.petition_2022.handling import HEAR
from xinqiao.law.procedures.petition_2022.inputs import ANSWERS, PAPERS, REASON
from xinqiao.law.procedures.petition_2022.opinion import REVIEW_REMEDY
from xinqiao.law.procedures.petition_2022.roles import HANDLERS, TELL_PETITIONER
from xinqiao.law.words import _

CHOOSE_SIMPLE = Action(
    name="choose_simple",
    title=_("选择简易办理"),
    by=HANDLERS,
    from_=("forwarded", "informed"),
    to="simple_chosen",
    cites=(SIMPLE_SCOPE,),
    means=_(
        "事实清楚、责任明确、争议不大、容易解决的初次事项可以简易办理：3 个工作日内决定是否受理，受理后 10 个工作日内答复。"
    ),
    tells=_("{unit}准备用简易办法快办，最迟在 {last} 前决定是否受理。"),
    inputs=(
        Input(
            name="fits",
            title=_("适合简易办理"),
            kind=Kind.YES,
            must_be=_(
                "属于诉讼、仲裁等其他法定途径的，诉求可能得不到支持的，涉及几个责任单位的，重大、复杂、疑难的，不能简易办理。"
            ),
            help=_(
                "不属于其他法定途径；诉求不会得不到支持；只有一个责任单位；不是多人共同的、重大、复杂、疑难的事项。"
            ),
            purpose=_("简易办理不能用来损害信访人的权利"),
        ),
    ),
    needs=("first",),
    bars=("assigned", "accusation"),
    stops=("xf.objection",),
    starts=(Starts(clock="xf.simple.accept", since_clock=("xf.inform.forwarded", "xo.sort")),),
    notifies=TELL_PETITIONER,
)

CHOOSE_SIMPLE_DIRECT = replace(
    CHOOSE_SIMPLE,
    name="choose_simple_direct",
    by=(Role.UNIT_DESK,),
    from_=("registered",),
    clears=("simple_suggested",),
    stops=("xf.simple.relay", "xo.reroute"),
    starts=(Starts(clock="xf.simple.accept", since_clock=("xf.inform.direct",)),),
    seats=(Seat(role=Role.COMPETENT_UNIT, source="receiver"),),
)

ACCEPT_SIMPLE = Action(
    name="accept_simple",
    title=_("受理（简易办理）"),
    by=HANDLERS,
    from_=("simple_chosen",),
    to="accepted_simple",
    cites=(SIMPLE_TIME, art(23)),
    means=_("3 个工作日内决定受理，并告诉信访人。信访人不要求纸质的，可以用网络、电话或者短信告知。"),
    tells=_("{unit}已受理，用简易办法快办，最迟在 {last} 前答复您。"),
    within=("xf.simple.accept",),
    stops=("xf.simple.accept", "xf.inform.forwarded", "xf.inform.direct", "xo.sort"),
    starts=(Starts(clock="xf.simple.decide"),),
    issues=("acceptance_notice",),
    notifies=TELL_PETITIONER,
)

DROP_SIMPLE = Action(
    name="drop_simple",
    title=_("改按一般程序，先告知办理途径"),
    by=HANDLERS,
    from_=("simple_chosen",),
    to="informed",
    cites=(SIMPLE_TIME, art(23), OWN),
    means=_("不适合简易办理，或者 3 个工作日已经过了。按一般程序告知，期限从当初收到之日算。"),
    tells=_("这件事不适合简易办理，{unit}按一般程序办理，最迟在 {last} 前告诉您是否受理。理由：{reason}"),
    inputs=(REASON,),
    stops=("xf.simple.accept", "xf.inform.forwarded", "xf.inform.direct", "xo.sort"),
    starts=(Starts(clock="xo.sort", since_clock=("xf.simple.accept",)),),
    issues=("notice_of_receipt",),
    notifies=TELL_PETITIONER,
)

HEAR_SIMPLE = replace(
    HEAR,
    name="hear_simple",
    row="",
    from_=("accepted_simple",),
    to="same",
    means=_("答复以前听取信访人陈述，一个电话也可以，记下来。"),
    tells=_("{unit}听取了您的陈述（{heard_how}）。"),
)

ANSWER_SIMPLE = Action(
    name="answer_simple",
    title=_("签发处理意见（简易办理）"),
    by=(Role.UNIT_HEAD,),
    from_=("accepted_simple",),
    to="opinion_issued",
    cites=(SIMPLE_TIME, art(31, item=6), art(32)),
    means=_("逐项答复。有一项请求不能支持的，不能简易办理，请改按一般程序。"),
    tells=_("{unit}已对您的请求逐项答复，最迟在 {last} 前送到您手里。"),
    inputs=(
        replace(ANSWERS, choices=ANSWERS.choices[:2], help=_("不能支持的，请改按一般程序办理。")),
        PAPERS,
    ),
    needs=("heard",),
    bars=("recusal_asked",),
    sets=(Sets(mark="support", input="answers", value="support"),),
    clears=("served", "lapsed"),
    stops=("xf.simple.decide",),
    starts=(Starts(clock="xo.serve"),),
    issues=("opinion",),
    notifies=(Role.PETITIONER, Role.SENDER),
    against=True,
    remedy=REVIEW_REMEDY,
    answers=True,
)

TURN_ORDINARY = Action(
    name="turn_ordinary",
    title=_("转为一般程序"),
    by=HANDLERS,
    from_=("accepted_simple",),
    to="accepted",
    cites=(SIMPLE_TIME, art(34), OWN),
    means=_("发现不适合简易办理的，转为一般程序。办理期限从当初受理之日算，不重新开始；要告诉信访人为什么。"),
    tells=_("这件事比原来想的复杂，{unit}改按一般程序办理，最迟在 {last} 前给您书面答复。理由：{reason}"),
    inputs=(REASON,),
    stops=("xf.simple.decide",),
    starts=(Starts(clock="xf.handle", since_clock=("xf.simple.decide",)),),
    issues=("acceptance_notice",),
    notifies=TELL_PETITIONER,
)

SIMPLE_HANDLING = (
    CHOOSE_SIMPLE,
    CHOOSE_SIMPLE_DIRECT,
    ACCEPT_SIMPLE,
    DROP_SIMPLE,
    HEAR_SIMPLE,
    ANSWER_SIMPLE,
    TURN_ORDINARY,
)
