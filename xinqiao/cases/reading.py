"""Large type: a switch on every page that stays."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = f"{settings.COOKIE_PREFIX}type_size"
A_YEAR = 365 * 24 * 60 * 60


def reading(request: HttpRequest) -> dict[str, Any]:
    """For every template: whether this reader wants large type, and whether all they see is invented."""
    return {"large_type": request.COOKIES.get(COOKIE) == "large", "demo": settings.DEMO}


@require_POST
def set_type_size(request: HttpRequest) -> HttpResponse:
    """Remember the wanted size and go back to where the reader was."""
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = HttpResponseRedirect(back if safe else "/")
    if request.POST.get("size") == "large":
        response.set_cookie(
            COOKIE,
            "large",
            max_age=A_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
