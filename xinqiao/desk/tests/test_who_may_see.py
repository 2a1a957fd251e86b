"""Who has no business with a matter meets a wrong address, and no trace of it (every address: tests/house/test_policy.py)."""

import re

import pytest

from xinqiao.cases.models import Attachment, Case
from xinqiao.people.codes import make_number
from xinqiao.testing import OFFICERS, Cast, do, file_lift

pytestmark = pytest.mark.django_db


@pytest.fixture
def accusation(cast: Cast) -> str:
    """Somebody reports the township office; the petition office has sent it, sealed, to the discipline body."""
    number = file_lift("2026-03-02", purpose="report", accused_units=["dongqiao"], requests=["查清"]).number
    do(number, "register", "sun", "2026-03-03", cast, petition_class="accusation", accused_units=["dongqiao"])
    do(number, "send_to_discipline", "sun", "2026-03-04", cast, to_unit="jjw")
    return number


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
