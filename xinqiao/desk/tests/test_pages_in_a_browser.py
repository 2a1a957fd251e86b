"""The desk on an office screen, on a telephone, and by keyboard alone."""

from typing import TYPE_CHECKING

import pytest

from xinqiao.cases.act import let_time_pass
from xinqiao.cases.models import Case
from xinqiao.ledger.follow import catch_up
from xinqiao.testing import PASSWORD, Cast, do, file_lift, moment

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def county(cast: Cast, lift: str, now) -> str:
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
    do(late, "open_seal", "li", "2026-03-16", cast, purpose="handle")
    let_time_pass([late], at=moment("2026-03-18"))
    do(lift, "hear", "zhou", "2026-03-19", cast, heard_how="interview", record="谈过。", no_interest="yes")
    catch_up()
    return lift


def sit_down(page: "Page", username: str) -> None:
    page.goto("/desk/login/")
    page.fill("#id_username", username)
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.locator(".dk-who").wait_for()


PAGES = {
    "sun": ["/desk/", "/desk/inbox/", "/desk/register/", "/desk/find/?q=路灯", "/desk/password/"],
    "zhou": [
        "/desk/",
        "/desk/matters/{n}/",
        "/desk/matters/{n}/do/hear/",
        "/desk/matters/{n}/do/open_seal/",
    ],
    "li": [
        "/desk/unit/",
        "/desk/matters/{n}/",
        "/desk/matters/{n}/do/extend/",
        "/desk/matters/{n}/do/issue_opinion/",
    ],
    "zheng": ["/desk/supervise/", "/desk/supervise/openings/"],
    "qin": ["/desk/units/", "/desk/units/new/", "/desk/units/zjj/", "/desk/units/zjj/officers/new/"],
}


@pytest.mark.parametrize(("width", "language"), [("desktop", "zh-hans"), ("phone", "en")])
def test_every_page_is_sound_on_an_office_screen_and_on_a_telephone(
    width, language, request, county, now, axe, screenshot
):
    """On the telephone in English, whose words are the longer ones."""
    page: Page = request.getfixturevalue(width)
    page.goto("/desk/login/")
    if language == "en":
        page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == language
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


def test_what_an_act_sets_going_fits_a_telephone_in_english(phone, county, now, axe):
    phone.goto("/desk/login/")
    phone.get_by_role("button", name="English").click()
    sit_down(phone, "zheng")
    phone.goto("/desk/supervise/")
    phone.locator("a[href*='/do/supervise/']").first.click()
    assert phone.locator(".dk-follows time").count()
    axe(phone)


def test_a_call_is_taken_down_by_keyboard_alone(desktop, cast, now, axe, screenshot):
    """J10: the telephone on the shoulder, both hands on the keys."""
    file_lift("2026-03-02")
    catch_up()
    page: Page = desktop
    sit_down(page, "sun")
    page.keyboard.press("r")
    page.wait_for_url("**/register/")
    # The whole form stands on the screen: nothing has to be scrolled.
    assert page.evaluate("document.documentElement.scrollHeight") <= 768
    page.locator("input[name=channel]").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.locator("input[name=channel]:checked").get_attribute("value") == "phone"
    for said in (
        "三号楼的电梯从二月初停到现在，老人下不了楼。",
        "青石县柳园小区三号楼",
        "二月初以来",
        "尽快修好电梯",
        "",
        "",
        "三号楼电梯停了",
    ):
        page.keyboard.press("Tab")
        page.keyboard.type(said)
    page.locator("#alike .xq-proposal").first.wait_for()
    assert "三号楼电梯停运一个月" in page.locator("#alike").inner_text()
    screenshot(page, "desk-register-filled")
    axe(page)
    while page.evaluate("document.activeElement.name") != "purpose":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    page.locator(".dk-code").first.wait_for()
    number, code = (one.inner_text() for one in page.locator(".dk-code").all())
    assert len(code.split()) == 4
    assert Case.objects.get(number=number).channel == "phone"
    axe(page)
    screenshot(page, "desk-registered")
    page.keyboard.press("r")
    page.wait_for_url("**/register/")


def test_the_days_list_is_walked_with_j_and_k_and_an_action_opens_in_place(desktop, county, axe, screenshot):
    page: Page = desktop
    sit_down(page, "zhou")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/matters/**")
    page.keyboard.press("/")
    page.keyboard.type(county.replace("-", ""))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/matters/{county}/")
    page.locator(".dk-do").get_by_text("听取信访人陈述").click()
    page.locator("#doing form").wait_for()
    assert page.url.endswith(f"/matters/{county}/")
    axe(page)
    screenshot(page, "desk-doing-in-place")


def test_letters_as_keys_can_be_switched_off(desktop, county):
    page: Page = desktop
    sit_down(page, "sun")
    page.locator(".dk-keys summary").click()
    page.locator("[data-keys-switch]").click()
    page.keyboard.press("r")
    page.reload()
    page.keyboard.press("i")
    assert page.url.endswith("/desk/")


def test_the_preview_of_an_opinion_follows_the_typing(desktop, county, screenshot):
    page: Page = desktop
    sit_down(page, "li")
    page.goto(f"/desk/matters/{county}/do/issue_opinion/")
    page.fill("#id_answers_1_facts", "二月三日起停运，配件已到。")
    page.locator("#id_answers_1_support").check(force=True)
    page.locator(".dk-preview").get_by_text("处理意见：支持").wait_for()
    assert "配件已到" in page.locator(".dk-preview").inner_text()
    screenshot(page, "desk-opinion")


def test_everything_is_done_without_a_script(plain, county, screenshot):
    page: Page = plain
    sit_down(page, "li")
    page.goto(f"/desk/matters/{county}/")
    page.locator("[aria-labelledby=can]").get_by_text("延长办理期限").click()
    page.fill("#id_days", "30")
    page.fill("#id_reason", "要等检测结果。")
    page.get_by_text("先看看会起算哪些期限").click()
    assert "2026年6月10日" in page.locator(".dk-follows").inner_text()
    page.get_by_text("确认：延长办理期限").click()
    page.get_by_text("“延长办理期限”已经记下。").wait_for()
