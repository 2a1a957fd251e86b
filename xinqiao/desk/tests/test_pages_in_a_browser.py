"""The desk on an office screen, on a telephone, and by keyboard alone."""

from typing import TYPE_CHECKING

import pytest

from xinqiao.cases.act import let_time_pass
from xinqiao.testing import PASSWORD, Cast, do, file_lift, moment

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def county(cast: Cast, lift: str) -> str:
    """The lift with the housing unit, and around it matters that are due, late and new."""
    for place, day in (
        ("东桥镇集市", "2026-03-02"),
        ("柳园小区二号楼", "2026-03-05"),
        ("西街", "2026-03-05"),
    ):
        file_lift(day, subject=f"{place}的路灯不亮", place=place, requests=["修好路灯"])
    for day in ("2026-03-19", "2026-03-19 15:10"):
        file_lift(
            day,
            subject="菜市场门口的垃圾没有人清运，气味很大，附近住户意见一致希望增加清运次数" + "。" * 3,
            place="菜市场",
        )
    late = file_lift("2026-02-20", subject="工地夜间施工", place="北街").number
    do(late, "register", "sun", "2026-02-21", cast, petition_class="appeal", content_class="噪声")
    do(late, "assign", "sun", "2026-02-21", cast, to_unit="zjj", report_by="2026-03-10")
    do(late, "inform", "zhou", "2026-02-25", cast, how_it_goes_on="由我们核实。")
    do(late, "accept", "zhou", "2026-02-26", cast)
    let_time_pass(late, at=moment("2026-03-18"))
    return lift


def sit_down(page: "Page", username: str) -> None:
    page.goto("/desk/login/")
    page.fill("#id_username", username)
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.locator(".dk-account").wait_for()


PAGES = {
    "sun": ["/desk/", "/desk/inbox/", "/desk/register/", "/desk/find/?q=路灯", "/desk/password/"],
    "zhou": ["/desk/", "/desk/matters/{n}/", "/desk/matters/{n}/do/hear/", "/desk/matters/{n}/do/open_seal/"],
    "li": ["/desk/unit/", "/desk/matters/{n}/", "/desk/matters/{n}/do/extend/"],
    "zheng": ["/desk/supervise/"],
    "qin": ["/desk/units/", "/desk/units/new/", "/desk/units/zjj/", "/desk/units/zjj/officers/new/"],
}


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_every_page_is_sound_on_an_office_screen_and_on_a_telephone(
    width, request, county, now, axe, screenshot
):
    page: Page = request.getfixturevalue(width)
    page.goto("/desk/login/")
    axe(page)
    screenshot(page, f"desk-{width}-login")
    for username, addresses in PAGES.items():
        sit_down(page, username)
        for address in addresses:
            page.goto(address.format(n=county))
            assert page.locator("h1").count() == 1, address
            axe(page)
            name = address.format(n="n").strip("/").replace("/", "-").partition("?")[0]
            screenshot(page, f"{name}-{width}-{username}")
        page.locator("form[action$='logout/'] button").click()
