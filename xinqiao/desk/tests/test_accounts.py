"""Accounts: by invitation, changed by somebody else, and their sessions and history seen by their officer alone."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from xinqiao.people import sittings
from xinqiao.people.models import AccountChange, Factor, FactorKind, Invitation, Officer, SignIn
from xinqiao.testing import PASSWORD, moment

pytestmark = pytest.mark.django_db

NEW = "four-plain-words-long"
NOW = moment("2026-03-20")
INVITED = {"username": "Lv", "name": "吕", "posts": ["handler", "registrar"]}


def by_whom(row: AccountChange) -> str:
    assert row.by is not None
    return row.by.username


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def link(desk, now) -> str:
    """The path of the link that Lv was invited with to the housing unit."""
    answer = desk("qin").post("/desk/units/zjj/officers/new/", INVITED)
    return re.sub(r"^https?://[^/]+", "", answer.context["link"])


def join(link: str, client: Client | None = None, password: str = NEW):
    return (client or Client()).post(link, {"new_password1": password, "new_password2": password})


def sign_in(username: str = "sun", password: str = PASSWORD, **more) -> Client:
    client = Client(**more)
    client.post("/desk/login/", {"username": username, "password": password})
    return client


# -- Invitations -----------------------------------------------------------------------------------


def test_the_link_is_shown_once_and_nowhere_kept(desk, link):
    secret = link.rstrip("/").rpartition("/")[2]
    assert secret not in text(desk("qin").get("/desk/units/zjj/"))
    assert secret.encode() not in bytes(Invitation.objects.get().digest)


def test_whoever_is_invited_chooses_a_password_and_is_in(link):
    client = Client()
    page = text(client.get(link))
    assert "吕" in page and "青石县住房和城乡建设局" in page and "lv" in page
    assert join(link, client)["Location"] == "/desk/"
    made = Officer.objects.get(username="lv")
    assert (made.unit_id, set(made.capacity_set)) == ("zjj", {"handler", "registrar"})
    assert made.check_password(NEW) and not made.password_given
    assert client.get("/desk/").status_code == 200


def test_a_link_opens_once(link):
    join(link)
    assert Client().get(link).status_code == 404
    assert join(link, password="another-long-password").status_code == 404
    assert Officer.objects.get(username="lv").check_password(NEW)


def test_a_link_is_good_for_seven_days(link, monkeypatch):
    at = NOW + timedelta(days=7)
    monkeypatch.setattr(timezone, "now", lambda: at)
    assert join(link).status_code == 404
    assert not Officer.objects.filter(username="lv").exists()


def test_a_link_that_was_taken_back_opens_nothing(desk, link):
    desk("qin").post("/desk/units/zjj/officers/uninvite/", {"username": "lv"})
    assert join(link).status_code == 404


def test_a_newer_invitation_takes_the_place_of_the_older(desk, link):
    desk("qin").post("/desk/units/zjj/officers/new/", INVITED)
    assert join(link).status_code == 404


@pytest.mark.parametrize("weak", ["short", "password1234", "123456789012", "lv"])
def test_a_weak_password_does_not_use_the_link_up(link, weak):
    assert join(link, password=weak).status_code == 422
    assert join(link).status_code == 302


def test_a_name_is_given_to_one_officer_only(desk, cast, now):
    answer = desk("qin").post("/desk/units/zjj/officers/new/", {**INVITED, "username": "SUN"})
    assert answer.status_code == 422
    assert "已经有人使用" in text(answer) and "请换一个用户名" in text(answer)


def test_a_keeper_invites_only_to_units_of_their_own_area(desk):
    assert desk("qin").post("/desk/units/city-zjj/officers/new/", INVITED).status_code == 404
    for other in ("wu", "li", "sun", "zheng"):
        assert desk(other).post("/desk/units/zjj/officers/new/", INVITED).status_code == 404
    assert not Invitation.objects.exists()


def test_an_invitation_goes_by_mail_where_the_office_sends_any(desk, settings, now):
    assert "email" not in desk("qin").get("/desk/units/zjj/officers/new/").context["form"].fields
    settings.EMAIL_FROM = "office@example.org"
    settings.DEMO = False
    answer = desk("qin").post("/desk/units/zjj/officers/new/", {**INVITED, "email": "lv@example.org"})
    assert mail.outbox[0].to == ["lv@example.org"]
    assert answer.context["link"] in mail.outbox[0].body
    assert answer.context["mailed"] == "lv@example.org"


# -- Changes ---------------------------------------------------------------------------------------


def change(client: Client, pk: int, unit: str, *posts: str):
    return client.post(f"/desk/officers/{pk}/", {"unit": unit, "posts": list(posts)})


def test_new_posts_end_the_sessions_at_once_and_are_recorded(desk, cast):
    sun = cast.officers["sun"]
    working = desk("sun")
    assert working.get("/desk/").status_code == 200
    assert change(desk("qin"), sun.pk, "xfj", "registrar").status_code == 302
    assert working.get("/desk/")["Location"].startswith("/desk/login/")
    sun.refresh_from_db()
    assert sun.capacities == "registrar"
    row = AccountChange.objects.get()
    assert (row.username, row.what, by_whom(row)) == ("sun", "capacities", "qin")
    assert (row.before, row.after) == ("registrar handler", "registrar")


def test_a_move_to_another_unit_ends_the_sessions_and_is_recorded(desk, cast):
    sun = cast.officers["sun"]
    working = desk("sun")
    change(desk("qin"), sun.pk, "rsj", "registrar", "handler")
    assert working.get("/desk/").status_code == 302
    sun.refresh_from_db()
    assert sun.unit_id == "rsj"
    row = AccountChange.objects.get()
    assert (row.what, row.before, row.after) == ("unit", "青石县信访局", "青石县人力资源和社会保障局")


def test_sessions_end_however_posts_are_changed(desk, cast):
    """Even past every page, by hand in the database: the session carries a digest of them."""
    working = desk("sun")
    assert working.get("/desk/").status_code == 200
    Officer.objects.filter(username="sun").update(capacities="registrar handler head")
    assert working.get("/desk/").status_code == 302


def test_nobody_changes_resets_or_closes_their_own_account(desk, cast):
    qin = cast.officers["qin"]
    client = desk("qin")
    assert change(client, qin.pk, "xfj", "keeper", "head").status_code == 422
    for wanted in ("password", "factor"):
        client.post(f"/desk/officers/{qin.pk}/reset/", {"do": wanted, "checked": "document"})
    assert client.post(f"/desk/officers/{qin.pk}/leave/", {"do": "close"}).status_code == 422
    qin.refresh_from_db()
    assert (qin.capacities, qin.is_active, qin.password_given) == ("keeper", True, False)
    assert not AccountChange.objects.exists()


def test_the_last_keeper_cannot_be_closed_by_the_head_of_their_unit(desk, cast):
    qin = cast.officers["qin"]
    where = f"/desk/officers/{qin.pk}/leave/"
    answer = desk("feng").post(where, {"do": "close"})
    assert answer.status_code == 422 and "最后一位系统管理员" in text(answer)
    Officer.objects.filter(username="feng").update(capacities="head keeper")
    cast.officers["feng"].refresh_from_db()
    assert desk("feng").post(where, {"do": "close"}).status_code == 302
    qin.refresh_from_db()
    assert qin.is_active is False


def test_a_lost_password_is_given_anew_after_a_check_and_changed_at_once(desk, cast):
    zhou = cast.officers["zhou"]
    where = f"/desk/officers/{zhou.pk}/reset/"
    assert desk("qin").post(where, {"do": "password"}).status_code == 302  # nobody was checked
    zhou.refresh_from_db()
    assert zhou.check_password(PASSWORD)
    answer = desk("qin").post(where, {"do": "password", "checked": "document"})
    password = answer.context["password"]
    client = sign_in("zhou", password)
    assert client.get("/desk/")["Location"] == "/desk/password/"
    row = AccountChange.objects.get()
    assert (row.what, by_whom(row), row.reason) == ("given", "qin", "document")


def test_a_lost_second_factor_is_cleared_after_a_check_and_recorded(desk, cast):
    zhou = cast.officers["zhou"]
    Factor.objects.create(officer=zhou, kind=FactorKind.TOTP, name="x", secret=b"x", made_at=NOW)
    working = desk("zhou")
    desk("qin").post(f"/desk/officers/{zhou.pk}/reset/", {"do": "factor", "checked": "telephone"})
    assert not zhou.factors.exists()
    assert working.get("/desk/").status_code == 302
    row = AccountChange.objects.get()
    assert (row.what, by_whom(row), row.said) == ("reset", "qin", ["打办公室登记的电话，由本人接听"])


def test_who_keeps_another_area_reaches_no_account_here(desk, cast):
    Officer.objects.filter(username="han").update(capacities="keeper", unit="dq-office")
    cast.officers["han"].refresh_from_db()
    zhou = cast.officers["zhou"]
    client = desk("han")
    for where, sent in (
        ("", {"unit": "zjj", "posts": ["head"]}),
        ("reset/", {"do": "password", "checked": "head"}),
    ):
        assert client.post(f"/desk/officers/{zhou.pk}/{where}", sent).status_code == 404
    assert client.post(f"/desk/officers/{zhou.pk}/leave/", {"do": "close"}).status_code == 404


def test_what_happened_to_an_account_cannot_be_changed(desk, cast):
    change(desk("qin"), cast.officers["sun"].pk, "xfj", "registrar")
    row = AccountChange.objects.get()
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()


# -- Sessions and history --------------------------------------------------------------------------


def test_an_officer_sees_their_sessions_and_ends_them(cast, now):
    here, elsewhere = sign_in(), sign_in(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/120.0")
    page = here.get("/desk/account/")
    assert len(page.context["open"]) == 2 and "Chrome, Windows" in text(page)
    other = SignIn.objects.get(device="Chrome, Windows")
    here.post("/desk/account/sessions/end/", {"which": other.pk})
    assert elsewhere.get("/desk/").status_code == 302
    assert len(here.get("/desk/account/").context["open"]) == 1
    third = sign_in()
    here.post("/desk/account/sessions/end/", {"which": "others"})
    assert third.get("/desk/").status_code == 302 and here.get("/desk/").status_code == 200


def test_nobody_ends_another_persons_session(cast, desk, now):
    sun = sign_in()
    row = SignIn.objects.get()
    desk("wu").post("/desk/account/sessions/end/", {"which": row.pk})
    assert sun.get("/desk/").status_code == 200


def test_a_change_of_password_keeps_this_session_in_the_list(cast, now):
    client = sign_in()
    client.post("/desk/password/", {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW})
    page = client.get("/desk/account/")
    assert [one.session for one in page.context["open"]] == [client.session.session_key]
    assert AccountChange.objects.get().what == "password"


def test_the_history_holds_what_failed_and_only_its_officer_sees_it(cast, desk, now):
    sign_in(password="wrong", REMOTE_ADDR="198.51.100.7")
    page = text(sign_in().get("/desk/account/"))
    assert "密码不对" in page and "198.51.100.7" in page
    zheng = desk("qin").get(f"/desk/officers/{cast.officers['sun'].pk}/")
    assert "198.51.100.7" not in text(zheng) and "密码不对" not in text(zheng)
    assert "198.51.100.7" not in text(desk("wu").get("/desk/account/"))


def test_a_name_that_nobody_has_leaves_no_history(cast, now):
    sign_in("nobody", "wrong")
    assert not SignIn.objects.exists()


def test_a_keeper_sees_the_day_an_account_was_last_used_and_nothing_finer(cast, desk, now):
    sign_in()
    page = text(desk("qin").get("/desk/units/xfj/"))
    assert "最近一次登录：2026年3月20日" in page
    assert "09:00" not in page


def test_the_history_is_deleted_after_half_a_year(cast, now):
    sign_in()
    at = NOW
    assert sittings.forget_old(at=at + sittings.KEPT_FOR) == 0
    assert sittings.forget_old(at=at + sittings.KEPT_FOR + timedelta(seconds=1)) == 1


# -- Waits -----------------------------------------------------------------------------------------


def test_guessing_from_elsewhere_keeps_nobody_out(cast, now):
    mine = sign_in(REMOTE_ADDR="198.51.100.7")
    mine.post("/desk/logout/")
    for _count in range(30):
        sign_in(password="wrong", REMOTE_ADDR="203.0.113.9")
    wait = Client(REMOTE_ADDR="203.0.113.9").post("/desk/login/", {"username": "sun", "password": PASSWORD})
    assert wait.status_code == 429
    # From another address, also from a device never used before.
    fresh = Client(REMOTE_ADDR="198.51.100.8")
    assert fresh.post("/desk/login/", {"username": "sun", "password": PASSWORD}).status_code == 302
    # And from the attacker's own address, with a device that signed in before.
    mine.defaults["REMOTE_ADDR"] = "203.0.113.9"
    assert mine.post("/desk/login/", {"username": "sun", "password": PASSWORD}).status_code == 302


def test_a_known_device_has_an_allowance_and_no_more(cast, now):
    mine = sign_in()
    mine.post("/desk/logout/")
    for _count in range(5):
        mine.post("/desk/login/", {"username": "sun", "password": "wrong"})
    assert mine.post("/desk/login/", {"username": "sun", "password": PASSWORD}).status_code == 429


def test_a_known_device_is_known_for_its_own_officers_only(cast, now):
    mine = sign_in()
    mine.post("/desk/logout/")
    for _count in range(5):
        mine.post("/desk/login/", {"username": "li", "password": "wrong"})
    other = Client()
    assert other.post("/desk/login/", {"username": "li", "password": PASSWORD}).status_code == 429


def test_a_forged_device_is_no_device(cast, now):
    forger = Client()
    forger.cookies["xq_device"] = "WyJhIixbInN1biJdXQ:1:forged"
    for _count in range(5):
        forger.post("/desk/login/", {"username": "sun", "password": "wrong"})
    assert Client().post("/desk/login/", {"username": "sun", "password": PASSWORD}).status_code == 429


def test_behind_a_proxy_the_address_is_the_one_the_proxy_heard_from(cast, now, settings):
    settings.HTTPS = True

    def come(forwarded: str, password: str):
        client = Client(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
        return client.post("/desk/login/", {"username": "sun", "password": password}).status_code

    for count in range(6):
        come(f"10.9.9.{count}, 203.0.113.9", "wrong")  # what stands before the last is anybody's to write
    assert come("203.0.113.9", PASSWORD) == 429
    assert come("198.51.100.8", PASSWORD) == 302


def test_sessions_lie_in_the_database_and_go_from_there(cast, now):
    client = sign_in()
    key = client.session.session_key
    client.post("/desk/logout/")
    assert not Session.objects.filter(pk=key).exists()
    assert not sittings.open_sittings(Officer.objects.get(username="sun"), at=NOW)
