"""Ways to spoil a procedure, so that the checker can be checked: one change of the data each, and what must be found."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from xinqiao.law.model import Action, Clock, Mark, Procedure, State

Change = Callable[[Procedure], Procedure]


@dataclass(frozen=True)
class Fault:
    """A spoilt procedure: in what way, and the kind of the finding and a word of its sentence that must come out."""

    says: str
    kind: str
    names: str  # a title that the finding has to name
    change: Change

    def __str__(self) -> str:
        return self.says


def action(name: str, **changes: Any) -> Change:
    """An action with other values."""

    def change(procedure: Procedure) -> Procedure:
        assert name in procedure.action_named, name
        return replace(
            procedure,
            actions=tuple(replace(one, **changes) if one.name == name else one for one in procedure.actions),
        )

    return change


def clock(name: str, **changes: Any) -> Change:
    """A clock with other values."""

    def change(procedure: Procedure) -> Procedure:
        assert name in procedure.clock_named, name
        return replace(
            procedure,
            clocks=tuple(replace(one, **changes) if one.id == name else one for one in procedure.clocks),
        )

    return change


def state(name: str, **changes: Any) -> Change:
    """A state with other values."""

    def change(procedure: Procedure) -> Procedure:
        assert name in procedure.state_named, name
        return replace(
            procedure,
            states=tuple(replace(one, **changes) if one.name == name else one for one in procedure.states),
        )

    return change


def mark(name: str, **changes: Any) -> Change:
    """A mark with other values."""

    def change(procedure: Procedure) -> Procedure:
        assert name in procedure.mark_named, name
        return replace(
            procedure,
            marks=tuple(replace(one, **changes) if one.name == name else one for one in procedure.marks),
        )

    return change


def an_input(name: str, of: str, **changes: Any) -> Change:
    """An input of an action with other values."""

    def change(procedure: Procedure) -> Procedure:
        inputs = procedure.action_named[of].inputs
        assert any(one.name == name for one in inputs), name
        return action(
            of, inputs=tuple(replace(one, **changes) if one.name == name else one for one in inputs)
        )(procedure)

    return change


def without(*names: str) -> Change:
    """The procedure without some of its actions."""

    def change(procedure: Procedure) -> Procedure:
        assert set(names) <= set(procedure.action_named)
        return replace(procedure, actions=tuple(one for one in procedure.actions if one.name not in names))

    return change


def more(*things: State | Action | Clock | Mark) -> Change:
    """The procedure with something added."""

    def change(procedure: Procedure) -> Procedure:
        return replace(
            procedure,
            states=(*procedure.states, *(one for one in things if isinstance(one, State))),
            actions=(*procedure.actions, *(one for one in things if isinstance(one, Action))),
            clocks=(*procedure.clocks, *(one for one in things if isinstance(one, Clock))),
            marks=(*procedure.marks, *(one for one in things if isinstance(one, Mark))),
        )

    return change


def both(*changes: Change) -> Change:
    """One change after the other."""

    def change(procedure: Procedure) -> Procedure:
        for one in changes:
            procedure = one(procedure)
        return procedure

    return change
