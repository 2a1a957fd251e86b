"""The page of what petitioners reported, and the forms that keep an officer away, in a browser."""

from typing import TYPE_CHECKING

import pytest

from xinqiao.desk.tests.test_pages_in_a_browser import sit_down
from xinqiao.testing import Cast, do

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def reported(cast: Cast, lift: str, now) -> str:
    do(lift, "report_obstruction", "petitioner", "2026-03-18", text="有人上门要我撤回。")
    now("2026-03-20")
    return lift


def test_the_unit_above_finds_what_was_reported_and_answers_it(desktop: "Page", axe, reported: str):
    sit_down(desktop, "jiang")
    desktop.goto("/desk/reports/")
    axe(desktop)
    desktop.get_by_text("三号楼电梯停运一个月").click()
    assert desktop.get_by_text("有人上门要我撤回").count()
    axe(desktop)


def test_a_head_puts_a_colleague_in_charge(narrow: "Page", axe, lift: str):
    sit_down(narrow, "li")
    narrow.goto(f"/desk/matters/{lift}/do/appoint/")
    axe(narrow)
    narrow.get_by_label("周").check()
    narrow.locator("main form button.govuk-button").last.click()
    assert narrow.get_by_text("本单位经办人").count()
