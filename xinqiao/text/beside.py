"""One matter judged beside some of a collection at once, with the answers of `same` for each of them."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from xinqiao.text import same
from xinqiao.text.profiles import (
    NAMED,
    PAIR,
    SKIP,
    TITLE,
    TITLE_NAME,
    TITLE_NAME_SKIP,
    WORDS,
    Numbers,
    Profiles,
    Scores,
)
from xinqiao.text.rarity import TABLE, Rarity
from xinqiao.text.same import Judgement

Roles = NDArray[np.uint8]


def ordinal(day: date | None) -> int:
    """A day as `Beside` takes it: 0 where it is not known."""
    return day.toordinal() if day else 0


_SAID, _IN_TITLE = PAIR | SKIP, TITLE_NAME | TITLE_NAME_SKIP


def _title_worth(role: Roles, rare: NDArray[np.float32]) -> NDArray[np.float32]:
    """What each gram counts as part of a name in the title; nothing where it is none."""
    worth = np.zeros(role.size, dtype=np.float32)
    chosen = np.flatnonzero(role & _IN_TITLE)
    named = np.where(role[chosen] & TITLE_NAME, np.float32(1.0), np.float32(same.SKIP_WEIGHT))
    worth[chosen] = named * rare[chosen] ** same.STEEP
    return worth


def _plain(role: Roles) -> NDArray[np.bool_]:
    return np.asarray((role & (PAIR | NAMED)) == PAIR)


def _title_plain(role: Roles) -> NDArray[np.bool_]:
    return np.asarray((role & (TITLE | NAMED)) == TITLE)


class Beside:
    """Judges one matter beside rows of a collection; `days` are ordinals, 0 where the day is not known."""

    def __init__(self, profiles: Profiles, rarity: Rarity, days: Numbers) -> None:
        self._profiles, self._weights, self._days = profiles, rarity.weights(), days
        # Where a gram stands in the one that is asked about; empty between two questions.
        self._role = np.zeros(TABLE, dtype=np.uint8)

    def judged(self, asked: Profiles, day: int, rows: Numbers) -> list[Judgement]:
        """How likely each of some rows is one matter with the one that `asked` holds alone."""
        some = self._profiles.repeated(rows)
        self._role[asked.gram] = asked.role
        mine = self._role[some.gram]
        self._role[asked.gram] = 0
        owner, count = some.owners(), rows.size
        rare, own_rare = self._weights[some.gram], self._weights[asked.gram]

        def sums(worth: NDArray[np.float32], chosen: NDArray[np.bool_]) -> Scores:
            where = np.flatnonzero(chosen)
            return np.asarray(
                np.bincount(owner[where], weights=worth[where], minlength=count), dtype=np.float64
            )

        def share(part: Scores, whole: Scores | float) -> Scores:
            return np.asarray(part / np.maximum(whole, 1e-9))

        title, own_title = _title_worth(some.role, rare), _title_worth(asked.role, own_rare)
        title_sum, own_title_sum = sums(title, title > 0), float(own_title.sum())
        there = share(sums(_title_worth(mine, rare), (some.role & _SAID) > 0), own_title_sum)
        back = share(sums(title, (mine & _SAID) > 0), title_sum)
        known = (title_sum > 0).astype(np.float64) + (own_title_sum > 0)
        place = np.where(known > 0, (there + back) / np.maximum(known, 1.0), same.UNKNOWN_PLACE)

        square, plain = rare * rare, _plain(some.role)
        own_square = float((own_rare[_plain(asked.role)] ** 2).sum())
        wording = share(sums(square, plain & _plain(mine)), np.sqrt(sums(square, plain) * own_square))
        outside = _title_plain(some.role)
        least = np.minimum(sums(rare, outside), float(own_rare[_title_plain(asked.role)].sum()))
        in_title = share(sums(rare, outside & _title_plain(mine)), least)
        problem = same.problem_of(_kinds(asked, some), wording, in_title, _words(asked, some))

        there_day = self._days[rows]
        dated = (there_day > 0) & (day > 0)
        apart = np.abs(there_day - day)
        close = np.where(dated, np.exp(-apart / same.DAYS), same.UNKNOWN_TIME)
        score = same.likelihood(place, problem, close)
        return [
            Judgement(
                score=float(score[at]),
                place=float(place[at]),
                problem=float(problem[at]),
                wording=float(wording[at]),
                days=int(apart[at]) if dated[at] else None,
            )
            for at in range(count)
        ]


def _kinds(asked: Profiles, some: Profiles) -> Scores:
    length = np.sqrt(np.einsum("ij,ij->i", some.kinds, some.kinds) * float((asked.kinds**2).sum()))
    return np.asarray((some.kinds @ asked.kinds[0]) / np.maximum(length, 1e-9), dtype=np.float64)


def _words(asked: Profiles, some: Profiles) -> Scores:
    own = np.zeros(len(WORDS), dtype=np.float32)
    own[asked.word] = asked.word_count
    owner = np.repeat(np.arange(len(some)), np.diff(some.word_ends, prepend=0))
    common = np.bincount(owner, weights=some.word_count * own[some.word], minlength=len(some))
    squares = np.bincount(owner, weights=some.word_count**2, minlength=len(some))
    length = np.sqrt(squares * float((asked.word_count**2).sum()))
    return np.asarray(common / np.maximum(length, 1e-9))
