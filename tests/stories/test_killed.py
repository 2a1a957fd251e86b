"""The power fails in the middle of registrations: nothing that was acknowledged is missing, and it starts again."""

import json
import re
import socket
import subprocess
import sys
import threading
from contextlib import closing
from http.client import HTTPConnection, HTTPException

import pytest

from tests.stories.installation import installation, kill_at_once, wait_until
from xinqiao.operate.bench.web import Browser, Failed, register_one
from xinqiao.operate.demo import units

NUMBER = re.compile(r"/desk/registered/(\d{4}-\d{6,9}-\d)/")
THREADS, WANTED = 4, 12

CHECK = """
import json, sys
from xinqiao.cases.models import Case
from xinqiao.cases.record import verify
print(json.dumps([verify().findings, sorted(Case.objects.values_list("number", flat=True))]))
"""


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def healthy(port: int) -> bool:
    with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        try:
            connection.request("GET", "/health")
            return connection.getresponse().status == 200
        except OSError:
            return False


class Counter:
    """A clerk's screen: what the server said was registered."""

    def __init__(self, port: int) -> None:
        self.browser = Browser(port)
        self.shown: list[str] = []

    def work(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                leads_to = register_one(self.browser)
                found = NUMBER.fullmatch(leads_to)
                assert found, leads_to
                self.shown.append(found[1])
            except (Failed, OSError, HTTPException):
                break
        self.browser.close()


@pytest.mark.skipif(sys.platform != "linux", reason="kills a tree of processes as Linux names them")
def test_nothing_acknowledged_is_lost(tmp_path):
    clerk = next(
        one.username for one in units.colleagues() if one.unit == "xfj" and "registrar" in one.capacities
    )
    with installation(tmp_path) as here:
        # The clerks of this story sign in as those of the demonstration do.
        here.environment |= {"XINQIAO_DEMO": "1", "XINQIAO_SECOND_FACTOR": "optional"}
        port = free_port()
        serve = ("-m", "xinqiao", "serve", "--port", str(port))
        running = here.start(*serve, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_until(lambda: healthy(port), seconds=60, what="the first start")
            counters = [Counter(port) for _one in range(THREADS)]
            for counter in counters:
                counter.browser.sign_in(clerk, units.PASSWORD)
            stop = threading.Event()
            threads = [threading.Thread(target=one.work, args=(stop,), daemon=True) for one in counters]
            for thread in threads:
                thread.start()
            wait_until(
                lambda: sum(len(one.shown) for one in counters) >= WANTED, seconds=60, what="registrations"
            )
            kill_at_once(running)
            stop.set()
            for thread in threads:
                thread.join(60)
        finally:
            kill_at_once(running)
        shown = [number for one in counters for number in one.shown]
        findings, kept = json.loads(here.python(CHECK))
        assert findings == []
        assert len(set(shown)) == len(shown) >= WANTED
        assert set(shown) <= set(kept)

        again = here.start(*serve, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_until(lambda: healthy(port), seconds=60, what="the second start")
            counter = Counter(port)
            counter.browser.sign_in(clerk, units.PASSWORD)
            register_one(counter.browser)
            counter.browser.close()
            again.terminate()
            assert again.wait(40) == 0
        finally:
            kill_at_once(again)
        findings, after = json.loads(here.python(CHECK))
        assert findings == []
        assert set(kept) < set(after)
