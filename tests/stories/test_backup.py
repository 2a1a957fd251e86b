"""A backup is one moment of the whole installation, and what is put back proves itself."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.installation import BASE, Installation, empty_place, installation
from xinqiao.operate.backup.manifest import BadBackup, Manifest, check

FILE = """
import hashlib, os
from datetime import datetime, timezone as tz
from xinqiao.cases.act import act
from xinqiao.cases.files import path_of
from xinqiao.people.person import NEWCOMER
def file(text, content=b""):
    files = []
    if content:
        digest = hashlib.sha256(content).hexdigest()
        path = path_of(digest); path.parent.mkdir(parents=True, exist_ok=True); path.write_bytes(content)
        os.utime(path, (1e9, 1e9))
        files = [{"name": "证据.pdf", "media_type": "application/pdf", "size": len(content), "sha256": digest}]
    facts = {"purpose": "solve", "channel": "web", "subject": "路灯不亮", "account": text, "requests": ["修好"],
             "place": "河东", "files": files}
    return act(None, "submit", facts, by=NEWCOMER, at=datetime(2026, 3, 2, 1, tzinfo=tz.utc), identity={"name": "赵无名"})
"""

ERASE = """
from xinqiao.people.models import Officer, Unit
from xinqiao.people.person import as_person, petitioner_of
from xinqiao.cases.models import Case
def erase(number, **facts):
    act(number, "withdraw", {"free_will": True}, by=petitioner_of(number), at=datetime(2026, 3, 3, 1, tzinfo=tz.utc))
    unit = Case.objects.get(number=number).receiver
    head = next(one for one in Officer.objects.filter(unit=unit) if "head" in one.capacities)
    for action, facts in (("erase_words", {"extent": "whole"}), ("erase_identity", {})):
        act(number, action, {**facts, "reason": "ordered"}, by=as_person(head), at=datetime(2026, 3, 4, 1, tzinfo=tz.utc))
"""

SECRET, SEEN = "绿萝花盆砸在青砖上", "第二件还在的原话"


def command(here: Installation, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "xinqiao", *words],
        env=here.environment,
        cwd=BASE,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def refused(here: Installation, *words: str) -> str:
    """What a command says that ends with exit code 1."""
    done = command(here, *words)
    assert done.returncode == 1, (done.returncode, done.stdout, done.stderr)
    return done.stderr


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An office with three matters, one of them erased, and a public log."""
    with installation(tmp_path_factory.mktemp("office")) as here:
        here.python(
            f"{FILE}{ERASE}\n"
            f"gone = file('{SECRET}', b'%PDF-1.4 {SECRET.encode().hex()}').number\n"
            f"file('{SEEN}', b'%PDF-1.4 still here')\n"
            "file('第三件')\n"
            "erase(gone)\n"
            "from django.contrib.sessions.backends.db import SessionStore\n"
            "one = SessionStore(); one['visit'] = {'number': gone}; one.save()\n"
        )
        here.run("-m", "xinqiao", "follow", "--once")
        here.python(
            "from datetime import datetime, timezone as tz\n"
            "from xinqiao.ledger.publish import publish_all\n"
            "publish_all(at=datetime(2026, 3, 5, tzinfo=tz.utc))"
        )
        yield here


@pytest.fixture(scope="module")
def copy(office: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the office, with its keys."""
    folder = tmp_path_factory.mktemp("copies") / "monday"
    said = json.loads(office.run("-m", "xinqiao", "backup", str(folder), "--with-keys", "--json"))
    assert said["keys"] is True and said["missing"] == [] and said["files"] > 5
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Installation]:
    with empty_place(tmp_path / "elsewhere") as here:
        yield here


READ = """
import json
from xinqiao.cases.models import Case, Statement, Attachment
from xinqiao.cases.files import open_file
from xinqiao.cases.record import verify
from xinqiao.people.identities import open_identity
from django.contrib.sessions.models import Session
kept = Statement.objects.get(text="第二件还在的原话")
print(json.dumps([verify().findings, Case.objects.count(), open_identity(kept.number)["name"],
      open_file(Attachment.objects.get(number=kept.number)).read().decode(), Session.objects.count()]))
"""


def test_what_is_put_back_is_what_was_there_and_proves_itself(copy: Path, elsewhere: Installation) -> None:
    said = command(elsewhere, "restore", str(copy))
    assert said.returncode == 0, said.stderr
    assert "the record holds" in said.stdout
    assert json.loads(elsewhere.python(READ)) == [[], 3, "赵无名", "%PDF-1.4 still here", 0]
    # It goes on working: numbers are not given out twice, and the log accepts what is new.
    elsewhere.python(
        f"{FILE}\nassert file('新的').number not in {{c.number for c in __import__('xinqiao.cases.models', "
        "fromlist=['Case']).Case.objects.all()[:0]}\n"
        "from xinqiao.ledger.publish import publish_all\n"
        "assert publish_all(at=datetime(2026, 3, 6, tzinfo=tz.utc)).size"
    )
    assert elsewhere.run("-m", "xinqiao", "verify")


def test_a_backup_made_after_holds_nothing_of_what_was_erased(copy: Path) -> None:
    words = [SECRET.encode(), SECRET[:2].encode(), SECRET.encode().hex().encode()]
    for path in copy.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not any(word in data for word in words), path
            assert path.stat().st_mode & 0o077 == 0, path
    assert any(SEEN.encode() in path.read_bytes() for path in copy.rglob("*") if path.is_file())


def test_a_backup_has_no_keys_unless_told_and_waits_for_them(
    office: Installation, elsewhere: Installation, tmp_path: Path
) -> None:
    folder = tmp_path / "plain"
    office.run("-m", "xinqiao", "backup", str(folder))
    secrets = [
        one.read_bytes().strip() for one in (Path(office.environment["XINQIAO_DATA"]) / "keys").iterdir()
    ]
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not any(one in data or bytes.fromhex(one.decode()) in data for one in secrets), path
    assert "seal_key" in refused(elsewhere, "restore", str(folder))
    shutil.copytree(
        Path(office.environment["XINQIAO_DATA"]) / "keys",
        Path(elsewhere.environment["XINQIAO_DATA"]) / "keys",
        dirs_exist_ok=True,
    )
    assert command(elsewhere, "restore", str(folder)).returncode == 0


def test_a_torn_or_altered_backup_is_refused_with_the_very_file(
    copy: Path, elsewhere: Installation, tmp_path: Path
) -> None:
    every = [path for path in sorted(copy.rglob("*")) if path.is_file()]
    one_of_each = {path.relative_to(copy).parts[0]: path for path in every}
    assert {"files", "log", "keys", "manifest.json"} <= set(one_of_each)
    for index, path in enumerate(one_of_each.values()):
        spoilt = tmp_path / f"spoilt{index}"
        shutil.copytree(copy, spoilt)
        victim = spoilt / path.relative_to(copy)
        data = victim.read_bytes()
        victim.write_bytes(data[:-1] + bytes([data[-1] ^ 1]) if index % 2 else data[: len(data) // 2])
        with pytest.raises(BadBackup, match=re.escape(str(victim))):
            check(Manifest.read(spoilt), spoilt)
        victim.unlink()
        with pytest.raises(
            BadBackup, match=re.escape(str(victim if victim.name != "manifest.json" else spoilt))
        ):
            check(Manifest.read(spoilt), spoilt)
    # Nothing of it was touched before that was found.
    assert str(spoilt) in refused(elsewhere, "restore", str(spoilt))
    place = Path(elsewhere.environment["XINQIAO_DATA"])
    assert not (place / "restoring.json").exists() and not (place / "log" / "checkpoint").exists()


def test_a_backup_goes_onto_an_empty_installation_only(office: Installation, copy: Path) -> None:
    assert "not empty" in refused(office, "restore", str(copy))
    assert office.run("-m", "xinqiao", "verify")


def test_a_backup_is_never_written_over_anything(office: Installation, copy: Path) -> None:
    assert "not empty" in refused(office, "backup", str(copy))
    inside = Path(office.environment["XINQIAO_DATA"]) / "backup"
    assert "inside the data" in refused(office, "backup", str(inside))
    assert command(office, "backup").returncode == 2


def test_a_log_that_is_further_on_is_not_forked(
    office: Installation, copy: Path, elsewhere: Installation, tmp_path: Path
) -> None:
    """The office went on after the backup; a witness kept its newest checkpoint, and restoring refuses to go on."""
    with_more = tmp_path / "later"
    with empty_place(tmp_path / "later-place") as later:
        assert command(later, "restore", str(copy)).returncode == 0
        later.python(
            f"{FILE}\nfile('备份以后')\n"
            "from xinqiao.ledger.publish import publish_all\n"
            "publish_all(at=datetime(2026, 3, 7, tzinfo=tz.utc))"
        )
        with_more.write_bytes((Path(later.environment["XINQIAO_DATA"]) / "log" / "checkpoint").read_bytes())
    said = refused(elsewhere, "restore", str(copy), "--checkpoint", str(with_more))
    assert "xinqiao log adopt" in said
    assert "xinqiao log adopt" in refused(elsewhere, "serve")


def test_where_a_restore_was_cut_short_nothing_starts(elsewhere: Installation) -> None:
    """What it leaves at each of its steps is tried in ``tests.log``."""
    data = Path(elsewhere.environment["XINQIAO_DATA"])
    data.mkdir(parents=True, exist_ok=True)
    (data / "restoring.json").write_text("{}\n", "utf-8")
    assert "xinqiao restore" in refused(elsewhere, "serve")
