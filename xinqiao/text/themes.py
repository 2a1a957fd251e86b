"""Many matters, one cause: the same problem at the same place, told by several people.

A theme is about a problem, never about people: it is shown from five matters and three senders on, one
voice that repeats itself is none, and its label holds no name of a person.
"""

import math
import multiprocessing
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from xinqiao.text import matter
from xinqiao.text.matter import Matter
from xinqiao.text.naming import Said, label_of
from xinqiao.text.normalise import normalise
from xinqiao.text.rarity import TABLE, Rarity, within
from xinqiao.text.same import SKIP_WEIGHT, STEEP, Profile, Weighed, compare_weighed, profile

FEWEST_MATTERS = 5
FEWEST_SENDERS = 3

# Two matters may begin a theme from this judgement on; a theme keeps together while its members' mean is this.
_LINK = 0.7
_TOGETHER = 0.35
# From each text so many rare grams of its names and so many of the rest lead to candidates.
_NAMED, _PLAIN = 12, 8
_WINDOW = 6
_PER_TEXT = 8
_SAMPLE = 20
_ANCHOR_SHARE = 0.6
_MONTH = 30.0
# What the matter is stands near the beginning; a stream is long.
_BEGINNING = 500
# Starting other processes takes a second or two.
_WORTH_WORKERS = 8_000
# Pairs whose names agree less than this are not judged at all.
_SOME_PLACE = 0.15

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


@dataclass(frozen=True)
class _Read:
    """What is kept of a message while themes are looked for."""

    profile: Profile
    names: tuple[str, ...]
    title_names: tuple[str, ...]
    title: str
    words: tuple[str, ...]
    place: str


def _kept(one: Matter, place: str) -> _Read:
    return _Read(
        profile=profile(one),
        names=tuple(one.names),
        title_names=tuple(one.title_names),
        title=one.title,
        words=tuple(one.found),
        place=place,
    )


def _leads(one: Profile, rarity: Rarity) -> NDArray[np.uint32]:
    """The grams of a text worth following to others: rare, but not its own alone."""
    weights, counts = rarity.weights(), rarity.counts
    chosen = []
    own = one.named[within(one.named, one.pairs)]
    for grams, most in ((own, _NAMED), (one.plain, _PLAIN)):
        shared = grams[counts[grams] > 1]
        chosen.append(shared[np.argsort(-weights[shared], kind="stable")[:most]])
    return np.concatenate(chosen)


def _candidates(read: Sequence[_Read], rarity: Rarity) -> NDArray[np.int64]:
    """Pairs of texts that share rare grams and stand near each other in time, at most some for each text."""
    leads = [_leads(one.profile, rarity) for one in read]
    gram = np.concatenate(leads) if leads else np.zeros(0, dtype=np.uint32)
    text = np.repeat(np.arange(len(read)), [one.size for one in leads])
    days = np.array([one.profile.on.toordinal() if one.profile.on else 0 for one in read], dtype=np.int64)
    order = np.lexsort((days[text], gram))
    gram, text = gram[order], text[order]
    keys: list[NDArray[np.int64]] = []
    worth: list[NDArray[np.float32]] = []
    weights = rarity.weights()
    for step in range(1, _WINDOW + 1):
        meet = gram[step:] == gram[:-step]
        one, other = text[:-step][meet], text[step:][meet]
        keys.append(np.minimum(one, other) * len(read) + np.maximum(one, other))
        worth.append(weights[gram[step:][meet]])
    key, where = np.unique(np.concatenate(keys), return_inverse=True)
    sums = np.bincount(where, weights=np.concatenate(worth), minlength=key.size)
    one, other = key // len(read), key % len(read)
    # The kinds of problem are compared for all pairs at once, in pieces that fit into memory.
    shares = np.array([part.profile.kinds for part in read], dtype=np.float32)
    shares /= np.maximum(np.linalg.norm(shares, axis=1, keepdims=True), 1e-9)
    alike = np.concatenate(
        [
            np.einsum("ij,ij->i", shares[one[at : at + 200_000]], shares[other[at : at + 200_000]])
            for at in range(0, key.size, 200_000)
        ]
        or [np.zeros(0, dtype=np.float32)]
    )
    value = sums * (0.2 + alike)
    keep = np.zeros(key.size, dtype=bool)
    for side in (one, other):
        ranked = np.lexsort((-value, side))
        owner = side[ranked]
        start = np.searchsorted(owner, owner)
        keep[ranked[np.arange(owner.size) - start < _PER_TEXT]] = True
    one, other = one[keep], other[keep]
    near = _places_alike(read, rarity, one, other) >= _SOME_PLACE
    return np.stack([one[near], other[near]], axis=1)


def _places_alike(
    read: Sequence[_Read], rarity: Rarity, one: NDArray[np.int64], other: NDArray[np.int64]
) -> NDArray[np.float64]:
    """`same_place` for many pairs at once, by the pairs of characters only."""
    said = np.concatenate(
        [part.profile.pairs.astype(np.int64) + (at * TABLE) for at, part in enumerate(read)]
    )
    sizes = np.array([part.profile.title.size for part in read])
    starts = np.concatenate([[0], np.cumsum(sizes)])
    grams = np.concatenate([part.profile.title for part in read]).astype(np.int64)
    worth = np.concatenate([part.profile.title_weight for part in read])
    # Characters two apart are no pairs: they never meet, and count in both sums alike.
    worth = worth * rarity.weights()[grams] ** STEEP * (worth > SKIP_WEIGHT)
    sums, known = np.zeros(one.size), np.zeros(one.size)
    for first, second in ((one, other), (other, one)):
        for at in range(0, one.size, 100_000):
            mine, theirs = first[at : at + 100_000], second[at : at + 100_000]
            count = sizes[mine]
            owner = np.repeat(np.arange(mine.size), count)
            place = np.arange(owner.size) - np.repeat(np.cumsum(count) - count, count) + starts[mine][owner]
            key = grams[place] + theirs[owner] * TABLE
            spot = np.minimum(np.searchsorted(said, key), said.size - 1)
            total = np.bincount(owner, weights=worth[place], minlength=mine.size)
            hit = np.bincount(owner, weights=worth[place] * (said[spot] == key), minlength=mine.size)
            sums[at : at + mine.size] += hit / np.maximum(total, 1e-9)
            known[at : at + mine.size] += total > 0
    return np.where(known > 0, sums / np.maximum(known, 1), 1.0)


class _Groups:
    """Texts joined into groups, each group checked as a whole before it grows."""

    def __init__(self, read: Sequence[_Read], rarity: Rarity) -> None:
        self.read = read
        self.rarity = rarity
        self.of: dict[int, int] = {}
        self.members: dict[int, list[int]] = {}
        self._judged: dict[tuple[int, int], float] = {}
        self._ready: dict[int, Weighed] = {}

    def judged(self, one: int, other: int) -> float:
        pair = (min(one, other), max(one, other))
        if pair not in self._judged:
            self._judged[pair] = compare_weighed(self._weighed(one), self._weighed(other)).score
        return self._judged[pair]

    def _weighed(self, text: int) -> Weighed:
        if text not in self._ready:
            self._ready[text] = Weighed(self.read[text].profile, self.rarity.weights())
        return self._ready[text]

    def _together(self, one: Sequence[int], other: Sequence[int]) -> bool:
        pairs = [(a, b) for a in one for b in other]
        if len(pairs) > _SAMPLE:
            pairs = [pairs[at * len(pairs) // _SAMPLE] for at in range(_SAMPLE)]
        return sum(self.judged(a, b) for a, b in pairs) / len(pairs) >= _TOGETHER

    def join(self, one: int, other: int) -> None:
        for text in (one, other):
            if text not in self.of:
                self.of[text], self.members[text] = text, [text]
        first, second = self.of[one], self.of[other]
        if first == second or not self._together(self.members[first], self.members[second]):
            return
        texts = [self.read[at] for at in (*self.members[first], *self.members[second])]
        if not (_one_place(texts) or anchored([one.profile for one in texts], self.rarity)):
            return
        for text in self.members[second]:
            self.of[text] = first
        self.members[first] += self.members.pop(second)


def _one_place(texts: Sequence[_Read]) -> bool:
    """Whether most texts were given one and the same place, which then need not be a rare name."""
    place, count = Counter(one.place for one in texts).most_common(1)[0]
    return bool(place) and count >= _ANCHOR_SHARE * len(texts)


def anchored(profiles: Sequence[Profile], rarity: Rarity) -> bool:
    """Whether texts have one name in common: a rare gram of names that most of them say."""
    if len(profiles) < 3:
        return True
    grams, named = np.unique(np.concatenate([one.named for one in profiles]), return_counts=True)
    weights = rarity.weights()
    common = max(2, math.ceil(_ANCHOR_SHARE * len(profiles)))
    # As rare as what one text in forty says, or as what these texts alone make common.
    bar = min(math.log(40.0), math.log(max(rarity.documents, 50) / (2.0 * len(profiles))))
    likely = grams[(named >= max(2, len(profiles) // 3)) & (weights[grams] >= bar)]
    said = np.zeros(likely.size, dtype=np.int64)
    for one in profiles:
        said += within(likely, one.pairs)
    return bool((said >= common).any())


def _weight(count: int, senders: int, first: date | None, last: date | None) -> float:
    """Number, breadth and speed in one number below 1."""
    months = 1.0 + ((last - first).days / _MONTH if first and last else 3.0)
    raw = math.log(count) + 1.5 * math.log(1 + senders) + 0.5 * math.log(1.0 + count / months)
    return 1.0 - math.exp(-raw / 6.0)


def _read(message: Sent) -> tuple[_Voice, _Read]:
    read = matter.read(message.text[:_BEGINNING], time=message.time, place=message.place)
    return (message.id, message.sender), _kept(read, normalise(message.place or ""))


def _all_read(messages: Iterable[Sent], workers: int) -> Iterator[tuple[_Voice, _Read]]:
    first = list(islice(messages := iter(messages), _WORTH_WORKERS))
    if workers < 2 or len(first) < _WORTH_WORKERS:
        yield from map(_read, chain(first, messages))
        return
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        yield from pool.imap(_read, chain(first, messages), chunksize=200)


def themes(messages: Iterable[Sent], *, workers: int = 1) -> list[Theme]:
    """Find the themes of a stream, the weightiest first; a message is in one theme or in none.

    With several `workers` a long stream is read by so many processes.
    """
    senders: list[_Voice] = []
    read: list[_Read] = []
    rarity = Rarity()
    for voice, kept in _all_read(messages, workers):
        read.append(kept)
        rarity.add(kept.profile.pairs, kept.profile.skips)
        senders.append(voice)
    if len(read) < FEWEST_MATTERS:
        return []
    groups = _Groups(read, rarity)
    links = [(groups.judged(int(a), int(b)), int(a), int(b)) for a, b in _candidates(read, rarity)]
    links = [link for link in links if link[0] >= _LINK]
    links.sort(key=lambda link: (-link[0], link[1], link[2]))
    for _, one, other in links:
        groups.join(one, other)
    found = [
        _theme(members, senders, read)
        for members in groups.members.values()
        if len(members) >= FEWEST_MATTERS
    ]
    return sorted((theme for theme in found if theme), key=lambda theme: (-theme.score, theme.ids))


def _theme(members: Sequence[int], sent: Sequence[_Voice], read: Sequence[_Read]) -> Theme | None:
    voices = {sent[at][1] for at in members if sent[at][1] is not None}
    unknown = sum(sent[at][1] is None for at in members)
    # A message whose sender is not known may be anybody's: it counts as a voice of its own.
    senders = len(voices) + unknown
    if senders < FEWEST_SENDERS:
        return None
    days = sorted(on for at in members if (on := read[at].profile.on))
    first, last = (days[0], days[-1]) if days else (None, None)
    ordered = sorted(members, key=lambda at: (read[at].profile.on or date.max, at))
    return Theme(
        ids=tuple(sent[at][0] for at in ordered),
        label=label_of(
            [Said(read[at].title, read[at].title_names, read[at].names, read[at].words) for at in members]
        ),
        first=first,
        last=last,
        senders=senders,
        score=_weight(len(members), senders, first, last),
    )
