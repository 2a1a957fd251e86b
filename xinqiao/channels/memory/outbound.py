"""A channel that keeps everything in memory: for tests, the demonstration and training. Nothing leaves the machine."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from xinqiao.channels.message import Message, NotDelivered
from xinqiao.law.words import _

NAME = "memory"
TITLE = _("演示")
BY_ITSELF = True

SENT: dict[int, Message] = {}
"""What was sent in this process, by key."""

FAILS: list[NotDelivered] = []
"""The next deliveries fail like this, one each: so that failure can be practised."""

MOST = 1000


def address(identity: Mapping[str, Any], *, electronic: bool) -> str:
    return str(identity.get("email", "")).strip() if settings.DEMO and electronic else ""


def deliver(message: Message, *, at: datetime) -> None:  # noqa: ARG001 - as every channel is called
    if FAILS:
        raise FAILS.pop(0)
    while len(SENT) >= MOST:
        SENT.pop(next(iter(SENT)))
    SENT[message.key] = message
