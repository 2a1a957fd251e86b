"""Who may open a page of the desk. To anybody else a page does not exist."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from xinqiao.cases.policy.pages import opens
from xinqiao.people import factors
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


REGISTERS = (Capacity.REGISTRAR, Capacity.HANDLER, Capacity.HEAD)
"""Who may take down what somebody brings."""

SECOND = "second_factor"
"""In a session that was opened with a second factor."""

View = Callable[..., HttpResponseBase]


def staff(*capacities: Capacity, unfinished: bool = False) -> Callable[[View], View]:
    """A page for officers who are signed in and have one of ``capacities`` (none named: all of them).

    The view is called with the request and a ``Staff``. To somebody without the capacity the page does not exist, as a
    matter does not exist to those who may not see it. Whoever has not finished their first sign-in sees only the pages
    marked ``unfinished``, with which it is finished.
    """

    def closed(view: View) -> View:
        @wraps(view)
        @login_required
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            officer = request.user
            assert isinstance(officer, Officer)
            first = _first(request, officer)
            if first and not (unfinished and first != "desk:login"):
                return redirect(first)
            here = Staff(officer=officer, person=as_person(officer), tree=directory())
            if capacities and not here.has(*capacities):
                raise Http404
            if request.resolver_match and not opens(request.resolver_match.view_name, here.person.capacities):
                raise Http404
            return view(request, here, *args, **kwargs)

        return opened

    return closed


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
