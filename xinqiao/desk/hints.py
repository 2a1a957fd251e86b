"""What a machine would look at again in a draft, passage by passage. A hint; whoever signs decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from xinqiao.cases.models import Case, Statement
from xinqiao.search.commonness import commonness
from xinqiao.text.drafts import read_draft

MOST = 12
"""So many hints are shown; more would not be read."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to look at: what, in which words, in which field."""

    text: str
    passage: str
    target: str


def hints(case: Case, answers: Sequence[Mapping[str, Any]]) -> list[Hint]:
    """Hints about the answers as they are typed, in the order of the requests."""
    said = [one for one in answers if any(one[part].strip() for part in ("facts", "reasons", "basis"))]
    if not said:
        return []
    message, rarity = _message(case), commonness()
    texts = {
        "unanswered": _("第 {number} 项：好像没有回应这一问。"),
        "empty": _("第 {number} 项：只有收到、感谢或者转办，没有实质内容。"),
        "facts": _("第 {number} 项：好像没有写查到的事实（什么时候、在哪里、看到什么）。"),
        "reasons": _("第 {number} 项：好像没有说明为什么。"),
        "copied": _("第 {number} 项：理由和事实一字不差。"),
        "basis": _("第 {number} 项：依据没有写明文件名称和条文。"),
        "long-sentence": _("第 {number} 项：这一句太长，请分成几句。"),
        "stock-phrases": _("第 {number} 项：套话较多，请写清具体做什么。"),
    }
    found = []
    for one in said:
        for finding in read_draft(one["text"], one, message=message, rarity=rarity):
            target = f"id_answers_{one['number']}_{finding.part or 'facts'}"
            found.append(Hint(texts[finding.kind].format(number=one["number"]), finding.passage, target))
    return found[:MOST]


def _message(case: Case) -> str:
    """The matter as it was told."""
    rows = Statement.objects.filter(number=case.number, name__in=("account", "requests"), erased_at=None)
    return "\n".join(
        (case.subject, *rows.order_by("name", "ordinal", "index").values_list("text", flat=True))
    )
