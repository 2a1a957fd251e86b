"""What a visit leaves behind on a computer that others use as well: nothing."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from xinqiao.people.codes import make_number
from xinqiao.people.models import Knock
from xinqiao.portal.tests.conftest import CODE

PAGES = ("/follow/", "/follow/matter/", "/follow/do/add_papers/", "/submit/contact/", "/submit/receipt/")


def enter(client: Client, number: str, code: str = CODE, **more: str):
    return client.post("/follow/", {"number": number, "code": code, **more})


@pytest.fixture
def inside(lift) -> Client:
    client = Client()
    enter(client, lift)
    return client


@pytest.mark.parametrize("address", PAGES)
def test_no_page_of_a_matter_is_kept_by_the_browser_or_told_to_others(inside, address):
    answer = inside.get(address)
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/follow/matter/", "/follow/do/add_papers/"])
def test_the_title_in_the_history_names_neither_number_nor_subject(inside, lift, address):
    title = re.search(r"<title>(.*?)</title>", inside.get(address).content.decode())
    assert title is not None
    assert lift not in title[1]
    assert "电梯" not in title[1]


def test_number_and_code_stand_in_no_address(client, lift):
    answer = enter(client, lift)
    assert answer["Location"] == "/follow/matter/"
    page = client.get("/follow/matter/").content.decode()
    for address in re.findall(r'(?:href|action|src)="([^"]*)"', page):
        assert lift not in address
        assert CODE not in address


@pytest.mark.parametrize(
    ("shared", "minutes", "stays"), [("", 20, True), ("yes", 4, True), ("yes", 6, False)]
)
def test_on_a_shared_computer_the_visit_ends_sooner(client, lift, now, shared, minutes, stays):
    now("2026-03-02 10:00")
    enter(client, lift, shared=shared)
    now(f"2026-03-02 10:{minutes:02d}")
    assert client.get("/follow/matter/").status_code == (200 if stays else 302)


def test_a_click_keeps_a_shared_visit_shared(client, lift, now):
    now("2026-03-02 10:00")
    enter(client, lift, shared="yes")
    now("2026-03-02 10:04")
    assert b"data-traceless" in client.get("/follow/matter/").content
    now("2026-03-02 10:10")
    assert client.get("/follow/matter/").status_code == 302


@pytest.mark.parametrize("way", ["close", "leave"])
def test_whoever_leaves_has_the_browser_throw_everything_away(inside, way):
    answer = inside.post("/follow/close/") if way == "close" else inside.get("/leave/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert inside.get("/follow/matter/")["Location"] == "/follow/"


@pytest.mark.parametrize("kind", ["nothing", "number", "code"])
def test_a_number_that_exists_and_one_that_does_not_cost_the_same_work(lift, kind):
    """The same questions to the database, the same rows written, the same page: nothing to measure."""
    nowhere = make_number(2026, 999_998)
    seen = []
    for number in (lift, nowhere):
        code = {"nothing": "", "number": "12", "code": "9" * 16}[kind]
        Knock.objects.all().delete()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = enter(Client(), number, code)
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode()).replace(
            number, ""
        )
        queries = [re.sub(r"'[^']*'|X?\d[\w.-]*", "?", one["sql"]) for one in asked]
        seen.append((answer.status_code, sorted(answer.headers), text, queries, Knock.objects.count()))
    assert seen[0] == seen[1]
