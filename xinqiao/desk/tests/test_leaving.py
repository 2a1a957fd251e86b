"""Somebody leaves: their matters are handed over through the door first, then the account is closed at once."""

import threading

import pytest
from django.db import connection
from django.test import Client

from xinqiao.cases.look import standing_of
from xinqiao.cases.models import Case
from xinqiao.ledger.models import Entry
from xinqiao.people.models import AccountChange, Invitation, Officer
from xinqiao.people.person import as_person
from xinqiao.testing import Cast, do, file_lift

pytestmark = pytest.mark.django_db


def by_whom(row: AccountChange) -> str:
    assert row.by is not None
    return row.by.username


def text(answer) -> str:
    return answer.content.decode()


def in_charge(number: str) -> set[str]:
    case = Case.objects.get(number=number)
    return set(standing_of(case).handlers.values())


def leave_page(officer: Officer) -> str:
    return f"/desk/officers/{officer.pk}/leave/"


@pytest.fixture
def colleague(cast: Cast) -> Officer:
    """A second handler of the housing unit."""
    return Officer.objects.create(
        username="he", name="何", unit_id="zjj", capacities="handler", password=cast.officers["zhou"].password
    )


@pytest.fixture
def held(cast: Cast, lift: str) -> str:
    """The lift, of which Zhou was put in charge."""
    do(lift, "appoint", "li", "2026-03-13", cast, handler=cast.person("zhou").key)
    return lift


def test_the_head_sees_what_is_held_hands_it_over_and_closes_the_account(desk, cast, held, colleague):
    zhou = cast.officers["zhou"]
    working, head = desk("zhou"), desk("li")
    assert working.get("/desk/").status_code == 200
    page = head.get(leave_page(zhou))
    assert held in text(page) and "三号楼电梯停运一个月" in text(page)
    refused = head.post(leave_page(zhou), {"do": "close"})
    assert refused.status_code == 422 and "周还经办 1 件" in text(refused)
    assert head.post(leave_page(zhou), {"do": "hand", "all": colleague.pk}).status_code == 302
    assert in_charge(held) == {as_person(colleague).key}
    entry = Entry.objects.filter(number=held).order_by("-position")[0]
    assert entry.action == "appoint"
    assert head.post(leave_page(zhou), {"do": "close"}).status_code == 302
    zhou.refresh_from_db()
    assert (zhou.is_active, zhou.has_usable_password()) == (False, False)
    assert working.get("/desk/")["Location"].startswith("/desk/login/")
    row = AccountChange.objects.get()
    assert (row.username, row.what, by_whom(row)) == ("zhou", "left", "li")


def test_each_matter_can_go_to_somebody_else(desk, cast, held, colleague, now):
    other = file_lift("2026-03-13", subject="楼道灯不亮").number
    do(other, "register", "sun", "2026-03-14", cast, petition_class="appeal", occurrence="first")
    do(other, "forward", "sun", "2026-03-14", cast, to_unit="zjj")
    do(other, "appoint", "li", "2026-03-15", cast, handler=cast.person("zhou").key)
    li = cast.officers["li"]
    desk("li").post(
        leave_page(cast.officers["zhou"]), {"do": "hand", "all": colleague.pk, f"to_{other}": li.pk}
    )
    assert in_charge(held) == {as_person(colleague).key}
    assert in_charge(other) == {as_person(li).key}


def test_a_keeper_sees_how_many_there_are_and_none_of_them(desk, cast, held, colleague):
    page = desk("qin").get(leave_page(cast.officers["zhou"]))
    assert "经办、还没有办结的：1 件" in text(page)
    assert held not in text(page) and "电梯" not in text(page)
    desk("qin").post(leave_page(cast.officers["zhou"]), {"do": "hand", "all": colleague.pk})
    assert in_charge(held) == {cast.person("zhou").key}


def test_what_the_law_refuses_stays_and_says_why(desk, cast, held, colleague):
    """Whoever was recused from a matter cannot be put in charge of it by a list of all."""
    do(held, "recuse_oneself", as_person(colleague), "2026-03-14", interest="亲属住在这栋楼。")
    answer = desk("li").post(leave_page(cast.officers["zhou"]), {"do": "hand", "all": colleague.pk})
    assert answer.status_code == 422 and "应当回避" in text(answer)
    assert in_charge(held) == {cast.person("zhou").key}


def test_the_last_who_can_sign_does_not_leave_open_matters_behind(desk, cast, lift):
    answer = desk("qin").post(leave_page(cast.officers["li"]), {"do": "close"})
    assert answer.status_code == 422 and "没有人能办理或者签发" in text(answer)
    Officer.objects.create(username="he", name="何", unit_id="zjj", capacities="head", password="x")
    assert desk("qin").post(leave_page(cast.officers["li"]), {"do": "close"}).status_code == 302


def test_a_move_or_a_lost_post_leaves_nothing_behind_either(desk, cast, held):
    zhou = cast.officers["zhou"]
    where = f"/desk/officers/{zhou.pk}/"
    for sent in ({"unit": "rsj", "posts": ["handler"]}, {"unit": "zjj", "posts": ["registrar"]}):
        answer = desk("qin").post(where, sent)
        assert answer.status_code == 422 and "周还经办 1 件" in text(answer)
    zhou.refresh_from_db()
    assert (zhou.unit_id, zhou.capacities) == ("zjj", "handler")


def test_a_successor_is_a_colleague_who_handles(desk, cast, held, colleague):
    page = desk("li").get(leave_page(cast.officers["zhou"]))
    assert {one.username for one in page.context["successors"]} == {"he", "li"}
    stranger = cast.officers["wu"]
    desk("li").post(leave_page(cast.officers["zhou"]), {"do": "hand", "all": stranger.pk})
    assert in_charge(held) == {cast.person("zhou").key}


def test_a_head_of_another_unit_finds_no_such_page(desk, cast, held):
    for other in ("wu", "feng", "chen"):
        client = desk(other)
        assert client.get(leave_page(cast.officers["zhou"])).status_code == 404
        assert client.post(leave_page(cast.officers["zhou"]), {"do": "close"}).status_code == 404
    cast.officers["zhou"].refresh_from_db()
    assert cast.officers["zhou"].is_active


def test_whoever_left_is_invited_back_to_the_same_account(desk, cast, colleague, client, now):
    desk("li").post(leave_page(colleague), {"do": "close"})
    answer = desk("qin").post(
        "/desk/units/zjj/officers/new/", {"username": "he", "name": "何", "posts": ["handler"]}
    )
    new = "four-plain-words-long"
    client.post(answer.context["link"], {"new_password1": new, "new_password2": new})
    colleague.refresh_from_db()
    assert colleague.is_active and colleague.check_password(new)


def test_a_name_that_left_is_given_to_nobody_else_and_not_from_another_area(desk, cast, colleague):
    """What somebody did stays theirs: the record knows them by their account."""
    desk("li").post(leave_page(colleague), {"do": "close"})
    where = "/desk/units/zjj/officers/new/"
    again = desk("qin").get(where, {"again": "he"}).context["form"]
    assert (again.initial["username"], again.initial["name"]) == ("he", "何")
    for username, name in (("he", "何二"), ("HE", "何二")):
        answer = desk("qin").post(where, {"username": username, "name": name, "posts": ["handler"]})
        assert answer.status_code == 422 and "已经有人使用" in text(answer)
    Officer.objects.filter(username="he").update(unit="city-zjj")
    answer = desk("qin").post(where, {"username": "he", "name": "何", "posts": ["handler"]})
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_heads_who_leave_at_once_do_not_leave_the_unit_without_one(desk, cast, lift):
    he = Officer.objects.create(username="he", name="何", unit_id="zjj", capacities="head", password="x")
    client, other = desk("qin"), desk("qin")
    start = threading.Barrier(2)
    came: list[int] = []

    def close(browser: Client, officer: Officer) -> None:
        start.wait()
        try:
            came.append(browser.post(leave_page(officer), {"do": "close"}).status_code)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=close, args=pair) for pair in ((client, he), (other, cast.officers["li"]))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(came) == [302, 422]
    assert Officer.objects.filter(unit="zjj", is_active=True, capacities="head").count() == 1
