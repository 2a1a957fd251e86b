"""Registering what somebody brings by visit, telephone, letter, fax or e-mail: one page, one save."""

import secrets
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xinqiao.cases.act import Receipt, act
from xinqiao.cases.forms import ActionForm
from xinqiao.cases.look import look_at
from xinqiao.cases.models import Case
from xinqiao.cases.policy import see
from xinqiao.desk.access import REGISTERS, Staff, staff
from xinqiao.desk.contact import ContactForm
from xinqiao.desk.doing import choosable
from xinqiao.desk.page import page
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.model import Refused, Role
from xinqiao.people.codes import new_code
from xinqiao.search.alike import alike
from xinqiao.search.learning import edition
from xinqiao.search.telling import class_name

SAID = (
    "channel", "account", "place", "happened", "requests", "subject", "about_unit", "about_name", "accused_units",
    "accused_persons", "people", "representatives", "on_behalf", "anonymous", "secrecy", "electronic_service",
    "received_on", "read_back", "files",
)  # fmt: skip
"""What the page asks of the first action, beside the class; in the order of a telephone call."""

CONFIRMED = ("occurrence", "content_class", "simple")
"""What the page asks of the second."""

CLASSES = (
    ("solve", "appeal"),
    ("object", "appeal"),
    ("suggest", "suggestion"),
    ("report", "accusation"),
)
"""What somebody wants, and the class that this makes it (art. 29 to 31). The officer chooses, with one key."""

SENT = ("visit", "phone", "letter", "fax", "email")

COOKIE = "registered"
SHOWN = 30 * 60
"""So many seconds the page with the query code can be shown again, to the officer and browser that registered."""


@require_http_methods(["GET", "POST"])
@staff(*REGISTERS, keeps=True)
def register(request: HttpRequest, here: Staff) -> HttpResponse:
    """Take down a matter and register it. Number and query code are shown large, and only now."""
    at = timezone.now()
    posted = request.POST if request.method == "POST" else None
    procedure = find_procedure(settings.PROCEDURE)
    submit, confirm = procedure.action_named["submit"], procedure.action_named["register"]
    roles = (Role.PETITION_OFFICE, Role.UNIT_DESK)
    said = ActionForm(
        submit,
        roles=roles,
        units=lambda: choosable(here),
        data=posted,
        files=request.FILES if posted else None,
        only=SAID,
    )
    confirmed = ActionForm(confirm, roles=roles, data=posted, only=CONFIRMED)
    contact = ContactForm(posted)
    purpose = posted.get("purpose", "") if posted is not None else ""
    refused = None
    wrong_class: list[tuple[str, str]] = []
    if posted is not None and contact.is_valid() and not said.more:
        try:
            receipt = _filed(
                said,
                confirmed,
                contact,
                purpose,
                token=_token(here, posted.get("token", "")),
                here=here,
                at=at,
            )
        except Refused as fault:
            if fault.field == "purpose":
                wrong_class = [("id_purpose", _("请确认类别。"))]
            else:
                form = confirmed if fault.field in confirmed.fields else said
                form.refuse(fault)
                refused = form.refused
        else:
            return _shown_next(receipt.number, posted.get("token", ""), here)
    titles = dict(submit.input("purpose").choices)
    classes = dict(confirm.input("petition_class").choices)
    context: dict[str, Any] = {
        "said": said,
        "confirmed": confirmed,
        "contact": contact,
        "refused": refused,
        "channels": [(value, _(title)) for value, title in submit.input("channel").choices if value in SENT],
        "channel": said["channel"].value or "visit",
        "purposes": [(value, _(classes[kind]), _(titles[value])) for value, kind in CLASSES],
        "purpose": purpose,
        "class_paths": [(one, class_name(one)) for one in edition().paths()],
        "wrong_class": bool(wrong_class),
        "errors": [
            *said.errors_listed(),
            *wrong_class,
            *confirmed.errors_listed(),
            *(contact.errors_listed() if posted else ()),
        ],
        "token": posted.get("token") if posted is not None else secrets.token_urlsafe(24),
    }
    wrong = bool(refused or context["errors"])
    return page(
        request, here, "desk/register.html", context, current="register", status=422 if wrong else 200
    )


def _filed(
    said: ActionForm,
    confirmed: ActionForm,
    contact: ContactForm,
    purpose: str,
    *,
    token: str,
    here: Staff,
    at: Any,
) -> Receipt:
    """Both acts or none: the person at the counter leaves with a registered matter, or nothing was taken down."""
    facts = {**said.facts(), **({"purpose": purpose} if purpose else {})}
    sorted_as = {"petition_class": dict(CLASSES).get(purpose, ""), **confirmed.facts()}
    return act(
        None,
        "submit",
        facts,
        by=here.person,
        at=at,
        identity=contact.identity(),
        token=token,
        then=[("register", sorted_as)],
    )


def _token(here: Staff, given: str) -> str:
    """The token of a form with the officer in it: nobody else's click finds the matter, or its code."""
    return f"desk:{here.person.key}:{given}"


def _shown_next(number: str, given: str, here: Staff) -> HttpResponse:
    """Leads to the page with the query code: reloading it or coming back to it sends nothing a second time."""
    response = redirect("desk:registered", number)
    response.set_signed_cookie(
        COOKIE,
        given,
        salt=_token(here, number),
        max_age=SHOWN,
        path=reverse("desk:registered", args=(number,)),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


@require_GET
@staff(*REGISTERS)
def registered(request: HttpRequest, here: Staff, number: str) -> HttpResponse:
    """Number and query code, large: for who has just registered the matter. Anybody else is led to the matter."""
    given = request.get_signed_cookie(COOKIE, None, salt=_token(here, number), max_age=SHOWN)
    if given is None:
        return redirect("desk:matter", see(here.person, number, here.tree).number)
    # Who has taken it down is shown the code even where the matter has left their sight with that.
    case = Case.objects.get(number=number)
    context = {
        "number": number,
        "code": new_code(_token(here, given), number=number),
        "look": look_at(case, at=timezone.now()),
        "at": case.filed_at,
    }
    return page(request, here, "desk/registered.html", context, current="register")


@require_POST
@staff(*REGISTERS)
def look_alikes(request: HttpRequest, here: Staff) -> HttpResponse:
    """Matters that look like the one being taken down: a proposal, shown below the words while they are typed."""
    words = " ".join(
        [request.POST.get("subject", ""), request.POST.get("account", ""), *request.POST.getlist("requests")]
    )
    found = alike(words, request.POST.get("place", ""), here.person, on=timezone.localdate(), limit=3)
    return render(request, "desk/look_alikes.html", {"found": found})
