"""A verifier that nobody here wrote reads our log over HTTP and accepts it, and rejects what we break.

Which it is and how it is had stands in ``conftest``.
"""

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from xinqiao.tlog.checkpoint import sign
from xinqiao.tlog.note import Note, encode64
from xinqiao.tlog.prover import Prover
from xinqiao.tlog.tests.small import Office, commitment, cosigned, witness_key
from xinqiao.tlog.tile import Folder

SIZE = 70_000  # three levels of tiles, each with a partial one


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None: ...


class Published:
    """Our log in a folder behind HTTP, and the stranger who is asked about it."""

    def __init__(self, folder: Path, python: Path, address: str) -> None:
        self.folder, self.python, self.address = folder, python, address
        self.log = Office()
        self.keys = folder.parent
        (self.keys / "log.vkey").write_text(self.log.key.verifier.line + "\n", "utf-8")
        (self.keys / "other.vkey").write_text(Office(seed=b"x" * 32).key.verifier.line + "\n", "utf-8")

    def grow(self, size: int) -> Note:
        before = set(self.log.tiles.files)
        self.log.fill(size)
        for path in set(self.log.tiles.files) - before:
            self.write(path, self.log.tiles.files[path])
        note = cosigned(self.log.publish(), "a")
        self.write("checkpoint", str(note).encode())
        return note

    def write(self, path: str, data: bytes) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def ask(self, verb: str, *arguments: object, key: str = "log.vkey", tiles: bool = True) -> dict:
        where = ["--tiles", self.address] if tiles else []
        command = [self.python, "-m", "aics_tlog", verb, "--vkey-file", self.keys / key, *where, *arguments]
        done = subprocess.run(
            [str(word) for word in command],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env={**os.environ, "no_proxy": "*"},
        )
        assert done.stdout, done.stderr
        answer = json.loads(done.stdout)
        assert (done.returncode == 0) == answer["ok"]
        return answer


@pytest.fixture(scope="module")
def published(stranger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    folder = tmp_path_factory.mktemp("published") / "log"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made = Published(folder, stranger, f"http://127.0.0.1:{server.server_address[1]}/")
    (made.keys / "early").write_text(str(made.grow(1_000)), "utf-8")
    made.grow(SIZE)
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_checkpoint_and_its_tiles_are_accepted(published):
    answer = published.ask(
        "verify-checkpoint", "--witness-key", witness_key("a").verifier.line, "--quorum", 1
    )
    assert answer["ok"], answer
    assert answer["size"] == SIZE
    assert answer["root"] == encode64(published.log.edge.root())


@pytest.mark.parametrize("index", [0, 65_536, SIZE - 1])
def test_entries_are_found_and_proved(published, tmp_path, index):
    answer = published.ask("verify-inclusion", "--index", index, "--entry-out", tmp_path / "entry")
    assert answer["ok"], answer
    assert (tmp_path / "entry").read_bytes() == commitment(index)


def test_the_larger_log_begins_with_the_smaller_one(published):
    answer = published.ask("verify-consistency", "--old-checkpoint", published.keys / "early")
    assert answer["ok"], answer


def test_our_receipt_is_accepted_from_its_parts(published, tmp_path):
    """The package has no reader for the file, so the file is cut at its lines: the way up, the checkpoint, the leaf."""
    index = 4_711
    text = published.log.receipt(index, cosigned(published.log.publish(), "a")).text
    head, _, note = text.partition("\n\n")
    (tmp_path / "proof").write_text("\n".join(head.split("\n")[2:]) + "\n", "utf-8")
    (tmp_path / "note").write_text(note, "utf-8")
    (tmp_path / "leaf").write_bytes(commitment(index))

    def ask(at: int) -> dict:
        parts = (
            "--proof",
            tmp_path / "proof",
            "--checkpoint",
            tmp_path / "note",
            "--leaf",
            tmp_path / "leaf",
        )
        return published.ask("verify-inclusion", "--index", at, *parts, tiles=False)

    answer = ask(index)
    assert answer["ok"], answer
    assert answer["checkpoint_verified"]
    assert not ask(index ^ 1)["ok"]
    (tmp_path / "leaf").write_bytes(commitment(index + 1))
    assert not ask(index)["ok"]


def broken(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 1])


@pytest.mark.parametrize(
    ("path", "index"),
    [
        ("tile/0/273.p/112", SIZE - 1),
        ("tile/0/000", 0),
        ("tile/1/000", 0),
        ("tile/1/001.p/17", 66_000),
        ("tile/2/000.p/1", 0),
        ("tile/entries/000", 255),
    ],
)
def test_a_changed_file_is_rejected(published, path, index):
    file = published.folder / path
    whole = file.read_bytes()
    try:
        file.write_bytes(broken(whole))
        assert not published.ask("verify-inclusion", "--index", index)["ok"]
    finally:
        file.write_bytes(whole)


def test_a_missing_file_is_rejected(published):
    file = published.folder / "tile/0/273.p/112"
    whole = file.read_bytes()
    try:
        file.unlink()
        assert not published.ask("verify-checkpoint")["ok"]
    finally:
        file.write_bytes(whole)


def test_a_changed_checkpoint_and_a_wrong_key_are_rejected(published):
    assert not published.ask("verify-checkpoint", key="other.vkey")["ok"]
    file = published.folder / "checkpoint"
    whole = file.read_bytes()
    stranger_signed = str(sign(published.log.checkpoint, Office(seed=b"x" * 32).key)).encode()
    witness = whole.rindex(b" ") + 20  # inside the witness's signature
    changes = [
        whole.replace(b"70000", b"70001"),
        whole.replace(b"office.example", b"0ffice.example"),
        whole[:witness] + (b"A" if whole[witness : witness + 1] != b"A" else b"B") + whole[witness + 1 :],
        stranger_signed,
    ]
    try:
        for changed in changes:
            file.write_bytes(changed)
            answer = published.ask(
                "verify-checkpoint", "--witness-key", witness_key("a").verifier.line, "--quorum", 1
            )
            assert not answer["ok"], changed
    finally:
        file.write_bytes(whole)


def test_a_rewritten_log_is_rejected_by_whoever_kept_the_old_checkpoint(published, tmp_path):
    other = Office().fill(500).add(b"b" * 32).fill(2_000)
    (tmp_path / "early").write_text(str(other.publish()), "utf-8")
    answer = published.ask("verify-consistency", "--old-checkpoint", tmp_path / "early")
    assert not answer["ok"]


def test_what_the_stranger_publishes_is_what_we_publish(published, tmp_path):
    """The same entries make the same files, byte for byte, and our own proofs stand on the stranger's files."""
    lines = [f"entry {number}" for number in range(1_500)]
    (tmp_path / "leaves").write_text("\n".join(lines) + "\n", "utf-8")
    subprocess.run(
        [
            published.python,
            "-m",
            "aics_tlog",
            "build-tiles",
            "--leaves",
            tmp_path / "leaves",
            "--out",
            tmp_path / "out",
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    ours = Office().add(*(line.encode() for line in lines))
    theirs = {
        str(path.relative_to(tmp_path / "out")): path.read_bytes()
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    }
    assert theirs == ours.tiles.files
    assert Prover(Folder(tmp_path / "out"), 1_500).root() == ours.edge.root()
