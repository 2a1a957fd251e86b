"""One contract for every channel of the catalogue."""

from pathlib import Path
from typing import Any

import pytest

from xinqiao.channels.catalogue import CHANNEL_NAMED, CHANNELS
from xinqiao.channels.message import Channel, Message, NotDelivered
from xinqiao.testing import moment

AT = moment("2026-03-02")
NOBODY: dict[str, Any] = {}
SOMEBODY = {"name": "赵", "telephone": "000", "address": "柳园小区 3-801", "email": "zhao@example.org"}
NEWS = Message(7, "2026-000001-7", "zhao@example.org", "https://petition.example/", "青石县信访局")

every_channel = pytest.mark.parametrize("channel", CHANNELS, ids=lambda one: one.NAME)


def test_every_folder_is_in_the_catalogue() -> None:
    folders = {path.parent.name for path in Path(__file__).parents[1].glob("*/outbound.py")}
    assert folders == {one.NAME for one in CHANNELS} == set(CHANNEL_NAMED)


def test_the_last_channel_reaches_everybody() -> None:
    assert CHANNELS[-1].address(NOBODY, electronic=False)


@every_channel
def test_a_channel_has_a_title_and_says_whether_it_sends(channel: Channel) -> None:
    assert channel.TITLE
    assert isinstance(channel.BY_ITSELF, bool)


@every_channel
def test_nothing_electronic_is_sent_without_consent(channel: Channel, settings) -> None:
    settings.EMAIL_FROM = "office@example.org"
    for demo in (True, False):
        settings.DEMO = demo
        if channel.NAME != "online":
            assert channel.address(NOBODY, electronic=True) == ""
        if channel.NAME in ("email", "memory"):
            assert channel.address(SOMEBODY, electronic=False) == ""


@every_channel
def test_what_it_sends_names_nobody_and_tells_nothing(channel: Channel, settings, mailoutbox) -> None:
    settings.EMAIL_FROM = "心桥 <office@example.org>"
    if not channel.BY_ITSELF:
        with pytest.raises(NotDelivered) as refused:
            channel.deliver(NEWS, at=AT)
        assert refused.value.permanent
        return
    channel.deliver(NEWS, at=AT)
    for mail in mailoutbox:
        text = f"{mail.subject}{mail.body}"
        assert NEWS.number in text
        assert NEWS.where in text
        assert "赵" not in text
        assert mail.to == [NEWS.address]


@every_channel
def test_twice_with_one_key_is_once_for_the_person(channel: Channel, settings, mailoutbox) -> None:
    settings.EMAIL_FROM = "office@example.org"
    if channel.BY_ITSELF:
        channel.deliver(NEWS, at=AT)
        channel.deliver(NEWS, at=AT)
    assert len({mail.extra_headers["Message-ID"] for mail in mailoutbox}) <= 1


@every_channel
def test_a_failure_names_no_address(channel: Channel, settings, monkeypatch) -> None:
    settings.EMAIL_FROM = "office@example.org"
    if channel.NAME != "email":
        return
    for address in ("", "zhao", "zhao@example.org\nBcc: qian@example.org"):
        with pytest.raises(NotDelivered) as failed:
            channel.deliver(Message(7, "n", address, "w", "o"), at=AT)
        assert failed.value.permanent
        assert "zhao" not in str(failed.value)

    def broken(*_arguments: Any, **_named: Any) -> None:
        raise ConnectionRefusedError("zhao@example.org")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", broken)
    with pytest.raises(NotDelivered) as failed:
        channel.deliver(NEWS, at=AT)
    assert not failed.value.permanent
    assert "zhao" not in str(failed.value)
