"""How long everybody has by the office's own choice.

Ids begin with ``xo.``. Where the Regulations give no time, an open matter would otherwise lie with nobody on the clock.
The office may shorten these as it likes; they never replace a time that the law gives.
"""

from xinqiao.law.model import Clock, Role, Unit
from xinqiao.law.procedures.petition_2022.basis import (
    LOCAL_HEARING,
    LOCAL_RECUSAL,
    LOCAL_REDO,
    OWN,
    PERFORMANCE,
    art,
)
from xinqiao.law.procedures.petition_2022.clocks import LAID_DOWN
from xinqiao.law.words import _

OWN_OF_THE_RECEIVER = (
    Clock(
        id="xo.reroute",
        title=_("重新确定办理单位"),
        length=5,
        unit=Unit.WORKING_DAY,
        binds=Role.RECEIVER,
        trigger=_("同意异议之日"),
        cites=(OWN,),
    ),
    Clock(
        id="xo.report_up",
        title=_("对重大、紧急信访事项作出答复"),
        length=3,
        unit=Unit.WORKING_DAY,
        binds=Role.SUPERIOR_UNIT,
        trigger=_("报告之日"),
        cites=(OWN,),
        note=_("《信访工作条例》要求“及时”，没有写明天数。"),
    ),
    Clock(
        id="xo.objection",
        title=_("审核异议"),
        length=5,
        unit=Unit.WORKING_DAY,
        binds=Role.SENDER,
        trigger=_("收到异议之日"),
        cites=(OWN,),
    ),
    Clock(
        id="xo.dispute",
        title=_("指定办理单位"),
        length=10,
        unit=Unit.WORKING_DAY,
        binds=Role.SUPERIOR_UNIT,
        trigger=_("收到争议报告之日"),
        cites=(OWN,),
    ),
    Clock(
        id="xo.obstruction",
        title=_("答复阻挠、打击报复的反映"),
        length=15,
        binds=Role.SUPERIOR_UNIT,
        trigger=_("收到反映之日"),
        cites=(OWN,),
    ),
    Clock(
        id="xo.challenge.decide",
        title=_("审查原来的决定"),
        length=30,
        binds=Role.SUPERIOR_UNIT,
        trigger=_("您提出之日"),
        cites=(OWN,),
    ),
)

OWN_OF_THE_UNIT = (
    Clock(
        id="xo.sort",
        title=_("分清类别并决定是否受理"),
        length=15,
        binds=Role.COMPETENT_UNIT,
        trigger=_("单位收到之日"),
        cites=(OWN,),
        note=_("单位没有按时决定的，办理期限从这个期限届满的那一天起算，拖延不会对您不利。"),
    ),
    Clock(
        id="xo.suggestion",
        title=_("答复建议"),
        length=30,
        binds=Role.COMPETENT_UNIT,
        trigger=_("单位收到之日"),
        cites=(OWN,),
        note=_("这是本单位的承诺，不是法定期限。"),
    ),
    Clock(
        id="xo.measure",
        title=_("落实已采纳的建议"),
        length=None,
        binds=Role.COMPETENT_UNIT,
        trigger=_("答复之日"),
        roll=False,  # a day that was promised is that day
        cites=(OWN,),
    ),
    Clock(
        id="xo.duty",
        title=_("履行职责并答复"),
        length=2,
        unit=Unit.MONTH,
        binds=Role.COMPETENT_UNIT,
        trigger=_("决定由本单位履行职责之日"),
        cites=(OWN, PERFORMANCE),
        note=_("有关法律规定了更短期限的，按那部法律。"),
    ),
    Clock(
        id="xo.accusation",
        title=_("查清举报的问题"),
        length=3,
        unit=Unit.MONTH,
        binds=Role.COMPETENT_UNIT,
        trigger=_("决定查办之日"),
        cites=(OWN,),
    ),
    Clock(
        id="xo.hearing",
        title=_("举行并结束听证"),
        length=30,
        binds=Role.COMPETENT_UNIT,
        trigger=_("决定听证之日"),
        cites=(OWN,),
        note=_("听证时间算在办理期限以内。"),
    ),
    Clock(
        id="xo.hearing.answer",
        title=_("答复听证申请"),
        length=5,
        unit=Unit.WORKING_DAY,
        binds=Role.COMPETENT_UNIT,
        trigger=_("收到听证申请之日"),
        cites=(OWN, LOCAL_HEARING),
    ),
    Clock(
        id="xo.recusal",
        title=_("决定是否回避"),
        length=5,
        unit=Unit.WORKING_DAY,
        binds=Role.COMPETENT_UNIT,
        trigger=_("收到回避申请之日"),
        cites=(OWN, LOCAL_RECUSAL),
    ),
    Clock(
        id="xo.mediation",
        title=_("调解"),
        length=30,
        binds=Role.COMPETENT_UNIT,
        trigger=_("各方同意调解之日"),
        cites=(OWN,),
        note=_("调解期间，办理期限照常计算。"),
    ),
    Clock(
        id="xo.settlement",
        title=_("履行协议的下一步"),
        length=None,
        binds=Role.COMPETENT_UNIT,
        trigger=_("协议约定"),
        roll=False,  # the parties agreed on a day, not on a length of time
        cites=(OWN,),
    ),
    Clock(
        id="xo.resume",
        title=_("协议没有履行，重新作出处理意见"),
        length=30,
        binds=Role.COMPETENT_UNIT,
        trigger=_("恢复办理之日"),
        cites=(OWN,),
    ),
    Clock(
        id="xo.serve",
        title=_("送达处理意见"),
        length=5,
        unit=Unit.WORKING_DAY,
        binds=Role.COMPETENT_UNIT,
        trigger=_("作出处理意见之日"),
        cites=(OWN,),
    ),
    Clock(
        id="xo.execute",
        title=_("执行支持的意见，或者定下执行日期"),
        length=10,
        unit=Unit.WORKING_DAY,
        binds=Role.COMPETENT_UNIT,
        trigger=_("支持的意见送达之日"),
        cites=(OWN, art(32)),
        note=_("定下执行日期以后，以那一天为准。"),
    ),
    Clock(
        id="xo.redo",
        title=_("重新作出处理意见"),
        length=None,
        binds=Role.COMPETENT_UNIT,
        trigger=_("责令重新办理之日"),
        cites=(LOCAL_REDO,),
        note=_("由复查、复核机关在决定里写明。"),
    ),
)

OWN_OF_THE_REVIEWERS = (
    Clock(
        id="xo.serve.review",
        title=_("送达复查意见"),
        length=5,
        unit=Unit.WORKING_DAY,
        binds=Role.REVIEW_BODY,
        trigger=_("作出复查意见之日"),
        cites=(OWN,),
    ),
    Clock(
        id="xo.order_redo",
        title=_("发出重新办理的决定"),
        length=5,
        unit=Unit.WORKING_DAY,
        binds=Role.REVIEW_BODY,
        trigger=_("作出复查意见之日"),
        cites=(OWN,),
    ),
    Clock(
        id="xo.rereview.hearing",
        title=_("举行并结束复核听证"),
        length=30,
        binds=Role.REREVIEW_BODY,
        trigger=_("决定听证之日"),
        cites=(OWN,),
        note=_("听证期间复核期限暂停，所以听证本身也要有期限。"),
    ),
)

OWN_OF_THE_DISCIPLINE_BODY = (
    Clock(
        id="xo.acc.anonymous",
        title=_("处理匿名举报的这一步"),
        length=15,
        unit=Unit.WORKING_DAY,
        binds=Role.DISCIPLINE_BODY,
        trigger=_("收到之日"),
        cites=(OWN,),
    ),
    Clock(
        id="xo.acc.handle",
        title=_("查清举报的问题（纪检监察机关）"),
        length=6,
        unit=Unit.MONTH,
        binds=Role.DISCIPLINE_BODY,
        trigger=_("告知受理之日"),
        cites=(OWN,),
        note=_("纪检监察机关依照自己的规则办理；这是本系统提醒的期限。"),
    ),
)

OWN_OF_THE_PETITIONER = (
    Clock(
        id="xo.challenge",
        title=_("请上一级审查"),
        length=60,
        binds=Role.PETITIONER,
        right=True,
        trigger=_("告知之日"),
        cites=(OWN,),
    ),
)

PROMISES = (
    *OWN_OF_THE_RECEIVER,
    *OWN_OF_THE_UNIT,
    *OWN_OF_THE_REVIEWERS,
    *OWN_OF_THE_DISCIPLINE_BODY,
    *OWN_OF_THE_PETITIONER,
)

STILL_OWED = ("xo.obstruction", "xf.advice.feedback")

WITH_THE_MATTER = tuple(one.id for one in (*LAID_DOWN, *PROMISES) if one.id not in STILL_OWED)
"""What stops when the matter ends: everything, except that a report of retaliation and a supervision letter are still
answered. Otherwise a withdrawal under pressure would silence the report of the pressure."""
