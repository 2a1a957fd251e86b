"""Drawing a case row from its entries. A live act and ``xinqiao rebuild`` use the same drawing."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.models import Barred, Case, Seated, Wall
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.machine import first_standing, fold, next_duty, next_look
from xinqiao.law.model import Event, Procedure, Role, Standing
from xinqiao.law.workdays import Calendar
from xinqiao.law.written import standing_from_json, standing_to_json
from xinqiao.ledger.entry import encode
from xinqiao.ledger.rows import insert, update

SAID = frozenset({"subject", "place", "content_class"})
"""The words that the row shows in lists."""

KINDS = ("accusation", "suggestion")
"""The classes of arts 29 and 30, kept as marks; what is neither is an appeal (art. 31)."""

LETTER = "xf.advice.feedback"
"""The clock of a supervisor's letter: it runs until the unit has answered."""

COLUMNS = (
    "procedure", "state", "standing", "unit_id", "owner", "receiver_id", "kind", "content_class", "channel", "people",
    "subject", "place", "anonymous", "filed_at", "received_on", "last_at", "next_look_at", "due_clock", "due_on",
    "late", "letter_on", "provisional", "closed", "closed_at", "entries", "last_position",
)  # fmt: skip
"""The columns of the row beside its number, in the order of ``Picture.row``."""


@dataclass(slots=True)
class Picture:
    """A case while it is being drawn."""

    number: str
    procedure: Procedure
    standing: Standing
    content_class: str = ""
    channel: str = ""
    people: int = 1
    subject: str = ""
    place: str = ""
    filed_at: datetime | None = None
    received_on: date | None = None
    last_at: datetime | None = None
    closed_at: datetime | None = None
    last_position: int = 0
    seats: set[tuple[str, str]] = field(default_factory=set)
    walls: set[str] = field(default_factory=set)
    barred: dict[str, str] = field(default_factory=dict)  # officer and why; empty: no longer
    counted: Calendar | None = None  # asked for once, see ``calendar``

    @classmethod
    def blank(cls, number: str, procedure: Procedure) -> "Picture":
        return cls(number=number, procedure=procedure, standing=first_standing(procedure))

    @classmethod
    def of(cls, case: Case) -> "Picture":
        """The picture that a row shows."""
        procedure = find_procedure(case.procedure)
        return cls(
            number=case.number,
            procedure=procedure,
            standing=standing_from_json(case.procedure, json.loads(case.standing)),
            content_class=case.content_class,
            channel=case.channel,
            people=case.people,
            subject=case.subject,
            place=case.place,
            filed_at=case.filed_at,
            received_on=case.received_on,
            last_at=case.last_at,
            closed_at=case.closed_at,
            last_position=case.last_position,
        )

    def add(self, event: Event, *, position: int, said: Mapping[str, str]) -> None:
        """Draw one more event; ``said`` are those of its words that the row shows."""
        self.add_all((event,), position=position, said=(said,))

    def add_all(self, events: Sequence[Event], *, position: int, said: Iterable[Mapping[str, str]]) -> None:
        """Draw more events, at least one; ``position`` is that of the last, ``said`` the words of each that has any."""
        self.standing = fold(self.standing, events)
        for words in said:
            self.content_class = words.get("content_class", self.content_class)
            self.subject = words.get("subject", self.subject)
            self.place = words.get("place", self.place)
        if self.filed_at is None:
            first = events[0]
            self.channel = first.facts.get("channel", self.channel)
            self.filed_at = first.at
            received = first.facts.get("received_on")
            self.received_on = date.fromisoformat(received) if received else self.calendar.day(first.at)
        states = self.procedure.state_named
        for event in events:
            if "people" in event.facts:
                self.people = event.facts["people"]
            if not states[event.state].final:
                self.closed_at = None
            elif self.closed_at is None:
                self.closed_at = event.at
            for role, unit in event.seated:
                self.seats.add((role.value, unit))
            if event.walled:
                self.walls.update(event.walled)
            if event.barred:
                self.barred.update(event.barred)
        self.last_at = events[-1].at
        self.last_position = position

    @property
    def calendar(self) -> Calendar:
        """The calendar under which it is drawn: one for the whole drawing, whatever is published meanwhile."""
        if self.counted is None:
            self.counted = calendar_named(self.procedure.calendar)
        return self.counted

    def say_anew(self, said: Mapping[str, str]) -> None:
        """Show other words, because some were erased: ``said`` has all that the row shows."""
        self.content_class, self.subject, self.place = said["content_class"], said["subject"], said["place"]

    def row(self) -> tuple[Any, ...]:
        """The values of ``COLUMNS``."""
        standing = self.standing
        assert self.filed_at and self.last_at
        calendar = self.calendar
        duty = next_duty(self.procedure, standing, day=calendar.day(self.last_at))
        running = duty.running
        closed = self.procedure.state_named[standing.state].final
        letter = standing.clocks.get(LETTER)
        return (
            standing.procedure,
            standing.state,
            encode(standing_to_json(standing)),
            duty.unit or standing.bodies.get(Role.COMPETENT_UNIT) or standing.bodies.get(Role.RECEIVER),
            duty.role.value,
            standing.bodies.get(Role.RECEIVER),
            next((one for one in KINDS if one in standing.marks), "appeal"),
            self.content_class,
            self.channel,
            self.people,
            self.subject,
            self.place,
            "anonymous" in standing.marks,
            self.filed_at,
            self.received_on,
            self.last_at,
            next_look(standing, calendar),
            running.clock if running else "",
            running.last if running else None,
            bool(running and running.ran_out),
            letter.last if letter and not closed else None,
            any(one.provisional for one in standing.clocks.values()),
            closed,
            self.closed_at,
            standing.entries,
            self.last_position,
        )


def project(pictures: Collection[Picture], *, new: bool = False) -> None:
    """Write the rows of cases, and the units newly seated in them and walled off from them."""
    if new:
        insert(Case, ("number", *COLUMNS), ((one.number, *one.row()) for one in pictures))
    else:
        update(Case, COLUMNS, "number", ((*one.row(), one.number) for one in pictures))
    seats = [(one.number, unit, role) for one in pictures for role, unit in sorted(one.seats)]
    if seats:
        insert(Seated, ("case_id", "unit_id", "role"), seats, new=False)
    walls = [(one.number, unit) for one in pictures for unit in sorted(one.walls)]
    if walls:
        insert(Wall, ("case_id", "unit_id"), walls, new=False)
    for one in pictures:
        for officer, why in sorted(one.barred.items()):
            if why:
                Barred.objects.update_or_create(case_id=one.number, officer=officer, defaults={"why": why})
            else:
                Barred.objects.filter(case=one.number, officer=officer).delete()
