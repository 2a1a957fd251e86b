"""A witness hands in its name, and receipts carry it from then on."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from xinqiao.cases.receipts import filing_of, receipt_for
from xinqiao.ledger import shelf
from xinqiao.ledger.publish import publish_all
from xinqiao.ledger.signing import origin, verifiers
from xinqiao.testing import file_lift, make_cast, moment
from xinqiao.tlog import cosignature
from xinqiao.tlog.note import parse
from xinqiao.tlog.receipt import Trust, examine
from xinqiao.tlog.tests.small import Office, cosigned, witness_key

FILED = pytest.mark.usefixtures("cast", "now")


@pytest.fixture(autouse=True)
def a_log_with_two_witnesses(settings, tmp_path: Path) -> None:
    settings.LOG = tmp_path / "log"
    settings.LOG_WITNESSES = tmp_path / "witnesses.vkey"
    lines = [witness_key(letter).verifier.line for letter in "ab"]
    settings.LOG_WITNESSES.write_text("\n".join(lines), "utf-8")


def hand_in(note: object) -> int:
    client = Client(enforce_csrf_checks=True)
    return client.post("/log/cosigned", data=str(note), content_type="text/plain").status_code


def published(at: str = "2026-03-02 10:00"):
    publish_all(at=moment(at))
    return parse(shelf.published() or "")


def vouching(number: str) -> list[str]:
    data = receipt_for(number, filing_of(number))
    assert data is not None
    verdict = examine(data, Trust(verifiers(), [witness_key(one).verifier for one in "ab"], origin=origin()))
    assert verdict.good
    return sorted(one["name"] for one in verdict.facts["witnesses"])


@FILED
def test_receipts_carry_the_names_of_those_who_vouch(lift, client):
    note = published()
    assert vouching(lift) == []
    assert hand_in(cosigned(note, "a")) == 200
    assert vouching(lift) == ["witness-a.example"]
    assert hand_in(cosigned(note, "b")) == 200
    assert vouching(lift) == ["witness-a.example", "witness-b.example"]
    assert client.get("/log/cosigned").content.decode().count("witness-") == 2


@FILED
def test_a_later_checkpoint_takes_its_place_and_an_earlier_one_does_not(lift, client):
    first = published()
    other = file_lift("2026-03-02 11:00").number
    second = published("2026-03-02 12:00")
    assert hand_in(cosigned(second, "a")) == 200
    assert hand_in(cosigned(first, "b")) == 200
    assert client.get("/log/cosigned").content.decode().startswith(second.text)
    assert vouching(other) == ["witness-a.example"]


@FILED
def test_an_entry_after_the_last_vouched_checkpoint_has_a_receipt_all_the_same(lift):
    assert hand_in(cosigned(published(), "a")) == 200
    other = file_lift("2026-03-02 11:00").number
    published("2026-03-02 12:00")
    assert vouching(other) == []
    assert vouching(lift) == ["witness-a.example"]


@FILED
def test_nobody_elses_name_and_nobody_elses_log_is_taken(lift, client):
    note = published()
    strange = Office(origin()).fill(3).publish()
    changed = note.signed(cosignature.sign(Office().publish(), witness_key("a"), 1))
    for offered in (note, cosigned(note, "z"), cosigned(strange, "a"), changed, "nonsense", "x" * 200_000):
        assert hand_in(offered) == 422
    assert client.get("/log/cosigned").status_code == 404


@FILED
def test_the_page_that_checks_says_who_vouched(lift, client):
    assert hand_in(cosigned(published(), "a")) == 200
    text = (receipt_for(lift, filing_of(lift)) or b"").decode()
    page = client.post("/verify/", {"text": text}).content.decode()
    assert "见证单位 witness-a.example" in page


@pytest.mark.django_db(transaction=True)
def test_the_witness_command_follows_the_log_over_the_network_and_hands_its_name_in(
    transactional_db, live_server, settings, tmp_path
):
    make_cast()
    number = file_lift("2026-03-02").number
    published()
    folder, out, err = tmp_path / "w", StringIO(), StringIO()
    arguments = [
        f"{live_server.url}/log",
        "--dir",
        str(folder),
        "--name",
        "news.example/w",
        "--once",
        "--submit",
    ]
    call_command("witness", *arguments, stdout=out, stderr=err)
    assert "没有收下" in err.getvalue()
    settings.LOG_WITNESSES.write_bytes((folder / "witness.vkey").read_bytes())
    call_command("witness", *arguments, stdout=out, stderr=(later := StringIO()))
    assert later.getvalue() == ""
    assert b"news.example/w" in (receipt_for(number, filing_of(number)) or b"")
