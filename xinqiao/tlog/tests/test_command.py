"""The command line: a sentence, green or red, in both languages, and an exit code that says the same."""

import io
import json
from pathlib import Path

import pytest

from xinqiao.tlog.__main__ import clean, main, spoken
from xinqiao.tlog.note import encode64
from xinqiao.tlog.opening import Enclosure, Opening, Words
from xinqiao.tlog.promise import PromiseFile
from xinqiao.tlog.prover import Prover
from xinqiao.tlog.tests.small import ENTRY, Office, cosigned, witness_key

SUBJECT = Words("subject", Opening(b"salt of the words", "电梯停了一个月"))


@pytest.fixture
def desk(tmp_path):
    """A folder as a person has it: the key, the receipt, the promise, a witness's key."""
    log = Office().fill(11).add(ENTRY.commitment).fill(20)
    signed = cosigned(log.publish(), "a")
    enclosure = Enclosure(entry=ENTRY, words=(SUBJECT,), promise=str(log.promise(ENTRY.commitment)))
    write = {
        "office.vkey": log.key.verifier.line + "\n",
        "witness.vkey": witness_key("a").verifier.line + "\n",
        "other.vkey": Office(seed=b"x" * 32).key.verifier.line + "\n",
        "mine.tlog-proof": log.receipt(11, signed, enclosure).text,
        "mine.promise": PromiseFile(str(log.promise(ENTRY.commitment)), enclosure.encode()).text,
        "checkpoint": str(signed),
    }
    for name, text in write.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(one) for one in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def verify(
    capsys: pytest.CaptureFixture[str],
    desk: Path,
    name: str,
    *more: object,
    key: str = "office.vkey",
    language: str = "zh",
) -> tuple[int, str, str]:
    return run(capsys, "verify", "receipt", desk / name, "--key", desk / key, "--language", language, *more)


def test_a_genuine_receipt_is_green_in_both_languages(capsys, desk):
    code, out, _err = verify(capsys, desk, "mine.tlog-proof", "--witness", desk / "witness.vkey")
    assert code == 0
    assert out.startswith("√ 这份回执是真的。\n")
    assert "XF-2026-000001" in out and "subject: 电梯停了一个月" in out
    code, out, _err = verify(capsys, desk, "mine.tlog-proof", language="en")
    assert code == 0
    assert out.startswith("√ This receipt is genuine.\n")
    assert "number 12 of 20" in out


def test_a_promise_is_green_and_not_a_receipt(capsys, desk):
    code, out, _err = verify(capsys, desk, "mine.promise")
    assert code == 0
    assert out.startswith("√ 这份收件承诺是真的。\n")
    assert "还不是完整的回执" in out


def test_a_changed_receipt_is_red(capsys, desk):
    text = (desk / "mine.tlog-proof").read_text("utf-8")
    (desk / "mine.tlog-proof").write_text(text.replace("index 11", "index 10"), "utf-8")
    code, out, _err = verify(capsys, desk, "mine.tlog-proof")
    assert code == 1
    assert out.startswith("× 这份回执不能证明什么")
    assert "XF-2026" not in out
    code, out, _err = verify(capsys, desk, "mine.tlog-proof", language="en")
    assert code == 1 and out.startswith("× This receipt proves nothing")


def test_the_wrong_key_is_red(capsys, desk):
    assert verify(capsys, desk, "mine.tlog-proof", key="other.vkey")[0] == 1
    assert verify(capsys, desk, "mine.promise", key="other.vkey")[0] == 1


def test_a_file_of_another_kind_is_red(capsys, desk):
    code, out, _err = verify(capsys, desk, "office.vkey")
    assert code == 1 and "认不出" in out


def test_a_witness_asked_for_must_have_signed(capsys, desk):
    (desk / "b.vkey").write_text(witness_key("b").verifier.line, "utf-8")
    assert verify(capsys, desk, "mine.tlog-proof", "--witness", desk / "b.vkey")[0] == 1
    assert verify(capsys, desk, "mine.tlog-proof", "--witness", desk / "b.vkey", "--quorum", 0)[0] == 0


def test_the_key_may_be_typed_and_the_file_piped(capsys, desk, monkeypatch):
    data = io.BytesIO((desk / "mine.tlog-proof").read_bytes())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(data))
    key = (desk / "office.vkey").read_text("utf-8").strip()
    assert run(capsys, "verify", "receipt", "-", "--key", key)[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["mine.tlog-proof", "--key", "none.vkey"],
        ["none", "--key", "office.vkey"],
        ["mine.tlog-proof", "--key", "mine.promise"],
        ["mine.tlog-proof", "--key", "witness.vkey"],
        ["mine.tlog-proof", "--key", "office.vkey", "--witness", "office.vkey"],
        ["mine.tlog-proof", "--key", "a+b+c"],
        ["mine.tlog-proof", "--key", "office.vkey", "--commitment", "???"],
    ],
)
def test_a_question_that_cannot_be_read_is_neither_green_nor_red(capsys, desk, monkeypatch, arguments):
    monkeypatch.chdir(desk)
    code, out, err = run(capsys, "verify", "receipt", *arguments)
    assert code == 2
    assert not out and err


def test_a_machine_gets_both_languages_at_once(capsys, desk):
    code, out, _err = verify(capsys, desk, "mine.tlog-proof", "--json")
    found = json.loads(out)
    assert code == 0 and found["ok"] and found["kind"] == "receipt"
    assert found["headline"] == {"zh": "这份回执是真的。", "en": "This receipt is genuine."}
    assert found["facts"]["index"] == 11


def test_which_entry_is_meant_may_be_given(capsys, desk):
    text = (desk / "mine.tlog-proof").read_text("utf-8")
    bare = "\n".join(line for line in text.split("\n") if not line.startswith("extra"))
    (desk / "bare").write_text(bare, "utf-8")
    assert verify(capsys, desk, "bare")[0] == 1
    assert verify(capsys, desk, "bare", "--commitment", encode64(ENTRY.commitment))[0] == 0


def checkpoints(capsys: pytest.CaptureFixture[str], desk: Path, *arguments: object) -> tuple[int, str, str]:
    return run(capsys, "verify", "checkpoint", *arguments, "--key", desk / "office.vkey", "--language", "en")


def test_a_checkpoint_is_verified_alone_and_with_a_copy_of_the_log(capsys, desk):
    code, out, _err = checkpoints(capsys, desk, desk / "checkpoint")
    assert code == 0 and "20 entries" in out
    log = Office().fill(11).add(ENTRY.commitment).fill(20)
    for path, data in log.tiles.files.items():
        (desk / "copy" / path).parent.mkdir(parents=True, exist_ok=True)
        (desk / "copy" / path).write_bytes(data)
    code, out, _err = checkpoints(capsys, desk, desk / "checkpoint", "--tiles", desk / "copy")
    assert code == 0 and "All 20 entries" in out
    small = desk / "small"
    small.write_text(str(Office().fill(9).publish()), "utf-8")
    code, out, _err = checkpoints(capsys, desk, desk / "checkpoint", small, "--tiles", desk / "copy")
    assert code == 0 and "begins with exactly the log of 9" in out
    bundle = desk / "copy/tile/entries/000.p/20"
    bundle.write_bytes(bundle.read_bytes()[:-1] + b"\x00")
    code, out, _err = checkpoints(capsys, desk, desk / "checkpoint", "--tiles", desk / "copy")
    assert code == 1 and "entry has been changed" in out


def test_two_checkpoints_of_two_logs_are_found_out(capsys, desk):
    other = desk / "other"
    other.write_text(str(Office().fill(20).publish()), "utf-8")
    code, out, _err = checkpoints(capsys, desk, desk / "checkpoint", other)
    assert code == 1 and "has forked" in out
    code, out, _err = checkpoints(capsys, desk, desk / "checkpoint", other, "--json")
    assert code == 1 and not json.loads(out)["ok"]


def test_checkpoints_of_different_sizes_need_a_proof(capsys, desk):
    log = Office().fill(11).add(ENTRY.commitment)
    (desk / "small").write_text(str(log.publish()), "utf-8")
    code, out, err = checkpoints(capsys, desk, desk / "checkpoint", desk / "small")
    assert code == 2 and "--proof" in err
    proof = Prover(log.fill(20).tiles, 20).consistency(12)
    (desk / "proof").write_text("\n".join(map(encode64, proof)), "utf-8")
    two = (desk / "checkpoint", desk / "small", "--proof", desk / "proof")
    assert checkpoints(capsys, desk, *two)[0] == 0
    (desk / "small").write_text(str(Office().fill(12).publish()), "utf-8")
    code, out, _err = checkpoints(capsys, desk, *two)
    assert code == 1 and "forked" in out


def test_a_checkpoint_that_is_none_is_red(capsys, desk):
    code, out, _err = checkpoints(capsys, desk, desk / "mine.promise")
    assert code == 1 and out.startswith("×")


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("mine.tlog-proof", "XF-2026-000001"),
        ("mine.promise", '"by"'),
        ("checkpoint", '"size": 20'),
        ("office.vkey", "office.example/log"),
    ],
)
def test_show_tells_what_a_file_says_and_that_it_is_not_verified(capsys, desk, name, part):
    code, out, _err = run(capsys, "show", desk / name, "--language", "en")
    assert code == 0 and part in out.replace('\\"', '"') and "not verified" in out
    assert json.loads(run(capsys, "show", desk / name, "--json")[1])["kind"]


def test_show_knows_what_it_does_not_know(capsys, desk):
    (desk / "picture").write_bytes(b"\x89PNG\r\n")
    assert run(capsys, "show", desk / "picture")[0] == 2


def test_no_file_can_paint_its_own_green_line():
    assert clean("\x1b[32m√\x1b[0m 这份回执\u202e是真的\x9b") == "[32m√[0m 这份回执是真的"


@pytest.mark.parametrize(
    ("said_by", "language"), [("en_GB.UTF-8", "en"), ("zh_CN.UTF-8", "zh"), ("C", "zh"), ("", "zh")]
)
def test_the_language_is_that_of_the_terminal(monkeypatch, said_by, language):
    monkeypatch.setenv("LC_ALL", said_by)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.delenv("LANG", raising=False)
    assert spoken() == language


def test_speed_is_measured_by_one_command(capsys, monkeypatch):
    monkeypatch.setattr("xinqiao.tlog.bench.SAMPLES", 20)
    code, out, _err = run(capsys, "bench", "--leaves", 3_000)
    assert code == 0
    assert "proof of inclusion: median" in out and "a second" in out
