"""Units and officers: art. 18 before anything is received; and a head's own unit, without any league table."""

import pytest

from xinqiao.people.models import Unit
from xinqiao.testing import do, file_lift

pytestmark = pytest.mark.django_db

PUBLISHED = {
    "online": "https://new.example/",
    "address": "新街 1 号",
    "telephone": "000-1111",
    "reception_place": "一楼",
    "reception_time": "周一至周五",
    "lookup": "凭编号和查询码",
    "rules": "在大厅公布",
}


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def new(desk) -> str:
    desk("qin").post(
        "/desk/units/new/",
        {
            "code": "jtj",
            "name": "青石县交通运输局",
            "kind": "department",
            "level": "county",
            "parent": "qingshi",
        },
    )
    return "jtj"


def test_a_new_unit_is_switched_off_until_everything_of_article_eighteen_is_there(desk, new):
    keeper = desk("qin")
    assert Unit.objects.get(code=new).active is False
    refused = keeper.post(f"/desk/units/{new}/switch/", {"active": "yes"})
    assert refused.status_code == 422
    for told in ("第十八条", "接待地点", "咨询投诉电话", "还不能启用"):
        assert told in text(refused), told
    most = {key: value for key, value in PUBLISHED.items() if key != "lookup"}
    keeper.post(f"/desk/units/{new}/", {"name": "青石县交通运输局", **most})
    again = text(keeper.post(f"/desk/units/{new}/switch/", {"active": "yes"}))
    assert "查询进展和结果的方式" in again and "这个单位还没有公布查询进展和结果的方式。" in again
    keeper.post(f"/desk/units/{new}/", {"name": "青石县交通运输局", **PUBLISHED})
    assert keeper.post(f"/desk/units/{new}/switch/", {"active": "yes"}).status_code == 302
    assert Unit.objects.get(code=new).active is True
    assert Unit.objects.get(code=new).path.endswith("/qingshi/jtj/")


def test_a_unit_that_receives_cannot_unpublish_what_it_must_publish(desk):
    answer = desk("qin").post("/desk/units/zjj/", {"name": "青石县住建局", **PUBLISHED, "telephone": ""})
    assert answer.status_code == 422
    assert "第十八条" in text(answer)
    assert Unit.objects.get(code="zjj").telephone == "000-0000"


def test_a_unit_is_switched_off(desk):
    desk("qin").post("/desk/units/xihe/switch/", {"active": "no"})
    assert Unit.objects.get(code="xihe").active is False


def test_a_keeper_keeps_only_the_units_of_their_own_area(desk):
    keeper = desk("qin")
    assert keeper.get("/desk/units/city-zjj/").status_code == 404
    assert keeper.post("/desk/units/city-zjj/switch/", {"active": "no"}).status_code == 404
    assert keeper.get("/desk/units/city-zjj/officers/new/").status_code == 404
    assert "澜江市住房和城乡建设局" not in text(keeper.get("/desk/units/"))


def test_a_head_sees_what_is_in_hand_by_age_and_by_cause_and_what_stands_still(desk, cast, lift, now):
    number = file_lift("2026-01-05", subject="工地夜间施工").number
    do(number, "register", "sun", "2026-01-05", cast, petition_class="appeal", content_class="噪声")
    do(number, "forward", "sun", "2026-01-05", cast, to_unit="zjj")
    do(number, "inform", "zhou", "2026-01-06", cast, how_it_goes_on="由我们办理。")
    do(number, "accept", "zhou", "2026-01-07", cast)
    now("2026-04-20")
    answer = desk("li").get("/desk/unit/")
    (age, step, cause) = [bands for _title, bands in answer.context["bands"]]
    assert sum(one.number for one in age) == sum(one.number for one in step) == 2
    assert [one.number for one in age] == [0, 0, 1, 0, 1]
    assert {one.title: one.number for one in cause} == {"噪声": 1, "还没有分类": 1}
    late = answer.context["late"]
    assert [one.row.case.number for one in late] == [number]
    assert late[0].over > 0 and late[0].still > 30


def test_a_heads_page_names_no_other_unit(desk, lift):
    page = text(desk("li").get("/desk/unit/"))
    for other in ("人力资源", "西河镇", "东桥镇", "排名第"):
        assert other not in page
