"""The day's list, and the list of all matters of the unit."""

from datetime import datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode

from xinqiao.cases.calendar import calendar_now
from xinqiao.cases.roles import turns_of
from xinqiao.cases.whole_file import waiting_for
from xinqiao.desk.access import WORKS, Staff, staff
from xinqiao.desk.forms import InboxFilter
from xinqiao.desk.inbox import LAST_PAGE, Wanted, day_lists, in_hand, listed, week
from xinqiao.desk.page import page, page_number


@staff()
def today(request: HttpRequest, here: Staff) -> HttpResponse:
    """What is due today, what is late, what is due this week; above it what came in since yesterday."""
    if not here.has(*WORKS):
        return redirect("desk:units")
    at = timezone.now()
    day = calendar_now().day(at)
    turns = turns_of(here.person)
    mine = request.GET.get("whose") != "unit" and bool(turns)
    yesterday = datetime.combine(day - timedelta(days=1), time(), tzinfo=timezone.get_current_timezone())
    came, columns = day_lists(here, mine=mine, at=at, day=day, since=yesterday)
    return page(
        request,
        here,
        "desk/today.html",
        {
            "columns": columns,
            "came": came,
            "mine": mine,
            "turns": turns,
            "day": day,
            "week_end": week(day)[0],
            "whole_files": waiting_for(here.person, here.tree, at=at),
            "anything": any(one.rows for one in (came, *columns)) or in_hand(here).exists(),
        },
        current="today",
    )


@staff(*WORKS)
def inbox(request: HttpRequest, here: Staff) -> HttpResponse:
    """All matters of the unit, narrowed by state, class, channel, last day, words."""
    at = timezone.now()
    form = InboxFilter(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    wanted = Wanted(
        where=chosen.get("where") or "here",
        state=chosen.get("state", ""),
        kind=chosen.get("kind", ""),
        channel=chosen.get("channel", ""),
        when=chosen.get("when", ""),
        words=chosen.get("words", ""),
        page=page_number(request, most=LAST_PAGE),
    )
    kept = urlencode({key: value for key, value in chosen.items() if value})
    return page(
        request,
        here,
        "desk/inbox.html",
        {
            "form": form,
            "found": listed(here, wanted, at=at, day=calendar_now().day(at)),
            "kept": kept,
            "narrowed": any(value for key, value in chosen.items() if key != "where"),
            "where": wanted.where,
        },
        current="inbox",
    )
