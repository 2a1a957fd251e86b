"""From every standing somebody can do something, and an end can be reached without those who ask for help."""

from array import array

from xinqiao.law.check.explored import Explored
from xinqiao.law.check.finding import Findings
from xinqiao.law.words import _


def look(explored: Explored, findings: Findings) -> None:
    space = explored.main
    ends = _can_end(explored)
    for number, point in enumerate(space.points):
        state = explored.procedure.states[space.state(point)]
        if state.final:
            continue
        if not any(act.inside for act in space.open_here(number)):
            findings.add(
                "way_on",
                "dead_end",
                _("“{state}”：没有任何人能做任何一步使它往前走。"),
                path=space.path(number),
                state=state.title,
            )
        elif not ends[number]:
            findings.add(
                "way_on",
                "no_end",
                _("“{state}”：信访人和另一方当事人不出力，就走不到任何终点。"),
                path=space.path(number),
                state=state.title,
            )


def _can_end(explored: Explored) -> bytearray:
    """For each point whether officials and time alone can bring it to an end."""
    space = explored.main
    size = len(space.points)
    # The steps backwards, as a linked list in arrays: for each point the last step into it, for each step the next.
    last = array("q", [-1]) * size
    following = array("q")
    sources = array("q")
    for number, point in enumerate(space.points):
        officials: dict[str, bool] = {}
        for label, target in space.steps(number):
            if target == number:
                continue
            found = space.done_by.get(label)
            by_hand = found is not None and found[0].in_time is not found[1]
            if found is not None and by_hand:
                name = found[0].action.name
                if name not in officials:
                    officials[name] = bool(explored.officials(space.doers(point, found[0])))
                if not officials[name]:
                    continue
            following.append(last[target])
            sources.append(number)
            last[target] = len(sources) - 1
    ends = bytearray(size)
    waiting = [number for number, point in enumerate(space.points) if space.state(point) in space.finals]
    for number in waiting:
        ends[number] = 1
    while waiting:
        step = last[waiting.pop()]
        while step >= 0:
            source = sources[step]
            if not ends[source]:
                ends[source] = 1
                waiting.append(source)
            step = following[step]
    return ends
