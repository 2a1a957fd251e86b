"""The network address from which somebody asks: what waits against guessing are counted by."""

import ipaddress
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


def network_of(meta: Mapping[str, Any]) -> str:
    """By what tries are counted: an IPv4 address, or the first half of an IPv6 address.

    The second half of the latter is whatever a machine likes: counted whole, each would have as many counts as it wants.
    """
    address = address_of(meta)
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(read, ipaddress.IPv6Address):
        if read.ipv4_mapped is not None:
            return str(read.ipv4_mapped)
        return str(read) if read.is_loopback else str(ipaddress.ip_network((read, 64), strict=False))
    return str(read)


def tells_apart(network: str) -> bool:
    """Whether people can be told apart by it: not where all come through a proxy beside us that says of nobody who it is."""
    try:
        return not (settings.HTTPS and ipaddress.ip_network(network).is_loopback)
    except ValueError:
        return True
