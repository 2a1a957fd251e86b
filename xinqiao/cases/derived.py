"""Facts that the door finds out itself, so that nobody has to be asked and nobody can get them wrong."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from xinqiao.cases.models import Statement
from xinqiao.law.model import Action, Refused
from xinqiao.law.words import _
from xinqiao.people.directory import Directory
from xinqiao.people.models import UnitKind
from xinqiao.people.person import Person

if TYPE_CHECKING:
    from xinqiao.cases.projection import Picture


def complete(picture: "Picture", action: Action, facts: Mapping[str, Any], *, by: Person, tree: Directory) -> dict[str, Any]:
    """``facts`` with the derived inputs of ``action`` filled in. What a form sends for them is refused."""
    derived = [one.name for one in action.inputs if one.derived]
    for name in derived:
        if name in facts:
            raise Refused(_("“{name}”由系统填写。"), facts={"name": name}, field=name)
    return {**facts, **{name: _FOUND[name](picture, facts, by, tree) for name in derived}}


def _direct(picture: "Picture", facts: Mapping[str, Any], by: Person, tree: Directory) -> bool:
    """Whether the matter came straight to a unit, not to a petition office (art. 23)."""
    receiver = facts.get("receiver") or by.unit
    return isinstance(receiver, str) and tree.kind(receiver) != UnitKind.PETITION_OFFICE


def _same_as_before(picture: "Picture", facts: Mapping[str, Any], by: Person, tree: Directory) -> bool:
    """Whether the facts and reasons of the new opinion are word for word those of an earlier one."""
    answers = facts.get("answers")
    if not isinstance(answers, list):
        return False
    now = sorted(
        str(one.get(part, "")).strip() for one in answers if isinstance(one, Mapping) for part in ("facts", "reasons")
    )
    earlier: dict[int, list[str]] = {}
    rows = Statement.objects.filter(number=picture.number, name__in=("answers.facts", "answers.reasons"))
    for ordinal, text in rows.values_list("ordinal", "text"):
        earlier.setdefault(ordinal, []).append(text)
    return any(sorted(one) == now for one in earlier.values())


_FOUND = {"direct": _direct, "same_as_before": _same_as_before}

