"""The network address from which somebody asks: what waits against guessing are counted by."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings


def address_of(meta: Mapping[str, Any]) -> str:
    """The address in the headers of a request.

    Behind a proxy every connection comes from the proxy; it writes whom it heard from at the end of
    ``X-Forwarded-For``. Without one that header is anybody's to write, and is not read.
    """
    if settings.HTTPS:
        forwarded = str(meta.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        if forwarded:
            return forwarded[:45]
    return str(meta.get("REMOTE_ADDR", ""))[:45]
