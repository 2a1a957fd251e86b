"""The structure of a matter: places and problems are found, persons are not looked for."""

import doctest
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinqiao.text import matter, naming, problems
from xinqiao.text.matter import read, title_of
from xinqiao.text.problems import KINDS
from xinqiao.text.tests.invented import PLACES, told


@pytest.mark.parametrize("module", [matter, naming, problems])
def test_the_examples_of_the_docstrings_run(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("place", PLACES)
def test_the_place_is_found_in_the_title(place):
    found = read(told(place, "油烟")).title_names
    assert any(name in place or place in name for name in found)


def test_the_kind_of_problem_is_found():
    kinds = read(told("海棠花园小区", "停水")).kinds
    assert max(kinds, key=lambda kind: kinds[kind]) == "停水水压"
    assert sum(kinds.values()) == pytest.approx(1.0)


def test_who_holds_an_office_is_no_place():
    assert not any("书记" in name or "局长" in name for name in read("请李书记和王局长过问修路一事").names)


def test_the_day_is_read_in_any_spelling():
    assert read("路灯不亮", time="2024-03-05 10:00:00").on == date(2024, 3, 5)
    assert read("路灯不亮", time="2024年3月5日").on == date(2024, 3, 5)
    assert read("路灯不亮", time="2024-02-31").on is None
    assert read("路灯不亮", time="昨天").on is None


def test_a_given_place_counts_as_said_in_the_title():
    assert any("青松嘉苑" in name for name in read("电梯坏了,请来修", place="青松嘉苑小区").title_names)


def test_what_is_asked_are_whole_sentences():
    asked = read("电梯坏了一个月。请问什么时候能修好?物业不管。").asks()
    assert asked == ("请问什么时候能修好?",)


def test_the_title_is_the_first_line_or_the_first_sentence():
    assert title_of("楼道灯坏了\n一直没人修") == "楼道灯坏了"
    assert title_of("楼道灯坏了。一直没人修。").startswith("楼道灯坏了")


def test_every_word_of_a_kind_is_at_least_two_characters():
    assert all(len(word) > 1 for words in KINDS.values() for word in words)


@settings(max_examples=60)
@given(st.text(max_size=120))
def test_anything_can_be_read(text):
    found = read(text)
    assert 0.0 <= sum(found.kinds.values()) <= 1.0001


WRITTEN = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(["a3区海棠花园小区", "湖南省", "“青松嘉苑”", "A7县", "长沙市", "市", "镇", ""]),
        st.builds(told, st.sampled_from(PLACES), st.sampled_from(["油烟", "停水", "欠薪"])),
    ),
    max_size=5,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WRITTEN, st.one_of(st.none(), WRITTEN)), max_size=6))
def test_many_are_read_together_as_each_is_alone(texts):
    assert matter.read_all(texts) == [read(text, place=place) for text, place in texts]


def test_districts_are_found_however_they_are_written():
    assert read("a3区海棠花园小区停水,江南省也知道,xa3区不是").regions == {"a3区", "江南省"}
