"""Ridge regression on many sparse rows: small weights that meet what is wanted, for all labels at once.

Conjugate gradients: each round reads the rows once as they are and once feature by feature.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Array = NDArray[np.float32]

_RIDGE = 0.2
_ENOUGH = 1e-3
# Below so many numbers a second thread costs more than it saves.
_WORTH_THREADS = 1_000_000


def solve(rows: "csr_matrix", wanted: Array, *, rounds: int, workers: int = 1) -> Array:
    """Weights W that make `rows @ W` meet `wanted` with small W; a feature that no row has weighs nothing.

    SciPy lets other threads run while it multiplies, so several `workers` take a share of the rows each.
    """
    from scipy.sparse import csr_matrix

    said = np.bincount(rows.indices, minlength=rows.shape[1])
    # The most common features first: what is read all the time then lies together.
    order = np.argsort(-said, kind="stable")[: np.count_nonzero(said)]
    place = np.zeros(rows.shape[1], dtype=np.int32)
    place[order] = np.arange(order.size, dtype=np.int32)
    dense = csr_matrix((rows.data, place[rows.indices], rows.indptr), shape=(rows.shape[0], order.size))
    shares = workers if rows.nnz >= _WORTH_THREADS else 1
    weights = np.zeros((rows.shape[1], wanted.shape[1]), dtype=np.float32)
    with _threads(shares) as pool:
        columns = _Shared(dense.T.tocsr(), shares, pool)
        weights[order] = _solved(_Shared(dense, shares, pool), columns, wanted, rounds)
    return weights


@contextmanager
def _threads(count: int) -> Iterator[Executor | None]:
    if count == 1:
        yield None
        return
    with ThreadPoolExecutor(count) as pool:
        yield pool


class _Shared:
    """Rows in shares of about as many numbers, multiplied side by side."""

    def __init__(self, rows: "csr_matrix", shares: int, pool: Executor | None) -> None:
        from scipy.sparse import csr_matrix

        ends = np.searchsorted(rows.indptr, np.linspace(0, rows.nnz, shares + 1)[1:-1])
        edges = [0, *ends.tolist(), rows.shape[0]]
        self._parts: list[csr_matrix] = []
        for first, last in pairwise(edges):
            start, end = int(rows.indptr[first]), int(rows.indptr[last])
            own = rows.data[start:end], rows.indices[start:end], rows.indptr[first : last + 1] - start
            self._parts.append(csr_matrix(own, shape=(last - first, rows.shape[1])))
        self._pool = pool

    def times(self, other: Array) -> Array:
        """The product with a dense array."""
        found: Sequence[Array] = (
            list(self._pool.map(lambda part: part @ other, self._parts))
            if self._pool
            else [part @ other for part in self._parts]
        )
        return np.concatenate(found) if len(found) > 1 else np.asarray(found[0])


def _solved(rows: _Shared, columns: _Shared, wanted: Array, rounds: int) -> Array:
    left = wanted.copy()
    slope = columns.times(left)
    weights = np.zeros_like(slope)
    step = slope.copy()
    size = (slope * slope).sum(axis=0)
    first = np.maximum(size, 1e-20)
    for _ in range(rounds):
        image = rows.times(step)
        width = (image * image).sum(axis=0) + _RIDGE * (step * step).sum(axis=0)
        rate = np.where(width > 0, size / np.maximum(width, 1e-20), 0.0).astype(np.float32)
        weights += rate * step
        left -= rate * image
        slope = columns.times(left) - np.float32(_RIDGE) * weights
        new = (slope * slope).sum(axis=0)
        if float((new / first).max()) < _ENOUGH**2:
            break
        step = slope + (new / np.maximum(size, 1e-20)).astype(np.float32) * step
        size = new
    return weights
