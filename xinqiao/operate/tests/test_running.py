"""What is started, and what is said when it cannot be."""

import socket
from contextlib import closing

import pytest
from django.db import DatabaseError
from django.urls import reverse

from xinqiao.operate.running import CannotStart, Plan, addresses, check_port, tables, web_command


@pytest.mark.django_db
def test_health_tells_that_matters_can_be_taken_in(client):
    answer = client.get(reverse("operate:health"))
    assert answer.status_code == 200
    assert answer.json() == {
        "database": "reachable",
        "disk": "has room",
        "followers": "current",
        "log": "current",
        "well": True,
    }


@pytest.mark.django_db
def test_health_tells_when_the_disk_is_full(client, monkeypatch):
    monkeypatch.setattr("xinqiao.operate.views.LEAST_ROOM", 2**63)
    answer = client.get(reverse("operate:health"))
    assert answer.status_code == 503
    assert (answer.json()["disk"], answer.json()["well"]) == ("full", False)


@pytest.mark.django_db
def test_health_tells_when_the_database_does_not_answer(client, monkeypatch):
    def gone():
        raise DatabaseError

    monkeypatch.setattr("xinqiao.operate.views.behind", gone)
    assert client.get(reverse("operate:health")).status_code == 503


@pytest.mark.django_db
def test_tables_are_current_after_migrating():
    assert tables() == "current"


def test_a_taken_port_is_said_with_another():
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart, match=str(port + 1)):
            check_port("127.0.0.1", port)


@pytest.mark.parametrize("server", ["granian", "gunicorn"])
def test_both_servers_get_their_workers_and_threads(server):
    words = web_command(Plan(server=server, workers=3, threads=5, port=8123))
    assert words[2] == server
    assert words[words.index("--workers") + 1] == "3"
    assert "5" in words
    assert any("8123" in word for word in words)


def test_addresses_are_names_to_click(settings):
    settings.ALLOWED_HOSTS = ["localhost", "bridge.example"]
    assert addresses(Plan()) == ["http://localhost:8000/"]
    assert addresses(Plan(host="0.0.0.0", port=80)) == ["http://localhost:80/", "http://bridge.example:80/"]
