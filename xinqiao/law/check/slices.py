"""Which marks and clocks have to be looked at together, so that leaving out the others changes nothing.

A matter may have a request for recusal, an advice of the supervisor and an evaluation pending at the same time, each
with its own clock. Looked at all together these would multiply to many millions of standings, though none of them can
change where the matter goes. So the checker looks at slices: a set of marks and clocks that contains, for every step
that changes the state, a seat or something of the slice, all that this step asks for. What happens inside such a slice
cannot depend on anything outside it: the standings of the slice are exactly the standings of the whole, each with the
rest left out. (In the literature: the cone of influence.)
"""

from collections.abc import Iterable

from xinqiao.law.model import SAME, Action, Procedure, Role

Names = frozenset[str]


def asks(action: Action) -> Names:
    """The marks and clocks that decide whether this action is open."""
    return frozenset((*action.needs, *action.bars, *action.within, *action.after))


def starts_on(action: Action, clocks: Iterable[str]) -> Names:
    """The marks that decide whether this action starts one of these clocks."""
    return frozenset(
        name for one in action.starts if one.clock in clocks for name in (one.when, one.unless) if name
    )


def touches(procedure: Procedure, action: Action) -> Names:
    """The marks and clocks that this action changes."""
    changed = {
        *(one.mark for one in action.sets),
        *action.clears,
        *(one.clock for one in action.starts),
        *(one.clock for one in action.extends),
        *action.pauses,
        *action.resumes,
        *procedure.stopped_by(action),
    }
    if Role.SYSTEM in action.by:
        changed |= set(action.after)  # the clock that ran out stops
    return frozenset(changed)


def moves(action: Action) -> bool:
    """Whether an action changes the state or a seat."""
    return action.to != SAME or bool(action.seats)


def closed(procedure: Procedure, wanted: Iterable[str] = ()) -> Names:
    """The smallest slice that holds ``wanted`` and decides, by itself, every step that it sees."""
    kept = set(wanted)
    each = [(one, asks(one), touches(procedure, one)) for one in procedure.actions]
    before = -1
    while len(kept) > before:
        before = len(kept)
        for action, asked, touched in each:
            if moves(action) or touched & kept:
                kept |= asked | starts_on(action, kept)
    return frozenset(kept)
