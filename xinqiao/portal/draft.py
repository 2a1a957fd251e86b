"""What somebody has written so far, before it is a matter. Names and stories lie in it, so only their browser reads it."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse

from xinqiao.cases.pocket import Pocket

KEPT = timedelta(hours=2)
"""So long after the last answer a draft can still be taken up: a shared computer must not offer it to the next one."""

SHOWN = timedelta(minutes=30)
"""So long after filing the number and the code are shown again, for a page that was cut off or closed by mistake."""

POCKET = Pocket("draft")


class Draft:
    """The answers given so far, by the name of the question; ``token`` makes one matter of however many clicks.

    Once filed, the answers are gone and ``number`` stays, until the query code has been written down.
    """

    def __init__(self, answers: dict[str, Any] | None = None, token: str = "", number: str = "") -> None:
        self.answers = answers or {}
        self.token = token or secrets.token_urlsafe(24)
        self.number = number

    @classmethod
    def of(cls, request: HttpRequest, *, at: datetime) -> "Draft | None":
        """The draft of this browser, or None when there is none, its key is gone, or it has lain too long."""
        data = POCKET.read(request)
        if data is None:
            return None
        if at - datetime.fromisoformat(data["at"]) > (SHOWN if data["number"] else KEPT):
            return None
        return cls(data["answers"], data["token"], data["number"])

    def keep(self, request: HttpRequest, response: HttpResponse, *, at: datetime) -> HttpResponse:
        """Seal the draft into the session; the key goes with ``response`` if the browser has none yet."""
        data = {"answers": self.answers, "token": self.token, "number": self.number, "at": at.isoformat()}
        return POCKET.fill(request, response, data)


def forget(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Throw the draft and its key away."""
    return POCKET.empty(request, response)
