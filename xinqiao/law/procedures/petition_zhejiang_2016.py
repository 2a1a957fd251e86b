"""信访事项 in Zhejiang: shorter times by the provincial regulation of 2016.

The regulation is older than the national Regulations of 2022. Whether it is still in force was not checked, so every
number here is marked as such; an office that uses this pack confirms it first. The difference from the national
procedure is exactly what stands in this file.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from xinqiao.law.model import Action, Citation, Clock, Input, Unit
from xinqiao.law.procedures.articles import article
from xinqiao.law.procedures.petition_2022 import PETITION_2022
from xinqiao.law.words import _

LAW = _("浙江省信访条例")

NOT_CHECKED = _("2016 年的地方规定，是否仍然有效没有核对，使用前请确认。")


def local(number: int) -> Citation:
    """An article of the provincial regulation, with the mark that it was not checked for being in force."""
    return article(LAW, number, mark="U")


FIVE_WORKING_DAYS: Mapping[str, Any] = {"length": 5, "unit": Unit.WORKING_DAY, "note": NOT_CHECKED}

SHORTER: Mapping[str, Mapping[str, Any]] = {
    "xf.route": {**FIVE_WORKING_DAYS, "cites": (local(20),)},
    "xf.inform.direct": {**FIVE_WORKING_DAYS, "cites": (local(20),)},
    "xf.inform.forwarded": {**FIVE_WORKING_DAYS, "cites": (local(20),)},
    "xo.sort": {**FIVE_WORKING_DAYS, "cites": (local(20),)},
    "xf.handle": {"length": 30, "most": 60, "cites": (local(23),), "note": NOT_CHECKED},
    "xf.extend": {"length": 60, "trigger": _("三十日届满之日"), "cites": (local(23),), "note": NOT_CHECKED},
}
"""What the regulation shortens (and the extension, which it makes longer)."""


def _clock(clock: Clock) -> Clock:
    return replace(clock, **SHORTER.get(clock.id, {}))


def _days(one: Input) -> Input:
    return replace(one, most=60, purpose=_("延长不能超过 60 日")) if one.name == "days" else one


def _action(action: Action) -> Action:
    if action.name != "extend":
        return action
    return replace(
        action,
        means=_(
            "情况复杂的，经负责人批准可以延长一次，最多 60 日，从第三十日起接着算。必须在期限届满以前批准，并告诉信访人理由。"
        ),
        inputs=tuple(_days(one) for one in action.inputs),
        cites=(local(23), *action.cites),
    )


PETITION_ZHEJIANG_2016 = replace(
    PETITION_2022,
    name="petition_zhejiang_2016",
    title=_("信访事项（浙江）"),
    law=LAW,
    pack="cn-xf-zhejiang-2016",
    clocks=tuple(_clock(one) for one in PETITION_2022.clocks),
    actions=tuple(_action(one) for one in PETITION_2022.actions),
    note=NOT_CHECKED,
)
