from datetime import date
from typing import Any

import pytest

from xinqiao.cases.models import Statement
from xinqiao.people.person import petitioner_of
from xinqiao.search import find as finding
from xinqiao.search import walk
from xinqiao.search.find import NEWEST, Found, find
from xinqiao.testing import Cast, do, file_lift


def numbers(found: Found) -> list[str]:
    return [hit.case.number for hit in found.hits]


@pytest.fixture
def lift(cast: Cast, indexed) -> str:
    number = file_lift("2026-03-02").number
    indexed()
    return number


@pytest.mark.parametrize(
    "question",
    [
        "电梯",
        "電梯",
        "柳园小区",
        "柳园",
        "电梯 柳园",
        "老人下不了楼",
        "修好电梯",
        "梯",
        "停 运",
        "三号楼的电梯停了",
        "说明停运的原因",
        "物业在等配件",
    ],
)
def test_a_matter_is_found_by_its_words(cast: Cast, lift: str, question: str) -> None:
    assert numbers(find(cast.person("sun"), question)) == [lift]


@pytest.mark.parametrize("question", ["消防", "赵", "园柳", "消防栓 河道", "elevator", "88"])
def test_what_is_not_said_is_not_found(cast: Cast, lift: str, question: str) -> None:
    assert find(cast.person("sun"), question).total == 0


@pytest.mark.parametrize(
    "question", ["'", '"', "a* OR b", "%", "\x00", "🙂", ":*", "\\", "的" * 999, "\ud800", "电梯') -- &|!"]
)
def test_no_sign_does_harm(cast: Cast, lift: str, question: str) -> None:
    assert numbers(find(cast.person("sun"), question)) in ([], [lift])


def test_a_matter_is_found_by_its_number_however_it_is_typed(cast: Cast, lift: str) -> None:
    spoken = lift.replace("-", " ")
    assert numbers(find(cast.person("sun"), f" {spoken} ")) == [lift]
    assert numbers(find(cast.person("wu"), lift)) == []


def test_nobody_finds_or_counts_what_they_may_not_see(cast: Cast, indexed) -> None:
    receipt = file_lift("2026-03-02", purpose="report", accused_units=["dongqiao"])
    indexed()
    assert find(cast.person("sun"), "电梯").total == 1
    for username in ("qian", "chu", "wu", "zhou"):
        found = find(cast.person(username), "电梯")
        assert (found.total, found.hits, found.more, found.at_least) == (0, (), False, False)
    assert find(petitioner_of(receipt.number), "电梯").total == 0


def test_a_wall_holds_before_the_index_has_heard_of_it(cast: Cast, indexed) -> None:
    number = file_lift("2026-03-02").number
    do(number, "register", "sun", "2026-03-03", cast, petition_class="appeal")
    do(number, "forward", "sun", "2026-03-04", cast, to_unit="dongqiao")
    indexed()
    assert find(cast.person("qian"), "电梯").total == 1
    from xinqiao.cases.models import Wall

    Wall.objects.create(case_id=number, unit_id="dongqiao")
    assert find(cast.person("qian"), "电梯").total == 0


def test_a_unit_finds_what_is_forwarded_to_it(cast: Cast, lift: str, indexed) -> None:
    assert find(cast.person("zhou"), "电梯").total == 0
    do(lift, "register", "sun", "2026-03-03", cast, petition_class="appeal")
    do(lift, "forward", "sun", "2026-03-04", cast, to_unit="zjj")
    indexed()
    assert numbers(find(cast.person("zhou"), "电梯")) == [lift]
    assert numbers(find(cast.person("sun"), "电梯")) == [lift]
    assert numbers(find(cast.person("zheng"), "电梯")) == [lift]


def test_a_small_office_finds_its_old_matter_behind_the_many_of_others(
    cast: Cast, indexed, monkeypatch
) -> None:
    monkeypatch.setattr(walk, "STEP", 3)
    monkeypatch.setattr(walk, "MOST", 9)
    own = file_lift("2026-03-01").number
    do(own, "register", "sun", "2026-03-01", cast, petition_class="appeal")
    do(own, "forward", "sun", "2026-03-01", cast, to_unit="zjj")
    for day in range(2, 20):
        file_lift(f"2026-03-{day:02}")
    indexed()
    found = find(cast.person("zhou"), "电梯")
    assert (numbers(found), found.total, found.at_least) == ([own], 1, False)


def test_no_name_that_was_asked_for_as_a_name_is_found(cast: Cast, indexed) -> None:
    file_lift("2026-03-02", people=6, representatives=["欧阳晓岚"])
    indexed()
    assert find(cast.person("sun"), "欧阳晓岚").total == 0


def test_what_is_between_petitioner_and_supervisor_is_not_found(cast: Cast, lift: str, indexed) -> None:
    do(lift, "report_obstruction", "petitioner", "2026-03-05", text="有人上门要求不要再提")
    indexed()
    assert find(cast.person("sun"), "上门").total == 0


def test_erased_words_leave_the_index(cast: Cast, lift: str, indexed) -> None:
    Statement.objects.filter(number=lift, name="account").update(text="", erased_at="2026-04-01T00:00+08:00")
    do(lift, "add_papers", "petitioner", "2026-04-02", text="补充一张照片")
    indexed()
    assert find(cast.person("sun"), "配件").total == 0
    assert find(cast.person("sun"), "照片").total == 1


def test_the_subject_weighs_more_than_the_account(cast: Cast, indexed) -> None:
    in_subject = file_lift("2026-03-02", subject="路灯不亮").number
    in_account = file_lift("2026-03-09", account="晚上回家的路上，路灯也坏了").number
    indexed()
    assert numbers(find(cast.person("sun"), "路灯")) == [in_subject, in_account]
    assert numbers(find(cast.person("sun"), "路灯", order=NEWEST)) == [in_account, in_subject]


def test_pages_follow_one_another_and_every_answer_is_on_one(cast: Cast, indexed, monkeypatch) -> None:
    monkeypatch.setattr(walk, "STEP", 3)
    filed = [file_lift(f"2026-03-{day:02}").number for day in range(2, 12)]
    indexed()
    for order in ("best", NEWEST):
        pages = [find(cast.person("sun"), "电梯", order=order, limit=4, offset=start) for start in (0, 4, 8)]
        assert [number for page in pages for number in numbers(page)] == filed[::-1]
        assert [page.more for page in pages] == [True, True, False]
        assert pages[-1].total == 10
        assert not pages[-1].at_least


def test_more_answers_than_are_counted_are_said_to_be_more(cast: Cast, indexed, monkeypatch) -> None:
    for day in range(2, 12):
        file_lift(f"2026-03-{day:02}")
    indexed()
    monkeypatch.setattr(finding, "COUNTED", 4)
    monkeypatch.setattr(walk, "STEP", 5)
    found = find(cast.person("sun"), "电梯", limit=3)
    assert found.more
    assert found.at_least
    assert found.total == 4


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"since": date(2026, 3, 9)}, 1),
        ({"until": date(2026, 3, 8)}, 1),
        ({"since": date(2026, 3, 2), "until": date(2026, 3, 9)}, 2),
        ({"unit": "xfj"}, 2),
        ({"unit": "zjj"}, 0),
        ({"state": "submitted"}, 2),
        ({"closed": True}, 0),
        ({"late": False}, 2),
        ({"channel": "web"}, 2),
        ({"place": "柳园"}, 1),
        ({"place": "", "state": None}, 2),
    ],
)
@pytest.mark.parametrize("question", ["电梯", ""])
def test_filters_narrow(cast: Cast, indexed, question: str, filters: dict[str, Any], expected: int) -> None:
    file_lift("2026-03-02")
    file_lift("2026-03-09", place="东桥镇杏花里")
    indexed()
    assert find(cast.person("sun"), question, filters=filters).total == expected


def test_passages_show_the_words_as_they_were_written_and_are_safe(cast: Cast, indexed) -> None:
    file_lift(
        "2026-03-02",
        subject="<b>電梯</b>停用",
        account="前言。" * 40 + "這裡的電梯<script>壞了" + "。後話" * 40,
    )
    indexed()
    hit = find(cast.person("sun"), "电梯坏").hits[0]
    assert hit.subject == "&lt;b&gt;<mark>電梯</mark>&lt;/b&gt;停用"
    assert "<mark>電梯</mark>&lt;script&gt;" in hit.passages[0]
    assert hit.passages[0].startswith("…")
    assert len(hit.passages) <= finding.PASSAGES


def test_when_not_all_words_are_found_some_are_and_it_is_said(cast: Cast, lift: str) -> None:
    found = find(cast.person("sun"), "电梯 爆炸")
    assert numbers(found) == [lift]
    assert found.some_words
    assert not find(cast.person("sun"), "电梯 柳园").some_words


@pytest.mark.parametrize(
    "question", ["电题", "店梯", "柳圆小区", "刘园", "电梯停晕", "悟业 电梯", "物业等陪件", "电体停运"]
)
def test_what_was_typed_by_sound_is_found_and_said_to_be_so(cast: Cast, lift: str, question: str) -> None:
    found = find(cast.person("sun"), question)
    assert numbers(found) == [lift]
    assert found.hits[0].by_sound
    assert found.by_sound == found.total == 1
    assert not found.some_words


def test_what_only_sounds_so_comes_after_what_is_said(cast: Cast, indexed) -> None:
    sounds_so = file_lift("2026-03-09", subject="星和苑停水").number
    says_so = file_lift("2026-03-02", subject="星禾苑停水").number
    indexed()
    found = find(cast.person("sun"), "星禾苑", order=NEWEST)
    assert [(hit.case.number, hit.by_sound) for hit in found.hits] == [(says_so, False), (sounds_so, True)]
    assert (found.total, found.by_sound) == (2, 1)
    assert found.hits[1].subject == "<mark>星和</mark>苑停水"


def test_nobody_hears_what_they_may_not_see(cast: Cast, lift: str) -> None:
    for username in ("wu", "zhou"):
        found = find(cast.person(username), "电题")
        assert (found.total, found.by_sound, found.hits) == (0, 0, ())
        assert not any(found.facets.values())


def test_facets_count_only_what_may_be_seen(cast: Cast, indexed) -> None:
    file_lift("2026-03-02")
    file_lift("2026-03-03", purpose="report", accused_units=["dongqiao"])
    indexed()
    assert dict(find(cast.person("sun"), "电梯").facets["kind"]) == {"accusation": 1, "appeal": 1}
    assert find(cast.person("chu"), "电梯").facets["kind"] == ()


@pytest.mark.parametrize(
    ("filters", "expected"), [({"year": 2026}, 1), ({"year": "2025"}, 0), ({"kind": "appeal"}, 1)]
)
def test_years_and_kinds_narrow(cast: Cast, lift: str, filters: dict[str, Any], expected: int) -> None:
    assert find(cast.person("sun"), "电梯", filters=filters).total == expected


def test_english_words_are_found_by_their_beginning(cast: Cast, indexed) -> None:
    number = file_lift("2026-03-02", account="The elevator of block 3 has been repaired twice.").number
    indexed()
    for question in ("elevators", "Elevator", "repair block", "ＥＬＥＶＡＴＯＲ"):
        assert numbers(find(cast.person("sun"), question)) == [number]
    assert find(cast.person("sun"), "elephant").total == 0
