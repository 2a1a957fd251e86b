"""The processes that make up a running installation: the web server, the followers, and time.

One parent starts them, passes time once a minute, starts a follower again that stopped, and stops everything together.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import types
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

MINUTE = 60.0
LONGEST_WAIT = 300.0
"""A follower that keeps stopping is started again ever more seldom, but at least so often, in seconds."""
GRACE = 20.0
"""So long may a process take to finish what it does, in seconds, before it is killed."""


class CannotStart(Exception):
    """The server cannot be started as things are; the text says why and what helps."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What to run."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    threads: int = 4
    server: str = "granian"
    followers: bool = True
    tick: bool = True


def tables() -> str:
    """The state of the tables: ``none`` for a fresh database, ``behind`` when migrations wait, else ``current``."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if not executor.loader.applied_migrations:
        return "none"
    return "behind" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "current"


def collect_static() -> None:
    """Gather style sheets and pictures where they are served from, unless that was done since they last changed.

    Another process does it, because settings tell by the command's name that it collects.
    """
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    sources = [Path(one) for one in settings.STATICFILES_DIRS]
    sources += [Path(app.path) / "static" for app in apps.get_app_configs()]
    newest = max(
        (
            file.stat().st_mtime
            for source in sources
            for file in (source, *source.rglob("*"))
            if file.exists()
        ),
        default=0.0,
    )
    if manifest.is_file() and manifest.stat().st_mtime >= newest:
        return
    done = subprocess.run(
        [sys.executable, "-m", "xinqiao", "collectstatic", "--noinput", "-v0"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotStart(f"style sheets could not be collected: {done.stderr.strip()[-500:]}")


def web_command(plan: Plan) -> list[str]:
    """The command line of the web server."""
    if plan.server == "gunicorn":
        return [
            *(sys.executable, "-m", "gunicorn", "xinqiao.wsgi:application", "--worker-class", "gthread"),
            *("--workers", str(plan.workers), "--threads", str(plan.threads)),
            *("--bind", f"[{plan.host}]:{plan.port}" if ":" in plan.host else f"{plan.host}:{plan.port}"),
            *("--log-level", "warning", "--graceful-timeout", "10", "--no-control-socket"),
        ]
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "xinqiao.wsgi:application"),
        *("--workers", str(plan.workers), "--blocking-threads", str(plan.threads)),
        *("--host", plan.host, "--port", str(plan.port), "--no-ws", "--log-level", "warning"),
        *("--workers-kill-timeout", "10", "--respawn-failed-workers"),
    ]


def follow_command() -> list[str]:
    return [sys.executable, "-m", "xinqiao", "follow"]


def check_port(host: str, port: int) -> None:
    """Raise ``CannotStart`` when nobody can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotStart(
                f"cannot listen on {host}:{port}: {error.strerror or error} "
                f"端口 {port} 不能使用，请换一个：--port {port + 1}"
            ) from error


def addresses(plan: Plan) -> list[str]:
    """Where people reach the server, as addresses to click."""
    names = [plan.host]
    if plan.host in ("0.0.0.0", "::", "127.0.0.1"):  # noqa: S104 - compared, not bound
        names = ["localhost"]
    if plan.host in ("0.0.0.0", "::"):  # noqa: S104
        names += [
            name for name in settings.ALLOWED_HOSTS if name not in ("localhost", "127.0.0.1", "[::1]", "*")
        ]
    return [f"http://{f'[{name}]' if ':' in name else name}:{plan.port}/" for name in names]


@dataclass
class Installation:
    """The processes of one installation, from start to stop."""

    plan: Plan
    pass_time: Callable[[], object]
    say: Callable[[str], object]
    web: subprocess.Popen[bytes] | None = None
    follower: subprocess.Popen[bytes] | None = None
    stopping: threading.Event = field(default_factory=threading.Event)
    _wait: float = 1.0
    _again_in: float = 0.0

    def run(self, started: Callable[[], object] = lambda: None) -> int:
        """Start everything, keep it going until a signal comes or the web server ends; return the exit code."""
        check_port(self.plan.host, self.plan.port)
        before = {one: signal.signal(one, self._stop) for one in (signal.SIGTERM, signal.SIGINT)}
        try:
            self.web = self._start(web_command(self.plan))
            if self.plan.followers:
                self.follower = self._start(follow_command())
            self._wait_for_port()
            started()
            self._keep_going()
            ended_itself = self.web.poll() is not None and not self.stopping.is_set()
            return 1 if ended_itself else 0
        finally:
            self.stop()
            for one, handler in before.items():
                signal.signal(one, handler)

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        # In a session of its own, so that Ctrl-C reaches this process alone and things end in order.
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - this process has one thread
        )

    def _wait_for_port(self) -> None:
        assert self.web is not None
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.plan.host, self.plan.host)  # noqa: S104
        for _try in range(600):
            if self.stopping.wait(0.05) or self.web.poll() is not None:
                return
            try:
                with closing(socket.create_connection((host, self.plan.port), timeout=1)):
                    return
            except OSError:
                continue

    def _keep_going(self) -> None:
        assert self.web is not None
        since_tick = MINUTE
        while not self.stopping.wait(1.0):
            if self.web.poll() is not None:
                self.say(f"the web server has ended ({self.web.returncode}) 网页服务已停止")
                return
            self._mind_follower()
            since_tick += 1.0
            if self.plan.tick and since_tick >= MINUTE:
                since_tick = 0.0
                self.pass_time()

    def _mind_follower(self) -> None:
        """Start a follower again that stopped: matters are taken in meanwhile, papers and search lag behind."""
        if self.follower is None or self.follower.poll() is None:
            self._wait = max(1.0, self._wait - 1.0)
            return
        if self._again_in <= 0:
            self._wait = min(self._wait * 2 + 4, LONGEST_WAIT)
            self._again_in = self._wait
            self.say(
                f"the followers have stopped ({self.follower.returncode}); trying again in {self._wait:.0f} s "
                "跟随者停止了，文书和检索会滞后，稍后重试"
            )
        self._again_in -= 1.0
        if self._again_in <= 0:
            self.follower = self._start(follow_command())

    def _stop(self, _signal: int, _frame: types.FrameType | None) -> None:
        self.stopping.set()

    def stop(self) -> None:
        """End all processes: first ask, then insist."""
        running = [one for one in (self.web, self.follower) if one is not None and one.poll() is None]
        for one in running:
            one.terminate()
        for one in running:
            try:
                one.wait(GRACE)
            except subprocess.TimeoutExpired:
                os.killpg(one.pid, signal.SIGKILL)
                one.wait()


def _die_with_parent() -> None:
    """Ask Linux to end this process when its parent is killed, so that no server is left behind without its keeper."""
    if sys.platform == "linux":
        import ctypes

        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)
