"""What search reads of a matter, and what it keeps out.

Only words about the matter itself are read: never a name asked for as a name, never an identity, never what the
petitioner tells the supervisor about the unit. What has been erased is not there to be read.
"""

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from xinqiao.cases.models import Case, Seated, Statement
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.model import Audience
from xinqiao.ledger.models import Entry
from xinqiao.people.directory import Directory
from xinqiao.search.among import Written
from xinqiao.text.normalise import normalise

SUBJECT = "subject"
PLACE = "place"
ABOUT_THE_MATTER = (
    "account",
    "requests",
    "happened",
    "about_name",
    "text",
    "record",
    "answers.facts",
    "answers.reasons",
    "answers.basis",
    "findings",
    "reason",
    "result",
    "feedback",
    "facts",
    "terms",
    "what",
    "measure",
    "report",
    "grounds",
    "content_class",
)
"""The inputs that are read beside the subject and the place of a filing, in the order in which passages are shown."""

_READ = (SUBJECT, PLACE, *ABOUT_THE_MATTER)

SITS, LIES, AREA = "u:", "l:", "a:"
"""A unit sits or sat in the matter; the matter lies there now; it lies there or with a unit under it."""
STATE, KIND, CLASS = "s:", "k:", "c:"
_SIGN = re.compile(r"[^0-9A-Za-z_\u3400-\u9fff-]")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one matter that search may read, as they were written."""

    subject: str
    place: str
    rest: tuple[str, ...]

    @property
    def normal(self) -> str:
        """All of it for the index: the subject, the place, then the rest, a line each."""
        lines = (self.subject, self.place, *self.rest)
        return "\n".join(normalise(line).replace("\n", " ") for line in lines)


def words_of_matters(cases: Collection[Case]) -> dict[str, Words]:
    """The words of several matters, by number."""
    numbers = [case.number for case in cases]
    said: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    between = _between_petitioner_and_supervisor(cases)
    for number, ordinal, name, text in _statements().ask(numbers):
        # A hearing has a place too; only the filing says where the matter itself is.
        if (number, ordinal) not in between and (ordinal == 1 or name not in (SUBJECT, PLACE)):
            said[number][name][text] = None  # the same words said twice are one
    return {
        number: Words(
            subject=next(iter(said[number][SUBJECT]), ""),
            place=next(iter(said[number][PLACE]), ""),
            rest=tuple(text for name in ABOUT_THE_MATTER for text in said[number][name]),
        )
        for number in numbers
    }


@cache
def _statements() -> Written:
    rows = Statement.objects.filter(name__in=_READ, erased_at=None).order_by("number", "ordinal", "index")
    return Written(rows, "number", "number", "ordinal", "name", "text")


@cache
def _acts() -> Written:
    return Written(Entry.objects.order_by(), "number", "number", "ordinal", "action")


def _between_petitioner_and_supervisor(cases: Collection[Case]) -> set[tuple[str, int]]:
    procedures = {case.number: find_procedure(case.procedure) for case in cases}
    found = set()
    for number, ordinal, name in _acts().ask(procedures):
        action = procedures[number].action_named.get(name)
        if action is None or action.audience == Audience.PETITIONER:
            found.add((number, ordinal))
    return found


def marks_of_matters(cases: Collection[Case], tree: Directory) -> dict[str, set[str]]:
    """The tokens that are not words: who may come upon each matter, and what filters ask for.

    They only narrow the search down; who may see a matter is asked of ``cases.policy`` every time.
    """
    found = {}
    for case in cases:
        marks = {mark(STATE, case.state), mark(KIND, case.kind)}
        if case.content_class:
            marks.add(mark(CLASS, first_level(case.content_class)))
        if case.unit_id:
            marks.add(mark(LIES, case.unit_id))
            marks |= {mark(AREA, unit) for unit in (case.unit_id, *tree.ancestors(case.unit_id))}
        found[case.number] = marks
    for number, unit in Seated.objects.filter(case__in=list(found)).values_list("case_id", "unit_id"):
        found[number].add(mark(SITS, unit))
    return found


def mark(prefix: str, value: str) -> str:
    """A token that is no word: no sign in it that a database reads."""
    return prefix + _SIGN.sub("_", str(value))


def first_level(content_class: str) -> str:
    """The first level of a class of content: what there are few enough of to choose from.

    >>> first_level("住房/物业服务")
    '住房'
    """
    return str(content_class).partition("/")[0]
