"""Units: the tree, what art. 18 asks each to make public, who works there; and a head's own unit."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xinqiao.cases.calendar import calendar_now
from xinqiao.desk import workload
from xinqiao.desk.access import Staff, staff
from xinqiao.desk.forms import NewUnitForm, UnitForm
from xinqiao.desk.page import page
from xinqiao.desk.views.officers import kept_unit
from xinqiao.law.model import Citation, Refused
from xinqiao.law.words import _ as marked
from xinqiao.people.models import Capacity, Invitation, Unit

NOT_YET = marked("还不能启用：这个单位还没有公布{missing}。")
FILL_IN = marked("请先填写并公布这些内容，再启用。")
ART_18 = Citation("信访工作条例", marked("第十八条"))


@require_GET
@staff(Capacity.KEEPER)
def units(request: HttpRequest, here: Staff) -> HttpResponse:
    """The tree of units, and which are not open yet."""
    kept = here.tree.area(here.unit)
    found = list(Unit.objects.filter(path__startswith=kept).order_by("path"))
    depth = kept.count("/")
    shown = [(one, one.path.count("/") - depth, one.missing()) for one in found]
    return page(request, here, "desk/units.html", {"units": shown}, current="units")


@require_http_methods(["GET", "POST"])
@staff(Capacity.KEEPER)
def unit_edit(request: HttpRequest, here: Staff, code: str) -> HttpResponse:
    """What a unit makes public, its officers, and switching it on or off."""
    unit = kept_unit(here, code)
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
        **_people(unit),
    }
    return page(
        request, here, "desk/unit_edit.html", context, current="units", status=422 if form.errors else 200
    )


def _people(unit: Unit) -> dict[str, Any]:
    """Who works there, and who was invited and has not come yet."""
    return {
        "officers": unit.officers.order_by("-is_active", "username"),
        "invitations": Invitation.objects.filter(unit=unit, until__gt=timezone.now()).order_by("username"),
    }


@require_POST
@staff(Capacity.KEEPER)
def unit_switch(request: HttpRequest, here: Staff, code: str) -> HttpResponse:
    """Switch a unit on, once everything of art. 18 is there, or off."""
    unit = kept_unit(here, code)
    on = request.POST.get("active") == "yes"
    if on and (missing := unit.missing()):
        refused = Refused(NOT_YET, cites=(ART_18,), instead=FILL_IN, facts={"missing": "、".join(missing)})
        context = {
            "unit": unit,
            "form": UnitForm(instance=unit, above=here.tree.ancestors(code)),
            "refused": refused,
            "missing": missing,
            **_people(unit),
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
    kept = here.tree.area(here.unit)
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


@require_GET
@staff(Capacity.HEAD)
def unit(request: HttpRequest, here: Staff) -> HttpResponse:
    """A head's own unit: what is in hand, by age, step and cause, and what is late and why."""
    at = timezone.now()
    day = calendar_now().day(at)
    titles = (_("收到多久了"), _("在等哪一步"), _("反映的是什么"))
    context = {
        "bands": list(zip(titles, workload.bands(here, day=day), strict=True)),
        "late": workload.late(here, at=at, day=day),
        "day": day,
        "colleagues": here.officer.unit.officers.filter(is_active=True).exclude(pk=here.officer.pk),
    }
    return page(request, here, "desk/unit.html", context, current="unit")
