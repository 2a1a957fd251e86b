from hypothesis import given
from hypothesis import strategies as some

from xinqiao.search.tokens import tokens, words_of_question
from xinqiao.text.normalise import normalise

TEXT = some.text(
    alphabet=some.one_of(
        some.sampled_from("电梯坏了三号楼柳园小区物业说等配件 ，。abc123電樓\n"), some.characters()
    ),
    max_size=80,
)


@given(TEXT, TEXT)
def test_every_word_of_a_question_is_found_in_whatever_contains_it(before: str, question: str) -> None:
    for word in words_of_question(question):
        inside = tokens(normalise(before) + "，" + word.text + "，")
        if word.is_beginning:
            assert any(token.startswith(word.text) for token in inside)
        else:
            assert set(word.pieces) <= inside


@given(TEXT)
def test_no_token_holds_a_sign_that_a_database_reads(text: str) -> None:
    for token in tokens(normalise(text)):
        assert not set(token) & set(" '\"*:()&|!\\")
