"""Every address of the desk, asked for by everybody: who has no business there meets a wrong address."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern

from xinqiao.cases.models import Attachment, Case
from xinqiao.desk.urls import urlpatterns
from xinqiao.people.codes import make_number
from xinqiao.people.models import Officer
from xinqiao.testing import OFFICERS, Cast, do, file_lift

pytestmark = pytest.mark.django_db

OPEN = {"login", "logout", "second", "invitation"}
"""Addresses for those who are not signed in."""

ANYBODY = {"password", "account", "factor_new", "key_new"}
OWN = {"codes": 302, "session_end": 302, "factor_remove": 404}
"""One's own, where these officers have nothing yet: sent back to the account, and no such factor."""
WORKERS = {"today", "inbox", "find", "law_find"}
REGISTERS = {"register", "look_alikes", "propose", "post", "told"}
MATTERS = {"contact", "matter", "do", "file", "paper", "alike", "propose_for"}
ONLY = {"supervise": "supervisor", "themes": "supervisor", "unit": "head", "keeping": "head"}
KEEPERS = {"units", "unit_new", "unit_edit", "unit_switch", "officer_new", "officer", "officer_reset"} | {
    "uninvite", "library",
}
THEMES = {"theme"}
"""What is there only where there is a theme: see test_themes.py."""
LIBRARY = {"library_end", "library_take_off"}
"""Of editions that are not there: see test_library.py."""

POSTED = {"logout", "look_alikes", "propose", "library_end", "library_take_off", "told", "unit_switch", "officer_reset", "uninvite", "session_end"}


@pytest.fixture
def accusation(cast: Cast) -> str:
    """Somebody reports the township office; the petition office has sent it, sealed, to the discipline body."""
    number = file_lift("2026-03-02", purpose="report", accused_units=["dongqiao"], requests=["查清"]).number
    do(number, "register", "sun", "2026-03-03", cast, petition_class="accusation", accused_units=["dongqiao"])
    do(number, "send_to_discipline", "sun", "2026-03-04", cast, to_unit="jjw")
    return number


def address(pattern: URLPattern, number: str, cast: Cast) -> str:
    filled = str(pattern.pattern)
    for name, value in (
        ("<slug:number>", number),
        ("<slug:action>", "note"),
        ("<slug:code>", "zjj"),
        ("officers/<int:pk>", f"officers/{cast.officers['zhou'].pk}"),
        ("<int:pk>", "1"),
        ("<str:secret>", "nothing"),
    ):
        filled = filled.replace(name, value)
    return f"/desk/{filled}"


def ask(client: Client, pattern: URLPattern, number: str, cast: Cast) -> int:
    where = address(pattern, number, cast)
    return (client.post(where, {}) if pattern.name in POSTED else client.get(where)).status_code


def expected(name: str, officer: Officer, sees: bool) -> set[int]:
    """What an officer is answered."""
    capacities = officer.capacity_set
    works = capacities & {"registrar", "handler", "head", "supervisor"}
    if name in ANYBODY:
        return {200}
    if name in OWN:
        return {OWN[name]}
    if name == "officer_leave":  # of Zhou: the head of the same unit, and who keeps the accounts of the area
        return (
            {200} if "keeper" in capacities or ("head" in capacities and officer.unit_id == "zjj") else {404}
        )
    if name in WORKERS:
        return {200} if works else ({302} if name == "today" else {404})
    if name in REGISTERS:
        return {302 if name == "told" else 200} if capacities & {"registrar", "handler", "head"} else {404}
    if name in MATTERS:
        return ({200} if name in ("matter", "alike", "propose_for") else {200, 404}) if sees and works else {404}
    if name in THEMES | LIBRARY:
        return {404}
    if name in ONLY:
        return {200} if ONLY[name] in capacities else {404}
    assert name in KEEPERS, f"say who may open {name}"
    return {200, 302, 422} if "keeper" in capacities else {404}


def test_a_stranger_is_asked_to_sign_in_everywhere(cast, now, lift):
    for pattern in urlpatterns:
        if pattern.name not in OPEN:
            assert ask(Client(), pattern, lift, cast) == 302, pattern.name


@pytest.mark.parametrize("username", [row[0] for row in OFFICERS])
def test_every_officer_gets_what_is_theirs_and_nothing_else(username, cast, desk, lift):
    officer = cast.officers[username]
    seated = officer.unit_id in ("xfj", "zjj") and officer.capacity_set & {"registrar", "handler", "head"}
    sees = bool(seated) or "supervisor" in officer.capacity_set
    for pattern in urlpatterns:
        if pattern.name not in OPEN:
            got = ask(desk(username), pattern, lift, cast)
            assert got in expected(str(pattern.name), officer, sees), f"{username} {pattern.name}: {got}"


@pytest.mark.parametrize("username", [row[0] for row in OFFICERS])
def test_what_one_may_not_see_is_answered_like_what_does_not_exist(username, cast, desk, accusation):
    """J5: for the accused township and everyone under it the matter does not exist, whatever way they try."""
    client = desk(username)
    nowhere = make_number(2026, 999_999)
    if username in ("sun", "feng", "wei"):  # the office that received it, and the discipline body
        assert client.get(f"/desk/matters/{accusation}/").status_code == 200
        return
    for where in ("/desk/matters/{}/", "/desk/matters/{}/do/note/", "/desk/matters/{}/files/1/"):
        here = client.get(where.format(accusation))
        assert here.status_code == 404
        assert plain(here, accusation) == plain(client.get(where.format(nowhere)), nowhere)
    assert plain(client.get("/desk/find/", {"q": accusation}), accusation) == plain(
        client.get("/desk/find/", {"q": nowhere}), nowhere
    )
    for where in (
        "",
        "inbox/",
        "inbox/?where=closed",
        "inbox/?where=away",
        "find/?q=电梯",
        "supervise/",
        "themes/",
        "unit/",
    ):
        answer = client.get(f"/desk/{where}")
        assert "三号楼电梯" not in answer.content.decode(), where


def plain(answer, number: str) -> str:
    """A page without the number that was asked for and without the token that is new each time."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
    return f"{answer.status_code} {text.replace(number, '')}"


def test_the_accused_find_nothing_that_looks_alike(cast, desk, accusation):
    said = {"account": "三号楼的电梯从二月初停到现在，八楼的老人下不了楼。", "place": "青石县柳园小区三号楼"}
    for username in ("qian", "chu"):
        assert desk(username).post("/desk/register/alike/", said).content.strip() == b""


def test_a_file_is_given_only_to_those_who_see_its_matter(cast, desk, lift):
    case = Case.objects.get(number=lift)
    file = Attachment.objects.create(
        number=lift,
        ordinal=1,
        name="照片.jpg",
        media_type="image/jpeg",
        size=4,
        sha256="0" * 64,
        salt=b"0" * 16,
    )
    where = f"/desk/matters/{case.number}/files/{file.pk}/"
    assert desk("wu").get(where).status_code == 404
    assert desk("qin").get(where).status_code == 404
