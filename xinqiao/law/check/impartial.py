"""Nobody decides the review of their own decision, and nobody who is complained about can do anything."""

from xinqiao.law.check import flow
from xinqiao.law.check.explored import Explored
from xinqiao.law.check.finding import Findings
from xinqiao.law.check.ladder import Ladder, reviews
from xinqiao.law.model import BODY_OF, Role
from xinqiao.law.words import _

FAR = 150_000
"""So far a shortest way is searched for; a fault beyond it is shown with any way to its standing."""


def look(explored: Explored, findings: Findings) -> None:
    space, ladder = explored.main, explored.ladder
    judged = reviews(explored.procedure)
    shown: set[tuple[str, str]] = set()
    for number, point in enumerate(space.points):
        for act in space.open_here(number):
            for decision in judged.get(act.action.name, ()):
                if decision in act.action.not_by or (decision, act.action.name) in shown:
                    continue
                seats = {BODY_OF.get(role) for role in explored.officials(space.doers(point, act))}
                for seat in seats:
                    if seat is not None and ladder.different(explored.above(number), seat.value, decision):
                        continue
                    shown.add((decision, act.action.name))
                    path = _way(explored, number, seat, decision)
                    findings.add(
                        "impartial",
                        "own_review",
                        _("作出“{decision}”的单位或者人，可以自己来“{review}”。"),
                        path=(*path, act.action.title),
                        decision=explored.procedure.action_named[decision].title,
                        review=act.action.title,
                    )


def _way(explored: Explored, number: int, seat: Role | None, decision: str) -> tuple[str, ...]:
    """A shortest way to a point on which nothing keeps this seat apart from who made the decision."""
    space = explored.main
    ladder = Ladder(space, [decision])

    def goal(there: int, bits: int) -> bool:
        return there == number and (seat is None or not ladder.different(bits, seat.value, decision))

    found = flow.shortest(space, ladder.start, ladder.step, goal, far=FAR)
    return space.path(number) if found is None else tuple(space.titles[one] for one in found[1])
