"""An answer beside its message: hints with the passage, nothing decided."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinqiao.text.normalise import normalise
from xinqiao.text.rarity import Rarity
from xinqiao.text.replies import assess, outright, requests, substance
from xinqiao.text.tests.invented import told

MESSAGE = "海棠花园小区三号楼电梯停运\n电梯停了一个月。请问什么时候修好电梯?另外,停运期间的电梯费退不退?"
GOOD = (
    "您好!您反映的海棠花园小区三号楼电梯停运一事,经现场核实,情况属实。因主板损坏,厂家缺货,已于3月5日订购配件,"
    "预计3月20日修好。根据《物业管理条例》第三十五条,停运期间的电梯费应当退还,物业公司将在下月账单中扣除。"
    "如不满意,可以拨打区住建局电话反映。"
)
FORWARDED = "网友:您好!您反映的问题已收悉,已转有关部门调查处理。感谢您的支持!"
ELSEWHERE = "您好!经查,白鹭湾小区停水是因为管网改造,已于昨日恢复供水。感谢您的关心。"


def kinds(quality):
    return [finding.kind for finding in quality.findings]


def test_a_full_answer_has_all_four():
    quality = assess(MESSAGE, GOOD, Rarity())
    assert quality.relevance > 0.8
    assert quality.completeness > 0.8
    assert quality.explanation > 0.7
    assert quality.basis == 1.0
    assert "unanswered" not in kinds(quality)
    assert "remedy" not in kinds(quality)


def test_forwarding_is_no_answer():
    quality = assess(MESSAGE, FORWARDED, Rarity())
    assert "empty" in kinds(quality)
    assert quality.explanation < 0.3
    assert quality.completeness < 0.2
    assert quality.basis == 0.0


def test_a_referral_with_its_reason_is_an_answer_and_one_without_is_none():
    bare = assess(MESSAGE, "您好!您反映的问题已收悉,请您拨打物业公司电话咨询。", Rarity())
    told = assess(
        MESSAGE,
        "您好!因电梯维保合同属于业主与维保公司之间的民事关系,我局无法代为处理,请您联系维保公司。",
        Rarity(),
    )
    assert "empty" in kinds(bare)
    assert "empty" not in kinds(told)
    assert told.explanation > bare.explanation


@pytest.mark.parametrize(
    ("said", "gives_a_reason"),
    [
        ("经现场查看,该路段的养护由市公路局负责。", True),
        ("已查看现场,今年的维修资金缺口较大,列入明年计划。", True),
        ("经核实,该楼的公共楼道不在我处管理范围。", True),
        ("经核实,此事已转由市公路局负责办理。", False),
        ("经现场查看,楼道灯已修好。", False),
    ],
)
def test_who_is_competent_and_what_money_lacks_are_reasons_and_a_forwarding_is_none(said, gives_a_reason):
    assert bool(substance(said).reasons) is gives_a_reason


def test_a_number_to_call_takes_nothing_from_a_full_answer():
    with_number = assess(MESSAGE, GOOD + "咨询电话:0000-0000000。", Rarity())
    assert with_number.explanation >= assess(MESSAGE, GOOD, Rarity()).explanation


def test_an_answer_that_skips_a_question_is_less_complete():
    half = "您好!经核实,电梯因主板损坏停运,已订购配件,预计3月20日修好电梯。"
    assert assess(MESSAGE, half, Rarity()).completeness < assess(MESSAGE, GOOD, Rarity()).completeness - 0.05


def test_an_answer_to_another_matter_is_told_from_the_right_one():
    other, right = assess(MESSAGE, ELSEWHERE, Rarity()), assess(MESSAGE, GOOD, Rarity())
    assert other.relevance < right.relevance - 0.3
    assert "unanswered" in kinds(other)
    assert other.completeness < 0.2


def test_long_sentences_are_pointed_at():
    quality = assess(MESSAGE, "经查" + "关于电梯的维修事宜有关单位已经安排" * 8 + "。", Rarity())
    assert "long-sentence" in kinds(quality)


def test_formulas_are_no_substance():
    assert substance(normalise(FORWARDED)).letters == 0
    assert substance(normalise(GOOD)).reasons >= 2


def test_what_is_asked_is_found_and_mere_urging_is_not():
    asked = requests(normalise("电梯坏了。请问何时修好?希望领导重视。"))
    assert asked == ["请问何时修好?"]


@settings(max_examples=40)
@given(st.text(max_size=150), st.text(max_size=150))
def test_any_two_texts_can_be_assessed(text, reply):
    quality = assess(text, reply, Rarity())
    for value in (quality.relevance, quality.completeness, quality.explanation, quality.basis):
        assert 0.0 <= value <= 1.0


@pytest.mark.parametrize("reply", ["", "。。。", "您好"])
def test_an_empty_answer_is_found_empty(reply):
    assert "empty" in kinds(assess(told("望岳山庄", "停水"), reply, Rarity()))


@pytest.mark.parametrize(
    ("sentence", "asks"),
    [
        ("请问何时开始改造?", True),
        ("医疗保险能不能报销药费?", True),
        ("希望领导重视,尽快解决。", False),
        ("难道就没有人管吗?", False),
        ("我们多次要求物业公布账目,一直没有答复。", False),
    ],
)
def test_only_a_question_put_to_the_office_can_be_left_out(sentence, asks):
    assert outright(sentence) is asks


def test_an_empty_answer_is_called_empty_and_not_every_question_beside_it_unanswered():
    kinds = [
        one.kind
        for one in assess(
            "三号楼电梯\n请问何时修好电梯?请问谁来赔偿?", "您的留言已收悉,谢谢。", Rarity()
        ).findings
    ]
    assert "empty" in kinds and "unanswered" not in kinds
