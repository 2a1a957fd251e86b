"""Whether a procedure speaks of things that exist: every name, every input, every placeholder.

These are found by reading. Only when nothing is unknown can the space of the procedure be made.
"""

import re
from collections import Counter
from collections.abc import Iterable

from xinqiao.law.check.finding import Findings
from xinqiao.law.model import BODIES, SAME, Action, Input, Kind, Procedure, Role
from xinqiao.law.words import _

ROLES = tuple(role.value for role in Role)

GIVES_ONE_OF_MANY = frozenset({Kind.CHOICE, Kind.ANSWERS})


def look(procedure: Procedure, findings: Findings) -> bool:
    """Add what is wrong; return whether the rest of the checker can go on."""
    before = len(findings.found)
    for what, names in (
        (_("状态"), [one.name for one in procedure.states]),
        (_("步骤"), [one.name for one in procedure.actions]),
        (_("期限"), [one.id for one in procedure.clocks]),
        (_("条件"), [one.name for one in procedure.marks]),
    ):
        _twice(findings, procedure.title, what, names)
    if procedure.initial not in procedure.state_named:
        findings.add(
            "names",
            "name_unknown",
            _("{where}里的状态“{name}”不存在。"),
            where=procedure.title,
            name=procedure.initial,
        )
    for action in procedure.actions:
        _twice(findings, action.title, _("填写项"), [one.name for one in action.inputs])
        _names(procedure, action, findings)
    unknown = len(findings.found) > before
    for action in procedure.actions:
        _inputs(procedure, action, findings)
        _told(procedure, action, findings)
    return not unknown


def _twice(findings: Findings, where: str, what: str, names: list[str]) -> None:
    for name, number in Counter(names).items():
        if number > 1:
            findings.add(
                "names",
                "name_twice",
                _("{where}里有两个{what}叫“{name}”。"),
                where=where,
                what=what,
                name=name,
            )


def _names(procedure: Procedure, action: Action, findings: Findings) -> None:
    inputs = [one.name for one in action.inputs]
    clocks = {one.id for one in procedure.clocks}
    marks = {one.name for one in procedure.marks}
    states = {one.name for one in procedure.states}
    actions = {one.name for one in procedure.actions}
    remedy = [action.remedy] if action.remedy else []
    asked: tuple[tuple[str, Iterable[str], Iterable[str]], ...] = (
        (_("状态"), (*action.from_, action.to), states | {SAME}),
        (
            _("期限"),
            (
                *action.within,
                *action.after,
                *action.stops,
                *action.pauses,
                *action.resumes,
                *(one.clock for one in action.extends),
                *(one.clock for one in action.starts),
                *(name for one in action.starts for name in (*one.since_clock, *one.cap)),
                *(one.since for one in action.inputs if one.since),
                *(one.clock for one in remedy if one.clock),
            ),
            clocks | {"*"},
        ),
        (
            _("条件"),
            (
                *action.needs,
                *action.bars,
                *action.clears,
                *(one.mark for one in action.sets),
                *(name for one in action.starts for name in (one.when, one.unless) if name),
            ),
            marks,
        ),
        (
            _("填写项"),
            (
                *(one.input for one in action.sets if one.input),
                *(name for one in action.starts for name in (one.since, one.until, one.days) if name),
                *(one.days for one in action.extends),
                *(one.source for one in action.seats if is_input(action, one.source)),
            ),
            inputs,
        ),
        (
            _("步骤"),
            (
                *action.not_by,
                *action.second_to,
                *action.only_by_doer_of,
                *action.forgets,
                *(one.action for one in remedy if one.action),
            ),
            actions,
        ),
    )
    for what, names, known in asked:
        for name in names:
            if name not in known:
                findings.add(
                    "names",
                    "name_unknown",
                    _("“{where}”里的{what}“{name}”不存在。"),
                    where=action.title,
                    what=what,
                    name=name,
                )
    for seat in action.seats:
        kind, _colon, role = seat.source.partition(":")
        if kind == "superior" and role not in BODIES:
            findings.add(
                "names",
                "seat_source",
                _("“{where}”从“{name}”找单位，但那不是一个单位的席位。"),
                where=action.title,
                name=seat.source,
            )
        if seat.role not in BODIES:
            findings.add(
                "names",
                "seat_source",
                _("“{where}”给“{name}”安排单位，但那不是一个单位的席位。"),
                where=action.title,
                name=seat.role.value,
            )
    for nobody, what in ((not action.by, _("由谁来做")), (not action.from_, _("在什么状态下做"))):
        if nobody:
            findings.add(
                "names", "action_of_nobody", _("“{where}”没有写明{what}。"), where=action.title, what=what
            )


def is_input(action: Action, source: str) -> bool:
    """Whether a seat is filled from an input: one of the action comes before a role of the same name."""
    named = any(one.name == source for one in action.inputs)
    return named or (":" not in source and source not in {"unit", "common_superior", *BODIES})


def _inputs(procedure: Procedure, action: Action, findings: Findings) -> None:
    """Inputs that are read must be of the kind that can be read so."""
    known = {one.name: one for one in action.inputs}

    def fault(kind: str, reason: str, *, name: str = "", **facts: str) -> None:
        named = {"name": name} if name else {}
        findings.add("names", kind, reason, path=(), where=action.title, **named, **facts)

    def want(name: str, use: str, *kinds: Kind) -> Input | None:
        one = known.get(name)
        if one is not None and one.kind not in kinds:
            fault("input_kind", _("“{where}”的“{name}”不能用来{use}。"), name=one.title, use=use)
            return None
        return one

    for one in action.inputs:
        if one.kind in GIVES_ONE_OF_MANY and not one.choices:
            fault("input_choices", _("“{where}”的“{name}”没有列出可选的内容。"), name=one.title)
        _twice(findings, action.title, one.title, [value for value, _title in one.choices])
    for sets in action.sets:
        told = known.get(sets.input)
        if told is not None and sets.value not in _values(told):
            fault(
                "condition_never",
                _("“{where}”的“{name}”永远不会是“{value}”，条件“{mark}”没有机会成立。"),
                name=told.title,
                value=sets.value,
                mark=sets.mark,
            )
    for starts in action.starts:
        clock = procedure.clock_named.get(starts.clock)
        if starts.since:
            want(starts.since, _("作为期限开始计算的日子"), Kind.DATE)
        until = want(starts.until, _("作为期限的最后一天"), Kind.DATE) if starts.until else None
        days = want(starts.days, _("作为期限的天数"), Kind.DAYS) if starts.days else None
        if until is not None and not until.future:
            fault("until_past", _("“{where}”的“{name}”只能填过去的日子，不能作期限。"), name=until.title)
        given = any(one is not None and (one.required or one.derived) for one in (until, days))
        if clock is not None and clock.length is None and (not given or Role.SYSTEM in action.by):
            fault(
                "clock_without_length",
                _("“{where}”开始计算“{clock}”，但没有写明天数或者最后一天。"),
                clock=clock.title,
            )
    for seat in action.seats:
        if is_input(action, seat.source):
            unit = want(seat.source, _("选择单位"), Kind.UNIT)
            if unit is not None and not unit.required and not unit.derived:
                fault("seat_optional", _("“{where}”要安排的单位“{name}”可以不填。"), name=unit.title)
    for extends in action.extends:
        longer = want(extends.days, _("作为延长的天数"), Kind.DAYS)
        if longer is not None and not longer.required:
            fault("extension_optional", _("“{where}”延长的天数“{name}”可以不填。"), name=longer.title)
    for one in action.inputs:
        if one.kind is Kind.DAYS and one.least is not None and one.least < 1:
            fault("days_below_one", _("“{where}”的“{name}”可以少于一天。"), name=one.title)
    if Role.SYSTEM in action.by:
        asks = [one for one in action.inputs if one.required and not one.derived]
        if action.seats or asks or not action.after or action.within or action.extends:
            fault(
                "time_cannot",
                _("“{where}”由期限来做，但它要填写内容、安排单位，或者没有写明哪个期限过了。"),
            )
    held = {*action.pauses, *action.resumes, *(one.clock for one in action.extends)}
    if held & set(action.stops) or (held and "*" in action.stops):
        fault("clock_contradiction", _("“{where}”对同一个期限既要停止，又要暂停、恢复或者延长。"))


def _values(one: Input) -> set[str]:
    """What ``inputs.values_of`` can make of an input, as far as a procedure can know it."""
    match one.kind:
        case Kind.CHOICE | Kind.ANSWERS:
            return {value for value, _title in one.choices} | (set() if one.required else {"no"})
        case Kind.YES:
            return {"yes", "no"}
        case _:
            return {"no"} if not one.required else set()


_PLACE = re.compile(r"\{(\w+)(?::([\w.]+))?\}")


def placeholders(text: str) -> list[tuple[str, str]]:
    """The placeholders of a sentence for the petitioner: a name, and the clock asked for, if any.

    >>> placeholders("{owner}最迟在 {last:xf.handle} 前答复")
    [('owner', ''), ('last', 'xf.handle')]
    """
    return [(one[1], one[2] or "") for one in _PLACE.finditer(text)]


def _told(procedure: Procedure, action: Action, findings: Findings) -> None:
    """The sentence in the petitioner's story can be filled in (``cases.sentence`` does it)."""
    known = {one.name for one in action.inputs} | set(ROLES) | {"unit", "owner"}
    dated = action.starts or action.extends or action.resumes or action.pauses
    wrong = set(re.findall(r"[{}].{0,12}", _PLACE.sub("", action.tells)))
    for name, clock in placeholders(action.tells):
        if clock:
            fits = name == "last" and clock in procedure.clock_named
        else:
            fits = name in known or (name == "last" and bool(dated))
        if not fits:
            wrong.add(f"{name}:{clock}" if clock else name)
    for name in sorted(wrong):
        findings.add(
            "names",
            "placeholder",
            _("“{where}”告诉信访人的话里有一处“{name}”填不出来。"),
            where=action.title,
            name=name,
        )
