"""The other lawful routes of art. 31 (items 1 to 5) and the concrete ways along them.

"Leading in" is more than a refusal: the petitioner is told which body, which law, within what time, with which papers
and at what cost. These ways fill in the guidance notice; whoever signs it checks them against the case. A number that
was not read in the law itself is marked, see ``Citation.mark``.
"""

from dataclasses import dataclass

from xinqiao.law.model import Citation
from xinqiao.law.procedures.articles import article
from xinqiao.law.words import _

ROUTES = (
    ("judicial", _("诉讼、检察监督、公安法定程序")),
    ("arbitration", _("仲裁")),
    ("party_appeal", _("党员申诉、申请复审等")),
    ("administrative", _("行政复议、裁决、确认、许可、处罚等")),
    ("duty_performance", _("其他机关查处违法、履行职责")),
)


@dataclass(frozen=True, kw_only=True)
class Way:
    """One concrete way along a route, as the petitioner is told it.

    ``clock`` is the id of the time for asking in ``law.clocks``, empty where the law sets none there.
    """

    code: str
    route: str
    title: str
    body: str
    limit: str
    papers: str
    cost: str
    cites: tuple[Citation, ...]
    clock: str = ""
    note: str = ""

    @property
    def law(self) -> str:
        """The law and its article in one line, for the notice."""
        return "；".join(str(one) for one in self.cites)


WAYS = (
    Way(
        code="civil_suit",
        route="judicial",
        title=_("民事诉讼"),
        body=_("有管辖权的基层人民法院"),
        limit=_("诉讼时效一般是三年，从知道权利受到损害和义务人之日起算。"),
        papers=_("起诉状和副本、身份证明复印件、证据"),
        cost=_("先交诉讼费，一般由败诉一方负担；有困难的可以申请缓交、减交、免交。"),
        cites=(article(_("民法典"), 188),),
        clock="route.civil.suit",
    ),
    Way(
        code="administrative_suit",
        route="judicial",
        title=_("行政诉讼"),
        body=_("有管辖权的人民法院"),
        limit=_("六个月，从知道行政行为之日起算；经过行政复议的，十五日，从收到复议决定之日起算。"),
        papers=_("起诉状和副本、身份证明复印件、被诉的决定、证据"),
        cost=_("每件诉讼费较低；有困难的可以申请缓交、减交、免交。"),
        cites=(article(_("行政诉讼法"), 45), article(_("行政诉讼法"), 46)),
        clock="route.suit.request",
        note=_("当场处罚、自然资源权属、不履行职责、不予公开信息等，要先申请行政复议。"),
    ),
    Way(
        code="village_decision",
        route="judicial",
        title=_("请求撤销村民委员会的决定"),
        body=_("有管辖权的基层人民法院"),
        limit=_("这部法律没有写明期限，请尽早提出。"),
        papers=_("起诉状和副本、身份证明复印件、村里的决定或者公示照片、证据"),
        cost=_("先交诉讼费，一般由败诉一方负担。"),
        cites=(article(_("村民委员会组织法"), 41),),
    ),
    Way(
        code="police_report",
        route="judicial",
        title=_("向公安机关报案、控告"),
        body=_("事情发生地的公安机关"),
        limit=_("越早越好；超过追诉时效的，不再追究。"),
        papers=_("身份证明、能说明事情经过的材料"),
        cost=_("不收费。"),
        cites=(article(_("刑事诉讼法"), 110, mark="U"),),
    ),
    Way(
        code="labour_arbitration",
        route="arbitration",
        title=_("劳动争议仲裁"),
        body=_("劳动合同履行地或者用人单位所在地的劳动人事争议仲裁委员会"),
        limit=_(
            "一年，从知道权利受到侵害之日起算；还在职时拖欠工资的，不受一年限制，离职的从离职之日起一年。"
        ),
        papers=_("仲裁申请书和副本、身份证明复印件、劳动合同或者能证明劳动关系的材料、工资记录"),
        cost=_("不收费。"),
        cites=(article(_("劳动争议调解仲裁法"), 27),),
        clock="route.labour.arbitration",
        note=_("仲裁委员会五日内决定是否受理，一般四十五日内裁决。"),
    ),
    Way(
        code="land_arbitration",
        route="arbitration",
        title=_("农村土地承包仲裁"),
        body=_("土地所在地的农村土地承包仲裁委员会"),
        limit=_("二年，从知道权利受到侵害之日起算。"),
        papers=_("仲裁申请书和副本、身份证明复印件、承包合同或者权属证书、证据"),
        cost=_("不收费。"),
        cites=(article(_("农村土地承包经营纠纷调解仲裁法"), 18),),
        clock="route.land.arbitration",
        note=_("不服裁决的，收到之日起三十日内可以起诉。"),
    ),
    Way(
        code="contract_arbitration",
        route="arbitration",
        title=_("合同约定的仲裁"),
        body=_("合同里约定的仲裁委员会"),
        limit=_("仲裁时效一般与诉讼时效相同，三年。"),
        papers=_("仲裁申请书、仲裁协议或者合同、身份证明复印件、证据"),
        cost=_("按仲裁委员会的标准预交仲裁费。"),
        cites=(article(_("民法典"), 188), article(_("民法典"), 198, mark="U")),
    ),
    Way(
        code="party_member_appeal",
        route="party_appeal",
        title=_("党员申诉"),
        body=_("作出处分决定的党组织或者上级纪检机关"),
        limit=_("以党内规定和处分决定写明的为准。"),
        papers=_("申诉书、处分决定复印件"),
        cost=_("不收费。"),
        cites=(Citation(_("中国共产党党员权利保障条例"), mark="U"),),
    ),
    Way(
        code="civil_servant_review",
        route="party_appeal",
        title=_("公务员申请复核、申诉"),
        body=_("原处理机关；或者同级公务员主管部门、作出处理的机关的上一级机关"),
        limit=_("三十日，从知道人事处理之日起算。"),
        papers=_("复核或者申诉申请书、人事处理决定复印件"),
        cost=_("不收费。"),
        cites=(article(_("公务员法"), 95, mark="U"),),
    ),
    Way(
        code="reconsideration",
        route="administrative",
        title=_("行政复议"),
        body=_("有管辖权的行政复议机关，一般是本级人民政府"),
        limit=_("六十日，从知道行政行为之日起算；没有告知权利的，从知道之日起算，最长一年。"),
        papers=_("复议申请书、身份证明复印件、被申请复议的决定、证据"),
        cost=_("不收费。"),
        cites=(article(_("行政复议法"), 20),),
        clock="route.reconsideration.request",
        note=_("复议机关五个工作日内审查是否受理，一般六十日内作出决定。"),
    ),
    Way(
        code="information_request",
        route="administrative",
        title=_("申请政府信息公开"),
        body=_("制作或者保存这份信息的行政机关"),
        limit=_("随时可以申请；机关应当在二十个工作日内答复。"),
        papers=_("申请表、身份证明复印件，写明要哪一份信息、要什么形式"),
        cost=_("一般不收费。"),
        cites=(article(_("政府信息公开条例"), 33),),
    ),
    Way(
        code="work_injury",
        route="administrative",
        title=_("工伤认定"),
        body=_("用人单位所在地的社会保险行政部门"),
        limit=_("单位三十日内申请；单位没有申请的，本人或者近亲属一年内可以申请，从受伤之日起算。"),
        papers=_("认定申请表、劳动关系证明、医疗诊断证明"),
        cost=_("不收费。"),
        cites=(article(_("工伤保险条例"), 17, mark="U"),),
    ),
    Way(
        code="labour_inspection",
        route="duty_performance",
        title=_("劳动保障监察投诉"),
        body=_("用人单位所在地的劳动保障监察机构"),
        limit=_("违法行为发生之日起二年内；连续的，从结束之日起算。"),
        papers=_("投诉书、身份证明复印件、能说明违法事实的材料"),
        cost=_("不收费。"),
        cites=(article(_("劳动保障监察条例"), 20, mark="U"),),
    ),
    Way(
        code="report_unlawful_act",
        route="duty_performance",
        title=_("请求查处违法行为、履行保护职责"),
        body=_("有管辖权的行政机关"),
        limit=_("这类请求一般没有期限；机关应当在二个月内履行，法律另有规定的除外。"),
        papers=_("写明请求和事实的材料、身份证明复印件、证据"),
        cost=_("不收费。"),
        cites=(article(_("行政诉讼法"), 47, mark="U"),),
    ),
)


def find_way(code: str) -> Way:
    """The way with this code. Raises ``LookupError``.

    >>> find_way("labour_arbitration").route
    'arbitration'
    """
    for way in WAYS:
        if way.code == code:
            return way
    raise LookupError(f"no way is called {code!r}")


def ways_along(route: str) -> tuple[Way, ...]:
    """The ways along one of the routes.

    >>> [one.code for one in ways_along("administrative")]
    ['reconsideration', 'information_request', 'work_injury']
    """
    return tuple(one for one in WAYS if one.route == route)
