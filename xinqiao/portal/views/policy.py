"""Who sees what: the policy table itself, for everybody to read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xinqiao.cases.policy.published import does, openings
from xinqiao.cases.policy.relations import RULES
from xinqiao.cases.saying import cite_all


@require_GET
def who_sees_what(request: HttpRequest) -> HttpResponse:
    """Who sees a matter and who does not, why, and to whom each page opens: read from the table the system obeys."""
    lines = [
        (
            one.sees,
            one.kept_out,
            gettext(one.title),
            gettext(does(one)),
            gettext(one.why),
            cite_all(one.cites),
        )
        for one in RULES
    ]
    return render(
        request,
        "portal/who_sees_what.html",
        {
            "seeing": [line for line in lines if line[0]],
            "kept_out": [line for line in lines if line[1]],
            "others": [line for line in lines if not line[0] and not line[1]],
            "openings": [
                (gettext(one.who), one.posts, gettext(one.narrowed) if one.narrowed else "", one.addresses)
                for one in openings()
            ],
        },
    )
