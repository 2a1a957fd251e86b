"""Every end is an answer, the petitioner's own wish, or a right not used after an answer."""

from xinqiao.law.check import flow
from xinqiao.law.check.explored import Explored
from xinqiao.law.check.finding import Findings
from xinqiao.law.model import Action, Kind, Role
from xinqiao.law.words import _

ANSWERED = 1
HEARD = 2


def look(explored: Explored, findings: Findings) -> None:
    _ends(explored, findings)
    _hearing(explored, findings)


def is_answer(action: Action) -> bool:
    """Whether an action gives the petitioner a written answer: it says so, issues a document and tells them."""
    return action.answers and bool(action.issues) and Role.PETITIONER in action.notifies


def _ends(explored: Explored, findings: Findings) -> None:
    space = explored.main

    def step(label: int, _point: int, bits: int) -> int:
        found = space.done_by.get(label)
        if found is None or found[0].in_time is found[1]:
            return bits  # time answers nobody
        return bits | ANSWERED if is_answer(found[0].action) else bits

    answered = flow.always(space, 0, step)
    shown: set[str] = set()
    for number, point in enumerate(space.points):
        for label, target in space.steps(number):
            after = space.points[target]
            if space.state(after) not in space.finals or space.state(after) == space.state(point):
                continue
            found = space.done_by.get(label)
            if found is None:
                continue
            act, way = found
            by_time = act.in_time is way
            if act.action.name in shown:
                continue
            if answered[number] if by_time else (is_answer(act.action) or act.people == {Role.PETITIONER}):
                continue
            path = space.path(number, label)
            if by_time:
                without = flow.shortest(space, 0, step, flow.there_without(number, ANSWERED))
                if without is None:
                    continue
                path = tuple(space.titles[one] for one in (*without[1], label))
            shown.add(act.action.name)
            findings.add(
                "answer",
                "lapse_unanswered" if by_time else "end_unanswered",
                _("“{action}”没有先给书面答复，就让期限过去把本件结束了。")
                if by_time
                else _("“{action}”结束了本件，却没有给信访人书面答复，也不是信访人自己撤回。"),
                path=path,
                action=act.action.title,
            )


def _hearing(explored: Explored, findings: Findings) -> None:
    """No opinion before the petitioner was heard, where the procedure knows hearing."""
    hear = explored.procedure.action_named.get("hear")
    if hear is None:
        return
    space = explored.main
    marks = sum(space.mark_bit[one.mark] for one in hear.sets)

    def step(label: int, _point: int, bits: int) -> int:
        found = space.done_by.get(label)
        if found is None:
            return bits
        act, way = found
        if way.marks & marks:
            return bits | HEARD
        return bits & ~HEARD if act.clears & marks else bits

    heard = flow.always(space, 0, step)
    unheard: set[str] = set()
    for number in range(len(space.points)):
        if heard[number] & HEARD:
            continue
        for act in space.open_here(number):
            if not is_opinion(act.action) or act.action.name in unheard:
                continue
            way = flow.shortest(space, 0, step, flow.there_without(number, HEARD))
            if way is not None:
                unheard.add(act.action.name)
                findings.add(
                    "hearing",
                    "unheard",
                    _("“{action}”可以在听取信访人陈述以前作出。"),
                    path=tuple(space.titles[label] for label in (*way[1], act.ways[0].label)),
                    action=act.action.title,
                )


def is_opinion(action: Action) -> bool:
    """Whether an action decides what the petitioner asks, request by request."""
    return action.answers and any(one.kind is Kind.ANSWERS for one in action.inputs)
