from datetime import date

import pytest
from django.utils import translation

from xinqiao.search import alike as alike_module
from xinqiao.search import wording
from xinqiao.search.alike import LEAST, alike
from xinqiao.search.models import Frequency, Indexed
from xinqiao.testing import LIFT, Cast, do, file_lift

OTHERS = (
    ("夜里施工太吵", "工地半夜打桩，孩子睡不着，打过电话没有人来。", "青石县杏花里"),
    ("路灯不亮", "从桥头到学校这段路的路灯坏了半年，晚上看不见。", "东桥镇桥头"),
    ("垃圾没人清运", "垃圾桶满了一个星期，夏天味道很大，苍蝇很多。", "青石县柳园小区北门"),
    ("社保转移办不了", "换了工作，社保关系转不过来，窗口说系统在升级。", "青石县政务服务中心"),
    ("井盖坏了", "人行道上的井盖裂开，老人差点摔倒。", "西河镇老街"),
    ("停水没有通知", "昨天早上停水到晚上，没有人提前说一声。", "青石县柳园小区"),
)


@pytest.fixture
def county(cast: Cast, indexed) -> str:
    lift = file_lift("2026-03-02").number
    for day, (subject, account, place) in enumerate(OTHERS, start=3):
        file_lift(f"2026-03-{day:02}", subject=subject, account=account, place=place, requests=["请解决"])
    indexed()
    return lift


def test_the_same_words_are_nearly_the_same_matter(cast: Cast, county: str) -> None:
    found = alike(f"{LIFT['subject']} {LIFT['account']}", LIFT["place"], cast.person("sun"))
    assert found[0].case.number == county
    assert found[0].score > 0.8
    assert found[0].same_place
    assert any("电梯" in line for line in found[0].shared)
    assert any("柳园小区" in line for line in found[0].shared)
    assert not found[0].differs


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("三号楼电梯停到现在没有修，物业说等配件", ""),
        ("柳园三号楼的電梯從二月停到现在，老人下不了樓", ""),
        ("电梯坏了很久", "柳园小区三号楼"),
    ],
)
def test_a_call_about_the_same_lift_finds_the_letter(cast: Cast, county: str, text: str, place: str) -> None:
    assert alike(text, place, cast.person("sun"))[0].case.number == county


LETTER = (
    "本人家住顶层,自去年入冬以来,屋内温度一直不到十四度,孩子夜间咳嗽不止,老人只能裹着棉被坐着。曾多次拨打值班电话,答复均为管网老化,"
    "须待下一年度大修。去年如此,前年亦然,费用却一分未少。邻里之间商量过自行更换阀门,又怕弄坏公共管道,无人敢动。恳请派人实测各层温度,公开结果,"
    "并说明今冬究竟如何处置。"
)
CALL = "打电话来的人说家里冷得住不了,楼上楼下都这样,问了几回没有下文,想知道今年到底有没有人来修,钱能不能退一部分。"


def test_the_same_matter_told_in_other_words_is_found_by_what_its_title_names(cast: Cast, indexed) -> None:
    told = {"account": LETTER, "requests": ["公开测温结果"], "place": "青石县"}
    letter = file_lift("2026-03-02", subject="梧桐苑小区暖气不热", **told).number
    for day, name in enumerate(("海棠湾小区", "翠屏山庄", "松鹤家园"), start=3):
        file_lift(f"2026-03-{day:02}", subject=f"{name}暖气不热", **told)
    indexed()
    found = alike(f"梧桐苑供暖温度太低\n{CALL}", "", cast.person("sun"))
    assert found[0].case.number == letter
    assert found[0].same_place
    assert all(one.score < found[0].score / 2 for one in found[1:]), "other estates are other matters"


def test_another_matter_at_the_same_place_is_not_alike(cast: Cast, county: str) -> None:
    found = alike("楼上住户夜里打麻将，声音很大", "青石县柳园小区", cast.person("sun"))
    assert county not in [one.case.number for one in found if one.score >= 2 * LEAST]


def test_nobody_is_shown_a_look_alike_they_may_not_see(cast: Cast, county: str, indexed) -> None:
    for username in ("wu", "zhou", "qian"):
        assert alike(LIFT["account"], LIFT["place"], cast.person(username)) == []
    do(county, "register", "sun", "2026-03-12", cast, petition_class="appeal")
    do(county, "forward", "sun", "2026-03-12", cast, to_unit="zjj")
    indexed()
    assert [one.case.number for one in alike(LIFT["account"], "", cast.person("zhou"))] == [county]


def test_the_many_of_others_do_not_crowd_out_what_lies_before_the_office(
    cast: Cast, indexed, monkeypatch
) -> None:
    monkeypatch.setattr(alike_module, "JUDGED", 3)
    own = file_lift("2026-03-01").number
    do(own, "register", "sun", "2026-03-01", cast, petition_class="appeal")
    do(own, "forward", "sun", "2026-03-01", cast, to_unit="zjj")
    for day in range(2, 10):
        file_lift(f"2026-03-{day:02}")
    indexed()
    assert [one.case.number for one in alike(LIFT["account"], "", cast.person("zhou"))] == [own]


def test_facts_are_told_in_the_language_of_the_reader(cast: Cast, county: str) -> None:
    text = f"{LIFT['subject']} {LIFT['account']}"
    with translation.override("en"):
        found = alike(text, LIFT["place"], cast.person("sun"), on=date(2026, 3, 2))
    assert any("lifts" in line for line in found[0].shared), "a kind of problem has an English name"
    assert any("柳园小区" in line for line in found[0].shared), "the words of the message stay"


def test_many_texts_have_the_fingerprints_of_each(cast: Cast) -> None:
    texts = ["三号楼电梯停运", "", "电梯", "三号楼电梯停运停运停运", "a1b2c3"]
    pieces, whose = wording.fingerprints(texts)
    for at, text in enumerate(texts):
        plainly = wording.fingerprint(text).tolist() if len(text) >= wording.WIDTH else []
        assert pieces[whose == at].tolist() == plainly


def test_a_matter_is_not_its_own_look_alike(cast: Cast, county: str) -> None:
    found = alike(LIFT["account"], LIFT["place"], cast.person("sun"), but=county)
    assert county not in [one.case.number for one in found]


@pytest.mark.parametrize("text", ["", "电梯", " ", "！！！！！！", "\x00" * 9, "…" * 5000])
def test_too_little_text_finds_nothing(cast: Cast, county: str, text: str) -> None:
    assert alike(text, "", cast.person("sun")) == []


def test_pieces_are_counted_when_the_matters_have_doubled(cast: Cast, indexed, monkeypatch) -> None:
    monkeypatch.setattr(wording, "FIRST_COUNT", 4)
    monkeypatch.setattr(wording, "LOOKED_AT_EVERY", 1)
    for day in range(2, 10):
        file_lift(f"2026-03-{day:02}")
    indexed()
    assert Frequency.objects.get().sample == Indexed.objects.count() == 8
    pieces = wording.fingerprint(f"{LIFT['subject']} 谁也没有说过的话")
    rarest = wording.rarity().rarest(pieces, 4).tolist()
    assert not set(rarest) & set(wording.fingerprint(LIFT["subject"]).tolist())
