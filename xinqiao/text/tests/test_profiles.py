"""Judging many pairs at once gives what judging one pair gives."""

import numpy as np
import pytest

from xinqiao.text import matter, profiles
from xinqiao.text.rarity import Rarity, pairs, skips
from xinqiao.text.same import compare, profile
from xinqiao.text.tests.invented import PROBLEMS, told

PLACES = ("海棠花园小区", "松竹里小区", "", "青枫路")


@pytest.fixture(scope="module")
def matters():
    texts = [told(place, problem, at) for place in PLACES for at, problem in enumerate(PROBLEMS)]
    days = [f"2024-03-{1 + at:02d}" if at % 3 else None for at in range(len(texts))]
    return [
        matter.read(text, time=day) for text, day in zip([*texts, "", "好"], [*days, None, None], strict=True)
    ]


def days_of(matters):
    return np.array([one.on.toordinal() if one.on else 0 for one in matters], dtype=np.int64)


def test_every_pair_is_judged_as_one_pair_is(matters):
    rarity = Rarity()
    for one in matters:
        rarity.add(pairs(one.normal), skips(one.normal))
    many = profiles.gather(matters)
    assert (many.rarity().counts == rarity.counts).all()
    first, second = np.triu_indices(len(matters), 1)
    found = profiles.Judge(many, rarity, days_of(matters)).scores(first, second)
    single = [profile(one) for one in matters]
    wanted = [compare(single[a], single[b], rarity).score for a, b in zip(first, second, strict=True)]
    assert found == pytest.approx(wanted, abs=1e-5)


def test_collections_read_apart_and_joined_are_one_collection(matters):
    whole = profiles.gather(matters)
    parts = profiles.joined([profiles.gather(matters[:3]), profiles.gather([]), profiles.gather(matters[3:])])
    for name in ("gram", "role", "ends", "kinds", "word", "word_count", "word_ends"):
        assert (getattr(parts, name) == getattr(whole, name)).all()


def test_a_row_that_is_repeated_stands_twice(matters):
    whole = profiles.gather(matters)
    twice = whole.repeated(np.array([2, 0, 2]))
    assert len(twice) == 3
    assert (twice.gram[twice.row(0)] == whole.gram[whole.row(2)]).all()
    assert twice.words(2) == whole.words(2)
    assert (twice.gram[twice.row(1)] == whole.gram[whole.row(0)]).all()
