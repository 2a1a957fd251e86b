"""Fingerprints: reused wording is found, and nothing depends on how a text is set."""

import doctest

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.text import fingerprint as module
from xinqiao.text.fingerprint import digest, fingerprint, grams, likeness, rarest
from xinqiao.text.tests.invented import told


def test_the_examples_of_the_docstrings_run():
    assert doctest.testmod(module).failed == 0


def test_punctuation_and_lines_do_not_matter():
    assert np.array_equal(fingerprint("电梯,坏了\n一个月"), fingerprint("电梯坏了 一个月。"))


def test_a_copy_with_a_new_end_is_still_alike():
    text = told("海棠花园小区", "电梯")
    assert likeness(fingerprint(text), fingerprint(text + "盼回复")) > 0.9
    assert likeness(fingerprint(text), fingerprint(told("望岳山庄", "欠薪"))) < 0.2


def test_sizes_do_not_meet():
    assert not set(grams("坏了坏了坏了", 2).tolist()) & set(grams("坏了坏了坏了", 3).tolist())


def test_the_rarest_come_first():
    one = fingerprint("电梯坏了一个月")
    known = dict.fromkeys(one.tolist()[1:], 5)
    assert rarest(one, known, 1).tolist() == [one.tolist()[0]]


@given(st.text(max_size=50), st.text(max_size=50))
def test_likeness_is_a_share_and_the_same_both_ways(one, other):
    first, second = fingerprint(one), fingerprint(other)
    assert 0.0 <= likeness(first, second) == likeness(second, first) <= 1.0


def test_a_digest_keeps_texts_apart():
    assert digest(["ab", "c"]) != digest(["a", "bc"])
