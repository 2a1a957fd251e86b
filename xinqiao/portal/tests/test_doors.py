"""Who may open what: every address of the portal, for a stranger, for a petitioner of another matter, for an officer."""

import pytest
from django.test import Client
from django.urls import get_resolver

from xinqiao.portal import urls
from xinqiao.portal.tests.conftest import enter
from xinqiao.testing import file_lift

PUBLIC = {
    "home",
    "channels",
    "channel",
    "procedure",
    "law",
    "refuses",
    "who_sees_what",
    "privacy",
    "submit",
    "step",
    "follow",
    "leave",
    "verify",
    "tool",
}
OF_THE_DRAFT = {"receipt", "slip", "saved", "written_down", "discard", "receipt_filed"}
OF_THE_MATTER = {
    "matter",
    "do",
    "kept",
    "receive",
    "paper",
    "file",
    "close",
    "receipts",
    "receipt_of",
    "copy",
    "contact",
}
OF_THE_LIBRARY = {"instrument"}  # where there is one: test_law.py
OF_THE_LOG = {
    "log_checkpoint",
    "log_cosigned",
    "log_tile",
    "log_key",
    "log_keys",
}  # the same for everybody: test_log.py


def address(name: str) -> str:
    pattern = next(str(one.pattern) for one in urls.urlpatterns if one.name == name)
    filled = {
        "<slug:code>": "xfj",
        "<slug:slug>": "purpose",
        "<slug:action>": "add_papers",
        "<int:pk>": "1",
        "<int:position>": "1",
        "<slug:kind>": "receipt",
    }
    for placeholder, value in filled.items():
        pattern = pattern.replace(placeholder, value)
    return "/" + pattern


def test_every_address_is_spoken_of_here():
    assert {one.name for one in urls.urlpatterns} == (
        PUBLIC | OF_THE_DRAFT | OF_THE_MATTER | OF_THE_LIBRARY | OF_THE_LOG
    )


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("name", sorted(PUBLIC - {"leave"}))
def test_anybody_may_read_what_is_public(client, name):
    assert client.get(address(name)).status_code == 200


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("name", sorted(OF_THE_MATTER - {"close"}))
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_led_to_the_door(client, name, method):
    answer = getattr(client, method)(address(name))
    assert answer.status_code == 405 or answer["Location"] == "/follow/"


@pytest.mark.parametrize("name", sorted(OF_THE_MATTER - {"close"}))
def test_an_officer_is_a_stranger_here(cast, client, name):
    client.force_login(cast.officers["li"])
    assert client.get(address(name))["Location"] == "/follow/"


@pytest.mark.usefixtures("cast", "now")
def test_the_petitioner_of_another_matter_gets_no_file_and_no_paper(client, lift):
    from xinqiao.cases.models import Attachment, Paper
    from xinqiao.ledger.follow import catch_up

    catch_up()
    file = Attachment.objects.create(
        number=lift,
        ordinal=1,
        name="a.pdf",
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
        salt=b"0" * 16,
    )
    other = file_lift("2026-03-02")
    enter(client, other.number, other.code)
    assert client.get(f"/follow/files/{file.pk}/").status_code == 404
    for paper in Paper.objects.filter(number=lift):
        assert client.get(f"/follow/papers/{paper.pk}/").status_code == 404


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("name", sorted(OF_THE_DRAFT - {"written_down", "discard", "receipt_filed"}))
def test_nobody_without_a_draft_sees_a_receipt(client, name):
    assert client.get(address(name))["Location"] == "/submit/"


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("name", ["step", "follow", "do", "receive", "close", "discard", "written_down"])
def test_nothing_is_done_for_another_site(name):
    assert Client(enforce_csrf_checks=True).post(address(name)).status_code == 403


@pytest.mark.usefixtures("cast")
def test_a_unit_that_is_not_active_has_no_page(client, cast):
    unit = cast.units["xihe"]
    unit.active = False
    unit.save()
    assert client.get("/channels/xihe/").status_code == 404
    assert "西河镇" not in client.get("/channels/").content.decode()


def test_no_address_holds_a_code():
    assert not [one for one in get_resolver().url_patterns if "code/" in str(one.pattern)]
