"""Class and unit are proposed; what counts is what the officer chose, and it stands in the entry."""

import pytest

from xinqiao.cases.models import Case
from xinqiao.ledger.models import Entry
from xinqiao.people.models import Unit
from xinqiao.search import learning
from xinqiao.testing import do, file_lift
from xinqiao.text.training import Example, train

pytestmark = pytest.mark.django_db

CALL = {
    "subject": "三号楼电梯停运",
    "account": "三号楼的电梯停了一个月，物业不修。",
    "place": "青石县西河镇柳园小区",
}


@pytest.fixture
def learned(settings, tmp_path):
    """A model of two classes."""
    settings.DATA = tmp_path
    lifts = [Example(f"{at}号楼电梯停运\n物业不修电梯，停了{at}天", "城乡建设") for at in range(2, 14)]
    wages = [Example(f"{at}工地拖欠工资\n包工头{at}个月没有发工资", "劳动和社会保障") for at in range(2, 14)]
    model, _report = train([*lifts, *wages], on="2026-03-20")
    learning._keep(model, learning.CLASSES)


def text(answer) -> str:
    return answer.content.decode()


def test_without_a_model_the_page_says_how_to_get_one(desk, settings, tmp_path):
    settings.DATA = tmp_path
    said = text(desk("sun").post("/desk/propose/", CALL, headers={"HX-Request": "true"}))
    assert "xinqiao text train --from-record --model default" in said
    assert "内容分类：" not in said


@pytest.mark.usefixtures("learned")
def test_a_class_is_proposed_with_its_words_and_nothing_is_written(desk, cast):
    said = text(desk("sun").post("/desk/propose/", CALL, headers={"HX-Request": "true"}))
    assert "城乡建设" in said and "电梯" in said and 'data-adopt="城乡建设"' in said
    assert Entry.objects.count() == 0


@pytest.mark.usefixtures("learned")
def test_a_reader_of_english_sees_classes_by_their_english_names_and_keeps_the_chinese(desk, settings):
    client = desk("sun")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    said = text(client.post("/desk/propose/", CALL, headers={"HX-Request": "true"}))
    assert "<strong>Urban and rural construction</strong>" in said and 'data-adopt="城乡建设"' in said
    form = text(client.get("/desk/register/"))
    assert (
        '<option value="城乡建设/工程质量">Urban and rural construction/Quality of construction</option>'
        in form
    )


@pytest.mark.usefixtures("learned")
def test_a_unit_is_proposed_by_duties_and_place_but_never_the_accused(desk, cast):
    Unit.objects.filter(code="zjj").update(duties="物业、电梯")
    client = desk("sun")
    said = text(client.post("/desk/propose/", CALL, headers={"HX-Request": "true"}))
    assert "青石县住房和城乡建设局" in said and "西河镇" in said
    said = text(
        client.post("/desk/propose/", {**CALL, "accused_units": ["zjj"]}, headers={"HX-Request": "true"})
    )
    assert "青石县住房和城乡建设局" not in said


@pytest.mark.usefixtures("learned")
def test_without_a_script_the_proposals_are_a_page_of_their_own(desk):
    said = text(desk("sun").post("/desk/propose/", CALL))
    assert "<h1" in said and "城乡建设" in said


@pytest.mark.usefixtures("learned")
def test_what_came_in_by_the_web_is_sorted_with_proposals(desk, cast):
    Unit.objects.filter(code="zjj").update(duties="物业、电梯")
    number = file_lift("2026-03-19").number
    client = desk("sun")
    assert "hx-get" in text(client.get(f"/desk/matters/{number}/do/register/"))
    part = client.get(f"/desk/matters/{number}/propose/?for=content_class", headers={"HX-Request": "true"})
    assert 'data-into="id_content_class"' in text(part) and "办理单位：" not in text(part)
    alone = text(client.get(f"/desk/matters/{number}/propose/"))
    assert f"/desk/matters/{number}/do/register/?content_class=" in alone
    do(number, "register", "sun", "2026-03-19", cast, petition_class="appeal", content_class="劳动和社会保障")
    # The officer chose otherwise: that is what is kept, and nothing of the proposal.
    assert Case.objects.get(number=number).content_class == "劳动和社会保障"
    assert "城乡建设" not in Entry.objects.order_by("-position")[0].text
    alone = text(client.get(f"/desk/matters/{number}/propose/"))
    assert f"/desk/matters/{number}/do/forward/?to_unit=zjj" in alone
    form = text(client.get(f"/desk/matters/{number}/do/forward/?to_unit=zjj"))
    assert 'value="zjj" selected' in form or 'value="zjj" checked' in form


@pytest.mark.usefixtures("learned")
def test_one_who_may_not_see_the_matter_gets_no_proposal(desk):
    number = file_lift("2026-03-19").number
    assert desk("wu").get(f"/desk/matters/{number}/propose/").status_code == 404
    assert desk("qin").post("/desk/propose/", CALL).status_code == 404
