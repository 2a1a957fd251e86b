"""Many messages read at once, by several processes when there are many: as numbers, and with what they name."""

import multiprocessing
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from xinqiao.text import matter
from xinqiao.text.matter import Matter
from xinqiao.text.profiles import Profiles, gather, joined

# Starting other processes takes a second or two.
WORTH_WORKERS = 8_000
# So many messages are read together.
_CHUNK = 250
# Nothing that is read holds this character.
_JOIN = "\0"

# The text of a message, and the place that its sender gave.
Given = tuple[str, str | None]


@dataclass(frozen=True)
class Read:
    """What is kept of some messages; the names of each are joined, the weightiest first, to stay small."""

    profiles: Profiles = field(default_factory=lambda: gather([]))
    names: list[str] = field(default_factory=list)
    title_names: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    def names_of(self, row: int) -> tuple[str, ...]:
        """What a message names, the weightiest first."""
        return _apart(self.names[row])

    def title_names_of(self, row: int) -> tuple[str, ...]:
        """What its title names."""
        return _apart(self.title_names[row])

    def matter(self, row: int, normal: str, on: date | None) -> Matter:
        """A message as it was read, as far as facts are shown of it; `normal` is its text in one spelling."""
        names = self.names_of(row)
        words = self.profiles.words(row)
        return Matter(
            normal=normal,
            title=self.titles[row],
            names={name: float(len(names) - at) for at, name in enumerate(names)},
            title_names=frozenset(self.title_names_of(row)),
            kinds=self.profiles.kinds_of(row),
            found=Counter(words),
            on=on,
        )


def _apart(joined: str) -> tuple[str, ...]:
    return tuple(joined.split(_JOIN)) if joined else ()


def _read(texts: Sequence[Given]) -> Read:
    matters = matter.read_all(texts)
    return Read(
        profiles=gather(matters),
        names=[_JOIN.join(one.names) for one in matters],
        title_names=[_JOIN.join(sorted(one.title_names)) for one in matters],
        titles=[one.title for one in matters],
    )


def _chunks(texts: Iterable[Given]) -> Iterator[list[Given]]:
    texts = iter(texts)
    while chunk := list(islice(texts, _CHUNK)):
        yield chunk


def read(texts: Sequence[Given], *, workers: int = 1, before: Read | None = None) -> Read:
    """Read messages in their order, behind those that were read `before`; many of them by several `workers`."""
    if workers < 2 or len(texts) < WORTH_WORKERS:
        parts = [_read(chunk) for chunk in _chunks(texts)]
    else:
        with multiprocessing.get_context("spawn").Pool(workers) as pool:
            parts = pool.map(_read, _chunks(texts), chunksize=1)
    parts = [before, *parts] if before else parts
    if len(parts) == 1:
        return parts[0]
    return Read(
        profiles=joined([one.profiles for one in parts]) if parts else gather([]),
        names=[name for one in parts for name in one.names],
        title_names=[name for one in parts for name in one.title_names],
        titles=[title for one in parts for title in one.titles],
    )
