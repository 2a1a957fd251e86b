"""The stranger's verifier reads a running installation of ours over HTTP, and a receipt that it gave out.

What is broken on the way (a tile, an entry, the key, the receipt) must be rejected by it, not only by us.
"""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, build_opener

import pytest

from tests.log.test_stranger import broken
from xinqiao.cases.receipts import receipt_for
from xinqiao.ledger import shelf, signing
from xinqiao.ledger.models import Entry
from xinqiao.ledger.publish import publish
from xinqiao.testing import file_lift, make_cast, moment
from xinqiao.tlog.note import ED25519, VerifierKey
from xinqiao.tlog.proof import Proof

AT = moment("2026-03-02")
Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def ask(stranger: Path, live_server: Any, settings: Any, tmp_path: Path, transactional_db: None) -> Ask:
    """Ask the stranger about our log; matters are filed and published while it looks."""
    make_cast()
    settings.LOG_STEP = 8
    for many in (3, 40, 1):
        for _each in range(many):
            file_lift()
        publish(at=AT)
    fetch = build_opener(ProxyHandler({})).open
    with fetch(f"{live_server.url}/log/key") as answer:
        (tmp_path / "log.vkey").write_bytes(answer.read())
    (tmp_path / "strange.vkey").write_text(
        VerifierKey(signing.origin(), ED25519, signing.signers("x")[0].verifier.public[::-1]).line + "\n",
        "utf-8",
    )

    def asked(verb: str, *words: object, key: str = "log.vkey", tiles: bool = True) -> dict[str, Any]:
        where = ["--tiles", f"{live_server.url}/log/"] if tiles else []
        command = [stranger, "-m", "aics_tlog", verb, "--vkey-file", tmp_path / key, *where, *words]
        done = subprocess.run(
            [str(word) for word in command],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env={"no_proxy": "*", "PATH": "/usr/bin:/bin"},
        )
        assert done.stdout, done.stderr
        answer = json.loads(done.stdout)
        assert (done.returncode == 0) == answer["ok"]
        return answer

    return asked


def test_the_stranger_accepts_what_we_serve_and_rejects_what_is_broken(
    ask: Ask, settings: Any, tmp_path: Path
) -> None:
    answer = ask("verify-checkpoint")
    assert answer["ok"], answer
    assert answer["size"] == 56
    early = shelf.published() or ""
    for _each in range(230):
        file_lift()
    publish(at=AT)
    (tmp_path / "early").write_text(early, "utf-8")
    assert ask("verify-consistency", "--old-checkpoint", tmp_path / "early")["ok"]
    assert ask("verify-inclusion", "--index", 250)["ok"]
    assert not ask("verify-checkpoint", key="strange.vkey")["ok"]
    for path in ("tile/0/000", "tile/0/001.p/32", "tile/1/000.p/1"):
        file = settings.LOG / path
        whole = file.read_bytes()
        file.write_bytes(broken(whole))
        assert not ask("verify-inclusion", "--index", 260 if "001" in path else 3)["ok"], path
        file.write_bytes(whole)
    bundle = settings.LOG / "tile/entries/000"
    whole = bundle.read_bytes()
    bundle.write_bytes(broken(whole))
    assert not ask("verify-inclusion", "--index", 255)["ok"]
    bundle.write_bytes(whole)
    assert ask("verify-inclusion", "--index", 255)["ok"]


def test_the_stranger_accepts_a_receipt_and_rejects_a_changed_entry(ask: Ask, tmp_path: Path) -> None:
    """The package has no reader for the file, so the file is cut at its lines: the way up, the checkpoint, the leaf."""
    entry = Entry.objects.order_by("position")[20]
    data = receipt_for(entry.number, entry.position)
    assert data is not None
    receipt = Proof.parse(data)
    head, _blank, note = data.decode().partition("\n\n")
    (tmp_path / "proof").write_text("\n".join(head.split("\n")[3:]) + "\n", "utf-8")
    (tmp_path / "note").write_text(note, "utf-8")
    (tmp_path / "leaf").write_bytes(bytes(entry.digest))

    def included(key: str = "log.vkey") -> bool:
        parts = (
            "--proof",
            tmp_path / "proof",
            "--checkpoint",
            tmp_path / "note",
            "--leaf",
            tmp_path / "leaf",
        )
        return bool(ask("verify-inclusion", "--index", receipt.index, *parts, key=key, tiles=False)["ok"])

    assert included()
    assert not included("strange.vkey")
    (tmp_path / "leaf").write_bytes(broken(bytes(entry.digest)))
    assert not included()
    (tmp_path / "leaf").write_bytes(bytes(entry.digest))
    (tmp_path / "note").write_text(note.replace("\n56\n", "\n57\n"), "utf-8")
    assert not included()
