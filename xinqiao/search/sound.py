"""Finding by sound: the pairs of characters that stand in the matters, by how they sound.

Only pairs that really occur are kept, each once, so a question typed by its sound is turned into a few words that may
have been meant. Measured on real messages this takes a seventh of the room that sounds in the index itself would
take, and makes writing no slower (docs/performance.md).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db import connection

from xinqiao.search import index
from xinqiao.search.among import among, together
from xinqiao.search.models import Sound
from xinqiao.search.tokens import Word, runs
from xinqiao.text.segment import plain
from xinqiao.text.sounds import readings, sounds

MOST_ASKED = 240
"""So many pairs one question asks for at most, however many words it has."""
MOST_OF_ONE = 64
_MOST_KNOWN = 2_000_000
_END = 1 << 62


def pairs_in(text: str) -> set[str]:
    """The pairs of an indexed text worth finding by sound: whole subject and place, and words of the rest.

    Between two words of a sentence there is a pair too, and nobody means it.
    """
    subject, place, rest = (*text.split("\n", 2), "", "")[:3]
    found: set[str] = set()
    for run in (*runs(subject), *runs(place), *plain().cut(rest)):
        if len(run) == 2:
            found.add(run)
        elif len(run) > 2 and not run[0].isascii():
            found.update(map("".join, pairwise(run)))
    return {pair for pair in found if not pair[0].isascii()}


def keep(texts: Iterable[str]) -> None:
    """Let the pairs of new texts be found by their sound."""
    keep_pairs(set().union(*map(pairs_in, texts)), set())


def keep_pairs(pairs: set[str], known: set[str]) -> None:
    """Let pairs be found by their sound. ``known`` remembers them between the calls of one filling."""
    new = pairs - known
    if not new:
        return
    if len(known) > _MOST_KNOWN:
        known.clear()
    known |= new
    rows = [
        (f"{first} {second}", pair) for pair in new for first in sounds(pair[0]) for second in sounds(pair[1])
    ]
    with connection.cursor() as cursor:
        # Most of a first filling's time would go into objects for these rows.
        cursor.executemany(
            "INSERT INTO search_sound (sound, pair) VALUES (%s, %s) ON CONFLICT DO NOTHING", sorted(rows)
        )


def drop(text: str) -> None:
    """Forget the pairs of an erased text that no other matter has. The index has lost the text already."""
    gone = [
        pair
        for pair in sorted(pairs_in(text))
        if not index.matching([frozenset({pair})], below=_END, above=-1, most=1)
    ]
    for start in range(0, len(gone), 500):
        Sound.objects.filter(pair__in=gone[start : start + 500]).delete()


def clear() -> None:
    """Empty the table."""
    Sound.objects.all().delete()


@dataclass(frozen=True, slots=True)
class Heard:
    """One word of a question with what sounds like it: groups for the index, and a pattern for a text."""

    word: Word
    groups: tuple[frozenset[str], ...]
    pattern: re.Pattern[str]


def heard(words: Sequence[Word]) -> list[Heard] | None:
    """The words by their sound, or None where nothing else sounds like any of them."""
    pieces = [piece for word in words if _has_sound(word) for piece in word.pieces]
    if not pieces:
        return None
    most = min(MOST_OF_ONE, MOST_ASKED // len(pieces))
    alike = _alike(pieces, most)
    if not any(alike.values()):
        return None
    return [_heard(word, alike) for word in words]


def _has_sound(word: Word) -> bool:
    return len(word.text) > 1 and not word.text[0].isascii()


def _alike(pieces: Sequence[str], most: int) -> dict[str, list[str]]:
    """For each piece the pairs that sound like it, the likeliest first, at most so many."""
    keys = {
        piece: {f"{one} {two}" for one in sounds(piece[0]) for two in sounds(piece[1])} for piece in pieces
    }
    sounding: dict[str, set[str]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT sound, pair FROM search_sound WHERE sound {among(connection.vendor)}",  # noqa: S608 - one of two
            [together(set().union(*keys.values()), connection.vendor)],
        )
        for sound, pair in cursor.fetchall():
            sounding[sound].add(pair)
    return {
        piece: sorted(
            set().union(*(sounding[key] for key in keys[piece])) - {piece},
            key=lambda pair, piece=piece: (_far(piece, pair), pair),  # type: ignore[misc]
        )[:most]
        for piece in pieces
    }


def _far(piece: str, pair: str) -> int:
    """How unlikely it is that ``pair`` was meant: one wrong character is likelier than two, a blurred sound less."""
    return sum(
        0 if one == other else 1 if set(readings(one)) & set(readings(other)) else 2
        for one, other in zip(piece, pair, strict=True)
    )


def _heard(word: Word, alike: dict[str, list[str]]) -> Heard:
    if not _has_sound(word):
        groups = tuple(frozenset({one}) for one in word.asked)
        return Heard(word, groups, re.compile(re.escape(word.stem)))
    groups = tuple(frozenset({piece, *alike[piece]}) for piece in word.pieces)
    at: list[set[str]] = [{character} for character in word.text]
    for start, group in enumerate(groups):
        for pair in group:
            at[start].add(pair[0])
            at[start + 1].add(pair[1])
    return Heard(word, groups, re.compile("".join(f"[{''.join(sorted(some))}]" for some in at)))
