from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.people.codes import (
    TooManyTries,
    WrongCode,
    check_digit,
    enter,
    grouped,
    keep_code,
    make_number,
    new_code,
    read_code,
    read_number,
)
from xinqiao.people.identities import correct_identity, keep_identity, open_identity, replace_code

AT = datetime.fromisoformat("2026-03-02T09:00:00+08:00")
COUNTS = st.integers(min_value=1, max_value=99_999_999)


@given(COUNTS)
def test_a_number_is_read_back_however_it_was_typed(count: int) -> None:
    number = make_number(2026, count)
    assert read_number(number) == number
    assert read_number(f" {number.replace('-', ' ')} ") == number
    assert read_number(number.replace("-", "")) == number
    assert read_number(number.translate(str.maketrans("0123456789", "０１２３４５６７８９"))) == number


@given(COUNTS, st.data())
def test_one_wrong_digit_is_always_noticed(count: int, data: st.DataObject) -> None:
    number = make_number(2026, count)
    places = [index for index, sign in enumerate(number) if sign.isdigit()]
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([one for one in "0123456789" if one != number[place]]))
    assert read_number(number[:place] + other + number[place + 1 :]) is None


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_nothing(text: str) -> None:
    read = read_number(text)
    assert read is None or check_digit(read.replace("-", "")[:-1]) == int(read[-1])


@pytest.mark.parametrize("text", ["", "1234", "1234 5678 9012 345", "12345678901234567", "abcd5678 90123456"])
def test_what_is_not_sixteen_digits_is_no_code(text: str) -> None:
    assert read_code(text) is None


def test_a_code_survives_being_read_aloud_in_groups_of_four() -> None:
    code = new_code()
    assert len(code) == 16
    assert read_code(grouped(code)) == code


def test_the_same_form_gives_the_same_code_and_another_form_another() -> None:
    assert new_code("form") == new_code("form") != new_code("other form")


@pytest.mark.django_db
class TestEnter:
    NUMBER = make_number(2026, 7)
    CODE = "0123456789012345"

    def file(self) -> None:
        keep_identity(self.NUMBER, {"name": "赵"}, code=keep_code(self.NUMBER, self.CODE))

    def test_number_and_code_open_their_matter(self) -> None:
        self.file()
        assert (
            enter("2026 000007 " + self.NUMBER[-1], "0123 4567 8901 2345", address="a", at=AT) == self.NUMBER
        )

    def test_a_wrong_code_and_a_number_that_does_not_exist_get_the_same_answer(self) -> None:
        self.file()
        with pytest.raises(WrongCode) as wrong:
            enter(self.NUMBER, "9" * 16, address="a", at=AT)
        with pytest.raises(WrongCode) as missing:
            enter(make_number(2026, 8), self.CODE, address="a", at=AT)
        assert str(wrong.value) == str(missing.value)

    @pytest.mark.parametrize("exists", [True, False])
    def test_after_five_wrong_codes_there_is_a_wait_that_grows(self, exists: bool) -> None:
        if exists:
            self.file()
        at, waits = AT, []
        for _try in range(9):
            with pytest.raises((WrongCode, TooManyTries)):
                enter(self.NUMBER, "9" * 16, address="a", at=at)
            try:
                enter(self.NUMBER, "9" * 16, address="b", at=at)
            except TooManyTries as wait:
                waits.append(wait.until - at)
                at = wait.until
            except WrongCode:
                pass
        assert len(waits) >= 3
        assert waits == sorted(waits)
        assert waits[-1] > waits[0]

    def test_the_right_code_also_waits(self) -> None:
        self.file()
        for _try in range(5):
            with pytest.raises(WrongCode):
                enter(self.NUMBER, "9" * 16, address="a", at=AT)
        with pytest.raises(TooManyTries) as wait:
            enter(self.NUMBER, self.CODE, address="a", at=AT)
        assert (
            enter(self.NUMBER, self.CODE, address="a", at=wait.value.until + timedelta(seconds=1))
            == self.NUMBER
        )

    def test_a_replaced_code_opens_and_the_lost_one_does_not(self) -> None:
        self.file()
        replace_code(self.NUMBER, keep_code(self.NUMBER, "1" * 16))
        assert enter(self.NUMBER, "1" * 16, address="a", at=AT) == self.NUMBER
        with pytest.raises(WrongCode):
            enter(self.NUMBER, self.CODE, address="a", at=AT)

    def test_an_identity_opens_under_its_own_number_only(self) -> None:
        from xinqiao.people.identities import wrapped_of
        from xinqiao.people.models import Identity
        from xinqiao.people.seal import SealBroken, unseal

        self.file()
        assert open_identity(self.NUMBER) == {"name": "赵"}
        kept = Identity.objects.get(number=self.NUMBER)
        assert "赵".encode() not in bytes(kept.sealed)
        with pytest.raises(SealBroken):
            unseal(make_number(2026, 8), wrapped_of(kept), kept.sealed)

    def test_a_correction_keeps_what_was_not_corrected(self) -> None:
        self.file()
        correct_identity(self.NUMBER, {"telephone": "000"})
        assert open_identity(self.NUMBER) == {"name": "赵", "telephone": "000"}
