"""Reading a whole log again: every entry hashed anew, every tile compared, the root held against the signed one.

It needs the memory of one tile a level whatever the size of the log, and reads each file once.
"""

from collections.abc import Iterator

from .checkpoint import Checkpoint
from .edge import Edge
from .note import encode64
from .tile import WIDTH, Missing, Resource, Tiles, unpack, width_at
from .words import Sentence, said


def faults(tiles: Tiles, checkpoint: Checkpoint) -> Iterator[Sentence]:
    """Everything that is wrong with what is published for a checkpoint; nothing when all of it fits.

    A missing or torn bundle ends the reading: what comes after it cannot be hashed.
    """
    edge = Edge()
    for index in range(-(-checkpoint.size // WIDTH)):
        width = width_at(checkpoint.size, 0, index)
        try:
            entries = unpack(tiles.bundle(index, width))
        except (Missing, ValueError) as gap:
            yield unreadable(Resource(None, index, width), gap)
            return
        if len(entries) < width:
            yield unreadable(Resource(None, index, width), f"{len(entries)} < {width}")
            return
        for resource, expected in edge.append(entries[:width]):
            # A tile still partial here will be full, or is compared below as it stands at the end.
            if resource.level is not None and resource.width == WIDTH:
                yield from compared(tiles, resource.level, resource, expected)
    for resource, expected in edge.partials():
        yield from compared(tiles, resource.level or 0, resource, expected)
    if edge.root() != checkpoint.root:
        yield said(
            "账本里的记录算出来的根是 {computed}，签名的根是 {signed}：有记录被改过。",
            "The entries of the log hash to the root {computed}, and {signed} was signed: an entry has been changed.",
            computed=encode64(edge.root()),
            signed=encode64(checkpoint.root),
        )


def compared(tiles: Tiles, level: int, resource: Resource, expected: bytes) -> Iterator[Sentence]:
    """The fault of one tile, if it has one."""
    try:
        found = tiles.tile(level, resource.index, resource.width)
    except Missing as gap:
        yield unreadable(resource, gap)
        return
    if found[: len(expected)] != expected:
        yield said(
            "文件 {path} 和它下面的记录对不上。",
            "The file {path} does not agree with the entries below it.",
            path=resource.path,
        )


def unreadable(resource: Resource, why: object) -> Sentence:
    return said(
        "文件 {path} 缺失或者不完整（{why}）。",
        "The file {path} is missing or incomplete ({why}).",
        path=resource.path,
        why=why,
    )
