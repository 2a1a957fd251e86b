"""An opinion while it is being written: what is still missing, and how the resident will read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from xinqiao.cases.forms import ActionForm, Field
from xinqiao.cases.look import Look, unit_names
from xinqiao.cases.saying import say
from xinqiao.law.inputs import ANSWER_PARTS
from xinqiao.law.model import Action, Kind, Role
from xinqiao.people.directory import Directory


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the check list; ``target`` is the field where it can be mended."""

    done: bool
    text: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The answers as they stand: one for each request, the check list, the remedy that cannot be changed."""

    field: Field
    answers: Sequence[dict[str, Any]]
    checks: Sequence[Check]
    remedy: str

    @property
    def missing(self) -> int:
        return sum(not one.done for one in self.checks)


def draft(look: Look, action: Action, form: ActionForm, tree: Directory) -> Draft | None:
    """The draft behind the form of ``action``, or None when it answers no requests one by one."""
    field = next((one for one in form if one.input.kind is Kind.ANSWERS), None)
    if field is None:
        return None
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
    )


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
