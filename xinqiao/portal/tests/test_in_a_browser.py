"""The portal as people meet it: on a telephone, on a desk, with a keyboard alone, without scripts."""

import re

import pytest

from xinqiao.people.codes import keep_code
from xinqiao.people.identities import replace_code
from xinqiao.testing import do, file_lift, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CODE = "1111222233334444"
PUBLIC = [
    "/",
    "/submit/",
    "/follow/",
    "/channels/",
    "/channels/xfj/",
    "/procedure/",
    "/refuses/",
    "/who-sees-what/",
    "/privacy/",
]


@pytest.fixture
def county(transactional_db):
    return make_cast()


def go_on(page):
    page.get_by_role("button", name=re.compile("^继续$|改好了")).click()


def file_a_matter(page, look=lambda page: None):
    page.goto("/submit/")
    page.get_by_role("link", name="开始").click()
    look(page)
    page.get_by_label("请求解决问题").check()
    page.get_by_label("替自己").check()
    go_on(page)
    look(page)
    page.get_by_label("发生了什么").fill("三号楼的电梯停了一个月。")
    page.get_by_label("第 1 项").fill("修好电梯")
    go_on(page)
    look(page)
    page.get_by_label("在哪里").fill("青石县柳园小区")
    go_on(page)
    look(page)
    go_on(page)
    look(page)
    page.get_by_label("您的姓名").fill("赵")
    go_on(page)
    look(page)
    page.get_by_label("先不告诉办理单位").check()
    go_on(page)
    look(page)
    page.get_by_role("button", name="提交").click()
    look(page)
    return page.locator(".po-number").inner_text(), page.locator(".po-code__digits").inner_text()


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_public_pages_can_be_read_by_everybody(county, request, width, axe):
    page = request.getfixturevalue(width)
    for path in PUBLIC:
        page.goto(path)
        axe(page)
        assert page.locator("h1").count() == 1


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_a_matter_is_filed_and_followed(county, request, width, axe):
    page = request.getfixturevalue(width)
    number, code = file_a_matter(page, look=axe)
    page.get_by_role("button", name="我已经记下").click()
    page.get_by_label("编号").fill(number)
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="进入").click()
    axe(page)
    assert number in page.content()
    page.locator(".xq-lies .xq-date summary").click()
    assert page.get_by_text("第二十二条").first.is_visible()
    page.get_by_role("link", name="补充材料").first.click()
    axe(page)
    page.get_by_label("补充说明").fill("又坏了一次")
    page.get_by_role("button", name="补充材料").click()
    axe(page)
    assert page.get_by_text("已经记下").is_visible()


def test_everything_works_without_scripts(county, plain):
    number, code = file_a_matter(plain)
    plain.get_by_role("button", name="我已经记下").click()
    plain.get_by_label("编号").fill(number)
    plain.get_by_label("查询码").fill(code)
    plain.get_by_role("button", name="进入").click()
    assert number in plain.content()
    plain.locator(".xq-lies .xq-date summary").click()
    assert plain.get_by_text("第二十二条").first.is_visible()


def test_words_of_danger_bring_the_numbers_at_once(county, phone, axe):
    phone.goto("/submit/purpose/")
    phone.get_by_label("请求解决问题").check()
    phone.get_by_label("替自己").check()
    go_on(phone)
    assert not phone.locator("#danger").is_visible()
    phone.get_by_label("发生了什么").fill("他说不想活了")
    assert phone.locator("#danger").is_visible()
    assert phone.get_by_role("link", name="110").get_attribute("href") == "tel:110"
    axe(phone)


def test_what_was_being_typed_is_there_again_after_the_page_was_lost(county, phone):
    phone.goto("/submit/purpose/")
    phone.get_by_label("请求解决问题").check()
    phone.get_by_label("替自己").check()
    go_on(phone)
    phone.get_by_label("发生了什么").fill("写到一半")
    phone.reload()
    assert phone.get_by_label("发生了什么").input_value() == "写到一半"


def test_the_network_cut_after_pressing_the_button_makes_one_matter(county, desktop):
    from xinqiao.cases.models import Case

    file_a_matter(desktop)
    desktop.go_back()
    desktop.wait_for_load_state()
    assert "/submit/receipt/" in desktop.url, "going back shows the same number, not the form again"
    assert Case.objects.count() == 1


def test_a_code_in_the_square_is_filled_in_and_leaves_the_address(county, phone):
    phone.goto(f"/follow/?number=2026-000001-7#{CODE}")
    assert phone.get_by_label("查询码").input_value() == CODE
    assert "#" not in phone.url


def test_after_leaving_a_shared_computer_the_way_back_shows_nothing(county, desktop, axe, screenshot):
    number = file_lift("2026-03-02").number
    replace_code(number, keep_code(number, CODE))
    page = desktop
    page.goto("/")
    page.goto(f"/follow/?number={number}")
    assert number not in page.url, "the number does not stay in the history"
    page.locator("#id_code").fill(CODE)
    page.get_by_label("我用的是公用的").check()
    axe(page)
    screenshot(page, "follow-shared")
    page.get_by_role("button", name="进入").click()
    before = page.evaluate("history.length")
    page.get_by_role("link", name="补充材料").first.click()
    page.wait_for_url("**/do/add_papers/")
    assert page.evaluate("history.length") == before, "one page takes the place of the other"
    page.goto("/follow/matter/")
    page.get_by_role("button", name="看完了，退出").click()
    page.wait_for_url(lambda url: url.endswith("/") and "/follow/" not in url)
    for _step in range(3):
        page.go_back()
        page.wait_for_load_state()
        assert "三号楼电梯" not in page.content()
        assert number not in page.title()


def test_the_keyboard_alone_is_enough(county, desktop):
    desktop.goto("/submit/purpose/")
    desktop.keyboard.press("Tab")
    assert desktop.evaluate("document.activeElement.textContent") == "跳到正文"
    desktop.keyboard.press("Enter")
    desktop.locator("#id_purpose").focus()
    desktop.keyboard.press("Space")
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Space")
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/submit/account/*")


def test_faults_are_said_and_take_the_focus(county, phone, axe):
    phone.goto("/submit/purpose/")
    go_on(phone)
    axe(phone)
    assert phone.evaluate("document.activeElement.className").startswith("govuk-error-summary")
    assert phone.title().startswith("还有地方要改")


def test_large_type_stays_and_fits_a_narrow_screen(county, narrow, axe):
    page = narrow
    page.goto("/")
    page.get_by_role("button", name="大字").click()
    for path in PUBLIC:
        page.goto(path)
        axe(page)
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"


def test_english_pages_fit_a_narrow_screen_and_a_telephone(county, narrow, axe):
    page = narrow
    page.goto("/")
    page.get_by_role("button", name="English").click()
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 844})
        for path in PUBLIC:
            page.goto(path)
            axe(page)
    assert page.locator("html").get_attribute("lang") == "en"
    page.goto("/")
    assert page.locator("h1").inner_text() == "Speak up: every matter gets an answer."


def test_a_long_story_with_long_words_fits_a_narrow_screen(county, narrow, axe):
    number = file_lift("2026-03-02", subject="长" * 200).number
    replace_code(number, keep_code(number, CODE))
    do(number, "register", "sun", "2026-03-03", county, petition_class="appeal", occurrence="first")
    do(number, "forward", "sun", "2026-03-06", county, to_unit="zjj")
    do(number, "inform", "zhou", "2026-03-10", county, how_it_goes_on="A" * 400)
    do(number, "accept", "zhou", "2026-03-12", county)
    page = narrow
    page.goto("/follow/")
    page.locator("#id_number").fill(number)
    page.locator("#id_code").fill(CODE)
    page.get_by_role("button", name="进入").click()
    for summary in page.locator("summary").all():
        summary.click()
    axe(page)


def test_the_slip_prints_on_one_sheet(county, desktop):
    file_a_matter(desktop)
    desktop.get_by_role("link", name="打印一张").click()
    desktop.emulate_media(media="print")
    sheet = desktop.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
