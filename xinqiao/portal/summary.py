"""What was answered, as the check page shows it: one line for each question, with the page where it can be changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from xinqiao.cases.look import unit_names
from xinqiao.law.model import Input, Kind, Procedure
from xinqiao.portal import questions


@dataclass(frozen=True)
class Line:
    """A question and its answer; several answers stand in several lines of the same row."""

    title: str
    answers: tuple[str, ...]
    slug: str
    field: str


def lines(procedure: Procedure, answers: Mapping[str, Any]) -> list[Line]:
    """All answers on this person's way, in the order of the pages."""
    found = []
    for slug in questions.way(answers):
        for one in questions.page(procedure, slug, answers).inputs:
            if one.name == "subject" and not answers.get("subject"):
                shown: tuple[str, ...] = (questions.first_sentence(answers.get("account", "")),)
            else:
                shown = answer(one, answers.get(one.name))
            if slug == "contact" and one.name == "name" and answers.get("anonymous") == "yes":
                continue
            found.append(Line(gettext(one.title), shown, slug, f"id_{one.name}"))
    return found


def answer(one: Input, value: Any) -> tuple[str, ...]:
    """An answer as people read it."""
    if value in (None, "", []):
        return (gettext("否") if one.kind is Kind.YES else gettext("没有填"),)
    match one.kind:
        case Kind.CHOICE:
            return (gettext(dict(one.choices).get(value, value)),)
        case Kind.YES:
            return (gettext("是"),)
        case Kind.UNIT:
            return (unit_names([value]).get(value, value),)
        case Kind.UNITS:
            names = unit_names(value)
            return tuple(names.get(code, code) for code in value)
        case Kind.FILES:
            return tuple(file["name"] for file in value)
        case Kind.REQUESTS | Kind.NAMES:
            return tuple(value)
    return (str(value),)
