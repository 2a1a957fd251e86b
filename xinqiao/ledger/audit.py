"""The public log held against the ledger: every entry in one leaf, every file the leaves', every signature its tree's.

The leaves are hashed once, tile by tile, in constant memory. What is added while this runs is left for the next time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from xinqiao.law.words import _
from xinqiao.ledger import shelf, signing
from xinqiao.ledger.models import Batch, Checkpoint, Entry
from xinqiao.ledger.publish import trouble
from xinqiao.ledger.sequence import End, end, places
from xinqiao.tlog import note
from xinqiao.tlog.checkpoint import Checkpoint as Said
from xinqiao.tlog.merkle import HASH_SIZE, Frontier, fold, leaf_hash
from xinqiao.tlog.tile import WIDTH, Missing, Resource, pack

CHUNK = 2000
BATCHES = 50
"""Batches read at once: after a large import each may hold 4,096 leaves of 32 bytes."""
FULL = WIDTH * HASH_SIZE

Add = Callable[..., None]
"""Takes a sentence (a msgid) and its facts."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How much was looked at."""

    leaves: int
    checkpoints: int
    waiting: int


def audit(add: Add, step: Callable[[int], object] = lambda _leaves: None) -> Seen:
    """Look at the whole log; each fault goes to ``add``, the number of leaves done to ``step``."""
    halted = trouble()
    if halted:
        add(_("公开账本：{why}"), why=f"{halted.zh} {halted.en}")
    # What is published is always behind what is in the database, so it is looked at first.
    shown = _shown_size()
    signed = Checkpoint.objects.order_by("-size").values_list("size", flat=True).first() or 0
    last = end()
    tree = _Tree(add, min(shown, last.size), signed)
    waiting = Entry.objects.filter(position__gt=last.after).count()
    for leaves in _leaves(last, add):
        tree.take(leaves)
        step(len(leaves) // HASH_SIZE)
    tree.finish()
    return Seen(last.size, tree.checked, waiting)


def _shown_size() -> int:
    text = shelf.published()
    try:
        return Said.parse(note.parse(text).text).size if text else 0
    except note.Malformed:
        return 0


def _leaves(last: End, add: Add) -> Iterator[bytes]:
    """The leaves of each batch, once its entries were found among them."""
    size = after = 0
    rows = Batch.objects.filter(first__lt=last.size).order_by("first")
    digests = _digests(last.after)
    for first, count, kept, slots, upto in rows.values_list(
        "first", "count", "leaves", "slots", "after"
    ).iterator(chunk_size=BATCHES):
        leaves, found = bytes(kept), places(bytes(slots))
        if first != size or len(leaves) != count * HASH_SIZE or upto != after + len(found):
            add(_("公开账本：第 {first} 条起的一批和前一批接不上。"), first=first + 1)
        if len(set(found)) != len(found) or any(slot >= count for slot in found):
            add(_("公开账本：第 {first} 条起的一批，记录的位置重复或者越界。"), first=first + 1)
        for position, slot in enumerate(found, start=upto - len(found) + 1):
            digest = digests(position)
            if digest is None:
                add(_("第 {position} 号记录入过公开账本，现在不见了。"), position=position)
            elif leaves[slot * HASH_SIZE : (slot + 1) * HASH_SIZE] != digest:
                add(
                    _("第 {position} 号记录和公开账本第 {leaf} 条不一致。"),
                    position=position,
                    leaf=first + slot + 1,
                )
        size, after = first + count, upto
        yield leaves


def _digests(last: int) -> Callable[[int], bytes | None]:
    """A function that gives the digest of each position, asked for in rising order."""
    rows = iter(
        Entry.objects.filter(position__lte=last)
        .order_by("position")
        .values_list("position", "digest")
        .iterator(chunk_size=CHUNK)
    )
    head = next(rows, None)

    def digest(position: int) -> bytes | None:
        nonlocal head
        while head is not None and head[0] < position:
            head = next(rows, None)
        return bytes(head[1]) if head is not None and head[0] == position else None

    return digest


class _Tree:
    """The tree as it grows, compared with the files up to ``shown`` leaves and with every checkpoint that was kept."""

    def __init__(self, add: Add, shown: int, signed: int) -> None:
        self.add, self.shown = add, shown
        self.size = 0
        self.checked = 0
        self._rest = b""
        self._levels: list[bytearray] = [bytearray()]  # of full tiles below: levels[0] is level 1
        self._chunks = Frontier()
        self._tiles = shelf.tiles()
        self._checkpoints = iter(
            Checkpoint.objects.filter(size__lte=signed)
            .order_by("size")
            .values_list("size", "root", "note")
            .iterator(chunk_size=CHUNK)
        )
        self._next = next(self._checkpoints, None)
        self._name = signing.origin()
        self._keys = {
            (key.name, key.id): Ed25519PublicKey.from_public_bytes(key.public) for key in signing.verifiers()
        }

    def take(self, leaves: bytes) -> None:
        """Add the leaves of a batch."""
        data = self._rest + leaves
        whole = len(data) - len(data) % FULL
        for at in range(0, whole, FULL):
            self._chunk(data[at : at + FULL])
        self._rest = data[whole:]

    def finish(self) -> None:
        """After the last batch: the partial tiles, and the checkpoints that no leaves are there for."""
        if self._rest:
            self._chunk(self._rest)
        while self._next is not None:
            self.add(_("公开账本签过 {size} 条，现在没有这么多。"), size=self._next[0])
            self._next = next(self._checkpoints, None)

    def _chunk(self, data: bytes) -> None:
        """Up to 256 leaves: one tile of level 0."""
        leaves = [data[at : at + HASH_SIZE] for at in range(0, len(data), HASH_SIZE)]
        hashes = b"".join(map(leaf_hash, leaves))
        start, self.size = self.size, self.size + len(leaves)
        width = min(self.shown - start, len(leaves))
        if width > 0:
            self._compare(Resource(None, start // WIDTH, width), pack(leaves[:width]))
            self._compare(Resource(0, start // WIDTH, width), hashes[: width * HASH_SIZE])
        self._hold_checkpoints(start, hashes)
        full = len(data) == FULL
        ends_here = full and self.shown == self.size
        if start < self.shown <= self.size and not ends_here:
            self._partial_levels()
        if full:
            self._carry(fold(hashes))
        if ends_here:
            self._partial_levels()

    def _carry(self, above: bytes) -> None:
        """The root of a full tile goes into the tile of the level above; a full one there is compared and goes on up."""
        self._chunks.append(above)
        level = 0
        while True:
            hashes = self._levels[level]
            hashes += above
            if len(hashes) < FULL:
                return
            span = WIDTH ** (level + 2)
            if self.size <= self.shown:
                self._compare(Resource(level + 1, self.size // span - 1), bytes(hashes))
            above = fold(bytes(hashes))
            hashes.clear()
            level += 1
            if level == len(self._levels):
                self._levels.append(bytearray())

    def _partial_levels(self) -> None:
        """The partial tiles above level 0 at the size that is published, which the full tiles so far make up."""
        for level, hashes in enumerate(self._levels, start=1):
            count = self.shown >> (8 * level)
            width = count % WIDTH
            if width:
                self._compare(Resource(level, count // WIDTH, width), bytes(hashes[: width * HASH_SIZE]))

    def _compare(self, resource: Resource, expected: bytes) -> None:
        try:
            if resource.level is None:
                found = self._tiles.bundle(resource.index, resource.width)
            else:
                found = self._tiles.tile(resource.level, resource.index, resource.width)
        except Missing:
            self.add(_("公开账本的文件 {path} 不见了。"), path=resource.path)
            return
        if found[: len(expected)] != expected:
            self.add(_("公开账本的文件 {path} 和数据库里的不一致。"), path=resource.path)

    def _hold_checkpoints(self, start: int, hashes: bytes) -> None:
        if self._next is None or self._next[0] > self.size:
            return
        tree = Frontier(start, self._chunks.peaks)
        for at in range(0, len(hashes), HASH_SIZE):
            tree.append(hashes[at : at + HASH_SIZE])
            while self._next is not None and self._next[0] <= tree.size:
                size, root, text = self._next
                self.checked += 1
                if size != tree.size or bytes(root) != tree.root():
                    self.add(_("公开账本前 {size} 条算出来的根，和签过的不一致。"), size=size)
                elif not self._signed(Said(self._name, size, bytes(root)), text):
                    self.add(_("公开账本 {size} 条时的签名不对。"), size=size)
                self._next = next(self._checkpoints, None)

    def _signed(self, said: Said, text: str) -> bool:
        """Whether the note says this and one of our keys, and none of them wrongly, has signed it."""
        try:
            found = note.parse(text)
        except note.Malformed:
            return False
        good = False
        for one in found.signatures:
            key = self._keys.get((one.name, one.key_id))
            if key is not None:
                try:
                    key.verify(one.proof, found.text.encode())
                except InvalidSignature:
                    return False
                good = True
        return good and found.text == said.text
