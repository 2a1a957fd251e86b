"""The form of an action: what is asked, in what shape it is handed on, and that nothing typed is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from xinqiao.cases.forms import ActionForm
from xinqiao.law.catalogue import PROCEDURES
from xinqiao.law.model import Action, Citation, Input, Kind, Refused, Role

OFFICERS = [("o1", "周")]
UNITS = [("zjj", "住建局", "department"), ("jjw", "纪委", "discipline_body")]


def action(*inputs: Input) -> Action:
    return Action(
        name="try", title="试", by=(), from_=(), to="same", cites=(Citation("甲法"),), inputs=inputs
    )


def form(*inputs: Input, data: str | None = None, **more) -> ActionForm:
    return ActionForm(action(*inputs), data=None if data is None else QueryDict(data), **more)


ONE_OF_EACH = tuple(
    Input(name=f"a_{kind.value}", title=f"题{kind.value}", kind=kind, choices=(("one", "一"), ("two", "二")))
    for kind in Kind
)


@pytest.mark.parametrize("one", ONE_OF_EACH, ids=lambda one: one.kind.value)
def test_every_kind_of_input_can_be_shown(one):
    page = str(form(one, units=UNITS, officers=OFFICERS, requests={1: "修好电梯"}))
    assert f"id_{one.name}" in page


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda one: one.name)
def test_every_action_of_every_procedure_can_be_shown_with_every_label_bound(procedure):
    import re

    for known in procedure.actions:
        page = str(
            ActionForm(known, roles=set(Role), units=UNITS, officers=OFFICERS, requests={1: "一", 2: "二"})
        )
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), f"{known.name}: an id stands twice"
        for target in re.findall(r'for="([^"]+)"', page):
            assert target in ids, f"{known.name}: a label leads to {target}, which is not there"
        for named in re.findall(r'aria-describedby="([^"]+)"', page):
            assert set(named.split()) <= set(ids), f"{known.name}: {named}"


def test_what_the_door_finds_out_itself_is_not_asked():
    assert not form(Input(name="direct", title="直接", kind=Kind.YES, derived=True)).fields


def test_what_is_asked_of_others_is_not_asked():
    own = Input(name="way", title="方式", kind=Kind.TEXT, only_by=(Role.UNIT_HEAD,))
    assert not form(own, roles={Role.PETITIONER}).fields
    assert "way" in form(own, roles={Role.UNIT_HEAD}).fields


def test_facts_have_the_shapes_that_the_door_reads():
    given = form(
        Input(name="text", title="话", kind=Kind.WORDS),
        Input(name="requests", title="请求", kind=Kind.REQUESTS),
        Input(name="sure", title="确定", kind=Kind.YES),
        Input(name="empty", title="空", kind=Kind.TEXT),
        data="text=甲&requests=一&requests=&requests=二&sure=yes&empty=+",
    )
    assert given.facts() == {"text": "甲", "requests": ["一", "二"], "sure": "yes"}


def test_answers_are_handed_on_for_each_request():
    given = form(
        Input(name="answers", title="答复", kind=Kind.ANSWERS, choices=(("support", "支持"),)),
        requests={1: "一", 2: "二"},
        data="answers_1_facts=事&answers_1_reasons=理&answers_1_basis=据&answers_1_conclusion=support",
    )
    first, second = given.facts()["answers"]
    assert first == {"request": 1, "facts": "事", "reasons": "理", "basis": "据", "conclusion": "support"}
    assert second == {"request": 2, "facts": "", "reasons": "", "basis": "", "conclusion": ""}
    assert ">事</textarea>" in str(given)


def test_one_more_box_keeps_what_was_typed():
    given = form(
        Input(name="requests", title="请求", kind=Kind.REQUESTS),
        data="requests=一&requests=二&requests=三&_more=requests",
    )
    assert given.more
    assert len(given["requests"].shown) == 4
    assert [text for _id, text in given["requests"].shown] == ["一", "二", "三", ""]


def test_a_refusal_stands_at_its_field_in_full():
    given = form(Input(name="reason", title="理由", kind=Kind.WORDS), data="reason=")
    given.refuse(Refused("请填写“{title}”。", facts={"title": "理由"}, field="reason"))
    assert given.errors_listed() == [("id_reason", "请填写“理由”。")]
    assert "govuk-form-group--error" in str(given)


def test_a_refusal_of_the_whole_stands_above_the_form():
    given = form(Input(name="reason", title="理由", kind=Kind.WORDS), data="reason=一")
    refused = Refused("现在还不能做。")
    given.refuse(refused)
    assert given.refused is refused
    assert given["reason"].value == "一"


def test_units_are_offered_by_their_kind():
    only = Input(name="to_unit", title="单位", kind=Kind.UNIT, kinds=("discipline_body",))
    assert form(only, units=UNITS)["to_unit"].options == [("jjw", "纪委")]


@pytest.mark.parametrize("text", ['"><script>alert(1)</script>', "<b>", "&lt;"])
def test_what_was_typed_is_never_markup(text):
    given = ActionForm(
        action(Input(name="a", title="甲", kind=Kind.TEXT), Input(name="b", title="乙", kind=Kind.WORDS)),
        data={"a": text, "b": text},
    )
    assert "<script>" not in str(given)
    assert "<b>" not in str(given)


class TestFiles:
    PAPERS = Input(name="papers", title="材料", kind=Kind.FILES)

    def handed(self, *names: str) -> MultiValueDict:
        return MultiValueDict(
            {"papers": [SimpleUploadedFile(name, b"%PDF-1.4 " + name.encode()) for name in names]}
        )

    def test_a_file_survives_a_page_that_was_refused(self):
        first = form(self.PAPERS, data="", files=self.handed("a.pdf"))
        assert [file["name"] for file in first.facts()["papers"]] == ["a.pdf"]
        second = ActionForm(
            action(self.PAPERS), data={"papers_kept": first["papers"].kept_token}, files=self.handed("b.pdf")
        )
        assert [file["name"] for file in second.facts()["papers"]] == ["a.pdf", "b.pdf"]

    def test_asking_twice_for_the_facts_keeps_each_file_once(self):
        given = form(self.PAPERS, data="", files=self.handed("a.pdf"))
        assert given.facts() == given.facts()

    def test_a_bad_file_is_refused_at_its_own_field(self):
        given = form(
            self.PAPERS, data="", files=MultiValueDict({"papers": [SimpleUploadedFile("a.exe", b"MZ")]})
        )
        with pytest.raises(Refused) as refused:
            given.facts()
        assert refused.value.field == "papers"

    def test_a_list_that_we_did_not_sign_is_not_believed(self):
        given = ActionForm(action(self.PAPERS), data={"papers_kept": "W10:forged:list"})
        assert given["papers"].kept == []
