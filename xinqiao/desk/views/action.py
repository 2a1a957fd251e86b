"""Doing something in a matter: what it means, what it asks, what follows from it, and one button."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xinqiao.cases.act import act
from xinqiao.cases.erasure import CHANGE_CONTACT, OPENS_SEAL
from xinqiao.cases.forms import ActionForm
from xinqiao.cases.look import Look, for_reader, look_at, offers
from xinqiao.cases.policy import see
from xinqiao.cases.roles import roles_in
from xinqiao.cases.statements import requests_of
from xinqiao.cases.whole_file import STEPS, TAKE
from xinqiao.desk import opinion
from xinqiao.desk.access import WORKS, Staff, staff
from xinqiao.desk.contact import shown_identity
from xinqiao.desk.doing import choosable, colleagues, drafted, follows, seen_by, ways_out
from xinqiao.desk.page import page
from xinqiao.documents.issue import issue
from xinqiao.law.model import Action, Kind, Refused
from xinqiao.law.recusal import away
from xinqiao.ledger.models import Entry
from xinqiao.people.identities import open_identity

UNITS = (Kind.UNIT, Kind.UNITS)
DATED = (Kind.DATE, Kind.DAYS, *UNITS)
"""What decides when a time ends, and for whom."""
ELSEWHERE = {CHANGE_CONTACT: "desk:contact", TAKE: "desk:whole_file"}
"""Actions with a page of their own, because more comes of them than an entry."""
LOOK = "look"
"""A form sent with this is only looked at: the page says what would follow, and nothing is done."""


@require_http_methods(["GET", "POST"])
@staff(*WORKS, keeps=True)
def do(request: HttpRequest, here: Staff, number: str, action: str) -> HttpResponse:
    """One action of one matter. With POST it is done, unless the form is only looked at or the door refuses."""
    at = timezone.now()
    look = for_reader(look_at(see(here.person, number, here.tree), at=at), here.person, here.tree)
    roles = roles_in(here.person, look.standing, number=number, tree=here.tree)
    wanted = look.procedure.action_named.get(action)
    if wanted is None or not set(wanted.by) & set(roles):
        raise Http404
    if action in ELSEWHERE:
        there = reverse(ELSEWHERE[action], args=(number,))
        # A part of a page cannot hold another page: the browser goes there itself.
        return (
            HttpResponse(headers={"HX-Redirect": there})
            if request.headers.get("HX-Request")
            else redirect(there)
        )
    posted = request.POST if request.method == "POST" else None
    form = ActionForm(
        wanted,
        roles=roles,
        requests=requests_of(number),
        units=choosable(here) if any(one.kind in UNITS for one in wanted.inputs) else (),
        officers=colleagues(here) if any(one.kind is Kind.OFFICER for one in wanted.inputs) else (),
        data=posted,
        files=request.FILES if posted is not None else None,
        initial=drafted(number, wanted, request.GET),
    )
    doing = _Doing(request, here, look, wanted, form)
    if posted is None:
        return doing.shown()
    try:
        facts = form.facts()
        if form.more or LOOK in posted:
            return doing.shown(facts)
        receipt = act(number, action, facts, by=here.person, at=at, seen=seen_by(posted))
    except Refused as refused:
        form.refuse(refused)
        return doing.shown(refused=True)
    # The follower would write the documents a moment later; the officer wants to print them now.
    issue(Entry.objects.get(position=receipt.position), look.case.procedure)
    if action in OPENS_SEAL:
        # The reason is written down before the seal is opened; what it holds is shown this once.
        identity = shown_identity(open_identity(number))
        return page(request, here, "desk/opened.html", {"look": look, "identity": identity}, current="inbox")
    if receipt.code:
        return page(request, here, "desk/code.html", {"look": look, "code": receipt.code}, current="inbox")
    messages.success(request, _("“{action}”已经记下。").format(action=_(wanted.title)))
    if here.person.key in away(receipt.standing.barred):
        # Whoever has withdrawn has no such matter any more.
        return redirect("desk:today")
    return redirect("desk:whole_file" if action in STEPS else "desk:matter", number)


class _Doing:
    """The page of one action."""

    def __init__(
        self, request: HttpRequest, here: Staff, look: Look, action: Action, form: ActionForm
    ) -> None:
        self.request, self.here, self.look, self.action, self.form = request, here, look, action, form

    def shown(self, facts: dict[str, Any] | None = None, *, refused: bool = False) -> HttpResponse:
        offered = offers(self.look, self.here.person, self.here.tree)
        shut = next((one.refused for one in offered if one.action.name == self.action.name), None)
        why = self.form.refused or (None if refused else shut)
        context = {
            "look": self.look,
            "action": self.action,
            "form": self.form,
            "refused": why,
            "ways": ways_out(self.look, self.action, offered) if why else [],
            "shut": shut is not None,
            "follows": follows(self.look, self.action, facts or {}, self.here),
            # After a refusal the page shows the matter as it is now, and the next try goes from there.
            "seen": self.look.standing.entries,
            "back": [(_("回到这一件"), reverse("desk:matter", args=(self.look.case.number,)))],
            "dated": any(one.kind in DATED for one in self.action.inputs),
            "opinion": opinion.draft(self.look, self.action, self.form, self.here.tree),
        }
        return page(
            self.request,
            self.here,
            self._template(context),
            context,
            current="inbox",
            status=422 if refused else 200,
        )

    def _template(self, context: dict[str, Any]) -> str:
        if not self.request.headers.get("HX-Request"):
            return "desk/opinion.html" if context["opinion"] else "desk/do.html"
        if self.request.method == "POST":
            return "desk/opinion_side.html" if context["opinion"] else "desk/follows.html"
        return "desk/doing.html"
