"""A counter that was left during a hearing: what was typed comes back, looked at on an office screen and a telephone."""

from typing import TYPE_CHECKING

import pytest

from xinqiao.ledger.models import Entry
from xinqiao.testing import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAID = "已约物业周四上午到现场。\n带测量工具。"


@pytest.mark.parametrize("width", ["desktop", "plain"])
def test_a_note_survives_the_end_of_a_session(width, request, lift, now, settings, axe, screenshot):
    settings.SECOND_FACTOR = "optional"
    check = axe if width == "desktop" else lambda _page: None
    page: Page = request.getfixturevalue(width)
    now("2026-03-20 09:00")
    page.goto(f"/desk/login/?next=/desk/matters/{lift}/do/note/")
    sign_in(page)
    page.fill("#id_text", SAID)
    now("2026-03-20 10:00")
    page.locator("main form button[data-primary]").first.click()
    page.get_by_text("30 分钟没有操作").wait_for()
    check(page)
    screenshot(page, f"idle-{width}-door")
    sign_in(page)
    page.get_by_role("button", name="回到那一页，接着办").wait_for()
    check(page)
    screenshot(page, f"idle-{width}-kept")
    page.get_by_role("button", name="回到那一页，接着办").click()
    page.locator("#id_text").wait_for()
    check(page)
    screenshot(page, f"idle-{width}-again")
    assert page.input_value("#id_text").replace("\r\n", "\n") == SAID
    assert not Entry.objects.filter(action="note").exists()
    page.locator("main form button[data-primary]").first.click()
    page.get_by_text("已经记下").wait_for()
    assert Entry.objects.filter(action="note").count() == 1


def sign_in(page: "Page") -> None:
    page.fill("#id_username", "zhou")
    page.fill("#id_password", PASSWORD)
    page.locator("main button").first.click()
