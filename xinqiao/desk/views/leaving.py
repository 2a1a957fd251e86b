"""One page for somebody who leaves: what they are in charge of, who takes it over, and closing the account."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from xinqiao.desk import leaving
from xinqiao.desk.access import Staff, staff
from xinqiao.desk.page import page
from xinqiao.desk.views.officers import keeps
from xinqiao.law.model import Refused
from xinqiao.ledger.gate import writing
from xinqiao.people import accounts
from xinqiao.people.models import Capacity, Officer


@require_http_methods(["GET", "POST"])
@staff(Capacity.KEEPER, Capacity.HEAD)
def leave(request: HttpRequest, here: Staff, pk: int) -> HttpResponse:
    """The head of the unit hands its matters over and closes the account; a keeper closes it once nothing is left.

    A keeper sees how many matters there are and none of them.
    """
    at = timezone.now()
    officer = get_object_or_404(Officer.objects.select_related("unit"), pk=pk, is_active=True)
    hands_over = leaving.may_hand_over(here, officer)
    if not hands_over and not keeps(here, officer.unit):
        raise Http404
    refused: list[tuple[str, Refused]] = []
    wanted = request.POST.get("do", "")
    try:
        if wanted == "hand" and hands_over:
            outcome = leaving.hand_over(here, _chosen(request, here, officer), at=at)
            refused = list(outcome.refused)
            if outcome.done:
                said = ngettext("已经交接 %(done)s 件。", "已经交接 %(done)s 件。", outcome.done)
                messages.success(request, said % {"done": outcome.done})
            if not refused:
                return redirect("desk:officer_leave", pk)
        elif wanted == "close":
            with writing():
                leaving.one_at_a_time(officer.unit_id)
                held = leaving.in_charge_of(officer)
                if (why := leaving.left_behind(officer, here.tree, held)) is not None:
                    raise why
                accounts.close(officer, by=here.officer, at=at)
            messages.success(
                request, _("{name}的账号已经关闭，正在登录的也已退出。").format(name=officer.name)
            )
            return (
                redirect("desk:unit_edit", officer.unit_id)
                if here.has(Capacity.KEEPER)
                else redirect("desk:unit")
            )
    except Refused as why:
        refused = [("", why)]
    held = leaving.in_charge_of(officer)
    context = {
        "officer": officer,
        "held": leaving.shown(here, held) if hands_over else [],
        "number": len(held),
        "hands_over": hands_over,
        "successors": leaving.successors(officer),
        "left_behind": leaving.left_behind(officer, here.tree, held),
        "oneself": officer.pk == here.officer.pk,
        "refused": refused,
    }
    return page(request, here, "desk/leave.html", context, status=422 if refused else 200)


def _chosen(request: HttpRequest, here: Staff, officer: Officer) -> list[tuple[str, Officer]]:
    """For each matter the colleague chosen for it, else the one chosen for all."""
    able = {str(one.pk): one for one in leaving.successors(officer)}
    for_all = able.get(request.POST.get("all", ""))
    found = [
        (case.number, able.get(request.POST.get(f"to_{case.number}", ""), for_all))
        for case, _state in leaving.shown(here, leaving.in_charge_of(officer))
    ]
    return [(number, one) for number, one in found if one is not None]
