"""The day's list, the list of all matters of the unit, and finding one."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode

from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.policy import visible
from xinqiao.cases.roles import turns_of
from xinqiao.desk.access import Staff, staff
from xinqiao.desk.forms import InboxFilter
from xinqiao.desk.inbox import LAST_PAGE, SHOWN, Wanted, came_in, day_lists, in_hand, listed, rows, week
from xinqiao.desk.page import WORKS, page
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.workdays import Calendar
from xinqiao.people.codes import read_number
from xinqiao.search.find import find as search


def _calendar() -> Calendar:
    return calendar_named(find_procedure(settings.PROCEDURE).calendar)


@staff()
def today(request: HttpRequest, here: Staff) -> HttpResponse:
    """What is due today, what is late, what is due this week; above it what came in since yesterday."""
    if not here.has(*WORKS):
        return redirect("desk:units")
    at = timezone.now()
    calendar = _calendar()
    day = calendar.day(at)
    turns = turns_of(here.person)
    mine = request.GET.get("whose") != "unit" and bool(turns)
    yesterday = datetime.combine(day - timedelta(days=1), time(), tzinfo=timezone.get_current_timezone())
    return page(
        request,
        here,
        "desk/today.html",
        {
            "columns": day_lists(here, mine=mine, at=at, day=day),
            "came": came_in(here, at=at, since=yesterday),
            "mine": mine,
            "turns": turns,
            "day": day,
            "week_end": week(day)[0],
            "anything": in_hand(here).exists(),
        },
        current="today",
    )


@staff(*WORKS)
def inbox(request: HttpRequest, here: Staff) -> HttpResponse:
    """All matters of the unit, narrowed by state, class, channel, last day, words."""
    at = timezone.now()
    form = InboxFilter(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    wanted = Wanted(
        where=chosen.get("where") or "here",
        state=chosen.get("state", ""),
        kind=chosen.get("kind", ""),
        channel=chosen.get("channel", ""),
        when=chosen.get("when", ""),
        words=chosen.get("words", ""),
        page=min(max(number, 1), LAST_PAGE),
    )
    kept = urlencode({key: value for key, value in chosen.items() if value})
    return page(
        request,
        here,
        "desk/inbox.html",
        {
            "form": form,
            "found": listed(here, wanted, at=at, day=_calendar().day(at)),
            "kept": kept,
            "narrowed": any(value for key, value in chosen.items() if key != "where"),
            "where": wanted.where,
        },
        current="inbox",
    )


@staff(*WORKS)
def find(request: HttpRequest, here: Staff) -> HttpResponse:
    """A number leads straight to its matter; words find matters by what they are about, among those one may see."""
    at = timezone.now()
    q = request.GET.get("q", "").strip()[:100]
    number = read_number(q)
    seen = visible(here.person, here.tree)
    if number and seen.filter(number=number).exists():
        return redirect("desk:matter", number)
    asked = request.GET.get("page", "1")
    start = (min(max(int(asked), 1), LAST_PAGE) - 1) * SHOWN if asked.isdecimal() and len(asked) < 6 else 0
    answer = search(here.person, q, limit=SHOWN, offset=start) if q and number is None else None
    hits = answer.hits if answer else ()
    # The index gives the order; the rows are read whole, in one query.
    whole = {case.number: case for case in seen.filter(number__in=[hit.case.number for hit in hits])}
    drawn = rows([whole[hit.case.number] for hit in hits if hit.case.number in whole], unit=here.unit, at=at)
    passages = {hit.case.number: hit.passages for hit in hits}
    context = {
        "q": q,
        "number": number,
        "answer": answer,
        "found": [(row, passages[row.case.number]) for row in drawn],
        "before": start // SHOWN,
        "after": start // SHOWN + 2 if answer and answer.more else 0,
    }
    return page(request, here, "desk/find.html", context)
