"""How much is taken in from one network within an hour: a bound for machines, too high for any village.

Nobody is turned away without being told from when on it goes again and where else to hand in. What is kept is the
count beside a keyed digest of the network, and that no longer than its hour: the next one that comes from anywhere
sweeps out what is over, at the latest the night does.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from xinqiao.people.address import tells_apart
from xinqiao.people.knocks import TooManyTries, forget_old, knock_key, locked

HOUR = timedelta(hours=1)
"""It begins with the first that comes."""


def arrive(network: str, *, at: datetime) -> None:
    """Count one more from ``network``; one count for all is no count. Raises ``TooManyTries`` above ``settings.FILINGS_HOUR``, until the hour is over."""
    if not settings.FILINGS_HOUR or not tells_apart(network):
        return
    with transaction.atomic():
        forget_old(at=at)
        (count,) = locked([knock_key("arrival", network)], at=at)
        if count.until <= at:
            count.failures, count.until, count.kept_until = 0, at + HOUR, at + HOUR
        if count.failures >= settings.FILINGS_HOUR:
            raise TooManyTries(count.until)
        count.failures += 1
        count.save()
