"""Under which name and with which keys the public log is signed.

Every key on the ring ``settings.LOG_KEYS`` signs, the current one first: while an old key is still on it, clients that know
the old one and clients that know the new one both accept each checkpoint. The public part of every key that ever
signed is kept and published with its span, so that old receipts stay valid when the key itself is gone.
"""

from datetime import datetime
from functools import lru_cache

from django.conf import settings

from xinqiao.ledger.models import Checkpoint, LogKey
from xinqiao.ledger.rows import ask
from xinqiao.tlog import checkpoint
from xinqiao.tlog.note import ED25519, SignerKey, VerifierKey

FIRST_NOTE = "SELECT note FROM ledger_checkpoint ORDER BY size LIMIT 1"

LOCAL = ("localhost", "127.0.0.1", "[::1]", "*")


def origin() -> str:
    """The name of the log: what its first checkpoint said, for ever; before that, what the settings say."""
    first = ask(FIRST_NOTE)
    return origin_of(first[0][0] if first else None)


def origin_of(first: str | None) -> str:
    """The name of the log by its first checkpoint, as ``FIRST_NOTE`` asks for it, or None before there is one."""
    return first.partition("\n")[0] if first else wished_origin()


def wished_origin() -> str:
    """The name that the settings ask for: ``XINQIAO_LOG_ORIGIN``, or the first host that others know, and ``/log``."""
    if settings.LOG_ORIGIN:
        return str(settings.LOG_ORIGIN)
    hosts = [host.lstrip(".") for host in settings.ALLOWED_HOSTS if host not in LOCAL]
    return f"{hosts[0] if hosts else 'localhost'}/log"


def signers(name: str) -> list[SignerKey]:
    """The keys that sign now, the current one first."""
    return [_signer(name, one.secret) for one in settings.LOG_KEYS.held()]


@lru_cache(maxsize=8)
def _signer(name: str, seed: bytes) -> SignerKey:
    return SignerKey(name, ED25519, seed)


def verifiers() -> tuple[VerifierKey, ...]:
    """Every key under which something of this log may be signed: those of now, then those of before."""
    current = [one.verifier for one in signers(origin())]
    before = [
        VerifierKey.parse(line) for line in LogKey.objects.order_by("-since").values_list("line", flat=True)
    ]
    return tuple(dict.fromkeys([*current, *before]))


def note_keys(lines: list[str], *, at: datetime) -> None:
    """Write down which keys sign from now on, and that the others no longer do."""
    known = dict(LogKey.objects.values_list("line", "until"))
    LogKey.objects.bulk_create([LogKey(line=line, since=at) for line in lines if line not in known])
    # A key that was taken off and put back has one span from its first day.
    LogKey.objects.filter(line__in=lines).exclude(until=None).update(until=None)
    LogKey.objects.exclude(line__in=lines).filter(until=None).update(until=at)


def acknowledged(name: str) -> bool:
    """Whether some key of now has signed before, or nothing was signed yet: a log does not change hands unnoticed."""
    last = Checkpoint.objects.order_by("-size").values_list("note", flat=True).first()
    if last is None:
        return True
    current = {one.verifier for one in signers(name)}
    try:
        checkpoint.opened(last, current, name)
    except ValueError:
        return LogKey.objects.filter(line__in=[one.line for one in current]).exists()
    return True
