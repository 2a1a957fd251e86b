"""Signing in, and the growing wait against guessing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from xinqiao.testing import PASSWORD, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger(cast, now) -> Client:
    return Client()


def sign_in(client: Client, username: str = "sun", password: str = PASSWORD, **more: str):
    return client.post("/desk/login/", {"username": username, "password": password, **more})


def words(answer) -> str:
    return answer.content.decode()


def test_an_officer_signs_in_and_comes_to_the_days_list(stranger):
    answer = sign_in(stranger)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    assert "青石县信访局 · 孙" in words(stranger.get("/desk/"))


def test_a_wrong_name_and_a_wrong_password_are_told_in_the_same_words(stranger):
    unknown = words(sign_in(stranger, "nobody", "wrong"))
    known = words(sign_in(stranger, "sun", "wrong"))
    assert "用户名或者密码不对。请核对后再试。" in known
    assert (
        unknown.replace("nobody", "sun").split("csrfmiddlewaretoken")[0]
        == known.split("csrfmiddlewaretoken")[0]
    )


def test_after_the_fifth_failure_even_the_right_password_waits(stranger, monkeypatch):
    for _count in range(5):
        assert sign_in(stranger, password="wrong").status_code == 200
    waiting = sign_in(stranger)
    assert waiting.status_code == 429
    assert "试得太多了" in words(waiting)
    later = moment("2026-03-20") + timedelta(seconds=16)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert sign_in(stranger).status_code == 302


def test_a_name_that_does_not_exist_makes_one_wait_just_the_same(stranger):
    for _count in range(5):
        sign_in(stranger, "nobody", "wrong")
    assert sign_in(stranger, "nobody", "wrong").status_code == 429


def test_an_officer_who_was_switched_off_cannot_sign_in(stranger, cast):
    cast.officers["sun"].is_active = False
    cast.officers["sun"].save()
    assert "用户名或者密码不对" in words(sign_in(stranger))


def test_one_comes_back_to_the_page_one_wanted_and_never_to_another_house(stranger):
    assert sign_in(stranger, next="/desk/inbox/")["Location"] == "/desk/inbox/"
    assert sign_in(Client(), next="https://elsewhere.example/")["Location"] == "/desk/"
    assert sign_in(Client(), next="//elsewhere.example/")["Location"] == "/desk/"


def test_signing_out_closes_the_desk(desk):
    client = desk("sun")
    assert client.get("/desk/logout/").status_code == 405
    client.post("/desk/logout/")
    assert client.get("/desk/")["Location"].startswith("/desk/login/")


def test_ones_own_password_is_changed_with_the_old_one_only(desk, cast):
    client = desk("sun")
    new = "four-plain-words-long"
    wrong = client.post("/desk/password/", {"old_password": "x", "new_password1": new, "new_password2": new})
    assert wrong.status_code == 422
    assert "现在的密码不对。" in words(wrong)
    short = client.post(
        "/desk/password/", {"old_password": PASSWORD, "new_password1": "short", "new_password2": "short"}
    )
    assert short.status_code == 422
    right = client.post(
        "/desk/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    )
    assert right.status_code == 302
    cast.officers["sun"].refresh_from_db()
    assert cast.officers["sun"].check_password(new)
    assert client.get("/desk/").status_code == 200  # the one who changed it stays


def test_a_change_of_password_signs_out_every_other_place(desk):
    here, elsewhere = desk("sun"), desk("sun")
    new = "four-plain-words-long"
    here.post("/desk/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert elsewhere.get("/desk/").status_code == 302
