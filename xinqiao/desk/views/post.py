"""What the unit still has to tell people by hand: letters to post, and notices that did not get through."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from xinqiao.cases.models import Case, Paper
from xinqiao.channels.models import Notice
from xinqiao.channels.outbox import failed, texts_of, to_print, told_by_hand
from xinqiao.desk.access import REGISTERS, Staff, staff
from xinqiao.desk.page import page
from xinqiao.documents.catalogue import DOCUMENTS
from xinqiao.law.model import Role

TO_PETITIONER = [one.name for one in DOCUMENTS if one.to is Role.PETITIONER]

SHOWN = 30
"""Notices on one page, of each kind. The rest move up as these are done."""


@dataclass(frozen=True, slots=True)
class News:
    """One notice: what it says, and the documents that go with it."""

    notice: Notice
    sentence: str
    papers: Sequence[Paper]


@dataclass(frozen=True, slots=True)
class Envelope:
    """All the news that waits in one matter: it goes into one envelope, or is told in one call."""

    case: Case
    news: Sequence[News]


@require_GET
@staff(*REGISTERS)
def post(request: HttpRequest, here: Staff) -> HttpResponse:
    """The oldest letters first; whoever has waited longest is written to first."""
    at = timezone.now()
    letters, stuck = to_print(here.person, here.tree), failed(here.person, here.tree)
    context = {
        "letters": _envelopes(letters[:SHOWN], at=at),
        "letters_in_all": letters.count(),
        "stuck": _envelopes(stuck[:SHOWN], at=at),
        "stuck_in_all": stuck.count(),
        "shown": SHOWN,
    }
    return page(request, here, "desk/post.html", context, current="post")


def _envelopes(notices: Iterable[Notice], *, at: datetime) -> list[Envelope]:
    by_number: dict[str, list[Notice]] = {}
    for notice in notices:
        by_number.setdefault(notice.number, []).append(notice)
    cases = Case.objects.in_bulk(by_number, field_name="number")
    papers: dict[tuple[str, int], list[Paper]] = {}
    for paper in Paper.objects.filter(number__in=by_number, name__in=TO_PETITIONER):
        papers.setdefault((paper.number, paper.ordinal), []).append(paper)
    envelopes = []
    for number, waiting in by_number.items():
        told = texts_of(cases[number], at=at)
        news = [
            News(one, told.get(one.ordinal, ""), papers.get((number, one.ordinal), ())) for one in waiting
        ]
        envelopes.append(Envelope(cases[number], news))
    return envelopes


@require_POST
@staff(*REGISTERS)
def told(request: HttpRequest, here: Staff) -> HttpResponse:
    """A clerk has posted an envelope, or has told somebody by telephone or letter what did not get through."""
    given = [
        int(one)
        for one in request.POST.getlist("news")
        if one.isascii() and one.isdecimal() and len(one) < 19
    ][:SHOWN]
    if told_by_hand(given, here.person, here.tree, at=timezone.now()):
        messages.success(request, _("已经记下：这一份已经告知本人。"))
    else:
        messages.info(request, _("这一份刚才已经有人处理了，没有重复记录。"))
    return redirect("desk:post")
