"""How long what is kept of a matter is kept after its end: the schedule of each office, and what it makes due.

No period is laid down here: the law leaves it to a schedule that the office makes and an archive authority approves. Without
a schedule nothing is erased by itself. A unit without one of its own goes by that of the nearest unit above it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db.models import Exists, OuterRef, Q, QuerySet

from xinqiao.cases.models import Attachment, Case, Retention, Statement
from xinqiao.law.model import Citation, Refused
from xinqiao.law.words import _
from xinqiao.people.directory import Directory, directory
from xinqiao.people.models import Identity

IDENTITY, WORDS = "identity", "words"
KINDS = (IDENTITY, WORDS)

REASON = "retention"
"""The reason of an erasure that rests on the schedule."""

RULE = (Citation("个人信息保护法", _("第十九条")), Citation("个人信息保护法", _("第四十七条")))

AHEAD = timedelta(days=30)
"""So long before, the officers in charge are shown what will be erased; a schedule that was set or changed waits as long,
so that a slip of the finger erases nothing tonight."""

BATCH = 500

MOST = 20_000
"""So much is erased in one night at most; what is left waits for the next."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something of one matter whose time is over, or soon will be."""

    number: str
    what: str  # IDENTITY or WORDS
    at: datetime


def years_of(schedule: Retention, what: str) -> int | None:
    return schedule.identity_years if what == IDENTITY else schedule.words_years


def schedule_of(unit: str | None, tree: Directory, schedules: Mapping[str, Retention]) -> Retention | None:
    """The schedule by which a unit goes: its own, else that of the nearest unit above."""
    above = (unit, *tree.ancestors(unit)) if unit else ()
    return next((schedules[one] for one in above if one in schedules), None)


def schedules() -> dict[str, Retention]:
    """Every schedule by the unit that made it."""
    return {one.unit_id: one for one in Retention.objects.all()}


def later(moment: datetime, years: int) -> datetime:
    """The same moment so many years later (or earlier); the 29th of February becomes the 28th.

    >>> later(datetime(2024, 2, 29), 1)
    datetime.datetime(2025, 2, 28, 0, 0)
    """
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, day=28)


def over_at(closed_at: datetime, schedule: Retention, years: int) -> datetime:
    """When a schedule lets something go: its years after the end, and not within the notice of a changed schedule."""
    return max(later(closed_at, years), schedule.changed_at + AHEAD)


def check(receiver: str | None, closed_at: datetime | None, what: str, *, at: datetime) -> None:
    """Raise ``Refused`` unless the schedule of the receiver lets this be erased at this moment."""
    schedule = schedule_of(receiver, directory(), schedules())
    years = years_of(schedule, what) if schedule is not None else None
    if schedule is None or years is None or closed_at is None:
        raise Refused(
            _("不能以保存期限已满为由删除：本单位没有设定这一部分的保存期限。"),
            cites=RULE,
            instead=_("请先在“保存和删除”里填写经批准的保存期限。"),
            field="reason",
        )
    until = over_at(closed_at, schedule, years)
    if at < until:
        raise Refused(
            _("还不能删除：办结以后要保存 {years} 年，新定的期限还要先公示 30 日，到 {until} 为止。"),
            cites=RULE,
            instead=_("法律要求提前删除的，请选择那一项理由。"),
            facts={"years": years, "until": until.date().isoformat()},
            field="reason",
        )


def due(*, at: datetime, units: Sequence[str] | None = None) -> Iterator[Due]:
    """What the schedules make due by ``at``, earliest first within each schedule; of all receivers or of ``units``."""
    tree, known = directory(), schedules()
    if not known:
        return
    groups: dict[str, list[str]] = defaultdict(list)
    for unit in tree.places if units is None else units:
        if (schedule := schedule_of(unit, tree, known)) is not None:
            groups[schedule.unit_id].append(unit)
    for code, receivers in groups.items():
        for what in KINDS:
            years = years_of(known[code], what)
            if years is None:
                continue
            over = Case.objects.filter(
                closed=True, closed_at__lte=later(at, -years), receiver_id__in=receivers
            )
            rows = still_kept(over, what).order_by("closed_at").values_list("number", "closed_at")
            for number, closed_at in rows.iterator(chunk_size=BATCH):
                assert closed_at is not None  # of what is over
                if (until := over_at(closed_at, known[code], years)) <= at:
                    yield Due(number, what, until)


def still_kept(cases: QuerySet[Case], what: str) -> QuerySet[Case]:
    """Those of which there is still something to erase."""
    if what == IDENTITY:
        return cases.filter(
            Exists(Identity.objects.filter(number=OuterRef("number")).exclude(wrapped_key=b""))
        )
    mine = {"number": OuterRef("number"), "erased_at": None}
    return cases.filter(
        Q(Exists(Statement.objects.filter(**mine))) | Q(Exists(Attachment.objects.filter(**mine)))
    )


def retain(
    erase: Callable[[Due], object], *, at: datetime, step: Callable[[int], object] = lambda _done: None
) -> int:
    """Hand everything that is due by ``at`` to ``erase``, one matter after the other; return how many that were."""
    # Read to the end before anything is erased: what is erased falls out of the query that finds it.
    found = list(islice(due(at=at), MOST))
    for one in found:
        erase(one)
        step(1)
    return len(found)
