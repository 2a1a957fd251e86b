"""Asking for a whole file, agreeing to it and taking it, as two officers see it on their screens."""

import zipfile
from typing import TYPE_CHECKING

import pytest

from xinqiao.desk.tests.test_pages_in_a_browser import sit_down
from xinqiao.ledger.follow import catch_up

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "language"), [("desktop", "zh-hans"), ("phone", "en")])
def test_two_officers_hand_a_file_over(width, language, request, cast, lift, now, axe, screenshot):
    catch_up()
    page: Page = request.getfixturevalue(width)

    def shown(name: str) -> None:
        axe(page)
        screenshot(page, f"whole-file-{name}-{width}")

    def switch(username: str) -> None:
        if page.locator("form[action$='logout/'] button").count():
            page.locator("form[action$='logout/'] button").click()
        sit_down(page, username)

    there = f"/desk/matters/{lift}/whole-file/"
    page.goto("/desk/login/")
    if language == "en":
        page.get_by_role("button", name="English").click()
    switch("zhou")
    page.goto(f"/desk/matters/{lift}/")
    page.locator("#whole-file").scroll_into_view_if_needed()
    shown("matter")
    page.locator(f"a[href='{there}']").click()
    shown("none")
    page.locator("a[href$='/do/ask_whole_file/']").click()
    shown("ask")
    page.check("input[value=court]")
    page.fill("#id_recipient", "青石县人民法院")
    page.fill("#id_reason", "法院来函〔2026〕12号，因行政诉讼调取本件案卷。")
    page.locator("form.dk-narrow button, main form button:not([name])").last.click()
    page.wait_for_url(f"**{there}")
    shown("asked")
    switch("sun")
    page.goto("/desk/")
    shown("today")
    page.locator(f"a[href='{there}']").click()
    shown("to-decide")
    page.locator("a[href$='/do/approve_whole_file/']").click()
    shown("approve")
    page.check("input[name=checked]")
    page.locator("form.dk-narrow button, main form button:not([name])").last.click()
    page.wait_for_url(f"**{there}")
    shown("agreed")
    switch("zhou")
    page.goto(there)
    shown("to-take")
    with page.expect_download() as waited:
        page.locator("main form[method=post] button").click()
    path = waited.value.path()
    with zipfile.ZipFile(path) as found:
        assert {"index.html", "index.en.html", "office.vkey"} <= set(found.namelist())
        page.set_content(found.read("index.html" if language == "zh-hans" else "index.en.html").decode())
        shown("contents")
    page.goto(there)
    shown("taken")
