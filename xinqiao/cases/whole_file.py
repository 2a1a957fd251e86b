"""The whole file of a matter leaves the office only when two persons agree: what is asked for, by whom, and what the door
has to find out about the second person.

That it takes two is law (``law.procedures.petition_2022.whole_file``); here is what only the office's own list of
officers can tell: whether there is a second person at all, and whether whoever agreed has had to stay away since.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings

from xinqiao.cases.erasure import OPENS_SEAL
from xinqiao.cases.look import standing_of
from xinqiao.cases.models import Case
from xinqiao.cases.policy import visible
from xinqiao.cases.roles import roles_in
from xinqiao.cases.statements import words_of
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.model import RECUSAL, Event, Procedure, Refused, Standing
from xinqiao.law.words import _
from xinqiao.ledger.entry import decode
from xinqiao.ledger.models import Entry
from xinqiao.people.directory import Directory
from xinqiao.people.models import Capacity, Officer
from xinqiao.people.person import Person, as_person

if TYPE_CHECKING:
    from xinqiao.cases.projection import Picture

ASK, AGREE, REFUSE = "ask_whole_file", "approve_whole_file", "refuse_whole_file"
DROP, TAKE, LAPSE = "drop_whole_file", "take_whole_file", "whole_file_lapses"
STEPS = frozenset({ASK, AGREE, REFUSE, DROP, TAKE, LAPSE})
"""All that happens to a request, in the order in which it does."""

CLOCK = "xo.file"
ASKED, AGREED = "whole_file_asked", "whole_file_agreed"

MOST = 2000
"""So many requests are looked at."""
MOST_WAITING = 50
"""So many requests are named on the day's list."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Who agreed to a request, and when."""

    ordinal: int
    who: str  # the opaque key of the officer
    unit: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Request:
    """A request for the whole file: by whom, for whom, why, and what became of it."""

    ordinal: int
    who: str  # the opaque key of the officer
    unit: str
    at: datetime
    whom: str  # for what sort of body, as the procedure names it
    recipient: str
    reason: str
    until: date | None  # the last day of the request, or of the agreement; None when it is over
    agreement: Agreement | None


def check(picture: "Picture", event: Event, *, by: Person, tree: Directory) -> None:
    """Raise ``Refused`` where nobody else could agree, or whoever agreed must stay away from the matter by now."""
    standing, procedure = picture.standing, picture.procedure
    if event.action == ASK and not somebody_else(procedure, standing, picture.number, tree, but=by.key):
        raise Refused(
            _("不能申请：除了您，没有别人可以同意。提取整件案卷一定要两个人。"),
            cites=procedure.action_named[ASK].cites,
            instead=_("请系统管理员给收到本件的单位再设一位工作人员，或者设好本辖区的督办人员。"),
        )
    if event.action == TAKE and any(
        _stays_away(one, standing, tree) for one in standing.doers.get(AGREE, ())
    ):
        raise Refused(
            _("不能提取：同意的那一位在本件里应当回避，这个同意不能算数。"),
            cites=RECUSAL,
            instead=_("请收回这次申请，重新申请，由另一位来决定。"),
        )


def _stays_away(who: str, standing: Standing, tree: Directory) -> bool:
    unit = tree.unit_of(who)
    return who in standing.barred or (
        unit is not None and any(tree.under(unit, wall) for wall in standing.walled)
    )


def somebody_else(
    procedure: Procedure, standing: Standing, number: str, tree: Directory, *, but: str
) -> bool:
    """Whether any officer but ``but`` is set up who could agree."""
    agreeing = set(procedure.action_named[AGREE].by)
    for officer in _candidates(standing):
        person = as_person(officer)
        if (
            person.key != but
            and person.key not in standing.barred
            and agreeing & roles_in(person, standing, number=number, tree=tree)
        ):
            return True
    return False


def _candidates(standing: Standing) -> Iterator[Officer]:
    """The active officers of the units that have the matter, and the supervisors; their roles are asked one by one."""
    active = Officer.objects.filter(is_active=True)
    yield from active.filter(unit__in=sorted(set(standing.bodies.values())))
    yield from active.filter(capacities__contains=Capacity.SUPERVISOR.value).iterator()


def request_of(number: str, standing: Standing) -> Request | None:
    """The request that waits, or that was agreed to and not taken yet; None when there is none."""
    if not standing.marks & {ASKED, AGREED}:
        return None
    return latest(number, standing)


def latest(number: str, standing: Standing | None = None) -> Request | None:
    """The latest request of a matter, whatever became of it."""
    entries = Entry.objects.filter(number=number, action__in=(ASK, AGREE)).order_by("-ordinal")[:2]
    asked = next((one for one in entries if one.action == ASK), None)
    if asked is None:
        return None
    content = decode(asked.text)
    said: dict[str, Any] = words_of(number).get(asked.ordinal, {})
    agreed = next((one for one in entries if one.action == AGREE and one.ordinal > asked.ordinal), None)
    running = standing.clocks.get(CLOCK) if standing else None
    return Request(
        ordinal=asked.ordinal,
        who=content["by"]["key"],
        unit=content["by"].get("unit", ""),
        at=asked.at,
        whom=content["event"].get("facts", {}).get("whom", ""),
        recipient=str(said.get("recipient", "")),
        reason=str(said.get("reason", "")),
        until=running.last if running else None,
        agreement=_agreement(agreed) if agreed else None,
    )


def _agreement(entry: Entry) -> Agreement:
    by = decode(entry.text)["by"]
    return Agreement(entry.ordinal, by["key"], by.get("unit", ""), entry.at)


def opened_seal(number: str, request: Request) -> bool:
    """Whether whoever asked had opened the seal of this matter, in its own way and with its own reason, before the
    second person agreed: only then does a name leave with the file, and with that person's knowledge."""
    openings = Entry.objects.filter(number=number, action__in=OPENS_SEAL)
    if request.agreement is not None:
        openings = openings.filter(ordinal__lt=request.agreement.ordinal)
    return any(decode(text)["by"]["key"] == request.who for text in openings.values_list("text", flat=True))


def waiting_for(person: Person, tree: Directory, *, at: datetime) -> Sequence[tuple[Case, bool]]:
    """The matters in which this officer can decide about a request, or take what was agreed to (True), newest first."""
    since = at - timedelta(days=2 * settings.EXPORT_DAYS + 2)
    # Requests are few, and found by an index of their own; of matters there are many.
    entries = Entry.objects.filter(action=ASK, at__gte=since).order_by("-at")
    asked = set(entries.values_list("number", flat=True)[:MOST])
    if not asked:
        return []
    found = []
    for case in visible(person, tree).filter(number__in=asked).order_by("-last_at")[:MOST_WAITING]:
        standing = standing_of(case)
        mine = person.key in standing.doers.get(ASK, ())
        if AGREED in standing.marks and mine:
            found.append((case, True))
        elif ASKED in standing.marks and not mine and _may_decide(person, case, standing, tree):
            found.append((case, False))
    return found


def _may_decide(person: Person, case: Case, standing: Standing, tree: Directory) -> bool:
    agreeing = set(find_procedure(case.procedure).action_named[AGREE].by)
    return person.key not in standing.barred and bool(
        agreeing & roles_in(person, standing, number=case.number, tree=tree)
    )
