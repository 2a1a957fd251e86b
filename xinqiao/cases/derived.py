"""Facts that the door finds out itself, so that nobody has to be asked and nobody can get them wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings

from xinqiao.cases.models import Statement
from xinqiao.law.model import RECUSAL, Action, Away, Refused
from xinqiao.law.words import _
from xinqiao.people.directory import Directory
from xinqiao.people.models import UnitKind
from xinqiao.people.officers import heads_among, key_of, named_in
from xinqiao.people.person import Person

if TYPE_CHECKING:
    from xinqiao.cases.projection import Picture


@dataclass(frozen=True, slots=True)
class _Given:
    """What there is to find a fact from."""

    picture: "Picture"
    facts: Mapping[str, Any]
    by: Person
    tree: Directory


def complete(
    picture: "Picture", action: Action, facts: Mapping[str, Any], *, by: Person, tree: Directory
) -> dict[str, Any]:
    """``facts`` with the derived inputs of ``action`` filled in. What a form sends for them is refused."""
    given = _Given(picture, facts, by, tree)
    derived = [one.name for one in action.inputs if one.derived]
    for name in derived:
        if name in facts:
            raise Refused(_("“{name}”由系统填写。"), facts={"name": name}, field=name)
    return {**facts, **{name: _FOUND[name](given) for name in derived}}


def _receiver(given: _Given) -> str | None:
    """The office at whose desk the matter is filed: the officer's own, the one the resident turned to, or the front
    office. One that is complained about, or lies under such a unit, is passed over."""
    accused = given.facts.get("accused_units") or ()
    walls = [*(one for one in accused if isinstance(one, str)), *_accused_heads(given)]
    if given.by.unit is not None and not any(given.tree.under(given.by.unit, one) for one in walls):
        return given.by.unit
    return given.by.unit if given.by.kind == "officer" else given.tree.front_office(walls)


def _direct(given: _Given) -> bool:
    """Whether the matter came straight to a unit, not to a petition office (art. 23)."""
    receiver = _receiver(given)
    return receiver is not None and given.tree.kind(receiver) != UnitKind.PETITION_OFFICE


def _same_as_before(given: _Given) -> bool:
    """Whether the facts and reasons of the new opinion are word for word those of an earlier one."""
    answers = given.facts.get("answers")
    if not isinstance(answers, list):
        return False
    now = sorted(
        str(one.get(part, "")).strip()
        for one in answers
        if isinstance(one, Mapping)
        for part in ("facts", "reasons")
    )
    earlier: dict[int, list[str]] = {}
    rows = Statement.objects.filter(
        number=given.picture.number, name__in=("answers.facts", "answers.reasons")
    )
    for ordinal, text in rows.values_list("ordinal", "text"):
        earlier.setdefault(ordinal, []).append(text)
    return any(sorted(one) == now for one in earlier.values())


def _accused_officers(given: _Given) -> list[str]:
    """The officers whose names the petitioner has written down as complained about."""
    return sorted({key_of(one) for text in _names(given, "accused_persons") for one in named_in(text)})


def _accused_heads(given: _Given) -> list[str]:
    """The units of the heads among them: who serves under somebody is kept out with them (art. 30)."""
    return sorted({unit for text in _names(given, "accused_persons") for unit in heads_among(text)})


def _asked_officers(given: _Given) -> list[str]:
    """Whom the petitioner asks to withdraw, as far as the name tells: officers of the units that have the matter."""
    whom = given.facts.get("whom")
    units = set(given.picture.standing.bodies.values())
    if not isinstance(whom, str):
        return []
    return sorted({key_of(one) for one in named_in(whom) if one.unit_id in units})


def _recused_officers(given: _Given) -> list[str]:
    """Who has to withdraw by this decision: those named in it, else those who were asked to."""
    if given.facts.get("decision") != "granted":
        return []
    units = set(given.picture.standing.bodies.values())
    named = _names(given, "recused_persons")
    if named:
        found = {key_of(one) for text in named for one in named_in(text) if one.unit_id in units}
    else:
        asked = given.picture.standing.barred.items()
        found = {officer for officer, why in asked if why == Away.ASKED}
    if not found:
        raise Refused(
            _("还不知道是谁回避：没有找到这个姓名的工作人员。"),
            cites=RECUSAL,
            instead=_("请写经手单位里应当回避的那一位的姓名。"),
            field="recused_persons",
        )
    return sorted(found)


def _withdrawing_officers(given: _Given) -> list[str]:
    """Whoever says so themselves."""
    return [given.by.key] if given.by.kind == "officer" else []


def _valid_days(_given: _Given) -> int:
    """For so many days a request for the whole file waits, and an agreement to it holds."""
    return int(settings.EXPORT_DAYS)


def _names(given: _Given, name: str) -> list[str]:
    said = given.facts.get(name)
    return [one for one in said if isinstance(one, str)] if isinstance(said, list | tuple) else []


_FOUND: Mapping[str, Callable[[_Given], Any]] = {
    "receiver": _receiver,
    "direct": _direct,
    "same_as_before": _same_as_before,
    "accused_officers": _accused_officers,
    "accused_heads": _accused_heads,
    "asked_officers": _asked_officers,
    "recused_officers": _recused_officers,
    "withdrawing_officers": _withdrawing_officers,
    "valid_days": _valid_days,
}
