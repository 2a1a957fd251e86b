"""What was answered before this system was in use, and is written down here with its true dates.

All that is known of such a matter is what was said, what was answered, and the two days. What lay between, who
registered it and by when it was passed on, is not known: so nothing is claimed about it, and no clock is started only
to be called late.
"""

from dataclasses import replace

from xinqiao.law.model import Action, Input, Kind, Remedy, Role, Seat, Sets
from xinqiao.law.procedures.petition_2022.basis import OWN, art
from xinqiao.law.procedures.petition_2022.inputs import TO_UNIT
from xinqiao.law.procedures.petition_2022.roles import RECEIVERS, TELL_PETITIONER
from xinqiao.law.procedures.petition_2022.submission import PURPOSES, REGISTER, SUBMIT
from xinqiao.law.words import _

AS_SUBMITTED = (
    "receiver",
    "direct",
    "channel",
    "subject",
    "account",
    "requests",
    "place",
    "people",
    "anonymous",
    "files",
)
"""What is written down of the filing, as for any other matter."""

RECORD_EARLIER_ANSWER = Action(
    name="record_earlier_answer",
    title=_("补录以前已经答复的事项"),
    by=RECEIVERS,
    from_=("unfiled",),
    to="final",
    cites=(art(21), OWN),
    means=_(
        "启用本系统以前收到、也已经答复的事项，按真实的日期补录。只记知道的：原话、答复、收到和答复的日期；"
        "中间怎样登记、转送没有依据的，不补写。检举控告不在这里补录。"
    ),
    tells=_(
        "这件事在 {received_on} 收到，{to_unit}已在 {answered_on} 答复。当时还没有使用本系统，后来补录进来。"
    ),
    inputs=(
        *(SUBMIT.input(name) for name in AS_SUBMITTED),
        replace(SUBMIT.input("purpose"), choices=PURPOSES[:3]),
        replace(SUBMIT.input("received_on"), required=True, only_by=(), help=""),
        REGISTER.input("content_class"),
        replace(
            TO_UNIT,
            title=_("答复的单位"),
            help=_("不知道是哪个单位答复的，写收到的单位。"),
            purpose=_("写明是谁答复的"),
        ),
        Input(
            name="answered_on",
            title=_("答复的日期"),
            kind=Kind.DATE,
            purpose=_("如实记录"),
        ),
        Input(
            name="answer",
            title=_("答复的内容"),
            kind=Kind.WORDS,
            help=_("照原来的答复写，不改。"),
            purpose=_("如实记录"),
        ),
    ),
    sets=(
        Sets(mark="lapsed"),
        Sets(mark="direct", input="direct", value="yes"),
        Sets(mark="anonymous", input="anonymous", value="yes"),
        Sets(mark="suggestion", input="purpose", value="suggest"),
    ),
    seats=(Seat(role=Role.RECEIVER, source="receiver"), Seat(role=Role.COMPETENT_UNIT, source="to_unit")),
    issues=("registration_form",),
    notifies=TELL_PETITIONER,
    against=True,
    remedy=Remedy(
        action="ask_review_late",
        body=_("作出答复的单位的上一级机关、单位"),
        limit=_("没有被告知可以请求复查的，说明情况后提出"),
    ),
    answers=True,
)

EARLIER = (RECORD_EARLIER_ANSWER,)
