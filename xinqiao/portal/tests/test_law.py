"""The library as anybody reads it: a list, one text, an answer in everyday words; old editions say that they are old."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

from xinqiao.library.shelf import put
from xinqiao.testing import moment

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db

ANSWERS = "# 办事问答\n\n问：老板欠工资找谁？\n答：到县人力资源和社会保障局投诉，不收费。\n\n问：电梯坏了怎么办？\n答：先找物业公司。\n"


@pytest.fixture
def shelf(db):
    """Two editions: one over, one in force."""
    for since, text in (("2020-01-01", ANSWERS.replace("不收费", "免费")), ("2025-01-01", ANSWERS)):
        edition = put(
            "问答.md",
            text.encode(),
            kind="answers",
            in_force_from=date.fromisoformat(since),
            by="qin",
            at=moment("2026-01-05"),
        )
    return edition


def test_an_empty_library_says_so_and_leads_on(client, cast):
    page = client.get("/law/").content.decode()
    assert "还没有录入" in page and 'href="/procedure/"' in page


def test_everyday_words_are_answered_by_the_text_in_force(client, shelf):
    page = client.get("/law/", {"q": "老板欠工资找谁"}).content.decode()
    assert page.index("老板欠工资找谁？") > 0 and "不收费" in page and "免费" not in page


def test_what_is_not_there_is_said_plainly(client, shelf):
    page = client.get("/law/", {"q": "zzzz"}).content.decode()
    assert "没有找到" in page


def test_an_old_edition_says_that_it_is_old(client, shelf):
    instrument = shelf.instrument
    old = instrument.editions.get(in_force_from=date(2020, 1, 1))
    page = client.get(f"/law/{instrument.pk}/", {"edition": old.pk}).content.decode()
    assert "停止施行" in page and "免费" in page
    page = client.get(f"/law/{instrument.pk}/").content.decode()
    assert "停止施行" not in page and "从 2020年1月1日 起施行的版本" in page


@pytest.mark.parametrize("address", ["/law/999/", "/law/999/?edition=1"])
def test_what_does_not_exist_is_not_found(client, shelf, address):
    assert client.get(address).status_code == 404


def test_an_edition_of_another_text_is_not_shown_under_this_one(client, shelf):
    other = put(
        "办法.md",
        "# 办法\n\n第一条 甲。\n".encode(),
        kind="law",
        in_force_from=date(2025, 1, 1),
        by="qin",
        at=moment("2026-01-05"),
    )
    assert client.get(f"/law/{shelf.instrument_id}/", {"edition": other.pk}).status_code == 404


@pytest.mark.parametrize("query", ["<script>", "第" * 300, "%00", "\x00", "第9999999999999999999条"])
def test_whatever_is_asked_is_answered(client, shelf, query):
    assert client.get("/law/", {"q": query}).status_code == 200


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", ["phone", "desktop", "narrow"])
def test_the_pages_are_sound_on_every_screen(width, request, cast, shelf, axe, screenshot):
    page: Page = request.getfixturevalue(width)
    for name, address in (
        ("list", "/law/"),
        ("found", "/law/?q=老板欠工资找谁"),
        ("one", f"/law/{shelf.instrument_id}/"),
    ):
        page.goto(address)
        axe(page)
        screenshot(page, f"law-{name}-{width}")
