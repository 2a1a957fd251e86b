"""A court asks for the file of Mrs Zhao's lift. Zhou, who handled it, cannot hand it over alone."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from xinqiao.cases.record import rebuild, verify
from xinqiao.cases.story import story
from xinqiao.ledger.publish import publish
from xinqiao.ledger.sequence import sequence
from xinqiao.people.person import petitioner_of
from xinqiao.portal.follow import opened_by
from xinqiao.testing import Cast, case_of, do, file_lift, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(cast: Cast, monkeypatch):
    """``desk("zhou", "2026-06-08")`` is a browser in which Zhou has signed in, on that day."""

    def sit_down(username: str, day: str) -> Client:
        at = moment(day)
        monkeypatch.setattr(timezone, "now", lambda: at)
        client = Client()
        client.force_login(cast.officers[username])
        return client

    return sit_down


def test_two_persons_hand_the_file_of_the_lift_to_the_court(cast, desk, tmp_path):
    number = file_lift("2026-03-02").number
    do(number, "register", "sun", "2026-03-03", cast, petition_class="appeal", occurrence="first")
    do(number, "forward", "sun", "2026-03-06", cast, to_unit="zjj")
    do(number, "inform", "zhou", "2026-03-10", cast, how_it_goes_on="由我们核实以后办理。")
    do(number, "accept", "zhou", "2026-03-12", cast)
    here = f"/desk/matters/{number}"

    # 8 June: the letter of the court lies on Zhou's desk. He asks, and finds no button to download.
    zhou = desk("zhou", "2026-06-08")
    said = {"whom": "court", "recipient": "青石县人民法院", "reason": "法院来函〔2026〕12号，行政诉讼需要。"}
    zhou.post(f"{here}/do/ask_whole_file/", {**said, "seen": case_of(number).entries})
    assert "下载整件案卷" not in zhou.get(f"{here}/whole-file/").content.decode()

    # 9 June: Sun, who registered the matter, reads to whom and why on the day's list, checks the letter, and agrees.
    sun = desk("sun", "2026-06-09")
    assert "等您决定" in sun.get("/desk/").content.decode()
    sun.post(f"{here}/do/approve_whole_file/", {"checked": "yes", "seen": case_of(number).entries})

    # Ten days later the agreement is over. Zhou asks again, and Zheng, who supervises the county, agrees this time.
    zhou = desk("zhou", "2026-06-19")
    late = zhou.post(f"{here}/whole-file/", {"seen": case_of(number).entries})
    assert late.status_code == 422
    zhou.post(f"{here}/do/ask_whole_file/", {**said, "seen": case_of(number).entries})
    zheng = desk("zheng", "2026-06-19 10:00")
    zheng.post(f"{here}/do/approve_whole_file/", {"checked": "yes", "seen": case_of(number).entries})
    sequence(at=moment("2026-06-19 10:01"))
    publish(at=moment("2026-06-19 10:01"))

    # The file leaves once.
    zhou = desk("zhou", "2026-06-19 11:00")
    answer = zhou.post(f"{here}/whole-file/", {"seen": case_of(number).entries})
    data = b"".join(answer.streaming_content)
    assert zhou.post(f"{here}/whole-file/", {"seen": case_of(number).entries}).status_code == 422

    # At the court somebody unpacks it and verifies the first step, with nothing but what is in it.
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(tmp_path)
    first = sorted(Path(tmp_path, "records").iterdir())[0]
    told = subprocess.run(
        [sys.executable, "-m", "tlog", "verify", "receipt", "--key", "office.vkey", str(first)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    assert "赵" not in Path(tmp_path, "index.html").read_text("utf-8"), "her name stayed sealed"

    # Mrs Zhao reads which office took it, to whom and why; the record holds and draws itself anew.
    steps = story(case_of(number), petitioner_of(number), at=moment("2026-06-20"))
    (taken,) = [one for one in opened_by(steps) if one.taken]
    assert taken.office == "青石县住房和城乡建设局"
    assert "青石县人民法院" in taken.what and "〔2026〕12号" in taken.what and "周" not in taken.what
    assert [one.action for one in steps if "whole_file" in one.action][::-1] == [
        "ask_whole_file", "approve_whole_file", "whole_file_lapses",
        "ask_whole_file", "approve_whole_file", "take_whole_file",
    ]  # fmt: skip
    assert verify().findings == [] and rebuild().redrawn == 0
