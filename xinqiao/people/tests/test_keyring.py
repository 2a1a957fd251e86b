"""The ring of an office's keys: one current, the others still there, and nobody else may read it."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from xinqiao.people.keyring import KeyMissing, Ring, key_of, new_key


def test_a_first_start_makes_one_key_that_only_its_owner_can_read(tmp_path: Path) -> None:
    ring = Ring("seal_key", tmp_path / "keys")
    assert len(ring.held()) == 1
    assert stat.S_IMODE(ring.path.stat().st_mode) == 0o600
    assert Ring("seal_key", tmp_path / "keys").current == ring.current


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_can_read_is_refused_with_what_helps(tmp_path: Path, mode: int) -> None:
    ring = Ring("seal_key", tmp_path)
    ring.path.chmod(mode)
    with pytest.raises(ImproperlyConfigured, match="chmod 600"):
        Ring("seal_key", tmp_path)


def test_a_new_key_is_current_in_every_process_at_once_and_the_old_one_stays(tmp_path: Path) -> None:
    here, there = Ring("seal_key", tmp_path), Ring("seal_key", tmp_path)
    old = here.current
    there.add(new_key())
    assert here.current == there.current != old
    assert here.find(old.id) == old
    assert stat.S_IMODE(here.path.stat().st_mode) == 0o600


def test_a_dropped_key_is_gone_and_the_current_one_is_never_dropped(tmp_path: Path) -> None:
    ring = Ring("seal_key", tmp_path)
    old = ring.current
    ring.add(new_key())
    ring.drop([old.id, ring.current.id])
    assert len(ring.held()) == 1
    with pytest.raises(KeyMissing):
        ring.find(old.id)


def test_keys_from_the_environment_are_several_separated_by_commas_and_never_written(tmp_path: Path) -> None:
    ring = Ring("seal_key", tmp_path, given=f"{'ab' * 32}, {'cd' * 32}")
    assert [one.secret[0] for one in ring.held()] == [0xAB, 0xCD]
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ImproperlyConfigured, match="environment"):
        ring.add(new_key())


@pytest.mark.parametrize("text", ["", "\n", "zz" * 32, "ab" * 31, f"{'ab' * 32}\nshort\n"])
def test_a_damaged_file_stops_the_start_and_is_not_replaced(tmp_path: Path, text: str) -> None:
    (tmp_path / "seal_key").write_text(text, "ascii")
    (tmp_path / "seal_key").chmod(0o600)
    with pytest.raises(ImproperlyConfigured, match="seal_key"):
        Ring("seal_key", tmp_path)
    assert (tmp_path / "seal_key").read_text("ascii") == text


def test_neither_ring_nor_key_says_a_secret_when_it_is_printed(tmp_path: Path) -> None:
    ring = Ring("seal_key", tmp_path)
    assert ring.current.secret.hex() not in f"{ring!r} {ring} {ring.current!r} {ring.held()!r}"


def test_a_key_is_known_by_a_digest_of_itself() -> None:
    assert key_of(b"\1" * 32).id == key_of(b"\1" * 32).id != key_of(b"\2" * 32).id
    assert len(key_of(b"\1" * 32).id) == 16
