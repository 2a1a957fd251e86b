"""Saying what is wrong: seven short pages, a way back that loses nothing, and a number at the end."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xinqiao.cases.act import act
from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.forms import ActionForm
from xinqiao.cases.look import look_at
from xinqiao.cases.models import Case
from xinqiao.cases.square import square
from xinqiao.law.model import Input, Kind, Procedure, Refused, Role
from xinqiao.people.address import network_of
from xinqiao.people.arrivals import arrive
from xinqiao.people.codes import grouped, new_code
from xinqiao.people.knocks import TooManyTries
from xinqiao.people.person import NEWCOMER
from xinqiao.portal import questions
from xinqiao.portal.answers import faults, unit_choices
from xinqiao.portal.danger import WORDS, in_danger
from xinqiao.portal.draft import Draft, forget
from xinqiao.portal.summary import lines
from xinqiao.portal.views.receipts import address_of_promise
from xinqiao.portal.words import procedure_now

BACK = "_back"


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What to know before the first question; a draft that is already there can be taken up again."""
    draft = Draft.of(request, at=timezone.now())
    if draft is not None and draft.number:
        return redirect("portal:receipt")
    here = _first_open(draft.answers) if draft and draft.answers else ""
    return render(request, "portal/start.html", {"unfinished": here, "steps": questions.STEPS})


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of questions."""
    draft = Draft.of(request, at=timezone.now()) or Draft()
    if draft.number:
        return redirect("portal:receipt")
    procedure = procedure_now()
    way = questions.way(draft.answers)
    if slug not in way:
        return redirect("portal:step", slug=way[0])
    if slug == questions.CHECK:
        return _check(request, draft, procedure)
    # Whether a name is needed hangs on a box of the same page.
    ticked = {"anonymous": request.POST.get("anonymous", "")} if request.method == "POST" else {}
    page = questions.page(procedure, slug, {**draft.answers, **(ticked if slug == "contact" else {})})
    form = _form(page, draft, request)
    full = _full(request) if request.FILES else None
    if request.method == "POST" and not form.more and not full:
        found, good = _answers_in(form, page, procedure)
        draft.answers.update(found)
        if BACK in request.POST:
            return draft.keep(request, redirect(_before(slug, draft.answers)), at=timezone.now())
        if good:
            return draft.keep(
                request, redirect("portal:step", slug=_after(slug, draft.answers)), at=timezone.now()
            )
    response = render(
        request,
        "portal/step.html",
        {
            "page": page,
            "title": gettext(page.title),
            "form": form,
            "steps": questions.STEPS,
            "back": _before(slug, draft.answers),
            "checked": _first_open(draft.answers) == questions.CHECK,
            "danger": in_danger(*_texts(draft.answers)),
            "again": slug not in ("account", "where"),
            "danger_words": "|".join(WORDS),
            # Names are not kept in the browser while they are typed: the next one at this computer could read them.
            "sealed_pages": ("other", "group", "contact"),
            "full": full,
        },
        status=429 if full else 422 if request.method == "POST" and form.errors_listed() else 200,
    )
    return draft.keep(request, response, at=timezone.now()) if request.method == "POST" else response


def _form(page: questions.Page, draft: Draft, request: HttpRequest) -> ActionForm:
    posted = request.method == "POST"
    return ActionForm(
        replace(questions.submit_action(procedure_now()), inputs=page.inputs),
        roles={Role.PETITIONER},
        units=unit_choices(),
        data=request.POST if posted else None,
        files=request.FILES if posted else None,
        initial=draft.answers,
        boxes=1,
        why=True,
    )


def _answers_in(form: ActionForm, page: questions.Page, procedure: Procedure) -> tuple[dict[str, Any], bool]:
    """What was answered on this page, and whether all of it can be taken. Faults stand at their fields."""
    try:
        given = form.facts()
    except Refused as refused:
        form.refuse(refused)
        kept = {one.input.name: one.kept for one in form if one.input.kind is Kind.FILES}
        return kept, False
    found = {one.name: given.get(one.name, _nothing(one)) for one in page.inputs}
    wrong = faults(page.inputs, found, day=calendar_named(procedure.calendar).day(timezone.now()))
    for fault in wrong:
        form.refuse(fault)
    return found, not wrong


def _nothing(one: Input) -> Any:
    return [] if one.kind in (Kind.REQUESTS, Kind.NAMES, Kind.UNITS, Kind.FILES) else ""


def _texts(answers: dict[str, Any]) -> list[str]:
    found: list[str] = []
    for value in answers.values():
        found.extend(one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str))
    return found


def _first_open(answers: dict[str, Any]) -> str:
    """The first page on the way that is not yet answered as it must be."""
    procedure = procedure_now()
    day = calendar_named(procedure.calendar).day(timezone.now())
    for slug in questions.way(answers):
        asked = questions.page(procedure, slug, answers).inputs
        if slug == questions.CHECK or faults(asked, answers, day=day) or not _seen(asked, answers):
            return slug
    return questions.CHECK


def _seen(asked: tuple[Input, ...], answers: dict[str, Any]) -> bool:
    """Whether a page without required questions was at least passed."""
    return any(one.name in answers for one in asked)


def _after(slug: str, answers: dict[str, Any]) -> str:
    """The page after this one; who comes back from the check page to change one thing goes back there."""
    if _first_open(answers) == questions.CHECK:
        return questions.CHECK
    way = questions.way(answers)
    return way[way.index(slug) + 1] if slug in way else way[0]


def _before(slug: str, answers: dict[str, Any]) -> str:
    way = questions.way(answers)
    place = way.index(slug) if slug in way else 0
    return reverse("portal:step", args=[way[place - 1]]) if place else reverse("portal:submit")


def _check(request: HttpRequest, draft: Draft, procedure: Procedure) -> HttpResponse:
    """Everything once more, each answer with the way to change it; here it is handed in."""
    first = _first_open(draft.answers)
    if first != questions.CHECK:
        return redirect("portal:step", slug=first)
    refused = None
    full = _full(request) if request.method == "POST" else None
    if request.method == "POST" and not full:
        try:
            receipt = act(
                None,
                "submit",
                questions.facts(procedure, draft.answers),
                by=NEWCOMER,
                at=timezone.now(),
                identity=questions.identity(draft.answers),
                token=draft.token,
            )
        except Refused as found:
            refused = found
        else:
            filed = Draft(token=draft.token, number=receipt.number)
            return filed.keep(request, redirect("portal:receipt"), at=timezone.now())
    response = render(
        request,
        "portal/check.html",
        {
            "lines": lines(procedure, draft.answers),
            "refused": refused,
            "full": full,
            "steps": questions.STEPS,
            "back": _before(questions.CHECK, draft.answers),
            "danger": in_danger(*_texts(draft.answers)),
            "report": draft.answers.get("purpose") == "report",
        },
        status=429 if full else 422 if refused else 200,
    )
    # Who is told to come back later finds everything still there.
    return draft.keep(request, response, at=timezone.now()) if full else response


def _full(request: HttpRequest) -> datetime | None:
    """Until when nothing more is taken in from this network; None where it is, and this one is counted."""
    try:
        arrive(network_of(request.META), at=timezone.now())
    except TooManyTries as full:
        return full.until
    return None


@require_GET
def receipt(request: HttpRequest) -> HttpResponse:
    """The number and the code; the code is shown here and nowhere else."""
    draft = Draft.of(request, at=timezone.now())
    if draft is None or not draft.number:
        return redirect("portal:submit")
    return render(request, "portal/receipt.html", _filed(draft))


@require_GET
def slip(request: HttpRequest) -> HttpResponse:
    """The receipt on one sheet of A4, with a square code that leads to the follow page."""
    draft = Draft.of(request, at=timezone.now())
    if draft is None or not draft.number:
        return redirect("portal:submit")
    filed = _filed(draft)
    with_code = request.GET.get("code") == "yes"
    address = request.build_absolute_uri(f"{reverse('portal:follow')}?number={draft.number}")
    # After the # it never leaves the browser: no server and no log sees the code.
    filed["square"] = square(f"{address}#{filed['code']}" if with_code else address)
    filed["address"] = request.build_absolute_uri(reverse("portal:follow"))
    filed["with_code"] = with_code
    filed["promised"] = square(address_of_promise(request, draft.number))
    return render(request, "portal/slip.html", filed)


@require_GET
def saved(request: HttpRequest) -> HttpResponse:
    """The receipt as a small text file to keep."""
    draft = Draft.of(request, at=timezone.now())
    if draft is None or not draft.number:
        return redirect("portal:submit")
    filed = {**_filed(draft), "address": request.build_absolute_uri(reverse("portal:follow"))}
    response = render(request, "portal/receipt.txt", filed, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="xinqiao-{draft.number}.txt"'
    return response


@require_POST
def written_down(request: HttpRequest) -> HttpResponse:
    """The person has the code; this browser forgets it."""
    return forget(request, redirect("portal:follow"))


@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Throw away what was written so far."""
    return forget(request, redirect("portal:home"))


def _filed(draft: Draft) -> dict[str, Any]:
    case = Case.objects.get(number=draft.number)
    code = new_code(draft.token, number=draft.number)
    return {
        "case": case,
        "look": look_at(case, at=timezone.now()),
        "code": code,
        "grouped": grouped(code),
        "groups": grouped(code).split(),
    }
