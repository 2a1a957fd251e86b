"""The library as anybody may read it: what there is, one text as it applies, and an answer in everyday words."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from xinqiao.library.finding import LONGEST_QUESTION, find
from xinqiao.library.models import Edition, Instrument

PER_PAGE = 200
"""So many articles stand on one page: a whole statute of usual length."""


@require_GET
def law(request: HttpRequest) -> HttpResponse:
    """What the library holds; with a question, the articles that may answer it."""
    day = timezone.localdate()
    question = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    context: dict[str, Any] = {"question": question}
    if question:
        context["found"] = [
            (one, 1 + (one.article.ordinal - 1) // PER_PAGE) for one in find(question, day=day)
        ]
    editions = Edition.objects.in_force(day).select_related("instrument")
    context["editions"] = editions.order_by("instrument__kind", "instrument__title")
    return render(request, "portal/law.html", context)


@require_GET
def instrument(request: HttpRequest, pk: int) -> HttpResponse:
    """One text, as it applies today or as an earlier edition said it."""
    day = timezone.localdate()
    shown = get_object_or_404(Instrument, pk=pk)
    editions = list(shown.editions.order_by("-in_force_from"))
    asked = request.GET.get("edition", "")
    applies = next((one for one in editions if one.applies_on(day)), None)
    edition = applies or next(iter(editions), None)
    if asked:
        edition = next((one for one in editions if str(one.pk) == asked), None)
    if edition is None:
        raise Http404
    pages = Paginator(edition.articles.order_by("ordinal"), PER_PAGE)
    context = {
        "instrument": shown,
        "edition": edition,
        "editions": editions,
        "applies": edition.applies_on(day),
        "ended": edition.in_force_until is not None and edition.in_force_until < day,
        "page": pages.get_page(request.GET.get("page")),
    }
    return render(request, "portal/instrument.html", context)
