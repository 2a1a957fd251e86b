"""投诉: a complaint to an English council, under the Complaint Handling Code of 2024 (pack ``uk-lgsco-2024``).

A foreign regime beside the Chinese ones: working days of another calendar, times that count from the acknowledgement and
not from receipt, a second stage decided by another person of the same council, and an ombudsman outside it. Stage 1 was
read in the Code itself; stage 2 in the policies of councils that follow it.
"""

from datetime import date

from xinqiao.law.model import Clock, Mark, Procedure, Role, State, Unit
from xinqiao.law.procedures.complaint_lgsco_2024.anytime import ANYTIME
from xinqiao.law.procedures.complaint_lgsco_2024.first_stage import FIRST
from xinqiao.law.procedures.complaint_lgsco_2024.inputs import FIRST_STAGE, LAW, OWN, SECOND_STAGE
from xinqiao.law.procedures.complaint_lgsco_2024.personal import DECIDE_IN_TIME, ERASURE_ASKED, PERSONAL
from xinqiao.law.procedures.complaint_lgsco_2024.second_stage import SECOND
from xinqiao.law.words import _

COMPLAINT_LGSCO_2024 = Procedure(
    name="complaint_lgsco_2024",
    title=_("向英格兰地方议会投诉"),
    law=LAW,
    in_force_from=date(2024, 2, 8),
    pack="uk-lgsco-2024",
    calendar="gb",
    roles=(
        (Role.PETITIONER, _("投诉人")),
        (Role.RECEIVER, _("议会的投诉专员")),
        (Role.COMPETENT_UNIT, _("被投诉的服务部门")),
        (Role.UNIT_HEAD, _("部门主管")),
        (Role.SUPERVISOR, _("议会的投诉负责人")),
    ),
    states=(
        State(name="unfiled", title=_("尚未提出"), owner=Role.PETITIONER, next=_("说明您的投诉")),
        State(name="received", title=_("已收到"), owner=Role.RECEIVER, next=_("登记并确认收到")),
        State(
            name="acknowledged",
            title=_("第一阶段"),
            owner=Role.COMPETENT_UNIT,
            next=_("作出第一阶段答复"),
        ),
        State(name="answered", title=_("第一阶段已答复"), owner=Role.COMPETENT_UNIT, next=_("等投诉人决定")),
        State(
            name="second_received",
            title=_("已请求第二阶段"),
            owner=Role.RECEIVER,
            next=_("确认收到"),
        ),
        State(
            name="second_acknowledged",
            title=_("第二阶段"),
            owner=Role.RECEIVER,
            next=_("由另一个人作出最后答复"),
        ),
        State(name="acting", title=_("正在落实"), owner=Role.COMPETENT_UNIT, next=_("做完答应的事")),
        State(name="closed", title=_("已办结"), owner=Role.COMPETENT_UNIT, final=True),
        State(name="closed_second", title=_("第二阶段已答复"), owner=Role.RECEIVER, final=True),
        State(name="closed_after_acting", title=_("已落实"), owner=Role.COMPETENT_UNIT, final=True),
        State(name="withdrawn", title=_("已撤回"), owner=Role.RECEIVER, final=True),
    ),
    clocks=(
        Clock(
            id="uk.acknowledge",
            title=_("登记并确认收到"),
            length=5,
            unit=Unit.WORKING_DAY,
            binds=Role.RECEIVER,
            trigger=_("收到投诉之日"),
            cites=(FIRST_STAGE,),
        ),
        Clock(
            id="uk.stage1",
            title=_("第一阶段答复"),
            length=10,
            unit=Unit.WORKING_DAY,
            binds=Role.COMPETENT_UNIT,
            trigger=_("确认收到之日"),
            most=10,
            cites=(FIRST_STAGE,),
            note=_("从确认收到起算；没有按时确认的，从应当确认的那一天起算。"),
        ),
        Clock(
            id="uk.stage2.request",
            title=_("请求第二阶段"),
            length=20,
            unit=Unit.WORKING_DAY,
            binds=Role.PETITIONER,
            right=True,
            trigger=_("第一阶段答复之日"),
            cites=(OWN,),
        ),
        Clock(
            id="uk.stage2.acknowledge",
            title=_("确认收到第二阶段请求"),
            length=5,
            unit=Unit.WORKING_DAY,
            binds=Role.RECEIVER,
            trigger=_("收到请求之日"),
            cites=(SECOND_STAGE,),
        ),
        Clock(
            id="uk.stage2",
            title=_("第二阶段最后答复"),
            length=20,
            unit=Unit.WORKING_DAY,
            binds=Role.RECEIVER,
            trigger=_("确认收到第二阶段请求之日"),
            most=20,
            cites=(SECOND_STAGE,),
        ),
        Clock(
            id="uk.act",
            title=_("落实答应的事"),
            length=None,
            binds=Role.COMPETENT_UNIT,
            trigger=_("答复之日"),
            roll=False,
            cites=(FIRST_STAGE,),
        ),
        DECIDE_IN_TIME,
    ),
    marks=(
        Mark(
            name="extended",
            title=_("已延长过一次"),
            present=_("不能再延长：已经延长过一次。"),
            instead=_("请现在答复，并告诉投诉人可以找监察专员。"),
            cites=(FIRST_STAGE,),
        ),
        Mark(
            name="remedy_due",
            title=_("有答应要做的事"),
            missing=_("没有答应要做的事。"),
            present=_("现在不能“{action}”：答应的事还没有做。"),
            instead=_("请选择带有落实日期的那一项。"),
            cites=(FIRST_STAGE,),
        ),
        ERASURE_ASKED,
    ),
    actions=(*FIRST, *SECOND, *ANYTIME, *PERSONAL),
    note=_("这是法定指引，不是法律；2026 年 4 月起用于个案。"),
)
