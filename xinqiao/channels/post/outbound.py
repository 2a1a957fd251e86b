"""The post: a clerk prints the document and sends it. The receipt of the post is recorded as service."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from xinqiao.channels.message import Message, NotDelivered
from xinqiao.law.words import _

NAME = "post"
TITLE = _("邮寄")
BY_ITSELF = False


def address(identity: Mapping[str, Any], *, electronic: bool) -> str:
    return "" if electronic else str(identity.get("address", "")).strip()


def deliver(message: Message, *, at: datetime) -> None:  # noqa: ARG001 - as every channel is called
    """A person posts it; see ``outbox.to_print``."""
    raise NotDelivered("printed and posted by a person", permanent=True)
