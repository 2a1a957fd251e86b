"""Where a petition can be, whose turn it is there, and what comes next."""

from xinqiao.law.model import Role, State
from xinqiao.law.words import _

STATES = (
    State(name="unfiled", title=_("尚未提出"), owner=Role.PETITIONER, next=_("写下要反映的事情")),
    # With the office that received it
    State(name="submitted", title=_("已收到"), owner=Role.RECEIVER, next=_("登记")),
    State(name="registered", title=_("已登记"), owner=Role.RECEIVER, next=_("确定由谁办理并告知")),
    State(name="reported_up", title=_("已报告上级"), owner=Role.SUPERIOR_UNIT, next=_("上级提出办理要求")),
    # On the way to the unit that is competent
    State(name="forwarded", title=_("已转送"), owner=Role.COMPETENT_UNIT, next=_("书面告知怎样办理")),
    State(name="assigned", title=_("已交办"), owner=Role.COMPETENT_UNIT, next=_("书面告知怎样办理")),
    State(name="objected", title=_("承办单位提出异议"), owner=Role.SENDER, next=_("审核异议")),
    State(
        name="jurisdiction_dispute",
        title=_("由谁办理有争议"),
        owner=Role.SUPERIOR_UNIT,
        next=_("指定办理单位"),
    ),
    # Sorted by the competent unit
    State(
        name="informed",
        title=_("已告知办理途径"),
        owner=Role.COMPETENT_UNIT,
        next=_("分清类别，决定怎样办理"),
    ),
    State(name="studying", title=_("正在研究建议"), owner=Role.COMPETENT_UNIT, next=_("答复建议")),
    State(
        name="measure_promised", title=_("正在落实建议"), owner=Role.COMPETENT_UNIT, next=_("做到并报告结果")
    ),
    State(
        name="performing_duty", title=_("正在履行职责"), owner=Role.COMPETENT_UNIT, next=_("履行职责并答复")
    ),
    State(name="accusation_taken", title=_("正在查办举报"), owner=Role.COMPETENT_UNIT, next=_("查清并反馈")),
    # An accusation with the discipline body
    State(
        name="transferred_sealed",
        title=_("已密封移送"),
        owner=Role.DISCIPLINE_BODY,
        next=_("告知是否受理"),
    ),
    State(
        name="accusation_open", title=_("举报已受理"), owner=Role.DISCIPLINE_BODY, next=_("查清举报的问题")
    ),
    State(name="accusation_decided", title=_("举报已办结"), owner=Role.DISCIPLINE_BODY, next=_("反馈结果")),
    # Simple handling
    State(name="simple_chosen", title=_("准备简易办理"), owner=Role.COMPETENT_UNIT, next=_("决定是否受理")),
    State(name="accepted_simple", title=_("简易办理中"), owner=Role.COMPETENT_UNIT, next=_("作出答复")),
    # Ordinary handling
    State(name="accepted", title=_("已受理"), owner=Role.COMPETENT_UNIT, next=_("听取陈述")),
    State(name="investigating", title=_("正在调查核实"), owner=Role.COMPETENT_UNIT, next=_("作出处理意见")),
    State(name="hearing", title=_("正在听证"), owner=Role.COMPETENT_UNIT, next=_("结束听证")),
    State(name="mediating", title=_("正在调解"), owner=Role.COMPETENT_UNIT, next=_("达成协议，或者结束调解")),
    State(name="settled", title=_("已达成协议"), owner=Role.COMPETENT_UNIT, next=_("跟踪协议履行")),
    State(
        name="opinion_issued",
        title=_("已作出处理意见"),
        owner=Role.COMPETENT_UNIT,
        next=_("送达，并等候信访人决定"),
    ),
    State(name="executing", title=_("正在执行处理意见"), owner=Role.COMPETENT_UNIT, next=_("执行并报告")),
    # Review and re-review
    State(name="review_open", title=_("正在复查"), owner=Role.REVIEW_BODY, next=_("作出复查意见")),
    State(
        name="review_decided",
        title=_("已作出复查意见"),
        owner=Role.REVIEW_BODY,
        next=_("送达，并等候信访人决定"),
    ),
    State(name="rereview_open", title=_("正在复核"), owner=Role.REREVIEW_BODY, next=_("作出复核意见")),
    State(name="rereview_hearing", title=_("复核听证中"), owner=Role.REREVIEW_BODY, next=_("结束听证")),
    # A refusal that the petitioner does not accept
    State(name="challenged", title=_("上一级正在审查"), owner=Role.SUPERIOR_UNIT, next=_("审查原来的决定")),
    # Ends
    State(name="not_accepted", title=_("不予受理"), owner=Role.RECEIVER, final=True),
    State(name="guided_out", title=_("已指明向哪里反映"), owner=Role.RECEIVER, final=True),
    State(name="transferred_out", title=_("已转政法部门"), owner=Role.RECEIVER, final=True),
    State(name="closed_suggestion", title=_("建议已答复"), owner=Role.COMPETENT_UNIT, final=True),
    State(name="diverted", title=_("已导入法定途径"), owner=Role.COMPETENT_UNIT, final=True),
    State(name="duty_answered", title=_("已履职答复"), owner=Role.COMPETENT_UNIT, final=True),
    State(name="closed_accusation", title=_("举报已反馈"), owner=Role.RECEIVER, final=True),
    State(name="settlement_kept", title=_("协议已履行"), owner=Role.COMPETENT_UNIT, final=True),
    State(name="executed", title=_("处理意见已执行"), owner=Role.COMPETENT_UNIT, final=True),
    State(name="concluded", title=_("复核已终结"), owner=Role.REREVIEW_BODY, final=True),
    State(name="final", title=_("已办结"), owner=Role.COMPETENT_UNIT, final=True),
    State(name="no_longer_accepted", title=_("不再受理"), owner=Role.RECEIVER, final=True),
    State(name="refusal_upheld", title=_("上一级已审查"), owner=Role.SUPERIOR_UNIT, final=True),
    State(name="withdrawn", title=_("已撤回"), owner=Role.RECEIVER, final=True),
)

WITH_RECEIVER = ("submitted", "registered")

ON_THE_WAY = ("forwarded", "assigned")

SORTED = ("informed", "studying", "performing_duty", "accusation_taken")

SIMPLE = ("simple_chosen", "accepted_simple")

HANDLED = ("accepted", "investigating", "hearing", "mediating")
"""Accepted, and no opinion yet: the span of the sixty days."""

SEALED = ("transferred_sealed", "accusation_open", "accusation_decided")

REVIEWED = ("review_open", "review_decided", "rereview_open", "rereview_hearing")

WITH_COMPETENT_UNIT = (
    *ON_THE_WAY,
    *SORTED,
    *SIMPLE,
    *HANDLED,
    "settled",
    "opinion_issued",
    "executing",
    "measure_promised",
)

WITH_OTHERS = (
    *WITH_RECEIVER,
    "reported_up",
    "objected",
    "jurisdiction_dispute",
    *SEALED,
    *REVIEWED,
    "challenged",
)

OPEN = (*WITH_COMPETENT_UNIT, *WITH_OTHERS)

BEFORE_OPINION = (
    *WITH_RECEIVER,
    "reported_up",
    *ON_THE_WAY,
    "objected",
    "jurisdiction_dispute",
    *SORTED,
    *SIMPLE,
    *HANDLED,
)
"""The requests may still be put differently."""

ENDED = (
    "not_accepted",
    "guided_out",
    "transferred_out",
    "closed_suggestion",
    "diverted",
    "duty_answered",
    "closed_accusation",
    "settlement_kept",
    "executed",
    "concluded",
    "final",
    "no_longer_accepted",
    "refusal_upheld",
    "withdrawn",
)

CHALLENGEABLE = (
    "not_accepted",
    "guided_out",
    "transferred_out",
    "closed_suggestion",
    "diverted",
    "closed_accusation",
    "no_longer_accepted",
)
