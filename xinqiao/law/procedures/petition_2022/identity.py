"""Who the petitioner is: sealed, opened only for a reason that the petitioner can read."""

from dataclasses import replace

from xinqiao.law.model import Action, Input, Kind, Sets
from xinqiao.law.procedures.petition_2022.basis import PRIVACY, art
from xinqiao.law.procedures.petition_2022.roles import RECEIVERS, STAFF, TELL_PETITIONER
from xinqiao.law.procedures.petition_2022.states import ENDED, OPEN
from xinqiao.law.words import _

NAME_WITH_RECEIVER = Sets(mark="name_with_receiver", input="secrecy", value="receiver")
"""The petitioner's wish that nobody beyond the office that received the matter learns the name."""

OPEN_SEAL = Action(
    name="open_seal",
    title=_("查看信访人身份"),
    by=tuple(role for role in STAFF if role not in RECEIVERS),
    from_=(*OPEN, *ENDED),
    to="same",
    cites=(art(30), PRIVACY),
    means=_(
        "姓名和联系方式是密封的。查看要选一个理由，会记下来，并且告诉信访人是哪个单位、哪一天、为什么看。"
    ),
    tells=_("{unit}查看了您的姓名和联系方式。理由：{purpose}。"),
    inputs=(
        Input(
            name="purpose",
            title=_("为什么要看"),
            kind=Kind.CHOICE,
            choices=(
                ("interview", _("联系信访人，听取陈述")),
                ("serve", _("送达文书")),
                ("verify", _("核对是不是本人")),
                ("handle", _("办理这件事必须知道是谁")),
                ("help", _("提供救助或者帮助")),
            ),
            purpose=_("让信访人知道为什么"),
        ),
        Input(
            name="detail",
            title=_("说明"),
            kind=Kind.TEXT,
            required=False,
            purpose=_("需要多说一句的时候"),
        ),
    ),
    bars=("name_with_receiver",),
    notifies=TELL_PETITIONER,
)

OPEN_SEAL_RECEIVED = replace(OPEN_SEAL, name="open_seal_received", by=RECEIVERS, bars=())

REPLACE_CODE = Action(
    name="replace_code",
    title=_("换发查询码"),
    by=RECEIVERS,
    from_=(*OPEN, *ENDED),
    to="same",
    cites=(art(18), art(21)),
    means=_("查询码丢了，核对是本人以后换一个新的。旧的马上失效，新的只显示一次。"),
    tells=_("{unit}核对身份以后，给您换发了查询码。旧的查询码已经失效。"),
    inputs=(
        Input(
            name="checked_how",
            title=_("怎样核对是本人"),
            kind=Kind.CHOICE,
            choices=(
                ("document", _("当面核对有效证件，与登记一致")),
                ("telephone", _("打登记的电话核对，由本人接听")),
                ("content", _("没有留姓名：说出的内容与登记完全一致")),
            ),
            purpose=_("不让别人冒领查询码"),
        ),
    ),
    notifies=TELL_PETITIONER,
)

IDENTITY = (OPEN_SEAL, OPEN_SEAL_RECEIVED, REPLACE_CODE)
