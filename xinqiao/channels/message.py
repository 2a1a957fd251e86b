"""What a channel is given to deliver, and how it says that it could not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """News under a number, for somebody at an address. ``key`` is the same whenever the same news is sent again."""

    key: int
    number: str
    address: str
    where: str  # where the office says that progress can be looked up
    office: str  # who received the matter


class NotDelivered(Exception):
    """It did not get through; ``permanent`` when trying again is useless. The text names no address."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.permanent = permanent


class Channel(Protocol):
    """What the module ``outbound`` of every channel has."""

    NAME: str
    TITLE: str
    BY_ITSELF: bool
    """Whether the system delivers; otherwise a person does (prints, posts), or nothing is to be done."""

    def address(self, identity: Mapping[str, Any], *, electronic: bool) -> str:
        """Where this channel reaches the person, or an empty text when it cannot or may not."""

    def deliver(self, message: Message, *, at: datetime) -> None:
        """Send it. Doing it twice with one key must look like once to the person. Raises ``NotDelivered``."""
