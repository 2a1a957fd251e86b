"""How fast the log grows and proves, measured on this machine: ``python -m xinqiao.tlog bench --leaves 10000000``."""

import platform
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from .edge import Edge
from .merkle import Frontier, verify_consistency, verify_inclusion
from .prover import Prover
from .tile import Folder

BATCH = 65_536
SAMPLES = 2_000


def run(leaves: int) -> Iterator[str]:
    """Build a log of so many made-up commitments in a temporary folder and time it, one line of text a figure."""
    yield f"Python {platform.python_version()}, {platform.machine()}, {leaves:,} leaves of 32 bytes"
    sample = [sha256(str(at).encode()).digest() for at in range(min(leaves, 200_000))]
    frontier = Frontier()
    began = now()
    for hashed in sample:
        frontier.append(hashed)
    yield rate("frontier: leaf hashes added", len(sample), began)

    edge = Edge()
    began = now()
    for at in range(0, len(sample), 1_000):
        edge.append(sample[at : at + 1_000])
    yield rate("edge: entries added in batches of 1,000, not written", len(sample), began)

    folder = Path(tempfile.mkdtemp(prefix="tlog-bench-"))
    try:
        began = now()
        edge = build(folder, leaves)
        yield rate("edge: entries added and tiles written", leaves, began)
        yield from proofs(folder, leaves, edge.root())
        yield batch(folder, leaves)
    finally:
        shutil.rmtree(folder)


def build(folder: Path, leaves: int) -> Edge:
    """Write the hash tiles of a log; the bundles are left out, proofs do not need them."""
    edge = Edge()
    while edge.size < leaves:
        batch = [sha256(str(at).encode()).digest() for at in range(edge.size, min(edge.size + BATCH, leaves))]
        for resource, data in edge.append(batch):
            if resource.level is not None:
                path = folder / resource.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
    return edge


def proofs(folder: Path, leaves: int, root: bytes) -> Iterator[str]:
    chance = Random(6962)  # noqa: S311 (a sample, not a secret)

    def inclusion() -> None:
        prover = Prover(Folder(folder), leaves)
        index = chance.randrange(leaves)
        timed(lambda: prover.inclusion(index), times)
        if not verify_inclusion(prover.leaf(index), index, leaves, prover.inclusion(index), root):
            raise AssertionError(f"no proof for {index}")

    def consistency() -> None:
        prover = Prover(Folder(folder), leaves)
        old = chance.randrange(1, leaves + 1)
        timed(lambda: prover.consistency(old), times)
        if not verify_consistency(old, leaves, prover.root(old), root, prover.consistency(old)):
            raise AssertionError(f"no proof for {old}")

    for name, prove in (("inclusion", inclusion), ("consistency", consistency)):
        times: list[tuple[float, float]] = []
        for _ in range(SAMPLES):
            prove()
        for column, clock in enumerate(("elapsed", "of the processor")):
            taken = sorted(1000 * one[column] for one in times)
            yield (
                f"proof of {name}: median {statistics.median(taken):.2f} ms {clock}, p95 "
                f"{taken[int(len(taken) * 0.95)]:.2f} ms, slowest {taken[-1]:.2f} ms of {SAMPLES:,}"
            )


def batch(folder: Path, leaves: int) -> str:
    """The proofs for all receipts of one batch of new entries, as a checkpoint brings them."""
    began = now()
    prover = Prover(Folder(folder), leaves)
    new = min(1_000, leaves)
    for index in range(leaves - new, leaves):
        prover.inclusion(index)
    return rate("proofs of inclusion for a batch of 1,000 new entries", new, began)


def timed(task: Callable[[], object], times: list[tuple[float, float]]) -> None:
    """Time one task, by the wall and by the processor: on a busy machine they differ."""
    began, worked = perf_counter(), process_time()
    task()
    times.append((perf_counter() - began, process_time() - worked))


def now() -> tuple[float, float]:
    return perf_counter(), process_time()


def rate(what: str, count: int, began: tuple[float, float]) -> str:
    elapsed, worked = (after - before for after, before in zip(now(), began, strict=True))
    return f"{what}: {count / elapsed:,.0f} a second, {count / worked:,.0f} a second of the processor"
