"""The head of an office sets how long matters are kept, sees what will go, and decides what persons ask for."""

import re

import pytest
from django.test import Client

from xinqiao.cases import retention
from xinqiao.cases.act import act
from xinqiao.cases.models import Retention
from xinqiao.ledger.models import Entry
from xinqiao.people.erasing import is_erased
from xinqiao.people.identities import open_identity
from xinqiao.people.person import CLOCK
from xinqiao.testing import Cast, do, file_lift, moment

pytestmark = pytest.mark.django_db

SET = {"identity_years": "10", "words_years": "", "approved_by": "青石县档案馆", "approved_on": "2026-01-05"}


@pytest.fixture
def over(cast: Cast) -> str:
    number = file_lift("2026-03-02").number
    do(number, "withdraw", "petitioner", "2026-03-05", free_will=True)
    return number


@pytest.fixture
def head(cast: Cast, client: Client, now) -> Client:
    now("2026-04-01")
    client.force_login(cast.officers["feng"])
    return client


def test_a_head_sets_the_schedule_of_the_office(head: Client) -> None:
    assert "什么也不会自动删除" in head.get("/desk/keeping/").content.decode()
    assert head.post("/desk/keeping/", SET).status_code == 302
    kept = Retention.objects.get(unit="xfj")
    assert (kept.identity_years, kept.words_years, kept.changed_at) == (10, None, moment("2026-04-01"))
    page = head.get("/desk/keeping/").content.decode()
    assert "办结以后 10 年" in page and "青石县档案馆" in page


@pytest.mark.parametrize("wrong", [{"identity_years": "0"}, {"words_years": "101"}, {"approved_by": ""}])
def test_a_schedule_has_sensible_years_and_an_approval(head: Client, wrong: dict[str, str]) -> None:
    assert head.post("/desk/keeping/", {**SET, **wrong}).status_code == 422
    assert not Retention.objects.exists()


def test_a_new_schedule_is_shown_for_thirty_days_before_it_erases(
    over: str, cast: Cast, head: Client, now
) -> None:
    now("2037-01-01")
    head.force_login(cast.officers["feng"])
    head.post("/desk/keeping/", SET)
    page = head.get("/desk/keeping/").content.decode()
    assert over in page and "2037年1月31日" in page
    assert night("2037-01-30") == 0 and not is_erased(over)
    assert night("2037-01-31") == 1 and is_erased(over)


def night(day: str) -> int:
    """What the schedules make due on a day goes through the door, as it does by night."""
    at = moment(day)

    def erase(one: retention.Due) -> None:
        act(one.number, "erase_identity", {"reason": retention.REASON}, by=CLOCK, at=at)

    return retention.retain(erase, at=at)


def test_what_goes_within_thirty_days_is_listed_and_nothing_else(
    over: str, cast: Cast, head: Client, now
) -> None:
    head.post("/desk/keeping/", SET)
    for day, listed in (("2036-02-02", False), ("2036-02-05", True)):
        now(day)
        head.force_login(cast.officers["feng"])
        assert (over in head.get("/desk/keeping/").content.decode()) is listed


def test_a_unit_below_is_told_whose_schedule_it_goes_by(head: Client, cast: Cast) -> None:
    Retention.objects.create(
        unit_id="qingshi",
        identity_years=5,
        approved_by="馆",
        approved_on="2026-01-01",
        changed_at=moment("2026-01-01"),
    )
    assert "青石县的期限" in head.get("/desk/keeping/").content.decode()


def test_requests_for_erasure_wait_here_with_their_day(over: str, head: Client, cast: Cast) -> None:
    do(over, "ask_erasure", "petitioner", "2026-03-20", what="identity")
    page = head.get("/desk/keeping/").content.decode()
    assert over in page and "2026年4月20日" in page
    matter = head.get(f"/desk/matters/{over}/").content.decode()
    assert f"/desk/matters/{over}/do/grant_erasure/" in matter and "do/refuse_erasure/" in matter


def test_the_head_of_another_office_sees_none_of_it(over: str, cast: Cast, client: Client, now) -> None:
    now("2026-04-01")
    do(over, "ask_erasure", "petitioner", "2026-03-20", what="identity")
    client.force_login(cast.officers["wu"])
    assert over not in client.get("/desk/keeping/").content.decode()
    assert client.get(f"/desk/matters/{over}/contact/").status_code == 404


def test_contact_details_are_corrected_at_the_counter_without_being_shown(
    over: str, cast: Cast, client: Client, now
) -> None:
    now("2026-04-01")
    client.force_login(cast.officers["sun"])
    where = f"/desk/matters/{over}/contact/"
    assert client.get(f"/desk/matters/{over}/do/change_contact/")["Location"] == where
    inside = client.get(f"/desk/matters/{over}/do/change_contact/", headers={"HX-Request": "true"})
    assert inside["HX-Redirect"] == where
    page = client.get(where).content.decode()
    assert not re.search(r'value="(000|赵)"', page)
    assert client.post(where, {"checked_how": "document"}).status_code == 422
    assert client.post(where, {"telephone": "123"}).status_code == 422
    seen = re.findall(r'name="seen" value="(\d+)"', page)[0]
    sent = {"checked_how": "document", "telephone": "123", "seen": seen}
    assert client.post(where, sent)["Location"] == f"/desk/matters/{over}/"
    assert client.post(where, sent).status_code == 422, "a second click corrects nothing a second time"
    assert open_identity(over) == {"name": "赵", "telephone": "123"}
    assert "123" not in Entry.objects.get(number=over, action="change_contact").text


def test_a_handler_elsewhere_does_not_correct_them(over: str, cast: Cast, client: Client, now) -> None:
    now("2026-04-01")
    client.force_login(cast.officers["zheng"])
    assert client.get(f"/desk/matters/{over}/contact/").status_code == 404


def test_where_the_person_was_erased_no_seal_is_offered_to_be_opened(
    over: str, cast: Cast, client: Client, now
) -> None:
    now("2026-04-01")
    client.force_login(cast.officers["sun"])
    where = f"/desk/matters/{over}/"
    assert "信访人身份已密封" in client.get(where).content.decode()
    do(over, "erase_identity", "feng", "2026-04-01", cast, reason="ordered")
    assert "信访人身份已密封" not in client.get(where).content.decode()
