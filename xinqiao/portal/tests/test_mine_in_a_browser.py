"""A petitioner's own copy and corrections, looked at on a telephone and an office screen."""

import zipfile

import pytest

from xinqiao.people.codes import keep_code
from xinqiao.people.identities import replace_code
from xinqiao.testing import do, file_lift, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CODE = "1111222233334444"


@pytest.fixture
def matter(transactional_db) -> str:
    cast = make_cast()
    number = file_lift("2026-03-02").number
    replace_code(number, keep_code(number, CODE))
    do(number, "withdraw", "petitioner", "2026-03-03", free_will=True)
    do(number, "ask_erasure", "petitioner", "2026-03-04", what="words")
    do(number, "erase_words", "feng", "2026-03-05", cast, extent="entry", entry=1, reason="ordered")
    return number


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_the_copy_and_the_correction_can_be_used_by_everybody(matter, request, width, axe, screenshot):
    page = request.getfixturevalue(width)
    page.goto("/follow/")
    page.fill("#id_number", matter)
    page.fill("#id_code", CODE)
    page.keyboard.press("Enter")
    page.locator("#story").wait_for()
    axe(page)
    screenshot(page, f"follow-erased-{width}")
    page.get_by_role("link", name="更正联系方式").first.click()
    page.locator("#id_telephone").wait_for()
    axe(page)
    screenshot(page, f"contact-{width}")
    page.fill("#id_telephone", "010-000")
    page.get_by_role("button", name="保存").click()
    page.locator("#story").wait_for()
    page.get_by_role("link", name="下载自己的一份").click()
    axe(page)
    screenshot(page, f"copy-{width}")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载").click()
    with zipfile.ZipFile(waiting.value.path()) as archive:
        text = archive.read("index.html").decode()
    assert "010-000" in text and "（依法删除）" in text
    page.set_content(text)
    axe(page)
    screenshot(page, f"own-copy-{width}")


@pytest.mark.parametrize("width", ["phone", "narrow"])
def test_the_questions_with_their_purposes_fit_a_telephone(transactional_db, request, width, axe, screenshot):
    make_cast()
    page = request.getfixturevalue(width)
    page.goto("/submit/purpose/")
    axe(page)
    screenshot(page, f"purposes-{width}")
