"""Taking items in through the door, each with its true dates, each once.

A row that was answered is one entry: what was said, what was answered, and the two days; nothing is claimed about what
lay between. A row without an answer is filed on the day it came; it is registered and passed on only where the sheet
says to whom, because sorting is for a person to confirm.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import transaction

from xinqiao.cases.act import act
from xinqiao.channels.sheet.items import Item
from xinqiao.channels.sheet.table import Row
from xinqiao.law.model import Refused
from xinqiao.law.words import _
from xinqiao.ledger.gate import writing
from xinqiao.people.person import Person

BATCH = 50
"""So many rows are one transaction: quick, and others still get their turn to write."""

READ_BACK = "written"
"""What is imported stands in the file as it was written down then."""


@dataclass(slots=True)
class Outcome:
    """What became of the rows."""

    answered: int = 0
    opened: int = 0
    there: int = 0
    refused: list[tuple[Row, str]] = field(default_factory=list)
    numbers: list[tuple[Row, str]] = field(default_factory=list)


def take_in(
    items: Sequence[Item],
    *,
    by: Person,
    receiver_is_office: bool,
    now: datetime,
    rehearse: bool = False,
    step: Callable[[int], object] = lambda _done: None,
) -> Outcome:
    """Import ``items``, the oldest first; with ``rehearse`` everything is tried and nothing is kept."""
    outcome = Outcome()
    for batch in _batches(sorted(items, key=lambda one: (one.answered or one.received, one.row.number))):
        with writing():
            for item in batch:
                _one(item, outcome, by=by, receiver_is_office=receiver_is_office, now=now)
            if rehearse:
                transaction.set_rollback(True)
        step(len(batch))
    return outcome


def _one(item: Item, outcome: Outcome, *, by: Person, receiver_is_office: bool, now: datetime) -> None:
    try:
        # One row is taken in whole or not at all.
        with transaction.atomic():
            number, new = _filed(item, by=by, receiver_is_office=receiver_is_office, now=now)
    except Refused as refused:
        outcome.refused.append((item.row, str(refused)))
        return
    outcome.numbers.append((item.row, number))
    if not new:
        outcome.there += 1
    elif item.answer:
        outcome.answered += 1
    else:
        outcome.opened += 1


def _filed(item: Item, *, by: Person, receiver_is_office: bool, now: datetime) -> tuple[str, bool]:
    """The number of an item, and whether it was taken in just now."""
    told = {
        "channel": item.channel,
        "received_on": item.received.date().isoformat(),
        "purpose": item.purpose,
        "subject": item.subject,
        "account": item.account,
        "requests": list(item.requests),
        "place": item.place,
        **({"people": item.people} if item.people > 1 else {}),
        **({} if item.identity else {"anonymous": True}),
    }
    token = f"sheet:{by.unit}:{item.key}"
    if item.answer:
        if item.purpose == "report":
            raise Refused(_("检举控告不从表格补录。"), instead=_("请由有权处理的机关单独登记。"))
        assert item.answered is not None
        told |= {
            "content_class": item.content_class,
            "to_unit": item.unit or by.unit,
            "answered_on": item.answered.date().isoformat(),
            "answer": item.answer,
        }
        receipt = act(
            None, "record_earlier_answer", told, by=by, at=item.answered, written_at=now, identity=item.identity, token=token
        )  # fmt: skip
        return receipt.number, bool(receipt.event.action)
    told["read_back"] = READ_BACK
    receipt = act(
        None, "submit", told, by=by, at=item.received, written_at=now, identity=item.identity, token=token
    )
    new = bool(receipt.event.action)
    if new and item.unit and receiver_is_office:
        petition_class = "suggestion" if item.purpose == "suggest" else "appeal"
        if item.purpose == "report":
            raise Refused(_("检举控告不从表格转送。"), instead=_("请去掉办理单位，登记以后由人移送。"))
        moment = item.forwarded or now
        registered = {"petition_class": petition_class, "content_class": item.content_class}
        act(receipt.number, "register", registered, by=by, at=moment, written_at=now)
        act(receipt.number, "forward", {"to_unit": item.unit}, by=by, at=moment, written_at=now)
    return receipt.number, new


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    source = iter(items)
    while batch := list(islice(source, BATCH)):
        yield batch
