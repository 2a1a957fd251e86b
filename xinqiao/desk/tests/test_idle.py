"""A session ends when nobody clicks and after a working day; what was being typed is there again after signing in."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from xinqiao.cases.models import Case
from xinqiao.ledger.models import Entry
from xinqiao.people.models import AccountChange, Outcome, SignIn
from xinqiao.people.sittings import open_sittings
from xinqiao.testing import PASSWORD, moment

pytestmark = pytest.mark.django_db

NINE = "2026-03-20 09:00"


@pytest.fixture(autouse=True)
def _a_password_is_enough(settings: Any) -> None:
    settings.SECOND_FACTOR = "optional"
    settings.IDLE_MINUTES = 30


def sign_in(client: Client, username: str = "zhou", **more: str) -> Any:
    return client.post("/desk/login/", {"username": username, "password": PASSWORD, **more})


def note(number: str) -> dict[str, Any]:
    return {
        "text": "已约物业周四到现场。\n带测量工具。",
        "seen": str(Entry.objects.filter(number=number).count()),
    }


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the form that stands on a page."""
    page = page.partition("<main")[2].partition("</form>")[0]
    return dict(re.findall(r'<input type="hidden" name="(?!csrf)([^"]+)" value="([^"]*)"', page))


def test_half_an_hour_without_a_click_ends_a_session_and_says_so(desk, now):
    client = desk("zhou")
    now(NINE)
    assert client.get("/desk/").status_code == 200
    now("2026-03-20 09:29")
    assert client.get("/desk/inbox/").status_code == 200
    now("2026-03-20 09:58")
    assert client.get("/desk/inbox/").status_code == 200, "every click begins the half hour anew"
    now("2026-03-20 10:29")
    answer = client.get("/desk/inbox/")
    assert answer["Location"] == "/desk/login/?next=/desk/inbox/"
    assert "30 分钟没有操作" in client.get(answer["Location"]).content.decode()
    assert sign_in(client, next="/desk/inbox/")["Location"] == "/desk/inbox/"
    assert client.get("/desk/inbox/").status_code == 200


def test_a_session_ends_after_a_working_day_however_busy(desk, now):
    client = desk("zhou")
    at = now("2026-03-20 08:00")
    while at <= moment("2026-03-20 18:00"):
        assert client.get("/desk/").status_code == 200, at
        at = now(f"{at + timedelta(minutes=20):%Y-%m-%d %H:%M}")
    answer = client.get("/desk/")
    assert answer.status_code == 302
    assert "一个工作日" in client.get(answer["Location"]).content.decode()


def test_what_was_typed_comes_back_into_its_form_and_is_done_when_the_button_is_pressed_again(
    desk, now, lift
):
    client = desk("zhou")
    now(NINE)
    address = f"/desk/matters/{lift}/do/note/"
    sent = note(lift)
    assert client.get(address).status_code == 200
    now("2026-03-20 10:00")
    before = Entry.objects.count()
    answer = client.post(address, sent)
    assert answer["Location"].startswith("/desk/login/")
    assert Entry.objects.count() == before
    assert "内容还在" in client.get(answer["Location"]).content.decode()
    assert sign_in(client)["Location"] == "/desk/login/kept/"
    kept = client.get("/desk/login/kept/").content.decode()
    assert f'action="{address}"' in kept
    again = hidden(kept)
    assert {**sent, "_aside": "1"} == again
    shown = client.post(address, again)
    assert shown.status_code == 200
    assert "带测量工具。" in shown.content.decode()
    assert Entry.objects.count() == before, "shown again, and nothing is done yet"
    assert client.post(address, sent).status_code == 302
    assert Entry.objects.count() == before + 1
    assert client.get("/desk/login/kept/")["Location"] == "/desk/", "it is not offered a second time"


def test_a_matter_that_was_being_taken_down_is_there_again_with_its_contact_details(desk, now):
    client = desk("sun")
    now(NINE)
    assert client.get("/desk/register/").status_code == 200
    now("2026-03-20 10:00")
    call = {
        "channel": "phone",
        "account": "西街的路灯不亮。",
        "requests": "修好",
        "purpose": "solve",
        "name": "赵",
    }
    assert client.post("/desk/register/", {**call, "token": "one"}).status_code == 302
    sign_in(client, "sun")
    shown = client.post("/desk/register/", hidden(client.get("/desk/login/kept/").content.decode()))
    page = shown.content.decode()
    assert "西街的路灯不亮。" in page and 'value="赵"' in page and 'value="one"' in page
    assert not Case.objects.exists()


def test_nobody_else_is_given_what_was_typed(desk, now, lift):
    client = desk("zhou")
    now(NINE)
    client.get("/desk/")
    now("2026-03-20 10:00")
    client.post(f"/desk/matters/{lift}/do/note/", note(lift))
    assert sign_in(client, "li")["Location"] == "/desk/"
    assert client.get("/desk/login/kept/")["Location"] == "/desk/"
    client.post("/desk/logout/")
    assert sign_in(client, "zhou")["Location"] == "/desk/", (
        "the first other one to sign in has thrown it away"
    )


def test_it_is_kept_for_an_hour_and_only_this_browser_reads_it(desk, now, lift):
    client = desk("zhou")
    now(NINE)
    client.get("/desk/")
    now("2026-03-20 10:00")
    client.post(f"/desk/matters/{lift}/do/note/", note(lift))
    kept = Session.objects.get(session_key=client.cookies["sessionid"].value)
    assert "测量" not in str(kept.get_decoded())
    now("2026-03-20 11:01")
    assert sign_in(client)["Location"] == "/desk/"


def test_it_can_be_thrown_away(desk, now, lift):
    client = desk("zhou")
    now(NINE)
    client.get("/desk/")
    now("2026-03-20 10:00")
    client.post(f"/desk/matters/{lift}/do/note/", note(lift))
    sign_in(client)
    assert client.post("/desk/login/kept/")["Location"] == "/desk/"
    assert client.get("/desk/login/kept/")["Location"] == "/desk/"


def test_a_password_is_never_laid_aside(desk, now):
    client = desk("zhou")
    now(NINE)
    client.get("/desk/password/")
    now("2026-03-20 10:00")
    client.post("/desk/password/", {"old_password": PASSWORD, "new_password1": "x", "new_password2": "x"})
    assert "aside" not in client.session
    assert not AccountChange.objects.filter(username="zhou").exists()


def test_after_a_button_without_words_one_comes_back_to_the_page_it_stood_on(desk, now):
    client = desk("sun")
    now(NINE)
    client.get("/desk/post/")
    now("2026-03-20 10:00")
    answer = client.post("/desk/post/told/", {}, headers={"Referer": "http://testserver/desk/post/"})
    assert "next=http%3A//testserver/desk/post/" in answer["Location"]
    answer = sign_in(client, "sun", next="http://testserver/desk/post/")
    assert answer["Location"] == "http://testserver/desk/post/"


def test_a_part_of_a_page_says_so_and_leaves_what_is_being_typed_alone(desk, now, lift):
    client = desk("zhou")
    now(NINE)
    address = f"/desk/matters/{lift}/do/note/"
    client.get(address)
    now("2026-03-20 10:00")
    sent = note(lift)
    live = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{address}"}
    answer = client.post(address, {**sent, "look": "1"}, headers=live)
    page = answer.content.decode()
    assert answer.status_code == 200 and "<html" not in page
    assert "照常提交" in page
    now("2026-03-20 10:05")
    client.post(address, sent)
    assert sign_in(client)["Location"] == "/desk/login/kept/", "the form sent after it is laid aside as well"


def test_a_session_left_alone_is_not_listed_as_open(desk, now, cast):
    client = Client()
    now(NINE)
    sign_in(client)
    client.get("/desk/")
    officer = cast.officers["zhou"]
    assert SignIn.objects.get(officer=officer).outcome == Outcome.IN
    assert len(open_sittings(officer, at=moment("2026-03-20 09:10"))) == 1
    assert open_sittings(officer, at=moment("2026-03-20 09:31")) == []
