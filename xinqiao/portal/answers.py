"""Checking the answers of one page before going on, with the same reading that the door will use."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xinqiao.law import inputs
from xinqiao.law.model import SAME, Action, Input, Kind, Refused, Role, Standing
from xinqiao.law.words import _
from xinqiao.people.directory import directory
from xinqiao.people.models import Unit
from xinqiao.portal.questions import MOST_REPRESENTATIVES, REPRESENTATIVES, split_names

NOBODY = Standing(procedure="", state="")


def faults(asked: Sequence[Input], given: Mapping[str, Any], *, day: date) -> list[Refused]:
    """Everything that is wrong with these answers, at once and not one after the other."""
    found = []
    tree = directory()
    for one in asked:
        if (
            one.name == "representatives"
            and len(names := split_names(given.get(one.name))) > MOST_REPRESENTATIVES
        ):
            found.append(
                Refused(
                    _(
                        "代表最多选 {most} 位，现在写了 {number} 位，请留下 {most} 位。"
                        "其他人不用当代表，他们的请求同样会得到答复。（《信访工作条例》第二十条）"
                    ),
                    cites=(REPRESENTATIVES,),
                    facts={"most": MOST_REPRESENTATIVES, "number": len(names)},
                    field=one.name,
                )
            )
            continue
        alone = Action(name="", title="", by=(), from_=(), to=SAME, cites=(), inputs=(one,))
        value = given.get(one.name)
        try:
            inputs.read(
                alone,
                {} if value in (None, "", []) else {one.name: value},
                roles={Role.PETITIONER},
                day=day,
                standing=NOBODY,
                directory=tree,
            )
        except Refused as refused:
            if one.kind is Kind.CHOICE and value in (None, ""):
                found.append(Refused(_("请选一项：{title}"), facts={"title": one.title}, field=one.name))
            else:
                # Which article asks for a form field helps nobody who has just left it empty.
                found.append(
                    Refused(refused.reason, facts=refused.facts, instead=refused.instead, field=one.name)
                )
    return found


def unit_choices() -> list[tuple[str, str, str]]:
    """The units that can be named, as a form wants them: code, name, kind."""
    units = Unit.objects.filter(active=True).only("code", "name", "name_en", "kind")
    return [(one.code, one.title, one.kind) for one in units]
