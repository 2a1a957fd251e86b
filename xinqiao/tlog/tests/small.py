"""A small office with a log in memory, for tests: honest unless it is told otherwise."""

from hashlib import sha256

from xinqiao.tlog import checkpoint, cosignature, promise
from xinqiao.tlog.checkpoint import Checkpoint
from xinqiao.tlog.edge import Edge
from xinqiao.tlog.note import COSIGNATURE, ED25519, Note, SignerKey
from xinqiao.tlog.opening import Enclosure, Opening
from xinqiao.tlog.promise import Promise
from xinqiao.tlog.proof import Proof
from xinqiao.tlog.prover import Prover
from xinqiao.tlog.tile import WIDTH, Missing, Resource

ORIGIN = "office.example/log"
NOON = 1_772_424_000  # 2026-03-02 12:00 in Beijing


def commitment(number: int) -> bytes:
    return sha256(f"entry {number}".encode()).digest()


class Memory:
    """Tiles by their path, as they were published."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def tile(self, level: int, index: int, width: int) -> bytes:
        return self._read(Resource(level, index, width))

    def bundle(self, index: int, width: int) -> bytes:
        return self._read(Resource(None, index, width))

    def _read(self, asked: Resource) -> bytes:
        for width in (asked.width, WIDTH, *range(asked.width, WIDTH)):
            found = self.files.get(Resource(asked.level, asked.index, width).path)
            if found is not None:
                return found
        raise Missing(asked.path)


class Office:
    """A log with its key; `add` registers, `publish` signs, `receipt` hands out what the person keeps."""

    def __init__(self, name: str = ORIGIN, seed: bytes = b"o" * 32) -> None:
        self.key = SignerKey(name, ED25519, seed)
        self.edge = Edge()
        self.tiles = Memory()

    def add(self, *entries: bytes) -> "Office":
        self.tiles.files |= {resource.path: data for resource, data in self.edge.append(entries)}
        return self

    def fill(self, size: int) -> "Office":
        return self.add(*map(commitment, range(self.edge.size, size)))

    @property
    def checkpoint(self) -> Checkpoint:
        return Checkpoint(self.key.name, self.edge.size, self.edge.root())

    def publish(self) -> Note:
        return checkpoint.sign(self.checkpoint, self.key)

    def promise(self, committed: bytes, accepted: int = NOON, by: int = NOON + 60) -> Note:
        return promise.sign(Promise(self.key.name, committed, accepted, by), self.key)

    def receipt(self, index: int, note: Note | None = None, enclosure: Enclosure | None = None) -> Proof:
        hashes = tuple(Prover(self.tiles, self.edge.size).inclusion(index))
        extra = enclosure.encode() if enclosure else None
        return Proof(index, hashes, str(note or self.publish()), extra)


def witness_key(letter: str) -> SignerKey:
    return SignerKey(f"witness-{letter}.example", COSIGNATURE, letter.encode() * 32)


def cosigned(note: Note, letter: str, at: int = NOON + 30) -> Note:
    return note.signed(cosignature.sign(note, witness_key(letter), at))


ENTRY = Opening(
    b"salt of the entry",
    '{"at":"2026-03-02T12:00:00+08:00","event":{"action":"submit"},"number":"XF-2026-000001","ordinal":1,"v":1,'
    '"words":{"subject":"' + Opening(b"salt of the words", "电梯停了一个月").commitment.hex() + '"}}',
)
