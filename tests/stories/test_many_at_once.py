"""Eight people file at the same moment, from eight processes: each gets a number of their own, and nothing is lost."""

import json
import subprocess

from tests.stories.installation import installation

PEOPLE, EACH = 8, 6

FILER = """
import json, sys, time
from datetime import datetime
from xinqiao.cases.act import act
from xinqiao.law.model import Refused
from xinqiao.people.person import NEWCOMER, as_person
from xinqiao.people.models import Officer
from xinqiao.testing import LIFT, ZONE
who, each, begin = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
clerk = as_person(next(one for one in Officer.objects.filter(unit="xfj") if "registrar" in one.capacity_set))
while time.time() < begin:
    pass
got = []
for one in range(each):
    at = datetime(2026, 3, 2, 9, tzinfo=ZONE)
    filed = act(None, "submit", {"purpose": "solve", "channel": "web", **LIFT}, by=NEWCOMER, at=at,
                identity={"name": f"{who}-{one}"}, token=f"{who}-{one}")
    got.append([filed.number, filed.code])
# All eight want to register the very first matter: one of them may.
registered = 0
try:
    act(sys.argv[4], "register", {"petition_class": "appeal"}, by=clerk, at=datetime(2026, 3, 2, 10, tzinfo=ZONE))
    registered = 1
except Refused:
    pass
print(json.dumps([got, registered]))
"""

FIRST = """
from datetime import datetime
from xinqiao.cases.act import act
from xinqiao.people.person import NEWCOMER
from xinqiao.testing import LIFT, ZONE
print(act(None, "submit", {"purpose": "solve", "channel": "web", **LIFT}, by=NEWCOMER, at=datetime(2026, 3, 2, 8, tzinfo=ZONE)).number)
"""

CHECK = """
import json
from xinqiao.cases.models import Case
from xinqiao.cases.record import verify
from xinqiao.ledger.models import Entry
from xinqiao.people.identities import open_identity
report = verify()
names = [open_identity(number).get("name", "") for number in Case.objects.values_list("number", flat=True)]
print(json.dumps([report.findings, Case.objects.count(), list(Entry.objects.values_list("position", flat=True)), sorted(names)]))
"""


def test_eight_people_filing_at_once_get_eight_numbers(tmp_path):
    import time

    with installation(tmp_path) as here:
        first = here.python(FIRST).strip()
        begin = str(time.time() + 4)
        filers = [
            here.start(
                "-c",
                f"import django; django.setup()\n{FILER}",
                str(who),
                str(EACH),
                begin,
                first,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for who in range(PEOPLE)
        ]
        told = []
        for filer in filers:
            out, err = filer.communicate(timeout=120)
            assert filer.returncode == 0, err.decode()[-3000:]
            told.append(json.loads(out))
        numbers = [number for got, _registered in told for number, _code in got]
        codes = [code for got, _registered in told for _number, code in got]
        assert len(set(numbers)) == len(set(codes)) == PEOPLE * EACH
        assert sum(registered for _got, registered in told) == 1
        findings, cases, positions, names = json.loads(here.python(CHECK))
        assert findings == []
        assert cases == PEOPLE * EACH + 1
        assert positions == list(range(1, len(positions) + 1))
        assert names == sorted(["", *(f"{who}-{one}" for who in range(PEOPLE) for one in range(EACH))])
