"""What witnesses have put their names under: the largest checkpoint of this log that somebody else vouches for.

A receipt against such a checkpoint proves more than one against the office's signature alone: nobody was shown another log.
Which witnesses are known is the office's choice, written into ``settings.LOG_WITNESSES``, one verifier key a line.
"""

from django.conf import settings

from xinqiao.ledger import shelf, signing
from xinqiao.tlog import checkpoint, cosignature
from xinqiao.tlog.checkpoint import Checkpoint
from xinqiao.tlog.note import Malformed, Note, Untrusted, VerifierKey, parse, read_keys
from xinqiao.tlog.prover import Prover

COSIGNED = "cosigned"
LARGEST = 100_000
"""Bytes of a checkpoint with all the signatures it may have."""


def witnesses() -> tuple[VerifierKey, ...]:
    """The keys of the witnesses that this office knows. Raises ``Malformed`` when the file holds something else."""
    try:
        return read_keys(settings.LOG_WITNESSES.read_text("utf-8"))
    except FileNotFoundError:
        return ()


def kept() -> str | None:
    """The largest cosigned checkpoint, or None."""
    return shelf.read(COSIGNED)


def take(offered: bytes) -> str:
    """Keep what a witness has signed, and return the cosigned checkpoint as it is published now.

    Raises ``Malformed`` for what is no checkpoint, ``Untrusted`` when it is not one of this log or no known witness has
    signed it. An older one than is kept changes nothing.
    """
    if len(offered) > LARGEST:
        raise Malformed("a checkpoint is smaller than that")
    new, note = checkpoint.opened(offered, signing.verifiers(), signing.origin())
    vouching = {one.witness for one in cosignature.verified(note, witnesses())}
    if not vouching:
        raise Untrusted("no witness that is known here has signed it")
    shown = shelf.published()
    size = Checkpoint.parse(parse(shown).text).size if shown else 0
    if new.size > size or Prover(shelf.tiles(), size).root(new.size) != new.root:
        raise Untrusted("this is not a checkpoint of the log that is published here")
    earlier = kept()
    before = parse(earlier) if earlier else None
    if before is not None:
        known = Checkpoint.parse(before.text)
        if known.size > new.size:
            return str(before)
    ours = [*signing.verifiers(), *vouching]
    lines = [
        one for one in note.signatures if any((key.name, key.id) == (one.name, one.key_id) for key in ours)
    ]
    if before is not None and before.text == note.text:
        # The latest line of each witness counts; those of the others stay.
        fresh = {(one.name, one.key_id) for one in lines}
        lines += [one for one in before.signatures if (one.name, one.key_id) not in fresh]
    merged = Note(note.text, tuple(lines))
    shelf.put(COSIGNED, str(merged).encode())
    return str(merged)
