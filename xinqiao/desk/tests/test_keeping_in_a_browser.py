"""The page of what is kept and what goes, and the correction at the counter, on an office screen and a telephone."""

from datetime import date

import pytest
from django.test import Client

from xinqiao.cases.models import Retention
from xinqiao.testing import Cast, do, file_lift, moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def over(cast: Cast, now) -> str:
    number = file_lift("2026-03-02").number
    do(number, "withdraw", "petitioner", "2026-03-05", free_will=True)
    do(number, "ask_erasure", "petitioner", "2036-02-10", what="identity")
    Retention.objects.create(
        unit_id="xfj",
        identity_years=10,
        words_years=30,
        approved_by="青石县档案馆〔2026〕1号",
        approved_on=date(2026, 1, 5),
        changed_at=moment("2026-01-05"),
    )
    now("2036-02-20")
    return number


def sit_down(page, address: str, cast: Cast, username: str) -> None:
    """The sign-in has its own tests; here somebody sits at the desk already."""
    client = Client()
    client.force_login(cast.officers[username])
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}]
    )


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_what_goes_and_what_is_asked_can_be_read_by_everybody(
    over, cast, live_server, request, width, axe, screenshot
):
    page = request.getfixturevalue(width)
    sit_down(page, live_server.url, cast, "feng")
    page.goto("/desk/keeping/")
    page.locator("#schedule").wait_for()
    assert page.get_by_text(over).count() == 2
    page.locator("summary", has_text="设定或者更改").click()
    axe(page)
    screenshot(page, f"keeping-{width}")
    page.goto(f"/desk/matters/{over}/do/erase_words/")
    axe(page)
    screenshot(page, f"erase-words-{width}")
    page.goto(f"/desk/matters/{over}/contact/")
    axe(page)
    screenshot(page, f"desk-contact-{width}")
