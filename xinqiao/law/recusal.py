"""Recusal, person by person: which officers stay away from a matter, why, and who is in charge of it instead.

A unit that is complained about is walled off as a whole (``machine``). Here are the single officers: those complained
about, those who withdrew or had to, and those who were asked to withdraw and do not decide that themselves.
"""

from collections.abc import Collection, Mapping
from typing import Any

from xinqiao.law.model import (
    BODIES,
    BODY_OF,
    RECUSAL,
    WALL,
    Action,
    Away,
    Directory,
    Event,
    Procedure,
    Refused,
    Role,
    Standing,
)
from xinqiao.law.words import _

STAY_AWAY: Mapping[str, Away] = {
    "accused_officers": Away.ACCUSED,
    "withdrawing_officers": Away.RECUSED,
    "recused_officers": Away.RECUSED,
    "asked_officers": Away.ASKED,
}
"""The inputs that name officers who have to stay away from the matter, and why."""

DECIDES_RECUSAL = "recused_officers"
"""Whoever is told this decides about somebody's recusal, and so is not the one who was asked to withdraw."""

APPOINTED = "handler"
"""The input that names the officer in charge."""


def stays_away(standing: Standing, action: Action, by: str) -> Refused | None:
    """Why an officer who was named in the matter may not do this."""
    if standing.barred[by] == Away.ASKED and action.second_to:
        return Refused(
            _("不能由您来“{action}”：有人申请您回避，还没有决定。"),
            cites=RECUSAL,
            instead=_("请由没有被申请回避的人来做，或者等回避的决定。"),
            facts={"action": action.title},
        )
    if standing.barred[by] == Away.ASKED:
        if not any(one.name == DECIDES_RECUSAL for one in action.inputs):
            return None
        return Refused(
            _("不能由您来“{action}”：申请回避的正是您。"),
            cites=RECUSAL,
            instead=_("请由没有被申请回避的负责人或者上一级单位来决定。"),
            facts={"action": action.title},
        )
    return Refused(
        _("您不能做“{action}”：您在本件里应当回避。"),
        cites=RECUSAL,
        instead=_("请本单位没有回避的同事来办理。"),
        facts={"action": action.title},
    )


def barred_by(standing: Standing, action: Action, values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The officers who stay away from now on, and why. What was more is never made less; a decision lifts what was
    only asked."""
    found: dict[str, str] = {}
    for name, why in STAY_AWAY.items():
        for officer in values.get(name, ()):
            before = found.get(officer) or standing.barred.get(officer)
            if before in (None, Away.ASKED) or why is Away.ACCUSED:
                found[officer] = why.value
    if any(one.name == DECIDES_RECUSAL for one in action.inputs):
        for officer, reason in standing.barred.items():
            if reason == Away.ASKED:
                found.setdefault(officer, "")
    return tuple(sorted((key, why) for key, why in found.items() if standing.barred.get(key) != why))


def away(barred: Mapping[str, str]) -> frozenset[str]:
    """The officers who do nothing in the matter any more."""
    return frozenset(one for one, why in barred.items() if why in (Away.ACCUSED, Away.RECUSED))


def put_in_charge(
    procedure: Procedure,
    standing: Standing,
    action: Action,
    values: Mapping[str, Any],
    *,
    roles: Collection[Role],
    unit: str | None,
    directory: Directory,
) -> tuple[tuple[Role, str], ...]:
    """The seat and the officer who is put in charge there, or ``Refused`` when that officer has to stay away."""
    officer = values.get(APPOINTED)
    if officer is None or not any(one.name == APPOINTED for one in action.inputs):
        return ()
    seats = {BODY_OF[role] for role in action.by if role in roles and role in BODY_OF}
    if directory.unit_of(officer) != unit:
        raise Refused(_("只能确定本单位的工作人员经办。"), cites=action.cites, field=APPOINTED)
    if officer in standing.barred:
        raise Refused(
            _("不能确定这位同事经办：应当回避，或者正在等待回避的决定。"),
            cites=RECUSAL,
            instead=_("请确定一位与本件没有利害关系的同事。"),
            field=APPOINTED,
        )
    decided = {name for name, doers in standing.doers.items() if officer in doers}
    if any(
        decided & set(one.not_by)
        for one in procedure.actions
        if standing.state in one.from_ and seats & {BODY_OF.get(role) for role in one.by}
    ):
        raise Refused(
            _("不能确定这位同事经办：参与过本件先前的决定，不能再审查自己的决定。"),
            cites=RECUSAL,
            instead=_("请确定一位没有参与过先前决定的同事。"),
            field=APPOINTED,
        )
    return tuple((role, officer) for role in BODIES if role in seats and standing.bodies.get(role) == unit)


def named_oneself(barred: Mapping[str, str], by: str) -> Refused | None:
    """Whoever is named as complained about does not write that down themselves."""
    if barred.get(by) != Away.ACCUSED:
        return None
    return Refused(
        _("这一步不能由您来做：您自己是被反映的人。"), cites=WALL, instead=_("请换一位没有被反映的同事来做。")
    )


def folded(barred: Mapping[str, str], changed: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """Who stays away after ``changed``; an empty reason lifts one."""
    return {key: why for key, why in {**barred, **dict(changed)}.items() if why}


def in_charge(handlers: Mapping[Role, str], bodies: Mapping[Role, str], event: Event) -> Mapping[Role, str]:
    """Who is in charge in each seat: nobody where the seat has gone to another unit, or that officer stays away.

    ``handlers`` and ``bodies`` are those before the event.
    """
    if not (event.handlers or (handlers and (event.seated or event.barred))):
        return handlers
    kept = dict(handlers)
    for role, unit in event.seated:
        if bodies.get(role) != unit:
            kept.pop(role, None)
    kept.update(event.handlers)
    absent = away(dict(event.barred))
    return {role: officer for role, officer in kept.items() if officer not in absent}
