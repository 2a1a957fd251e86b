"""Who takes a seat in a case when an action is done, and whom the walls and recusals keep from it.

Pure, like the machine, which calls it.
"""

from collections.abc import Collection, Mapping
from typing import Any

from xinqiao.law import recusal
from xinqiao.law.model import (
    BODIES,
    RECUSAL,
    WALL,
    Action,
    Directory,
    Procedure,
    Refused,
    Role,
    Seat,
    Standing,
    role_title,
)
from xinqiao.law.words import _

ACCUSED = "accused_units"
"""The input that names the units complained about: from then on they and all under them are kept out."""

HEADED = "accused_heads"
"""The input with the units whose heads are complained about: who serves under somebody is kept out with them."""

OUTSIDE = frozenset({Role.PETITIONER, Role.PARTY, Role.SYSTEM})
"""Roles that are nobody's office."""


def is_walled(
    standing: Standing, action: Action, roles: Collection[Role], unit: str | None, directory: Directory
) -> bool:
    """Whether somebody acts for a unit that is complained about. A petitioner may well work there."""
    official = set(action.by) & set(roles) - OUTSIDE
    return bool(official) and unit is not None and any(directory.under(unit, one) for one in standing.walled)


def seats_after(
    procedure: Procedure,
    standing: Standing,
    action: Action,
    values: Mapping[str, Any],
    *,
    directory: Directory,
    unit: str | None,
    walled: tuple[str, ...],
    barred: tuple[tuple[str, str], ...],
) -> tuple[tuple[Role, str], ...]:
    bodies = dict(standing.bodies)
    walls = standing.walled | set(walled)
    absent = recusal.away({**standing.barred, **dict(barred)})
    seated = []
    for seat in action.seats:
        found = _seat(seat, bodies, values, directory=directory, unit=unit, walls=walls)
        if found is None:
            raise Refused(
                _("不能“{action}”：没有找到{role}，请先在单位设置里补上。"),
                cites=action.cites,
                facts={"action": action.title, "role": role_title(procedure, seat.role)},
            )
        if any(directory.under(found, one) for one in walls):
            raise Refused(
                _("不能把本件交给被反映的单位或者它的下级。"),
                cites=WALL,
                instead=_("请选择有权处理、又与被反映单位没有隶属关系的单位。"),
                field=seat.source,
            )
        if absent and not directory.staffed(found, absent):
            raise Refused(
                _("不能把本件交给这个单位：那里能办理、能签发的人都应当回避。"),
                cites=RECUSAL,
                instead=_("请选择另一个有权处理的单位，或者它的上一级。"),
                field=seat.source,
            )
        if any(bodies.get(role) == found for role in seat.apart):
            raise Refused(
                _("不能“{action}”：不能由作出原决定的同一个单位来做。"),
                cites=action.cites,
                facts={"action": action.title},
            )
        bodies[seat.role] = found
        seated.append((seat.role, found))
    # Whoever is complained about only now, and has the matter already, hands it to the next level above them.
    for role, code in standing.bodies.items():
        accused = any(directory.under(code, one) for one in walled)
        emptied = bool(barred) and bool(absent) and not directory.staffed(code, absent)
        if bodies[role] == code and (accused or emptied):
            above = _unwalled_superior(code, directory, walls)
            if above is None:
                raise Refused(
                    _("被反映的单位正在办理本件，而它上面没有可以接手的单位。")
                    if accused
                    else _("本单位再没有别人可以办理本件，而它上面没有可以接手的单位。"),
                    cites=WALL if accused else RECUSAL,
                    instead=_("请先在单位设置里补上它的上一级。"),
                    field=ACCUSED if accused else "",
                )
            seated.append((role, above))
    return tuple(seated)


def _unwalled_superior(unit: str, directory: Directory, walls: Collection[str]) -> str | None:
    """The next level above that is not itself complained about, nor under one that is."""
    above = directory.superior(unit)
    while above is not None and any(directory.under(above, one) for one in walls):
        above = directory.superior(above)
    return above


def _seat(
    seat: Seat,
    bodies: Mapping[Role, str],
    values: Mapping[str, Any],
    *,
    directory: Directory,
    unit: str | None,
    walls: Collection[str],
) -> str | None:
    # What the action is told comes first: a filing names its receiver when nobody sits there yet.
    if seat.source in values:
        return str(values[seat.source])
    kind, _colon, role = seat.source.partition(":")
    if kind == "superior":
        if Role(role) not in bodies:
            return None
        above = _unwalled_superior(bodies[Role(role)], directory, walls)
        while above is not None and above in {bodies.get(one) for one in seat.above}:
            above = _unwalled_superior(above, directory, walls)
        return above
    if kind == "common_superior":
        first = bodies.get(Role.SENDER) or bodies.get(Role.RECEIVER)
        second = bodies.get(Role.COMPETENT_UNIT) or first
        return directory.common_superior(first, second) if first and second else None
    if kind == "unit":
        return unit
    return bodies.get(Role(kind)) if kind in BODIES else None
