"""The second factor: set up at the first sign-in, asked ever after, and the ways out when it is lost."""

import base64
import struct
from datetime import datetime, timedelta
from hashlib import sha1
from hmac import digest

import pytest
from django.test import Client
from django.utils import timezone

from xinqiao.people.models import AccountChange, Factor, Officer, RecoveryCode, SignIn
from xinqiao.testing import PASSWORD, Cast, moment

pytestmark = pytest.mark.django_db

NEW = "four-plain-words-long"
NOW = moment("2026-03-20")


@pytest.fixture(autouse=True)
def _required(settings, now) -> None:
    settings.SECOND_FACTOR = "required"


def code_at(secret: str, at: datetime) -> str:
    """The code of RFC 6238, worked out here from the standard and not from the program."""
    mac = digest(base64.b32decode(secret), struct.pack(">Q", int(at.timestamp()) // 30), sha1)
    start = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def by_whom(row: AccountChange) -> str:
    assert row.by is not None
    return row.by.username


def text(answer) -> str:
    return answer.content.decode()


def at_password(client: Client, username: str = "sun", password: str = PASSWORD, **more):
    return client.post("/desk/login/", {"username": username, "password": password}, **more)


def set_up(client: Client, at: datetime) -> tuple[str, list[str]]:
    """Set a code generator up; its secret, and the recovery codes that were shown."""
    page = client.get("/desk/account/generator/")
    secret = page.context["secret"].replace(" ", "")
    made = client.post("/desk/account/generator/", {"code": code_at(secret, at), "name": "办公手机"})
    return secret, made.context["codes"]


@pytest.fixture
def armed(cast: Cast) -> tuple[str, list[str]]:
    """Sun, who set a generator up on an earlier day and has signed out since."""
    client = Client()
    at_password(client)
    found = set_up(client, NOW)
    client.post("/desk/logout/")
    return found


def later(monkeypatch, **more: int) -> datetime:
    at = NOW + timedelta(**more)
    monkeypatch.setattr(timezone, "now", lambda: at)
    return at


def test_without_a_second_factor_every_page_leads_to_setting_one_up(cast):
    client = Client()
    at_password(client)
    for where in ("/desk/", "/desk/inbox/", "/desk/account/"):
        assert client.get(where)["Location"] == "/desk/account/generator/", where


def test_a_password_that_somebody_else_gave_is_changed_first_and_then_the_factor_is_set_up(cast):
    Officer.objects.filter(username="sun").update(password_given=True)
    client = Client()
    at_password(client)
    assert client.get("/desk/")["Location"] == "/desk/password/"
    assert client.get("/desk/account/generator/")["Location"] == "/desk/password/"
    same = {"old_password": PASSWORD, "new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post("/desk/password/", same).status_code == 422
    client.post("/desk/password/", {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW})
    assert client.get("/desk/")["Location"] == "/desk/account/generator/"
    set_up(client, NOW)
    assert client.get("/desk/").status_code == 200


def test_the_secret_is_drawn_here_and_given_in_letters_too(cast):
    client = Client()
    at_password(client)
    page = client.get("/desk/account/generator/")
    assert "<svg" in text(page) and page.context["secret"] in text(page)
    assert len(base64.b32decode(page.context["secret"].replace(" ", ""))) == 20
    # A reload shows the same secret: what was scanned stays right.
    assert client.get("/desk/account/generator/").context["secret"] == page.context["secret"]


def test_a_wrong_first_code_sets_nothing_up(cast):
    client = Client()
    at_password(client)
    secret = client.get("/desk/account/generator/").context["secret"].replace(" ", "")
    right = code_at(secret, NOW)
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    assert client.post("/desk/account/generator/", {"code": wrong}).status_code == 422
    assert not Factor.objects.exists() and not RecoveryCode.objects.exists()


def test_secrets_and_codes_lie_neither_open_nor_the_same_twice(armed):
    secret, codes = armed
    factor = Factor.objects.get()
    assert secret.encode() not in bytes(factor.secret)
    kept = [bytes(one.digest) for one in RecoveryCode.objects.all()]
    assert len(set(kept)) == len(codes) == 10
    assert all(code.replace("-", "").encode() not in one for one in kept for code in codes)


def test_the_password_alone_does_not_sign_in(armed):
    client = Client()
    assert at_password(client)["Location"] == "/desk/login/second/"
    assert client.get("/desk/")["Location"].startswith("/desk/login/")
    assert client.get("/desk/account/generator/")["Location"].startswith("/desk/login/")


def test_password_and_code_sign_in(armed, monkeypatch):
    secret, _codes = armed
    at = later(monkeypatch, minutes=5)
    client = Client()
    client.post("/desk/login/", {"username": "sun", "password": PASSWORD, "next": "/desk/inbox/"})
    assert client.post("/desk/login/second/", {"code": code_at(secret, at)})["Location"] == "/desk/inbox/"
    assert client.get("/desk/inbox/").status_code == 200


def test_a_code_opens_once(armed, monkeypatch):
    secret, _codes = armed
    at = later(monkeypatch, minutes=5)
    first, second = Client(), Client()
    at_password(first)
    at_password(second)
    assert first.post("/desk/login/second/", {"code": code_at(secret, at)}).status_code == 302
    assert second.post("/desk/login/second/", {"code": code_at(secret, at)}).status_code == 200
    # Nor does an older one that still would be in time.
    assert (
        second.post("/desk/login/second/", {"code": code_at(secret, at - timedelta(seconds=30))}).status_code
        == 200
    )


@pytest.mark.parametrize(
    ("seconds", "opens"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_a_telephone_may_be_half_a_minute_out(armed, monkeypatch, seconds, opens):
    secret, _codes = armed
    at = later(monkeypatch, minutes=5)
    client = Client()
    at_password(client)
    answer = client.post("/desk/login/second/", {"code": code_at(secret, at + timedelta(seconds=seconds))})
    assert (answer.status_code == 302) is opens


def test_a_recovery_code_opens_once_however_it_is_typed(armed):
    _secret, codes = armed
    client = Client()
    at_password(client)
    typed = codes[0].replace("-", " ").upper()
    assert client.post("/desk/login/second/", {"code": typed}).status_code == 302
    assert "还剩 9 个" in text(client.get("/desk/"))
    again = Client()
    at_password(again)
    assert again.post("/desk/login/second/", {"code": codes[0]}).status_code == 200


def test_what_was_begun_with_a_password_ends_with_it(armed, cast, monkeypatch):
    secret, _codes = armed
    client = Client()
    at_password(client)
    sun = Officer.objects.get(username="sun")
    sun.set_password(NEW)
    sun.save()
    at = later(monkeypatch, minutes=1)
    assert client.post("/desk/login/second/", {"code": code_at(secret, at)})["Location"] == "/desk/login/"


def test_the_second_step_waits_for_ten_minutes(armed, monkeypatch):
    client = Client()
    at_password(client)
    later(monkeypatch, minutes=11)
    assert client.get("/desk/login/second/")["Location"] == "/desk/login/"


def test_guessing_codes_waits_wherever_it_comes_from(armed):
    """Whoever guesses at codes knows the password; so here the account is counted whole, except where it is known."""
    for count in range(21):
        client = Client(REMOTE_ADDR=f"192.0.2.{count}")
        at_password(client)
        client.post("/desk/login/second/", {"code": "000000"})
    fresh = Client(REMOTE_ADDR="192.0.2.200")
    at_password(fresh)
    assert fresh.post("/desk/login/second/", {"code": "000000"}).status_code == 429


def test_a_device_that_signed_in_before_is_not_held_up_by_others(cast, monkeypatch):
    mine = Client()
    at_password(mine)
    secret, _codes = set_up(mine, NOW)
    mine.post("/desk/logout/")
    for count in range(25):
        other = Client(REMOTE_ADDR=f"192.0.2.{count % 3}")
        at_password(other, password="wrong")
        at_password(other)
        other.post("/desk/login/second/", {"code": "000000"})
    at = later(monkeypatch, seconds=30)
    assert at_password(mine)["Location"] == "/desk/login/second/"
    assert mine.post("/desk/login/second/", {"code": code_at(secret, at)}).status_code == 302


def test_a_second_generator_asks_the_password_once_more(armed, monkeypatch):
    secret, codes = armed
    client = Client()
    at_password(client)
    client.post("/desk/login/second/", {"code": codes[0]})
    at = later(monkeypatch, minutes=5)
    new = client.get("/desk/account/generator/").context["secret"].replace(" ", "")
    code = code_at(new, at)
    assert client.post("/desk/account/generator/", {"code": code, "password": "wrong"}).status_code == 422
    assert client.post("/desk/account/generator/", {"code": code, "password": PASSWORD}).status_code == 302
    assert Factor.objects.count() == 2
    first = Factor.objects.order_by("pk")[0]
    where = f"/desk/account/factors/{first.pk}/remove/"
    assert client.post(where, {"password": PASSWORD}).status_code == 302
    assert client.get("/desk/account/").status_code == 200  # the one who did it stays
    last = Factor.objects.get()
    client.post(f"/desk/account/factors/{last.pk}/remove/", {"password": PASSWORD})
    assert Factor.objects.count() == 1  # the last one stays where one is required
    assert secret != new


def test_fresh_recovery_codes_make_the_old_ones_worthless(armed):
    _secret, codes = armed
    client = Client()
    at_password(client)
    client.post("/desk/login/second/", {"code": codes[0]})
    assert client.post("/desk/account/codes/", {"password": "wrong"}).status_code == 422
    fresh = client.post("/desk/account/codes/", {"password": PASSWORD}).context["codes"]
    assert not set(fresh) & set(codes)
    again = Client()
    at_password(again)
    assert again.post("/desk/login/second/", {"code": codes[1]}).status_code == 200
    assert again.post("/desk/login/second/", {"code": fresh[0]}).status_code == 302


def test_nobody_takes_off_another_persons_factor(armed, desk, settings):
    settings.SECOND_FACTOR = "optional"
    factor = Factor.objects.get()
    assert (
        desk("wu").post(f"/desk/account/factors/{factor.pk}/remove/", {"password": PASSWORD}).status_code
        == 404
    )
    assert Factor.objects.exists()


def test_a_factor_that_is_set_up_is_asked_even_where_none_is_required(armed, settings):
    settings.SECOND_FACTOR = "optional"
    client = Client()
    assert at_password(client)["Location"] == "/desk/login/second/"
    assert at_password(Client(), "li")["Location"] == "/desk/"


def test_a_session_from_before_the_requirement_ends(armed, cast, desk):
    """A session that was opened with a password alone is over once the factor is there and required."""
    cast.officers["sun"].refresh_from_db()
    client = desk("sun")
    assert client.get("/desk/")["Location"] == "/desk/login/"
    assert client.get("/desk/")["Location"].startswith("/desk/login/?next=")


def test_setting_a_factor_up_signs_out_every_other_place_and_is_recorded(cast, settings):
    settings.SECOND_FACTOR = "optional"
    here, elsewhere = Client(), Client()
    at_password(here)
    at_password(elsewhere)
    set_up(here, NOW)
    assert here.get("/desk/").status_code == 200
    assert elsewhere.get("/desk/").status_code == 302
    row = AccountChange.objects.get()
    assert (row.username, row.what, by_whom(row), row.after) == ("sun", "factor", "sun", "办公手机")


def test_a_wrong_second_factor_stands_in_the_history(armed):
    client = Client()
    at_password(client)
    client.post("/desk/login/second/", {"code": "000000"})
    assert SignIn.objects.filter(officer__username="sun", outcome="second").count() == 1


def test_secrets_survive_a_change_of_the_secret_key(armed, settings, monkeypatch):
    secret, codes = armed
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "ab" * 32
    at = later(monkeypatch, minutes=5)
    for code in (code_at(secret, at), codes[0]):
        client = Client()
        at_password(client)
        assert client.post("/desk/login/second/", {"code": code}).status_code == 302


def test_after_guessing_at_the_password_the_account_page_says_when_it_goes_on(armed, monkeypatch):
    _secret, codes = armed
    client = Client()
    at_password(client)
    client.post("/desk/login/second/", {"code": codes[0]})
    later(monkeypatch, minutes=5)
    for _guess in range(5):
        client.post("/desk/account/codes/", {"password": "wrong"})
    answer = client.post("/desk/account/codes/", {"password": PASSWORD})
    assert answer.status_code == 422
    assert "2026年3月20日 09:05 以后再试" in text(answer)


def test_what_was_being_sent_waits_through_both_steps(armed, monkeypatch):
    _secret, codes = armed
    client = Client()
    at_password(client)
    client.post("/desk/login/second/", {"code": codes[0]})
    client.get("/desk/register/")
    later(monkeypatch, minutes=40)
    sent = {"account": "西街的路灯不亮。", "requests": "修好", "token": "one"}
    assert client.post("/desk/register/", sent).status_code == 302
    assert at_password(client)["Location"] == "/desk/login/second/"
    answer = client.post("/desk/login/second/", {"code": codes[1]})
    assert answer["Location"] == "/desk/login/kept/"
    assert "西街的路灯不亮。" in text(client.get("/desk/login/kept/"))
