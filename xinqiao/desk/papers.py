"""The papers of a matter and how each reached the person, because times run from receipt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from xinqiao.cases.models import Paper
from xinqiao.cases.story import Step
from xinqiao.documents.catalogue import DOCUMENT_NAMED
from xinqiao.law.model import Procedure

DOCUMENT = "document"
"""The input of a service that names its paper, where no clock does."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One paper: when it was issued, and how it was served, where it has to be."""

    paper: Paper
    at: datetime
    served: str = ""
    due: bool = False  # it has to be served, and nothing says yet that it was


def titles(names: Iterable[str] = DOCUMENT_NAMED) -> dict[str, str]:
    """What documents are called, by their names in the catalogue."""
    return {name: gettext(DOCUMENT_NAMED[name].title) for name in names if name in DOCUMENT_NAMED}


def papers_of(procedure: Procedure, steps: Sequence[Step]) -> list[Kept]:
    """The papers in a story, newest first, each with its service.

    A service stops the clock that the issuing action started, and so finds its paper.
    """
    kept: list[Kept] = []
    waiting: dict[str, int] = {}
    for step in reversed(steps):
        action = procedure.action_named.get(step.action)
        if action is not None and action.serves:
            told = " ".join(one.text for one in step.words if one.name == DOCUMENT)
            named = [
                place for place, one in enumerate(kept) if one.paper.reference and one.paper.reference in told
            ]
            stopped = [waiting.pop(clock) for clock in action.stops if clock in waiting]
            how = " · ".join(text for _title, text in step.values)
            for place in (*named, *stopped):
                kept[place] = Kept(kept[place].paper, kept[place].at, how)
        started = {one.running.clock for one in step.clocks}
        stoppable = {
            clock for one in procedure.actions if one.serves for clock in one.stops if clock in started
        }
        for paper in step.papers:
            kept.append(Kept(paper, step.at, due=bool(stoppable)))
            for clock in stoppable:
                waiting[clock] = len(kept) - 1
    return kept[::-1]
