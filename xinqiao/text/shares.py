"""The same work for a long stream of rows, shared out to several processes: in order, with few rows in memory."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from typing import Any, TypeVar

# Starting other processes takes a second or two.
WORTH_WORKERS = 8_000
# So many rows are handed over together, and so many parts wait for each process.
_PART = 250
_WAITING = 3

Row = TypeVar("Row")
Done = TypeVar("Done")

_work: Callable[[Any], Any]


def _begin(make: Callable[[Any], Callable[[Any], Any]], given: Any) -> None:
    global _work
    _work = make(given)


def _done(part: list[Any]) -> list[Any]:
    return [_work(row) for row in part]


def each(
    make: Callable[[Any], Callable[[Row], Done]], given: Any, rows: Iterable[Row], *, workers: int = 1
) -> Iterator[Done]:
    """Do `make(given)` to each row, in the order of the rows; many of them by several `workers`.

    `make` is found by its name in the other processes, and `given` is sent to each of them once.
    """
    rows = iter(rows)
    first = list(islice(rows, WORTH_WORKERS)) if workers > 1 else []
    rows = chain(first, rows)
    if len(first) < WORTH_WORKERS:
        yield from map(make(given), rows)
        return
    waiting: deque[Future[list[Done]]] = deque()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _begin, (make, given)) as pool:
        while part := list(islice(rows, _PART)):
            waiting.append(pool.submit(_done, part))
            if len(waiting) >= _WAITING * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
