"""Many matters, one cause: what a supervisor sees of it, and the advice to the unit that can remove it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from xinqiao.cases.look import Look, look_at, offers, unit_names
from xinqiao.cases.models import Case
from xinqiao.cases.policy import visible
from xinqiao.desk.access import Staff, staff
from xinqiao.desk.inbox import rows
from xinqiao.desk.page import page
from xinqiao.law.model import Action
from xinqiao.people.models import Capacity
from xinqiao.search.overview import SeenTheme, seen_by

ADVISE = "advise"
"""The action by which an office advises a unit to improve its work or a policy."""
LOOKED_AT = 12
"""So many of a theme's newest matters are tried for one in which the advice can be given now."""
MATTERS = 100


@require_GET
@staff(Capacity.SUPERVISOR)
def themes(request: HttpRequest, here: Staff) -> HttpResponse:
    """All themes of at least five matters that this officer may see."""
    found = seen_by(here.person, here.tree)
    names = unit_names(
        {unit for one in found for unit in (one.cause, *(code for code, _count in one.units)) if unit}
    )
    context = {"themes": [(one, names.get(one.cause, "")) for one in found]}
    return page(request, here, "desk/themes.html", context, current="themes")


@dataclass(frozen=True, slots=True)
class Advice:
    """Where the advice can be given: a matter that lies with the unit, and the action."""

    look: Look
    action: Action
    facts: str


@require_GET
@staff(Capacity.SUPERVISOR)
def theme(request: HttpRequest, here: Staff, pk: int) -> HttpResponse:
    """One theme: its matters, its units, and the button that makes it an advice."""
    at = timezone.now()
    found = next(iter(seen_by(here.person, here.tree, only=pk)), None)
    if found is None:
        raise Http404
    names = unit_names({code for code, _count in found.units} | {found.cause} - {""})
    cases = visible(here.person, here.tree).filter(number__in=found.numbers[:MATTERS])
    whole = {case.number: case for case in cases}
    listed = [whole[number] for number in found.numbers[:MATTERS] if number in whole]
    context = {
        "theme": found,
        "cause": names.get(found.cause, ""),
        "units": [(names.get(code, code), count) for code, count in found.units],
        "rows": rows(listed, unit=here.unit, at=at),
        "advice": _advice(found, listed, here, names, at=at),
    }
    return page(request, here, "desk/theme.html", context, current="themes")


def _advice(
    found: SeenTheme, listed: list[Case], here: Staff, names: dict[str, str], *, at: datetime
) -> Advice | None:
    """The newest matter in which the advice is open now, one that lies with the unit that can remove the cause first."""
    ordered = sorted(listed, key=lambda case: case.unit_id != found.cause)
    for case in ordered[:LOOKED_AT]:
        look = look_at(case, at=at)
        for one in offers(look, here.person, here.tree):
            if one.action.name == ADVISE and one.open:
                return Advice(look, one.action, facts(found, names))
    return None


def facts(found: SeenTheme, names: dict[str, str]) -> str:
    """What the advice begins with. Chinese in every language of the pages: it becomes part of an official letter.

    No number of a matter and nobody's words stand in it.
    """
    days = "至".join(
        f"{day.year}年{day.month}月{day.day}日" for day in dict.fromkeys((found.first, found.last))
    )
    units = "、".join(f"{names.get(code, code)}{count}件" for code, count in found.units)
    return f"{found.label}。{days}，共{found.count}件，其中{found.open}件还没有办结" + (
        f"；办理单位：{units}。" if units else "。"
    )
