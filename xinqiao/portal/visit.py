"""A visit to one matter: opened with number and code, ended after half an hour without a click.

The session knows one number at a time. Nobody has a list of their matters here, because that list would be a history
of a person.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from xinqiao.cases import aside
from xinqiao.cases.models import Case
from xinqiao.cases.policy import see
from xinqiao.people.directory import directory
from xinqiao.people.person import petitioner_of

SESSION = "visit"
IDLE = timedelta(minutes=30)
IDLE_SHARED = timedelta(minutes=5)
"""On a computer that others use as well: long enough to read, too short for whoever sits down next."""
NOTED = timedelta(minutes=1)
"""A click within a minute of the last one is not written down: reading a page must not cost a write to the disk."""

P = ParamSpec("P")


def begin(request: HttpRequest, number: str, *, at: datetime, shared: bool = False) -> None:
    """Open a matter in this session; a matter that was open before is closed.

    ``shared`` is a computer that others use as well: the visit ends sooner, and pages leave no way back.
    """
    request.session.cycle_key()
    request.session[SESSION] = {"number": number, "at": at.isoformat(), "shared": shared}


def end(request: HttpRequest) -> None:
    """Close the matter."""
    request.session.pop(SESSION, None)


def visited(request: HttpRequest, *, at: datetime) -> str | None:
    """The number of the matter that is open, unless it has been left alone for too long."""
    visit: dict[str, Any] | None = request.session.get(SESSION)
    idle = IDLE_SHARED if visit and visit.get("shared") else IDLE
    if not visit or at - datetime.fromisoformat(visit["at"]) > idle:
        end(request)
        return None
    return str(visit["number"])


def for_petitioner(
    view: Callable[Concatenate[HttpRequest, Case, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Give the view the matter that is open in this session, or lead to the door."""

    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        at = timezone.now()  # noqa: TID251 - the edge: one visit, one moment
        left = request.session.get(SESSION)
        number = visited(request, at=at)
        if number is None:
            return _at_the_door(request, left, at=at)
        if at - datetime.fromisoformat(request.session[SESSION]["at"]) > NOTED:
            request.session[SESSION] = {**request.session[SESSION], "at": at.isoformat()}
        response = view(request, see(petitioner_of(number), number, directory()), *args, **kwargs)
        return aside.let_go(request, response) if aside.taken_up(request) else response

    return inner


def _at_the_door(request: HttpRequest, left: dict[str, Any] | None, *, at: datetime) -> HttpResponseBase:
    """To number and code. What was sent from a visit that had been left alone waits until the same matter is open again."""
    door = redirect("portal:follow")
    if request.method != "POST":
        return door
    if left is None:
        messages.warning(request, gettext("刚才的操作没有执行。请先进入，再做一次。"))
        return door
    messages.warning(request, gettext("您离开得久了一些，刚才的还没有办。请重新进入，填过的内容还在。"))
    return aside.lay_aside(request, door, owner=left["number"], at=at)
