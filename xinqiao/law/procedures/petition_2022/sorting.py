"""The competent unit sorts the matter: suggestion, another lawful route, a duty of its own, or acceptance.

T19 to T22 and T40. Only what has no other route is accepted and ends in an opinion (art. 31, item 6).
"""

from xinqiao.law.model import Action, Input, Kind, Role, Sets, Starts
from xinqiao.law.procedures.petition_2022.basis import OWN, art
from xinqiao.law.procedures.petition_2022.evaluation import WINDOWS
from xinqiao.law.procedures.petition_2022.inputs import BASIS, PAPERS, REASON
from xinqiao.law.procedures.petition_2022.promises import WITH_THE_MATTER
from xinqiao.law.procedures.petition_2022.refusals import CHALLENGE_REMEDY, OUTSIDE_REMEDY
from xinqiao.law.procedures.petition_2022.roles import HANDLERS, TELL_PETITIONER
from xinqiao.law.procedures.petition_2022.submission import ACCUSED, CLASSES
from xinqiao.law.routes import ROUTES, WAYS
from xinqiao.law.words import _

RECLASSIFY = Action(
    name="reclassify",
    title=_("更正类别"),
    by=(Role.PETITION_OFFICE, Role.UNIT_DESK, Role.COMPETENT_UNIT),
    from_=("registered", "informed"),
    to="same",
    cites=(art(29), art(30), art(31), OWN),
    means=_("登记的类别与内容不符的，由人更正并说明理由。曾经列为被举报的单位，仍然看不到本件。"),
    tells=_("{unit}核对后，把您反映的事情更正为{petition_class}类。理由：{reason}"),
    inputs=(
        Input(
            name="petition_class",
            title=_("类别"),
            kind=Kind.CHOICE,
            choices=CLASSES,
            purpose=_("三类事项办理方式不同"),
        ),
        *ACCUSED,
        REASON,
    ),
    sets=(
        Sets(mark="accusation", input="petition_class", value="accusation"),
        Sets(mark="suggestion", input="petition_class", value="suggestion"),
    ),
    clears=("accusation", "suggestion"),
    notifies=TELL_PETITIONER,
)

CLASSIFY = Action(
    name="classify",
    row="T19",
    title=_("研究建议"),
    by=HANDLERS,
    from_=("informed",),
    to="studying",
    cites=(art(29),),
    means=_("本件是建议意见。组织研究，科学合理、可行的应当采纳或者部分采纳，并答复信访人。"),
    tells=_("{unit}正在研究您的建议，承诺在 {last} 前答复。这是承诺，不是法定期限。"),
    bars=("accusation",),
    stops=("xo.sort",),
    starts=(Starts(clock="xo.suggestion", since_clock=("xo.sort",)),),
    notifies=TELL_PETITIONER,
)

REPLY = Action(
    name="reply",
    row="T20",
    title=_("答复建议"),
    by=HANDLERS,
    from_=("studying",),
    to="closed_suggestion",
    cites=(art(29),),
    means=_("写明采纳、部分采纳还是没有采纳，以及理由。采纳的，接着写下做什么、做到哪一天。"),
    tells=_("{unit}答复了您的建议：{adoption}。理由：{reason}"),
    inputs=(
        Input(
            name="adoption",
            title=_("是否采纳"),
            kind=Kind.CHOICE,
            choices=(("adopted", _("采纳")), ("partly", _("部分采纳")), ("not_adopted", _("没有采纳"))),
            purpose=_("告诉信访人结果"),
        ),
        REASON,
        PAPERS,
    ),
    clears=("assigned",),
    stops=WITH_THE_MATTER,
    starts=(Starts(clock="xo.challenge"), *WINDOWS),
    issues=("suggestion_reply", "closing_report"),
    notifies=(Role.PETITIONER, Role.SENDER),
    against=True,
    remedy=CHALLENGE_REMEDY,
    answers=True,
)

DIVERT = Action(
    name="divert",
    row="T21",
    title=_("导入其他法定途径"),
    by=HANDLERS,
    from_=("informed",),
    to="diverted",
    cites=(art(31),),
    means=_(
        "这件事有法律规定的其他途径。不是一推了之：写明机关、法律、期限、材料和费用，"
        "信访人同意的，把材料一并移交，并帮助填表。缺少机关或者期限的，不能这样办结。"
    ),
    tells=_("这件事要由{body}处理，依据是{law}，期限：{limit}。需要带的材料：{papers_needed}"),
    inputs=(
        Input(
            name="route",
            title=_("属于哪一类途径"),
            kind=Kind.CHOICE,
            choices=ROUTES,
            purpose=_("不同途径的机关和期限不同"),
        ),
        Input(
            name="way",
            title=_("具体走哪一条"),
            kind=Kind.CHOICE,
            required=False,
            choices=tuple((one.code, one.title) for one in WAYS),
            help=_("选了以后，下面的机关、法律、期限、材料和费用可以照着填，再按本件核对。"),
            purpose=_("一次说清，不写错"),
        ),
        Input(
            name="body",
            title=_("哪个机关"),
            kind=Kind.TEXT,
            help=_("写全称、地址和电话。"),
            purpose=_("告诉信访人找谁"),
        ),
        Input(
            name="law",
            title=_("哪部法律"),
            kind=Kind.TEXT,
            help=_("写明法律名称和条文。"),
            purpose=_("让信访人可以核对"),
        ),
        Input(
            name="limit",
            title=_("期限"),
            kind=Kind.TEXT,
            help=_("写明多长时间内、从哪一天起算。"),
            purpose=_("不让信访人误了期限"),
        ),
        Input(
            name="papers_needed",
            title=_("带什么材料"),
            kind=Kind.WORDS,
            purpose=_("一次说清"),
        ),
        Input(
            name="cost",
            title=_("费用"),
            kind=Kind.TEXT,
            required=False,
            purpose=_("一次说清"),
        ),
        Input(
            name="hand_over",
            title=_("信访人同意把材料移交过去"),
            kind=Kind.YES,
            required=False,
            help=_("没有同意的，不移交。"),
            purpose=_("免得信访人再准备一遍"),
        ),
        Input(
            name="help_offered",
            title=_("提供了什么帮助"),
            kind=Kind.WORDS,
            required=False,
            help=_("例如：帮助填写申请书。"),
            purpose=_("导入，而不是推走"),
        ),
        REASON,
    ),
    bars=("accusation", "suggestion"),
    clears=("assigned",),
    stops=WITH_THE_MATTER,
    starts=(Starts(clock="xo.challenge"),),
    issues=("guidance_notice", "closing_report"),
    notifies=(Role.PETITIONER, Role.SENDER),
    against=True,
    remedy=CHALLENGE_REMEDY,
    answers=True,
)

PERFORM_DUTY = Action(
    name="perform_duty",
    row="T21",
    title=_("由本单位履行法定职责"),
    by=HANDLERS,
    from_=("informed",),
    to="performing_duty",
    cites=(art(31, item=5),),
    means=_(
        "信访人要求查处违法、保护人身权或者财产权，而这正是本单位的职责。依照那部法律履行职责，再书面答复。"
    ),
    tells=_("{unit}会依照{law}履行职责，最迟在 {last} 前答复您。"),
    inputs=(
        Input(
            name="law",
            title=_("依照哪部法律履行职责"),
            kind=Kind.TEXT,
            purpose=_("程序和期限按那部法律"),
        ),
    ),
    bars=("accusation", "suggestion"),
    stops=("xo.sort",),
    starts=(Starts(clock="xo.duty"),),
    notifies=TELL_PETITIONER,
)

ANSWER_DUTY = Action(
    name="answer_duty",
    row="T21",
    title=_("答复履职情况"),
    by=HANDLERS,
    from_=("performing_duty",),
    to="duty_answered",
    cites=(art(31, item=5),),
    means=_("写明查了什么、做了什么、没有做的为什么不做，以及不服可以怎样。"),
    tells=_("{unit}已依法处理并答复：{result}理由：{reason}"),
    inputs=(
        Input(
            name="result",
            title=_("处理结果"),
            kind=Kind.WORDS,
            purpose=_("告诉信访人结果"),
        ),
        REASON,
        BASIS,
        PAPERS,
    ),
    clears=("assigned",),
    stops=WITH_THE_MATTER,
    starts=WINDOWS,
    issues=("duty_answer", "closing_report"),
    notifies=(Role.PETITIONER, Role.SENDER),
    against=True,
    remedy=OUTSIDE_REMEDY,
    answers=True,
)

ACCEPT = Action(
    name="accept",
    row="T22",
    title=_("受理"),
    by=HANDLERS,
    from_=("informed",),
    to="accepted",
    cites=(art(31, item=6), art(34)),
    means=_(
        "没有其他法定途径的申诉求决事项，由本单位受理并按期办结。没有按时决定是否受理的，办理期限从应当决定的那一天起算。"
    ),
    tells=_("{unit}已受理，最迟在 {last} 前给您书面答复。"),
    inputs=(
        Input(
            name="note_to_petitioner",
            title=_("告诉信访人的话"),
            kind=Kind.WORDS,
            required=False,
            help=_("例如：谁来联系、什么时候上门。"),
            purpose=_("让信访人知道接下来会发生什么"),
        ),
    ),
    bars=("accusation", "suggestion"),
    stops=("xo.sort",),
    # Silence never helps the unit: the sixty days begin at the latest when the time for deciding ran out.
    starts=(Starts(clock="xf.handle", cap=("xo.sort",)),),
    issues=("acceptance_notice",),
    notifies=TELL_PETITIONER,
)

SORTING = (
    RECLASSIFY,
    CLASSIFY,
    REPLY,
    DIVERT,
    PERFORM_DUTY,
    ANSWER_DUTY,
    ACCEPT,
)
