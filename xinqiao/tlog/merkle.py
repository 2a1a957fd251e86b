"""The Merkle tree of RFC 9162, section 2.1 (the tree of RFC 6962): hashing it, and checking what is said about it.

Everything here works on hashes of 32 bytes. A tree of ``size`` leaves is written as ``D[0:size]``; a leaf's place is
its index, from 0. Proofs are lists of hashes in the order of the RFC. How proofs are made stands in ``prover``.
"""

from collections.abc import Sequence
from hashlib import sha256

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()
# No proof is longer than the tree is high, and sizes have at most 63 bits (a POSIX-like limit that all clients share).
LARGEST_SIZE = 2**63 - 1
LONGEST_PROOF = 64


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf. The zero byte keeps a leaf from ever being taken for a node.

    >>> leaf_hash(b"").hex()
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'
    """
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of the node above two others."""
    return sha256(b"\x01" + left + right).digest()


def split(size: int) -> int:
    """The largest power of two below ``size``: where the RFC divides a tree of two leaves or more.

    >>> [split(size) for size in (2, 3, 4, 5, 8, 9)]
    [1, 2, 2, 4, 4, 8]
    """
    return 1 << ((size - 1).bit_length() - 1)


def fold(hashes: bytes) -> bytes:
    """The root of a complete subtree, from a power of two of hashes of equal height, one behind the other."""
    while len(hashes) > HASH_SIZE:
        # node_hash, without a call and without taking the pair apart: proofs spend their time here
        hashes = b"".join(
            [sha256(b"\x01" + hashes[at : at + 64]).digest() for at in range(0, len(hashes), 2 * HASH_SIZE)]
        )
    return hashes


def joined(peaks: Sequence[bytes]) -> bytes:
    """The root of a tree, from the roots of its complete subtrees, the largest (leftmost) first."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


class Frontier:
    """The fewest hashes from which a tree's root is known and the tree can grow: one for each bit set in its size.

    >>> tree = Frontier()
    >>> for word in (b"", b"\\x00", b"\\x10"):
    ...     tree.append(leaf_hash(word))
    >>> tree.size, len(tree.peaks), tree.root().hex()[:8]
    (3, 2, 'aeb6bcfe')
    """

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        if size < 0 or len(peaks) != size.bit_count() or any(len(peak) != HASH_SIZE for peak in peaks):
            raise ValueError(f"{len(peaks)} hashes are no frontier of a tree of {size} leaves")
        self.size = size
        self.peaks = list(peaks)

    def append(self, hashed: bytes) -> None:
        """Add the hash of one more leaf."""
        full = self.size
        while full & 1:
            hashed = node_hash(self.peaks.pop(), hashed)
            full >>= 1
        self.peaks.append(hashed)
        self.size += 1

    def root(self) -> bytes:
        return joined(self.peaks)


def root(hashes: Sequence[bytes]) -> bytes:
    """The root of the tree over these leaf hashes."""
    tree = Frontier()
    for hashed in hashes:
        tree.append(hashed)
    return tree.root()


def verify_inclusion(hashed: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the leaf with this hash stands at ``index`` in the tree of ``size`` leaves with this root.

    RFC 9162, section 2.1.3.2. Anything malformed (a short hash, an index outside the tree) is a plain no.
    """
    if not 0 <= index < size <= LARGEST_SIZE or not _hashes([hashed, root, *proof]):
        return False
    place, last = index, size - 1
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            hashed = node_hash(step, hashed)
            while place and not place & 1:
                place >>= 1
                last >>= 1
        else:
            hashed = node_hash(hashed, step)
        place >>= 1
        last >>= 1
    return last == 0 and hashed == root


def verify_consistency(
    old_size: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the tree of ``size`` leaves begins with exactly the tree of ``old_size`` leaves.

    RFC 9162, section 2.1.4.2. Trees of equal size need equal roots and no proof. The empty tree is the beginning of
    every tree; the RFC leaves that case open, and we ask for the root that an empty tree has.
    """
    if not 0 <= old_size <= size <= LARGEST_SIZE or not _hashes([old_root, root, *proof]):
        return False
    if old_size == size:
        return not proof and old_root == root and (size > 0 or root == EMPTY_ROOT)
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT
    # A tree whose size is a power of two is itself the first node of the proof, and is left out of it.
    steps = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    if not steps:
        return False
    place, last = old_size - 1, size - 1
    while place & 1:
        place >>= 1
        last >>= 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before = node_hash(step, before)
            after = node_hash(step, after)
            while place and not place & 1:
                place >>= 1
                last >>= 1
        else:
            after = node_hash(after, step)
        place >>= 1
        last >>= 1
    return last == 0 and before == old_root and after == root


def _hashes(values: Sequence[bytes]) -> bool:
    return len(values) <= LONGEST_PROOF + 2 and all(len(value) == HASH_SIZE for value in values)
