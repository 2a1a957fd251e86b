"""The gate before the only writer that SQLite has.

SQLite lets one connection write at a time and makes the others poll. Waiting on a lock of the operating system instead
keeps the order of arrival and cuts the longest waits. PostgreSQL needs no gate.
"""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

_threads = threading.Lock()


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that writes. Inside another transaction it is simply a part of it."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    with alone(), transaction.atomic():
        yield


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else writes to SQLite meanwhile, and no transaction is begun: for what it does only outside of one."""
    with _threads, (settings.DATA / "write.lock").open("a") as processes:
        fcntl.flock(processes, fcntl.LOCK_EX)
        yield
