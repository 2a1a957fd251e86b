"""Finding a matter: a number leads straight to it, words find what it is about."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from xinqiao.cases.policy import visible
from xinqiao.desk.access import WORKS, Staff, staff
from xinqiao.desk.facets import address, facets, wanted
from xinqiao.desk.inbox import LAST_PAGE, SHOWN, rows
from xinqiao.desk.page import page, page_number
from xinqiao.people.codes import read_number
from xinqiao.search.find import BEST, COUNTED, NEWEST
from xinqiao.search.find import find as search
from xinqiao.search.tokens import LONGEST_QUESTION


@require_GET
@staff(*WORKS)
def find(request: HttpRequest, here: Staff) -> HttpResponse:
    """Matters by what they are about, among those one may see. What is counted is what may be seen."""
    q = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST_QUESTION]
    number = read_number(q)
    if number and visible(here.person, here.tree).filter(number=number).exists():
        return redirect("desk:matter", number)
    chosen = wanted(request.GET)
    filters = {name: value for name, value in chosen.items() if name != "order"}
    order = chosen.get("order", BEST)
    at_page = page_number(request, most=LAST_PAGE)
    context: dict[str, Any] = {"q": q, "number": number, "chosen": filters}
    if number is None and (q or filters):
        start = (at_page - 1) * SHOWN
        answer = search(here.person, q, filters=filters, order=order, limit=SHOWN, offset=start)
        drawn = rows([hit.case for hit in answer.hits], unit=here.unit, at=timezone.now())
        context |= {
            "answer": answer,
            "exact": answer.total - answer.by_sound,
            "found": list(zip(drawn, answer.hits, strict=True)),
            "facets": facets(answer.facets, q, chosen),
            "counted": COUNTED,
            "without": address(q, {}),
            "orders": [
                (BEST, order == BEST, address(q, chosen, order="")),
                (NEWEST, order == NEWEST, address(q, chosen, order=NEWEST)),
            ],
            "at_page": at_page,
            "before": address(q, chosen, page=str(at_page - 1)) if at_page > 1 else "",
            "after": address(q, chosen, page=str(at_page + 1)) if answer.more and at_page < LAST_PAGE else "",
        }
    return page(request, here, "desk/find.html", context)
