"""The office's keys are changed while people file, and the power fails in the middle of it, again and again."""

import json
import subprocess
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from tests.stories.installation import Installation, installation, kill_at_once, wait_until

FILE = """
from django.utils import timezone
from xinqiao.cases.act import act
from xinqiao.people.person import NEWCOMER
facts = {"purpose": "solve", "channel": "web", "subject": "电梯", "account": "停了。", "requests": ["修好"], "place": "青石县"}
for count in range(%d):
    act(None, "submit", facts, by=NEWCOMER, at=timezone.now(), identity={"name": "赵"}, token=f"%s{count}")
"""

OPEN = """
import json
import subprocess
from xinqiao.people.codes import enter, new_code
from xinqiao.people.identities import open_identity
from xinqiao.people.models import Identity
numbers = list(Identity.objects.values_list("number", flat=True))
print(json.dumps([len(numbers), sum(open_identity(one) == {"name": "赵"} for one in numbers)]))
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Installation]:
    with installation(tmp_path) as here:
        here.environment["XINQIAO_PROCEDURE"] = "petition_2022"
        yield here


def keys(office: Installation) -> dict:
    return json.loads(office.run("-m", "xinqiao", "keys", "list", "--json"))["rings"]


def far(rotating: subprocess.Popen[bytes], ring: Path, looks: int, seen: Iterator[int]) -> bool:
    """Whether the rotation has put its key on the ring and gone on for so many looks, or is over."""
    return rotating.poll() is not None or (len(ring.read_text().split()) > 1 and next(seen) >= looks)


def test_a_rotation_cut_short_at_any_step_is_finished_by_the_next_one(office: Installation) -> None:
    office.python(FILE % (300, "before"))
    old = keys(office)["seal_key"][0]["id"]
    # Filing goes on all the time, in a process that knew only the old key when it began.
    filing = office.start("-c", f"import django; django.setup()\n{FILE % (150, 'meanwhile')}")
    ring = Path(office.environment["XINQIAO_DATA"]) / "keys" / "seal_key"
    for looks in (0, 2, 5):
        rotating = office.start("-m", "xinqiao", "rotate-keys", "--batch", "1")
        wait_until(partial(far, rotating, ring, looks, count()), what="a second key on the ring")
        kill_at_once(rotating)
    told = json.loads(office.run("-m", "xinqiao", "rotate-keys", "--json"))
    assert filing.wait(60) == 0
    last = json.loads(office.run("-m", "xinqiao", "keys", "list", "--json"))["rings"]["seal_key"]
    assert told["broken"] == 0
    assert old in told["released"] or old not in [one["id"] for one in last]
    assert last[0]["matters"] == 450
    assert json.loads(office.python(OPEN)) == [450, 450]
    office.run("-m", "xinqiao", "verify")


def test_shares_put_back_what_a_lost_folder_held(office: Installation, tmp_path: Path) -> None:
    office.python(FILE % (3, "one"))
    paper = tmp_path / "paper"
    office.run("-m", "xinqiao", "keys", "split", "--out", str(paper))
    office.run("-m", "xinqiao", "rotate-keys")
    office.run("-m", "xinqiao", "backup", str(tmp_path / "copy"))
    assert [one.name for one in (tmp_path / "copy" / "keys").iterdir()] == ["recovery.json"], (
        "opens nothing alone"
    )
    folder = tmp_path / "data" / "keys"
    for one in ("secret_key", "seal_key", "query_code_key", "log_key"):
        (folder / one).unlink()
    shares = [str(paper / f"share-{place}-of-3.txt") for place in (3, 1)]
    office.run("-m", "xinqiao", "keys", "join", *shares, "--check")
    office.run("-m", "xinqiao", "keys", "join", *shares)
    assert json.loads(office.python(OPEN)) == [3, 3]
    assert len(keys(office)["seal_key"]) == 1
