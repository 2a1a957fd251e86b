"""Hints about the answer to one request: by part and passage, and none while nothing is written."""

import pytest

from xinqiao.text.drafts import read_draft
from xinqiao.text.rarity import Rarity

MESSAGE = "三号楼电梯停运一个月\n电梯停到现在，老人下不了楼。\n尽快修好电梯\n说明停运的原因"
GOOD = {
    "facts": "3月10日现场查看，电梯因门机控制板损坏停运，物业公司3月12日已经订购配件。",
    "reasons": "因为厂家缺货，配件3月28日才能到；电梯是共用设施，物业公司应当按照合同维修。",
    "basis": "《中华人民共和国民法典》第九百四十二条",
}


def kinds(**changed: str) -> list[str]:
    return [
        one.kind for one in read_draft("尽快修好电梯", {**GOOD, **changed}, message=MESSAGE, rarity=Rarity())
    ]


def test_a_good_answer_has_no_hint():
    assert kinds() == []


def test_nothing_is_said_about_parts_still_to_be_written():
    assert kinds(facts="", reasons="", basis="") == []


@pytest.mark.parametrize(
    ("part", "text", "kind"),
    [
        ("facts", "我们对这件事非常清楚，大家都知道是怎样的。", "facts"),
        ("reasons", "以上就是全部情况，没有别的可说。", "reasons"),
        ("reasons", GOOD["facts"], "copied"),
        ("basis", "有关规定", "basis"),
        ("facts", "经查" + "物业公司说明了配件从厂家发出以后经过的每一个地方" * 6 + "。", "long-sentence"),
    ],
)
def test_each_lack_is_named_with_its_part(part, text, kind):
    found = read_draft("尽快修好电梯", {**GOOD, part: text}, message=MESSAGE, rarity=Rarity())
    assert kind in [one.kind for one in found if one.part == part]


def test_an_answer_to_something_else_leaves_the_request_open():
    other = {
        "facts": "3月10日现场查看，餐馆没有安装净化设备，已经责令整改。",
        "reasons": "因为排放超过标准，应当限期改正。",
    }
    assert "unanswered" in kinds(**other)


def test_thanks_and_forwarding_are_no_substance():
    assert "empty" in kinds(facts="您反映的问题已收悉，感谢您的支持。", reasons="已转有关部门调查处理。")
