"""A witness over the network, and a log operator who cheats in every way there is."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from threading import Thread

import pytest
from django.core.management import CommandError, call_command

from xinqiao.operate.witness import Site, Store, Witness
from xinqiao.tlog import checkpoint, cosignature, proof
from xinqiao.tlog.__main__ import main as tlog
from xinqiao.tlog.note import Malformed, parse, read_keys
from xinqiao.tlog.tests.small import NOON, ORIGIN, Office, commitment
from xinqiao.tlog.tile import pack
from xinqiao.tlog.witness import Kind

DAY = 86_400


class Served:
    """An office's log at a real address. Its files are changed at will between two looks."""

    def __init__(self) -> None:
        self.office = Office()
        self.files: dict[str, bytes] = {}
        served = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                data = served.files.get(self.path.removeprefix("/log/"))
                self.send_response(200 if data is not None else 404)
                self.end_headers()
                self.wfile.write(data or b"")

            def log_message(self, *_args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/log"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def publish(self, office: Office) -> None:
        self.office = office
        key = office.key.verifier.line.encode() + b"\n"
        self.files = {
            "key": key,
            "keys": key,
            "checkpoint": str(office.publish()).encode(),
            **office.tiles.files,
        }

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def log() -> Iterator[Served]:
    served = Served()
    served.publish(Office().fill(300))
    yield served
    served.close()


@pytest.fixture
def watching(log, tmp_path) -> Witness:
    """A newspaper that has seen and cosigned the log of 300 entries."""
    store = Store(tmp_path / "witness")
    one = Witness(Site(log.address), store, store.key("news.example/witness"), patience=2 * DAY)
    found = one.look(at=NOON)
    assert found is not None and found.kind == Kind.COSIGN
    return one


def alarms(witness: Witness) -> list[str]:
    return sorted(path.read_text("utf-8") for path in (witness.store.folder / "alarms").glob("*.txt"))


def kind(witness: Witness, at: int) -> Kind | None:
    found = witness.look(at=at)
    return found.kind if found else None


def test_what_a_witness_signs_says_when_and_holds_for_anybody_with_its_key(log, watching):
    key = read_keys((watching.store.folder / "witness.vkey").read_text("utf-8"))
    signed = parse((watching.store.folder / "checkpoint").read_bytes())
    seen, _note = checkpoint.opened(signed, [log.office.key.verifier])
    (vouched,) = cosignature.verified(signed, key)
    assert (seen.size, vouched.at) == (300, NOON)
    assert (watching.store.folder / "witness.key").stat().st_mode & 0o077 == 0


def test_a_log_that_grows_is_followed_and_copied_whole(log, watching):
    for day, size in enumerate((301, 511, 512, 513, 1_500), start=1):
        log.publish(log.office.fill(size))
        assert kind(watching, NOON + day * DAY) == Kind.COSIGN
    assert alarms(watching) == []
    folder = watching.store.folder
    assert tlog(["verify", "checkpoint", str(folder / "checkpoint"), "--key", str(folder / "log.vkey"),
                 "--witness", str(folder / "witness.vkey"), "--tiles", str(folder)]) == 0  # fmt: skip


def test_a_second_log_of_the_same_size_is_a_fork(log, watching):
    log.publish(Office().fill(200).add(b"another" * 5).fill(300))
    assert kind(watching, NOON + 60) == Kind.FORK
    (alarm,) = alarms(watching)
    assert "第 201 条" in alarm and alarm.count("— office.example/log ") == 2


def test_an_old_entry_that_was_rewritten_is_named(log, watching):
    log.publish(Office().fill(10).add(b"x" * 32).fill(700))
    assert kind(watching, NOON + 60) == Kind.REWRITTEN
    assert "第 11 条" in alarms(watching)[0]
    assert watching.store.seen().size == 300


def test_a_log_that_went_back_is_found(log, watching):
    log.publish(Office().fill(250))
    assert kind(watching, NOON + 60) == Kind.ROLLBACK
    assert "250" in alarms(watching)[0]


def test_a_log_that_stands_still_is_reported_and_so_is_one_that_does_not_answer(log, watching):
    assert kind(watching, NOON + DAY) == Kind.COSIGN
    assert kind(watching, NOON + 3 * DAY) == Kind.STALLED
    log.close()
    assert kind(watching, NOON + 3 * DAY) == Kind.STALLED


def test_a_short_silence_is_no_alarm(log, watching):
    log.close()
    assert watching.look(at=NOON + 60) is None
    assert alarms(watching) == []


def test_entries_that_do_not_hash_to_what_was_signed_are_never_copied_as_true(log, watching):
    log.publish(log.office.fill(400))
    log.files["tile/entries/001.p/144"] = pack([commitment(n) for n in range(256, 399)] + [b"y" * 32])
    assert kind(watching, NOON + 60) == Kind.TORN
    assert watching.store.seen().size == 300


def test_a_missing_tile_is_reported_as_such(log, watching):
    log.publish(log.office.fill(600))
    del log.files["tile/0/001"]
    assert kind(watching, NOON + 60) == Kind.TORN


def test_a_checkpoint_of_somebody_else_is_no_evidence_against_the_office(log, watching):
    stranger = Office(seed=b"s" * 32).fill(400)
    log.files["checkpoint"] = str(stranger.publish()).encode()
    assert kind(watching, NOON + 60) == Kind.UNSIGNED
    log.files["checkpoint"] = b"\xff\xfe not a note"
    assert kind(watching, NOON + 60) == Kind.UNSIGNED


def test_the_same_alarm_is_put_on_record_once(log, watching):
    log.publish(Office().fill(250))
    for minute in range(3):
        kind(watching, NOON + 60 * minute)
    assert len(alarms(watching)) == 1


def test_a_witness_that_was_stopped_between_copying_and_remembering_goes_on(log, watching):
    log.publish(log.office.fill(700))
    seen = (watching.store.folder / "seen.json").read_text("utf-8")
    assert kind(watching, NOON + 60) == Kind.COSIGN
    (watching.store.folder / "seen.json").write_text(seen, "utf-8")
    assert kind(watching, NOON + 120) == Kind.COSIGN
    assert json.loads((watching.store.folder / "seen.json").read_text("utf-8"))["size"] == 700


def test_a_new_key_is_believed_when_the_old_one_signs_beside_it(log, watching):
    old, new = log.office, Office(seed=b"n" * 32)
    log.publish(old.fill(310))
    both = checkpoint.sign(old.checkpoint, old.key, new.key)
    lines = f"{old.key.verifier.line}\n{new.key.verifier.line}\n".encode()
    log.files |= {"checkpoint": str(both).encode(), "keys": lines}
    assert kind(watching, NOON + 60) == Kind.COSIGN
    later = old.fill(320)
    log.files |= {**later.tiles.files, "checkpoint": str(checkpoint.sign(later.checkpoint, new.key)).encode()}
    assert kind(watching, NOON + 120) == Kind.COSIGN


def test_a_new_key_alone_is_not_believed(log, watching):
    new = Office(seed=b"n" * 32).fill(310)
    log.publish(new)
    assert kind(watching, NOON + 60) == Kind.UNSIGNED


def test_two_people_who_were_shown_two_logs_find_it_out(log, watching):
    shown = Office().fill(299).add(b"only for you".ljust(32))
    receipt = shown.receipt(299)
    found = watching.compare(receipt.text.encode())
    assert found is not None and found.kind == Kind.FORK
    assert watching.compare(log.office.receipt(7).text.encode()) is None
    earlier = Office().fill(123)
    assert watching.compare(earlier.receipt(7).text.encode()) is None
    with pytest.raises(LookupError):
        watching.compare(Office().fill(301).receipt(7).text.encode())
    with pytest.raises(Malformed):
        watching.compare(proof.HEADER.encode() + b"\nnonsense")


def test_the_command_signs_once_says_so_and_ends_with_1_on_an_alarm(log, tmp_path):
    folder = tmp_path / "w"
    out, err = StringIO(), StringIO()
    arguments = [log.address, "--dir", str(folder), "--name", "news.example/w", "--once"]
    call_command("witness", *arguments, stdout=out, stderr=err)
    assert "300" in out.getvalue() and ORIGIN in out.getvalue()
    log.publish(Office().fill(250))
    with pytest.raises(SystemExit) as ended:
        call_command("witness", *arguments, stdout=out, stderr=err)
    assert ended.value.code == 1
    assert "账本倒退了" in err.getvalue()


def test_the_command_compares_a_receipt(log, tmp_path):
    folder, file = tmp_path / "w", tmp_path / "a.tlog-proof"
    file.write_text(log.office.receipt(7).text, "utf-8")
    call_command("witness", log.address, dir=folder, name="news.example/w", once=True, stdout=StringIO())
    out = StringIO()
    call_command("witness", log.address, dir=folder, compare=file, stdout=out)
    assert "对得上" in out.getvalue()
    file.write_text(Office().fill(200).add(b"z" * 32).receipt(200).text, "utf-8")
    with pytest.raises(CommandError, match="分叉"):
        call_command("witness", log.address, dir=folder, compare=file, stdout=out)


def test_wrong_addresses_and_missing_names_are_refused(tmp_path):
    for arguments, words in (
        (["file:///etc", "--name", "a"], "not a web address"),
        (["http://127.0.0.1:9/log"], "--name"),
        (["http://127.0.0.1:9/log", "--name", "a b"], "cannot be named"),
        (["http://127.0.0.1:9/log", "--name", "a", "--every", "0"], "--every"),
        (
            ["http://127.0.0.1:9/log", "--name", "a", "--key", str(tmp_path / "none.vkey")],
            "none.vkey: cannot be read",
        ),
    ):
        with pytest.raises(CommandError, match=words) as refused:
            call_command("witness", *arguments, "--dir", str(tmp_path / "w"))
        assert refused.value.returncode == 2
