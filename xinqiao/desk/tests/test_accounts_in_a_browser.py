"""The way into the desk in a real browser: the first sign-in, an invitation, somebody who leaves."""

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from xinqiao.desk.tests.test_second_factor import code_at
from xinqiao.people.models import Factor, Officer, SignIn
from xinqiao.testing import PASSWORD, Cast, do, moment

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEW = "four-plain-words-long"


@pytest.fixture(autouse=True)
def _required(settings, now) -> None:
    settings.SECOND_FACTOR = "required"


def sign_in(page: "Page", username: str, password: str = PASSWORD) -> None:
    page.goto("/desk/login/")
    page.fill("#id_username", username)
    page.fill("#id_password", password)
    page.click("main button")


def set_up(page: "Page") -> str:
    """Set the generator up on the page that asks for it; its secret."""
    secret = page.locator(".dk-secret").inner_text().replace(" ", "")
    page.fill("#id_code", code_at(secret, timezone.now()))  # noqa: TID251 - the clock of the page stands still
    page.get_by_text("设好了").click()
    page.get_by_text("请记下这些恢复码").wait_for()
    return secret


@pytest.mark.parametrize("width", ["desktop", "plain"])
def test_a_first_sign_in_changes_the_password_and_sets_the_second_factor_up(
    width, request, cast: Cast, axe, screenshot, monkeypatch
):
    """On an office screen, and on a telephone whose browser runs no script."""
    check = axe if width == "desktop" else lambda _page: None
    page: Page = request.getfixturevalue(width)
    Officer.objects.filter(username="sun").update(password_given=True)
    sign_in(page, "sun")
    page.get_by_text("请先换成您自己的密码").wait_for()
    check(page)
    screenshot(page, f"accounts-{width}-first-password")
    page.fill("#id_old_password", PASSWORD)
    page.fill("#id_new_password1", NEW)
    page.fill("#id_new_password2", NEW)
    page.locator("main button").click()
    page.locator(".dk-secret").wait_for()
    check(page)
    screenshot(page, f"accounts-{width}-generator")
    secret = set_up(page)
    check(page)
    screenshot(page, f"accounts-{width}-codes")
    codes = page.locator(".dk-codes li").all_inner_texts()
    assert len(codes) == 10
    page.get_by_text("已经记下，继续").click()
    page.locator(".dk-columns").wait_for()
    page.locator("form[action$='logout/'] button").click()
    at = moment("2026-03-20 10:00")
    monkeypatch.setattr(timezone, "now", lambda: at)
    sign_in(page, "sun", NEW)
    page.get_by_text("验证并登录").wait_for()
    check(page)
    screenshot(page, f"accounts-{width}-second")
    page.fill("#id_code", "000000")
    page.get_by_text("验证并登录").click()
    page.locator(".govuk-error-message").wait_for()
    check(page)
    page.fill("#id_code", code_at(secret, at))
    page.get_by_text("验证并登录").click()
    page.locator(".dk-columns").wait_for()
    page.get_by_text("我的账号").click()
    page.get_by_text("就是这里").wait_for()
    assert "第二道验证不对" in page.locator("main").inner_text()
    check(page)
    screenshot(page, f"accounts-{width}-account")


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_a_keeper_invites_and_the_invited_comes_in(width, request, cast: Cast, axe, screenshot, settings):
    page: Page = request.getfixturevalue(width)
    settings.SECOND_FACTOR = "optional"  # the keeper's own is not the matter here
    sign_in(page, "qin")
    page.goto("/desk/units/zjj/officers/new/")
    axe(page)
    screenshot(page, f"accounts-{width}-invite")
    page.fill("#id_username", "lv")
    page.fill("#id_name", "吕")
    page.locator("input[name=posts][value=handler]").check()
    page.get_by_text("发出邀请").click()
    link = page.locator(".dk-link-shown").inner_text()
    axe(page)
    screenshot(page, f"accounts-{width}-invited")
    page.get_by_text("已经记下，继续").click()
    page.get_by_text("已经邀请，还没有启用").wait_for()
    axe(page)
    screenshot(page, f"accounts-{width}-unit")
    page.goto(f"/desk/officers/{cast.officers['zhou'].pk}/")
    axe(page)
    screenshot(page, f"accounts-{width}-officer")
    page.locator("form[action$='logout/'] button").click()
    settings.SECOND_FACTOR = "required"
    page.goto(link)
    axe(page)
    screenshot(page, f"accounts-{width}-invitation")
    page.fill("#id_new_password1", NEW)
    page.fill("#id_new_password2", NEW)
    page.locator("main button").click()
    set_up(page)
    page.get_by_text("已经记下，继续").click()
    page.locator(".dk-columns").wait_for()
    assert "吕" in page.locator(".dk-who").inner_text()
    page.goto(link)
    page.get_by_text("链接不能用了").first.wait_for()
    axe(page)
    screenshot(page, f"accounts-{width}-link-used")


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_somebody_leaves_after_handing_over(width, request, cast: Cast, lift, axe, screenshot, settings):
    page: Page = request.getfixturevalue(width)
    settings.SECOND_FACTOR = "optional"
    do(lift, "appoint", "li", "2026-03-13", cast, handler=cast.person("zhou").key)
    Officer.objects.create(username="he", name="何", unit_id="zjj", capacities="handler", password="x")
    sign_in(page, "li")
    page.goto("/desk/unit/")
    page.get_by_role("link", name="离岗交接 周").click()
    page.get_by_text("三号楼电梯停运一个月").wait_for()
    assert "周还经办 1 件" in page.locator("main").inner_text()
    axe(page)
    screenshot(page, f"accounts-{width}-leave")
    page.select_option("#id_all", label="何")
    page.locator("button[value=hand]").click()
    page.get_by_text("已经交接 1 件").wait_for()
    axe(page)
    screenshot(page, f"accounts-{width}-handed-over")
    page.locator("button[value=close]").click()
    page.get_by_text("周的账号已经关闭").wait_for()
    assert not Officer.objects.get(username="zhou").is_active


def test_a_security_key_is_taken_on_and_signs_in(desktop, cast: Cast, axe, screenshot):
    """With a key that the browser itself plays, so that the whole ceremony is the browser's."""
    page: Page = desktop
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    wire.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "usb", "automaticPresenceSimulation": True}},
    )
    sign_in(page, "sun")
    page.locator(".dk-secret").wait_for()
    page.get_by_text("设置安全密钥").click()
    page.locator("[data-key-ask]").wait_for()
    axe(page)
    screenshot(page, "accounts-desktop-key-new")
    page.fill("#id_name", "抽屉里的密钥")
    page.locator("[data-key-ask]").click()
    page.get_by_text("请记下这些恢复码").wait_for()
    assert Factor.objects.get().name == "抽屉里的密钥"
    page.locator("form[action$='logout/'] button").click()
    sign_in(page, "sun")
    page.locator("[data-key-ask]").wait_for()
    axe(page)
    screenshot(page, "accounts-desktop-key")
    page.locator("[data-key-ask]").click()
    page.locator(".dk-columns").wait_for()
    assert Factor.objects.get().used > 0
    assert SignIn.objects.filter(officer__username="sun", outcome="in").count() == 2
