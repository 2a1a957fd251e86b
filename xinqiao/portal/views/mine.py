"""What a petitioner may do with what is kept of them: take a copy of all of it, and correct how they are reached."""

from dataclasses import replace

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from xinqiao.cases.act import act
from xinqiao.cases.forms import ActionForm
from xinqiao.cases.look import look_at, offers
from xinqiao.cases.models import Case
from xinqiao.cases.story import story
from xinqiao.law.model import Refused, Role
from xinqiao.law.words import _
from xinqiao.people.directory import directory
from xinqiao.people.person import petitioner_of
from xinqiao.portal import visit
from xinqiao.portal.answers import faults
from xinqiao.portal.follow import opened_by, sealed_until_received, waiting_service
from xinqiao.portal.own_copy import contact_details, own_copy
from xinqiao.portal.questions import ADDRESS, EMAIL, PRIVATE, TELEPHONE

REACHED_BY = (TELEPHONE, ADDRESS, EMAIL, PRIVATE)
"""What can be corrected with number and code alone; a name is corrected at the counter, where somebody looks at a paper."""


@require_http_methods(["GET", "POST"])
@visit.for_petitioner
def copy(request: HttpRequest, case: Case) -> HttpResponseBase:
    """Everything that is kept of this matter, as one file. It comes with a button, so that nothing fetches it unasked."""
    at = timezone.now()
    me = petitioner_of(case.number)
    look = look_at(case, at=at)
    steps = story(case, me, at=at)
    waiting = waiting_service(look.procedure, steps, offers(look, me, directory()))
    if request.method != "POST":
        return render(request, "portal/copy.html", {"case": case, "waiting": waiting})
    shown = sealed_until_received(steps, waiting[1] if waiting else None)
    archive = own_copy(look, shown, opened_by(steps), at=at)
    answer = FileResponse(
        archive, as_attachment=True, filename=f"{case.number}.zip", content_type="application/zip"
    )
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "POST"])
@visit.for_petitioner
def contact(request: HttpRequest, case: Case) -> HttpResponse:
    """How the petitioner is reached, corrected under the seal. The entry says that it was changed, never to what."""
    at = timezone.now()
    look = look_at(case, at=at)
    held = contact_details(case.number)
    posted = request.method == "POST"
    form = ActionForm(
        replace(look.procedure.action_named["change_contact"], inputs=REACHED_BY),
        roles={Role.PETITIONER},
        data=request.POST if posted else None,
        initial=held or {},
        why=True,
    )
    if posted and not form.more:
        given = form.facts()
        wrong = faults(REACHED_BY, given, day=look.day)
        for one in wrong:
            form.refuse(one)
        changes = {
            one.name: str(given.get(one.name, "")).strip()
            for one in REACHED_BY
            if str(given.get(one.name, "")).strip() != (held or {}).get(one.name, "")
        }
        if not wrong and not changes:
            form.refused = Refused(_("没有改动。"), instead=_("请改好以后再保存。"))
        elif not wrong:
            try:
                act(case.number, "change_contact", {}, by=petitioner_of(case.number), at=at, identity=changes)
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, gettext("联系方式已经更正。"))
                return redirect("portal:matter")
    return render(
        request,
        "portal/contact.html",
        {"case": case, "form": form, "name": (held or {}).get("name", ""), "erased": held is None},
        status=422 if form.errors_listed() or form.refused else 200,
    )
