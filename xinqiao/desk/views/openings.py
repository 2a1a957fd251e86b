"""The supervisor's page of sealed identities that were opened in an unusual way."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from xinqiao.desk.access import Staff, staff
from xinqiao.desk.openings import unusual
from xinqiao.desk.page import page
from xinqiao.people.models import Capacity


@require_GET
@staff(Capacity.SUPERVISOR)
def openings(request: HttpRequest, here: Staff) -> HttpResponse:
    """Which office and post opened which matter, when, why, and what is unusual about it."""
    context = {
        "openings": unusual(here, at=timezone.now()),
        "many": settings.OPENINGS_MANY,
        "hours": settings.OPENINGS_HOURS,
        "days": settings.OPENINGS_DAYS,
    }
    return page(request, here, "desk/openings.html", context, current="supervise")
