"""Searching on a telephone and on an office screen: by finger, by keyboard, and back again."""

from typing import TYPE_CHECKING

import pytest

from xinqiao.ledger.follow import catch_up
from xinqiao.testing import PASSWORD, file_lift

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def county(cast, now) -> None:
    for at in range(32):
        file_lift(
            f"2026-03-{1 + at % 9:02}",
            subject=f"桥头第{at}盏路灯不亮，晚上回家看不见路，老人孩子都怕摔倒，希望尽快修好",
            account="从桥头到学校这段路的路灯坏了半年，晚上看不见。物业说不归他们管。" * 4,
            place="东桥镇桥头",
        )
    file_lift("2025-12-30", subject="停水没有通知，路灯也灭了", place="星和苑")
    catch_up(["xinqiao.search.follower"])


def sit_down(page: "Page") -> None:
    page.goto("/desk/login/")
    page.fill("#id_username", "sun")
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.locator(".dk-who").wait_for()


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_search_is_narrowed_turned_and_left_again(county, request, axe, screenshot, size):
    page = request.getfixturevalue(size)
    sit_down(page)
    page.goto("/desk/find/")
    axe(page)
    screenshot(page, f"desk-find-{size}-empty")
    # By keyboard alone: the box, the words, the first answer.
    page.keyboard.press("/")
    page.keyboard.type("路灯")
    page.keyboard.press("Enter")
    page.wait_for_url("**/find/?q=*")
    assert page.locator("[data-rows] > li").count() == 30
    axe(page)
    screenshot(page, f"desk-find-{size}-found")
    page.locator(".dk-facets > summary").click()
    axe(page)
    screenshot(page, f"desk-find-{size}-facets")
    page.locator("[rel=next]").click()
    page.get_by_text("第 2 页").wait_for()
    page.go_back()
    assert page.locator("[data-rows] > li").count() == 30
    page.goto("/desk/find/?q=星禾苑")
    assert "按读音" in page.locator("main").inner_text()
    axe(page)
    screenshot(page, f"desk-find-{size}-sound")
    page.goto("/desk/find/?q=没有的词语&kind=appeal")
    axe(page)
    screenshot(page, f"desk-find-{size}-nothing")
    page.goto("/desk/find/?q=" + "路" * 300)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
