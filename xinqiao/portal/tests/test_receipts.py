"""The promise at once, the receipt as soon as the log holds the entry, and the page where anybody checks either."""

import base64
import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.cases.receipts import filing_of, promise_for, receipt_for
from xinqiao.ledger.publish import publish_all
from xinqiao.ledger.signing import origin, verifiers
from xinqiao.portal.tests.conftest import enter, fill
from xinqiao.portal.views.receipts import LARGEST, address_of_promise
from xinqiao.testing import do, file_lift, moment
from xinqiao.tlog.receipt import Trust, examine

pytestmark = pytest.mark.usefixtures("cast", "now")


@pytest.fixture(autouse=True)
def shelf_of_its_own(settings, tmp_path: Path) -> None:
    settings.LOG = tmp_path / "log"


def published(at: str = "2026-03-02 10:00") -> None:
    publish_all(at=moment(at))


def receipt_of(number: str) -> bytes:
    data = receipt_for(number, filing_of(number))
    assert data is not None, "publish the log first"
    return data


def checked(client: Client, data: bytes, name: str = "a.tlog-proof"):
    return client.post("/verify/", {"file": SimpleUploadedFile(name, data)})


def test_the_promise_is_there_the_moment_the_matter_is_filed(client):
    fill(client)
    client.post("/submit/check/")
    given = client.get("/submit/receipt/promise/")
    assert given["Content-Disposition"].endswith('.promise"')
    verdict = examine(given.content, Trust(verifiers(), origin=origin()))
    assert verdict.good and verdict.kind == "promise"
    assert client.get("/submit/receipt/receipt/")["Location"] == "/submit/receipt/"


def test_the_receipt_follows_when_the_log_is_published(client):
    fill(client)
    client.post("/submit/check/")
    published()
    receipt = client.get("/submit/receipt/receipt/")
    verdict = examine(receipt.content, Trust(verifiers(), origin=origin()))
    assert verdict.good and verdict.kind == "receipt"
    assert "三号楼的电梯停了一个月" in "".join(verdict.facts["words"].values())


def test_without_a_draft_there_is_nothing_to_fetch(client):
    assert client.get("/submit/receipt/promise/")["Location"] == "/submit/"


def test_the_matter_lists_every_entry_with_its_receipt(inside, lift, cast):
    do(lift, "register", "sun", "2026-03-03", cast, petition_class="appeal")
    do(lift, "note", "sun", "2026-03-03 10:00", cast, text="内部的话")
    before = inside.get("/follow/receipts/")
    assert "先下载收件承诺" in before.content.decode()
    assert [one.action for one, _title in before.context["found"]] == ["register", "submit"]
    published("2026-03-04")
    page = inside.get("/follow/receipts/").content.decode()
    links = re.findall(r"/follow/receipts/\d+/receipt/", page)
    assert len(links) == 2
    for link in links:
        assert examine(inside.get(link).content, Trust(verifiers())).good


def test_nobody_fetches_the_receipt_of_another_matter_or_of_a_note_among_staff(inside, lift, cast):
    other = file_lift("2026-03-02 11:00").number
    do(lift, "register", "sun", "2026-03-03", cast, petition_class="appeal")
    note = do(lift, "note", "sun", "2026-03-03 10:00", cast, text="内部的话").position
    for position in (filing_of(other), note, 999_999):
        for kind in ("promise", "receipt"):
            assert inside.get(f"/follow/receipts/{position}/{kind}/").status_code == 404
    assert inside.get(f"/follow/receipts/{filing_of(lift)}/other/").status_code == 404


def test_a_genuine_receipt_is_shown_green_with_the_words_and_what_it_does_not_prove(client, lift):
    published()
    page = checked(client, receipt_of(lift))
    text = page.content.decode()
    assert page.context["verdict"].good
    for words in ("这份回执是真的", "信访人", "它不证明", "提出信访事项", "2026年3月2日"):
        assert words in text


def test_a_receipt_that_was_touched_is_red_and_none_of_its_words_are_shown(client, lift):
    published()
    receipt = receipt_of(lift).decode()
    head, _, rest = receipt.partition("\nindex ")
    extra = base64.b64decode(head.rpartition(" ")[2]).replace("电梯".encode(), "楼梯".encode())
    forged = f"{head.rpartition(' ')[0]} {base64.b64encode(extra).decode()}\nindex {rest}"
    page = checked(client, forged.encode())
    assert not page.context["verdict"].good
    assert "楼梯" not in page.content.decode()
    assert "请不要依靠它" in page.content.decode()


def test_the_text_may_be_pasted_with_the_line_ends_of_any_machine(client, lift):
    text = promise_for(lift, filing_of(lift)).decode().replace("\n", "\r\n")
    assert client.post("/verify/", {"text": text}).context["verdict"].good


def test_the_square_on_the_slip_leads_to_the_page_that_checks_the_promise(client):
    fill(client)
    client.post("/submit/check/")
    slip = client.get("/submit/receipt/slip/")
    assert slip.content.decode().count("<svg") >= 2
    number = slip.context["case"].number
    address = urlsplit(address_of_promise(RequestFactory().get("/"), number))
    assert "电梯" not in base64.urlsafe_b64decode(parse_qs(address.query)["p"][0] + "==").decode()
    answer = Client().get(f"{address.path}?{address.query}")
    assert answer.context["verdict"].good and "这份收件承诺是真的" in answer.content.decode()


@pytest.mark.parametrize("packed", ["%%%", "A", "AAAA", "x" * 9000])
def test_a_damaged_square_is_answered_in_words(client, packed):
    answer = client.get("/verify/", {"p": packed})
    verdict = answer.context["verdict"]
    assert (answer.status_code == 422) if verdict is None else not verdict.good
    assert re.search("二维码里的内容不完整|认不出这是什么文件", answer.content.decode())


def test_nothing_and_far_too_much_are_refused_in_words(client):
    assert "请选一个文件" in client.post("/verify/", {}).content.decode()
    answer = checked(client, b"x" * (LARGEST + 1))
    assert answer.status_code == 422 and "太大" in answer.content.decode()


@given(st.binary(max_size=3000))
def test_whatever_is_dropped_there_the_page_answers(data):
    verdict = examine(data, Trust(verifiers()))
    assert not verdict.good


def test_the_tool_works_alone_in_a_folder(client, lift, tmp_path):
    published()
    with zipfile.ZipFile(io.BytesIO(client.get("/verify/tlog.zip").content)) as archive:
        assert all(not name.startswith(("/", "..")) for name in archive.namelist())
        archive.extractall(tmp_path)
    (tmp_path / "mine.tlog-proof").write_bytes(receipt_of(lift))
    command = [sys.executable, "-m", "tlog", "verify", "receipt", "mine.tlog-proof", "--key", "office.vkey"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False,
                          env={"PATH": "/usr/bin", "LANG": "C.UTF-8"})  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "这份回执是真的" in done.stdout


def test_who_left_the_page_open_too_long_is_led_to_the_door(client, lift, now):
    enter(client, lift)
    now("2026-03-02 12:00")
    assert client.get("/follow/receipts/")["Location"] == "/follow/"
