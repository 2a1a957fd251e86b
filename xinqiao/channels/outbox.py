"""Delivering what is in the outbox, outside of any transaction: a slow mail server must not hold up those who file."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from xinqiao.cases.models import Case
from xinqiao.cases.policy import visible
from xinqiao.cases.story import story
from xinqiao.channels.catalogue import CHANNEL_NAMED
from xinqiao.channels.follower import wants_electronic
from xinqiao.channels.message import Message, NotDelivered
from xinqiao.channels.models import Notice
from xinqiao.people.directory import Directory
from xinqiao.people.identities import Erased, open_identity
from xinqiao.people.person import Person, petitioner_of
from xinqiao.people.seal import SealBroken

TOGETHER = 50
CLAIM = timedelta(minutes=10)
"""A delivery that was begun and not ended is taken up again after this time."""
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480, 1440))
"""How long to wait after each failure; after the last one it is given up, and stands as an error for a person."""


def deliver_due(*, at: datetime) -> int:
    """Try every notice whose time has come, once; return how many were delivered."""
    delivered = 0
    due = Notice.objects.filter(next_try_at__lte=at).order_by("next_try_at", "position")[:TOGETHER]
    for notice in due:
        # Two processes may see the same notice; the one whose claim changes the row has it.
        claimed = Notice.objects.filter(pk=notice.pk, next_try_at=notice.next_try_at).update(
            next_try_at=at + CLAIM, tries=F("tries") + 1
        )
        if claimed:
            notice.tries += 1
            delivered += _deliver(notice, at=at)
    return delivered


def _deliver(notice: Notice, *, at: datetime) -> int:
    try:
        CHANNEL_NAMED[notice.channel].deliver(_message(notice), at=at)
    except NotDelivered as failed:
        over = failed.permanent or notice.tries > len(WAITS)
        next_try_at = None if over else at + WAITS[notice.tries - 1]
        Notice.objects.filter(pk=notice.pk).update(next_try_at=next_try_at, error=str(failed)[:200])
        return 0
    Notice.objects.filter(pk=notice.pk).update(next_try_at=None, delivered_at=at, error="")
    return 1


def _message(notice: Notice) -> Message:
    try:
        identity = open_identity(notice.number)
    except Erased:
        raise NotDelivered("the person was erased", permanent=True) from None
    except SealBroken:
        # A key that is missing may come back; until then nobody was told.
        raise NotDelivered("the seal does not open", permanent=False) from None
    address = CHANNEL_NAMED[notice.channel].address(identity, electronic=wants_electronic(notice.number))
    if not address:
        raise NotDelivered("this way is no longer wanted", permanent=True)
    case = Case.objects.select_related("receiver").get(number=notice.number)
    office = case.receiver
    return Message(
        key=notice.position,
        number=notice.number,
        address=address,
        where=office.online if office else "",
        office=office.title if office else "",
    )


def texts_of(case: Case, *, at: datetime) -> dict[int, str]:
    """What the notices of a case tell, by the ordinals of their entries: the sentences of the petitioner's story."""
    return {step.ordinal: step.sentence for step in story(case, petitioner_of(case.number), at=at)}


def to_print(person: Person, tree: Directory) -> QuerySet[Notice]:
    """What an officer's unit has to print and post, oldest first."""
    return _by_hand(person, tree).filter(channel="post")


def failed(person: Person, tree: Directory) -> QuerySet[Notice]:
    """What could not be delivered and will not be tried again, so that somebody can telephone or write."""
    return _by_hand(person, tree).exclude(channel="post")


def _by_hand(person: Person, tree: Directory) -> QuerySet[Notice]:
    stuck = Notice.objects.filter(delivered_at=None, next_try_at=None, unit=person.unit)
    return stuck.filter(number__in=visible(person, tree).values("number")).order_by("position")


def told_by_hand(positions: Collection[int], person: Person, tree: Directory, *, at: datetime) -> int:
    """A clerk has posted them, or has told the person in another way; return how many nobody had ticked off before."""
    return _by_hand(person, tree).filter(pk__in=positions).update(delivered_at=at)
