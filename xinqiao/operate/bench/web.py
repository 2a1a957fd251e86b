"""A real server and real clients, in processes of their own."""

import multiprocessing
import os
import secrets
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from xinqiao.operate.bench.figures import timed
from xinqiao.operate.running import Plan, web_command

PROCESSES, THREADS = 2, 4


class Failed(Exception):
    """The server did not answer as it should."""


@contextmanager
def server(settings_module: str = "xinqiao.settings") -> Iterator[int]:
    """A web server as `xinqiao serve` starts it; yields its port."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    running = subprocess.Popen(
        web_command(Plan(port=port)),
        # The made-up officers have no telephone; a second factor is no part of what is measured.
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings_module, "XINQIAO_SECOND_FACTOR": "optional"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _answering(running, port)
        yield port
    finally:
        running.terminate()
        try:
            running.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()


def _answering(running: subprocess.Popen[bytes], port: int) -> None:
    pause = threading.Event()
    for _try in range(1200):
        if running.poll() is not None:
            raise Failed(f"the web server ended with {running.returncode}")
        try:
            with closing(socket.create_connection(("127.0.0.1", port), timeout=1)):
                return
        except OSError:
            pause.wait(0.05)
    raise Failed("the web server does not answer")


@dataclass
class Browser:
    """One connection that keeps its cookies."""

    port: int

    def __post_init__(self) -> None:
        self.connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.led_to = ""
        """Where the last answer led, if it did."""

    def ask(self, method: str, address: str, data: Mapping[str, Any] | None = None) -> tuple[int, bytes]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if data is not None:
            body = urlencode({"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **data}, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, address, body=body, headers=headers)
        answer = self.connection.getresponse()
        content = answer.read()
        self.led_to = answer.getheader("Location") or ""
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                for crumb in SimpleCookie(value).values():
                    self.cookies[crumb.key] = crumb.value
        return answer.status, content

    def get(self, address: str) -> bytes:
        status, content = self.ask("GET", address)
        if status != 200:
            raise Failed(f"{address}: {status}")
        return content

    def close(self) -> None:
        self.connection.close()

    def sign_in(self, username: str, password: str) -> None:
        self.get("/desk/login/")
        status, _content = self.ask("POST", "/desk/login/", {"username": username, "password": password})
        if status != 302:
            raise Failed(f"{username} could not sign in: {status}")


def register_one(browser: Browser) -> str:
    """A full registration at the desk: one page sent, one matter filed and registered. Returns the address of the page
    that tells its number."""
    data = {
        "token": secrets.token_urlsafe(18),
        "channel": "phone",
        "read_back": "confirmed",
        "purpose": "solve",
        "account": "三号楼的电梯从上个月停到现在，八楼的老人下不了楼。物业说在等配件，一直没有修。" * 3,
        "requests": ["尽快修好电梯", "说明停运的原因"],
        "subject": "三号楼电梯停运一个月",
        "place": "长庚街道星禾苑三号楼",
        "occurrence": "first",
        "content_class": "住房/电梯和物业",
        "name": "赵青松",
        "telephone": "000-00000000",
    }
    status, content = browser.ask("POST", "/desk/register/", data)
    if status != 302 or not browser.led_to.startswith("/desk/registered/"):
        raise Failed(f"a registration was answered with {status}: {content[:200]!r}")
    return browser.led_to


ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "purpose": {"purpose": "solve", "who": "myself"},
    "account": {
        "account": "三号楼的电梯从上个月停到现在，八楼的老人下不了楼。物业说在等配件，一直没有修。" * 3,
        "requests": ["尽快修好电梯", "说明停运的原因"],
    },
    "where": {"place": "长庚街道星禾苑三号楼"},
    "papers": {},
    "contact": {"name": "赵青松", "telephone": "000-00000000", "electronic_service": "yes"},
    "secrecy": {"secrecy": "sealed"},
}
"""What a resident answers, page by page."""


def answer_all(port: int) -> Browser:
    """A resident who has answered every page and stands before the last button."""
    browser = Browser(port)
    browser.get("/submit/purpose/")
    for slug, given in ANSWERS.items():
        status, _content = browser.ask("POST", f"/submit/{slug}/", given)
        if status != 302:
            raise Failed(f"/submit/{slug}/ was answered with {status}")
    return browser


def file_one(browser: Browser) -> None:
    """The last button: one matter filed."""
    status, content = browser.ask("POST", "/submit/check/", {})
    if status != 302 or browser.led_to != "/submit/receipt/":
        raise Failed(f"a filing was answered with {status}: {content[:200]!r}")


def all_at_once(works: Sequence[Callable[[], object]]) -> tuple[float, list[float]]:
    """So many a second get done by as many clients as registrations have, and how long each took."""
    began = time.perf_counter()
    with ThreadPoolExecutor(PROCESSES * THREADS) as pool:
        times = list(pool.map(timed, works))
    return len(works) / (time.perf_counter() - began), times


def insert_rows(browser: Browser, rows: int) -> None:
    browser.get(f"/insert/{rows}/")


def rate(
    port: int, *, seconds: float, cookies: Mapping[str, str], rows: int = 0
) -> tuple[float, list[float]]:
    """How many a second get done by clients in their own processes, and how long each took.

    ``rows`` asks the bare view; without it, matters are registered.
    """
    context = multiprocessing.get_context("fork")
    answers: Any = context.Queue()
    clients = [
        context.Process(target=_client, args=(port, seconds, dict(cookies), rows, answers), daemon=True)
        for _one in range(PROCESSES)
    ]
    for client in clients:
        client.start()
    told = [answers.get(timeout=seconds + 120) for _client in clients]
    for client in clients:
        client.join()
    if faults := [fault for _times, fault in told if fault]:
        raise Failed(faults[0])
    times = [one for some, _fault in told for one in some]
    return len(times) / seconds, times


def _client(port: int, seconds: float, cookies: dict[str, str], rows: int, answers: Any) -> None:
    times: list[float] = []
    faults: list[str] = []
    ends = time.perf_counter() + seconds

    def work() -> None:
        browser = Browser(port)
        browser.cookies.update(cookies)
        try:
            while (began := time.perf_counter()) < ends:
                insert_rows(browser, rows) if rows else register_one(browser)
                times.append(time.perf_counter() - began)
        except (Failed, OSError) as fault:
            faults.append(str(fault))
        finally:
            browser.close()

    threads = [threading.Thread(target=work) for _one in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answers.put((times, faults[0] if faults else ""))
