"""Proposals of class and unit: from closed matters, duties and place; never about accusations, never towards the accused."""

import pytest
from django.core.management import CommandError, call_command

from xinqiao.people.directory import directory
from xinqiao.people.models import Unit
from xinqiao.search import learning
from xinqiao.search.proposing import propose_class, propose_units
from xinqiao.testing import Cast, do, file_lift

pytestmark = pytest.mark.django_db

TOLD = {
    "城乡建设/物业": ("{}小区电梯停运", "电梯停了{}天，物业没有修，老人下不了楼。", "修好电梯"),
    "劳动和社会保障/工资": ("{}工地拖欠工资", "干了{}个月的活，包工头没有发工资。", "发放工资"),
    "教育文体/入学": ("{}小学没有学位", "孩子{}岁，学校说没有学位，不能就近入学。", "安排学位"),
}
UNIT_OF = {"城乡建设/物业": "zjj", "劳动和社会保障/工资": "rsj", "教育文体/入学": "qingshi"}
NAMES = ("海棠", "青松", "临江", "白鹭", "松竹", "望岳", "桂香", "星禾")


@pytest.fixture
def data(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def closed(cast: Cast):
    """Eight closed matters of each class; the unit gave its answer the simple way."""
    for at, name in enumerate(NAMES):
        for written, (subject, account, wish) in TOLD.items():
            number = file_lift(
                "2026-01-05",
                subject=subject.format(name),
                account=account.format(at + 2),
                requests=[wish],
                place=name,
            ).number
            do(number, "register", "sun", "2026-01-06", cast, petition_class="appeal", content_class=written)
            do(number, "forward", "sun", "2026-01-07", cast, to_unit=UNIT_OF[written])
            do(
                number,
                "withdraw",
                "petitioner",
                "2026-01-08",
                why="已经解决",
                free_will="yes",
            )


def test_without_a_model_there_is_no_class(cast: Cast, data):
    assert propose_class("电梯停了一个月，物业没有修") is None


@pytest.mark.usefixtures("closed")
def test_what_the_office_closed_teaches_the_class(data):
    learning.learn(on="2026-03-20")
    found = propose_class("松江小区电梯停运，物业一直没有修电梯")
    assert found is not None
    assert found.label == "城乡建设"
    assert found.why and 0 < found.chance <= 1
    assert oct((data / "models").stat().st_mode)[-3:] == "700"


@pytest.mark.usefixtures("closed")
def test_the_command_learns_from_the_record(data, capsys):
    call_command("text", "train", "--from-record", "--model", "default")
    said = capsys.readouterr().out
    assert "classes:" in said and "units:" in said
    assert learning.loaded(learning.CLASSES) is not None
    with pytest.raises(CommandError):
        call_command("text", "train", "--from-record", "--model", str(data / "other"))


def test_an_empty_record_teaches_nothing_and_says_so(cast: Cast, data):
    with pytest.raises(CommandError):
        call_command("text", "train", "--from-record", "--model", "default")


@pytest.mark.usefixtures("closed")
def test_a_broken_model_is_no_model(data):
    (data / "models").mkdir()
    (data / "models" / learning.CLASSES).write_bytes(b"not a model")
    assert propose_class("电梯停了一个月，物业没有修") is None


def duties(code: str, text: str) -> None:
    Unit.objects.filter(code=code).update(duties=text)


def test_a_unit_is_proposed_by_its_duties_with_the_words(cast: Cast, data):
    duties("zjj", "物业、电梯、房屋质量")
    duties("rsj", "工资、劳动合同、社会保险")
    tree = directory()
    (first, *_rest) = propose_units("三号楼的电梯停了，物业不修", "", tree, among=list(tree.places))
    assert first.unit == "zjj"
    assert set(first.duties) == {"物业", "电梯"}


def test_a_township_is_proposed_by_the_place(cast: Cast, data):
    tree = directory()
    found = propose_units("村口的路灯坏了三个月没有人管", "青石县西河镇上游村", tree, among=list(tree.places))
    assert [(one.unit, one.place) for one in found] == [("xihe", "西河镇")]
    assert not found[0].sure


def test_the_accused_and_those_under_them_are_never_proposed(cast: Cast, data):
    duties("dq-office", "路灯")
    tree = directory()
    said = ("东桥镇的路灯坏了三个月没有人管", "青石县东桥镇")
    assert {one.unit for one in propose_units(*said, tree, among=list(tree.places))} >= {
        "dongqiao",
        "dq-office",
    }
    assert propose_units(*said, tree, among=list(tree.places), walls=["dongqiao"]) == []


@pytest.mark.usefixtures("closed")
def test_who_handled_such_matters_before_is_proposed(data):
    learning.learn(on="2026-03-20")
    tree = directory()
    found = propose_units("滨河工地拖欠工资，包工头没有发工资", "", tree, among=list(tree.places))
    assert found[0].unit == "rsj" and found[0].record


def test_an_accusation_teaches_nothing(cast: Cast, data):
    file_lift("2026-01-05", purpose="report", accused_units=["dongqiao"])
    assert list(learning._examples()) == []


def test_the_offices_own_classes_come_first(cast: Cast, data):
    (data / "taxonomy.toml").write_text(
        'name = "ours"\ntitle = "本县分类"\nin_force_from = 2026-01-01\n'
        '[[class]]\ncode = "1"\nname = "住房"\nwas = ["城乡建设"]\n',
        "utf-8",
    )
    ours = learning.edition()
    taken_over = ours.top("城乡建设/物业")
    assert taken_over is not None and taken_over.name == "住房"
    assert ours.paths() == ["住房"]
