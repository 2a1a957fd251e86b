"""What every test can ask for: quick passwords, a phone, a desktop, and the accessibility check."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1366, "height": 768}}
NARROW = {"viewport": {"width": 320, "height": 640}}


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    # A test's password guards nothing; the real hasher would take most of the suite's time.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

    # Most tests are about what officers do once they are in; those of signing in ask for the second factor themselves.
    settings.SECOND_FACTOR = "optional"

    # A slow machine is no fault of the code; and where a run decides whether a change lands, it tries
    # the same cases each time, while a developer's run looks for new ones.
    hypothesis.settings.register_profile("xinqiao", deadline=None, derandomize=bool(os.environ.get("CI")))
    hypothesis.settings.load_profile("xinqiao")


@pytest.fixture(autouse=True)
def _no_log_left_over() -> Iterator[None]:
    """What a test has published is gone with its database: the next one would be told that it forks the log."""
    yield
    from django.conf import settings

    if (settings.DATA / "log").exists():
        shutil.rmtree(settings.DATA / "log")


@pytest.fixture(autouse=True)
def _no_language_left_over() -> Iterator[None]:
    """A request leaves its language with the thread that answered it; the next test reads Chinese again."""
    yield
    from django.utils import translation

    translation.deactivate()


def chromium() -> str | None:
    """Return the path of a Chromium on this machine, or None."""
    given = os.environ.get("XINQIAO_CHROMIUM")
    return given or next(filter(None, map(shutil.which, CHROMIUM)), None)


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """A headless Chromium, one for each test process."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import Locator, sync_playwright

    # Playwright keeps an event loop in this thread, and Django then refuses the database, taking our
    # plain code for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        for name in ("click", "press"):
            patch.setattr(Locator, name, followed_by_the_page(getattr(Locator, name)))
        running = playwright.chromium.launch(executable_path=path, headless=True, args=CHROMIUM_FLAGS)
        yield running
        running.close()


def followed_by_the_page(act: "Callable[..., None]") -> "Callable[..., None]":
    """A click waits until an answer has begun to come; a person, and `count()`, look at the page when it is there."""

    def acted(self: "Locator", *arguments: object, **options: object) -> None:
        act(self, *arguments, **options)
        self.page.wait_for_load_state()

    return acted


@pytest.fixture
def phone(browser: "Browser", live_server) -> "Iterator[Page]":
    """A page on a telephone: 390 × 844, touched. `phone.goto("/")` opens the portal."""
    yield from opened(browser, live_server.url, PHONE)


@pytest.fixture
def desktop(browser: "Browser", live_server) -> "Iterator[Page]":
    """A page on an office computer: 1366 × 768."""
    yield from opened(browser, live_server.url, DESKTOP)


@pytest.fixture
def narrow(browser: "Browser", live_server) -> "Iterator[Page]":
    """A page 320 pixels wide: the smallest telephone, or a desktop at 400%."""
    yield from opened(browser, live_server.url, NARROW)


@pytest.fixture
def plain(browser: "Browser", live_server) -> "Iterator[Page]":
    """A telephone whose browser runs no scripts: every page must be whole without them."""
    yield from opened(browser, live_server.url, {**PHONE, "java_script_enabled": False})


def opened(browser: "Browser", address: str, options: dict) -> "Iterator[Page]":
    """A page in a fresh context that fails its test on any fault the person would not be told of."""
    context = browser.new_context(
        base_url=address, locale="zh-CN", timezone_id="Asia/Shanghai", accept_downloads=True, **options
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    page.on(
        "console",
        lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None,
    )
    page.on(
        "response",
        lambda answer: (
            faults.append(f"{answer.status} {answer.url}")
            if answer.status >= 400 and answer.request.resource_type != "document"
            else None
        ),
    )
    page.on(
        "request",
        lambda asked: (
            None
            if asked.url.startswith((address, "data:", "blob:", "about:"))
            else faults.append(f"a foreign host was asked: {asked.url}")
        ),
    )
    yield page
    context.close()
    assert not faults, faults


@pytest.fixture
def axe() -> "Callable[[Page], None]":
    """`axe(page)` fails when the page as it stands breaks a rule of WCAG 2.2 A or AA."""
    from axe_playwright_python.sync_playwright import Axe

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

    def check(page: "Page") -> None:
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
        # A page that must be scrolled sideways on its own width is unreadable on a telephone.
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} is {wide} px wider than the screen"

    return check


@pytest.fixture
def screenshot(request: pytest.FixtureRequest) -> "Callable[[Page, str], Path]":
    """`screenshot(page, "name")` keeps a picture under build/screenshots, for people to look at."""

    def take(page: "Page", name: str) -> Path:
        path = Path(request.config.rootpath) / "build" / "screenshots" / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=path, full_page=True)
        return path

    return take
