"""Who has to stay away from a matter: named as complained about, asked to withdraw, or withdrawing (art. 28 and 30)."""

from dataclasses import replace

from xinqiao.law.model import Action, Audience, Input, Kind, Role, Seat, Sets, Starts
from xinqiao.law.procedures.petition_2022.basis import LOCAL_RECUSAL, OWN, art
from xinqiao.law.procedures.petition_2022.inputs import REASON
from xinqiao.law.procedures.petition_2022.roles import (
    PETITIONER_OR_RECEIVERS,
    RECEIVERS,
    REVIEWERS,
    STAFF,
    TELL_PETITIONER,
)
from xinqiao.law.procedures.petition_2022.states import OPEN, SEALED, WITH_COMPETENT_UNIT, WITH_RECEIVER
from xinqiao.law.procedures.petition_2022.submission import ACCUSED
from xinqiao.law.words import _

REVIEWING = ("review_open", "review_decided", "rereview_open", "rereview_hearing")

ELSEWHERE = (*WITH_RECEIVER, "reported_up", "objected", "jurisdiction_dispute", *SEALED, "challenged")
"""Where neither a competent unit nor a review body has the matter in hand."""

DECIDERS_ELSEWHERE = (*RECEIVERS, Role.SENDER, Role.SUPERIOR_UNIT, Role.DISCIPLINE_BODY)

ASKED = Input(
    name="asked_officers",
    title=_("被申请回避的工作人员"),
    kind=Kind.OFFICERS,
    required=False,
    derived=True,
    purpose=_("被申请回避的人不能自己决定"),
)

ASK_RECUSAL = Action(
    name="ask_recusal",
    title=_("申请回避"),
    by=PETITIONER_OR_RECEIVERS,
    from_=WITH_COMPETENT_UNIT,
    to="same",
    cites=(art(28), LOCAL_RECUSAL),
    means=_(
        "办理人员与这件事或者与您有直接利害关系的，您可以申请换人。由单位负责人决定，决定以前不能签发处理意见。"
    ),
    tells=_("您申请了回避，{owner}最迟在 {last} 前决定。"),
    inputs=(
        Input(
            name="whom",
            title=_("请谁回避"),
            kind=Kind.TEXT,
            help=_("知道姓名的，请写姓名。"),
            purpose=_("写明申请谁回避"),
        ),
        Input(name="grounds", title=_("理由"), kind=Kind.WORDS, purpose=_("说明有什么利害关系")),
        ASKED,
    ),
    bars=("recusal_asked",),
    sets=(Sets(mark="recusal_asked"),),
    starts=(Starts(clock="xo.recusal"),),
    issues=("recusal_request",),
    notifies=(Role.PETITIONER, Role.UNIT_HEAD),
)

DECISION = (
    Input(
        name="decision",
        title=_("决定"),
        kind=Kind.CHOICE,
        choices=(("granted", _("回避，换人办理")), ("refused", _("不需要回避"))),
        purpose=_("告诉信访人结果"),
    ),
    Input(
        name="recused_persons",
        title=_("谁回避"),
        kind=Kind.NAMES,
        required=False,
        help=_("决定回避的，写姓名。从这时起，本人看不到、碰不到本件。不写的，就是被申请的那一位。"),
        purpose=_("换人办理"),
    ),
    Input(
        name="recused_officers",
        title=_("回避的工作人员"),
        kind=Kind.OFFICERS,
        required=False,
        derived=True,
        purpose=_("换人办理"),
    ),
    REASON,
)

DECIDE_RECUSAL = Action(
    name="decide_recusal",
    title=_("决定是否回避"),
    by=(Role.UNIT_HEAD, Role.SUPERIOR_UNIT),
    from_=WITH_COMPETENT_UNIT,
    to="same",
    cites=(art(28), LOCAL_RECUSAL),
    means=_("工作人员的回避由负责人决定；申请负责人回避的，由上级决定。"),
    tells=_("{unit}对您的回避申请作了决定：{decision}。理由：{reason}"),
    inputs=DECISION,
    needs=("recusal_asked",),
    clears=("recusal_asked",),
    stops=("xo.recusal",),
    issues=("recusal_decision",),
    notifies=TELL_PETITIONER,
)

ASK_RECUSAL_OF_HEAD = replace(
    ASK_RECUSAL,
    name="ask_recusal_of_head",
    title=_("申请负责人回避"),
    means=_(
        "办理单位的负责人与这件事或者与您有直接利害关系的，您可以申请换人。由上一级单位决定，决定以前不能签发处理意见。"
    ),
    tells=_("您申请了办理单位的负责人回避，由上一级单位决定，最迟在 {last} 前告诉您。"),
    seats=(
        Seat(
            role=Role.SUPERIOR_UNIT,
            source="superior:competent_unit",
            above=(Role.COMPETENT_UNIT, Role.RECEIVER, Role.SENDER),
        ),
    ),
    notifies=(Role.PETITIONER, Role.SUPERIOR_UNIT),
)

ASK_RECUSAL_OF_REVIEWER = replace(
    ASK_RECUSAL,
    name="ask_recusal_of_reviewer",
    title=_("申请复查、复核人员回避"),
    from_=REVIEWING,
    means=_(
        "复查、复核人员与这件事或者与您有直接利害关系的，您可以申请换人。决定以前不能作出复查、复核意见，期限照常计算。"
    ),
    tells=_("您申请了复查、复核人员回避，由{owner}决定。"),
    starts=(),
    notifies=(Role.PETITIONER, Role.REVIEW_BODY, Role.REREVIEW_BODY),
)

DECIDE_RECUSAL_OF_REVIEWER = replace(
    DECIDE_RECUSAL,
    name="decide_recusal_of_reviewer",
    title=_("决定复查、复核人员是否回避"),
    by=REVIEWERS,
    from_=REVIEWING,
    means=_("由复查、复核机关的负责人决定，写明理由。"),
    stops=(),
)

ASK_RECUSAL_ELSEWHERE = replace(
    ASK_RECUSAL,
    name="ask_recusal_elsewhere",
    title=_("申请经手人员回避"),
    from_=ELSEWHERE,
    means=_("现在经手的工作人员与这件事或者与您有直接利害关系的，您可以申请换人。期限照常计算。"),
    tells=_("您申请了经手人员回避，由{owner}决定。"),
    starts=(),
    notifies=(Role.PETITIONER, *DECIDERS_ELSEWHERE),
)

DECIDE_RECUSAL_ELSEWHERE = replace(
    DECIDE_RECUSAL,
    name="decide_recusal_elsewhere",
    title=_("决定经手人员是否回避"),
    by=DECIDERS_ELSEWHERE,
    from_=ELSEWHERE,
    means=_("由经手单位没有被申请回避的人决定，写明理由。"),
    stops=(),
)

WITHDRAW_AS_OFFICER = Action(
    name="recuse_oneself",
    title=_("本人回避"),
    by=STAFF,
    from_=OPEN,
    to="same",
    cites=(art(28), LOCAL_RECUSAL),
    means=_(
        "您与这件事或者与信访人有直接利害关系的，应当回避。登记以后，您看不到、碰不到本件，由同事接着办；"
        "没有别人可以办的，交上一级单位。"
    ),
    tells=_("{unit}有一名工作人员回避，不再经手您的事情。"),
    inputs=(
        Input(
            name="interest",
            title=_("有什么利害关系"),
            kind=Kind.WORDS,
            internal=True,
            help=_("只有工作人员看得到。"),
            purpose=_("说明为什么回避"),
        ),
        Input(
            name="withdrawing_officers",
            title=_("回避的工作人员"),
            kind=Kind.OFFICERS,
            derived=True,
            purpose=_("换人办理"),
        ),
    ),
    notifies=(Role.PETITIONER, Role.UNIT_HEAD),
)

NAME_ACCUSED = Action(
    name="name_accused",
    title=_("补记被反映的单位和人"),
    by=(*RECEIVERS, Role.COMPETENT_UNIT, Role.SUPERIOR_UNIT, Role.DISCIPLINE_BODY),
    from_=OPEN,
    to="same",
    cites=(art(30), art(28)),
    means=_(
        "从这时起，被反映的单位和它的下级、被反映的人，都看不到、碰不到本件。反映的是负责人的，他的单位也一样。"
        "被反映的单位正在办理的，本件自动交给它的上一级。"
    ),
    tells=_("{unit}补记了被反映的单位和人，他们看不到、碰不到本件。"),
    inputs=ACCUSED,
    notifies=TELL_PETITIONER,
)

APPOINT = Action(
    name="appoint",
    title=_("确定经办人"),
    by=(Role.UNIT_HEAD, *REVIEWERS, Role.DISCIPLINE_BODY),
    from_=OPEN,
    to="same",
    cites=(art(28), OWN),
    means=_("确定由本单位哪一位经办。应当回避的人、参与过先前决定的人，不能确定。"),
    inputs=(
        Input(name="handler", title=_("经办人"), kind=Kind.OFFICER, purpose=_("有人负责，并且没有利害关系")),
    ),
    audience=Audience.STAFF,
)

RECUSALS = (
    ASK_RECUSAL,
    ASK_RECUSAL_OF_HEAD,
    DECIDE_RECUSAL,
    ASK_RECUSAL_OF_REVIEWER,
    DECIDE_RECUSAL_OF_REVIEWER,
    ASK_RECUSAL_ELSEWHERE,
    DECIDE_RECUSAL_ELSEWHERE,
    WITHDRAW_AS_OFFICER,
    NAME_ACCUSED,
    APPOINT,
)
