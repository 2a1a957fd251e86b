"""The disk is really full: what cannot be kept is refused in words, nothing that was acknowledged is lost, and when there is
room again everything goes on by itself.

A small disk is mounted for it, which takes a Linux and its root; elsewhere the test says so and is skipped.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.installation import Installation, installation

MEGABYTES = 40

FILLED = """
import json, os, re
from io import StringIO
from datetime import datetime, timedelta, timezone as tz
from pathlib import Path
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test import Client
from tests.log.deeds import filed
from xinqiao.cases.models import Case
from xinqiao.cases.record import verify
from xinqiao.cases.room import no_room
from xinqiao.ledger import shelf
from xinqiao.ledger.keeper import Keeper

settings.ALLOWED_HOSTS = ["testserver"]
AT = datetime(2026, 3, 3, 1, tzinfo=tz.utc)
aside = settings.DATA / "ballast"

def fill():
    with aside.open("ab", buffering=0) as ballast:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    ballast.write(b"x" * size)
            except OSError:
                pass

told, seen = [], {}
keeper = Keeper(told.append)
numbers = [filed(one) for one in range(3)]
keeper.round(AT)
before = shelf.published()
assert before
numbers.append(filed(3))  # waits to be put into the log
fill()
"""

REGISTERING = """
# What is freed and taken again between two acts is no more than a log of writes holds; then the end has come.
error = None
for one in range(4, 4000):
    try:
        numbers.append(filed(one))
    except (DatabaseError, OSError) as broken:
        error = broken
        break
    fill()
seen["refused"] = no_room(error)
visitor = Client(raise_request_exception=False)
answer = visitor.post("/submit/purpose/", {"purpose": "solve", "who": "myself"})
seen["page"] = [answer.status_code, re.findall("<h1[^>]*>([^<]*)</h1>", answer.content.decode()), answer["Cache-Control"]]
seen["read"] = [Client().get(one).status_code for one in ("/", "/log/checkpoint", "/follow/")]
seen["health"] = Client().get("/health").status_code
"""

PUBLISHING = """
fill()
keeper.round(AT + timedelta(seconds=3))
seen["told"] = told[-1:]
seen["log"] = shelf.published() == before
seen["torn"] = [one.name for one in settings.LOG.rglob("*.aside")]
"""

BACKING_UP = """
copy = Path(settings.DATA).parent / "copy"
try:
    call_command("backup", str(copy), stdout=StringIO())
except CommandError as broken:
    seen["backup"] = str(broken)
seen["left"] = [one.name for one in copy.parent.iterdir() if one.name.startswith("copy")]
"""

ROOM_AGAIN = """
aside.unlink()
numbers.append(filed(9999))
keeper.round(AT + timedelta(seconds=60))
seen["goes on"] = told[-1:]
seen["grown"] = int(shelf.published().split("\\n")[1]) > int(before.split("\\n")[1])
call_command("backup", str(copy), stdout=StringIO())
seen["health again"] = Client().get("/health").status_code
seen["kept"] = set(numbers) == set(Case.objects.values_list("number", flat=True)) and len(set(numbers)) == len(numbers)
seen["findings"] = verify().findings
print(json.dumps(seen, ensure_ascii=False))
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of some megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(place)]
    try:
        done = subprocess.run(mounting, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount here: nobody has looked at what happens on a full disk")
    if done.returncode:
        pytest.skip(f"a small disk cannot be mounted ({done.stderr.strip()}): a full one was not tried")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def office(small_disk: Path) -> Iterator[Installation]:
    with installation(small_disk) as here:
        if here.environment["XINQIAO_DATABASE"]:
            pytest.skip("the database lies on another disk")
        yield here


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a disk as Linux does")
def test_a_full_disk_refuses_in_words_loses_nothing_and_goes_on(office: Installation) -> None:
    said = json.loads(office.python(FILLED + REGISTERING + PUBLISHING + BACKING_UP + ROOM_AGAIN))
    assert said["refused"] is True
    assert said["page"] == [503, ["暂时不能登记"], "no-store"]
    assert said["read"] == [200, 200, 200]
    assert (said["health"], said["health again"]) == (503, 200)
    assert "暂时没有写成" in said["told"][0] and said["log"] is True and said["torn"] == []
    assert "磁盘满了" in said["backup"] and said["left"] == []
    assert "恢复正常" in said["goes on"][0] and said["grown"] is True
    assert said["kept"] is True
    assert said["findings"] == []
