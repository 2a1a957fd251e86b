"""The county and its year: who files what when, acted out through the one door under a simulated clock."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.db.models import F

from xinqiao.cases.act import act
from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.tick import tick
from xinqiao.channels.models import Notice
from xinqiao.law.model import BODY_OF, Refused, Role, Standing
from xinqiao.law.workdays import Calendar
from xinqiao.ledger.gate import writing
from xinqiao.operate.demo import ladder, lives, others
from xinqiao.operate.demo.lives import Build
from xinqiao.operate.demo.passages import OFFICE
from xinqiao.operate.demo.steps import Life, Step, fit
from xinqiao.people.models import Capacity, Officer
from xinqiao.people.person import NEWCOMER, Person, as_person, newcomer_at, petitioner_of

YEAR = 365
"""So many days the past of the demonstration reaches back."""

LONGEST_STILL = 100
"""So many days at most has a matter lain still that was not acted out to its end."""

ALL: tuple[tuple[Build, int], ...] = (*lives.LIVES, *ladder.LADDER, *others.OTHERS)

STOPS: tuple[tuple[Build, str, float], ...] = (
    # Where the day on which the demonstration is built finds them: after this step, so many days ago. Every state of
    # the procedure is in this list; the rest is filled up at random.
    (lives.ordinary, "submit", 0.1), (lives.ordinary, "submit", 0.6), (lives.direct, "submit", 0.3),
    (lives.ordinary, "register", 0.4), (lives.ordinary, "register", 2), (lives.direct, "register", 3),
    (lives.ordinary, "forward", 1), (lives.ordinary, "forward", 13.5), (lives.assigned, "assign", 3),
    (lives.objected, "object", 1), (lives.shirked, "dispute", 2), (lives.urgent, "report_up", 0.5),
    (lives.ordinary, "inform", 2), (lives.ordinary, "accept", 1), (lives.ordinary, "accept", 40),
    (lives.ordinary, "hear", 3), (lives.extended, "extend", 4), (lives.extended, "extend", 15),
    (lives.late, "investigate", 58), (lives.late, "supervise", 2), (lives.hearing, "ask_hearing", 1),
    (lives.hearing, "hold_hearing", 5), (lives.recused, "ask_recusal", 1), (lives.ordinary, "draft_opinion", 0.7),
    (lives.ordinary, "issue_opinion", 1), (lives.ordinary, "serve_opinion", 5), (lives.ordinary, "press_execution", 6),
    (lives.ordinary, "press_execution", 26), (lives.disputed, "dispute_execution", 3), (lives.simple, "forward", 0.6),
    (lives.simple, "choose_simple", 0.5), (lives.simple, "accept_simple", 1), (lives.simple, "hear_simple", 1),
    (lives.not_so_simple, "turn_ordinary", 6), (lives.passed_down, "inform_passed_down", 2),
    (ladder.review_upheld, "ask_review", 6), (ladder.review_upheld, "decide_review", 1),
    (ladder.review_upheld, "serve_review", 10), (ladder.sent_back, "order_redo", 4),
    (ladder.up_the_ladder, "ask_rereview", 3), (ladder.up_the_ladder, "open_rereview_hearing", 3),
    (ladder.up_the_ladder, "decide_rereview", 12), (ladder.up_the_ladder, "no_longer_accept", 20),
    (ladder.granted_at_the_top, "decide_rereview_and_execute", 8), (ladder.settled, "mediate", 4),
    (ladder.settled, "settle", 5), (ladder.settled, "record_performance", 12), (ladder.settled, "close_settlement", 9),
    (ladder.settled_late, "record_performance", 27), (ladder.withdrawn, "withdraw", 8), (ladder.same_matter, "mark_same_matter", 9),
    (others.suggestion, "classify", 5), (others.suggestion, "reply", 1), (others.suggestion, "publish", 9),
    (others.suggestion, "report_measure", 15), (others.suggestion_declined, "reply", 20),
    (others.accusation, "send_to_discipline", 0.8), (others.accusation, "notify_accuser", 12),
    (others.accusation, "conclude_accusation", 2), (others.accusation, "give_feedback", 9),
    (others.accusation_with_revenge, "report_obstruction", 2), (others.conduct, "take_accusation", 5),
    (others.duty, "perform_duty", 9), (others.duty, "answer_duty", 30), (others.diverted, "divert", 12),
    (others.acceptance_ordered, "challenge", 0.5), (others.refusal_upheld, "challenge", 5), (others.refusal_upheld, "uphold_refusal", 12),
    (others.acceptance_ordered, "order_acceptance", 1), (others.letter, "transfer_out", 25), (others.visit, "explain_and_guide", 40),
    (others.elsewhere, "inform_elsewhere", 33), (lives.ordinary, "report_execution", 25), (lives.lapsing, "help", 4),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scripted:
    """A life and when each of its steps is taken."""

    life: Life
    moments: Sequence[datetime]


@dataclass(slots=True)
class Filed:
    """What is known of a matter once it is filed."""

    number: str
    code: str
    standing: Standing
    kind: str


@dataclass(slots=True)
class Outcome:
    """What became of the year."""

    matters: list[Filed] = field(default_factory=list)
    acts: int = 0
    ticks: int = 0
    refused: list[str] = field(default_factory=list)


def script(*, matters: int, seed: int, now: datetime, calendar: Calendar) -> list[Scripted]:
    """The lives of so many matters, from a year ago until now: first one for each state, then a mixture."""
    chance = Random(seed)  # noqa: S311 - a repeatable county, no secret
    found: list[Scripted] = []
    wanted: list[tuple[Build, str, float]] = list(STOPS)
    for number in range(8):
        wanted.append((ladder.together(number, "heating"), "accept", 9 - number * 0.01))
    if matters < len(wanted):
        wanted = chance.sample(wanted, matters)
    for build, stop, ago in wanted:
        found.append(_scripted(build(chance), stop, now - timedelta(days=ago), calendar, chance))
    builds = [build for build, _often in ALL]
    often = [often for _build, often in ALL]
    while len(found) < matters:
        made = chance.choices(builds, often)[0](chance)
        length = sum(step.after for step in made.steps)
        # More of them recent, as in life: what is older has come to its end, and what lies still has lain for days or
        # weeks. A few of those are late; an office where matters lie for most of a year would be no example.
        if chance.random() < 0.8:
            stop = made.steps[-1].action
            ago = (YEAR - length) * chance.random() ** 1.3 if length < YEAR - 5 else 1.0
        else:
            stop = chance.choice(made.steps).action
            ago = LONGEST_STILL * chance.random() ** 3
        found.append(_scripted(made, stop, now - timedelta(days=max(ago, 0.2)), calendar, chance))
    return found


def _scripted(life: Life, stop: str, ends: datetime, calendar: Calendar, chance: Random) -> Scripted:
    kept = life.until(stop)
    return Scripted(kept, fit(kept, ends=ends, calendar=calendar, seed=chance.randrange(10**9)))


def act_out(
    scripted: Sequence[Scripted], *, now: datetime, step: Callable[[int], object] = lambda _done: None
) -> Outcome:
    """Let everything happen in its order, day by day, and time pass in between; return what became of it."""
    outcome = Outcome()
    played: dict[int, Filed] = {}
    ended: set[int] = set()
    numbers: dict[str, str] = {}
    staff = staff_by_unit()
    days: dict[datetime, list[tuple[datetime, int, int]]] = defaultdict(list)
    for which, one in enumerate(scripted):
        for index, at in enumerate(one.moments):
            days[at.replace(hour=0, minute=0, second=0, microsecond=0)].append((at, which, index))
    for day in sorted(days):
        outcome.ticks += tick(at=day)
        # One transaction a day: what is invented need not survive a power cut act by act.
        with writing():
            for at, which, index in sorted(days[day]):
                step(1)
                if which in ended:
                    continue
                life = scripted[which].life
                try:
                    played[which] = _play(life, life.steps[index], at, played.get(which), numbers, staff)
                    outcome.acts += 1
                except Refused as refused:
                    # The law said no to the script; the matter stays where it is. Tests ask for none of these.
                    ended.add(which)
                    outcome.refused.append(f"{life.kind}, {life.steps[index].action}: {refused}")
    outcome.ticks += tick(at=now)
    outcome.matters = [played[which] for which in sorted(played)]
    return outcome


def _play(
    life: Life,
    step: Step,
    at: datetime,
    filed: Filed | None,
    numbers: dict[str, str],
    staff: Mapping[str, Sequence[Officer]],
) -> Filed:
    facts = step.told(at.date(), numbers)
    person = _person(step, filed, staff)
    if filed is None:
        receipt = act(None, step.action, facts, by=person, at=at, identity=life.identity)
        numbers[life.label or receipt.number] = receipt.number
        return Filed(receipt.number, receipt.code, receipt.standing, life.kind)
    receipt = act(filed.number, step.action, facts, by=person, at=at)
    filed.standing = receipt.standing
    return filed


WANTED: Mapping[str, str] = {
    "receiver": Capacity.REGISTRAR, "sender": Capacity.REGISTRAR, "discipline_body": Capacity.HANDLER,
    "competent_unit": Capacity.REGISTRAR, "unit_head": Capacity.HEAD, "superior_unit": Capacity.HEAD,
    "review_body": Capacity.HEAD, "rereview_body": Capacity.HEAD,
}  # fmt: skip
"""Of several who could take a step, the one who usually does."""


def _person(step: Step, filed: Filed | None, staff: Mapping[str, Sequence[Officer]]) -> Person:
    who, _colon, unit = step.by.partition(":")
    if who == "newcomer":
        return newcomer_at(unit) if unit else NEWCOMER
    if who == "desk":
        return as_person(_officer(staff[unit], Capacity.REGISTRAR))
    assert filed is not None
    if who == "petitioner":
        return petitioner_of(filed.number)
    if who == "supervisor":
        return as_person(_officer(staff[OFFICE], Capacity.SUPERVISOR))
    role = Role(who)
    return as_person(_officer(staff[filed.standing.bodies[BODY_OF[role]]], WANTED[who]))


def _officer(colleagues: Sequence[Officer], capacity: str) -> Officer:
    return next(one for one in colleagues if capacity in one.capacity_set)


def staff_by_unit() -> dict[str, list[Officer]]:
    """All officers, by the code of their unit."""
    found: dict[str, list[Officer]] = defaultdict(list)
    for officer in Officer.objects.order_by("pk"):
        found[officer.unit_id].append(officer)
    return found


def build(
    *, matters: int, seed: int, now: datetime, step: Callable[[int], object] = lambda _done: None
) -> Outcome:
    """Units and officers must be there; everything else happens here, up to ``now``."""
    calendar = calendar_named("cn")
    local = now.astimezone(calendar.zone)
    return act_out(script(matters=matters, seed=seed, now=local, calendar=calendar), now=local, step=step)


def post(*, now: datetime) -> None:
    """The county's clerks have posted every letter within the week; the last week's still lie there."""
    old = Notice.objects.filter(delivered_at=None, next_try_at=None, created_at__lt=now - timedelta(days=7))
    old.update(delivered_at=F("created_at") + timedelta(days=1))
