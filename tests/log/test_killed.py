"""The power fails at every step of all that must survive it: nothing acknowledged is lost, and the log never forks.

A sample of kills by default; ``XINQIAO_KILLS=1000`` for a night, in which every step of every deed is reached.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.log.deeds import DEEDS
from tests.stories.installation import Installation, installation

KILLS = int(os.environ.get("XINQIAO_KILLS", "70"))
NIGHT = KILLS >= 1000

SHARES = {
    "publish": 0.3, "register": 0.13, "erase": 0.12, "rotate": 0.12, "log-keys": 0.13, "backup": 0.1, "restore": 0.1,
}  # fmt: skip
"""How the kills of a night are shared out: what has more steps gets more."""

PUBLISH = """
from datetime import datetime, UTC
from xinqiao.ledger.publish import publish
for second in range(40):
    publish(at=datetime(2026, 3, 2, 1, 0, second, tzinfo=UTC), cover=True)
"""

CHECK = """
import json
from tests.log.deeds import log_faults, published
print(json.dumps([published([])[0], log_faults()]))
"""


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Installation]:
    with installation(tmp_path) as one:
        yield one


def test_every_deed_has_its_share_of_the_kills() -> None:
    assert set(SHARES) == set(DEEDS)
    assert abs(sum(SHARES.values()) - 1) < 1e-9


@pytest.mark.skipif(sys.platform != "linux", reason="forks and kills as Linux does")
@pytest.mark.parametrize("deed", SHARES)
def test_killed_at_any_step_nothing_is_lost(here: Installation, tmp_path: Path, deed: str) -> None:
    kills = max(5, round(KILLS * SHARES[deed]))
    words = ("-m", "tests.log.killing", deed, str(kills), os.environ.get("XINQIAO_SEED", "1"), str(tmp_path))
    said = json.loads(here.run(*words, seconds=120 + 10 * kills))
    print(deed, json.dumps({**said, "missed": said["missed"][:20]}, ensure_ascii=False))
    assert said["findings"] == []
    assert said["kills"] >= kills * 0.8
    if NIGHT and kills > said["steps"]:
        assert said["missed"] == []


def test_two_who_publish_at_once_make_one_log(here: Installation) -> None:
    running = [
        here.start("-c", f"import django; django.setup()\n{PUBLISH}", stderr=subprocess.PIPE)
        for _each in range(3)
    ]
    for one in running:
        _out, error = one.communicate(timeout=120)
        assert one.returncode == 0, error.decode()[-2000:]
    size, findings = json.loads(here.python(CHECK))
    assert findings == []
    assert size % 4 == 0
