"""Nobody who is complained about can do anything: shown by asking the machine itself, action by action."""

from dataclasses import replace
from datetime import UTC, date, datetime

from xinqiao.law.check.finding import Findings
from xinqiao.law.check.names import is_input
from xinqiao.law.check.sample import ANY_KIND, TOP, Town, facts_for
from xinqiao.law.machine import decide
from xinqiao.law.model import (
    BODIES,
    RECUSAL,
    WALL,
    Action,
    Away,
    Citation,
    Procedure,
    Refused,
    Role,
    Running,
    Standing,
)
from xinqiao.law.words import _
from xinqiao.law.workdays import Calendar

DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
ACCUSED_LEVEL = 2
SOMEBODY = "somebody"


def look(procedure: Procedure, findings: Findings) -> None:
    calendar = Calendar("plain", zone="UTC")
    far = f"{ANY_KIND}/{TOP}"
    for action in procedure.actions:
        officials = set(action.by) - {Role.PETITIONER, Role.PARTY, Role.SYSTEM}
        for state in action.from_:
            standing = _open_to(procedure, action, state)
            for role in sorted(officials):
                acting = f"{ANY_KIND}/{ACCUSED_LEVEL - 1}"
                walled = replace(standing, walled=frozenset({f"{ANY_KIND}/{ACCUSED_LEVEL}"}))
                if not _refused(procedure, walled, action, {}, role, acting, calendar):
                    findings.add(
                        "impartial",
                        "accused_acts",
                        _("被反映的单位的下级可以做“{action}”。"),
                        action=action.title,
                    )
                for why in (Away.ACCUSED, Away.RECUSED):
                    away = replace(standing, barred={SOMEBODY: why.value})
                    if not _refused(procedure, away, action, {}, role, far, calendar, by=RECUSAL):
                        findings.add(
                            "impartial",
                            "recused_acts",
                            _("应当回避的人可以做“{action}”。"),
                            action=action.title,
                        )
        _seats(procedure, action, calendar, findings)


def _seats(procedure: Procedure, action: Action, calendar: Calendar, findings: Findings) -> None:
    """No seat that is filled by choice takes the accused unit or one under it."""
    for seat in action.seats:
        if not is_input(action, seat.source):
            continue
        one = action.input(seat.source)
        kind = (one.kinds or (ANY_KIND,))[0]
        role = next((one for one in action.by if one is not Role.SYSTEM), None)
        if role is None:
            continue
        standing = _open_to(procedure, action, action.from_[0])
        walled = replace(standing, walled=frozenset({f"{kind}/{ACCUSED_LEVEL}"}))
        facts = facts_for(
            action,
            roles={role},
            day=DAY,
            standing=walled,
            given={seat.source: f"{kind}/{ACCUSED_LEVEL - 1}"},
            level=ACCUSED_LEVEL + 1,
        )
        if not _refused(procedure, walled, action, facts, role, f"{ANY_KIND}/{TOP}", calendar):
            findings.add(
                "impartial",
                "accused_seated",
                _("“{action}”可以把本件交给被反映的单位的下级。"),
                action=action.title,
            )


def _open_to(procedure: Procedure, action: Action, state: str) -> Standing:
    """A standing in which nothing but a wall stands in the way of an action."""
    clocks = {
        name: Running(clock=name, since=DAY, raw=DAY, last=DAY, ran_out=name in action.after)
        for name in (*action.within, *action.after)
    }
    return Standing(
        procedure=procedure.name,
        state=state,
        clocks=clocks,
        marks=frozenset(action.needs),
        bodies={role: f"{ANY_KIND}/{place + 3}" for place, role in enumerate(BODIES) if place + 3 < TOP},
        requests=1,
        doers={name: frozenset({SOMEBODY}) for name in action.only_by_doer_of},
    )


def _refused(
    procedure: Procedure,
    standing: Standing,
    action: Action,
    facts: dict[str, object],
    role: Role,
    unit: str,
    calendar: Calendar,
    *,
    by: tuple[Citation, ...] = WALL,
) -> bool:
    """Whether the machine refuses, and by which rule."""
    try:
        decide(
            procedure,
            standing,
            action.name,
            facts,
            roles={role},
            at=AT,
            calendar=calendar,
            directory=Town(),
            by=SOMEBODY,
            unit=unit,
        )
    except Refused as refused:
        return refused.cites == by
    return False
