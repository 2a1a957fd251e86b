"""The supervisor's page: what the record proposes to press, and which letters wait for an answer."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from xinqiao.cases.calendar import calendar_now
from xinqiao.desk.access import Staff, staff
from xinqiao.desk.page import page
from xinqiao.desk.supervision import letters, proposals
from xinqiao.people.models import Capacity


@require_GET
@staff(Capacity.SUPERVISOR)
def supervise(request: HttpRequest, here: Staff) -> HttpResponse:
    """Proposals with their evidence, and letters out."""
    at = timezone.now()
    day = calendar_now().day(at)
    context = {"proposals": proposals(here, day=day), "letters": letters(here, day=day)}
    return page(request, here, "desk/supervise.html", context, current="supervise")
