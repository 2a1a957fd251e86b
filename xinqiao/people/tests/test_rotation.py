"""Changing the office's keys while it works: nothing is lost, whatever is cut short, and old codes still open."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.people.codes import TooManyTries, WrongCode, enter, keep_code, make_number, new_code
from xinqiao.people.identities import keep_identity, open_identity, replace_code
from xinqiao.people.keyring import Ring, new_key
from xinqiao.people.models import Identity, OfficeKey
from xinqiao.people.rotation import add_key, missing, release, resting_on, rewrap_some, unfinished
from xinqiao.people.seal import SealBroken

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CODE = "0123456789012345"
SEAL, CODES = OfficeKey.SEAL, OfficeKey.QUERY_CODE


def file(count: int) -> str:
    number = make_number(2026, count)
    keep_identity(number, {"name": f"赵{count}"}, code=keep_code(number, CODE))
    return number


def rewrap_all(most: int = 2) -> int:
    moved, last = 0, ""
    while (done := rewrap_some(last, most=most)) is not None:
        moved, last = moved + done.moved, done.last
    return moved


def test_every_identity_opens_before_in_the_middle_of_and_after_a_rotation(rings: dict[str, Ring]) -> None:
    numbers = [file(one) for one in range(1, 6)]
    sealed = {one.number: bytes(one.sealed) for one in Identity.objects.all()}
    old = rings["seal_key"].current.id
    new = add_key(SEAL)
    assert unfinished(SEAL)
    rewrap_some("", most=2)
    assert resting_on(SEAL) == {new: 2, old: 3}
    late = file(6)
    assert Identity.objects.get(number=late).key_id == new
    assert [open_identity(one)["name"] for one in numbers] == [f"赵{one}" for one in range(1, 6)]
    assert rewrap_all() == 3
    assert release(SEAL) == [old]
    assert [one.id for one in rings["seal_key"].held()] == [new]
    assert [open_identity(one)["name"] for one in numbers] == [f"赵{one}" for one in range(1, 6)]
    assert {one.number: bytes(one.sealed) for one in Identity.objects.exclude(number=late)} == sealed


def test_a_key_on_which_something_rests_is_not_released(rings: dict[str, Ring]) -> None:
    file(1)
    old = rings["seal_key"].current.id
    add_key(SEAL)
    assert release(SEAL) == []
    assert rings["seal_key"].find(old)


def test_nothing_can_come_to_rest_on_a_key_that_was_released(rings: dict[str, Ring]) -> None:
    number = file(1)
    old = rings["seal_key"].current.id
    add_key(SEAL)
    rewrap_all()
    release(SEAL)

    def rest_on_it() -> None:
        with transaction.atomic():
            Identity.objects.filter(number=number).update(key_id=old)
            connection.check_constraints()

    with pytest.raises(IntegrityError):
        rest_on_it()
    assert open_identity(number)


def test_a_row_whose_key_is_gone_is_named_and_holds_nobody_else_up(rings: dict[str, Ring]) -> None:
    lost, number = file(1), file(2)
    stranger = new_key()
    OfficeKey.objects.create(id=stranger.id, purpose=SEAL)
    Identity.objects.filter(number=lost).update(key=stranger.id)
    add_key(SEAL)
    done = rewrap_some("", most=10)
    assert done is not None
    assert (done.moved, done.broken) == (1, (lost,))
    assert open_identity(number)
    assert missing(SEAL) == [stranger.id]
    with pytest.raises(SealBroken):
        open_identity(lost)


def test_an_erased_person_holds_no_old_key_back(rings: dict[str, Ring]) -> None:
    number = file(1)
    Identity.objects.filter(number=number).update(wrapped_key=b"", sealed=b"")
    old = rings["seal_key"].current.id
    add_key(SEAL)
    assert rewrap_all() == 1
    assert release(SEAL) == [old]


def test_a_code_opens_under_the_key_it_was_made_with_and_then_comes_under_the_new_one(
    rings: dict[str, Ring],
) -> None:
    first, second = file(1), file(2)
    old = rings["query_code_key"].current.id
    new = add_key(CODES)
    assert release(CODES) == []
    assert enter(first, CODE, address="a", at=AT) == first
    assert resting_on(CODES) == {new: 1, old: 1}
    with pytest.raises(WrongCode):
        enter(second, "9" * 16, address="a", at=AT)
    assert resting_on(CODES) == {new: 1, old: 1}, "a wrong code moves nothing"
    assert enter(second, CODE, address="a", at=AT) == second
    assert release(CODES) == [old]
    assert enter(first, CODE, address="a", at=AT) == first


def test_a_second_click_after_a_rotation_still_shows_the_code_that_opens(rings: dict[str, Ring]) -> None:
    number, code = make_number(2026, 9), new_code("form")
    keep_identity(number, {}, code=keep_code(number, code))
    add_key(CODES)
    assert new_code("form") != code
    assert new_code("form", number=number) == code


def test_a_code_whose_key_was_lost_opens_nothing_and_is_replaced(rings: dict[str, Ring]) -> None:
    number = file(1)
    rings["query_code_key"].write([new_key()])
    with pytest.raises(WrongCode):
        enter(number, CODE, address="a", at=AT)
    replace_code(number, keep_code(number, CODE))
    assert enter(number, CODE, address="a", at=AT) == number


@pytest.mark.usefixtures("rings")
@given(st.text(max_size=20), st.text(max_size=20))
def test_whatever_is_typed_is_answered_with_one_refusal(number: str, code: str) -> None:
    with transaction.atomic(), pytest.raises((WrongCode, TooManyTries)):
        enter(number, code, address=number + code, at=AT)
