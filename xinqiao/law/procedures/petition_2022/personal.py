"""Personal information: corrected on request, erased when its time is over or the law demands it, never quietly.

What is erased are words, files and the identity, which lie apart from the entries. The entries, with the digests of
what was said, stay as they are, and each erasure is an entry itself. Whether a retention period has really passed the
door finds out (``cases.erasure``); the period is a setting of the office, because the law leaves it to schedules that an
archive authority approves.
"""

from dataclasses import replace

from xinqiao.law.model import Action, Clock, Input, Kind, Mark, Remedy, Role, Sets, Starts
from xinqiao.law.procedures.petition_2022.basis import (
    ERASURE,
    OWN,
    PRIVACY,
    REQUESTS_OF_PERSONS,
    RETENTION,
)
from xinqiao.law.procedures.petition_2022.inputs import REASON
from xinqiao.law.procedures.petition_2022.roles import PETITIONER_OR_RECEIVERS, RECEIVERS, TELL_PETITIONER
from xinqiao.law.procedures.petition_2022.states import ENDED, OPEN
from xinqiao.law.words import _

KEEPER = (Role.RECORD_KEEPER,)

RETENTION_PASSED = "retention"
"""The reason that the door checks against the schedule of the office."""

REASONS = (
    (RETENTION_PASSED, _("经批准的保存期限已满")),
    ("unlawful", _("收集或者处理违反法律、行政法规")),
    ("ordered", _("法律、法院或者监管部门要求删除")),
)
"""Deliberately short: 'no longer needed' is decided by the schedule, and a wish of the person has an action of its own."""

WHOLE, ONE_ENTRY = "whole", "entry"

EXTENTS = ((WHOLE, _("整件的原话和材料")), (ONE_ENTRY, _("只有一条记录里的")))

WHY = Input(
    name="reason",
    title=_("删除的理由"),
    kind=Kind.CHOICE,
    choices=REASONS,
    help=_("保存期限没有满的，只有法律要求提前删除时才能删除。"),
    purpose=_("删除要有法定的理由，并且告诉信访人"),
)

WHICH_ENTRY = Input(
    name="entry",
    title=_("第几条记录"),
    kind=Kind.NUMBER,
    required=False,
    help=_("只删一条记录里的原话和材料时填写，从第 1 条（提出）数起。"),
    purpose=_("指明删除哪一条里的"),
)

CHANGE_CONTACT = Action(
    name="change_contact",
    title=_("更正姓名和联系方式"),
    by=PETITIONER_OR_RECEIVERS,
    from_=(*OPEN, *ENDED),
    to="same",
    cites=(PRIVACY,),
    means=_(
        "姓名、电话、地址、邮箱写错了或者变了，随时可以改。改成什么只存进密封的信息里，记录里只写“改过”。"
    ),
    tells=_("姓名或者联系方式已经更正。"),
    inputs=(
        Input(
            name="checked_how",
            title=_("怎样核对是本人"),
            kind=Kind.CHOICE,
            only_by=RECEIVERS,
            choices=(
                ("document", _("当面核对有效证件，与登记一致")),
                ("telephone", _("打登记的电话核对，由本人接听")),
                ("letter", _("本人书面提出，有签名")),
            ),
            purpose=_("不让别人改掉联系方式"),
        ),
    ),
    notifies=TELL_PETITIONER,
)

ERASE_IDENTITY = Action(
    name="erase_identity",
    title=_("删除信访人身份"),
    by=KEEPER,
    from_=ENDED,
    to="same",
    cites=(ERASURE, RETENTION),
    means=_("销毁本件的密钥，姓名和联系方式从此谁也打不开，不能恢复。事情的经过和答复还在，查询码还能用。"),
    tells=_("您的姓名和联系方式已经依法删除，不能恢复。理由：{reason}。"),
    inputs=(WHY,),
    notifies=TELL_PETITIONER,
)

ERASE_WORDS = Action(
    name="erase_words",
    title=_("删除原话和材料"),
    by=KEEPER,
    from_=ENDED,
    to="same",
    cites=(ERASURE, RETENTION),
    means=_(
        "删除写下的话和交来的文件，文书里的也一起删除，不能恢复。什么时候、哪个单位、做了哪一步，以及原话的摘要都还在，记录仍然可以核对。"
    ),
    tells=_("原话和材料已经依法删除（{extent}），不能恢复。理由：{reason}。"),
    inputs=(
        Input(
            name="extent",
            title=_("删除哪些"),
            kind=Kind.CHOICE,
            choices=EXTENTS,
            purpose=_("只删除应当删除的"),
        ),
        WHICH_ENTRY,
        WHY,
    ),
    notifies=TELL_PETITIONER,
)

STRIKE_WORDS = replace(
    ERASE_WORDS,
    name="strike_words",
    title=_("删除违法记录的内容"),
    from_=OPEN,
    means=_(
        "办理期间，只有违法收集的内容，或者法院、监管部门要求删除的内容，才可以删除，一次一条记录。步骤和摘要还在，期限不受影响。"
    ),
    tells=_("有一条记录里的原话和材料已经依法删除，不能恢复。理由：{reason}。"),
    inputs=(
        replace(WHICH_ENTRY, required=True, help=_("从第 1 条（提出）数起。")),
        replace(WHY, choices=REASONS[1:], help=""),
    ),
)

ASKED = (
    ("identity", _("姓名和联系方式")),
    ("words", _("原话和材料")),
    ("both", _("姓名、联系方式、原话和材料")),
)

ASK_ERASURE = Action(
    name="ask_erasure",
    title=_("请求删除个人信息"),
    by=PETITIONER_OR_RECEIVERS,
    from_=ENDED,
    to="same",
    cites=(ERASURE, REQUESTS_OF_PERSONS),
    means=_(
        "事情办结以后，您可以请求提前删除自己的信息。单位会在期限内决定，不同意的要写明理由。删除以后谁也看不到，您自己也看不到，建议先下载一份留着。"
    ),
    tells=_("您请求删除{what}。单位最迟在 {last} 前决定。"),
    inputs=(
        Input(
            name="what",
            title=_("请求删除什么"),
            kind=Kind.CHOICE,
            choices=ASKED,
            purpose=_("知道您请求删除哪些"),
        ),
        Input(
            name="grounds",
            title=_("理由"),
            kind=Kind.WORDS,
            required=False,
            most=2000,
            help=_("可以不写。"),
            purpose=_("让单位知道您为什么请求删除"),
        ),
    ),
    bars=("erasure_asked",),
    sets=(Sets(mark="erasure_asked"),),
    starts=(Starts(clock="xo.erasure"),),
    notifies=(Role.PETITIONER, Role.RECORD_KEEPER),
)

GRANT_ERASURE = Action(
    name="grant_erasure",
    title=_("同意并且删除"),
    by=KEEPER,
    from_=ENDED,
    to="same",
    cites=(ERASURE, REQUESTS_OF_PERSONS),
    means=_("同意信访人的请求，马上删除，不能恢复。步骤和摘要还在，记录仍然可以核对。"),
    tells=_("{unit}同意您的请求，已经删除{what}，不能恢复。"),
    inputs=(
        Input(
            name="what",
            title=_("删除什么"),
            kind=Kind.CHOICE,
            choices=ASKED,
            purpose=_("只删除信访人请求删除的"),
        ),
    ),
    needs=("erasure_asked",),
    clears=("erasure_asked",),
    stops=("xo.erasure",),
    notifies=TELL_PETITIONER,
)

REFUSE_ERASURE = Action(
    name="refuse_erasure",
    title=_("不同意删除"),
    by=KEEPER,
    from_=(*OPEN, *ENDED),
    to="same",
    cites=(ERASURE, REQUESTS_OF_PERSONS),
    means=_(
        "保存期限没有满，或者还要用来办理、复查、诉讼的，可以不同意，写明理由。不删除期间只保存，不另作他用。"
    ),
    tells=_("{unit}没有同意删除您的信息。理由：{reason}"),
    inputs=(REASON,),
    needs=("erasure_asked",),
    clears=("erasure_asked",),
    stops=("xo.erasure",),
    issues=("erasure_decision",),
    notifies=TELL_PETITIONER,
    against=True,
    remedy=Remedy(
        action="",
        body=_("人民法院；也可以向网信部门等履行个人信息保护职责的部门投诉"),
        limit=_("诉讼六个月，从知道之日起算；投诉随时可以"),
    ),
)

DECIDE_IN_TIME = Clock(
    id="xo.erasure",
    title=_("决定是否删除个人信息"),
    length=30,
    binds=Role.RECEIVER,
    trigger=_("收到请求之日"),
    cites=(OWN, REQUESTS_OF_PERSONS),
    note=_("《个人信息保护法》没有写明天数，由单位自己规定。"),
)

ERASURE_ASKED = Mark(
    name="erasure_asked",
    title=_("删除的请求还没有决定"),
    missing=_("没有等待决定的删除请求。"),
    present=_("您已经请求删除，单位还没有决定。"),
    instead=_("请等单位的决定，最后一天写在进展里。"),
    cites=(REQUESTS_OF_PERSONS,),
)

PERSONAL = (
    CHANGE_CONTACT,
    ASK_ERASURE,
    GRANT_ERASURE,
    REFUSE_ERASURE,
    ERASE_IDENTITY,
    ERASE_WORDS,
    STRIKE_WORDS,
)
