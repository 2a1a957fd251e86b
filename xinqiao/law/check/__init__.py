"""The checker: proves what a procedure promises, or shows the shortest way on which it does not hold.

``problems`` gives every fault at once. ``check`` gives the faults with what was looked at.
"""

from collections.abc import Callable
from dataclasses import dataclass

from xinqiao.law.check import (
    answers,
    clocks,
    extension,
    impartial,
    names,
    notices,
    reach,
    sources,
    two_persons,
    walls,
    way_on,
)
from xinqiao.law.check.coded import TooLarge
from xinqiao.law.check.explored import Explored
from xinqiao.law.check.finding import GUARANTEES, Finding, Findings
from xinqiao.law.model import Citation, Procedure
from xinqiao.law.words import _

__all__ = ["GUARANTEES", "Finding", "Report", "check", "problems"]


@dataclass(frozen=True)
class Report:
    """What was looked at in a procedure, and what was found."""

    procedure: Procedure
    findings: tuple[Finding, ...]
    standings: int  # points of all slices that were explored
    steps: int
    spaces: int  # how many slices
    unverified: tuple[tuple[str, str, Citation], ...]  # of what sort, its title, and on what it rests

    @property
    def holds(self) -> bool:
        return not self.findings

    def holds_for(self, guarantee: str) -> bool:
        return self.explored and all(one.guarantee != guarantee for one in self.findings)

    @property
    def explored(self) -> bool:
        """Whether the space was made; names that nobody knows forbid it."""
        return self.spaces > 0


def check(procedure: Procedure, *, progress: Callable[[int, int], None] | None = None) -> Report:
    """Look at everything that can happen in ``procedure``; ``progress`` hears of standings found and looked at."""
    findings = Findings(procedure)
    sources.look(procedure, findings)
    explored = None
    if names.look(procedure, findings):
        try:
            walls.look(procedure, findings)
            two_persons.look(procedure, findings)
            explored = Explored(procedure, progress=progress)
            for rule in (way_on, clocks, answers, notices, impartial, reach, extension):
                rule.look(explored, findings)
        except TooLarge:
            findings.add("way_on", "too_large", _("状况太多，没有看完，什么也没有证明。"))
    return Report(
        procedure=procedure,
        findings=findings.all(),
        standings=explored.standings if explored else 0,
        steps=explored.steps if explored else 0,
        spaces=len(explored.spaces) if explored else 0,
        unverified=sources.unverified(procedure),
    )


def problems(procedure: Procedure) -> tuple[Finding, ...]:
    """Every fault of a procedure, as sentences.

    >>> from xinqiao.law.model import Procedure
    >>> from datetime import date
    >>> [one.kind for one in problems(Procedure(name="x", title="空", law="", in_force_from=date(2026, 1, 1)))]
    ['name_unknown']
    """
    return check(procedure).findings
