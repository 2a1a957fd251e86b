"""An opinion while it is being written: what is still missing, what the law says, how the resident will read it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from xinqiao.cases.forms import ActionForm, Field
from xinqiao.cases.look import Look, unit_names
from xinqiao.cases.saying import say
from xinqiao.desk.hints import Hint, hints
from xinqiao.law.inputs import ANSWER_PARTS
from xinqiao.law.model import Action, Kind, Role
from xinqiao.library.finding import find
from xinqiao.library.models import Article
from xinqiao.library.shelf import cited
from xinqiao.people.directory import Directory


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the check list; ``target`` is the field where it can be mended."""

    done: bool
    text: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Citable:
    """An article that can be cited: shown short, cited whole."""

    pk: int
    title: str
    label: str
    short: str
    text: str
    cited: str


@dataclass(frozen=True, slots=True)
class Library:
    """What was asked of the library, and what it has."""

    asked: str
    found: Sequence[Citable]


@dataclass(frozen=True, slots=True)
class Draft:
    """The answers as they stand: one for each request, the check list, the remedy that cannot be changed.

    ``hints`` is what a machine would look at again; ``law`` what the library has for the last question.
    """

    field: Field
    answers: Sequence[dict[str, Any]]
    checks: Sequence[Check]
    remedy: str
    hints: Sequence[Hint]
    law: Library

    @property
    def numbers(self) -> list[int]:
        """The numbers of the requests."""
        return [one["number"] for one in self.answers]

    @property
    def missing(self) -> int:
        return sum(not one.done for one in self.checks)


def draft(look: Look, action: Action, form: ActionForm, tree: Directory) -> Draft | None:
    """The draft behind the form of ``action``, or None when it answers no requests one by one."""
    field = next((one for one in form if one.input.kind is Kind.ANSWERS), None)
    if field is None:
        return None
    _cite(field, form)
    conclusions = dict(field.options)
    answers = [
        {
            **one,
            "said": conclusions.get(one["conclusion"], ""),
            "parts_said": [(title, text) for _name, title, text in one["parts"] if text.strip()],
        }
        for one in field.answers
    ]
    return Draft(
        field=field,
        answers=answers,
        checks=[*_marks(look, action), *_parts(field), *_others(form)],
        remedy=remedy(look, action, tree),
        hints=hints(look.case, field.answers),
        law=citable(str((form.data or {}).get("law_q", "")), day=look.day),
    )


CITE = re.compile(r"cite-(\d{1,18})-(\d{1,3})")
"""The button that cites an article in the answer to a request, in a form that is only looked at."""


def citable(question: str, *, day: date, limit: int = 5) -> Library:
    """The articles in force that may answer a question, ready to be cited."""
    found = []
    for one in find(question, day=day, limit=limit):
        article = one.article
        found.append(
            Citable(
                pk=article.pk,
                title=article.edition.instrument.title,
                label=article.label,
                short=Truncator(article.text).chars(70),
                text=article.text,
                cited=cited(article),
            )
        )
    return Library(question.strip(), found)


def _cite(field: Field, form: ActionForm) -> None:
    """Where the button to cite was pressed without a script: put the words into the basis of that answer."""
    pressed = CITE.fullmatch(str((form.data or {}).get("look", "")))
    if pressed is None:
        return
    article = Article.objects.select_related("edition__instrument").filter(pk=int(pressed[1])).first()
    answer = next((one for one in field.answers if one["number"] == int(pressed[2])), None)
    if article is None or answer is None:
        return
    answer["basis"] = "\n".join(filter(None, (answer["basis"].rstrip(), cited(article))))
    answer["parts"] = [
        (name, title, answer["basis"] if name.endswith("_basis") else text)
        for name, title, text in answer["parts"]
    ]


def remedy(look: Look, action: Action, tree: Directory) -> str:
    """What the resident can do against it: until when, and with which body by its name."""
    if action.remedy is None:
        return ""
    taken = look.procedure.action_named.get(action.remedy.action)
    above = None
    for seat in taken.seats if taken else ():
        kind, _colon, role = seat.source.partition(":")
        if kind == "superior" and (unit := look.standing.bodies.get(Role(role))):
            above = tree.superior(unit)
    body = unit_names({above}).get(above, "") if above else ""
    return _("如果您不同意，可以在{limit}向{body}提出：{what}。").format(
        limit=say(action.remedy.limit),
        body=body or say(action.remedy.body),
        what=say(taken.title) if taken else _("请求依法处理"),
    )


def _marks(look: Look, action: Action) -> list[Check]:
    named = look.procedure.mark_named
    checks = [
        Check(one in look.standing.marks, say(named[one].title)) for one in action.needs if one in named
    ]
    checks += [
        Check(False, say(named[one].title))
        for one in action.bars
        if one in named and one in look.standing.marks
    ]
    return checks


def _parts(field: Field) -> list[Check]:
    checks = []
    for one in field.answers:
        missing = [_(title) for part, title in ANSWER_PARTS if not one[part].strip()]
        first = next((f"id_{name}" for name, _title, text in one["parts"] if not text.strip()), "")
        if not one["conclusion"]:
            missing.append(_("处理意见"))
            first = first or f"{one['id']}_{field.options[0][0]}"
        text = (
            _("第 {number} 项请求还缺：{parts}").format(number=one["number"], parts="、".join(missing))
            if missing
            else _("第 {number} 项请求已经写全").format(number=one["number"])
        )
        checks.append(Check(not missing, text, first))
    return checks


def _others(form: ActionForm) -> list[Check]:
    return [
        Check(bool(one.value), one.title, one.id)
        for one in form
        if one.input.required and one.input.kind not in (Kind.ANSWERS, Kind.FILES)
    ]
