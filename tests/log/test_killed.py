"""The power fails at every step of putting entries into the log, signing and publishing: it never forks, nothing is lost.

A sample of kills by default; ``XINQIAO_KILLS=1000`` for a night.
"""

import json
import os
import subprocess
import sys

import pytest

from tests.stories.installation import installation

KILLS = int(os.environ.get("XINQIAO_KILLS", "40"))

PUBLISH = """
from datetime import datetime, UTC
from xinqiao.ledger.publish import publish
for second in range(40):
    publish(at=datetime(2026, 3, 2, 1, 0, second, tzinfo=UTC), cover=True)
"""

CHECK = """
import json
from tests.log.killing import look, whole
print(json.dumps([look([])[0], whole()]))
"""


@pytest.fixture
def here(tmp_path):
    with installation(tmp_path) as one:
        yield one


@pytest.mark.skipif(sys.platform != "linux", reason="forks and kills as Linux does")
def test_killed_at_every_step_the_log_never_forks(here):
    said = json.loads(here.run("-m", "tests.log.killing", str(KILLS), "1", seconds=60 + KILLS))
    assert said["findings"] == []
    # Both happened often: to be killed, and to get to the end.
    assert said["kills"] > KILLS * 0.3
    assert said["size"] > KILLS


def test_two_who_publish_at_once_make_one_log(here):
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
