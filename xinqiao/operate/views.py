"""Whether this installation is well, for whoever watches over the machine."""

import shutil

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xinqiao.ledger.follow import behind
from xinqiao.ledger.publish import trouble
from xinqiao.ledger.sequence import waiting

FAR_BEHIND = 1000
"""Followers that lag by more entries than this are not merely busy."""

LEAST_ROOM = 16 * 1024 * 1024
"""With fewer bytes than these left for the data, the next paper that somebody hands in may be the one too many."""


@require_safe
@never_cache
def health(_request: HttpRequest) -> JsonResponse:
    """200 while matters can be taken in, 503 when the database does not answer or the disk is full.

    Tells nothing about any matter.
    """
    try:
        lag = max(behind().values(), default=0)
        log = "stands still" if trouble() else "behind" if waiting() > FAR_BEHIND else "current"
    except DatabaseError:
        return JsonResponse({"database": "unreachable", "well": False}, status=503)
    room = shutil.disk_usage(settings.DATA).free >= LEAST_ROOM
    return JsonResponse(
        {
            "database": "reachable",
            "disk": "has room" if room else "full",
            "followers": "behind" if lag > FAR_BEHIND else "current",
            "log": log,
            "well": room,
        },
        status=200 if room else 503,
    )
