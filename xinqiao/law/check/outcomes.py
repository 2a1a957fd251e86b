"""The marks that an action may leave, over everything that its inputs may say."""

from collections.abc import Mapping
from itertools import product

from xinqiao.law.model import Action, Input, Kind, Sets

Marks = frozenset[str]


def outcomes(action: Action, given: Mapping[str, str] | None = None) -> set[Marks]:
    """The sets of marks that an action may leave; ``given`` are values of inputs that are known."""
    always = frozenset(one.mark for one in action.sets if not one.input)
    each = []
    for name in dict.fromkeys(one.input for one in action.sets if one.input):
        conditions = [one for one in action.sets if one.input == name]
        if given and name in given:
            each.append({_marks(conditions, given[name])})
        else:
            each.append(_said(action, action.input(name), conditions))
    return {always.union(*chosen) for chosen in product(*each)}


def set_in_time(action: Action) -> Marks:
    """The marks that an action leaves when time itself does it, that is without any input."""
    return frozenset(one.mark for one in action.sets if not one.input or one.value == "no")


def _marks(conditions: list[Sets], *values: str) -> Marks:
    return frozenset(one.mark for one in conditions if one.value in values)


def _said(action: Action, one: Input, conditions: list[Sets]) -> set[Marks]:
    """The sets of marks that one input may leave, over every value it may have and its absence."""
    always_asked = not one.only_by or set(action.by) <= set(one.only_by)
    may_be_empty = not one.required or one.derived or not always_asked
    values = [value for value, _title in one.choices]
    found: set[Marks]
    match one.kind:
        case Kind.CHOICE:
            found = {_marks(conditions, value) for value in values}
        case Kind.YES:
            found = {_marks(conditions, "yes")} | (set() if one.must_be else {_marks(conditions, "no")})
            may_be_empty = may_be_empty and not one.must_be
        case Kind.ANSWERS:
            found = _any_of([_marks(conditions, value) for value in values])
        case _:
            found = {frozenset()} | _any_of(
                [frozenset({one.mark}) for one in conditions if one.value != "no"]
            )
    if may_be_empty:
        found.add(_marks(conditions, "no"))
    return found


def _any_of(each: list[Marks]) -> set[Marks]:
    """The unions of one or more of these sets."""
    found: set[Marks] = set()
    for marks in each:
        found |= {marks} | {marks | other for other in found}
    return found
