"""The server does not start where a setting would betray those who file."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from xinqiao.operate.management.commands import serve


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What got as far as starting."""
    reached: list[str] = []
    monkeypatch.setattr(serve.Command, "serve", lambda _self, plan, _lines: reached.append(plan.host))
    return reached


@pytest.fixture(autouse=True)
def strong(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]


@pytest.mark.django_db
def test_beyond_this_machine_nothing_is_served_without_https(started, capsys):
    with pytest.raises(CommandError, match="not started"):
        call_command("serve", host="0.0.0.0")
    assert started == []
    assert "xinqiao.E016" in capsys.readouterr().err


@pytest.mark.django_db
def test_on_this_machine_it_starts_and_says_what_is_still_to_be_done(started, capsys):
    call_command("serve", host="127.0.0.1")
    assert started == ["127.0.0.1"]
    assert "xinqiao keys split" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_developer_at_their_own_screen_may_see_the_inside_and_nobody_else(started, settings):
    settings.DEBUG = True
    call_command("serve", host="127.0.0.1")
    with pytest.raises(CommandError, match="not started"):
        call_command("serve", host="0.0.0.0")
    assert started == ["127.0.0.1"]


@pytest.mark.django_db
def test_a_demonstration_is_for_everybody_to_see(started, settings):
    settings.DEMO = True
    call_command("serve", host="0.0.0.0")
    assert started == ["0.0.0.0"]
    assert Path(settings.DATA).exists()
