"""How a matter is shown, the same on every face: dates that explain themselves, clocks, the story, refusals."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from xinqiao.cases import saying
from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.files import MEGABYTE
from xinqiao.cases.look import Look, ShownClock
from xinqiao.cases.story import Step
from xinqiao.law.explain import date_text
from xinqiao.law.model import Citation, Refused
from xinqiao.law.workdays import count
from xinqiao.people.codes import grouped

register = template.Library()

SOON = 3
"""From so many days before the last day on, a date is shown as due soon."""


@register.simple_tag
def say(message: str, facts: Mapping[str, Any] | None = None) -> str:
    """A message of the law floor in the reader's language."""
    return saying.say(message, facts)


@register.filter
def day(value: date | datetime | None) -> str:
    """A day as people write it: 2026年5月11日."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return date_text(value, saying.language())


@register.filter
def moment(value: datetime | None) -> str:
    """A day with its time: 2026年5月11日 09:30."""
    return "" if value is None else f"{day(value)} {timezone.localtime(value):%H:%M}"


@register.filter
def code(value: str) -> str:
    """A query code in groups of four."""
    return grouped(value)


@register.filter
def cites(citations: Iterable[Citation]) -> str:
    """Articles in one line."""
    return saying.cite_all(citations)


@register.filter
def size(value: int) -> str:
    """The size of a file."""
    return f"{value / MEGABYTE:.1f} MB" if value >= MEGABYTE else f"{max(value // 1024, 1)} KB"


@register.inclusion_tag("cases/explained_date.html")
def explained_date(shown: ShownClock | None, plain: bool = False) -> dict[str, Any]:
    """The last day of a clock, how far off it is, and ⓘ that opens why. It is a block: not for use inside a <p>.

    With ``plain`` only the date and the explanation, without the days left.
    """
    if shown is None:
        return {"shown": None}
    return {
        "shown": shown,
        "day": date_text(shown.running.last, saying.language()),
        "left": "" if plain else days_left(shown),
        # A date in the story is only told; whether it was kept is for the clock that still runs to say.
        "late": shown.late and not shown.clock.right and not plain,
        "explanation": saying.explanation(shown),
        "plain": plain,
    }


def days_left(shown: ShownClock) -> str:
    """How far off the last day is, in words."""
    if shown.running.paused_on is not None:
        return gettext("暂停计算中")
    left = shown.days_left
    if shown.late:
        if shown.clock.right:
            return gettext("已经过了")
        over = max(-left, 1)
        return ngettext("已经超期 %(days)d 天", "已经超期 %(days)d 天", over) % {"days": over}
    if left == 0:
        return gettext("就是今天")
    return ngettext("还有 %(days)d 天", "还有 %(days)d 天", left) % {"days": left}


@register.inclusion_tag("cases/clock_bar.html")
def clock_bar(shown: ShownClock) -> dict[str, Any]:
    """A clock as a thin bar from its start to its last day, and the same in words. Widths are in percent."""
    running, total = shown.running, shown.total

    def at(when: date) -> float:
        return round(100 * min(max((when - running.since).days, 0), total) / total, 1)

    pauses = []
    for first, last in running.spans:
        pauses.append({"x": at(first), "width": max(at(last + timedelta(days=1)) - at(first), 0.8)})
    if running.paused_on is not None:
        pauses.append({"x": at(running.paused_on), "width": max(at(shown.day) - at(running.paused_on), 0.8)})
    notch = None
    length = shown.clock.length if running.length is None else running.length
    if running.extended and length is not None and not running.fixed:
        calendar = calendar_named(shown.calendar_name)
        before = count(
            calendar, running.since, length, shown.clock.unit, roll=shown.clock.roll, paused=running.spans
        )
        notch = at(before.last)
    late = shown.late and not shown.clock.right
    return {
        "shown": shown,
        "title": gettext(shown.clock.title),
        "late": late,
        "soon": not shown.late and running.paused_on is None and shown.days_left <= SOON,
        "since_late": day(running.last + timedelta(days=1)),
        "pauses": pauses,
        "notch": notch,
    }


@register.inclusion_tag("cases/where_it_lies.html")
def where_it_lies(look: Look, can: Sequence[tuple[str, str]] = (), heading: str = "") -> dict[str, Any]:
    """The four answers: where it is, what comes next, by when, and what the reader can do (title, address)."""
    return {
        "look": look,
        "can": can,
        "heading": heading or gettext("现在到哪一步了"),
        "late": look.due is not None and look.due.late and not look.due.clock.right,
    }


@register.inclusion_tag("cases/story.html")
def story_of(
    steps: Sequence[Step],
    paper_url: str = "",
    file_url: str = "",
    number: str = "",
    titles: Mapping[str, str] | None = None,
    mine: bool = False,
) -> dict[str, Any]:
    """The story, newest first. ``paper_url`` and ``file_url`` name addresses that take ``pk`` (and ``number``).

    ``titles`` are the titles of documents by their name in the catalogue, which lies above this floor. ``mine``: the petitioner reads it, and is spoken to.
    """

    def link(name: str, pk: int) -> str:
        if not name:
            return ""
        return reverse(name, kwargs={"number": number, "pk": pk} if number else {"pk": pk})

    shown = []
    for step in steps:
        shown.append(
            {
                "step": step,
                "who": who(step, mine=mine),
                "words": grouped_words(step),
                "papers": [
                    ((titles or {}).get(one.name, one.reference), link(paper_url, one.pk))
                    for one in step.papers
                ],
                "files": [
                    (one, link(file_url, one.pk) if one.erased_at is None else "") for one in step.files
                ],
            }
        )
    return {"steps": shown}


def who(step: Step, *, mine: bool = False) -> str:
    """Who did it, as a reader sees it: an office, you, or the calendar."""
    if step.office:
        return step.office
    if step.actor == "petitioner":
        return gettext("您") if mine else gettext("信访人")
    return gettext("到期自动记录")


def grouped_words(step: Step) -> list[tuple[str, list[str]]]:
    """Words under their titles; the items of a list stand together."""
    found: list[tuple[str, list[str]]] = []
    for one in step.words:
        if found and one.index > 1 and found[-1][0] == one.title:
            found[-1][1].append(one.text)
        else:
            found.append((one.title, [one.text]))
    return found


@register.inclusion_tag("cases/refusal.html")
def refusal(refused: Refused, url: str = "", button: str = "") -> dict[str, Any]:
    """What cannot be done, by which rule, and what to do instead (with the way to it)."""
    what, rule, instead = saying.refusal_lines(refused)
    return {"what": what, "rule": rule, "instead": instead, "url": url, "button": button}


@register.inclusion_tag("cases/forms/summary.html")
def error_summary(form: Any) -> dict[str, Any]:
    """All faults of a form, each a link to its field; stands above everything else on the page."""
    return {"errors": form.errors_listed()}


@register.inclusion_tag("cases/why.html")
def why(citations: Iterable[Citation], text: str = "") -> dict[str, Any]:
    """ⓘ that opens the articles on which something rests."""
    return {"text": text or gettext("依据：{cites}").format(cites=saying.cite_all(citations))}


@register.filter
def translated(text: str) -> str:
    """A title of the law floor in the reader's language."""
    return gettext(text) if text else ""
