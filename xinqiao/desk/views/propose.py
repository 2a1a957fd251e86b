"""Proposals of class and unit: beside the page that registers, and for a matter that came in through the portal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from xinqiao.cases.look import look_at, unit_names
from xinqiao.cases.policy import see
from xinqiao.cases.roles import roles_in
from xinqiao.desk.access import REGISTERS, WORKS, Staff, staff
from xinqiao.desk.doing import choosable
from xinqiao.desk.page import page
from xinqiao.search.learning import CLASSES, loaded, told
from xinqiao.search.proposing import ClassProposal, UnitProposal, propose_class, propose_units

FIELDS = {"class": "content_class", "unit": "to_unit"}
"""The inputs into which a proposal can be taken over."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """What is proposed, with the names of the units; ``learned`` tells whether there was anything to propose from."""

    content_class: ClassProposal | None
    units: Sequence[tuple[UnitProposal, str]]
    learned: bool

    @property
    def any(self) -> bool:
        return self.content_class is not None or bool(self.units)


def proposals(text: str, place: str, here: Staff, walls: Sequence[str]) -> Proposals:
    """Class and units for a text, among the units that this officer could choose."""
    among = [code for code, _name, _kind in choosable(here)]
    units = propose_units(text, place, here.tree, among=among, walls=walls)
    names = unit_names([one.unit for one in units])
    return Proposals(
        content_class=propose_class(text),
        units=[(one, names.get(one.unit, one.unit)) for one in units],
        learned=loaded(CLASSES) is not None,
    )


@require_POST
@staff(*REGISTERS)
def propose(request: HttpRequest, here: Staff) -> HttpResponse:
    """For the words being taken down: a part of the page, or a page of its own where no script runs."""
    said = [
        request.POST.get("subject", ""),
        request.POST.get("account", ""),
        *request.POST.getlist("requests"),
    ]
    found = proposals(
        "\n".join(filter(None, said)),
        request.POST.get("place", ""),
        here,
        request.POST.getlist("accused_units"),
    )
    context = {"proposals": found, "class_into": "id_content_class"}
    if request.headers.get("HX-Request"):
        return render(request, "desk/proposals.html", context)
    return page(request, here, "desk/proposals_alone.html", context, current="register")


@require_GET
@staff(*WORKS)
def propose_for(request: HttpRequest, here: Staff, number: str) -> HttpResponse:
    """For a matter that lies before an officer who can now register or route it."""
    at = timezone.now()
    look = look_at(see(here.person, number, here.tree), at=at)
    text = told([number]).get(number, "")
    found = proposals(text, look.case.place, here, sorted(look.standing.walled))
    context: dict[str, Any] = {"proposals": found, "look": look}
    if request.headers.get("HX-Request"):
        wanted = request.GET.get("for")
        # A form that asks for one of the two is shown that one.
        if wanted == FIELDS["class"]:
            found = replace(found, units=())
        elif wanted == FIELDS["unit"]:
            found = replace(found, content_class=None, learned=True)
        context["proposals"] = found
        context |= {f"{name}_into": f"id_{field}" for name, field in FIELDS.items() if field == wanted}
        return render(request, "desk/proposals.html", context)
    # Without a script the words are carried over by a link to the form of the step that asks for them.
    roles = set(roles_in(here.person, look.standing, number=number, tree=here.tree))
    steps = [
        one for one in look.procedure.actions if look.standing.state in one.from_ and roles & set(one.by)
    ]
    context["class_steps"] = [
        one for one in steps if any(asked.name == FIELDS["class"] for asked in one.inputs)
    ]
    context["unit_steps"] = [
        one for one in steps if any(asked.name == FIELDS["unit"] for asked in one.inputs)
    ]
    return page(request, here, "desk/proposals_alone.html", context, current="inbox")
