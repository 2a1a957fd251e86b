"""The growing end of a tiled tree: what must be at hand to add entries and to name the next files to publish.

Files never change; a partial tile is followed by a wider one or by the full one. The order is the publisher's part: first
every file, then the checkpoint that needs them.

Measured (``python -m xinqiao.tlog bench``; two cores shared with other work): 150,000 entries a second in batches of 1,000, tiles and
bundles made but not written, which is 380,000 a second of the processor.
"""

from collections.abc import Sequence

from .merkle import HASH_SIZE, fold, joined, leaf_hash
from .prover import complete
from .tile import HIGHEST_LEVEL, WIDTH, Resource, Tiles, cut, pack, unpack, width_at


class Edge:
    """The rightmost partial tile of each level and the entries of the last partial bundle.

    >>> edge = Edge()
    >>> [resource.path for resource, _bytes in edge.append([b"one", b"two"])]
    ['tile/entries/000.p/2', 'tile/0/000.p/2']
    >>> edge.size
    2
    """

    def __init__(self) -> None:
        self.size = 0
        self._levels = [bytearray()]
        self._entries: list[bytes] = []

    @classmethod
    def load(cls, tiles: Tiles, size: int) -> "Edge":
        """The edge of a published tree. Raises ``Missing`` or ValueError when what is published is torn.

        Compare ``root()`` with the last signed root before adding anything: a log that forks cannot be mended.
        """
        edge = cls()
        edge.size = size
        edge._levels = []
        level = 0
        while size >> (8 * level) or level == 0:
            index = (size >> (8 * level)) // WIDTH
            width = width_at(size, level, index)
            name = Resource(level, index, width or WIDTH).path
            edge._levels.append(
                bytearray(cut(tiles.tile(level, index, width), width, name) if width else b"")
            )
            level += 1
        width = size % WIDTH
        if width:
            edge._entries = unpack(tiles.bundle(size // WIDTH, width))[:width]
            if b"".join(map(leaf_hash, edge._entries)) != edge._levels[0]:
                raise ValueError(f"bundle {size // WIDTH} does not hold the entries that tile hashes")
        return edge

    def append(self, entries: Sequence[bytes]) -> list[tuple[Resource, bytes]]:
        """Add entries; return the files that the larger tree needs and the smaller one had not."""
        made: list[tuple[Resource, bytes]] = []
        changed = 0
        for entry in entries:
            self._entries.append(entry)
            self._levels[0] += leaf_hash(entry)
            changed = max(changed, 1)
            if len(self._entries) == WIDTH:
                index = self.size // WIDTH
                made.append((Resource(None, index), pack(self._entries)))
                self._entries = []
                changed = max(changed, self._carry(made))
            self.size += 1
        if entries and self._entries:
            made.append((Resource(None, self.size // WIDTH, len(self._entries)), pack(self._entries)))
        return made + self.partials(changed)

    def partials(self, levels: int = HIGHEST_LEVEL + 1) -> list[tuple[Resource, bytes]]:
        """The partial tiles of this tree, those of the lowest levels first."""
        return [
            (Resource(level, (self.size >> (8 * level)) // WIDTH, len(hashes) // HASH_SIZE), bytes(hashes))
            for level, hashes in enumerate(self._levels[:levels])
            if hashes
        ]

    def root(self) -> bytes:
        peaks: list[bytes] = []
        for hashes in reversed(self._levels):
            peaks += [
                fold(bytes(hashes[(index << height) * HASH_SIZE : ((index + 1) << height) * HASH_SIZE]))
                for height, index in complete(0, len(hashes) // HASH_SIZE)
            ]
        return joined(peaks)

    def _carry(self, made: list[tuple[Resource, bytes]]) -> int:
        """Close every level that is full, from the leaves up; return how many levels were touched."""
        level = 0
        while len(self._levels[level]) == WIDTH * HASH_SIZE:
            hashes = bytes(self._levels[level])
            made.append((Resource(level, self.size >> (8 * (level + 1))), hashes))
            self._levels[level].clear()
            level += 1
            if level == len(self._levels):
                self._levels.append(bytearray())
            self._levels[level] += fold(hashes)
        return level + 1
