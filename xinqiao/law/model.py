"""The words in which a procedure is written: values only, no behaviour beyond looking things up.

A procedure is one frozen value. Whatever reads it (the machine, the checker, the pages, the documents) finds here what
each field means. Chinese texts in these values are message ids: faces translate them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol

from xinqiao.law.words import _

SAME = "same"
"""The target of an action that leaves the state as it is."""


class Role(StrEnum):
    """Who somebody is in one case. The same person has different roles in different cases."""

    PETITIONER = "petitioner"
    RECEIVER = "receiver"  # the office that first received the matter, whatever its kind
    PETITION_OFFICE = "petition_office"  # staff of a receiver that is a petition office
    UNIT_DESK = "unit_desk"  # staff of a receiver that is any other unit
    SENDER = "sender"  # the office that last forwarded or assigned the matter
    COMPETENT_UNIT = "competent_unit"
    UNIT_HEAD = "unit_head"  # head of the competent unit
    SUPERIOR_UNIT = "superior_unit"
    DISCIPLINE_BODY = "discipline_body"
    REVIEW_BODY = "review_body"
    REREVIEW_BODY = "rereview_body"
    SUPERVISOR = "supervisor"
    RECORD_KEEPER = "record_keeper"  # answers for what the receiver keeps, and for its erasure
    PARTY = "party"  # a party to a mediation other than the petitioner
    SYSTEM = "system"  # the clock


BODIES = (
    Role.RECEIVER,
    Role.SENDER,
    Role.COMPETENT_UNIT,
    Role.SUPERIOR_UNIT,
    Role.DISCIPLINE_BODY,
    Role.REVIEW_BODY,
    Role.REREVIEW_BODY,
)
"""Roles in which a whole unit is seated; a standing remembers which unit sits in each."""

BODY_OF: Mapping[Role, Role] = {role: role for role in BODIES} | {
    Role.PETITION_OFFICE: Role.RECEIVER,
    Role.UNIT_DESK: Role.RECEIVER,
    Role.UNIT_HEAD: Role.COMPETENT_UNIT,
    Role.RECORD_KEEPER: Role.RECEIVER,
}
"""The seat from which the staff of each role act."""


ROLE_TITLES: Mapping[Role, str] = {
    Role.PETITIONER: _("信访人"),
    Role.RECEIVER: _("收到信访事项的单位"),
    Role.PETITION_OFFICE: _("信访部门"),
    Role.UNIT_DESK: _("收到信访事项的单位"),
    Role.SENDER: _("转送、交办的单位"),
    Role.COMPETENT_UNIT: _("有权处理的单位"),
    Role.UNIT_HEAD: _("有权处理单位的负责人"),
    Role.SUPERIOR_UNIT: _("上一级单位"),
    Role.DISCIPLINE_BODY: _("纪检监察机关"),
    Role.REVIEW_BODY: _("复查机关"),
    Role.REREVIEW_BODY: _("复核机关"),
    Role.SUPERVISOR: _("督办人员"),
    Role.RECORD_KEEPER: _("收到信访事项的单位的负责人"),
    Role.PARTY: _("另一方当事人"),
    Role.SYSTEM: _("期限"),
}


class Unit(StrEnum):
    """The unit in which a length of time is counted."""

    DAY = "d"
    WORKING_DAY = "wd"
    MONTH = "m"
    YEAR = "y"


class Kind(StrEnum):
    """What an input takes. Kinds in ``WORDS`` carry people's words: they are kept apart from the entries."""

    TEXT = "text"  # one line of words
    WORDS = "words"  # any number of lines
    REQUESTS = "requests"  # a list of what is asked, one text each
    ANSWERS = "answers"  # one answer for each request: facts, reasons, basis, conclusion
    NAMES = "names"  # a list of names
    DATE = "date"
    DAYS = "days"  # a whole number of days
    NUMBER = "number"
    CHOICE = "choice"
    YES = "yes"  # a yes or no
    UNIT = "unit"  # the code of a unit
    UNITS = "units"  # several units
    OFFICER = "officer"  # one officer, by an opaque key
    OFFICERS = "officers"  # several officers; the door finds them by the names that were written down
    FILES = "files"  # papers, by digest


WORDS = frozenset({Kind.TEXT, Kind.WORDS, Kind.REQUESTS, Kind.ANSWERS, Kind.NAMES, Kind.FILES})


@dataclass(frozen=True)
class Citation:
    """The article on which a rule rests, or the plain word that the office chose it itself.

    ``mark`` says how sure the fact is: V read in the law, S in a secondary source, U unverified, D a design choice.
    """

    law: str
    article: str = ""
    mark: str = "V"

    def __str__(self) -> str:
        return f"《{self.law}》{self.article}" if self.article else self.law


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A length of time, whom it binds, and from what it counts."""

    id: str
    title: str
    length: int | None  # None: set by the office for each matter
    unit: Unit = Unit.DAY
    binds: Role
    trigger: str  # the event it counts from, in words: 收到之日
    cites: tuple[Citation, ...]
    right: bool = False  # a right of the one it binds (to ask within it), not a duty
    roll: bool = True  # a last day that is a rest day moves to the next working day
    most: int | None = None  # the longest that an extension of this clock may be
    backwards: bool = False  # counted back from the event: papers 7 days before a hearing
    minimum: bool = False  # a least time that must be left, not a latest day
    part_of: str = ""  # the longest extension of that clock; it never runs by itself
    aside: bool = (
        False  # runs beside the matter: nothing in it waits for this, and no step of the matter stops it
    )
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Input:
    """One thing an action must or may be told."""

    name: str
    title: str
    kind: Kind
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()  # for CHOICE, and for the conclusion in ANSWERS
    least: int | None = None  # smallest number, or fewest items
    most: int | None = None  # largest number, most items, or longest text
    future: bool = False  # a DATE may lie after the day of the action
    since: str = ""  # a DATE may not lie before the day this clock counts from
    kinds: tuple[str, ...] = ()  # a UNIT must be of one of these kinds
    only_by: tuple[Role, ...] = ()  # asked only of these roles
    derived: bool = False  # filled in by the door, never by a form
    must_be: str = ""  # a YES that has to be yes; says why in one sentence
    internal: bool = False  # words among staff: the petitioner does not see them
    help: str = ""
    purpose: str = ""  # why it is asked


@dataclass(frozen=True, kw_only=True)
class Sets:
    """A mark that an action leaves, always or when an input has a value."""

    mark: str
    input: str = ""
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Starts:
    """A clock that an action starts, and the day it counts from."""

    clock: str
    since: str = ""  # a DATE input; empty: the day of the action
    since_clock: tuple[str, ...] = ()  # count from where the first of these running clocks counts from
    cap: tuple[str, ...] = ()  # never later than the raw last day of the first of these that is running
    until: str = ""  # a DATE input that is itself the last day
    days: str = ""  # a DAYS input that is the length
    when: str = ""  # only if this mark is set
    unless: str = ""  # only if this mark is not set


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A unit that an action seats in a role.

    ``source`` is an input of the action, else a role (its unit), ``unit`` (the unit of the one who acts), ``superior:<role>`` (the next
    level above that role's unit) or ``common_superior`` (of the sender and the competent unit). ``apart`` names roles
    whose unit may not be the same.
    """

    role: Role
    source: str
    apart: tuple[Role, ...] = ()
    above: tuple[Role, ...] = ()  # with ``superior:``: go on upwards past the units of these roles


@dataclass(frozen=True, kw_only=True)
class Extends:
    """A clock that an action extends by the days of an input, counted from its raw last day."""

    clock: str
    days: str


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """What a person can do against an action that goes against them."""

    action: str  # the action of this procedure, or empty when the way leads outside
    body: str  # who decides, in words
    limit: str  # within what time, in words
    clock: str = ""  # the clock of that time, where there is one


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Something that is true of a case from one action to another, and what is said when it stands in the way."""

    name: str
    title: str
    missing: str = ""  # the refusal when an action needs it
    present: str = ""  # the refusal when an action is barred by it
    instead: str = ""
    cites: tuple[Citation, ...] = ()


class Audience(StrEnum):
    """Who sees an entry in the story of a case."""

    ALL = "all"
    STAFF = "staff"
    PETITIONER = "petitioner"  # the petitioner and the supervisor, not those it is about


SERVED_ON = "served_on"
"""The input with the day on which a paper was received: times run from it."""


@dataclass(frozen=True, kw_only=True)
class Action:
    """What a role may do in some states, and what follows from it."""

    name: str
    title: str
    by: tuple[Role, ...]
    from_: tuple[str, ...]
    to: str
    cites: tuple[Citation, ...]
    row: str = ""  # its row in the published table of the procedure
    means: str = ""  # what it means, for the one about to do it
    tells: str = ""  # the sentence in the petitioner's story; placeholders are facts, units and last days
    inputs: tuple[Input, ...] = ()
    needs: tuple[str, ...] = ()  # marks that must be set
    bars: tuple[str, ...] = ()  # marks that must not be set
    within: tuple[str, ...] = ()  # clocks that must be running and not run out
    after: tuple[str, ...] = ()  # clocks that must have run out; one of them is enough
    sets: tuple[Sets, ...] = ()
    clears: tuple[str, ...] = ()
    starts: tuple[Starts, ...] = ()
    stops: tuple[str, ...] = ()  # clocks; "*" is every clock
    extends: tuple[Extends, ...] = ()
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    seats: tuple[Seat, ...] = ()
    issues: tuple[str, ...] = ()  # documents, by their name in the catalogue of documents
    notifies: tuple[Role, ...] = ()
    against: bool = False  # goes against the petitioner: names a remedy
    remedy: Remedy | None = None
    answers: bool = False  # is a written answer to the petitioner
    not_by: tuple[str, ...] = ()  # who did one of these in this case may not do this
    second_to: tuple[str, ...] = ()  # it takes two: not by whoever did one of these that is still pending
    only_by_doer_of: tuple[str, ...] = ()  # by nobody but whoever did one of these that is still pending
    forgets: tuple[str, ...] = ()  # these are pending no more: who did them is remembered no longer
    audience: Audience = Audience.ALL

    @property
    def serves(self) -> bool:
        """Whether it records that a paper was received."""
        return any(one.name == SERVED_ON for one in self.inputs)

    def input(self, name: str) -> Input:
        return next(one for one in self.inputs if one.name == name)


@dataclass(frozen=True, kw_only=True)
class State:
    """Where a case can be."""

    name: str
    title: str
    owner: Role  # whose turn it is; the case lies with this role's unit
    next: str = ""  # the next step in words: 作出处理意见
    final: bool = False


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """States, actions and clocks laid down by one legal text."""

    name: str
    title: str
    law: str
    in_force_from: date
    in_force_until: date | None = None
    pack: str = ""  # the id under which the published tables know it
    calendar: str = "cn"
    initial: str = "unfiled"
    states: tuple[State, ...] = ()
    actions: tuple[Action, ...] = ()
    clocks: tuple[Clock, ...] = ()
    marks: tuple[Mark, ...] = ()
    roles: tuple[tuple[Role, str], ...] = ()  # titles of roles that differ from the usual ones
    note: str = ""

    @cached_property
    def state_named(self) -> Mapping[str, State]:
        return {one.name: one for one in self.states}

    @cached_property
    def action_named(self) -> Mapping[str, Action]:
        return {one.name: one for one in self.actions}

    @cached_property
    def clock_named(self) -> Mapping[str, Clock]:
        return {one.id: one for one in self.clocks}

    @cached_property
    def mark_named(self) -> Mapping[str, Mark]:
        return {one.name: one for one in self.marks}

    @cached_property
    def between(self) -> frozenset[str]:
        """The clocks of what is between the petitioner and those above: the units in between do not learn of them."""
        starting = [(one, starts.clock) for one in self.actions for starts in one.starts]
        open_to_staff = {clock for one, clock in starting if one.audience is not Audience.PETITIONER}
        return frozenset(clock for _one, clock in starting) - open_to_staff

    @cached_property
    def remembered(self) -> frozenset[str]:
        """Actions whose doer a standing must remember, because another action excludes them."""
        return frozenset(
            name
            for action in self.actions
            for name in (*action.not_by, *action.second_to, *action.only_by_doer_of)
        )

    def stopped_by(self, action: "Action") -> tuple[str, ...]:
        """The clocks that an action stops where they run."""
        if "*" not in action.stops:
            return action.stops
        # What runs beside the matter goes on, whatever becomes of the matter.
        return tuple(one.id for one in self.clocks if not one.aside or one.id in action.stops)


@dataclass(frozen=True, slots=True)
class Running:
    """A clock that runs in a case. ``spans`` are the days that did not count, both ends included."""

    clock: str
    since: date  # the day of the event; not counted
    raw: date  # the day reached by counting
    last: date  # the legal last day
    provisional: bool = False
    length: int | None = None  # set by the office (for a fixed last day, in days); None: as the clock says
    fixed: bool = False  # the office named the last day itself; no calendar moves it
    extended: int = 0
    spans: tuple[tuple[date, date], ...] = ()
    paused_on: date | None = None
    ran_out: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case is now."""

    procedure: str
    state: str
    clocks: Mapping[str, Running] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()
    bodies: Mapping[Role, str] = field(default_factory=dict)
    requests: int = 0  # how many requests the petitioner makes
    walled: frozenset[str] = frozenset()  # units complained about: they and all under them are kept out
    barred: Mapping[str, str] = field(default_factory=dict)  # officers who have to stay away, by key, and why
    handlers: Mapping[Role, str] = field(default_factory=dict)  # the officer in charge in each seat, by key
    doers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    entries: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """What an action did. Folding it into the standing before it gives the standing after it."""

    action: str
    at: datetime
    state: str
    facts: Mapping[str, Any] = field(default_factory=dict)  # values that are not words
    words: Mapping[str, Any] = field(default_factory=dict)  # people's words, kept apart from the entry
    started: tuple[Running, ...] = ()  # also a clock changed by extension, pause or new calendar
    stopped: tuple[str, ...] = ()
    set: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    seated: tuple[tuple[Role, str], ...] = ()
    requests: int | None = None
    walled: tuple[str, ...] = ()
    barred: tuple[tuple[str, str], ...] = ()  # officer and why; an empty reason lifts what was only asked
    handlers: tuple[tuple[Role, str], ...] = ()
    doer: str = ""
    forgotten: tuple[str, ...] = ()  # actions of which no doer is remembered any more


WALL = (Citation("信访工作条例", _("第三十条")), Citation("信访工作条例", _("第二十八条")))
"""Why those who are complained about are kept out."""

RECUSAL = (Citation("信访工作条例", _("第二十八条")),)
"""Why somebody with an interest in the matter, or in its petitioner, does not handle it."""


class Away(StrEnum):
    """Why one officer stays away from one matter."""

    ACCUSED = "accused"  # complained about: for them there is no such matter
    RECUSED = "recused"  # withdrew, or had to: they see and do nothing in it any more
    ASKED = "asked"  # asked to withdraw, not yet decided: they do not decide it themselves


class Directory(Protocol):
    """What the machine asks about units."""

    def superior(self, unit: str) -> str | None:
        """The next level above, which reviews the unit's decisions."""

    def common_superior(self, first: str, second: str) -> str | None:
        """The nearest unit above both, or the joint conference."""

    def under(self, unit: str, other: str) -> bool:
        """Whether ``unit`` is ``other`` or lies under it."""

    def kind(self, unit: str) -> str | None:
        """The kind of the unit, or None when there is no such active unit."""

    def unit_of(self, officer: str) -> str | None:
        """The unit of an officer, or None when nobody active has this key."""

    def staffed(self, unit: str, without: Collection[str]) -> bool:
        """Whether the unit can still handle and sign when these officers stay away."""


class Refused(Exception):
    """An action that cannot be done: what, by which rule, and what to do instead.

    ``reason`` and ``instead`` are message ids with ``{placeholders}`` filled from ``facts``.
    """

    def __init__(
        self,
        reason: str,
        *,
        cites: tuple[Citation, ...] = (),
        instead: str = "",
        facts: Mapping[str, Any] | None = None,
        field: str = "",
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.cites = cites
        self.instead = instead
        self.facts = dict(facts or {})
        self.field = field  # the input concerned, where there is one

    def __str__(self) -> str:
        parts = [self.reason.format(**self.facts)]
        if self.instead:
            parts.append(self.instead.format(**self.facts))
        if self.cites:
            parts.append("（" + "；".join(str(one) for one in self.cites) + "）")
        return "".join(parts)


def state_title(procedure: Procedure, name: str) -> str:
    """What a procedure calls a state; one it does not know keeps its name."""
    state = procedure.state_named.get(name)
    return state.title if state else name


def role_title(procedure: Procedure, role: Role) -> str:
    """What a procedure calls a role."""
    return dict(procedure.roles).get(role) or ROLE_TITLES[role]
