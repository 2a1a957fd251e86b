"""The policy table: in which relation somebody stands to a matter, and what each relation may see and do.

Everything that shows something of a matter asks this table: lists, search, look-alikes, counts, exports, pages, papers
and files through ``sight``, actions through ``roles``. It is published as it stands here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from xinqiao.law.model import BODIES, RECUSAL, WALL, Citation, Role
from xinqiao.law.words import _
from xinqiao.people.models import Capacity

SEALED_KINDS = ("accusation",)
"""Kinds of matter that only those see who handle them (Regulations on Petition Work, art. 30)."""

DESK = frozenset({Capacity.REGISTRAR, Capacity.HANDLER, Capacity.HEAD})
"""Who works on matters. Whoever keeps the system, for one, sees none."""

REVIEW_SEATS = frozenset({Role.REVIEW_BODY, Role.REREVIEW_BODY})

ART_17 = (Citation("信访工作条例", _("第十七条")), Citation("信访工作条例", _("第二十一条")))
ART_22 = (Citation("信访工作条例", _("第二十二条")),)
ART_35 = (Citation("信访工作条例", _("第三十五条")), Citation("信访工作条例", _("第三十六条")))
ART_40 = (Citation("信访工作条例", _("第四十条")),)
ART_30 = (Citation("信访工作条例", _("第三十条")),)
NEED = (Citation("个人信息保护法", _("第六条")),)
"""No more people see a matter than its handling needs."""


class Relation(StrEnum):
    """How somebody stands to one matter. Whoever fits several is in the first of them."""

    PETITIONER = "petitioner"
    ACCUSED_UNIT = "accused_unit"
    UNDER_ACCUSED = "under_accused"
    ACCUSED = "accused"
    RECUSED = "recused"
    ASKED = "asked"
    DECIDED = "decided"
    REVIEWER = "reviewer"
    HANDLER = "handler"
    FORMER = "former"
    ABOVE = "above"
    ABOVE_SEALED = "above_sealed"
    COLLEAGUE = "colleague"
    BELOW = "below"
    STRANGER = "stranger"
    NOBODY = "nobody"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One line of the table."""

    relation: Relation
    title: str
    sees: bool
    roles: frozenset[Role] = frozenset()  # in which they may act, each as their capacity allows
    kept_out: bool = False  # whatever else they are, for them there is no such matter
    why: str
    cites: tuple[Citation, ...]


_SEATS = frozenset(BODIES) | {
    Role.PETITION_OFFICE,
    Role.UNIT_DESK,
    Role.UNIT_HEAD,
    Role.RECORD_KEEPER,
    Role.SUPERVISOR,
}

RULES: tuple[Rule, ...] = (
    Rule(
        relation=Relation.PETITIONER,
        title=_("信访人本人（凭编号和查询码）"),
        sees=True,
        roles=frozenset({Role.PETITIONER}),
        why=_("看自己的这一件：进展、文书、哪些单位看过。看不到工作人员之间的记录，也看不到别的信访事项。"),
        cites=ART_17,
    ),
    Rule(
        relation=Relation.ACCUSED_UNIT,
        title=_("被反映的单位的工作人员"),
        sees=False,
        kept_out=True,
        why=_("对他们来说没有这一件：列表、搜索、数字、导出、通知、文书、材料里都没有，猜到网址也一样。"),
        cites=WALL,
    ),
    Rule(
        relation=Relation.UNDER_ACCUSED,
        title=_("被反映的单位的下级单位的工作人员"),
        sees=False,
        kept_out=True,
        why=_("和被反映的单位一样，没有这一件。"),
        cites=WALL,
    ),
    Rule(
        relation=Relation.ACCUSED,
        title=_("被反映的人"),
        sees=False,
        kept_out=True,
        why=_("没有这一件。被反映的是负责人的，他的单位和下级也一样。"),
        cites=WALL,
    ),
    Rule(
        relation=Relation.RECUSED,
        title=_("回避的人"),
        sees=False,
        kept_out=True,
        why=_("自己回避的、被决定回避的，从那时起看不到、碰不到这一件。"),
        cites=RECUSAL,
    ),
    Rule(
        relation=Relation.ASKED,
        title=_("被申请回避、还没有决定的人"),
        sees=True,
        roles=_SEATS,
        why=_("不能自己决定要不要回避。决定以前，谁都不能签发意见。"),
        cites=RECUSAL,
    ),
    Rule(
        relation=Relation.DECIDED,
        title=_("参与过先前决定的人"),
        sees=True,
        roles=_SEATS,
        why=_("看得到，但不能再审查自己参与过的决定。"),
        cites=ART_35,
    ),
    Rule(
        relation=Relation.REVIEWER,
        title=_("复查、复核机关的工作人员"),
        sees=True,
        roles=_SEATS,
        why=_("看全部案卷，作出复查、复核意见。看信访人是谁，要另写理由，并且告诉信访人。"),
        cites=ART_35,
    ),
    Rule(
        relation=Relation.HANDLER,
        title=_("收到、经手、办理这一件的单位的工作人员"),
        sees=True,
        roles=_SEATS,
        why=_("看事情，不看是谁。看信访人是谁，要另写理由，并且告诉信访人。各做各岗位的事。"),
        cites=ART_22,
    ),
    Rule(
        relation=Relation.FORMER,
        title=_("以前经手、已经转出的单位的工作人员"),
        sees=True,
        roles=frozenset({Role.SUPERVISOR}),
        why=_("看得到自己经手过的这一件后来怎样了，不能再办。"),
        cites=ART_22,
    ),
    Rule(
        relation=Relation.ABOVE,
        title=_("本辖区的督办人员"),
        sees=True,
        roles=frozenset({Role.SUPERVISOR}),
        why=_("看得到辖区里别的单位办理的信访事项，可以督办。不看信访人是谁。"),
        cites=ART_40,
    ),
    Rule(
        relation=Relation.ABOVE_SEALED,
        title=_("本辖区的督办人员，而这一件是检举控告"),
        sees=False,
        why=_("检举控告只有办理的人看得到。单位超期了，督办人员才看得到，因为要有人催。"),
        cites=ART_30,
    ),
    Rule(
        relation=Relation.COLLEAGUE,
        title=_("办理单位里不办信访事项的人（例如系统管理）"),
        sees=False,
        why=_("工作不需要，就看不到。管理系统的人看不到任何一件。"),
        cites=NEED,
    ),
    Rule(
        relation=Relation.BELOW,
        title=_("办理单位的下级单位的工作人员"),
        sees=False,
        why=_("没有交给他们办，就看不到。"),
        cites=NEED,
    ),
    Rule(
        relation=Relation.STRANGER,
        title=_("其他单位的工作人员"),
        sees=False,
        why=_("没有交给他们办，就看不到。"),
        cites=NEED,
    ),
    Rule(
        relation=Relation.NOBODY,
        title=_("没有登录的人"),
        sees=False,
        why=_("只看得到公开的内容。没有编号和查询码，问不出有没有某一件。"),
        cites=NEED,
    ),
)

RULE_OF: Mapping[Relation, Rule] = {one.relation: one for one in RULES}
