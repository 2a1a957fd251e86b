"""What the stages of a complaint have in common: who, on what it rests, what is asked."""

from xinqiao.law.model import Citation, Input, Kind, Remedy, Role
from xinqiao.law.words import _

LAW = _("英格兰地方政府与社会照护监察专员《投诉处理守则》（2024）")

FIRST_STAGE = Citation(LAW, _("第六部分"))
SECOND_STAGE = Citation(LAW, _("第二阶段"), mark="S")
OWN = Citation(_("本单位自定"), mark="D")

DESK = (Role.RECEIVER,)
SERVICE = (Role.COMPETENT_UNIT,)
COMPLAINANT = (Role.PETITIONER,)
AT_THE_DOOR = (Role.PETITIONER, Role.RECEIVER)

OPEN = ("received", "acknowledged", "answered", "second_received", "second_acknowledged", "acting")
ENDED = ("closed", "closed_second", "closed_after_acting", "withdrawn")

OMBUDSMAN = Remedy(
    action="",
    body=_("地方政府与社会照护监察专员"),
    limit=_("一般在知道问题之日起 12 个月内"),
)

REASON = Input(
    name="reason",
    title=_("理由"),
    kind=Kind.WORDS,
    help=_("用投诉人看得懂的话写。"),
    purpose=_("让投诉人知道为什么"),
)

PAPERS = Input(name="files", title=_("材料"), kind=Kind.FILES, required=False, purpose=_("有关的文件"))

REQUESTS = Input(
    name="requests",
    title=_("您希望怎样"),
    kind=Kind.REQUESTS,
    least=1,
    purpose=_("每一点都要答复"),
)

ANSWERS = Input(
    name="answers",
    title=_("逐点答复"),
    kind=Kind.ANSWERS,
    choices=(("upheld", _("成立")), ("partly_upheld", _("部分成立")), ("not_upheld", _("不成立"))),
    help=_("每一点都写明事实、理由和依据。"),
    purpose=_("每一点都要答复"),
)

ACT_BY = Input(
    name="act_by",
    title=_("做到哪一天"),
    kind=Kind.DATE,
    future=True,
    purpose=_("答应的事要跟踪到做完"),
)

DEFINITION = Input(
    name="understood_as",
    title=_("我们怎样理解您的投诉"),
    kind=Kind.WORDS,
    help=_("写明投诉的各点和希望的结果，以及不归我们管的部分。"),
    purpose=_("让投诉人可以纠正我们的理解"),
)


def extension(most: int) -> tuple[Input, ...]:
    return (
        Input(
            name="days",
            title=_("延长多少个工作日"),
            kind=Kind.DAYS,
            most=most,
            purpose=_("延长一般不超过原来的期限"),
        ),
        REASON,
    )
