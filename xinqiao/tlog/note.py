"""Texts signed by one or more keys: c2sp.org/signed-note, with Ed25519 (type 0x01).

A note's text must not be believed, or even shown as somebody's, before a known key has verified it. ``parse`` only takes a
note apart; ``opened`` is what makes it speak.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = 0x01
COSIGNATURE = 0x04

LARGEST_NOTE = 1_000_000  # bytes
MOST_SIGNATURES = 100
PRIVATE = "PRIVATE+KEY+"

_NAME = re.compile(r"[^\s+\x00-\x1f]+")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")  # all but the newline


class Malformed(ValueError):
    """The bytes are not what the specification allows."""


class Untrusted(ValueError):
    """No known key signed, or a known key's signature is wrong."""


def encode64(data: bytes) -> str:
    return binascii.b2a_base64(data, newline=False).decode("ascii")


def decode64(text: str) -> bytes:
    """Standard base64 in its one canonical spelling, so that nothing signed can be written in two ways."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise Malformed(f"not base64: {text[:60]!r}") from wrong
    if encode64(data) != text:
        raise Malformed(f"base64 in an unusual spelling: {text[:60]!r}")
    return data


def is_name(name: str) -> bool:
    """Whether this may name a key: not empty, no spaces of any kind, no plus, no control characters."""
    return _NAME.fullmatch(name) is not None


def key_id(name: str, kind: int, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


@dataclass(frozen=True)
class VerifierKey:
    """A public key with the name it signs under.

    >>> VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k").name
    'example.com/foo'
    """

    name: str
    kind: int
    public: bytes

    def __post_init__(self) -> None:
        if not is_name(self.name):
            raise Malformed(f"a key cannot be named {self.name!r}")
        if self.kind not in (ED25519, COSIGNATURE):
            raise Malformed(
                f"{self.name}: keys of type 0x{self.kind:02x} are not supported, only Ed25519 keys are"
            )
        if len(self.public) != 32:
            raise Malformed(f"{self.name}: an Ed25519 key has 32 bytes, this one {len(self.public)}")

    @cached_property
    def id(self) -> bytes:
        return key_id(self.name, self.kind, self.public)

    @property
    def line(self) -> str:
        """As it is published: ``name+id+key``."""
        return f"{self.name}+{self.id.hex()}+{encode64(bytes([self.kind]) + self.public)}"

    @classmethod
    def parse(cls, line: str) -> "VerifierKey":
        name, _, rest = line.strip().partition("+")
        number, _, material = rest.partition("+")
        data = decode64(material)
        if not data:
            raise Malformed("a verifier key reads name+id+key")
        key = cls(name, data[0], data[1:])
        if key.id.hex() != number:
            raise Malformed(f"{name}: the key does not belong to its number {number}")
        return key

    def verifies(self, signature: bytes, message: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class SignerKey:
    """A private key with the name it signs under. Its ``repr`` keeps the secret."""

    name: str
    kind: int
    seed: bytes

    def __post_init__(self) -> None:
        _ = self.verifier  # checks name and type

    def __repr__(self) -> str:
        return f"SignerKey({self.verifier.line})"

    @classmethod
    def generate(cls, name: str, kind: int = ED25519) -> "SignerKey":
        return cls(name, kind, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, line: str) -> "SignerKey":
        """Read ``PRIVATE+KEY+name+id+key``, the spelling that signing tools share."""
        if not line.startswith(PRIVATE):
            raise Malformed("a private key reads PRIVATE+KEY+name+id+key")
        name, _, rest = line.strip().removeprefix(PRIVATE).partition("+")
        number, _, material = rest.partition("+")
        data = decode64(material)
        if len(data) != 33:
            raise Malformed(f"{name}: a private Ed25519 key has 32 bytes")
        key = cls(name, data[0], data[1:])
        if key.verifier.id.hex() != number:
            raise Malformed(f"{name}: the key does not belong to its number {number}")
        return key

    @property
    def line(self) -> str:
        """The secret itself."""
        number = self.verifier.id.hex()
        return f"{PRIVATE}{self.name}+{number}+{encode64(bytes([self.kind]) + self.seed)}"

    @cached_property
    def verifier(self) -> VerifierKey:
        return VerifierKey(self.name, self.kind, self._private.public_key().public_bytes_raw())

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def signs(self, message: bytes) -> bytes:
        return self._private.sign(message)


@dataclass(frozen=True)
class Signature:
    """One signature line: who says so, by which key, and the bytes that prove it."""

    name: str
    key_id: bytes
    proof: bytes

    @property
    def line(self) -> str:
        return f"— {self.name} {encode64(self.key_id + self.proof)}\n"


@dataclass(frozen=True)
class Note:
    """A text, which ends in a newline, and the signatures under it."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(signature.line for signature in self.signatures)

    def by(self, key: VerifierKey) -> Iterator[Signature]:
        """The signatures that claim to be made by this key."""
        return (one for one in self.signatures if one.name == key.name and one.key_id == key.id)

    def signed(self, signature: Signature) -> "Note":
        """The same text with one more signature under it."""
        return Note(self.text, (*self.signatures, signature))


def parse(data: bytes | str) -> Note:
    """Take a note apart without believing it. Raises ``Malformed``."""
    if len(data) > LARGEST_NOTE:
        raise Malformed("the note is too large")
    try:
        whole = data.decode() if isinstance(data, bytes) else data
    except UnicodeDecodeError as wrong:
        raise Malformed("the note is not UTF-8") from wrong
    if _CONTROL.search(whole):
        raise Malformed("the note has control characters")
    text, blank, lines = whole.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise Malformed("the note has no signatures")
    signatures = tuple(_signature(line) for line in lines[:-1].split("\n"))
    if len(signatures) > MOST_SIGNATURES:
        raise Malformed("the note has too many signatures")
    return Note(text + "\n", signatures)


def sign(text: str, *keys: SignerKey) -> Note:
    """Put one's name under a text. Raises ``Malformed`` when the text cannot be a note's."""
    for key in keys:
        if key.kind != ED25519:
            raise ValueError(f"{key.name}: a key for cosignatures signs nothing else")
    # What `parse` asks of a note; the names of keys have no line ends, so the last empty line is the one under the text.
    if not text.endswith("\n") or _CONTROL.search(text) or not 0 < len(keys) <= MOST_SIGNATURES:
        raise Malformed("the text cannot be told from what stands under it")
    message = text.encode()
    if len(message) > LARGEST_NOTE // 2:
        raise Malformed("the note is too large")
    return Note(text, tuple([Signature(key.name, key.verifier.id, key.signs(message)) for key in keys]))


def opened(data: bytes | str | Note, keys: Iterable[VerifierKey]) -> tuple[Note, tuple[VerifierKey, ...]]:
    """The note and which of ``keys`` signed it; at least one did.

    Raises ``Malformed``, or ``Untrusted`` when none did. A wrong signature under a known name spoils the whole note: it
    is no accident. Signatures of strangers are ignored, as the specification asks.
    """
    note = data if isinstance(data, Note) else parse(data)
    found = []
    for key in keys:
        if key.kind != ED25519:
            continue
        claims = list(note.by(key))
        if not all(key.verifies(claim.proof, note.text.encode()) for claim in claims):
            raise Untrusted(f"the signature of {key.name} is wrong")
        if claims:
            found.append(key)
    if not found:
        raise Untrusted("no known key has signed this")
    return note, tuple(found)


def read_keys(text: str) -> tuple[VerifierKey, ...]:
    """The keys in a file: one a line, old ones beside new ones; empty lines and lines after # do not count."""
    lines = [line.strip() for line in text.lstrip("\ufeff").splitlines()]
    return tuple(VerifierKey.parse(line) for line in lines if line and not line.startswith("#"))


def _signature(line: str) -> Signature:
    if not line.startswith("— "):
        raise Malformed(f"not a signature line: {line[:60]!r}")
    name, space, claim = line[2:].partition(" ")
    if not space or not is_name(name):
        raise Malformed(f"not a signature line: {line[:60]!r}")
    data = decode64(claim)
    if len(data) < 5:
        raise Malformed(f"the signature of {name} is too short")
    return Signature(name, data[:4], data[4:])
