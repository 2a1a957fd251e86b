"""What the petitioner and the staff can do while a matter is open, whatever state it is in."""

from xinqiao.law.model import Action, Audience, Input, Kind, Role
from xinqiao.law.procedures.petition_2022.basis import (
    OWN,
    PRIVACY,
    SERVICE,
    art,
)
from xinqiao.law.procedures.petition_2022.inputs import (
    OTHER_NUMBER,
    PAPERS,
    REASON,
    SERVED_TO,
    SERVICE_WAY,
)
from xinqiao.law.procedures.petition_2022.roles import (
    HANDLERS,
    PETITIONER,
    PETITIONER_OR_RECEIVERS,
    RECEIVERS,
    STAFF,
    TELL_PETITIONER,
)
from xinqiao.law.procedures.petition_2022.states import (
    BEFORE_OPINION,
    ENDED,
    OPEN,
    WITH_COMPETENT_UNIT,
)
from xinqiao.law.words import _

ADD_PAPERS = Action(
    name="add_papers",
    title=_("补充材料"),
    by=PETITIONER_OR_RECEIVERS,
    from_=OPEN,
    to="same",
    cites=(art(19), OWN),
    means=_("随时可以补充说明和材料，期限不受影响。"),
    tells=_("您补充了材料。"),
    inputs=(
        Input(name="text", title=_("补充说明"), kind=Kind.WORDS, purpose=_("说明补充了什么")),
        PAPERS,
    ),
    notifies=(Role.RECEIVER, Role.COMPETENT_UNIT),
)

CORRECT = Action(
    name="correct",
    title=_("更正"),
    by=PETITIONER_OR_RECEIVERS,
    from_=BEFORE_OPINION,
    to="same",
    cites=(art(19), PRIVACY),
    means=_("写错了、记错了，可以更正；请求也可以改。原来写的不会删除，两份都看得到。"),
    tells=_("您作了更正。"),
    inputs=(
        Input(name="text", title=_("更正的内容"), kind=Kind.WORDS, purpose=_("写明哪里要改成什么")),
        Input(
            name="requests",
            title=_("改后的请求"),
            kind=Kind.REQUESTS,
            required=False,
            least=1,
            help=_("不改请求的，不用填。要改的，把所有请求重新列一遍。"),
            purpose=_("每一项请求都要答复"),
        ),
        PAPERS,
    ),
    notifies=(Role.RECEIVER, Role.COMPETENT_UNIT),
)

RECORD_STATEMENT = Action(
    name="record_statement",
    title=_("记录信访人的口头陈述"),
    by=(*RECEIVERS, Role.COMPETENT_UNIT),
    from_=OPEN,
    to="same",
    cites=(art(19),),
    means=_("信访人当面或者在电话里说的，如实记下来，并读给信访人听。"),
    tells=_("记录了您的口头陈述。"),
    inputs=(
        Input(name="text", title=_("陈述内容"), kind=Kind.WORDS, purpose=_("如实记录")),
        Input(
            name="read_back",
            title=_("已读给信访人听，信访人确认"),
            kind=Kind.YES,
            must_be=_("口头陈述要读给信访人听，确认无误以后再登记。"),
            purpose=_("如实记录"),
        ),
        PAPERS,
    ),
    issues=("oral_record",),
    notifies=TELL_PETITIONER,
)

NAME_REPRESENTATIVES = Action(
    name="name_representatives",
    title=_("推选代表"),
    by=PETITIONER_OR_RECEIVERS,
    from_=OPEN,
    to="same",
    cites=(art(20),),
    means=_("多人走访反映同一件事的，请推选代表当面说明，最多 5 人。其他人的请求同样会得到答复。"),
    tells=_("已记下推选的代表。"),
    inputs=(
        Input(
            name="representatives",
            title=_("代表"),
            kind=Kind.NAMES,
            least=1,
            most=5,
            help=_("最多 5 人。来的人更多也没有关系，请大家商量推选。"),
            purpose=_("由代表当面说明共同的请求"),
        ),
    ),
    issues=("representatives_list",),
    notifies=TELL_PETITIONER,
)

CHOOSE_SERVICE = Action(
    name="choose_service",
    title=_("选择怎样收通知"),
    by=PETITIONER_OR_RECEIVERS,
    from_=(*OPEN, *ENDED),
    to="same",
    cites=(SERVICE, OWN),
    means=_("可以随时在电子和纸质之间更换。"),
    tells=_("您选择了{service}收通知。"),
    inputs=(
        Input(
            name="service",
            title=_("收通知的方式"),
            kind=Kind.CHOICE,
            choices=(("electronic", _("电子方式")), ("paper", _("纸质方式"))),
            purpose=_("电子送达需要您同意，随时可以收回"),
        ),
    ),
    notifies=(Role.COMPETENT_UNIT,),
)

SERVE_NOTICE = Action(
    name="serve_notice",
    title=_("登记送达"),
    by=(Role.PETITIONER, *STAFF),
    from_=(*OPEN, *ENDED),
    to="same",
    cites=(SERVICE, OWN),
    means=_("登记某一份通知哪一天、用什么方式送到。处理意见和复查意见的送达另有登记，因为期限从那一天起算。"),
    tells=_("{document}已送到您手里。"),
    inputs=(
        Input(
            name="document",
            title=_("送达的文书"),
            kind=Kind.TEXT,
            help=_("写明文书名称和文号。"),
            purpose=_("证明收到的是哪一份"),
        ),
        Input(
            name="served_on",
            title=_("收到日期"),
            kind=Kind.DATE,
            only_by=STAFF,
            purpose=_("证明哪一天收到"),
        ),
        SERVICE_WAY,
        SERVED_TO,
        PAPERS,
    ),
    issues=("service_receipt",),
)

NOTE = Action(
    name="note",
    title=_("内部记录"),
    by=STAFF,
    from_=(*OPEN, *ENDED),
    to="same",
    cites=(OWN,),
    means=_("只有工作人员看得到。写事情，不评价人。"),
    inputs=(
        Input(
            name="text",
            title=_("内容"),
            kind=Kind.WORDS,
            help=_("写事情的进展，不记录对信访人的评价。"),
            purpose=_("交接和备忘"),
        ),
        PAPERS,
    ),
    audience=Audience.STAFF,
)

JOIN = Action(
    name="join",
    title=_("与同一件事并案"),
    by=(*RECEIVERS, Role.COMPETENT_UNIT),
    from_=OPEN,
    to="same",
    cites=(art(20), OWN),
    means=_(
        "由人核对后登记：本件与另一件说的是同一件事，一起办理。每一件仍然有自己的编号、期限和答复，互相看不到是谁提出的。"
    ),
    tells=_("您反映的事情和另外的信访事项一起办理。您的编号、期限和答复不变。"),
    inputs=(OTHER_NUMBER, REASON),
    notifies=TELL_PETITIONER,
)

REPORT_BACK = Action(
    name="report_back",
    title=_("向交办单位反馈结果"),
    by=HANDLERS,
    from_=(*WITH_COMPETENT_UNIT, *ENDED),
    to="same",
    cites=(art(22, 1, 3),),
    means=_("交办件要在交办的期限内反馈办理结果，附办结报告。"),
    tells=_("{unit}已向交办的部门反馈了办理结果。"),
    inputs=(
        Input(
            name="report",
            title=_("办结报告"),
            kind=Kind.WORDS,
            help=_("写明结果、依据和信访人的意见。"),
            purpose=_("让交办的部门核对"),
        ),
        PAPERS,
    ),
    needs=("assigned",),
    clears=("assigned",),
    stops=("xf.assign.report",),
    issues=("closing_report",),
    notifies=(Role.PETITIONER, Role.SENDER),
)

ASK_SUPERVISION = Action(
    name="ask_supervision",
    title=_("请督办人员过问"),
    by=PETITIONER,
    from_=OPEN,
    to="same",
    cites=(art(40), OWN),
    means=_("办理超期、推诿或者敷衍的，您可以请督办人员过问。"),
    tells=_("您请督办人员过问这件事。"),
    inputs=(Input(name="text", title=_("情况"), kind=Kind.WORDS, purpose=_("说明需要过问什么")),),
    notifies=(Role.SUPERVISOR,),
)

ANYTIME = (
    ADD_PAPERS,
    CORRECT,
    RECORD_STATEMENT,
    NAME_REPRESENTATIVES,
    CHOOSE_SERVICE,
    SERVE_NOTICE,
    NOTE,
    JOIN,
    REPORT_BACK,
    ASK_SUPERVISION,
)
