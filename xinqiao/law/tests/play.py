"""A case of the small procedure played step by step, for tests of the machine and of what it is told."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from xinqiao.law.check.sample import facts_for
from xinqiao.law.machine import decide, evolve, first_standing, next_in_time
from xinqiao.law.model import BODY_OF, Directory, Event, Procedure, Role, Standing
from xinqiao.law.tests.small import SMALL
from xinqiao.law.workdays import Calendar, load

CN = load("cn")
MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)  # nine in the morning in Beijing


class Libraries:
    """Town library under county library under city library; the kiosk belongs to the town library."""

    ABOVE = {"kiosk": "town", "town": "county", "county": "city", "other": "county"}

    def superior(self, unit: str) -> str | None:
        return self.ABOVE.get(unit)

    def common_superior(self, first: str, second: str) -> str | None:
        return "county"

    def under(self, unit: str, other: str) -> bool:
        return unit == other or (unit in self.ABOVE and self.under(self.ABOVE[unit], other))

    def kind(self, unit: str) -> str | None:
        return "library" if unit in {*self.ABOVE, "city"} else None

    def unit_of(self, officer: str) -> str | None:
        return officer.partition("@")[2] or None

    def staffed(self, unit: str, without: Collection[str]) -> bool:
        return True


@dataclass
class Play:
    """Where a case is, and its acts so far."""

    procedure: Procedure = SMALL
    calendar: Calendar = CN
    directory: Directory = field(default_factory=Libraries)
    standing: Standing = field(init=False)
    events: list[Event] = field(default_factory=list)
    at: datetime = MONDAY

    def __post_init__(self) -> None:
        self.standing = first_standing(self.procedure)

    def do(
        self,
        name: str,
        role: Role,
        facts: dict[str, Any] | None = None,
        *,
        by: str = "",
        unit: str | None = None,
        roles: Collection[Role] | None = None,
    ) -> Event:
        """Let time pass up to now, then do one action; raises ``Refused``."""
        self.let_time_pass()
        event = self.decide(name, role, facts, by=by, unit=unit, roles=roles)
        self.take(event)
        return event

    def decide(
        self,
        name: str,
        role: Role,
        facts: dict[str, Any] | None = None,
        *,
        by: str = "",
        unit: str | None = None,
        roles: Collection[Role] | None = None,
    ) -> Event:
        held = {role, BODY_OF.get(role, role)} if roles is None else set(roles)
        action = self.procedure.action_named.get(name)
        units: dict[str, Any] = {"receiver": "town", "to_unit": "town"}
        given = facts or {}
        if action is not None:
            sample = facts_for(
                action,
                roles=held,
                day=self.calendar.day(self.at),
                standing=self.standing,
                given={
                    key: value
                    for key, value in units.items()
                    if any(one.name == key for one in action.inputs)
                },
            )
            given = {**sample, **given}
        return decide(
            self.procedure,
            self.standing,
            name,
            given,
            roles=held,
            at=self.at,
            calendar=self.calendar,
            directory=self.directory,
            by=by,
            unit=unit,
        )

    def take(self, event: Event) -> None:
        self.standing = evolve(self.standing, event)
        self.events.append(event)

    def let_time_pass(self, **much: int) -> None:
        self.at += timedelta(**much)
        while (
            event := next_in_time(self.procedure, self.standing, at=self.at, calendar=self.calendar)
        ) is not None:
            self.take(event)

    def to(self, state: str) -> "Play":
        """Go the usual way until this state."""
        usual = (
            ("submit", Role.PETITIONER),
            ("forward", Role.RECEIVER),
            ("hear", Role.COMPETENT_UNIT),
            ("answer", Role.COMPETENT_UNIT),
            ("serve", Role.COMPETENT_UNIT),
            ("ask_review", Role.PETITIONER),
            ("hold_hearing", Role.REVIEW_BODY),
        )
        for name, role in usual:
            if self.standing.state == state and (state != "answered" or "served" in self.standing.marks):
                return self
            self.do(name, role)
        return self

    def last(self, clock: str) -> str:
        return self.standing.clocks[clock].last.isoformat()
