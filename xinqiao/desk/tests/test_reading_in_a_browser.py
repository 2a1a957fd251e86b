"""The helps in reading on an office screen and on a telephone: citing, hints, proposals, themes, with scripts and without."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

from xinqiao.library.shelf import put
from xinqiao.people.models import Unit
from xinqiao.search.themes import find
from xinqiao.testing import PASSWORD, Cast, do, file_lift, moment

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = "# 电梯管理办法\n\n第一条 为了安全，制定本办法。\n\n第二条 电梯停用超过三日的，应当公示原因和恢复的日期。\n"


@pytest.fixture
def heard(cast: Cast, lift: str, now) -> str:
    """A matter in which the opinion can be written, an edition to cite, six lifts of one estate, duties of a unit."""
    do(lift, "hear", "zhou", "2026-03-19", cast, heard_how="interview", record="谈过。", no_interest="yes")
    put(
        "办法.md",
        RULES.encode(),
        kind="law",
        in_force_from=date(2025, 1, 1),
        by="qin",
        at=moment("2026-01-05"),
    )
    for at in range(6):
        file_lift(
            f"2026-03-{5 + at:02d}",
            subject=f"柳园小区电梯停运{at}",
            account="柳园小区的电梯停了，老人下不了楼。",
            place="青石县柳园小区",
        )
    find(at=moment("2026-03-19 03:00"))
    Unit.objects.filter(code="zjj").update(duties="物业、电梯")
    return lift


def sit_down(page: "Page", username: str) -> None:
    page.goto("/desk/login/")
    page.fill("#id_username", username)
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.locator(".dk-who").wait_for()


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_an_article_is_cited_by_one_click(width, request, heard, axe, screenshot):
    page: Page = request.getfixturevalue(width)
    sit_down(page, "li")
    page.goto(f"/desk/matters/{heard}/do/issue_opinion/")
    page.fill("#id_answers_1_facts", "您反映的问题已收悉，感谢您的支持。")
    page.fill("#id_answers_1_reasons", "已转有关部门调查处理，请耐心等待。")
    page.fill("#law_q", "电梯停用")
    page.click("#law button:has-text('查法规')")
    page.locator("#law-found button").first.click()
    assert "《电梯管理办法》" in page.input_value("#id_answers_1_basis")
    page.locator(".dk-hints").wait_for()
    axe(page)
    screenshot(page, f"desk-opinion-law-{width}")


def test_an_article_is_cited_without_scripts(plain, heard):
    page: Page = plain
    sit_down(page, "li")
    page.goto(f"/desk/matters/{heard}/do/issue_opinion/")
    page.fill("#id_answers_2_facts", "3月10日现场查看。")
    page.fill("#law_q", "电梯停用")
    page.click("#law button:has-text('查法规')")
    page.locator("#law-found button[value$='-2']").first.click()
    assert "《电梯管理办法》" in page.input_value("#id_answers_2_basis")
    assert page.input_value("#id_answers_2_facts") == "3月10日现场查看。"


def test_enter_in_the_search_for_law_never_signs_anything(desktop, heard):
    page: Page = desktop
    sit_down(page, "li")
    page.goto(f"/desk/matters/{heard}/do/issue_opinion/")
    page.fill("#law_q", "电梯停用")
    page.press("#law_q", "Enter")
    page.locator("#law-found li").first.wait_for()
    assert page.url.endswith("/do/issue_opinion/")


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_a_proposed_unit_is_taken_over_by_a_press(width, request, heard, cast, axe, screenshot):
    number = file_lift("2026-03-19").number
    do(number, "register", "sun", "2026-03-19", cast, petition_class="appeal")
    page: Page = request.getfixturevalue(width)
    sit_down(page, "sun")
    page.goto(f"/desk/matters/{number}/do/forward/")
    page.locator(".dk-proposals [data-adopt]").first.click()
    chosen = page.locator("#id_to_unit")
    assert chosen.input_value() == "zjj"
    axe(page)
    screenshot(page, f"desk-forward-proposals-{width}")
    page.goto(f"/desk/matters/{number}/propose/")
    axe(page)


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_themes_and_the_library_are_sound_pages(width, request, heard, axe, screenshot):
    page: Page = request.getfixturevalue(width)
    sit_down(page, "zheng")
    for address in ("/desk/themes/", None):
        if address:
            page.goto(address)
        else:
            page.locator("[data-rows] a").first.click()
        assert page.locator("h1").count() == 1
        axe(page)
        screenshot(page, f"desk-themes-{width}-{'list' if address else 'one'}")
    page.locator("form[action$='logout/'] button").click()
    sit_down(page, "qin")
    page.goto("/desk/law/")
    axe(page)
    screenshot(page, f"desk-library-{width}")
