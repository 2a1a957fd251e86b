"""The sixty days: hearing the petitioner, finding out, a formal hearing, an extension. T23, T24, T28 and T42."""

from xinqiao.law.model import Action, Audience, Extends, Input, Kind, Role, Sets, Starts
from xinqiao.law.procedures.petition_2022.basis import LOCAL_HEARING, OWN, art
from xinqiao.law.procedures.petition_2022.inputs import ANSWERS, PAPERS, REASON
from xinqiao.law.procedures.petition_2022.roles import HANDLERS, PETITIONER_OR_RECEIVERS, TELL_PETITIONER
from xinqiao.law.procedures.petition_2022.states import HANDLED
from xinqiao.law.words import _

NO_INTEREST = Input(
    name="no_interest",
    title=_("经办人与本件、与信访人没有直接利害关系"),
    kind=Kind.YES,
    must_be=_("与信访事项或者信访人有直接利害关系的，应当回避，请换人办理。"),
    help=_("有直接利害关系的，应当回避，请换人办理。"),
    purpose=_("公正办理"),
)

HEARD_HOW = Input(
    name="heard_how",
    title=_("怎样听取陈述"),
    kind=Kind.CHOICE,
    choices=(
        ("interview", _("当面谈话")),
        ("phone", _("电话")),
        ("video", _("视频")),
        ("waived", _("信访人表示不需要谈话")),
    ),
    help=_("信访人放弃陈述的，写明是怎样表示的。"),
    purpose=_("作出意见以前要听取信访人陈述"),
)

RECORD = Input(
    name="record",
    title=_("谈话记录"),
    kind=Kind.WORDS,
    help=_("如实记录信访人说了什么、要求什么，并读给信访人听过。"),
    purpose=_("如实记录"),
)

HEAR = Action(
    name="hear",
    row="T23",
    title=_("听取信访人陈述"),
    by=HANDLERS,
    from_=("accepted", "investigating"),
    to="investigating",
    cites=(art(31, item=6), art(28)),
    means=_("作出处理意见以前，要听取信访人陈述事实和理由。没有这份记录，不能签发处理意见。"),
    tells=_("{unit}听取了您的陈述（{heard_how}），正在调查核实。"),
    inputs=(HEARD_HOW, RECORD, NO_INTEREST, PAPERS),
    bars=("recusal_asked",),
    sets=(Sets(mark="heard"),),
    issues=("oral_record",),
    notifies=TELL_PETITIONER,
)

INVESTIGATE = Action(
    name="investigate",
    row="T23",
    title=_("记录调查核实"),
    by=HANDLERS,
    from_=("investigating",),
    to="same",
    cites=(art(31, item=6), art(28)),
    means=_("记下什么时候、在哪里、向谁了解了什么、看到了什么。"),
    tells=_("{unit}进行了调查核实。"),
    inputs=(
        Input(
            name="findings",
            title=_("了解到的情况"),
            kind=Kind.WORDS,
            help=_("时间、地点、在场的人、问了什么、看到什么。"),
            purpose=_("查清事实"),
        ),
        NO_INTEREST,
        PAPERS,
    ),
    bars=("recusal_asked",),
    issues=("investigation_record",),
)

DRAFT_OPINION = Action(
    name="draft_opinion",
    title=_("送负责人审签"),
    by=HANDLERS,
    from_=("investigating", "accepted_simple"),
    to="same",
    cites=(art(32), OWN),
    means=_("把逐项答复的草稿送给负责人。草稿只有工作人员看得到，签发以后才生效。"),
    inputs=(ANSWERS, PAPERS),
    needs=("heard",),
    bars=("recusal_asked",),
    notifies=(Role.UNIT_HEAD,),
    audience=Audience.STAFF,
)

HOLD_HEARING = Action(
    name="hold_hearing",
    row="T24",
    title=_("举行听证"),
    by=HANDLERS,
    from_=("investigating",),
    to="hearing",
    cites=(art(31, item=6), LOCAL_HEARING),
    means=_("重大、复杂、疑难的事项可以举行听证。听证的时间算在办理期限以内；主持人不能是调查的人；不收费。"),
    tells=_("{unit}将在 {hearing_on} 举行听证，地点：{hearing_place}。您可以带代理人，可以提问和辩论。"),
    inputs=(
        Input(
            name="hearing_on",
            title=_("听证日期"),
            kind=Kind.DATE,
            future=True,
            help=_("一般提前 7 个工作日通知。"),
            purpose=_("让信访人准备"),
        ),
        Input(name="hearing_place", title=_("听证地点"), kind=Kind.TEXT, purpose=_("让信访人准备")),
        Input(
            name="chair",
            title=_("主持人"),
            kind=Kind.TEXT,
            help=_("不能是本件的调查人员。"),
            purpose=_("公正主持"),
        ),
        Input(
            name="public",
            title=_("是否公开"),
            kind=Kind.CHOICE,
            choices=(("public", _("公开")), ("closed", _("不公开"))),
            help=_("涉及个人隐私、商业秘密，或者信访人不愿意公开的，不公开。"),
            purpose=_("保护信访人"),
        ),
    ),
    clears=("hearing_asked",),
    stops=("xo.hearing.answer",),
    starts=(Starts(clock="xo.hearing"),),
    issues=("hearing_notice",),
    notifies=TELL_PETITIONER,
)

CLOSE_HEARING = Action(
    name="close_hearing",
    row="T42",
    title=_("结束听证"),
    by=HANDLERS,
    from_=("hearing",),
    to="investigating",
    cites=(art(31, item=6), LOCAL_HEARING),
    means=_("听证笔录由参加的人看过、签名；拒绝签名的，记明情况。听证报告写明各方意见和评议结果。"),
    tells=_("听证已经结束。笔录和报告您可以查看。"),
    inputs=(
        Input(name="record", title=_("听证笔录"), kind=Kind.WORDS, purpose=_("如实记录各方意见")),
        Input(name="report", title=_("听证报告"), kind=Kind.WORDS, purpose=_("写明评议结果")),
        PAPERS,
    ),
    stops=("xo.hearing",),
    issues=("hearing_record", "hearing_report"),
    notifies=TELL_PETITIONER,
)

ASK_HEARING = Action(
    name="ask_hearing",
    title=_("申请听证"),
    by=PETITIONER_OR_RECEIVERS,
    from_=("accepted", "investigating"),
    to="same",
    cites=(art(31, item=6), LOCAL_HEARING),
    means=_("重大、复杂、疑难的事项，您可以申请听证。单位会在 5 个工作日内答复；不听证的，要说明理由。"),
    tells=_("您申请了听证，{owner}最迟在 {last} 前答复您。"),
    inputs=(
        Input(name="grounds", title=_("为什么需要听证"), kind=Kind.WORDS, purpose=_("让单位考虑您的申请")),
    ),
    bars=("hearing_asked",),
    sets=(Sets(mark="hearing_asked"),),
    starts=(Starts(clock="xo.hearing.answer"),),
    issues=("hearing_request",),
    notifies=(Role.PETITIONER, Role.COMPETENT_UNIT),
)

ANSWER_HEARING_REQUEST = Action(
    name="answer_hearing_request",
    title=_("答复听证申请"),
    by=HANDLERS,
    from_=HANDLED,
    to="same",
    cites=(art(31, item=6), LOCAL_HEARING),
    means=_("决定听证的，接着安排听证；不听证的，书面说明理由。"),
    tells=_("{unit}答复了您的听证申请：{decision}。理由：{reason}"),
    inputs=(
        Input(
            name="decision",
            title=_("决定"),
            kind=Kind.CHOICE,
            choices=(("granted", _("举行听证")), ("refused", _("不举行听证"))),
            purpose=_("告诉信访人结果"),
        ),
        REASON,
    ),
    needs=("hearing_asked",),
    clears=("hearing_asked",),
    stops=("xo.hearing.answer",),
    issues=("hearing_request_decision",),
    notifies=TELL_PETITIONER,
)

EXTEND = Action(
    name="extend",
    row="T28",
    title=_("延长办理期限"),
    by=(Role.UNIT_HEAD,),
    from_=HANDLED,
    to="same",
    cites=(art(34),),
    means=_(
        "情况复杂的，经负责人批准可以延长一次，最多 30 日，从第六十日起接着算。必须在期限届满以前批准，并告诉信访人理由。"
    ),
    tells=_("情况比较复杂，{unit}申请了延长，新的期限是 {last:xf.handle}。原因：{reason}"),
    inputs=(
        Input(
            name="days",
            title=_("延长多少天"),
            kind=Kind.DAYS,
            most=30,
            purpose=_("延长不能超过 30 日"),
        ),
        REASON,
    ),
    bars=("extended",),
    within=("xf.handle",),
    sets=(Sets(mark="extended"),),
    extends=(Extends(clock="xf.handle", days="days"),),
    issues=("extension_notice",),
    notifies=TELL_PETITIONER,
)

HANDLING = (
    HEAR,
    INVESTIGATE,
    DRAFT_OPINION,
    HOLD_HEARING,
    CLOSE_HEARING,
    ASK_HEARING,
    ANSWER_HEARING_REQUEST,
    EXTEND,
)
