"""Following a matter with number and code, and doing what can be done about it."""

import math
from dataclasses import replace

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xinqiao.cases.act import act
from xinqiao.cases.aside import laid_aside, let_go
from xinqiao.cases.erasure import CHANGE_CONTACT
from xinqiao.cases.files import open_file
from xinqiao.cases.forms import ActionForm
from xinqiao.cases.look import look_at, offers
from xinqiao.cases.models import Attachment, Case, Paper
from xinqiao.cases.story import story
from xinqiao.documents import render as documents
from xinqiao.documents.catalogue import DOCUMENTS
from xinqiao.law.machine import obstacle
from xinqiao.law.model import Refused, Role
from xinqiao.people.address import network_of
from xinqiao.people.codes import TooManyTries, WrongCode, enter, read_number
from xinqiao.people.directory import directory
from xinqiao.people.person import petitioner_of
from xinqiao.portal import visit
from xinqiao.portal.answers import unit_choices
from xinqiao.portal.draft import forget
from xinqiao.portal.follow import (
    aftermath,
    late_help,
    offered,
    opened_by,
    sealed_until_received,
    until,
    waiting_service,
)

ELSEWHERE = "https://www.weather.com.cn/"
"""Where the quick exit leads: a page that says nothing about the one who opens it."""


@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """The door: number and code. It says the same whether or not the number exists."""
    at = timezone.now()
    number = request.POST.get("number", "") or request.GET.get("number", "")
    error = ""
    if request.method == "POST":
        try:
            found = enter(number, request.POST.get("code", ""), address=network_of(request.META), at=at)
        except WrongCode:
            error = gettext("编号或查询码不对。请核对后再试。")
        except TooManyTries as tries:
            minutes = max(math.ceil((tries.until - at).total_seconds() / 60), 1)
            error = ngettext(
                "试的次数太多了。请过 %(minutes)d 分钟再试。",
                "试的次数太多了。请过 %(minutes)d 分钟再试。",
                minutes,
            ) % {"minutes": minutes}
        else:
            visit.begin(request, found, at=at, shared=request.POST.get("shared") == "yes")
            kept = laid_aside(request, owner=found, at=at)
            return redirect("portal:kept") if kept else let_go(request, redirect("portal:matter"))
    elif visit.visited(request, at=at) is not None and not number:
        return redirect("portal:matter")
    return render(
        request,
        "portal/follow.html",
        {"number": read_number(number) or number[:40], "error": error},
        status=422 if error else 200,
    )


@require_GET
@visit.for_petitioner
def matter(request: HttpRequest, case: Case) -> HttpResponse:
    """Where it lies, the story, what can be done, who looked, what one may expect."""
    at = timezone.now()
    me = petitioner_of(case.number)
    look = look_at(case, at=at)
    steps = story(case, me, at=at)
    found = offers(look, me, directory())
    waiting = waiting_service(look.procedure, steps, found)
    choices = offered(look, found)
    return render(
        request,
        "portal/matter.html",
        {
            "case": case,
            "look": look,
            "steps": sealed_until_received(steps, waiting[1] if waiting else None),
            "waiting": waiting,
            "choices": choices,
            "shut": any(not one.open for one in choices),
            "can": [(one.title, one.url) for one in choices if one.open][:3],
            "late": late_help(look, choices),
            "opened": opened_by(steps),
            "titles": {one.name: gettext(one.title) for one in DOCUMENTS},
        },
    )


@require_http_methods(["GET", "POST"])
@visit.for_petitioner
def do(request: HttpRequest, case: Case, action: str) -> HttpResponse:
    """One action: what it means, until when, what happens then, one form, one button."""
    at = timezone.now()
    me = petitioner_of(case.number)
    look = look_at(case, at=at)
    known = look.procedure.action_named.get(action)
    if known is None or Role.PETITIONER not in known.by or action == "submit" or known.serves:
        raise Http404
    if action == CHANGE_CONTACT:
        return redirect("portal:contact")
    posted = request.method == "POST"
    form = ActionForm(
        known,
        roles={Role.PETITIONER},
        units=unit_choices(),
        data=request.POST if posted else None,
        files=request.FILES if posted else None,
        boxes=1,
    )
    if posted and not form.more:
        try:
            seen = int(request.POST.get("seen", ""))
        except ValueError:
            seen = look.standing.entries
        try:
            act(case.number, action, form.facts(), by=me, at=at, seen=seen)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(
                request, gettext("“{action}”已经记下，也写进了您的进展。").format(action=gettext(known.title))
            )
            return redirect("portal:matter")
    shut = obstacle(look.procedure, look.standing, known, roles={Role.PETITIONER}, day=look.day, by=me.key)
    return render(
        request,
        "portal/action.html",
        {
            "case": case,
            "look": look,
            "action": known,
            "title": gettext(known.title),
            "form": form,
            "shut": shut,
            "until": until(look, known),
            "aftermath": aftermath(look, known),
        },
        status=422 if form.errors_listed() or form.refused else 200,
    )


@require_http_methods(["GET", "POST"])
@visit.for_petitioner
def kept(request: HttpRequest, case: Case) -> HttpResponse:
    """What was being sent when the visit had ended, with the way back to its form; or away with it."""
    found = laid_aside(request, owner=case.number, at=timezone.now())
    if request.method == "POST" or found is None:
        return let_go(request, redirect("portal:matter"))
    return render(request, "portal/kept.html", {"aside": found})


@require_http_methods(["GET", "POST"])
@visit.for_petitioner
def receive(request: HttpRequest, case: Case) -> HttpResponse:
    """Before a decision is opened: opening it counts as receiving it, and from then on the days run."""
    at = timezone.now()
    me = petitioner_of(case.number)
    look = look_at(case, at=at)
    waiting = waiting_service(look.procedure, story(case, me, at=at), offers(look, me, directory()))
    if waiting is None:
        return redirect("portal:matter")
    action = look.procedure.action_named[waiting[0]]
    then = aftermath(look, action)
    # What the office has to do next would tell what stands in the decision before it is opened.
    then = replace(then, starts=tuple(one for one in then.starts if one.clock.right), tells=())
    refused = None
    if request.method == "POST":
        try:
            act(case.number, action.name, {}, by=me, at=at)
        except Refused as found:
            refused = found
        else:
            messages.success(request, gettext("已经记下您今天收到。内容在下面的进展里。"))
            return redirect(f"{reverse('portal:matter')}#step-{waiting[1]}")
    return render(
        request,
        "portal/receive.html",
        {
            "case": case,
            "title": gettext(action.title),
            "aftermath": then,
            "refused": refused,
        },
        status=422 if refused else 200,
    )


@require_GET
@visit.for_petitioner
def paper(request: HttpRequest, case: Case, pk: int) -> HttpResponse:
    """A document of this matter as it prints on A4. A decision that is not yet received is opened by its own act."""
    at = timezone.now()
    me = petitioner_of(case.number)
    found = get_object_or_404(Paper, pk=pk, number=case.number)
    look = look_at(case, at=at)
    waiting = waiting_service(look.procedure, story(case, me, at=at), offers(look, me, directory()))
    if waiting is not None and waiting[1] == found.ordinal:
        return redirect("portal:receive")
    try:
        printed = documents.render(found, reader=me, back=reverse("portal:matter"))
    except LookupError as hidden:
        raise Http404 from hidden
    return render(request, printed.template, printed.context)


@require_GET
@visit.for_petitioner
def file(_request: HttpRequest, case: Case, pk: int) -> HttpResponseBase:
    """A file of this matter that its petitioner may see, as a download."""
    found = get_object_or_404(Attachment, pk=pk, number=case.number, erased_at=None)
    steps = story(case, petitioner_of(case.number), at=timezone.now())
    if all(one.pk != found.pk for step in steps for one in step.files):
        raise Http404
    response = FileResponse(
        open_file(found), as_attachment=True, filename=found.name, content_type=found.media_type
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Leave the matter; the browser keeps nothing."""
    visit.end(request)
    messages.success(request, gettext("已经退出。这台设备上没有留下您的编号和查询码。"))
    return _leaving_nothing(let_go(request, redirect("portal:home")))


@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """Away at once: everything of this visit is forgotten and another page opens."""
    visit.end(request)
    return _leaving_nothing(let_go(request, forget(request, redirect(ELSEWHERE))))


def _leaving_nothing(response: HttpResponse) -> HttpResponse:
    """The browser throws away what it kept of this house, pages for the way back included."""
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
