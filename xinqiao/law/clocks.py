"""Clocks that no procedure of the catalogue runs: mediation, public decisions, and the other lawful routes.

The clocks of the other routes are told to people in guidance notices, so that nobody who is led elsewhere misses the
day there. A body that the words of the law do not seat in a case (a court, an arbitration commission, a mediation
committee) stands here as the competent unit: it is the one that has the matter in hand.
"""

from collections.abc import Mapping

from xinqiao.law.model import Citation, Clock, Role, Unit
from xinqiao.law.procedures.articles import article
from xinqiao.law.words import _

MEDIATION_LAW = _("人民调解法")
MEDIATION_WORK = _("人民调解工作若干规定")
INVITED_MEDIATION = _("最高人民法院关于人民法院特邀调解的规定")
CIVIL_PROCEDURE = _("民事诉讼法")
CIVIL_PROCEDURE_READ = _("最高人民法院关于适用《民事诉讼法》的解释")
CIVIL_CODE = _("民法典")
DECISIONS = _("重大行政决策程序暂行条例")
VILLAGES = _("村民委员会组织法")
RECONSIDERATION = _("行政复议法")
ADMINISTRATIVE_PROCEDURE = _("行政诉讼法")
LABOUR = _("劳动争议调解仲裁法")
RURAL_LAND = _("农村土地承包经营纠纷调解仲裁法")
INFORMATION = _("政府信息公开条例")
RELAY = Citation(_("网上信访事项逐级转送的办法（2014年）"), mark="S")


def _relay(level: str, title: str, days: int) -> Clock:
    """One level's share of the fifteen days when an item comes down from the national bureau."""
    return Clock(
        id=f"xf.tier.relay.{level}",
        title=title,
        length=days,
        binds=Role.PETITION_OFFICE,
        trigger=_("本级收到之日"),
        cites=(RELAY,),
        note=_("从国家一级转到县里，各级合起来十五天。"),
    )


RELAYS = (
    _relay("national", _("国家信访局转送"), 5),
    _relay("province", _("省级转送"), 3),
    _relay("city", _("市级转送"), 3),
    _relay("county", _("县级转送"), 4),
)

MEDIATION = (
    Clock(
        id="mt.handle",
        title=_("人民调解"),
        length=1,
        unit=Unit.MONTH,
        binds=Role.COMPETENT_UNIT,
        trigger=_("各方同意调解之日"),
        cites=(article(MEDIATION_WORK, 33),),
        note=_("一般在一个月内调解完毕。"),
    ),
    Clock(
        id="mt.confirm",
        title=_("共同申请司法确认"),
        length=30,
        binds=Role.PARTY,
        trigger=_("调解协议生效之日"),
        cites=(article(MEDIATION_LAW, 33), article(CIVIL_PROCEDURE, 205)),
        right=True,
        note=_("双方要一起提出。"),
    ),
    Clock(
        id="mt.confirm.decide",
        title=_("法院审理司法确认"),
        length=30,
        binds=Role.COMPETENT_UNIT,
        trigger=_("法院立案之日"),
        cites=(article(CIVIL_PROCEDURE, 187),),
    ),
    Clock(
        id="mt.confirm.object",
        title=_("当事人对确认裁定提出异议"),
        length=15,
        binds=Role.PARTY,
        trigger=_("收到裁定之日"),
        cites=(article(CIVIL_PROCEDURE_READ, 372),),
        right=True,
    ),
    Clock(
        id="mt.confirm.object.third",
        title=_("利害关系人对确认裁定提出异议"),
        length=6,
        unit=Unit.MONTH,
        binds=Role.PARTY,
        trigger=_("知道或者应当知道之日"),
        cites=(article(CIVIL_PROCEDURE_READ, 372),),
        right=True,
    ),
    Clock(
        id="mt.court.pre",
        title=_("法院立案前委派调解"),
        length=30,
        binds=Role.COMPETENT_UNIT,
        trigger=_("调解组织签收材料之日"),
        cites=(article(INVITED_MEDIATION, 27),),
        note=_("双方都同意可以延长。"),
    ),
    Clock(
        id="mt.court.ordinary",
        title=_("法院立案后委托调解，普通程序"),
        length=15,
        binds=Role.COMPETENT_UNIT,
        trigger=_("调解组织签收材料之日"),
        cites=(article(INVITED_MEDIATION, 27),),
        note=_("双方都同意可以延长。"),
    ),
    Clock(
        id="mt.court.summary",
        title=_("法院立案后委托调解，简易程序"),
        length=7,
        binds=Role.COMPETENT_UNIT,
        trigger=_("调解组织签收材料之日"),
        cites=(article(INVITED_MEDIATION, 27),),
        note=_("双方都同意可以延长。"),
    ),
)

PUBLIC_DECISIONS = (
    Clock(
        id="md.consult",
        title=_("向社会公开征求意见"),
        length=30,
        binds=Role.COMPETENT_UNIT,
        trigger=_("公布决策草案之日"),
        cites=(article(DECISIONS, 15, 1),),
        minimum=True,
        note=_("情况紧急等需要缩短的，公布时要说明原因。"),
    ),
    Clock(
        id="md.hearing.papers",
        title=_("送达听证会材料"),
        length=7,
        binds=Role.COMPETENT_UNIT,
        trigger=_("召开听证会之日"),
        cites=(article(DECISIONS, 16, 3),),
        backwards=True,
        note=_("最迟在这一天送到听证参加人手里。"),
    ),
    Clock(
        id="md.legality",
        title=_("合法性审查"),
        length=7,
        unit=Unit.WORKING_DAY,
        binds=Role.COMPETENT_UNIT,
        trigger=_("送请审查之日"),
        cites=(article(DECISIONS, 26, 2),),
        minimum=True,
    ),
    Clock(
        id="vg.notice",
        title=_("村务公布"),
        length=15,
        binds=Role.COMPETENT_UNIT,
        trigger=_("公布之日"),
        cites=(article(VILLAGES, 35),),
        minimum=True,
    ),
)

RECONSIDERATION_ROUTE = (
    Clock(
        id="route.reconsideration.request",
        title=_("申请行政复议"),
        length=60,
        binds=Role.PETITIONER,
        trigger=_("知道或者应当知道该行政行为之日"),
        cites=(article(RECONSIDERATION, 20),),
        right=True,
    ),
    Clock(
        id="route.reconsideration.request.untold",
        title=_("申请行政复议，没有被告知复议权利的最长期限"),
        length=1,
        unit=Unit.YEAR,
        binds=Role.PETITIONER,
        trigger=_("知道或者应当知道行政行为内容之日"),
        cites=(article(RECONSIDERATION, 20),),
        right=True,
    ),
    Clock(
        id="route.reconsideration.check",
        title=_("复议机关审查申请"),
        length=5,
        unit=Unit.WORKING_DAY,
        binds=Role.COMPETENT_UNIT,
        trigger=_("收到申请之日"),
        cites=(article(RECONSIDERATION, 30), article(RECONSIDERATION, 88)),
    ),
    Clock(
        id="route.reconsideration.correct.notice",
        title=_("复议机关通知补正"),
        length=5,
        unit=Unit.WORKING_DAY,
        binds=Role.COMPETENT_UNIT,
        trigger=_("收到申请之日"),
        cites=(article(RECONSIDERATION, 31), article(RECONSIDERATION, 88)),
    ),
    Clock(
        id="route.reconsideration.correct.reply",
        title=_("申请人补正材料"),
        length=10,
        unit=Unit.WORKING_DAY,
        binds=Role.PETITIONER,
        trigger=_("收到补正通知之日"),
        cites=(article(RECONSIDERATION, 31), article(RECONSIDERATION, 88)),
        right=True,
    ),
    Clock(
        id="route.reconsideration.decide",
        title=_("行政复议决定，普通程序"),
        length=60,
        binds=Role.COMPETENT_UNIT,
        trigger=_("受理申请之日"),
        cites=(article(RECONSIDERATION, 62),),
        most=30,
    ),
    Clock(
        id="route.reconsideration.simple",
        title=_("行政复议决定，简易程序"),
        length=30,
        binds=Role.COMPETENT_UNIT,
        trigger=_("受理申请之日"),
        cites=(article(RECONSIDERATION, 62),),
    ),
)

COURT_ROUTES = (
    Clock(
        id="route.suit.request",
        title=_("提起行政诉讼"),
        length=6,
        unit=Unit.MONTH,
        binds=Role.PETITIONER,
        trigger=_("知道或者应当知道作出行政行为之日"),
        cites=(article(ADMINISTRATIVE_PROCEDURE, 46),),
        right=True,
    ),
    Clock(
        id="route.suit.after_reconsideration",
        title=_("对复议决定提起行政诉讼"),
        length=15,
        binds=Role.PETITIONER,
        trigger=_("收到复议决定或者复议期满之日"),
        cites=(article(ADMINISTRATIVE_PROCEDURE, 45),),
        right=True,
    ),
    Clock(
        id="route.suit.decide",
        title=_("行政诉讼第一审判决"),
        length=6,
        unit=Unit.MONTH,
        binds=Role.COMPETENT_UNIT,
        trigger=_("法院立案之日"),
        cites=(article(ADMINISTRATIVE_PROCEDURE, 81),),
    ),
    Clock(
        id="route.civil.suit",
        title=_("民事诉讼时效"),
        length=3,
        unit=Unit.YEAR,
        binds=Role.PETITIONER,
        trigger=_("知道或者应当知道权利受损害和义务人之日"),
        cites=(article(CIVIL_CODE, 188),),
        right=True,
        note=_("这是一般的时效，法律另有规定的按规定。"),
    ),
)

ARBITRATION_ROUTES = (
    Clock(
        id="route.labour.mediation",
        title=_("劳动争议调解，到期没有调成就可以申请仲裁"),
        length=15,
        binds=Role.COMPETENT_UNIT,
        trigger=_("调解组织收到申请之日"),
        cites=(article(LABOUR, 14),),
    ),
    Clock(
        id="route.labour.arbitration",
        title=_("申请劳动争议仲裁"),
        length=1,
        unit=Unit.YEAR,
        binds=Role.PETITIONER,
        trigger=_("知道或者应当知道权利被侵害之日"),
        cites=(article(LABOUR, 27),),
        right=True,
        note=_("申请仲裁不收费。"),
    ),
    Clock(
        id="route.labour.accept",
        title=_("仲裁委员会决定是否受理"),
        length=5,
        binds=Role.COMPETENT_UNIT,
        trigger=_("收到仲裁申请之日"),
        cites=(article(LABOUR, 29),),
    ),
    Clock(
        id="route.labour.award",
        title=_("劳动争议仲裁裁决"),
        length=45,
        binds=Role.COMPETENT_UNIT,
        trigger=_("受理仲裁申请之日"),
        cites=(article(LABOUR, 43),),
        most=15,
    ),
    Clock(
        id="route.land.arbitration",
        title=_("申请农村土地承包仲裁"),
        length=2,
        unit=Unit.YEAR,
        binds=Role.PETITIONER,
        trigger=_("知道或者应当知道权利被侵害之日"),
        cites=(article(RURAL_LAND, 18),),
        right=True,
    ),
    Clock(
        id="route.land.award",
        title=_("农村土地承包仲裁裁决"),
        length=60,
        binds=Role.COMPETENT_UNIT,
        trigger=_("受理仲裁申请之日"),
        cites=(article(RURAL_LAND, 47),),
        most=30,
    ),
    Clock(
        id="route.land.suit",
        title=_("对土地承包仲裁裁决起诉"),
        length=30,
        binds=Role.PETITIONER,
        trigger=_("收到裁决书之日"),
        cites=(article(RURAL_LAND, 48),),
        right=True,
    ),
)

INFORMATION_ROUTE = (
    Clock(
        id="route.information.answer",
        title=_("答复政府信息公开申请"),
        length=20,
        unit=Unit.WORKING_DAY,
        binds=Role.COMPETENT_UNIT,
        trigger=_("收到申请之日"),
        cites=(article(INFORMATION, 33),),
        most=20,
    ),
    Clock(
        id="route.information.correct",
        title=_("告知补正政府信息公开申请"),
        length=7,
        unit=Unit.WORKING_DAY,
        binds=Role.COMPETENT_UNIT,
        trigger=_("收到申请之日"),
        cites=(article(INFORMATION, 30),),
    ),
    Clock(
        id="route.information.third_party",
        title=_("第三方就公开信息提出意见"),
        length=15,
        unit=Unit.WORKING_DAY,
        binds=Role.PARTY,
        trigger=_("收到征求意见书之日"),
        cites=(article(INFORMATION, 32),),
        right=True,
    ),
)

OTHER_CLOCKS = (
    *RELAYS,
    *MEDIATION,
    *PUBLIC_DECISIONS,
    *RECONSIDERATION_ROUTE,
    *COURT_ROUTES,
    *ARBITRATION_ROUTES,
    *INFORMATION_ROUTE,
)

CLOCKS: Mapping[str, Clock] = {clock.id: clock for clock in OTHER_CLOCKS}
