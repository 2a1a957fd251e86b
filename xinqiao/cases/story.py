"""The story of a case as one reader may see it: one step for each entry, in plain sentences."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.look import ShownClock, unit_names
from xinqiao.cases.models import Attachment, Case, Paper
from xinqiao.cases.sentence import sentence, shown_inputs, shown_value, title_of
from xinqiao.cases.statements import ERASED, words_of
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.machine import evolve, first_standing
from xinqiao.law.model import BODY_OF, Action, Audience, Citation, Event, role_title
from xinqiao.law.words import _
from xinqiao.law.written import event_from_json
from xinqiao.ledger.entry import decode
from xinqiao.ledger.models import Entry
from xinqiao.people.person import Person


@dataclass(frozen=True, slots=True)
class Said:
    """Words that belong to a step: of one input, with its title."""

    name: str
    title: str
    text: str
    index: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One entry as a reader sees it."""

    ordinal: int
    at: datetime
    action: str
    title: str
    sentence: str
    office: str  # the unit that acted; empty for the petitioner and for time
    actor: str  # "officer", "petitioner" or "clock"
    audience: str
    cites: tuple[Citation, ...]
    values: tuple[tuple[str, str], ...]
    words: tuple[Said, ...]
    clocks: tuple[ShownClock, ...]
    papers: tuple[Paper, ...]
    files: tuple[Attachment, ...]

    @property
    def internal(self) -> bool:
        return self.audience == Audience.STAFF


def story(case: Case, viewer: Person, *, at: datetime, supervisor: bool = False) -> list[Step]:
    """The steps of a case, newest first, without those that are not for ``viewer``.

    The petitioner does not see what is among staff; staff do not see what is between the petitioner and the
    supervisor, unless ``supervisor`` says that the viewer is one.
    """
    procedure = find_procedure(case.procedure)
    today = calendar_named(procedure.calendar).day(at)
    said = words_of(case.number)
    papers = _by_entry(Paper.objects.filter(number=case.number).select_related("unit"))
    files = _by_entry(_files(case.number))
    entries = [
        (entry, decode(entry.text)) for entry in Entry.objects.filter(number=case.number).order_by("ordinal")
    ]
    names = unit_names(_units_in(entry for _entry, entry in entries))
    standing = first_standing(procedure)
    steps = []
    for entry, content in entries:
        event = event_from_json(content["event"])
        standing = evolve(standing, event)
        bodies = standing.bodies
        action = procedure.action_named.get(event.action)
        audience = action.audience if action else Audience.ALL
        if not _for(viewer, audience, supervisor=supervisor):
            continue
        by = content["by"]
        office = names.get(by.get("unit", ""), "")
        clocks = tuple(
            ShownClock(
                clock := procedure.clock_named[running.clock],
                running,
                today,
                procedure,
                names.get(bodies.get(BODY_OF.get(clock.binds, clock.binds), ""), "")
                or gettext(role_title(procedure, clock.binds)),
                procedure.calendar,
            )
            for running in event.started
        )
        steps.append(
            Step(
                ordinal=entry.ordinal,
                at=entry.at,
                action=event.action,
                title=title_of(event, action),
                sentence=sentence(
                    procedure, event, standing, office=office, names=names, said=said.get(entry.ordinal, {})
                ),
                office=office,
                actor=by["kind"],
                audience=audience,
                cites=action.cites if action else tuple(c for one in clocks for c in one.clock.cites),
                values=_values(action, event, names),
                words=_words(action, said.get(entry.ordinal, {}), viewer),
                clocks=clocks,
                papers=tuple(papers.get(entry.ordinal, ())),
                files=tuple(files.get(entry.ordinal, ())),
            )
        )
    return steps[::-1]


def _files(number: str) -> list[Attachment]:
    """The files of a case; one that was erased says so in the place of its name."""
    found = list(Attachment.objects.filter(number=number))
    for one in found:
        if one.erased_at is not None:
            one.name = gettext(ERASED)
    return found


def _by_entry(rows: Any) -> dict[int, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[row.ordinal].append(row)
    return found


def _for(viewer: Person, audience: Audience, *, supervisor: bool) -> bool:
    if viewer.kind == "petitioner":
        return audience != Audience.STAFF
    return audience != Audience.PETITIONER or supervisor


def _units_in(contents: Any) -> set[str]:
    found = set()
    for content in contents:
        event = content["event"]
        found.add(content["by"].get("unit", ""))
        found.update(unit for _role, unit in event.get("seated", ()))
        for value in event.get("facts", {}).values():
            if isinstance(value, str):
                found.add(value)
            elif isinstance(value, list):
                found.update(one for one in value if isinstance(one, str))
    return found


def _values(action: Action | None, event: Event, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    if action is None:
        return ()
    return tuple(
        (gettext(one.title), shown_value(one, event.facts[one.name], names))
        for one in shown_inputs(action, event)
    )


def _words(action: Action | None, said: Mapping[str, Any], viewer: Person) -> tuple[Said, ...]:
    if action is None:
        return ()
    shown = []
    for one in action.inputs:
        if one.internal and viewer.kind == "petitioner":
            continue
        for name in [one.name, *(key for key in said if key.startswith(one.name + "."))]:
            found = said.get(name)
            title = (
                gettext(PARTS.get(name.rpartition(".")[2], one.title))
                if name != one.name
                else gettext(one.title)
            )
            if isinstance(found, str):
                shown.append(Said(name, title, found))
            elif found:
                shown.extend(Said(name, title, text, index) for index, text in sorted(found.items()))
    return tuple(shown)


PARTS = {"facts": _("事实"), "reasons": _("理由"), "basis": _("依据")}
