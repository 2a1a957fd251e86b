"""Rows as matters, and the sentences for those that are none."""

from datetime import date, datetime, time

import pytest

from xinqiao.channels.sheet.columns import WrongMap, propose, read_map
from xinqiao.channels.sheet.items import BadRow, Reader, read_items, read_moment
from xinqiao.channels.sheet.table import Row, Table
from xinqiao.testing import ZONE

NOW = datetime(2026, 11, 20, 18, tzinfo=ZONE)
HEADER = ("编号", "时间", "标题", "内容", "诉求", "回复", "回复时间", "办理单位", "人数", "来源", "用户")
GOOD = ("1", "2026-03-02 09:00", "电梯停运", "停了一个月。", "", "", "", "", "", "", "")


def reader(**more):
    table = Table(HEADER, ())
    return Reader(table=table, columns=propose(HEADER), units={"住建局": "zjj"}, zone=ZONE, now=NOW, **more)


def row(**cells):
    return Row(2, tuple(cells.get(name, cell) for name, cell in zip(HEADER, GOOD, strict=True)))


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("2019-04-03", date(2019, 4, 3), None),
        ("2019/4/3 8:05:09", date(2019, 4, 3), time(8, 5, 9)),
        ("2019年4月3日 8时05分", date(2019, 4, 3), time(8, 5)),
        ("2019.4.3", date(2019, 4, 3), None),
        ("20190403", date(2019, 4, 3), None),
        ("2019-04-03T08:05", date(2019, 4, 3), time(8, 5)),
        ("43558", date(2019, 4, 3), None),
        ("43558.75", date(2019, 4, 3), time(18)),
    ],
)
def test_days_and_times_as_sheets_write_them(text, day, clock):
    assert read_moment(text) == (day, clock)


@pytest.mark.parametrize(
    "text", ["昨天", "2019-13-01", "2019-04-31", "4月3日", "99999999", "2019-04-03 25:00"]
)
def test_no_day_is_guessed(text):
    assert read_moment(text) is None


def test_a_day_without_a_time_is_its_noon_and_an_answer_its_evening():
    item = reader().item(row(时间="2026-03-02", 回复="已修好", 回复时间="2026-03-02"))
    assert item.received == datetime(2026, 3, 2, 12, tzinfo=ZONE)
    assert item.answered == datetime(2026, 3, 2, 18, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"时间": ""}, "没有收到时间"),
        ({"时间": "昨天"}, "看不懂"),
        ({"时间": "2027-01-01"}, "过去的日子"),
        ({"标题": "", "内容": ""}, "没有反映的内容"),
        ({"回复": "已修好"}, "没有答复时间"),
        ({"回复时间": "2026-03-09"}, "没有答复内容"),
        ({"回复": "已修好", "回复时间": "2026-03-01"}, "早于"),
        ({"办理单位": "月球局"}, "月球局"),
        ({"人数": "许多"}, "人数"),
        ({"来源": "心灵感应"}, "心灵感应"),
    ],
)
def test_a_bad_row_says_what_to_correct(cells, said):
    with pytest.raises(BadRow) as fault:
        reader().item(row(**cells))
    assert said in str(fault.value)


def test_requests_are_taken_apart_and_a_missing_one_is_what_the_title_says():
    assert reader().item(row(诉求="1、修好电梯 2、说明原因")).requests == ("修好电梯", "说明原因")
    assert reader().item(row(诉求="修好电梯；说明原因")).requests == ("修好电梯", "说明原因")
    assert reader().item(row()).requests == ("请办理并答复：电梯停运",)


def test_a_long_title_loses_nothing():
    item = reader().item(row(标题="长" * 300))
    assert len(item.subject) == 200
    assert item.account.startswith("长" * 300)


def test_without_a_title_the_first_sentence_is_one():
    assert reader().item(row(标题="")).subject == "停了一个月"


def test_the_same_number_on_the_same_day_is_the_same_matter():
    assert reader().item(row()).key == reader().item(row(内容="改了一个字")).key
    assert reader().item(row()).key != reader().item(row(时间="2026-03-03")).key
    assert reader().item(row()).key != reader(source="hotline").item(row()).key


def test_rows_without_a_number_that_say_the_same_are_two_matters_and_stay_two():
    first, _bad = read_items(reader(), [row(编号=""), row(编号="")])
    again, _bad = read_items(reader(), [row(编号=""), row(编号="")])
    assert first[0].key != first[1].key
    assert [one.key for one in first] == [one.key for one in again]


def test_columns_are_proposed_by_what_they_are_called():
    assert propose(("id", "user", "topic", "time", "detail", "reply", "reply_time", "likes")) == {
        "key": "id",
        "name": "user",
        "subject": "topic",
        "received": "time",
        "account": "detail",
        "answer": "reply",
        "answered": "reply_time",
    }


def test_a_given_map_wins_and_a_column_can_be_left_out(tmp_path):
    header = ("time", "detail", "when", "user")
    assert read_map(["when=received", "user="], header) == {"received": "when", "account": "detail"}
    path = tmp_path / "map.toml"
    path.write_text('[map]\n"when" = "received"\n', "utf-8")
    assert read_map([str(path)], header)["received"] == "when"


@pytest.mark.parametrize("given", ["nothing=received", "time=nonsense", "time"])
def test_a_map_that_does_not_fit_is_refused(given):
    with pytest.raises(WrongMap):
        read_map([given], ("time", "detail"))


def test_a_table_without_days_cannot_be_imported():
    with pytest.raises(WrongMap, match="received"):
        read_map([], ("detail", "user"))
