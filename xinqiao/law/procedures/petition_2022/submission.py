"""The first word and its registration: T01 and T02."""

from xinqiao.law.model import Action, Input, Kind, Role, Seat, Sets, Starts
from xinqiao.law.procedures.petition_2022.basis import art
from xinqiao.law.procedures.petition_2022.identity import NAME_WITH_RECEIVER
from xinqiao.law.procedures.petition_2022.inputs import PAPERS
from xinqiao.law.procedures.petition_2022.roles import PETITIONER_OR_RECEIVERS, RECEIVERS, TELL_PETITIONER
from xinqiao.law.words import _

CHANNELS = (
    ("web", _("网上")),
    ("letter", _("来信")),
    ("visit", _("来访")),
    ("phone", _("电话")),
    ("fax", _("传真")),
    ("email", _("电子邮件")),
)

PURPOSES = (
    ("solve", _("请求解决问题")),
    ("object", _("对决定不服")),
    ("suggest", _("提建议")),
    ("report", _("举报")),
)

CLASSES = (
    ("appeal", _("申诉求决")),
    ("suggestion", _("建议意见")),
    ("accusation", _("检举控告")),
)

SECRECY = (
    ("office", _("办理单位可以看到我的姓名")),
    ("sealed", _("先不告诉办理单位，确有需要时才可以拆封")),
    ("receiver", _("只有收到的信访部门可以看到")),
)

ACCUSED_UNITS = Input(
    name="accused_units",
    title=_("被举报的单位"),
    kind=Kind.UNITS,
    required=False,
    help=_("这些单位和它们的下级都看不到本件，也不能办理本件。"),
    purpose=_("对被举报人和被举报单位保密"),
)

ACCUSED_PERSONS = Input(
    name="accused_persons",
    title=_("被举报的人"),
    kind=Kind.NAMES,
    required=False,
    help=_("姓名、单位和职务。被举报的人看不到本件。"),
    purpose=_("移送有权处理的机关，并且让被举报人回避"),
)

ACCUSED = (
    ACCUSED_UNITS,
    ACCUSED_PERSONS,
    Input(
        name="accused_officers",
        title=_("被举报的工作人员"),
        kind=Kind.OFFICERS,
        required=False,
        derived=True,
        purpose=_("对被举报人保密"),
    ),
    Input(
        name="accused_heads",
        title=_("被举报的负责人所在的单位"),
        kind=Kind.UNITS,
        required=False,
        derived=True,
        purpose=_("负责人的下属也看不到"),
    ),
)
"""Whom a matter complains about. The door finds the officers by the names that were written down."""

REQUESTS = Input(
    name="requests",
    title=_("您希望怎样"),
    kind=Kind.REQUESTS,
    least=1,
    help=_("一件事写一项，每一项都会得到答复。"),
    purpose=_("逐项办理，逐项答复"),
)

SUBMIT = Action(
    name="submit",
    row="T01",
    title=_("提出信访事项"),
    by=PETITIONER_OR_RECEIVERS,
    from_=("unfiled",),
    to="submitted",
    cites=(art(17), art(19), art(20)),
    means=_(
        "说出您要反映的事情。提交后马上得到编号、查询码和回执，期限从收到之日的次日开始计算。"
        "您对所写内容的真实性负责；说不清楚的地方以后可以补充和更正。"
    ),
    tells=_("已收到您反映的事情。我们最迟在 {last} 前告诉您由哪个单位办理。"),
    inputs=(
        Input(
            name="receiver",
            title=_("收到的单位"),
            kind=Kind.UNIT,
            derived=True,
            purpose=_("本件先由谁登记"),
        ),
        Input(
            name="direct",
            title=_("直接向办理单位提出"),
            kind=Kind.YES,
            required=False,
            derived=True,
            purpose=_("向信访部门提出和直接向办理单位提出，告知期限的规定不同"),
        ),
        Input(
            name="channel",
            title=_("通过什么方式"),
            kind=Kind.CHOICE,
            choices=CHANNELS,
            purpose=_("如实登记来源"),
        ),
        Input(
            name="received_on",
            title=_("收到日期"),
            kind=Kind.DATE,
            required=False,
            only_by=RECEIVERS,
            help=_("不填就是今天。来信以收到之日为准。"),
            purpose=_("期限从收到之日的次日起算"),
        ),
        Input(
            name="purpose",
            title=_("您想做什么"),
            kind=Kind.CHOICE,
            choices=PURPOSES,
            purpose=_("不同的事情走不同的办理途径"),
        ),
        Input(
            name="subject",
            title=_("一句话说明"),
            kind=Kind.TEXT,
            most=200,
            help=_("例如：小区电梯停用一个月"),
            purpose=_("方便您和办理人员辨认本件"),
        ),
        Input(
            name="account",
            title=_("发生了什么"),
            kind=Kind.WORDS,
            help=_("什么时候、在哪里、谁做了什么、结果怎样。按您自己的话写。"),
            purpose=_("查清事实"),
        ),
        REQUESTS,
        Input(
            name="place",
            title=_("在哪里"),
            kind=Kind.TEXT,
            help=_("事情发生的地点。"),
            purpose=_("确定由哪里的单位办理"),
        ),
        Input(
            name="happened",
            title=_("什么时候"),
            kind=Kind.TEXT,
            required=False,
            help=_("大概的时间也可以，例如：去年十月以来"),
            purpose=_("查清事实"),
        ),
        Input(
            name="about_unit",
            title=_("与哪个单位有关"),
            kind=Kind.UNIT,
            required=False,
            help=_("不知道可以不选。"),
            purpose=_("更快找到办理单位"),
        ),
        Input(
            name="about_name",
            title=_("单位名称"),
            kind=Kind.TEXT,
            required=False,
            help=_("列表里没有的，写在这里。"),
            purpose=_("更快找到办理单位"),
        ),
        *ACCUSED,
        Input(
            name="people",
            title=_("一共几个人"),
            kind=Kind.NUMBER,
            required=False,
            most=100_000,
            help=_("一个人可以不填。只记人数，不记谁和谁一起来。"),
            purpose=_("如实登记来访人次"),
        ),
        Input(
            name="representatives",
            title=_("推选的代表"),
            kind=Kind.NAMES,
            required=False,
            most=5,
            help=_("多人走访同一件事的，请推选代表，最多 5 人。其他人的请求同样会得到答复。"),
            purpose=_("由代表当面说明共同的请求"),
        ),
        Input(
            name="on_behalf",
            title=_("替别人提出"),
            kind=Kind.CHOICE,
            required=False,
            choices=(
                ("with_consent", _("本人同意我替他提出")),
                ("guardian", _("我是他的法定代理人")),
                ("organization", _("我代表单位或者组织")),
            ),
            purpose=_("确认是本人的意思"),
        ),
        Input(
            name="anonymous",
            title=_("不留姓名"),
            kind=Kind.YES,
            required=False,
            help=_("可以不留姓名，凭编号和查询码查看进度。没有姓名和联系方式，核实情况会困难一些。"),
            purpose=_("尊重您的选择"),
        ),
        Input(
            name="secrecy",
            title=_("谁可以看到我的姓名"),
            kind=Kind.CHOICE,
            choices=SECRECY,
            required=False,
            purpose=_("保护您的身份"),
        ),
        Input(
            name="electronic_service",
            title=_("同意用电子方式送达"),
            kind=Kind.YES,
            required=False,
            help=_("通知和答复在网上给您看。随时可以改回纸质。"),
            purpose=_("电子送达需要您同意"),
        ),
        Input(
            name="read_back",
            title=_("口头陈述的核对"),
            kind=Kind.CHOICE,
            required=False,
            only_by=RECEIVERS,
            choices=(
                ("signed", _("已当面读给信访人听，信访人签名或者捺印")),
                ("confirmed", _("已在电话里读给信访人听，信访人确认")),
                ("written", _("信访人自己写的，不是口头陈述")),
            ),
            purpose=_("口头提出的，要如实记录"),
        ),
        PAPERS,
    ),
    sets=(
        Sets(mark="direct", input="direct", value="yes"),
        Sets(mark="anonymous", input="anonymous", value="yes"),
        NAME_WITH_RECEIVER,
        Sets(mark="accusation", input="purpose", value="report"),
        Sets(mark="suggestion", input="purpose", value="suggest"),
    ),
    seats=(Seat(role=Role.RECEIVER, source="receiver"),),
    starts=(
        Starts(clock="xf.route", since="received_on", unless="direct"),
        Starts(clock="xf.inform.direct", since="received_on", when="direct"),
    ),
    issues=("receipt_slip",),
    notifies=TELL_PETITIONER,
)

REGISTER = Action(
    name="register",
    row="T02",
    title=_("登记"),
    by=RECEIVERS,
    from_=("submitted",),
    to="registered",
    cites=(art(22, 1), art(23, 1), art(44, item=1)),
    means=_("确认类别和请求，写进登记表。任何信访事项都必须登记；类别由人确认，不由机器决定。"),
    tells=_("您反映的事情已登记为{petition_class}类。"),
    inputs=(
        Input(
            name="petition_class",
            title=_("类别"),
            kind=Kind.CHOICE,
            choices=CLASSES,
            purpose=_("三类事项办理方式不同"),
        ),
        Input(
            name="content_class",
            title=_("内容分类"),
            kind=Kind.TEXT,
            required=False,
            most=60,
            purpose=_("找出反复发生的问题，从根源上解决"),
        ),
        Input(
            name="occurrence",
            title=_("初次还是重复"),
            kind=Kind.CHOICE,
            required=False,
            choices=(("first", _("初次")), ("repeat", _("重复"))),
            help=_("只比较事情是不是同一件，不查一个人提出过多少件。"),
            purpose=_("决定可不可以简易办理，以及要不要请信访人评价"),
        ),
        Input(
            name="requests",
            title=_("逐项列出请求"),
            kind=Kind.REQUESTS,
            required=False,
            least=1,
            help=_("原话里有几项请求就列几项。不填就照信访人列的办。"),
            purpose=_("每一项请求都要答复"),
        ),
        *ACCUSED,
        Input(
            name="simple",
            title=_("建议简易办理"),
            kind=Kind.YES,
            required=False,
            help=_("事实清楚、责任明确、争议不大、容易解决的初次事项。是否简易办理由办理单位决定。"),
            purpose=_("简单的事情快办"),
        ),
    ),
    sets=(
        Sets(mark="accusation", input="petition_class", value="accusation"),
        Sets(mark="suggestion", input="petition_class", value="suggestion"),
        Sets(mark="first", input="occurrence", value="first"),
        Sets(mark="first", input="occurrence", value="no"),  # not said: taken as first
        Sets(mark="simple_suggested", input="simple", value="yes"),
    ),
    clears=("accusation", "suggestion"),
    starts=(
        Starts(
            clock="xf.simple.relay", since_clock=("xf.route", "xf.inform.direct"), when="simple_suggested"
        ),
    ),
    issues=("registration_form",),
    notifies=TELL_PETITIONER,
)

SUBMISSION = (SUBMIT, REGISTER)
