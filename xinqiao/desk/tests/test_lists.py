"""The day's list and the list of all matters: what is due when, whose turn it is, by which rule."""

from datetime import date

import pytest
from django.conf import settings

from xinqiao.desk.inbox import arrivals, rights, week
from xinqiao.ledger.follow import catch_up
from xinqiao.testing import do, file_lift

pytestmark = pytest.mark.django_db


def columns(answer) -> dict[str, list[str]]:
    return {one.name: [row.case.subject for row in one.rows] for one in answer.context["columns"]}


def test_the_day_has_three_columns_and_each_matter_stands_in_one(desk, now):
    for day in ("2026-03-02", "2026-03-05", "2026-03-11", "2026-03-19"):
        file_lift(day, subject=day)
    now("2026-03-20")
    found = columns(desk("sun").get("/desk/"))
    # Fifteen days from each: 17 March, 20 March, 26 March, 3 April.
    assert found == {"today": ["2026-03-05"], "late": ["2026-03-02"], "week": ["2026-03-11"]}


def test_from_friday_on_the_next_week_is_shown_with_this_one():
    assert week(date(2026, 3, 19)) == (date(2026, 3, 22), False)  # a Thursday
    assert week(date(2026, 3, 20)) == (date(2026, 3, 29), True)
    assert week(date(2026, 3, 22)) == (date(2026, 3, 29), True)


def test_a_row_names_number_subject_place_duty_and_rule(desk, now):
    number = file_lift("2026-03-05").number
    now("2026-03-20")
    text = desk("sun").get("/desk/").content.decode()
    for told in (
        number,
        "三号楼电梯停运一个月",
        "青石县柳园小区三号楼",
        "登记并转送、交办",
        "《信访工作条例》第二十二条第一款",
        "等我们",
        "就是今天",
    ):
        assert told in text, told


def test_what_came_in_since_yesterday_stands_above(desk, now, cast):
    file_lift("2026-03-18", subject="前天")
    file_lift("2026-03-19", subject="昨天")
    moved = file_lift("2026-03-10", subject="转来").number
    do(moved, "register", "sun", "2026-03-11", cast, petition_class="appeal")
    now("2026-03-20")
    came = desk("sun").get("/desk/").context["came"]
    assert [row.case.subject for row in came.rows] == ["昨天"]
    do(moved, "forward", "sun", "2026-03-20 08:00", cast, to_unit="zjj")
    came = desk("zhou").get("/desk/").context["came"]
    assert [row.case.subject for row in came.rows] == ["转来"]


def test_mine_are_the_matters_whose_turn_i_can_take(desk, cast, lift, now):
    now("2026-05-08")
    assert columns(desk("zhou").get("/desk/"))["week"] == ["三号楼电梯停运一个月"]
    cast.officers["zhou"].capacities = "registrar"
    cast.officers["zhou"].save()
    assert columns(desk("zhou").get("/desk/"))["week"] == []
    assert columns(desk("zhou").get("/desk/?whose=unit"))["week"] == ["三号楼电梯停运一个月"]


def test_a_right_of_the_petitioner_is_nobodys_delay(desk, cast, lift, now):
    """After the opinion was received, thirty days run for the petitioner. The unit is not late on the thirty-first."""
    do(lift, "hear", "zhou", "2026-03-20", cast, heard_how="interview", record="见过面。", no_interest="yes")
    answers = [
        {
            "request": n,
            "facts": "属实。",
            "reasons": "应当修。",
            "basis": "规定。",
            "conclusion": "not_support",
        }
        for n in (1, 2)
    ]
    do(lift, "issue_opinion", "li", "2026-04-20", cast, answers=answers)
    do(lift, "serve_opinion", "zhou", "2026-04-22", cast, served_on="2026-04-22", way="signed")
    now("2026-06-20")
    assert columns(desk("li").get("/desk/"))["late"] == []


def test_the_list_is_narrowed_by_state_class_channel_day_and_words(desk, cast, now):
    file_lift("2026-03-02", subject="灯", place="东街")
    phone = file_lift("2026-03-10", subject="水", place="西街").number
    do(phone, "register", "sun", "2026-03-11", cast, petition_class="suggestion")
    now("2026-03-20")
    client = desk("sun")

    def found(query: str) -> list[str]:
        return [row.case.subject for row in client.get(f"/desk/inbox/?{query}").context["found"].rows]

    assert found("") == ["灯", "水"]
    assert found("state=registered") == ["水"]
    assert found("kind=suggestion") == ["水"]
    assert found("kind=appeal&state=registered") == []
    assert found("channel=web") == ["灯", "水"]
    assert found("channel=letter") == []
    assert found("when=late") == ["灯"]
    assert found("words=东街") == ["灯"]
    assert found("where=closed") == []
    assert found("page=2") == []
    assert found("page=x&state=nonsense") == ["灯", "水"]


def test_what_went_out_from_here_can_be_followed(desk, lift, now):
    now("2026-03-20")
    rows = desk("sun").get("/desk/inbox/?where=away").context["found"].rows
    assert [(row.case.number, row.waits_on, row.ours) for row in rows] == [
        (lift, "青石县住房和城乡建设局", False)
    ]


def test_a_long_list_is_turned_page_by_page(desk, now):
    for count in range(31):
        file_lift("2026-03-10", subject=f"第{count}件")
    client = desk("sun")
    first = client.get("/desk/inbox/").context["found"]
    assert (len(first.rows), first.before, first.after) == (30, 0, 2)
    second = client.get("/desk/inbox/?page=2").context["found"]
    assert (len(second.rows), second.before, second.after) == (1, 1, 0)


def test_a_number_however_it_is_typed_leads_to_its_matter(desk, lift):
    client = desk("zhou")
    for typed in (lift, lift.replace("-", ""), f" {lift.replace('-', ' ')} "):
        assert client.get("/desk/find/", {"q": typed})["Location"] == f"/desk/matters/{lift}/"


def test_words_find_a_matter_and_nothing_is_found_by_person(desk, lift):
    catch_up(["xinqiao.search.follower"])
    client = desk("zhou")
    assert lift in client.get("/desk/find/", {"q": "电梯"}).content.decode()
    assert lift not in client.get("/desk/find/", {"q": "赵"}).content.decode()


def test_a_date_of_a_year_without_a_plan_is_marked_provisional(desk, now):
    last = max(int(path.stem) for path in (settings.BASE / "xinqiao/law/calendars/cn").glob("20*.toml"))
    file_lift(f"{last + 1}-03-01")
    now(f"{last + 1}-03-02")
    assert "暂定" in desk("sun").get("/desk/inbox/").content.decode()


def test_no_page_of_the_desk_asks_the_database_once_a_row(desk, now, django_assert_max_num_queries):
    for count in range(25):
        file_lift("2026-03-05", subject=f"第{count}件")
    client = desk("sun")
    for where, most in (("/desk/", 24), ("/desk/inbox/", 10)):
        client.get(where)
        with django_assert_max_num_queries(most):
            client.get(where)


def test_what_is_read_off_the_procedures_is_not_empty():
    assert {"submitted", "forwarded", "review_open"} <= arrivals()
    assert "accepted" not in arrivals()
    assert "xf.review.request" in rights()
    assert "xf.handle" not in rights()
