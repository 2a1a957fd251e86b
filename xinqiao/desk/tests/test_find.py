"""The page of a search: what it finds, what it can be narrowed to, and what it says when there is nothing."""

import re

import pytest
from django.db import connection

from xinqiao.ledger.follow import catch_up
from xinqiao.testing import file_lift


@pytest.fixture
def many(cast) -> list[str]:
    numbers = [
        file_lift(f"2026-03-{1 + at % 9:02}", subject=f"第{at}件：路灯不亮", place="东桥镇桥头").number
        for at in range(34)
    ]
    numbers.append(file_lift("2025-12-30", subject="路灯太亮").number)
    catch_up(["xinqiao.search.follower"])
    return numbers


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_pages_follow_one_another_and_keep_what_was_asked(desk, many):
    client = desk("sun")
    first = text(client.get("/desk/find/", {"q": "路灯", "year": "2026"}))
    assert "34 件" in first
    after = re.search(r'href="(\?[^"]+)" rel="next"', first)
    assert after
    second = client.get("/desk/find/" + after[1].replace("&amp;", "&"))
    assert "第 2 页" in text(second)
    assert len(second.context["found"]) == 4
    assert "清除筛选" in text(second)
    third = text(client.get("/desk/find/", {"q": "路灯", "page": "9"}))
    assert "后面没有了" in third


def test_filters_show_how_many_there_are_and_lead_there(desk, many):
    client = desk("sun")
    page = client.get("/desk/find/", {"q": "路灯"})
    years = next(one for one in page.context["facets"] if one.name == "year")
    assert [(one.title, one.count) for one in years.choices] == [("2026年", 34), ("2025年", 1)]
    narrowed = client.get("/desk/find/" + years.choices[1].url)
    assert [row.case.number for row, _hit in narrowed.context["found"]] == [many[-1]]
    assert "不再限于" in text(narrowed)
    chosen = next(one for one in narrowed.context["facets"] if one.name == "year").choices[0]
    assert (chosen.chosen, chosen.url) == (True, "?q=%E8%B7%AF%E7%81%AF")


def test_filters_alone_are_a_list(desk, many):
    page = desk("sun").get("/desk/find/", {"year": "2025"})
    assert [row.case.number for row, _hit in page.context["found"]] == [many[-1]]


def test_what_only_sounds_so_says_so(desk, many):
    page = text(desk("sun").get("/desk/find/", {"q": "陆登"}))
    assert "按读音" in page
    assert "下面的读音相同" in page


@pytest.mark.parametrize(
    "q",
    [
        "",
        "   ",
        "没有的词语",
        '"路灯" OR 1',
        "路灯'); --",
        "<script>",
        "路" * 5000,
        "\x00",
        "%",
        "！？。",
        "🙂",
    ],
)
@pytest.mark.parametrize(
    "more", ["", "&page=0", "&page=-1", "&page=x&year=20x6&state=nothing&order=worst&kind=%00"]
)
def test_whatever_is_typed_gets_a_page(desk, many, q, more):
    from urllib.parse import quote

    page = text(desk("sun").get(f"/desk/find/?q={quote(q)}{more}"))
    assert "<script>" not in page.partition("<main")[2].partition("</main>")[0]


def test_nothing_found_helps_on(desk, many):
    page = text(desk("sun").get("/desk/find/", {"q": "没有的词语"}))
    assert "可以换一个说法" in page
    assert "不按人查找" in page


def test_whoever_has_no_business_here_finds_and_counts_nothing(desk, many):
    page = desk("wu").get("/desk/find/", {"q": "路灯"})
    if page.status_code == 200:
        assert page.context["answer"].total == 0
        assert page.context["facets"] == []
    else:
        assert page.status_code == 404


def test_a_page_of_answers_asks_the_database_a_fixed_number_of_times(
    desk, many, django_assert_max_num_queries
):
    client = desk("sun")
    client.get("/desk/find/", {"q": "路灯"})
    # PostgreSQL is asked first which span of days is the newest.
    with django_assert_max_num_queries(17 if connection.vendor == "postgresql" else 16):
        client.get("/desk/find/", {"q": "路灯"})
