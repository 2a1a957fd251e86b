"""What can be done at any time."""

from xinqiao.law.model import SAME, Action, Audience, Input, Kind, Role
from xinqiao.law.procedures.complaint_lgsco_2024.inputs import (
    AT_THE_DOOR,
    COMPLAINANT,
    ENDED,
    FIRST_STAGE,
    OPEN,
    OWN,
    PAPERS,
    REASON,
)
from xinqiao.law.words import _

ADD_PAPERS = Action(
    name="add_papers",
    title=_("补充材料"),
    by=AT_THE_DOOR,
    from_=OPEN,
    to=SAME,
    cites=(OWN,),
    means=_("随时可以补充，期限不受影响。"),
    tells=_("您补充了材料。"),
    inputs=(
        Input(name="text", title=_("补充说明"), kind=Kind.WORDS, purpose=_("说明补充了什么")),
        PAPERS,
    ),
    notifies=(Role.COMPETENT_UNIT,),
)

NOTE = Action(
    name="note",
    title=_("内部记录"),
    by=(Role.RECEIVER, Role.COMPETENT_UNIT),
    from_=(*OPEN, *ENDED),
    to=SAME,
    cites=(OWN,),
    means=_("只有工作人员看得到。写事情，不评价人。"),
    inputs=(Input(name="text", title=_("内容"), kind=Kind.WORDS, purpose=_("交接和备忘")),),
    audience=Audience.STAFF,
)

URGE = Action(
    name="urge",
    title=_("督促"),
    by=(Role.SUPERVISOR,),
    from_=(*OPEN, *ENDED),
    to=SAME,
    cites=(FIRST_STAGE,),
    means=_("督促现在所在的部门按期答复。"),
    tells=_("议会的投诉负责人已督促{owner}。"),
    inputs=(REASON,),
    issues=("supervision_letter",),
    notifies=(Role.PETITIONER, Role.RECEIVER, Role.COMPETENT_UNIT),
)

WITHDRAW = Action(
    name="withdraw",
    title=_("撤回"),
    by=COMPLAINANT,
    from_=OPEN,
    to="withdrawn",
    cites=(OWN,),
    means=_("撤回以后不再办理，所有期限停止。以后可以重新提出。"),
    tells=_("您撤回了投诉。以后可以重新提出。"),
    inputs=(
        Input(
            name="free_will",
            title=_("这是我自己的决定"),
            kind=Kind.YES,
            must_be=_("只有您自己愿意，才能撤回。"),
            purpose=_("保护您的权利"),
        ),
    ),
    stops=("*",),
    issues=("withdrawal",),
    notifies=(Role.PETITIONER, Role.RECEIVER),
)

ANYTIME = (ADD_PAPERS, NOTE, URGE, WITHDRAW)
