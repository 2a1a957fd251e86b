"""Who may open a page of the desk. To anybody else a page does not exist."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

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

View = Callable[..., HttpResponseBase]


def staff(*capacities: Capacity) -> Callable[[View], View]:
    """A page for officers who are signed in and have one of ``capacities`` (none named: all of them).

    The view is called with the request and a ``Staff``. To somebody without the capacity the page does not exist, as a
    matter does not exist to those who may not see it.
    """

    def closed(view: View) -> View:
        @wraps(view)
        @login_required
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            officer = request.user
            assert isinstance(officer, Officer)
            here = Staff(officer=officer, person=as_person(officer), tree=directory())
            if capacities and not here.has(*capacities):
                raise Http404
            return view(request, here, *args, **kwargs)

        return opened

    return closed
