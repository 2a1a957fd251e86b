"""The portal itself: what is told stands in the story that number and code open. It reaches whoever looks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from xinqiao.channels.message import Message
from xinqiao.law.words import _

NAME = "online"
TITLE = _("网上查看")
BY_ITSELF = True


def address(identity: Mapping[str, Any], *, electronic: bool) -> str:  # noqa: ARG001 - as every channel is called
    return NAME


def deliver(message: Message, *, at: datetime) -> None:
    """Nothing to send: the entry is already there to be read."""
