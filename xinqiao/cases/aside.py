"""What somebody was sending when their visit had ended: laid aside, and handed back once the same one has come in again.

It comes back into the form it was typed in, and nothing is done until the button there is pressed once more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest

from xinqiao.cases.pocket import Answer, Pocket

POCKET = Pocket("aside")

KEPT = timedelta(hours=1)
"""So long to find the telephone with the codes, or the paper with the number, and come in again."""

TAKEN_UP = "_aside"
"""A form sent with this was laid aside before: it is shown again as it was, and nothing is done."""

_NOT_KEPT = ("csrfmiddlewaretoken", TAKEN_UP)


@dataclass(frozen=True, slots=True)
class Aside:
    """What was being sent: where to, the fields in their order, and the names of files, which cannot be kept."""

    path: str
    fields: Sequence[tuple[str, str]]
    files: Sequence[str]


def lay_aside(request: HttpRequest, response: Answer, *, owner: str, at: datetime) -> Answer:
    """Keep what this request sends for ``owner``: an officer by their key, a petitioner by the number of the matter."""
    fields = [(name, text) for name, texts in request.POST.lists() if name not in _NOT_KEPT for text in texts]
    if not fields and not request.FILES:
        return response
    files = [one.name for _name, several in request.FILES.lists() for one in several]
    data = {
        "owner": owner,
        "at": at.isoformat(),
        "path": request.get_full_path(),
        "fields": fields,
        "files": files,
    }
    return POCKET.fill(request, response, data)


def laid_aside(request: HttpRequest, *, owner: str, at: datetime) -> Aside | None:
    """What lies there for ``owner``, or None: nobody gets what another one has typed."""
    data = POCKET.read(request)
    if data is None or data["owner"] != owner or at - datetime.fromisoformat(data["at"]) > KEPT:
        return None
    return Aside(data["path"], [(name, text) for name, text in data["fields"]], data["files"])


def let_go(request: HttpRequest, response: Answer) -> Answer:
    """Throw away what lies there."""
    return POCKET.empty(request, response)


def taken_up(request: HttpRequest) -> bool:
    """Whether this request brings back what was laid aside: from now on the page holds it again."""
    return request.method == "POST" and TAKEN_UP in request.POST
