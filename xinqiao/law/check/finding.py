"""What the checker says: findings, as sentences with the shortest path that shows each of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from xinqiao.law.model import Procedure
from xinqiao.law.words import _

GUARANTEES: Mapping[str, str] = {
    "names": _("名称都认得，每一步要填的内容都齐全"),
    "way_on": _("任何时候都有人有事可做，信访人和另一方当事人不出力也能走到终点"),
    "clock": _("每个未结状态都有一个负责的单位和一个正在计算的期限，停下来的期限有自己的限期"),
    "escalation": _("期限过了，总有别的单位或者人可以推动"),
    "answer": _("每个终点都有书面答复，或者是信访人自己撤回，或者是答复后没有在期限内请求复查"),
    "notice": _("改变信访人处境的每一步都告诉信访人；对其不利的，写明救济途径、机关和期限，而且真的走得通"),
    "impartial": _("没有人复查自己的决定，被反映的单位做不了任何一步"),
    "two_persons": _("要两个人同意的事，无论怎样做，一个人都做不成"),
    "source": _("每一步、每个期限、每个条件都有依据，或者写明是本单位自己的选择"),
    "reach": _("没有走不到的状态、用不上的步骤、期限和条件"),
    "hearing": _("没有听取信访人陈述不能作出处理意见；延长只能一次，而且要在到期之前"),
}
"""What is proved of every procedure, in the order of DESIGN; every finding belongs to one of these."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One fault of a procedure.

    ``reason`` is a message id with ``{placeholders}`` filled from ``facts``; ``path`` names the steps of the shortest
    way from an unfiled case to the standing in which the fault shows, empty where it shows without going anywhere.
    """

    guarantee: str
    kind: str
    reason: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    path: tuple[str, ...] = ()

    def say(self, translate: Callable[[str], str] = _) -> str:
        """The finding as a sentence, in the language of ``translate``."""
        facts = {name: translate(one) if isinstance(one, str) else one for name, one in self.facts.items()}
        sentence = translate(self.reason).format(**facts)
        if self.path:
            sentence += translate(_("最短路径：")) + " → ".join(translate(one) for one in self.path)
        return sentence

    def __str__(self) -> str:
        return self.say()


class Findings:
    """Findings as they are gathered: the first of each sort is kept, because it has the shortest path."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.found: dict[tuple[Any, ...], Finding] = {}

    def __contains__(self, key: tuple[Any, ...]) -> bool:
        return key in self.found

    def add(
        self, guarantee: str, kind: str, reason: str, *, path: tuple[str, ...] = (), **facts: Any
    ) -> None:
        key = (kind, *sorted((name, str(one)) for name, one in facts.items()))
        self.found.setdefault(
            key, Finding(guarantee=guarantee, kind=kind, reason=reason, facts=facts, path=path)
        )

    def all(self) -> tuple[Finding, ...]:
        order = {name: place for place, name in enumerate(GUARANTEES)}
        return tuple(sorted(self.found.values(), key=lambda one: order[one.guarantee]))
