"""An accusation: sealed from those accused, with the discipline body or a unit with power. T09 and T40."""

from dataclasses import replace

from xinqiao.law.model import Action, Input, Kind, Role, Seat, Starts
from xinqiao.law.procedures.petition_2022.basis import DISCIPLINE, DISCIPLINE_RELAY, OWN, art
from xinqiao.law.procedures.petition_2022.inputs import BASIS, PAPERS, REASON
from xinqiao.law.procedures.petition_2022.promises import WITH_THE_MATTER
from xinqiao.law.procedures.petition_2022.refusals import CHALLENGE_REMEDY
from xinqiao.law.procedures.petition_2022.roles import HANDLERS, RECEIVERS, TELL_PETITIONER
from xinqiao.law.words import _

TO_BODY = Input(
    name="to_unit",
    title=_("纪检监察机关"),
    kind=Kind.UNIT,
    kinds=("discipline_body",),
    help=_("按管理权限选择。被反映的单位和它的下级不能选。"),
    purpose=_("由有权的机关办理"),
)

FEEDBACK = Input(
    name="feedback",
    title=_("反馈的内容"),
    kind=Kind.WORDS,
    help=_("写明查了什么、结果是什么。不写举报人以外的人的隐私。"),
    purpose=_("让举报人知道结果"),
)

SEND_TO_DISCIPLINE = Action(
    name="send_to_discipline",
    row="T09",
    title=_("密封移送纪检监察机关"),
    by=RECEIVERS,
    from_=("registered",),
    to="transferred_sealed",
    cites=(art(22, 2), art(30)),
    means=_("按管理权限移送。举报人和举报内容对被举报的人和单位保密，移送后只有收到的机关看得到。"),
    tells=_(
        "您的举报已密封移送{to_unit}。被举报的人和单位看不到。{to_unit}最迟在 {last:xf.acc.notify} 前告诉您是否受理。"
    ),
    inputs=(
        TO_BODY,
        Input(
            name="inform_personnel",
            title=_("按管理权限告知组织（人事）部门"),
            kind=Kind.YES,
            required=False,
            help=_("只告知有关情况，不交举报材料。"),
            purpose=_("条例要求向组织（人事）部门通报干部的有关情况"),
        ),
    ),
    needs=("accusation",),
    bars=("anonymous",),
    clears=("simple_suggested",),
    stops=("xf.route", "xf.inform.direct", "xo.reroute", "xf.simple.relay"),
    starts=(Starts(clock="xf.acc.notify"), Starts(clock="xf.acc.relay")),
    seats=(Seat(role=Role.DISCIPLINE_BODY, source="to_unit"),),
    issues=("sealed_transfer", "notice_of_forwarding"),
    notifies=(Role.PETITIONER, Role.DISCIPLINE_BODY),
)

SEND_ANONYMOUS_TO_DISCIPLINE = replace(
    SEND_TO_DISCIPLINE,
    name="send_anonymous_to_discipline",
    title=_("密封移送纪检监察机关（匿名举报）"),
    tells=_("您的举报已密封移送{to_unit}。被举报的人和单位看不到。您可以凭编号和查询码看处理情况。"),
    needs=("accusation", "anonymous"),
    bars=(),
    starts=(Starts(clock="xo.acc.anonymous"), Starts(clock="xf.acc.relay")),
)

KEEP_ACCUSATION = Action(
    name="keep_accusation",
    title=_("属于本机关管辖"),
    by=(Role.DISCIPLINE_BODY,),
    from_=("transferred_sealed",),
    to="same",
    cites=(DISCIPLINE_RELAY,),
    means=_("确认属于本机关管辖，接着决定是否受理并告诉举报人。"),
    tells=_("{unit}确认您的举报由它管辖，接着决定是否受理。"),
    stops=("xf.acc.relay",),
    notifies=TELL_PETITIONER,
)

RELAY_ACCUSATION = Action(
    name="relay_accusation",
    title=_("转给有管辖权的纪检监察机关"),
    by=(Role.DISCIPLINE_BODY,),
    from_=("transferred_sealed",),
    to="same",
    cites=(DISCIPLINE_RELAY,),
    means=_("不属于本机关管辖的，5 个工作日内转给有管辖权的机关。告诉举报人是否受理的期限不重新开始。"),
    tells=_("您的举报已转给有管辖权的{to_unit}，期限不变。"),
    inputs=(TO_BODY,),
    within=("xf.acc.relay",),
    stops=("xf.acc.relay",),
    starts=(Starts(clock="xf.acc.relay"),),
    seats=(Seat(role=Role.DISCIPLINE_BODY, source="to_unit"),),
    issues=("sealed_transfer",),
    notifies=(Role.PETITIONER, Role.DISCIPLINE_BODY),
)

NOTIFY_ACCUSER = Action(
    name="notify_accuser",
    title=_("告知受理"),
    by=(Role.DISCIPLINE_BODY,),
    from_=("transferred_sealed",),
    to="accusation_open",
    cites=(DISCIPLINE,),
    means=_("告诉实名举报人已经受理。匿名的，凭编号和查询码看得到。"),
    tells=_("{unit}已受理您的举报。"),
    stops=("xf.acc.notify", "xf.acc.relay", "xo.acc.anonymous"),
    starts=(Starts(clock="xo.acc.handle"),),
    issues=("accusation_acceptance",),
    notifies=TELL_PETITIONER,
)

DECLINE_ACCUSATION = Action(
    name="decline_accusation",
    title=_("告知不受理"),
    by=(Role.DISCIPLINE_BODY,),
    from_=("transferred_sealed",),
    to="closed_accusation",
    cites=(DISCIPLINE,),
    means=_("不属于受理范围的，写明理由，并告诉举报人可以向哪里反映。"),
    tells=_("{unit}没有受理您的举报。理由：{reason}"),
    inputs=(REASON, BASIS),
    stops=WITH_THE_MATTER,
    starts=(Starts(clock="xo.challenge"),),
    issues=("accusation_feedback",),
    notifies=TELL_PETITIONER,
    against=True,
    remedy=CHALLENGE_REMEDY,
    answers=True,
)

CONCLUDE_ACCUSATION = Action(
    name="conclude_accusation",
    title=_("举报办结"),
    by=(Role.DISCIPLINE_BODY,),
    from_=("accusation_open",),
    to="accusation_decided",
    cites=(DISCIPLINE,),
    means=_("问题已经查清并依规依纪依法处理。接着在 15 个工作日内向实名举报人反馈。"),
    tells=_("{unit}已办结您的举报，最迟在 {last} 前向您反馈结果。"),
    stops=("xo.acc.handle",),
    starts=(
        Starts(clock="xf.acc.feedback", unless="anonymous"),
        Starts(clock="xo.acc.anonymous", when="anonymous"),
    ),
    notifies=TELL_PETITIONER,
)

GIVE_FEEDBACK = Action(
    name="give_feedback",
    title=_("向举报人反馈"),
    by=(Role.DISCIPLINE_BODY,),
    from_=("accusation_decided",),
    to="closed_accusation",
    cites=(DISCIPLINE,),
    means=_("把结果反馈给举报人并记录。举报人有异议或者提供新证据的，记下来核对。"),
    tells=_("{unit}向您反馈：{feedback}"),
    inputs=(
        FEEDBACK,
        Input(
            name="objections",
            title=_("举报人的异议和新证据"),
            kind=Kind.WORDS,
            required=False,
            purpose=_("有异议的要核对"),
        ),
        PAPERS,
    ),
    stops=WITH_THE_MATTER,
    starts=(Starts(clock="xo.challenge"),),
    issues=("accusation_feedback",),
    notifies=TELL_PETITIONER,
    against=True,
    remedy=CHALLENGE_REMEDY,
    answers=True,
)

TAKE_ACCUSATION = Action(
    name="take_accusation",
    row="T40",
    title=_("由本单位查办"),
    by=HANDLERS,
    from_=("informed",),
    to="accusation_taken",
    cites=(art(30),),
    means=_(
        "举报的问题由本单位有权查办。被举报的人和单位看不到、碰不到本件；不能把材料和情况透露、转给他们。"
    ),
    tells=_("{unit}正在查办您举报的问题，最迟在 {last} 前反馈。被举报的人和单位看不到。"),
    needs=("accusation",),
    stops=("xo.sort",),
    starts=(Starts(clock="xo.accusation"),),
    notifies=TELL_PETITIONER,
)

HANDLE_ACCUSATION = Action(
    name="handle_accusation",
    row="T40",
    title=_("办结举报并反馈"),
    by=HANDLERS,
    from_=("informed", "accusation_taken"),
    to="closed_accusation",
    cites=(art(30), OWN),
    means=_("问题已经查清。把结果反馈给举报人。"),
    tells=_("{unit}向您反馈：{feedback}"),
    inputs=(FEEDBACK, BASIS, PAPERS),
    needs=("accusation",),
    clears=("assigned",),
    stops=WITH_THE_MATTER,
    starts=(Starts(clock="xo.challenge"),),
    issues=("accusation_feedback", "closing_report"),
    notifies=(Role.PETITIONER, Role.SENDER),
    against=True,
    remedy=CHALLENGE_REMEDY,
    answers=True,
)

ACCUSATION = (
    SEND_TO_DISCIPLINE,
    SEND_ANONYMOUS_TO_DISCIPLINE,
    KEEP_ACCUSATION,
    RELAY_ACCUSATION,
    NOTIFY_ACCUSER,
    DECLINE_ACCUSATION,
    CONCLUDE_ACCUSATION,
    GIVE_FEEDBACK,
    TAKE_ACCUSATION,
    HANDLE_ACCUSATION,
)
