"""Whoever comes back too late finds what they had typed, once they have shown number and code again."""

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from xinqiao.ledger.models import Entry
from xinqiao.portal.tests.conftest import enter

ADDRESS = "/follow/do/add_papers/"
SENT = {"text": "补充：昨天又停了一次。\n有照片。", "seen": "1"}


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the form that stands on a page."""
    page = page.partition("<main")[2].partition("</form>")[0]
    return dict(re.findall(r'<input type="hidden" name="(?!csrf)([^"]+)" value="([^"]*)"', page))


@pytest.fixture
def late(inside: Client, now: Any) -> Client:
    """A form that was sent an hour after the last click."""
    now("2026-03-02 09:00")
    inside.get("/follow/matter/")
    assert inside.get(ADDRESS).status_code == 200
    now("2026-03-02 10:00")
    answer = inside.post(ADDRESS, SENT)
    assert answer["Location"] == "/follow/"
    return inside


def test_it_comes_back_into_its_form_and_is_done_when_the_button_is_pressed_again(late, lift):
    before = Entry.objects.count()
    assert "填过的内容还在" in late.get("/follow/").content.decode()
    assert enter(late, lift)["Location"] == "/follow/kept/"
    shown = late.post(ADDRESS, hidden(late.get("/follow/kept/").content.decode()))
    assert shown.status_code == 200
    assert "昨天又停了一次。" in shown.content.decode()
    assert Entry.objects.count() == before, "shown again, and nothing is done yet"
    assert late.post(ADDRESS, SENT).status_code == 302
    assert Entry.objects.count() == before + 1
    assert late.get("/follow/kept/")["Location"] == "/follow/matter/"


def test_the_database_cannot_read_it(late):
    kept = Session.objects.get(session_key=late.cookies["sessionid"].value)
    assert "昨天" not in str(kept.get_decoded())
    assert "aside" in kept.get_decoded()


def test_leaving_quickly_throws_it_away(late, lift):
    late.get("/leave/")
    assert enter(late, lift)["Location"] == "/follow/matter/"


def test_a_button_without_words_leaves_nothing_behind(inside, now, lift):
    now("2026-03-02 09:00")
    inside.get("/follow/matter/")
    now("2026-03-02 10:00")
    inside.post("/follow/receive/", {})
    assert "aside" not in inside.session
