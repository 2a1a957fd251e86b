"""The frame of a page of the desk: who is here, and where they can go."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xinqiao.desk.access import REGISTERS, WORKS, Staff
from xinqiao.people.models import Capacity


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the navigation; ``key`` is the letter that leads there."""

    name: str
    title: str
    url: str
    key: str
    current: bool


def page(
    request: HttpRequest,
    here: Staff,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    current: str = "",
    status: int = 200,
) -> HttpResponse:
    """A page inside the frame."""
    frame = {"here": here, "nav": places(here, current), "works": here.has(*WORKS)}
    return render(request, template, {**frame, **(context or {})}, status=status)


def places(here: Staff, current: str) -> list[Place]:
    """Where this officer can go."""
    offered = (
        ("today", _("今天"), "t", WORKS),
        ("inbox", _("全部事项"), "i", WORKS),
        ("register", _("登记"), "r", REGISTERS),
        ("post", _("要寄送的"), "p", REGISTERS),
        ("supervise", _("督办"), "s", (Capacity.SUPERVISOR,)),
        ("reports", _("阻挠、报复"), "o", (Capacity.HANDLER, Capacity.HEAD)),
        ("themes", _("源头治理"), "m", (Capacity.SUPERVISOR,)),
        ("unit", _("本单位"), "u", (Capacity.HEAD,)),
        ("units", _("单位和人员"), "g", (Capacity.KEEPER,)),
        ("library", _("法规库"), "l", (Capacity.KEEPER,)),
    )
    return [
        Place(name, title, reverse(f"desk:{name}"), key, name == current)
        for name, title, key, capacities in offered
        if here.has(*capacities)
    ]


def page_number(request: HttpRequest, *, most: int) -> int:
    """Which page of a list an address asks for; anything that is none asks for the first."""
    asked = request.GET.get("page", "")
    return min(max(int(asked), 1), most) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
