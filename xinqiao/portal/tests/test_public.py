"""What anybody may read says what the law says, from the same data."""

import pytest
from django.test import Client
from django.utils.html import escape

from xinqiao.cases.policy.published import addresses
from xinqiao.cases.policy.relations import RULES
from xinqiao.portal.words import length, procedure_now

pytestmark = pytest.mark.usefixtures("cast")


def test_home_has_three_choices_and_the_days_of_the_law(client):
    page = client.get("/").content.decode()
    for text in ("我要反映", "查询进度", "怎么办理", "最多 60 天", "青石县信访局"):
        assert text in page


def test_every_clock_of_the_procedure_is_published(client):
    page = client.get("/procedure/").content.decode()
    for clock in procedure_now().clocks:
        assert clock.title in page
        assert length(clock) in page


def test_every_state_of_the_procedure_is_published(client):
    page = client.get("/procedure/").content.decode()
    for state in procedure_now().states:
        assert state.name == "unfiled" or state.title in page


def test_who_sees_what_is_the_table_itself(client):
    page = client.get("/who-sees-what/").content.decode()
    for rule in RULES:
        assert rule.title in page and rule.why in page, rule.relation
    for _name, where in addresses():
        assert f"/{escape(where)}" in page, where


def test_a_unit_publishes_what_article_eighteen_asks(client, cast):
    page = client.get("/channels/zjj/").content.decode()
    unit = cast.units["zjj"]
    for name in unit.PUBLISHED:
        assert getattr(unit, name) in page


def test_large_type_stays_and_can_be_taken_back(client):
    answer = client.post("/type-size/", {"size": "large", "next": "/channels/"})
    assert answer["Location"] == "/channels/"
    assert "xq-large" in client.get("/").content.decode()
    client.post("/type-size/", {"size": "usual", "next": "/"})
    assert "xq-large" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    "away", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_the_switch_leads_nowhere_else(client, away):
    assert client.post("/type-size/", {"size": "large", "next": away})["Location"] == "/"


def test_english_is_one_press_away(client):
    client.post("/language/", {"language": "en", "next": "/"})
    assert '<html lang="en"' in client.get("/").content.decode()


def test_a_wrong_address_is_answered_plainly(client):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "没有找到这一页" in answer.content.decode()


def test_a_form_that_lay_too_long_is_answered_plainly():
    answer = Client(enforce_csrf_checks=True).post("/submit/purpose/", {})
    assert answer.status_code == 403
    assert "放得太久" in answer.content.decode()


def test_what_is_refused_is_said_on_every_page(client):
    for path in ("/", "/follow/", "/submit/", "/privacy/"):
        assert "心桥不做的事" in client.get(path).content.decode()
