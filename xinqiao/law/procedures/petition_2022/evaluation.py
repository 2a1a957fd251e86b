"""The petitioner says what the work was like: once for each addressee, freely, and changeable until the window closes."""

from xinqiao.law.model import Action, Audience, Input, Kind, Starts
from xinqiao.law.procedures.petition_2022.basis import SATISFACTION, art
from xinqiao.law.procedures.petition_2022.roles import PETITIONER
from xinqiao.law.procedures.petition_2022.states import ENDED, OPEN
from xinqiao.law.words import _

WINDOWS = (
    Starts(clock="xf.evaluate.unit", when="first"),
    Starts(clock="xf.evaluate.office", when="first", unless="direct"),
)
"""Repeats are not evaluated again; a matter brought straight to a unit has no petition office to evaluate."""

SCALE = (
    ("satisfied", _("满意")),
    ("mostly_satisfied", _("基本满意")),
    ("dissatisfied", _("不满意")),
)

COMMENT = Input(
    name="comment",
    title=_("想说的话"),
    kind=Kind.WORDS,
    required=False,
    most=2000,
    purpose=_("让工作改进"),
)

EVALUATE_OFFICE = Action(
    name="evaluate_office",
    title=_("评价信访部门"),
    by=PETITIONER,
    from_=(*OPEN, *ENDED),
    to="same",
    cites=(art(21), SATISFACTION),
    means=_("由您自愿评价。窗口关闭以前可以改；关闭以前办理人员看不到。评价不影响您的任何权利。"),
    tells=_("您评价了信访部门。"),
    inputs=(
        Input(
            name="efficiency",
            title=_("办得快不快"),
            kind=Kind.CHOICE,
            choices=SCALE,
            purpose=_("评价效率"),
        ),
        Input(
            name="attitude",
            title=_("态度好不好"),
            kind=Kind.CHOICE,
            choices=SCALE,
            purpose=_("评价态度"),
        ),
        COMMENT,
    ),
    within=("xf.evaluate.office",),
    issues=("evaluation",),
    audience=Audience.PETITIONER,
)

EVALUATE_UNIT = Action(
    name="evaluate_unit",
    title=_("评价办理单位"),
    by=PETITIONER,
    from_=(*OPEN, *ENDED),
    to="same",
    cites=(art(21), SATISFACTION),
    means=_("由您自愿评价。窗口关闭以前可以改；关闭以前办理人员看不到。评价不影响您的任何权利。"),
    tells=_("您评价了办理单位。"),
    inputs=(
        Input(
            name="efficiency",
            title=_("办得快不快"),
            kind=Kind.CHOICE,
            choices=SCALE,
            purpose=_("评价效率"),
        ),
        Input(
            name="attitude",
            title=_("态度好不好"),
            kind=Kind.CHOICE,
            choices=SCALE,
            purpose=_("评价态度"),
        ),
        Input(
            name="result",
            title=_("结果满意吗"),
            kind=Kind.CHOICE,
            choices=SCALE,
            purpose=_("评价结果"),
        ),
        COMMENT,
    ),
    within=("xf.evaluate.unit",),
    issues=("evaluation",),
    audience=Audience.PETITIONER,
)

EVALUATION = (EVALUATE_OFFICE, EVALUATE_UNIT)
