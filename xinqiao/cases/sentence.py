"""What an entry tells the petitioner, in one plain sentence in the language of the reader.

A procedure writes the sentence with placeholders: the name of an input (its value as people read it, or its words),
``{unit}`` (who acted), ``{owner}`` (with whom the case lies now), a role such as ``{sender}`` (its unit), ``{last}``
(the last day of the first clock that the action started) and ``{last:xf.handle}`` (the last day of that clock).
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext

from xinqiao.law.explain import date_text
from xinqiao.law.machine import RECOUNT, RUN_OUT
from xinqiao.law.model import BODY_OF, Action, Event, Input, Kind, Procedure, Role, Standing, role_title
from xinqiao.law.words import _

RAN_OUT = _("{clock}的最后一天（{last}）过了，{unit}还没有办完这一步。")
ENDED = _("{clock}到 {last} 为止，现在已经结束。")
RECOUNTED = _("放假安排公布了，最后一天重新计算：{moved}。")
MOVED = _("{clock}由 {old} 改为 {new}")

_PLACE = re.compile(r"\{(\w+)(?::([\w.]+))?\}")
_SHOWN = frozenset({Kind.CHOICE, Kind.UNIT, Kind.UNITS, Kind.DATE, Kind.YES, Kind.DAYS, Kind.NUMBER})


def title_of(event: Event, action: Action | None) -> str:
    """What was done, in a few words."""
    if action is not None:
        return gettext(action.title)
    return gettext(_("期限到了") if event.action == RUN_OUT else _("重新计算期限"))


def sentence(
    procedure: Procedure,
    event: Event,
    standing: Standing,
    *,
    office: str,
    names: Mapping[str, str],
    said: Mapping[str, Any],
) -> str:
    """The sentence of ``event``, which led to ``standing``; ``office`` acted, ``names`` are those of units by code,
    ``said`` are the words of the entry."""
    action = procedure.action_named.get(event.action)
    if action is None:
        return _of_time(procedure, event, standing, names=names)
    if not action.tells:
        return ""
    known = {name: text for name, text in said.items() if isinstance(text, str)}
    known |= {one.name: shown_value(one, event.facts[one.name], names) for one in shown_inputs(action, event)}
    bodies = {role.value: names.get(code, code) for role, code in standing.bodies.items()}
    owner = procedure.state_named[event.state].owner
    known = bodies | known
    known["unit"] = office or bodies.get(Role.RECEIVER, "")
    known["owner"] = bodies.get(BODY_OF.get(owner, owner), "") or gettext(role_title(procedure, owner))
    duties = [one for one in event.started if not procedure.clock_named[one.clock].right] or list(
        event.started
    )
    first = min(duties, key=lambda one: (one.last, one.clock), default=None)

    def fill(place: re.Match[str]) -> str:
        name, clock = place.groups()
        if name == "last":
            running = standing.clocks.get(clock) if clock else first
            return _day(running.last) if running else ""
        return known.get(name, "")

    return _PLACE.sub(fill, gettext(action.tells))


def shown_inputs(action: Action, event: Event) -> list[Input]:
    """The inputs of an action whose values people read, as far as this event has them."""
    return [
        one for one in action.inputs if one.kind in _SHOWN and one.name in event.facts and not one.derived
    ]


def shown_value(one: Input, value: Any, names: Mapping[str, str]) -> str:
    """A fact as people read it."""
    match one.kind:
        case Kind.CHOICE:
            return gettext(dict(one.choices).get(value, str(value)))
        case Kind.UNIT:
            return names.get(value, value)
        case Kind.UNITS:
            return ("、" if _chinese() else ", ").join(names.get(code, code) for code in value)
        case Kind.DATE:
            return _day(date.fromisoformat(value))
        case Kind.YES:
            return gettext("是")
        case Kind.DAYS:
            return gettext("{days} 天").format(days=value)
    return str(value)


def _of_time(procedure: Procedure, event: Event, standing: Standing, *, names: Mapping[str, str]) -> str:
    if event.action == RECOUNT:
        moved = "；".join(
            gettext(MOVED).format(
                clock=gettext(procedure.clock_named[one["clock"]].title),
                old=_day(date.fromisoformat(one["old"])),
                new=_day(date.fromisoformat(one["new"])),
            )
            for one in event.facts["moved"]
        )
        return gettext(RECOUNTED).format(moved=moved)
    clock = procedure.clock_named[event.facts["clock"]]
    unit = names.get(standing.bodies.get(BODY_OF.get(clock.binds, clock.binds), ""), "")
    return gettext(ENDED if clock.right else RAN_OUT).format(
        clock=gettext(clock.title),
        last=_day(date.fromisoformat(event.facts["last"])),
        unit=unit or gettext(role_title(procedure, clock.binds)),
    )


def _day(day: date) -> str:
    return date_text(day, get_language() or "zh-hans")


def _chinese() -> bool:
    return (get_language() or "zh-hans").startswith("zh")
