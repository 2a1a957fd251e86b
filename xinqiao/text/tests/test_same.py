"""One matter is one problem at one place; neither wording nor place alone makes it."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinqiao.text import facts
from xinqiao.text.matter import read
from xinqiao.text.rarity import Rarity, pairs, skips, weighed, within
from xinqiao.text.same import compare, profile
from xinqiao.text.tests.invented import PLACES, PROBLEMS, told


@pytest.fixture(scope="module")
def rarity():
    return Rarity().add_all(
        read(told(place, problem, way)).normal for place in PLACES for problem in PROBLEMS for way in (0, 1)
    )


def score(one, other, rarity):
    return compare(profile(read(one)), profile(read(other)), rarity).score


def test_other_words_for_one_problem_at_one_place_score_above_the_same_words_elsewhere(rarity):
    for problem in PROBLEMS:
        here = told("海棠花园小区", problem, 0)
        retold = score(here, told("海棠花园小区", problem, 1), rarity)
        elsewhere = score(here, told("白鹭湾小区", problem, 0), rarity)
        assert retold > 0.5 > elsewhere, problem


def test_another_problem_at_the_same_place_is_another_matter(rarity):
    for one, other in permutations(PROBLEMS, 2):
        assert score(told("望岳山庄", one), told("望岳山庄", other), rarity) < 0.5, (one, other)


def test_the_order_of_two_does_not_matter(rarity):
    one, other = told("松竹里小区", "停水", 0), told("松竹里小区", "停水", 1)
    assert score(one, other, rarity) == pytest.approx(score(other, one, rarity))


def test_long_ago_counts_less():
    text = told("松竹里小区", "停水")
    fresh = profile(read(text, time="2024-03-01"))
    assert (
        compare(fresh, profile(read(text, time="2024-03-02")), Rarity()).score
        > compare(fresh, profile(read(text, time="2022-03-02")), Rarity()).score
    )


def test_shared_facts_and_differences_are_told():
    here, there = read(told("海棠花园小区", "油烟", 0)), read(told("白鹭湾小区", "油烟", 0))
    again = read(told("海棠花园小区", "油烟", 1))
    assert any(
        "海棠花园" in line
        for line in facts.shared(here, again, compare(profile(here), profile(again), Rarity()))
    )
    lines = facts.differs(here, there, compare(profile(here), profile(there), Rarity()))
    assert any("海棠花园" in line and "白鹭湾" in line for line in lines)


@settings(max_examples=50)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_give_a_share(one, other):
    assert 0.0 <= score(one, other, Rarity()) <= 1.0


def test_many_names_give_the_grams_of_each():
    grams, weights = weighed({"海棠花园": 2.0, "花园": 1.0}, 0.5)
    alone = pairs("花园")
    assert weights[within(grams, alone)].tolist() == [2.0]
    assert set(grams.tolist()) == {*pairs("海棠花园").tolist(), *skips("海棠花园").tolist()}
