"""Themes: many matters with one cause, from five matters and three senders on, without a person's name."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.text.naming import Said, label_of, may_be_a_person
from xinqiao.text.one_name import of_one_name
from xinqiao.text.rarity import Rarity
from xinqiao.text.tests.invented import PROBLEMS, told
from xinqiao.text.themes import Sent, _best, themes

ELSEWHERE = [
    "金绿梧桂雅星云碧紫丹银翠听观晴朗静远瑞祥"[at % 20]
    + "枫洲桐苑居河顶波荆霞杏屏涛澜川岳溪泉麓"[(at * 7 + at // 20) % 19]
    + ("花园小区", "嘉苑小区", "名都小区", "湾小区")[at % 4]
    for at in range(80)
]
"""Eighty other places, so that no word of one place is frequent."""


def stream(extra=()):
    """Noise of one message for each of many places, then what a test adds."""
    problems = list(PROBLEMS)
    noise = [
        Sent(f"n{at}", told(place, problems[at % 5], at), f"2024-01-{1 + at % 28:02d}", None, f"s{at}")
        for at, place in enumerate(ELSEWHERE)
    ]
    return [*noise, *extra]


def repeated(place, problem, senders):
    return [
        Sent(f"{problem}{at}", told(place, problem, at), f"2024-02-{1 + at:02d}", None, sender)
        for at, sender in enumerate(senders)
    ]


def test_matters_of_several_people_at_one_place_are_a_theme_named_by_place_and_trouble():
    found = themes(stream(repeated("海棠花园小区", "电梯", "abcdab")))
    assert len(found) == 1
    assert {f"电梯{at}" for at in range(6)} <= set(found[0].ids)
    assert "海棠花园" in found[0].label
    assert "电梯" in found[0].label
    assert 0.0 < found[0].score < 1.0


def test_one_voice_repeating_is_no_theme():
    assert themes(stream(repeated("松竹里小区", "油烟", "aaaaaaa"))) == []


def test_too_few_matters_are_no_theme():
    assert themes(repeated("松竹里小区", "油烟", "abcd")) == []


def test_one_template_about_many_places_is_no_theme():
    places = [f"{name}小区" for name in ("金枫", "绿洲", "梧桐", "桂苑", "雅居", "星河", "云顶", "碧波")]
    assert themes([Sent(place, told(place, "停水", 0), "2024-02-01", None, place) for place in places]) == []


def test_several_problems_at_one_place_are_a_theme_each():
    other = [
        Sent(
            f"n{at}", told(place, ("欠薪", "入学")[at % 2], at), f"2024-01-{1 + at % 28:02d}", None, f"s{at}"
        )
        for at, place in enumerate(ELSEWHERE)
    ]
    troubles = ("电梯", "油烟", "停水")
    found = themes(
        [*other, *(one for problem in troubles for one in repeated("海棠花园小区", problem, "abcdef"))]
    )
    assert {frozenset(number[:2] for number in theme.ids) for theme in found} == {
        frozenset([trouble]) for trouble in troubles
    }


def test_one_loud_voice_does_not_stand_before_six_people():
    slogan = [
        Sent(
            f"v{at}", f"{told('望岳山庄', '欠薪', 0)}这是第{at}次反映。", f"2024-02-{1 + at:02d}", None, "一"
        )
        for at in range(20)
    ]
    two_more = repeated("望岳山庄", "欠薪", "xy")
    found = themes(stream([*slogan, *two_more, *repeated("海棠花园小区", "电梯", "abcdef")]))
    assert "海棠花园" in found[0].label


def test_no_messages_no_themes():
    assert themes([]) == []


@pytest.mark.parametrize("name", ["赵小明", "钱某", "欧阳小红"])
def test_what_may_be_a_person_is_kept_out_of_labels(name):
    assert may_be_a_person(name)
    said = [Said(f"{name}家的狗扰民", (name,), (name,), ("扰民",))] * 5
    assert name not in label_of(said)


def test_several_processes_find_the_same(monkeypatch):
    monkeypatch.setattr("xinqiao.text.reading.WORTH_WORKERS", 20)
    messages = stream(repeated("海棠花园小区", "电梯", "abcdab"))
    assert themes(messages, workers=2) == themes(messages)


def test_what_was_sent_again_word_for_word_is_a_matter_of_its_own():
    first = repeated("海棠花园小区", "电梯", "abcdab")
    again = Sent("又", first[0].text, first[0].time, None, "e")
    found = themes(stream([*first, again]))
    assert len(found) == 1
    assert {first[0].id, "又"} <= set(found[0].ids)


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from([0.25, 0.5, 0.5 + 1e-12, 7.0])), min_size=1))
def test_of_each_matter_the_eight_likeliest_others_are_looked_at_the_first_of_equal_ones(entries):
    owner, value = (np.array(some) for some in zip(*entries, strict=True))
    ranked = sorted(range(len(entries)), key=lambda at: (entries[at][0], -entries[at][1], at))
    wanted = {at for own in range(4) for at in [one for one in ranked if entries[one][0] == own][:8]}
    assert set(np.flatnonzero(_best(owner, value)).tolist()) == wanted


def test_one_template_about_many_places_that_are_named_alike_is_no_theme():
    wordings = (
        "{0}晚上停水\n您好,我是{0}的业主。每天晚上八点以后就停水,水压很小,自来水公司和物业互相推诿。",
        "{0}水压太低\n{0}的水压一直不够,高峰期没水用,二次供水设备坏了没人修,请尽快处理。",
        "反映{0}经常停水\n{0}又停水了,一个月停了五次,没有人通知,老人小孩没有水喝。",
        "{0}自来水发黄\n{0}的自来水又黄又浑,不敢饮用,请水厂来检测水质,把水管换掉。",
        "请求解决{0}用水问题\n{0}用水困难好几年了,水压不足,楼上没水,希望改造供水管网。",
    )
    places = [
        f"{first}{second}{third}{fourth}小区"
        for first in "金绿梧桂雅星云"
        for second in "枫洲桐苑居河顶"
        for third in "名嘉华御佳"
        for fourth in "都苑府景"
    ]
    Random(1).shuffle(places)
    template = [
        Sent(
            f"t{at}", wordings[at % 5].format(place), f"2024-0{1 + at % 3}-{1 + at % 28:02d}", None, f"t{at}"
        )
        for at, place in enumerate(places[:600])
    ]
    found = themes([*template, *repeated("海棠花园小区", "停水", "abcdefgh")])
    assert [{number[0] for number in theme.ids} for theme in found] == [{"停"}]


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (["桂波佳苑", "桂波佳府", "绿波佳苑", "桂波名府", "绿波名府"], [[0], [1], [2], [3], [4]]),
        (["桂波佳苑", "桂波佳府", "桂波佳苑", "绿波名府", "桂波佳苑小区"], [[0, 1, 2, 3, 4]]),
        (["桂波佳苑", "桂波", "绿波", "", "桂波"], [[0, 1, 2, 3, 4]]),
    ],
)
def test_matters_whose_titles_name_places_alike_but_different_are_told_apart(names, kept):
    said = {at: Said(name, (name,) if name else (), (), ()) for at, name in enumerate(names)}
    assert sorted(of_one_name(range(len(names)), said, Rarity().weights())) == kept
