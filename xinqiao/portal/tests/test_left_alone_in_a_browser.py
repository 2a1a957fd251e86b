"""Whoever is told to come back later, looked at on a telephone: too late on a matter, too many from one network."""

import pytest

from xinqiao.people.arrivals import arrive
from xinqiao.portal.tests.conftest import ANSWERS, CODE
from xinqiao.testing import moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_words_typed_too_late_come_back_into_their_form(phone, lift, now, axe, screenshot):
    now("2026-03-02 09:00")
    enter(phone, lift)
    phone.goto("/follow/do/add_papers/")
    phone.fill("#id_text", "昨天又停了一次。")
    now("2026-03-02 10:00")
    phone.locator("main form button.po-button").click()
    phone.get_by_text("填过的内容还在").wait_for()
    axe(phone)
    screenshot(phone, "late-phone-door")
    enter(phone, lift)
    phone.get_by_role("button", name="回到那一页，接着办").wait_for()
    axe(phone)
    screenshot(phone, "late-phone-kept")
    phone.get_by_role("button", name="回到那一页，接着办").click()
    phone.locator("#id_text").wait_for()
    assert phone.input_value("#id_text") == "昨天又停了一次。"


def test_a_full_network_says_until_when_and_where_else(phone, cast, now, settings, axe, screenshot):
    settings.FILINGS_HOUR = 1
    for slug in ("purpose", "account", "where", "papers", "contact", "secrecy"):
        phone.goto(f"/submit/{slug}/")
        for name, value in ANSWERS[slug].items():
            box = phone.locator(f"[name={name}]")
            if box.first.get_attribute("type") in ("radio", "checkbox"):
                phone.locator(f"[name={name}][value={value}]").check()
            else:
                box.first.fill(value if isinstance(value, str) else value[0])
        phone.locator("main form button.po-button").click()
    phone.wait_for_url("**/submit/check/")
    before = phone.url
    arrive("127.0.0.1", at=moment("2026-03-02 08:30"))
    phone.locator("main form button.po-button").click()
    phone.get_by_text("您这一次还没有收下").wait_for()
    axe(phone)
    screenshot(phone, "flood-phone")
    assert phone.url == before


def enter(page, number: str) -> None:
    page.goto("/follow/")
    page.fill("#id_number", number)
    page.fill("#id_code", CODE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/follow/*/")
