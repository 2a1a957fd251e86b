import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.text.visible import one_line, visible

UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(st.text())
def test_nothing_is_left_that_nobody_sees(text: str) -> None:
    assert UNSEEN.isdisjoint(map(unicodedata.category, one_line(text)))
    assert UNSEEN.isdisjoint({unicodedata.category(sign) for sign in visible(text) if sign not in "\n\t"})


@pytest.mark.parametrize("name", ["\U00031350某", "\ue815某", "㑇\U000e0100某", "Ңұрсұлтан", "ཚེ་རིང་"])
def test_a_rare_or_foreign_name_keeps_every_letter(name: str) -> None:
    assert one_line(name) == visible(name) == name


@given(st.text())
def test_doing_it_twice_changes_nothing(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)
    assert visible(visible(text)) == visible(text)


@given(st.text(alphabet="赵钱孙李ABCабв·—，。 ", max_size=40))
def test_letters_stay_as_they_were_written(text: str) -> None:
    assert one_line(text) == " ".join(text.split())
