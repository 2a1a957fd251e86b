"""Accounts below the pages: what holds whoever asks."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.module_loading import import_string
from hypothesis import given
from hypothesis import strategies as st

from xinqiao import settings as source
from xinqiao.law.model import Refused
from xinqiao.people import accounts, checks, factors
from xinqiao.people.models import AccountChange, Capacity, Invitation, Level, Officer, Unit, UnitKind

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def unit(db) -> Unit:
    return Unit.objects.create(
        code="xfj", name="某县信访局", kind=UnitKind.PETITION_OFFICE, level=Level.COUNTY
    )


def keeper(unit: Unit, username: str, capacities: str = "keeper") -> Officer:
    return Officer.objects.create(username=username, name=username, unit=unit, capacities=capacities)


def test_what_is_set_up_by_the_secret_is_read_by_any_generator(unit):
    """RFC 6238, appendix B, with six digits: the time 59 gives 287082."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert factors.step_of(secret, "287082", at=datetime.fromtimestamp(59, UTC)) == 1
    assert factors.step_of(secret, "287 082", at=datetime.fromtimestamp(59, UTC)) == 1
    address = factors.setup_address(secret, Officer(username="sun", unit=unit), "心桥")
    assert address.startswith("otpauth://totp/") and f"secret={secret}" in address


@given(st.text(max_size=30))
def test_whatever_is_typed_as_a_code_is_wrong_and_nothing_worse(typed):
    with pytest.raises(factors.WrongSecond):
        factors.step_of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "x" + typed, at=AT)


def test_the_last_keeper_stays_one(unit):
    only, head = keeper(unit, "qin"), keeper(unit, "feng", "head")
    with pytest.raises(Refused, match="最后一位系统管理员"):
        accounts.close(only, by=head, at=AT)
    with pytest.raises(Refused, match="最后一位系统管理员"):
        accounts.change(only, unit=unit, capacities=["head"], by=head, at=AT)
    only.refresh_from_db()
    assert only.is_active and Capacity.KEEPER in only.capacity_set


def test_nobody_does_to_themselves_what_another_has_to_do(unit):
    one = keeper(unit, "qin")
    keeper(unit, "xu")
    for doing in (
        lambda: accounts.close(one, by=one, at=AT),
        lambda: accounts.change(one, unit=unit, capacities=["head"], by=one, at=AT),
        lambda: accounts.give_password(one, by=one, at=AT, reason="document"),
        lambda: accounts.reset_factors(one, by=one, at=AT, reason="document"),
    ):
        with pytest.raises(Refused, match="自己"):
            doing()
    assert not AccountChange.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_keepers_who_remove_each_other_at_once_leave_one():
    unit = Unit.objects.create(
        code="xfj", name="某县信访局", kind=UnitKind.PETITION_OFFICE, level=Level.COUNTY
    )
    one, other = keeper(unit, "qin"), keeper(unit, "xu")
    start = threading.Barrier(2)
    came: list[str] = []

    def remove(whom: Officer, by: Officer) -> None:
        start.wait()
        try:
            accounts.close(whom, by=by, at=AT)
            came.append("closed")
        except Refused:
            came.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=remove, args=pair) for pair in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(came) == ["closed", "refused"]
    assert Officer.objects.filter(is_active=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_link_that_is_opened_twice_at_once_opens_once():
    unit = Unit.objects.create(
        code="xfj", name="某县信访局", kind=UnitKind.PETITION_OFFICE, level=Level.COUNTY
    )
    secret = accounts.invite(
        username="lv", name="吕", unit=unit, capacities=["handler"], by=keeper(unit, "qin"), at=AT
    )
    start = threading.Barrier(2)
    came: list[str] = []

    def join(password: str) -> None:
        start.wait()
        try:
            accounts.accept(secret, password, at=AT)
            came.append("in")
        except accounts.NoInvitation:
            came.append("no")
        finally:
            connection.close()

    threads = [threading.Thread(target=join, args=(f"four-plain-words-{n}",)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(came) == ["in", "no"]


def test_an_invitation_names_posts_and_a_free_name(unit):
    qin = keeper(unit, "qin")
    with pytest.raises(Refused, match="岗位"):
        accounts.invite(username="lv", name="吕", unit=unit, capacities=[], by=qin, at=AT)
    with pytest.raises(Refused, match="已经有人使用"):
        accounts.invite(username="QIN", name="秦", unit=unit, capacities=["handler"], by=qin, at=AT)
    assert not Invitation.objects.exists()


def test_an_invitation_reads_until_its_last_moment(unit):
    secret = accounts.invite(
        username="lv", name="吕", unit=unit, capacities=["handler"], by=keeper(unit, "qin"), at=AT
    )
    assert (
        accounts.read_invitation(secret, at=AT + accounts.VALID_FOR - timedelta(seconds=1)).username == "lv"
    )
    with pytest.raises(accounts.NoInvitation):
        accounts.read_invitation(secret, at=AT + accounts.VALID_FOR)


@pytest.mark.parametrize(
    ("setting", "demo", "debug", "found"),
    [
        ("required", False, False, []),
        ("optional", False, False, ["xinqiao.E020"]),
        ("optional", True, False, []),
    ],
)
def test_only_the_demonstration_does_without_a_second_factor(settings, setting, demo, debug, found):
    settings.SECOND_FACTOR, settings.DEMO, settings.DEBUG = setting, demo, debug
    assert [one.id for one in checks.second_factor()] == found


def test_passwords_are_kept_with_argon2id_and_weak_ones_refused():
    """As the settings say: this process of tests hashes in a quicker way."""
    encoded = import_string(source.PASSWORD_HASHERS[0])().encode("four-plain-words-long", "a-salt-of-its-own")
    assert encoded.startswith("argon2$argon2id$")
    for weak in ("short", "password1234", "123456789012", "qin-qin-qin-1"):
        with pytest.raises(ValidationError):
            validate_password(weak, Officer(username="qin-qin-qin", name="秦"))
    validate_password("four-plain-words-long", Officer(username="qin", name="秦"))
