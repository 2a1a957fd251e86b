"""What the unit still has to tell people by hand: letters to post, and notices that did not get through."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from xinqiao.cases.models import Case, Paper
from xinqiao.channels.models import Notice
from xinqiao.channels.outbox import failed, text_of, to_print, told_by_hand
from xinqiao.desk.access import REGISTERS, Staff, staff
from xinqiao.desk.page import page

SHOWN = 30


@require_GET
@staff(*REGISTERS)
def post(request: HttpRequest, here: Staff) -> HttpResponse:
    """The oldest letters first; whoever has waited longest is written to first."""
    at = timezone.now()
    letters, stuck = to_print(here.person, here.tree), failed(here.person, here.tree)
    both = [*letters[:SHOWN], *stuck[:SHOWN]]
    cases = {case.number: case for case in Case.objects.filter(number__in={one.number for one in both})}
    papers: dict[tuple[str, int], list[Paper]] = {}
    for paper in Paper.objects.filter(number__in=cases):
        papers.setdefault((paper.number, paper.ordinal), []).append(paper)

    def shown(notice: Notice) -> dict[str, object]:
        return {
            "notice": notice,
            "case": cases[notice.number],
            "sentence": text_of(notice, at=at),
            "papers": papers.get((notice.number, notice.ordinal), ()),
        }

    context = {
        "letters": [shown(one) for one in letters[:SHOWN]],
        "letters_in_all": letters.count(),
        "stuck": [shown(one) for one in stuck[:SHOWN]],
        "stuck_in_all": stuck.count(),
    }
    return page(request, here, "desk/post.html", context, current="post")


@require_POST
@staff(*REGISTERS)
def told(request: HttpRequest, here: Staff, position: int) -> HttpResponse:
    """A clerk has posted a letter, or has told somebody by telephone or letter what did not get through."""
    if told_by_hand(position, here.person, here.tree, at=timezone.now()):
        messages.success(request, _("已经记下：这一份已经告知本人。"))
    else:
        messages.info(request, _("这一份刚才已经有人处理了，没有重复记录。"))
    return redirect("desk:post")
