"""Many matters, one cause: found at night, joined by day, and seen by nobody who may not see its matters."""

from datetime import timedelta

import pytest

from xinqiao.cases.models import Case
from xinqiao.ledger.follow import catch_up
from xinqiao.people.directory import directory
from xinqiao.search.models import Theme, Themed
from xinqiao.search.overview import seen_by
from xinqiao.search.themes import find
from xinqiao.testing import Cast, do, file_lift, moment

pytestmark = pytest.mark.django_db

LIFT = "青石县柳园小区"
WAYS = (
    "电梯停了一个月，老人上下楼不方便，物业说没有配件。",
    "电梯又停运了，八楼的老人下不了楼，请尽快修好电梯。",
    "电梯经常困人，昨天又坠落半层，维保公司没有来。",
    "电梯停运，每天爬楼，孩子上学都晚了。",
    "电梯坏了没有人修，业主打了很多次电话。",
    "电梯停用，买菜都下不来，要求更换电梯。",
)
ELSEWHERE = (
    ("桂香里幼儿园门口没有红绿灯", "接送孩子的时候车很多，请装红绿灯。"),
    ("望禾镇石桥头村水渠塌了", "水渠塌方，三百亩稻田没有水灌溉。"),
    ("星禾路烧烤摊油烟扰民", "楼下烧烤店油烟大，晚上不敢开窗。"),
    ("竹器厂拖欠工资", "干了半年，工资只发了两个月。"),
    ("人民医院收费看不懂", "住院清单看不懂，请说明收费标准。"),
    ("第二小学学位不够", "买房的时候说就近入学，现在说没有学位。"),
)


def lifts(many: int = 6, first: int = 2) -> list[str]:
    return [
        file_lift(
            f"2026-03-{first + at:02d}", subject=f"柳园小区电梯停运{at}", account=WAYS[at], place=LIFT
        ).number
        for at in range(many)
    ]


def others() -> None:
    for at, (subject, account) in enumerate(ELSEWHERE * 3):
        file_lift(
            f"2026-03-{2 + at // 3:02d}",
            subject=subject,
            account=account,
            requests=["请解决"],
            place=subject[:5],
        )


def test_six_matters_about_one_lift_are_a_theme_without_persons(cast: Cast):
    numbers = lifts()
    others()
    find(at=moment("2026-03-20 03:00"))
    theme = next(one for one in seen_by(cast.person("zheng"), directory()) if "柳园" in one.label)
    assert set(theme.numbers) == set(numbers)
    assert "电梯" in theme.label
    assert (theme.first.isoformat(), theme.last.isoformat(), theme.open) == ("2026-03-02", "2026-03-07", 6)


BESIDES = (
    "物业费年年涨，停车位又少，垃圾也没有人清运，保安整天睡觉，绿化带被占去种菜。",
    "顺便说一下，小区路灯不亮，广场舞吵到夜里十一点，快递堆在门口，水压也低。",
    "门口的烧烤摊油烟很大，下水道堵过几次，业委会三年没有换届，监控全是坏的。",
    "去年交的维修基金不知去向，外墙瓷砖脱落，幼儿园到现在没有开园，公交也绕路。",
    "楼上装修漏水，违章搭建没有人拆，消防通道停满了车，电动车在楼道里充电。",
    "宽带经常断，暖气不热，医保报销窗口又搬走了，旁边工地夜里还在施工。",
)


def test_people_tell_of_several_troubles_at_once_and_it_is_one_theme_still(cast: Cast):
    numbers = {
        file_lift(
            f"2026-03-{2 + at:02d}",
            subject=f"柳园小区的电梯又停运{at}",
            account=f"{WAYS[at]}{BESIDES[at]}",
            place=LIFT,
        ).number
        for at in range(6)
    }
    others()
    find(at=moment("2026-03-20 03:00"))
    theme = next(one for one in seen_by(cast.person("zheng"), directory()) if "柳园" in one.label)
    assert set(theme.numbers) == numbers


def test_several_troubles_of_one_estate_are_no_theme(cast: Cast):
    for at, trouble in enumerate(
        (
            "顶层漏雨",
            "楼下健身房太吵",
            "楼顶加盖挡光",
            "幼儿园不开园",
            "一楼餐馆油烟大",
            "停车费太贵",
            "孩子入学划远了",
        )
    ):
        file_lift(
            f"2026-03-{2 + at:02d}",
            subject=f"柳园小区{trouble}",
            account=f"柳园小区{trouble}。",
            requests=["请解决"],
            place=LIFT,
        )
    find(at=moment("2026-03-20 03:00"))
    assert seen_by(cast.person("zheng"), directory()) == []


def test_four_matters_are_no_theme(cast: Cast):
    lifts(4)
    others()
    find(at=moment("2026-03-20 03:00"))
    assert not any("柳园" in one.label for one in seen_by(cast.person("zheng"), directory()))


def test_one_who_may_not_see_the_matters_sees_no_theme_and_no_count(cast: Cast):
    lifts()
    others()
    find(at=moment("2026-03-20 03:00"))
    assert seen_by(cast.person("wu"), directory()) == []
    assert seen_by(cast.person("qin"), directory()) == []


def test_what_may_not_be_seen_is_not_counted(cast: Cast):
    numbers = lifts()
    others()
    find(at=moment("2026-03-20 03:00"))
    for number in numbers[:2]:
        # The office is complained about in two of them: for everybody in it these do not exist.
        case = Case.objects.get(number=number)
        case.walls.create(unit_id="xfj")
    assert not any("柳园" in one.label for one in seen_by(cast.person("zheng"), directory()))
    for number in numbers[:1]:
        Case.objects.get(number=number).walls.all().delete()
    seen = next(one for one in seen_by(cast.person("zheng"), directory()) if "柳园" in one.label)
    assert seen.count == 5 and numbers[1] not in seen.numbers


def test_an_accusation_is_in_no_theme(cast: Cast):
    for at in range(6):
        file_lift(
            f"2026-03-{2 + at:02d}",
            purpose="report",
            subject=f"柳园小区电梯停运{at}",
            account=WAYS[at],
            place=LIFT,
        )
    others()
    find(at=moment("2026-03-20 03:00"))
    assert not Themed.objects.filter(case__kind="accusation").exists()


def test_what_is_brought_again_and_again_by_registration_is_one_voice(cast: Cast):
    for number in lifts():
        do(number, "register", "sun", "2026-03-10", cast, petition_class="appeal", occurrence="repeat")
    others()
    find(at=moment("2026-03-20 03:00"))
    assert not any("柳园" in one.label for one in seen_by(cast.person("zheng"), directory()))


def test_a_new_matter_joins_a_theme_as_it_comes(cast: Cast):
    lifts(5)
    others()
    catch_up()
    find(at=moment("2026-03-20 03:00"))
    new = file_lift("2026-03-21", subject="柳园小区电梯停运", account=WAYS[5], place=LIFT).number
    far = file_lift(
        "2026-03-21", subject="柳园小区楼下烧烤油烟", account=ELSEWHERE[2][1], requests=["管油烟"], place=LIFT
    ).number
    catch_up(["xinqiao.search.themes"])
    assert Themed.objects.filter(case=new).exists()
    assert not Themed.objects.filter(case=far).exists()


def test_the_next_night_keeps_the_theme_under_its_number(cast: Cast):
    lifts(5)
    others()
    find(at=moment("2026-03-20 03:00"))
    before = Theme.objects.get(label__contains="柳园")
    file_lift("2026-03-21", subject="柳园小区电梯停运", account=WAYS[5], place=LIFT)
    find(at=moment("2026-03-22 03:00"))
    after = Theme.objects.get(label__contains="柳园")
    assert (after.pk, after.found_at) == (before.pk, before.found_at)
    assert after.matters.count() == 6


def test_a_theme_that_lies_far_back_is_gone(cast: Cast):
    lifts()
    others()
    find(at=moment("2026-03-20 03:00"))
    find(at=moment("2026-03-20 03:00") + timedelta(days=400))
    assert not Theme.objects.exists()


def test_the_unit_that_has_most_of_the_matters_can_remove_the_cause(cast: Cast):
    for number in lifts():
        do(number, "register", "sun", "2026-03-09", cast, petition_class="appeal")
        do(number, "forward", "sun", "2026-03-10", cast, to_unit="zjj")
    others()
    find(at=moment("2026-03-20 03:00"))
    theme = next(one for one in seen_by(cast.person("zheng"), directory()) if "柳园" in one.label)
    assert (theme.cause, theme.units) == ("zjj", (("zjj", 6),))
