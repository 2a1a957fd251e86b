"""Saying in the reader's language what the law floor says in message ids: refusals, dates, articles, sizes."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language, gettext

from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.look import ShownClock
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.explain import citation_text, date_text, explain_running
from xinqiao.law.model import Citation, Refused, Running
from xinqiao.law.workdays import Calendar

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def language() -> str:
    """The language of the reader."""
    return get_language() or "zh-hans"


def say(message: str, facts: Mapping[str, Any] | None = None) -> str:
    """A message with its facts, both in the reader's language. Days written as ISO text become readable days."""
    if not message:
        return ""
    return gettext(message).format_map(_Facts({key: fact(value) for key, value in (facts or {}).items()}))


def fact(value: Any) -> Any:
    """One fact of a message: titles are translated, days are written out, everything else stays."""
    if isinstance(value, date):
        return date_text(value, language())
    if not isinstance(value, str) or not value:
        return value
    if _DAY.fullmatch(value):
        return date_text(date.fromisoformat(value), language())
    if (whole := gettext(value)) != value:
        return whole
    between = ", " if language().startswith("en") else "、"
    return between.join(gettext(part) if part else part for part in value.split("、"))


class _Facts(dict[str, Any]):
    """Facts by name; a missing one leaves its place empty instead of breaking the page."""

    def __missing__(self, key: str) -> str:
        return ""


def cite(citation: Citation) -> str:
    """An article as it is quoted in the reader's language."""
    return citation_text(citation, gettext, language())


def cite_all(citations: Iterable[Citation]) -> str:
    """Several articles in one line."""
    return ("; " if language().startswith("en") else "；").join(dict.fromkeys(cite(one) for one in citations))


def explanation(shown: ShownClock) -> str:
    """The sentence that explains the last day of a clock."""
    calendar = calendar_named(shown.calendar_name)
    return _explained(shown.procedure.name, shown.clock.id, shown.running, calendar, language())


# A list shows the same few days again and again.
@lru_cache(maxsize=1 << 12)
def _explained(procedure: str, clock: str, running: Running, calendar: Calendar, language: str) -> str:
    named = find_procedure(procedure).clock_named[clock]
    return explain_running(running, named, calendar, translate=gettext, language=language)


def refusal_lines(refused: Refused) -> tuple[str, str, str]:
    """What cannot be done, by which rule, and what to do instead."""
    return say(refused.reason, refused.facts), cite_all(refused.cites), say(refused.instead, refused.facts)


def refusal(refused: Refused) -> str:
    """What cannot be done and what to do instead, in one line, for a place that has no room for three."""
    what, _rule, instead = refusal_lines(refused)
    return f"{what} {instead}".strip() if language().startswith("en") else what + instead
