"""Where real people file, nothing starts with a setting that would betray them: each is found, named, and helped."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks

from xinqiao.cases.checks import PRODUCTION
from xinqiao.people import recovery
from xinqiao.people.codes import keep_code
from xinqiao.people.identities import keep_identity
from xinqiao.people.keyring import Ring, key_of, new_key

ARGON = "django.contrib.auth.hashers.Argon2PasswordHasher"


@pytest.fixture
def rings(settings: Any, tmp_path: Path, db: None) -> dict[str, Ring]:
    """Settings as they should be, with keys in a folder of their own."""
    settings.KEYS = tmp_path / "keys"
    names = ("secret_key", "seal_key", "query_code_key", "log_key")
    settings.RINGS = {name: Ring(name, settings.KEYS) for name in names}
    settings.SEAL_KEYS, settings.QUERY_CODE_KEYS = (
        settings.RINGS["seal_key"],
        settings.RINGS["query_code_key"],
    )
    settings.PASSWORD_HASHERS = [ARGON]
    return settings.RINGS


@pytest.fixture
def found(rings: dict[str, Ring], monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """``found(listen="0.0.0.0")`` is the ids of what keeps the server from starting."""

    def look(listen: str = "127.0.0.1") -> list[str]:
        monkeypatch.setitem(os.environ, "XINQIAO_LISTEN", listen)
        said = run_checks(tags=[PRODUCTION], include_deployment_checks=True)
        assert all(one.hint for one in said), "whoever is refused is told what to do"
        return [str(one.id) for one in said if one.is_serious()]

    return look


def test_settings_as_they_come_start(found: Callable[..., list[str]]) -> None:
    assert found() == []


def test_a_key_typed_by_hand_is_refused(found: Callable[..., list[str]], rings: dict[str, Ring]) -> None:
    rings["secret_key"].write([key_of(b"changeme" * 4)])
    assert found() == ["xinqiao.E011"]


@pytest.mark.parametrize("mode", [0o750, 0o755, 0o701])
def test_a_folder_of_keys_that_others_can_open_is_refused(
    found: Callable[..., list[str]], rings: dict[str, Ring], mode: int
) -> None:
    rings["seal_key"].path.parent.chmod(mode)
    assert found() == ["xinqiao.E012"]


def test_one_key_for_two_purposes_is_refused(found: Callable[..., list[str]], rings: dict[str, Ring]) -> None:
    rings["seal_key"].write([rings["log_key"].current])
    assert found() == ["xinqiao.E013"]


def test_a_lost_key_stops_the_start_before_anything_is_sealed_under_another(
    found: Callable[..., list[str]], rings: dict[str, Ring]
) -> None:
    keep_identity("2026-000001-1", {"name": "赵"}, code=keep_code("2026-000001-1", "0" * 16))
    rings["seal_key"].write([new_key()])
    assert found() == ["xinqiao.E014"]


def test_a_page_that_shows_the_inside_is_refused(found: Callable[..., list[str]], settings: Any) -> None:
    settings.DEBUG = True
    assert found() == ["xinqiao.E015"]


@pytest.mark.parametrize("listen", ["0.0.0.0", "::", "192.0.2.7", "petition.example"])
def test_other_machines_are_answered_over_https_only(
    found: Callable[..., list[str]], settings: Any, listen: str
) -> None:
    assert found(listen) == ["xinqiao.E016"]
    settings.HTTPS = True
    assert found(listen) == []


@pytest.mark.parametrize("listen", ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
def test_this_machine_alone_needs_no_https(found: Callable[..., list[str]], listen: str) -> None:
    assert found(listen) == []


@pytest.mark.parametrize("host", ["*", ".example"])
def test_any_name_for_this_server_is_refused(
    found: Callable[..., list[str]], settings: Any, host: str
) -> None:
    settings.ALLOWED_HOSTS = ["petition.example", host]
    assert found() == ["xinqiao.E017"]


@pytest.mark.parametrize("hashers", [[], ["django.contrib.auth.hashers.MD5PasswordHasher", ARGON]])
def test_a_quick_password_hash_is_refused(
    found: Callable[..., list[str]], settings: Any, hashers: list[str]
) -> None:
    settings.PASSWORD_HASHERS = hashers
    assert found() == ["xinqiao.E018"]


def test_common_passwords_have_to_be_refused(found: Callable[..., list[str]], settings: Any) -> None:
    settings.AUTH_PASSWORD_VALIDATORS = []
    assert found() == ["xinqiao.E019"]


def test_missing_and_old_recovery_shares_are_said_without_stopping(
    found: Callable[..., list[str]], rings: dict[str, Ring]
) -> None:
    def said() -> list[str]:
        return [str(one.id) for one in run_checks(tags=[PRODUCTION], include_deployment_checks=True)]

    assert (found(), said()) == ([], ["xinqiao.W011"])
    recovery.split(need=2, of=3)
    assert said() == []
    rings["seal_key"].add(new_key())
    assert (found(), said()) == ([], ["xinqiao.W012"])
