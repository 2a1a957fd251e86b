"""What anybody may read: how to reach us, how a matter goes, what is refused, what is kept about you."""

from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xinqiao.cases.files import LARGEST, LARGEST_TOGETHER, MEGABYTE
from xinqiao.cases.saying import cite_all
from xinqiao.law.model import Clock, Procedure, Role, role_title
from xinqiao.people.models import Unit, UnitKind
from xinqiao.portal.visit import IDLE
from xinqiao.portal.words import length, procedure_now

PER_PAGE = 30


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Three large choices, and what happens then."""
    procedure = procedure_now()
    offices = Unit.objects.filter(active=True, kind=UnitKind.PETITION_OFFICE)[:3]
    days = {
        name: length(procedure.clock_named[clock])
        for name, clock in (("route", "xf.route"), ("inform", "xf.inform.forwarded"), ("handle", "xf.handle"))
        if clock in procedure.clock_named
    }
    days["review"] = length(procedure.clock_named["xf.review.request"])
    return render(request, "portal/home.html", {"offices": offices, "days": days})


@require_GET
def channels(request: HttpRequest) -> HttpResponse:
    """Every unit that receives petitions, by level, with the way to its published channels."""
    units = Paginator(Unit.objects.filter(active=True).order_by("path"), PER_PAGE)
    return render(request, "portal/channels.html", {"page": units.get_page(request.GET.get("page"))})


@require_GET
def channel(request: HttpRequest, code: str) -> HttpResponse:
    """What one unit has published under article 18."""
    unit = get_object_or_404(Unit, code=code, active=True)
    titles = {one.name: str(one.verbose_name) for one in Unit._meta.fields}
    published = [(titles[name], getattr(unit, name)) for name in Unit.PUBLISHED]
    return render(request, "portal/channel.html", {"unit": unit, "published": published})


@dataclass(frozen=True)
class Time:
    """One time limit as a table shows it."""

    title: str
    length: str
    bound: str
    trigger: str
    rule: str
    own: bool
    note: str


@dataclass(frozen=True)
class Stage:
    """One state as a table shows it: whose turn it is and what can happen there."""

    title: str
    owner: str
    actions: tuple[tuple[str, str, str], ...]  # what, by whom, article


@require_GET
def procedure(request: HttpRequest) -> HttpResponse:
    """How a matter goes, drawn from the same data that the system obeys."""
    now = procedure_now()
    times = [_time(now, one) for one in now.clocks]
    return render(
        request,
        "portal/procedure.html",
        {
            "procedure": now,
            "law": gettext(now.law),
            "times": [one for one in times if not one.own],
            "promises": [one for one in times if one.own],
            "stages": _stages(now),
            "mine": [
                (gettext(one.title), gettext(one.means), cite_all(one.cites))
                for one in now.actions
                if Role.PETITIONER in one.by and one.name not in ("submit", "serve_notice")
            ],
        },
    )


def _time(now: Procedure, clock: Clock) -> Time:
    return Time(
        title=gettext(clock.title),
        length=length(clock),
        bound=gettext(role_title(now, clock.binds)),
        trigger=gettext(clock.trigger),
        rule=cite_all(clock.cites),
        own=all(one.mark == "D" for one in clock.cites),
        note=gettext(clock.note) if clock.note else "",
    )


def _stages(now: Procedure) -> list[Stage]:
    stages = []
    for state in now.states:
        if state.name == now.initial:
            continue
        actions = tuple(
            (
                gettext(one.title),
                "、".join(dict.fromkeys(gettext(role_title(now, role)) for role in one.by)),
                cite_all(one.cites),
            )
            for one in now.actions
            if state.name in one.from_ and one.to not in ("same", state.name)
        )
        stages.append(Stage(gettext(state.title), gettext(role_title(now, state.owner)), actions))
    return stages


@require_GET
def refuses(request: HttpRequest) -> HttpResponse:
    """What this system does not do, and never will."""
    return render(request, "portal/refuses.html")


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about a person, for what, how long, and the rights to it."""
    offices = Unit.objects.filter(active=True, kind=UnitKind.PETITION_OFFICE)[:3]
    return render(
        request,
        "portal/privacy.html",
        {
            "offices": offices,
            "largest": LARGEST // MEGABYTE,
            "together": LARGEST_TOGETHER // MEGABYTE,
            "idle": int(IDLE.total_seconds() // 60),
            "session_hours": settings.SESSION_COOKIE_AGE // 3600,
        },
    )
