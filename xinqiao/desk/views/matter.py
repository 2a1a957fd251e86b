"""The page of one matter: its story, its clocks, its papers, and exactly what this officer may do now."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xinqiao.cases.erasure import OPENS_SEAL
from xinqiao.cases.files import open_file
from xinqiao.cases.look import Look, for_reader, look_at, offers
from xinqiao.cases.models import Paper, Statement
from xinqiao.cases.policy import see
from xinqiao.cases.roles import reads_between, roles_in
from xinqiao.cases.statements import requests_of
from xinqiao.cases.story import Step, story
from xinqiao.cases.whole_file import AGREED, ASK, ASKED
from xinqiao.desk.access import WORKS, Staff, staff
from xinqiao.desk.doing import in_place, ordered, ways_out
from xinqiao.desk.page import page
from xinqiao.desk.papers import papers_of, titles
from xinqiao.documents.render import render as render_paper
from xinqiao.law.model import BODIES
from xinqiao.people.erasing import is_erased
from xinqiao.people.officers import officer_of
from xinqiao.search.alike import alike

SAID = ("subject", "account", "requests")
"""What a matter is compared by: what it is about, never who brings it."""

JOINS = ("join", "mark_same_matter")
"""What an officer can do about two matters that are one; both ask for the other number."""


@require_GET
@staff(*WORKS)
def matter(request: HttpRequest, here: Staff, number: str) -> HttpResponse:
    """The whole matter on one page. ``?show=`` narrows the story to papers or to what is among staff."""
    at = timezone.now()
    look = for_reader(look_at(see(here.person, number, here.tree), at=at), here.person, here.tree)
    roles = roles_in(here.person, look.standing, number=number, tree=here.tree)
    steps = story(look.case, here.person, at=at, supervisor=reads_between(here.person, look.standing, roles))
    offered = offers(look, here.person, here.tree)
    choice = ordered(look, offered)
    shows = request.GET.get("show", "")
    if shows == "papers":
        chosen = [one for one in steps if one.papers or one.files]
    elif shows == "internal":
        chosen = [one for one in steps if one.internal]
    else:
        shows, chosen = "all", steps
    return page(
        request,
        here,
        "desk/matter.html",
        {
            "look": look,
            "steps": chosen,
            "shows": shows,
            "account": account_in(steps),
            "choice": choice,
            "in_place": in_place((*choice.steps, *choice.anytime)),
            "can": [
                (gettext(one.title), reverse("desk:do", args=(number, one.name))) for one in choice.steps[:2]
            ],
            "shut": [(one, ways_out(look, one.action, offered)) for one in choice.shut],
            "serving": [one for one in (*choice.steps, *choice.anytime) if one.serves],
            "titles": titles(),
            "papers": papers_of(look.procedure, steps),
            "requests": sorted(requests_of(number).items()),
            "in_charge": in_charge(look, here),
            "seal": next((one for one in offered if one.action.name in OPENS_SEAL), None),
            "sealed": not is_erased(number),
            "whole_file": {"asked": ASKED in look.standing.marks, "agreed": AGREED in look.standing.marks}
            if ASK in look.procedure.action_named
            else None,
        },
        current="inbox",
    )


def in_charge(look: Look, here: Staff) -> str:
    """The colleague in charge of the matter in this officer's own unit; names of other offices' staff stay there."""
    keys = (
        look.standing.handlers.get(role) for role in BODIES if look.standing.bodies.get(role) == here.unit
    )
    found = officer_of(next((key for key in keys if key), ""))
    return found.name if found is not None else ""


def account_in(steps: list[Step]) -> str:
    """What the petitioner said when filing: the first thing whoever opens a matter has to read."""
    filed = steps[-1].words if steps else ()
    return next((one.text for one in filed if one.name == "account"), "")


@require_GET
@staff(*WORKS)
def alike_to(request: HttpRequest, here: Staff, number: str) -> HttpResponse:
    """Matters that look like this one. Whether they are the same, and what follows, an officer decides."""
    look = look_at(see(here.person, number, here.tree), at=timezone.now())
    said = Statement.objects.filter(number=number, name__in=SAID, erased_at=None).values_list("name", "text")
    words = "\n".join(text for _name, text in sorted(said, key=lambda one: SAID.index(one[0])))
    opened = {one.action.name: one.action for one in offers(look, here.person, here.tree) if one.open}
    context = {
        "look": look,
        "found": alike(words, look.case.place, here.person, on=look.case.received_on, but=number),
        "joins": [opened[name] for name in JOINS if name in opened],
    }
    if request.headers.get("HX-Request"):
        return render(request, "desk/alike_list.html", context)
    return page(request, here, "desk/alike.html", context, current="inbox")


@require_GET
@staff(*WORKS)
def paper(request: HttpRequest, here: Staff, number: str, pk: int) -> HttpResponse:
    """A document as it prints on A4. Its name and address stand on it only for who has opened the seal."""
    see(here.person, number, here.tree)
    found = get_object_or_404(Paper, pk=pk, number=number)
    try:
        printed = render_paper(found, reader=here.person, back=reverse("desk:matter", args=(number,)))
    except LookupError as hidden:
        raise Http404 from hidden
    return render(request, printed.template, printed.context)


@require_GET
@staff(*WORKS)
def file(_request: HttpRequest, here: Staff, number: str, pk: int) -> HttpResponseBase:
    """A file that somebody handed in: always downloaded, never run or shown inside the desk."""
    at = timezone.now()
    look = for_reader(look_at(see(here.person, number, here.tree), at=at), here.person, here.tree)
    roles = roles_in(here.person, look.standing, number=number, tree=here.tree)
    for step in story(
        look.case, here.person, at=at, supervisor=reads_between(here.person, look.standing, roles)
    ):
        for one in step.files:
            if one.pk == pk and one.erased_at is None:
                answer = FileResponse(
                    open_file(one), as_attachment=True, filename=one.name, content_type=one.media_type
                )
                answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
                return answer
    raise Http404
