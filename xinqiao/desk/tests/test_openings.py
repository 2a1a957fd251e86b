"""Unusual openings of sealed identities: shown to the supervisor, about officials and never about petitioners."""

import re

import pytest

from xinqiao.testing import do, file_lift

pytestmark = pytest.mark.django_db

PAGE = "/desk/supervise/openings/"


def shown(answer) -> dict[str, tuple[str, ...]]:
    return {one.number: one.signs for one in answer.context["openings"]}


def filed(cast, day: str = "2026-03-02") -> str:
    number = file_lift(day).number
    do(number, "register", "sun", f"{day} 10:00", cast, petition_class="appeal", occurrence="first")
    do(number, "forward", "sun", f"{day} 11:00", cast, to_unit="zjj")
    return number


def test_an_opening_by_somebody_who_works_on_the_matter_is_not_unusual(desk, cast, lift):
    do(lift, "open_seal", "zhou", "2026-03-15", cast, purpose="interview")
    assert shown(desk("zheng").get(PAGE)) == {}


def test_an_opening_without_any_work_on_the_matter_is_shown_with_its_reason(desk, cast, lift):
    do(lift, "open_seal", "li", "2026-03-15 10:30", cast, purpose="handle")
    answer = desk("zheng").get(PAGE)
    (sign,) = shown(answer)[lift]
    assert "没有办过任何别的事" in sign
    (one,) = answer.context["openings"]
    assert (one.office, one.posts, one.reason) == (
        "青石县住房和城乡建设局",
        "负责人",
        "办理这件事必须知道是谁",
    )
    do(lift, "note", "li", "2026-03-16", cast, text="已经看过。")
    assert shown(desk("zheng").get(PAGE)) == {}, "work done since then explains it"


def test_many_matters_by_one_officer_in_a_short_time_are_shown(desk, cast, now, settings):
    settings.OPENINGS_MANY = 3
    numbers = [filed(cast) for _one in range(3)]
    for hour, number in enumerate(numbers):
        do(number, "open_seal_received", "sun", f"2026-03-19 {9 + hour:02d}:00", cast, purpose="verify")
    now("2026-03-20")
    found = shown(desk("zheng").get(PAGE))
    assert set(found) == set(numbers)
    assert all("24 小时内打开了 3 件" in signs[0] for signs in found.values())


def test_the_same_matter_opened_again_and_again_is_one_matter_and_other_days_do_not_add(
    desk, cast, now, settings
):
    settings.OPENINGS_MANY = 3
    one, two, three = (filed(cast) for _one in range(3))
    for hour in range(4):
        do(one, "open_seal_received", "sun", f"2026-03-10 {9 + hour:02d}:00", cast, purpose="verify")
    do(two, "open_seal_received", "sun", "2026-03-10 14:00", cast, purpose="verify")
    do(three, "open_seal_received", "sun", "2026-03-12 09:00", cast, purpose="verify")
    now("2026-03-20")
    assert shown(desk("zheng").get(PAGE)) == {}


def test_an_opening_from_a_unit_that_no_longer_has_the_matter_is_shown(desk, cast, lift, now):
    """The housing unit has answered; the review lies with the city, and the handler looks again."""
    do(lift, "hear", "zhou", "2026-03-20", cast, heard_how="interview", record="谈过。", no_interest="yes")
    answers = [
        {"request": n, "facts": "属实。", "reasons": "应当修。", "basis": "规定。", "conclusion": "explain"}
        for n in (1, 2)
    ]
    do(lift, "issue_opinion", "li", "2026-04-20", cast, answers=answers)
    do(lift, "serve_opinion", "zhou", "2026-04-22", cast, served_on="2026-04-22", way="signed")
    do(lift, "open_seal", "zhou", "2026-04-23", cast, purpose="serve")
    do(lift, "ask_review", "petitioner", "2026-05-06", cast, grounds="没有说什么时候修。")
    do(lift, "open_seal", "zhou", "2026-05-07", cast, purpose="handle")
    now("2026-05-08")
    answer = desk("zheng").get(PAGE)
    ((office, signs),) = [(one.office, one.signs) for one in answer.context["openings"]]
    assert office == "青石县住房和城乡建设局"
    assert "当时这一件由" in signs[0] and "办理，不在打开的单位" in signs[0]


def test_the_page_looks_back_so_many_days(desk, cast, lift, now, settings):
    do(lift, "open_seal", "li", "2026-03-15", cast, purpose="handle")
    now("2026-04-10")
    assert lift in shown(desk("zheng").get(PAGE))
    now("2026-04-20")
    assert shown(desk("zheng").get(PAGE)) == {}


def test_it_names_no_petitioner_and_no_officer_and_counts_nobody(desk, cast, lift):
    do(lift, "open_seal", "li", "2026-03-15", cast, purpose="handle", detail="赵家的事")
    page = desk("zheng").get(PAGE).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    for word in ("赵", "三号楼电梯", "柳园", "000", "信访人次", "李"):
        assert word not in re.sub(r"\d{4}-\d{6}-\d", "", main), word


def test_what_the_supervisor_may_not_see_is_not_counted_either(desk, cast, settings):
    settings.OPENINGS_MANY = 2
    for _one in range(2):
        number = file_lift(
            "2026-03-02", purpose="report", accused_units=["dongqiao"], requests=["查清"]
        ).number
        do(
            number,
            "register",
            "sun",
            "2026-03-03",
            cast,
            petition_class="accusation",
            accused_units=["dongqiao"],
        )
        do(number, "send_to_discipline", "sun", "2026-03-04", cast, to_unit="jjw")
        do(number, "open_seal_received", "sun", "2026-03-05", cast, purpose="verify")
    assert shown(desk("zheng").get(PAGE)) == {}


@pytest.mark.parametrize("username", ["wu", "sun", "zhou", "li", "qian", "qin"])
def test_it_is_for_supervisors_alone(desk, username):
    assert desk(username).get(PAGE).status_code == 404


def test_an_opening_stands_in_the_resident_s_own_list_with_office_day_and_reason(desk, cast, lift):
    from django.test import Client

    from xinqiao.people.codes import keep_code
    from xinqiao.people.identities import replace_code

    replace_code(lift, keep_code(lift, "1" * 16))
    do(lift, "open_seal", "zhou", "2026-03-15", cast, purpose="serve")
    resident = Client()
    resident.post("/follow/", {"number": lift, "code": "1" * 16})
    page = resident.get("/follow/matter/").content.decode()
    assert "青石县住房和城乡建设局" in page and "送达文书" in page
    assert "周" not in re.sub("周末|周[一二三四五六日]", "", page), "no staff names"


def test_no_seal_opens_without_an_entry_and_a_reason_from_the_list(desk, cast, lift):
    from xinqiao.cases.models import Case
    from xinqiao.ledger.models import Entry

    before = Case.objects.get(number=lift).entries
    for purpose in ("", "curiosity"):
        answer = desk("zhou").post(
            f"/desk/matters/{lift}/do/open_seal/", {"purpose": purpose, "seen": before}
        )
        assert answer.status_code == 422
        assert "000" not in re.sub(r"\d{4}-\d{6}-\d|000-0000", "", answer.content.decode())
    assert not Entry.objects.filter(number=lift, action="open_seal").exists()
