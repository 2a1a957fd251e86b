"""Units and officers: the tree, what art. 18 asks each unit to make public, who works there; and a head's own unit."""

import secrets

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xinqiao.cases.calendar import calendar_named
from xinqiao.desk import workload
from xinqiao.desk.access import Staff, staff
from xinqiao.desk.forms import NewUnitForm, OfficerForm, UnitForm
from xinqiao.desk.page import page
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.model import Citation, Refused
from xinqiao.law.words import _ as marked
from xinqiao.people.models import Capacity, Officer, Unit

WORDS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters of a first password: none that can be mistaken for another when read from paper."""

NOT_YET = marked("还不能启用：这个单位还没有公布{missing}。")
FILL_IN = marked("请先填写并公布这些内容，再启用。")
ART_18 = Citation("信访工作条例", marked("第十八条"))


def _kept(here: Staff) -> str:
    """The path of the area whose units this keeper keeps."""
    place = here.tree.places[here.unit]
    return here.tree.places[place.parent].path if place.parent else place.path


def _unit(here: Staff, code: str) -> Unit:
    """A unit of the keeper's area. Any other does not exist for them."""
    unit = get_object_or_404(Unit.objects.select_related("parent", "reviewer"), code=code)
    if not unit.path.startswith(_kept(here)):
        raise Http404
    return unit


@require_GET
@staff(Capacity.KEEPER)
def units(request: HttpRequest, here: Staff) -> HttpResponse:
    """The tree of units, and which are not open yet."""
    kept = _kept(here)
    found = list(Unit.objects.filter(path__startswith=kept).order_by("path"))
    depth = kept.count("/")
    shown = [(one, one.path.count("/") - depth, one.missing()) for one in found]
    return page(request, here, "desk/units.html", {"units": shown}, current="units")


@require_http_methods(["GET", "POST"])
@staff(Capacity.KEEPER)
def unit_edit(request: HttpRequest, here: Staff, code: str) -> HttpResponse:
    """What a unit makes public, its officers, and switching it on or off."""
    unit = _unit(here, code)
    above = here.tree.ancestors(code)
    form = UnitForm(request.POST or None, instance=unit, above=above)
    refused = None
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("“{name}”的内容已经保存。").format(name=unit.title))
        return redirect("desk:unit_edit", code)
    context = {
        "unit": unit,
        "form": form,
        "refused": refused,
        "missing": Unit.objects.get(code=code).missing(),
        "officers": unit.officers.order_by("-is_active", "username"),
    }
    return page(
        request, here, "desk/unit_edit.html", context, current="units", status=422 if form.errors else 200
    )


@require_POST
@staff(Capacity.KEEPER)
def unit_switch(request: HttpRequest, here: Staff, code: str) -> HttpResponse:
    """Switch a unit on, once everything of art. 18 is there, or off."""
    unit = _unit(here, code)
    on = request.POST.get("active") == "yes"
    if on and (missing := unit.missing()):
        refused = Refused(NOT_YET, cites=(ART_18,), instead=FILL_IN, facts={"missing": "、".join(missing)})
        context = {
            "unit": unit,
            "form": UnitForm(instance=unit, above=here.tree.ancestors(code)),
            "refused": refused,
            "missing": missing,
            "officers": unit.officers.order_by("-is_active", "username"),
        }
        return page(request, here, "desk/unit_edit.html", context, current="units", status=422)
    unit.active = on
    unit.save(update_fields=["active", "path", "changed_at"])
    said = _("“{name}”已经启用，可以接收信访事项。") if on else _("“{name}”已经停用，不再接收新的信访事项。")
    messages.success(request, said.format(name=unit.title))
    return redirect("desk:unit_edit", code)


@require_http_methods(["GET", "POST"])
@staff(Capacity.KEEPER)
def unit_new(request: HttpRequest, here: Staff) -> HttpResponse:
    """A new unit below one of this area."""
    kept = _kept(here)
    within = [one.code for one in here.tree.places.values() if one.path.startswith(kept)]
    form = NewUnitForm(request.POST or None, within=within, initial={"parent": request.GET.get("under", "")})
    if request.method == "POST" and form.is_valid():
        unit = form.save()
        messages.success(request, _("“{name}”已经建好。填写公布内容以后才能启用。").format(name=unit.title))
        return redirect("desk:unit_edit", unit.code)
    return page(
        request,
        here,
        "desk/unit_new.html",
        {"form": form},
        current="units",
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@staff(Capacity.KEEPER)
def officer_new(request: HttpRequest, here: Staff, code: str) -> HttpResponse:
    """A new officer. The first password is shown once, to be handed over on paper."""
    unit = _unit(here, code)
    form = OfficerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        officer = form.save(commit=False)
        officer.unit = unit
        return _with_password(request, here, officer)
    context = {"unit": unit, "form": form}
    return page(
        request, here, "desk/officer_new.html", context, current="units", status=422 if form.errors else 200
    )


@require_POST
@staff(Capacity.KEEPER)
def officer_switch(request: HttpRequest, here: Staff, pk: int) -> HttpResponse:
    """Switch an officer off or on, or give them a new first password."""
    officer = get_object_or_404(Officer.objects.select_related("unit"), pk=pk)
    _unit(here, officer.unit_id)
    wanted = request.POST.get("do")
    if wanted == "password":
        return _with_password(request, here, officer)
    if officer.pk == here.officer.pk:
        messages.error(request, _("不能停用自己。请另一位系统管理员来做。"))
    else:
        officer.is_active = wanted == "on"
        officer.save(update_fields=["is_active"])
        said = _("{name}可以登录了。") if officer.is_active else _("{name}已经不能登录，正在登录的也已退出。")
        messages.success(request, said.format(name=officer.name))
    return redirect("desk:unit_edit", officer.unit_id)


def _with_password(request: HttpRequest, here: Staff, officer: Officer) -> HttpResponse:
    password = "-".join("".join(secrets.choice(WORDS) for _place in range(4)) for _group in range(4))
    officer.set_password(password)
    officer.save()
    context = {"officer": officer, "password": password}
    return page(request, here, "desk/officer_made.html", context, current="units")


@require_GET
@staff(Capacity.HEAD)
def unit(request: HttpRequest, here: Staff) -> HttpResponse:
    """A head's own unit: what is in hand, by age, step and cause, and what is late and why."""
    at = timezone.now()
    day = calendar_named(find_procedure(settings.PROCEDURE).calendar).day(at)
    titles = (_("收到多久了"), _("在等哪一步"), _("反映的是什么"))
    context = {
        "bands": list(zip(titles, workload.bands(here, day=day), strict=True)),
        "late": workload.late(here, at=at, day=day),
        "day": day,
    }
    return page(request, here, "desk/unit.html", context, current="unit")
