"""Who may open a page of the desk. To anybody else a page does not exist."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from xinqiao.cases import aside
from xinqiao.cases.policy import pages
from xinqiao.people import factors, sittings
from xinqiao.people.directory import Directory, directory
from xinqiao.people.models import Capacity, Officer
from xinqiao.people.person import Person, as_person


@dataclass(frozen=True, slots=True)
class Staff:
    """The officer who asks for a page, as the door sees them, and the tree of units."""

    officer: Officer
    person: Person
    tree: Directory

    @property
    def unit(self) -> str:
        return str(self.officer.unit_id)

    def has(self, *capacities: Capacity) -> bool:
        return bool(self.person.capacities & set(capacities))


REGISTERS = tuple(Capacity(one) for one in pages.REGISTERS)
"""Who may take down what somebody brings."""

WORKS = tuple(Capacity(one) for one in pages.WORKS)
"""Who works on matters. A keeper of the system who does nothing else sees none."""

SECOND = "second_factor"
"""In a session that was opened with a second factor."""

View = Callable[..., HttpResponseBase]


def staff(*capacities: Capacity, unfinished: bool = False, keeps: bool = False) -> Callable[[View], View]:
    """A page for officers who are signed in and have one of ``capacities`` (none named: all of them).

    The view is called with the request and a ``Staff``. To somebody without the capacity the page does not exist, as a
    matter does not exist to those who may not see it. Whoever has not finished their first sign-in sees only the pages
    marked ``unfinished``, with which it is finished. A view that ``keeps`` shows its form again with what was typed when
    it was sent after the session had ended (``cases.aside``).
    """

    def closed(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            at = timezone.now()  # noqa: TID251 - the edge: a page, one moment
            sittings.go_on(request, at=at)
            officer = request.user
            if not isinstance(officer, Officer):
                return _at_the_door(request, keeps=keeps, at=at)
            first = _first(request, officer)
            if first and not (unfinished and first != "desk:login"):
                return redirect(first)
            here = Staff(officer=officer, person=as_person(officer), tree=directory())
            if capacities and not here.has(*capacities):
                raise Http404
            if request.resolver_match and not pages.opens(
                request.resolver_match.view_name, here.person.capacities
            ):
                raise Http404
            response = view(request, here, *args, **kwargs)
            return aside.let_go(request, response) if aside.taken_up(request) else response

        return opened

    return closed


def _at_the_door(request: HttpRequest, *, keeps: bool, at: datetime) -> HttpResponseBase:
    """To the sign-in and back again: to the page, or where a form was sent from."""
    left = request.session.get(sittings.LEFT)
    sent = request.method == "POST"
    part = bool(request.headers.get("HX-Request"))
    back = (
        request.headers.get("HX-Current-URL" if part else "Referer", "")
        if part or sent
        else request.get_full_path()
    )
    door = redirect_to_login(back or reverse("desk:today"))
    if part:
        # A part of a page cannot hold the door, and what is being typed around it must not be swept away.
        return render(request, "desk/signed_out.html", {"door": door.url, "left": left})
    return aside.lay_aside(request, door, owner=left["owner"], at=at) if sent and keeps and left else door


def _first(request: HttpRequest, officer: Officer) -> str:
    """What has to be done before anything else: change a password that somebody else knows, set up a second factor."""
    if officer.password_given:
        return "desk:password"
    if not factors.required() or request.session.get(SECOND):
        return ""
    if officer.factors.exists():
        # Signed in while a password was enough: that is over.
        logout(request)
        return "desk:login"
    return "desk:factor_new"
