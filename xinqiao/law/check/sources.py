"""Every rule cites its article, or says that the office chose it itself."""

from collections.abc import Iterator

from xinqiao.law.check.finding import Findings
from xinqiao.law.model import Citation, Procedure
from xinqiao.law.words import _

MARKS = {"V", "S", "U", "D"}


def rules(procedure: Procedure) -> Iterator[tuple[str, str, tuple[Citation, ...]]]:
    """What there is to cite for: of what sort, its title, and what it cites."""
    for action in procedure.actions:
        yield _("步骤"), action.title, action.cites
    for clock in procedure.clocks:
        yield _("期限"), clock.title, clock.cites
    for mark in procedure.marks:
        yield _("条件"), mark.title, mark.cites


def look(procedure: Procedure, findings: Findings) -> None:
    for what, title, cites in rules(procedure):
        if not cites:
            findings.add(
                "source",
                "uncited",
                _("{what}“{title}”没有依据，也没有写明是本单位自己的选择。"),
                what=what,
                title=title,
            )
        for one in cites:
            if one.mark not in MARKS or not one.law or (one.mark == "V" and not one.article):
                findings.add(
                    "source",
                    "citation_incomplete",
                    _("{what}“{title}”引的依据“{law}”没有写明条文。"),
                    what=what,
                    title=title,
                    law=one.law or "？",
                )


def unverified(procedure: Procedure) -> tuple[tuple[str, str, Citation], ...]:
    """The rules that rest on a fact nobody has been able to verify; they are configurable, never hard."""
    return tuple(
        (what, title, one) for what, title, cites in rules(procedure) for one in cites if one.mark == "U"
    )
