"""People's words, beside the entries that hold their salted digests."""

import secrets
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from xinqiao.cases.models import Attachment, Statement
from xinqiao.law.words import _
from xinqiao.ledger.entry import digest
from xinqiao.ledger.rows import insert

FILES = "files"

ERASED = _("（依法删除）")
"""What stands where words were."""

STATEMENT = ("number", "ordinal", "name", "index", "text", "salt")
ATTACHMENT = ("number", "ordinal", "name", "media_type", "size", "sha256", "salt")
"""The columns that are written; the one beside them, when it was erased, begins empty."""


def flat(words: Mapping[str, Any]) -> Iterator[tuple[str, int, str]]:
    """Every single text in the words of an event, with its name and its place in a list.

    >>> list(flat({"subject": "电梯", "requests": ["修好", "说明原因"]}))
    [('subject', 0, '电梯'), ('requests', 1, '修好'), ('requests', 2, '说明原因')]
    """
    for name, said in words.items():
        if name == FILES:
            continue
        if isinstance(said, str):
            yield name, 0, said
            continue
        for index, item in enumerate(said, start=1):
            if isinstance(item, str):
                yield name, index, item
            else:
                for part, text in item.items():
                    if part != "request":
                        yield f"{name}.{part}", item["request"], text


@dataclass(slots=True)
class Said:
    """The words of some entries on their way into rows of their own."""

    statements: list[tuple[Any, ...]] = field(default_factory=list)
    attachments: list[tuple[Any, ...]] = field(default_factory=list)

    def add(self, number: str, ordinal: int, words: Mapping[str, Any]) -> dict[str, str]:
        """Take in the words of one entry; return their salted digests, as the entry holds them."""
        digests = {}
        for name, index, text in flat(words):
            salt = secrets.token_bytes(16)
            self.statements.append((number, ordinal, name, index, text, salt))
            digests[f"{name}.{index}" if index else name] = digest(salt, text).hex()
        for index, file in enumerate(words.get(FILES, ()), start=1):
            salt = secrets.token_bytes(16)
            about = (file["name"], file["media_type"], file["size"], file["sha256"])
            self.attachments.append((number, ordinal, *about, salt))
            digests[f"{FILES}.{index}"] = digest(salt, file["sha256"]).hex()
        return digests

    def write(self) -> None:
        if self.statements:
            insert(Statement, STATEMENT, self.statements)
        if self.attachments:
            insert(Attachment, ATTACHMENT, self.attachments)


def words_of(number: str) -> dict[int, dict[str, Any]]:
    """All words of a case by entry: a text for a single one, else texts by their place in the list.

    Where words were erased, it says so in their place.
    """
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    rows = Statement.objects.filter(number=number).values_list(
        "ordinal", "name", "index", "text", "erased_at"
    )
    for ordinal, name, index, text, erased_at in rows:
        text = text if erased_at is None else gettext(ERASED)
        if index:
            found[ordinal].setdefault(name, {})[index] = text
        else:
            found[ordinal][name] = text
    return dict(found)


def requests_of(number: str) -> dict[int, str]:
    """What is asked in a case, by number, as it was last put down."""
    latest: dict[int, dict[int, str]] = defaultdict(dict)
    rows = Statement.objects.filter(number=number, name="requests").values_list(
        "ordinal", "index", "text", "erased_at"
    )
    for ordinal, index, text, erased_at in rows:
        latest[ordinal][index] = text if erased_at is None else gettext(ERASED)
    return latest[max(latest)] if latest else {}
