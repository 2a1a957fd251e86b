"""One spelling: doing it twice changes nothing, whatever comes in."""

import doctest
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.text import normalise as module
from xinqiao.text.normalise import normalise

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()), max_size=80)
CHINESE = st.text(st.characters(min_codepoint=0x3000, max_codepoint=0x9FFF), max_size=60)


def test_the_examples_of_the_docstrings_run():
    assert doctest.testmod(module).failed == 0


@given(ANYTHING)
def test_normalising_twice_changes_nothing(text):
    once = normalise(text)
    assert normalise(once) == once


@given(CHINESE)
def test_normalising_chinese_twice_changes_nothing(text):
    once = normalise(text)
    assert normalise(once) == once


@given(
    st.text(st.characters(codec="utf-8") | st.sampled_from("，！…①㎡％\u3000\u00a0½ﬁ\u0301e"), max_size=60)
)
def test_compatible_characters_become_what_the_standard_says(text):
    assert module._compatible(text) == unicodedata.normalize("NFKC", text)


@given(ANYTHING)
def test_what_comes_out_can_be_written_down(text):
    normalise(text).encode("utf-8")


@given(st.text("abcXYZ0189.,-!", max_size=40))
def test_full_and_half_width_are_one(text):
    wide = "".join(chr(ord(one) + 0xFEE0) for one in text)
    assert normalise(wide) == normalise(text)


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("物業管理費", "物业管理费"),
        ("電梯維修", "电梯维修"),
        ("後面的麵館", "后面的面馆"),
        ("噪音擾民", "噪音扰民"),
    ],
)
def test_traditional_and_simplified_are_one(traditional, simplified):
    assert normalise(traditional) == normalise(simplified)


def test_invisible_characters_go_and_lines_stay():
    assert normalise("楼\u200b道\u00ad灯\r\n\r\n \t坏了") == "楼道灯\n坏了"
