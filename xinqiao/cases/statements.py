"""People's words, beside the entries that hold their salted digests."""

import secrets
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from xinqiao.cases.models import Attachment, Statement
from xinqiao.ledger.entry import digest

FILES = "files"


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


def keep(number: str, ordinal: int, words: Mapping[str, Any]) -> dict[str, str]:
    """Store the words of an entry; return their salted digests, as the entry holds them."""
    statements = []
    digests = {}
    for name, index, text in flat(words):
        salt = secrets.token_bytes(16)
        statements.append(
            Statement(number=number, ordinal=ordinal, name=name, index=index, text=text, salt=salt)
        )
        digests[f"{name}.{index}" if index else name] = digest(salt, text).hex()
    if statements:
        Statement.objects.bulk_create(statements)
    attachments = []
    for index, file in enumerate(words.get(FILES, ()), start=1):
        salt = secrets.token_bytes(16)
        attachments.append(Attachment(number=number, ordinal=ordinal, salt=salt, **file))
        digests[f"{FILES}.{index}"] = digest(salt, file["sha256"]).hex()
    if attachments:
        Attachment.objects.bulk_create(attachments)
    return digests


def words_of(number: str) -> dict[int, dict[str, Any]]:
    """All words of a case by entry: a text for a single one, else texts by their place in the list."""
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for ordinal, name, index, text in Statement.objects.filter(number=number).values_list(
        "ordinal", "name", "index", "text"
    ):
        if index:
            found[ordinal].setdefault(name, {})[index] = text
        else:
            found[ordinal][name] = text
    return dict(found)


def requests_of(number: str) -> dict[int, str]:
    """What is asked in a case, by number, as it was last put down."""
    latest: dict[int, dict[int, str]] = defaultdict(dict)
    rows = Statement.objects.filter(number=number, name="requests").values_list("ordinal", "index", "text")
    for ordinal, index, text in rows:
        latest[ordinal][index] = text
    return latest[max(latest)] if latest else {}
