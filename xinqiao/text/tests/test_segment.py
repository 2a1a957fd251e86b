"""Words: the same cut for indexing and for asking, and an office's own names stay whole."""

import doctest

from hypothesis import given
from hypothesis import strategies as st

from xinqiao.text import segment
from xinqiao.text.normalise import normalise
from xinqiao.text.segment import Segmenter, content_words, search_words, words


def test_the_examples_of_the_docstrings_run():
    assert doctest.testmod(segment).failed == 0


def test_a_name_of_the_office_stays_whole():
    assert "云岭路综合执法队" not in words("请云岭路综合执法队处理")
    own = Segmenter(["云岭路综合執法隊"])
    assert "云岭路综合执法队" in own.cut(normalise("请云岭路综合执法队处理"))


def test_a_long_word_is_found_by_its_parts_too():
    found = search_words("住房公积金管理中心")
    assert {"公积金", "住房", "管理"} <= set(found)


def test_stop_words_carry_no_matter():
    assert "问题" not in content_words("请问物业费的问题")
    assert "物业费" in content_words("请问物业费的问题")


@given(st.text(max_size=60))
def test_words_are_parts_of_the_text(text):
    normal = normalise(text)
    assert all(word in normal for word in words(text))
