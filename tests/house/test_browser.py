"""The browser fixtures find what a person would suffer from."""

import pytest

import conftest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.house.faulty_pages"),
]


def test_a_sound_page_passes_on_both_widths(phone, desktop, plain, axe):
    for page in (phone, desktop, plain):
        page.goto("/sound/")
        assert page.get_by_role("heading").inner_text() == "页"
    axe(phone)
    axe(desktop)


@pytest.mark.parametrize(
    ("fault", "said"),
    [("inline", "Content Security Policy"), ("foreign", "foreign host"), ("missing", "404")],
)
def test_a_fault_nobody_would_be_told_of_fails(browser, live_server, fault, said):
    pages = conftest.opened(browser, live_server.url, conftest.PHONE)
    next(pages).goto(f"/{fault}/")
    with pytest.raises(AssertionError, match=said):
        next(pages)


@pytest.mark.parametrize(("fault", "said"), [("unlabelled", "label"), ("wide", "wider than the screen")])
def test_a_page_some_cannot_use_fails(phone, axe, fault, said):
    phone.goto(f"/{fault}/")
    with pytest.raises(AssertionError, match=said):
        axe(phone)
