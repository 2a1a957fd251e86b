"""Somebody leaves a unit, or a post in it: what they are in charge of is handed over first, so that no matter is left
without anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from xinqiao.cases.act import act
from xinqiao.cases.look import standing_of, unit_names
from xinqiao.cases.models import Case
from xinqiao.cases.policy import visible
from xinqiao.desk.access import Staff
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.model import Refused
from xinqiao.law.recusal import APPOINTED
from xinqiao.law.words import _
from xinqiao.people.directory import Directory
from xinqiao.people.models import Capacity, Officer, Unit
from xinqiao.people.person import as_person

APPOINT = "appoint"
"""The action that puts an officer in charge."""

STILL_HOLDS = _("{name}还经办 {count} 件没有办结的信访事项，现在离开，这些事项就没有人负责了。")
HAND_OVER = _("请先由本单位负责人把它们交给同事经办。")
NOBODY_LEFT = _("{unit}还有没有办结的信访事项。{name}离开以后，这个单位就没有人能办理或者签发了。")
INVITE_FIRST = _("请先邀请接替的同事，或者给本单位别的同事加上岗位，再来办理。")
WORKS = (Capacity.HANDLER, Capacity.HEAD)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of handing matters over."""

    done: int
    refused: Sequence[tuple[str, Refused]]  # the number of a matter, and why it stays


def in_charge_of(officer: Officer) -> list[Case]:
    """The open matters of which an officer is in charge, what is due first at the top."""
    key = as_person(officer).key
    # The standing names officers for other reasons too; which of these it is, only the law's own reading tells.
    named = Case.objects.filter(
        closed=False, seats__unit=officer.unit_id, standing__contains=f'"{key}"'
    ).distinct()
    return [one for one in named.order_by("due_on", "number") if _is_in_charge(one, key)]


def _is_in_charge(case: Case, key: str) -> bool:
    return key in standing_of(case).handlers.values()


def may_hand_over(here: Staff, officer: Officer) -> bool:
    """Whether whoever asks works on the same matters and can put somebody in charge."""
    return here.has(Capacity.HEAD) and here.unit == officer.unit_id


def shown(here: Staff, held: Sequence[Case]) -> list[tuple[Case, str]]:
    """What the head of the unit sees of it: the matters they may see, with the state of each."""
    seen = visible(here.person, here.tree).filter(number__in=[one.number for one in held])
    numbers = set(seen.values_list("number", flat=True))
    return [
        (one, find_procedure(one.procedure).state_named[one.state].title)
        for one in held
        if one.number in numbers
    ]


def successors(officer: Officer) -> list[Officer]:
    """The colleagues who can take a matter over."""
    colleagues = Officer.objects.filter(unit=officer.unit_id, is_active=True).exclude(pk=officer.pk)
    return [one for one in colleagues if one.capacity_set & set(WORKS)]


def hand_over(here: Staff, chosen: Sequence[tuple[str, Officer]], *, at: datetime) -> Outcome:
    """Put a colleague in charge of each of these matters, through the door. What the law refuses stays where it is."""
    done = 0
    refused: list[tuple[str, Refused]] = []
    for number, successor in chosen:
        try:
            act(number, APPOINT, {APPOINTED: as_person(successor).key}, by=here.person, at=at)
        except Refused as why:
            refused.append((number, why))
        else:
            done += 1
    return Outcome(done, refused)


def one_at_a_time(unit: str) -> None:
    """Two who leave a unit at the same moment, each because the other is still there, come one after the other."""
    Unit.objects.select_for_update().get(pk=unit)


def left_behind(officer: Officer, tree: Directory, held: Sequence[Case]) -> Refused | None:
    """Why an officer in charge of ``held`` cannot leave their unit, or give up handling and signing in it."""
    if held:
        return Refused(STILL_HOLDS, instead=HAND_OVER, facts={"name": officer.name, "count": len(held)})
    key = as_person(officer).key
    if (
        not tree.staffed(officer.unit_id, (key,))
        and Case.objects.filter(unit=officer.unit_id, closed=False).exists()
    ):
        unit = unit_names({officer.unit_id}).get(officer.unit_id, officer.unit_id)
        return Refused(NOBODY_LEFT, instead=INVITE_FIRST, facts={"unit": unit, "name": officer.name})
    return None
