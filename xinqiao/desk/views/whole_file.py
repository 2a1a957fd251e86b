"""The page of a matter's whole file: who asks for it, who agreed, and the one download."""

from typing import Any

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from xinqiao.cases.act import act
from xinqiao.cases.look import for_reader, look_at, offers
from xinqiao.cases.policy import see
from xinqiao.cases.roles import reads_between, roles_in
from xinqiao.cases.story import story
from xinqiao.cases.whole_file import STEPS, TAKE, latest, opened_seal, request_of
from xinqiao.desk.access import WORKS, Staff, staff
from xinqiao.desk.doing import seen_by
from xinqiao.desk.page import page
from xinqiao.desk.whole_file import archive, persons, whom
from xinqiao.law.model import Refused


@require_http_methods(["GET", "POST"])
@staff(*WORKS)
def whole_file(request: HttpRequest, here: Staff, number: str) -> HttpResponseBase:
    """Whether there is a request and what became of it. With POST the file is taken: the entry is made first, then the
    archive is sent, and the agreement is used up."""
    at = timezone.now()
    look = for_reader(look_at(see(here.person, number, here.tree), at=at), here.person, here.tree)
    if TAKE not in look.procedure.action_named:
        raise Http404
    refused = None
    if request.method == "POST":
        try:
            receipt = act(number, TAKE, {}, by=here.person, at=at, seen=seen_by(request.POST))
        except Refused as why:
            refused = why
            # The page shows the matter as it is now.
            look = for_reader(look_at(see(here.person, number, here.tree), at=at), here.person, here.tree)
        else:
            taken = latest(number)
            assert taken is not None
            look = look_at(see(here.person, number, here.tree), at=at)
            answer = StreamingHttpResponse(
                archive(look, taken, here, taken=receipt.standing.entries, at=at),
                content_type="application/zip",
            )
            answer["Content-Disposition"] = f'attachment; filename="{number}-whole-file.zip"'
            answer["Cache-Control"] = "no-store"
            return answer
    found = request_of(number, look.standing)
    roles = roles_in(here.person, look.standing, number=number, tree=here.tree)
    steps = story(look.case, here.person, at=at, supervisor=reads_between(here.person, look.standing, roles))
    offered = [one for one in offers(look, here.person, here.tree) if one.action.name in STEPS]
    context: dict[str, Any] = {
        "look": look,
        "refused": refused,
        "found": found,
        "open": [one.action for one in offered if one.open and one.action.name != TAKE],
        "take": next((one.action for one in offered if one.open and one.action.name == TAKE), None),
        "lapsed": found is not None and found.until is not None and look.day > found.until,
        "earlier": [one for one in steps if one.action in STEPS],
        "seen": look.standing.entries,
        "why": look.procedure.action_named[TAKE].cites,
    }
    if found is not None:
        context |= {**persons(found), "whom": whom(look, found), "opened": opened_seal(number, found)}
    return page(
        request, here, "desk/whole_file.html", context, current="inbox", status=422 if refused else 200
    )
