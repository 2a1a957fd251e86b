"""Judging many pairs at once gives what judging one pair gives."""

import numpy as np
import pytest

from xinqiao.text import facts, matter, profiles, reading
from xinqiao.text.beside import Beside
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


def test_several_threads_judge_as_one_does(matters, monkeypatch):
    monkeypatch.setattr(profiles, "_PIECE", 7)
    many = profiles.gather(matters)
    first, second = np.triu_indices(len(matters), 1)
    alone, together = (
        profiles.Judge(many, many.rarity(), days_of(matters), workers=workers) for workers in (1, 3)
    )
    assert (together.scores(first, second) == alone.scores(first, second)).all()
    assert (together.kinds_alike(first, second) == alone.kinds_alike(first, second)).all()


def test_one_beside_many_is_judged_as_each_pair_is(matters):
    many = profiles.gather(matters)
    rarity = many.rarity()
    judge = Beside(many, rarity, days_of(matters))
    rows = np.arange(len(matters))[::-1]
    single = [profile(one) for one in matters]
    for at, one in enumerate(matters):
        day = one.on.toordinal() if one.on else 0
        found = judge.judged(profiles.gather([one]), day, rows)
        for row, judgement in zip(rows.tolist(), found, strict=True):
            wanted = compare(single[at], single[row], rarity)
            for name in ("score", "place", "problem", "wording"):
                assert getattr(judgement, name) == pytest.approx(getattr(wanted, name), abs=1e-5)
            assert judgement.days == wanted.days


def test_a_matter_that_was_kept_small_has_the_facts_it_had():
    texts = [
        (told(place, problem, 1), "松竹里小区三栋" if place else None)
        for place in PLACES
        for problem in PROBLEMS
    ]
    kept = reading.read(texts)
    rarity = kept.profiles.rarity()
    whole = [matter.read(text, place=place) for text, place in texts]
    for row, (text, place) in enumerate(texts):
        again = kept.matter(row, matter.spelled(text, place), None)
        assert again.normal == whole[row].normal
        for one in whole:
            judgement = compare(profile(one), profile(whole[row]), rarity)
            assert facts.shared(one, again, judgement) == facts.shared(one, whole[row], judgement)


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
