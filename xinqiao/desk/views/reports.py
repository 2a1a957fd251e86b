"""Reports of obstruction and retaliation, for the unit above that has to answer them (art. 18)."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from xinqiao.cases.look import ShownClock, for_reader, look_at
from xinqiao.cases.models import Case, Seated
from xinqiao.cases.policy import visible
from xinqiao.cases.roles import reads_between, roles_in
from xinqiao.desk.access import Staff, staff
from xinqiao.desk.page import page
from xinqiao.law.model import Role
from xinqiao.people.models import Capacity

REPORTED = "obstruction_reported"
"""The mark of a matter in which such a report waits for its answer."""

LOOKED_AT = 400
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Report:
    """A report that waits: in which matter, and by when it is to be answered."""

    case: Case
    where: str
    due: ShownClock | None


@require_GET
@staff(Capacity.HANDLER, Capacity.HEAD)
def reports(request: HttpRequest, here: Staff) -> HttpResponse:
    """What petitioners have reported, the answer due first at the top. The units it is about see nothing of it."""
    at = timezone.now()
    above = Seated.objects.filter(unit=here.unit, role=Role.SUPERIOR_UNIT).values("case")
    waiting = visible(here.person, here.tree).filter(number__in=above, standing__contains=f'"{REPORTED}"')
    found = []
    for case in waiting.order_by("number")[:LOOKED_AT]:
        look = look_at(case, at=at)
        roles = roles_in(here.person, look.standing, number=case.number, tree=here.tree)
        if REPORTED in look.standing.marks and reads_between(here.person, look.standing, roles):
            clocks = for_reader(look, here.person, here.tree).clocks
            due = next((one for one in clocks if one.clock.id in look.procedure.between), None)
            found.append(Report(case, look.where, due))
    found.sort(key=lambda one: (one.due is None, one.due.running.last if one.due else at.date()))
    return page(request, here, "desk/reports.html", {"reports": found[:SHOWN]}, current="reports")
