"""A witness's name under a checkpoint: c2sp.org/tlog-cosignature, cosignature/v1 with Ed25519 (type 0x04).

It says: at this time, this was the largest tree I had seen of this log, and it begins with every tree I saw before.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .note import COSIGNATURE, Malformed, Note, Signature, SignerKey, Untrusted, VerifierKey

_STAMP = 8
_LONGEST = _STAMP + 64
LATEST = 2**63 - 1


@dataclass(frozen=True)
class Cosignature:
    """Who vouched, and when, in POSIX seconds."""

    witness: VerifierKey
    at: int


def message(text: str, at: int) -> bytes:
    """What a witness signs: a line that keeps it from being anything else, the time, and the whole checkpoint."""
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def sign(checkpoint: Note, key: SignerKey, at: int) -> Signature:
    """The witness's line, to be put under the checkpoint. Whether it may sign is decided in ``witness``."""
    if key.kind != COSIGNATURE:
        raise ValueError(f"{key.name}: cosigning needs a key made for it")
    if not 0 <= at <= LATEST:
        raise ValueError(f"no time: {at}")
    made = at.to_bytes(_STAMP, "big") + key.signs(message(checkpoint.text, at))
    return Signature(key.name, key.verifier.id, made)


def time_of(signature: Signature) -> int:
    """When a cosignature says it was made. Raises ``Malformed`` when it is not one."""
    if len(signature.proof) != _LONGEST:
        raise Malformed(f"the line of {signature.name} is no cosignature")
    at = int.from_bytes(signature.proof[:_STAMP], "big")
    if at > LATEST:
        raise Malformed(f"the cosignature of {signature.name} has an impossible time")
    return at


def verified(checkpoint: Note, witnesses: Iterable[VerifierKey]) -> tuple[Cosignature, ...]:
    """Which of these witnesses vouch for a checkpoint, each counted once, with its latest time.

    One key under two names is one witness. Raises ``Untrusted`` when a known witness's line is wrong.
    """
    found: dict[bytes, Cosignature] = {}
    for witness in witnesses:
        if witness.kind != COSIGNATURE:
            continue
        for claim in checkpoint.by(witness):
            try:
                at = time_of(claim)
            except Malformed as wrong:
                raise Untrusted(f"the cosignature of {witness.name} is wrong") from wrong
            if not witness.verifies(claim.proof[_STAMP:], message(checkpoint.text, at)):
                raise Untrusted(f"the cosignature of {witness.name} is wrong")
            known = found.get(witness.public)
            if known is None or known.at < at:
                found[witness.public] = Cosignature(witness, at)
    return tuple(found.values())
