"""What takes two persons cannot be had by one, whatever they do and in whatever order.

Found by reading. An action that only the one who asked may do (``only_by_doer_of``) needs a mark that stands for the
agreement of somebody else. That holds on every way when: the mark is set by nobody but people who did not ask
(``second_to``); it is gone when the action is done, so one agreement is for once; and nobody asks while it stands, or
asking takes it away, so that an agreement is never to another request than the one it was given to.
"""

from collections.abc import Iterator

from xinqiao.law.check.finding import Findings
from xinqiao.law.model import Action, Procedure, Role
from xinqiao.law.words import _


def look(procedure: Procedure, findings: Findings) -> None:
    for action in procedure.actions:
        if not action.only_by_doer_of or _gives_up(procedure, action):
            continue
        if not any(_stands_for_another(procedure, action, mark) for mark in action.needs):
            findings.add(
                "two_persons",
                "one_person",
                _("“{action}”一个人就做得成，没有另一个人同意。"),
                action=action.title,
            )


def _gives_up(procedure: Procedure, action: Action) -> bool:
    """Whether all that is done is to let the request go: it takes nobody else to change one's mind."""
    asked = {one.mark for name in action.only_by_doer_of for one in procedure.action_named[name].sets}
    return asked <= set(action.clears) and not (action.needs or action.sets or action.starts or action.issues)


def _stands_for_another(procedure: Procedure, action: Action, mark: str) -> bool:
    asking = [procedure.action_named[name] for name in action.only_by_doer_of]
    setting = list(_setting(procedure, mark))
    return (
        bool(setting)
        and all(
            set(action.only_by_doer_of) <= set(one.second_to) and Role.SYSTEM not in one.by for one in setting
        )
        and mark in action.clears
        and all(mark in one.bars or mark in one.clears for one in asking)
    )


def _setting(procedure: Procedure, mark: str) -> Iterator[Action]:
    return (one for one in procedure.actions if any(sets.mark == mark for sets in one.sets))
