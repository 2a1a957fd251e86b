"""No room left on the disk: told apart from every other failure, because then it is known what to say and do."""

import errno
import sqlite3
import sys

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views.defaults import server_error

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""The disk is full, this user's share of it is, or a file may not grow further."""

DISK_FULL = "53100"
"""The same as PostgreSQL says it (its manual, appendix A)."""


def no_room(error: BaseException | None) -> bool:
    """Whether an error, or what it came from, is a full disk."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, OSError) and error.errno in FULL:
            return True
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            return True
        if getattr(error, "sqlstate", None) == DISK_FULL:
            return True
        error = error.__cause__ or error.__context__
    return False


def failed(request: HttpRequest) -> HttpResponse:
    """The page for what went wrong here. Where the disk is full, it says that nothing was taken down and what to do."""
    if no_room(sys.exc_info()[1]):
        # Without the request, as Django does it: whatever else a page looks up may be what failed.
        page = loader.get_template("no_room.html").render()
        return HttpResponse(page, status=503, headers={"Cache-Control": "no-store", "Retry-After": "300"})
    return server_error(request)
