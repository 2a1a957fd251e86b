"""A ledger with a log of its own, for tests."""

from datetime import datetime

from django.db import transaction

from xinqiao.ledger.append import Draft, append_all
from xinqiao.ledger.models import Entry

AT = datetime.fromisoformat("2026-03-02T09:00:00+08:00")


def write(many: int) -> None:
    """So many more entries."""
    with transaction.atomic():
        start = Entry.objects.count() + 1
        content = {"event": {"action": "note"}}
        append_all([Draft("n", ordinal, AT, AT, content) for ordinal in range(start, start + many)])
