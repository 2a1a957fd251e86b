"""Settings: keys are made once and kept close, and a mistake is told in a sentence at the start."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from xinqiao import settings as source

KEYS = ("SECRET_KEY", "SEAL_KEY", "QUERY_CODE_KEY", "LOG_KEY")
READ = (
    "[settings.SECRET_KEY, settings.SEAL_KEYS.current.secret.hex(),"
    " settings.QUERY_CODE_KEYS.current.secret.hex(), settings.LOG_KEYS.current.secret.hex()]"
)


def ask(expression: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Read the settings in a fresh process and print one expression over them."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("XINQIAO_")}
    return subprocess.run(
        [sys.executable, "-c", f"from xinqiao import settings; print({expression})"],
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_keys_made_by_many_first_starts_at_once_are_one(tmp_path):
    with ThreadPoolExecutor(4) as pool:
        said = set(pool.map(lambda _: ask(READ, XINQIAO_DATA=str(tmp_path)).stdout, range(4)))
    assert len(said) == 1
    assert "[" in said.pop()
    assert sorted(path.name for path in (tmp_path / "keys").iterdir()) == sorted(map(str.lower, KEYS))


def test_keys_can_be_read_by_their_owner_alone():
    folder = Path(settings.DATA) / "keys"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_keys_differ():
    seal, code = settings.SEAL_KEYS.current, settings.QUERY_CODE_KEYS.current
    assert (
        len(
            {
                settings.SECRET_KEY,
                seal.secret.hex(),
                code.secret.hex(),
                settings.LOG_KEYS.current.secret.hex(),
            }
        )
        == 4
    )


def test_a_key_may_come_from_the_environment_and_then_leaves_no_file(tmp_path):
    said = ask(
        "settings.SEAL_KEYS.current.secret.hex()", XINQIAO_DATA=str(tmp_path), XINQIAO_SEAL_KEY="ab" * 32
    )
    assert said.stdout.strip() == "ab" * 32
    assert not (tmp_path / "keys" / "seal_key").exists()


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("XINQIAO_SEAL_KEY", "short", "seal_key"),
        ("XINQIAO_DATABASE", "mysql://x/y", "postgresql://"),
        ("XINQIAO_DATABASE", "postgresql://host", "postgresql://"),
        ("XINQIAO_HTTPS", "yes", "XINQIAO_HTTPS"),
    ],
)
def test_a_mistake_is_named(tmp_path, name, value, word):
    said = ask("1", XINQIAO_DATA=str(tmp_path), **{name: value})
    assert said.returncode == 1
    assert word in said.stderr.splitlines()[-1]


def test_a_damaged_key_is_not_replaced(tmp_path):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "seal_key").write_text("", "ascii")
    assert ask("1", XINQIAO_DATA=str(tmp_path)).returncode == 1
    assert (tmp_path / "keys" / "seal_key").read_text("ascii") == ""


def test_a_postgresql_address():
    said = source.database("postgresql://zh%40o:p%2Fw@db.example:6432/xin?sslmode=require")
    assert said["NAME"] == "xin"
    assert (said["USER"], said["PASSWORD"]) == ("zh@o", "p/w")
    assert (said["HOST"], said["PORT"]) == ("db.example", "6432")
    assert said["OPTIONS"] == {"sslmode": "require"}
    with pytest.raises(ImproperlyConfigured):
        source.database("sqlite://x")


def test_behind_https_cookies_keep_to_it(tmp_path):
    expression = (
        "(settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SECURE_HSTS_SECONDS > 0)"
    )
    said = ask(expression, XINQIAO_DATA=str(tmp_path), XINQIAO_HTTPS="1")
    assert said.stdout.strip() == "(True, True, True)"


@pytest.mark.django_db
def test_sqlite_promises_what_a_receipt_needs():
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("this is about SQLite")
    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
