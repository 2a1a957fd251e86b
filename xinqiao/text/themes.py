"""Many matters, one cause: the same problem at the same place, told by several people.

A theme is about a problem, never about people: it is shown from five matters and three senders on, one
voice that repeats itself is none, and its label holds no name of a person.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from xinqiao.text import matter, reading
from xinqiao.text.groups import Groups
from xinqiao.text.matter import is_plainly_a_place
from xinqiao.text.naming import Said, label_of
from xinqiao.text.normalise import normalise
from xinqiao.text.one_name import of_one_name
from xinqiao.text.profiles import NAMED, PAIR, Judge, Numbers, Profiles, Scores
from xinqiao.text.rarity import Rarity
from xinqiao.text.reading import Read

FEWEST_MATTERS = 5
FEWEST_SENDERS = 3

# Two matters may begin a theme from this judgement on.
_LINK = 0.7
# From each text so many rare grams of its names and so many of the rest lead to candidates.
_NAMED, _PLAIN = 12, 8
_WINDOW = 6
_PER_TEXT = 8
_MONTH = 30.0
# What the matter is stands near the beginning; a stream is long.
_BEGINNING = 500
# A shorter name may be of many places.
_IN_FULL = 5
# A gram and its count each fit into so many bits.
_BITS = 20

# The number of a message and the key of its sender.
_Voice = tuple[str, str | None]


@dataclass(frozen=True)
class Sent:
    """One message of a stream; `sender` is an opaque key, used only to count voices."""

    id: str
    text: str
    time: str | None = None
    place: str | None = None
    sender: str | None = None


@dataclass(frozen=True)
class Theme:
    """Matters with one cause: their numbers, a label in their words, first and last day, voices, weight 0–1."""

    ids: tuple[str, ...]
    label: str
    first: date | None
    last: date | None
    senders: int
    score: float


def _leads(profiles: Profiles, rarity: Rarity) -> tuple[Numbers, Numbers]:
    """The grams of each text worth following to others, and the texts: rare, but not its own alone."""
    counts = np.minimum(rarity.counts, (1 << _BITS) - 1).astype(np.int64)
    # How many say it, then its number: texts and grams are put in order as single numbers, which sorts many times as fast.
    ranked = (counts << _BITS) | np.arange(counts.size)
    shared = (counts > 1)[profiles.gram]
    kept: list[Numbers] = []
    owners = profiles.owners()
    for role, most in ((PAIR | NAMED, _NAMED), (PAIR, _PLAIN)):
        chosen = np.flatnonzero(shared & ((profiles.role & (PAIR | NAMED)) == role))
        key = (owners[chosen] << (2 * _BITS)) | ranked[profiles.gram[chosen]]
        key.sort()
        kept.append(key[_firsts(key >> (2 * _BITS), most)])
    key = np.concatenate(kept)
    return key & ((1 << _BITS) - 1), key >> (2 * _BITS)


def _firsts(owner: Numbers, most: int) -> NDArray[np.bool_]:
    """Which entries of a sorted list are among the first ones of their owner."""
    first = np.ones(owner.size, dtype=bool)
    np.not_equal(owner[most:], owner[:-most], out=first[most:])
    return first


def _best(owner: Numbers, value: Scores) -> NDArray[np.bool_]:
    """Which entries are among the most valuable ones of their owner; of equal ones, those that stand first."""
    # The larger a number, the smaller the bits of its negation taken from the top: one sort of single numbers.
    bits = np.iinfo(np.int32).max - value.astype(np.float32).view(np.int32).astype(np.int64)
    key = (owner << 32) | bits
    ranked = np.sort(key)
    ranked = ranked[_firsts(ranked >> 32, _PER_TEXT)]
    bar = np.zeros(int(owner.max()) + 1, dtype=np.int64)
    # The last of each owner stays.
    bar[ranked >> 32] = ranked
    keep = key <= bar[owner]
    # Those that are equal but for rounding, and so too many, are put in order once more.
    many = np.flatnonzero(keep & (np.bincount(owner[keep], minlength=bar.size) > _PER_TEXT)[owner])
    many = many[np.lexsort((-value[many], owner[many]))]
    keep[many] = _firsts(owner[many], _PER_TEXT)
    return keep


def _candidates(profiles: Profiles, rarity: Rarity, judge: Judge, days: Numbers) -> tuple[Numbers, Numbers]:
    """Pairs of texts that share rare grams and stand near each other in time, at most some for each text."""
    size = len(profiles)
    gram, text = _leads(profiles, rarity)
    # In the order of time: a place in it says day and text.
    order = np.lexsort((np.arange(size), days))
    place = np.empty_like(order)
    place[order] = np.arange(size)
    met = gram * size + place[text]
    met.sort()
    gram, text = met // size, order[met % size]
    keys: list[Numbers] = []
    for step in range(1, _WINDOW + 1):
        meet = np.flatnonzero(gram[step:] == gram[:-step])
        one, other = text[meet], text[meet + step]
        keys.append(((np.minimum(one, other) * size + np.maximum(one, other)) << _BITS) | gram[meet])
    key = np.concatenate(keys)
    del keys
    key.sort()
    worth = rarity.weights()[key & ((1 << _BITS) - 1)].astype(np.float64)
    key >>= _BITS
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    if not starts.size:
        return starts, starts
    key, value = key[starts], np.add.reduceat(worth, starts)
    one, other = key // size, key % size
    value *= 0.2 + judge.kinds_alike(one, other)
    keep = _best(one, value) | _best(other, value)
    return one[keep], other[keep]


def _weight(count: int, senders: int, first: date | None, last: date | None) -> float:
    """Number, breadth and speed in one number below 1."""
    months = 1.0 + ((last - first).days / _MONTH if first and last else 3.0)
    raw = math.log(count) + 1.5 * math.log(1 + senders) + 0.5 * math.log(1.0 + count / months)
    return 1.0 - math.exp(-raw / 6.0)


def themes(messages: Iterable[Sent], *, workers: int = 1) -> list[Theme]:
    """Find the themes of a stream, the weightiest first; a message is in one theme or in none.

    With several `workers` a long stream is read by so many processes.
    """
    senders: list[_Voice] = []
    days: list[date | None] = []
    # What was sent again word for word is read once.
    texts: dict[tuple[str, str], int] = {}
    rows: list[int] = []
    for message in messages:
        senders.append((message.id, message.sender))
        days.append(matter.day(message.time))
        rows.append(texts.setdefault((message.text[:_BEGINNING], message.place or ""), len(texts)))
    if len(rows) < FEWEST_MATTERS:
        return []
    given = [normalise(place) if place else "" for _, place in texts]
    read = reading.read(list(texts), workers=workers)
    where = [place or _place_in_title(read, row) for row, place in enumerate(given)]
    del texts
    profiles = read.profiles.repeated(np.array(rows, dtype=np.int64))
    rarity = profiles.rarity()
    ordinals = np.array([day.toordinal() if day else 0 for day in days], dtype=np.int64)
    judge = Judge(profiles, rarity, ordinals, workers=workers)
    one, other = _candidates(profiles, rarity, judge, ordinals)
    score = judge.scores(one, other, _LINK)
    sure = score >= _LINK
    groups = Groups(profiles, rarity, judge, [where[row] for row in rows])
    found: list[Theme | None] = []
    for members in groups.grown(one[sure], other[sure], score[sure]):
        said = {at: _said(read, rows[at]) for at in members} if len(members) >= FEWEST_MATTERS else {}
        found += [
            _theme(some, senders, days, [said[at] for at in some])
            for some in (of_one_name(members, said, rarity.weights()) if said else [])
            if len(some) >= FEWEST_MATTERS
        ]
    return sorted((theme for theme in found if theme), key=lambda theme: (-theme.score, theme.ids))


def _place_in_title(read: Read, row: int) -> str:
    """The place that a title names in full, if it names one: as good as one that the sender gave apart."""
    named = (name for name in read.title_names_of(row) if len(name) >= _IN_FULL and is_plainly_a_place(name))
    return max(named, key=len, default="")


def _said(read: Read, row: int) -> Said:
    return Said(
        title=read.titles[row],
        title_names=read.title_names_of(row),
        names=read.names_of(row),
        words=read.profiles.words(row),
    )


def _theme(
    members: Sequence[int], sent: Sequence[_Voice], on: Sequence[date | None], said: Sequence[Said]
) -> Theme | None:
    voices = {sent[at][1] for at in members if sent[at][1] is not None}
    unknown = sum(sent[at][1] is None for at in members)
    # A message whose sender is not known may be anybody's: it counts as a voice of its own.
    senders = len(voices) + unknown
    if senders < FEWEST_SENDERS:
        return None
    days = sorted(day for at in members if (day := on[at]))
    first, last = (days[0], days[-1]) if days else (None, None)
    ordered = sorted(members, key=lambda at: (on[at] or date.max, at))
    return Theme(
        ids=tuple(sent[at][0] for at in ordered),
        label=label_of(said),
        first=first,
        last=last,
        senders=senders,
        score=_weight(len(members), senders, first, last),
    )
