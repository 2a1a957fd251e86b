"""The library from the inside, and an article cited in an opinion with its words as they are now."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from xinqiao.cases.models import Case, Statement
from xinqiao.library.models import Article, Edition
from xinqiao.library.shelf import put, take_off
from xinqiao.testing import do, moment

pytestmark = pytest.mark.django_db

RULES = "# 电梯管理办法\n\n第一条 为了安全，制定本办法。\n\n第二条 电梯停用超过三日的，应当公示原因和恢复的日期。\n"


@pytest.fixture
def heard(cast, lift) -> str:
    do(lift, "hear", "zhou", "2026-03-19", cast, heard_how="interview", record="谈过。", no_interest="yes")
    return lift


@pytest.fixture
def rules(db) -> Edition:
    return put(
        "办法.md",
        RULES.encode(),
        kind="law",
        in_force_from=date(2025, 1, 1),
        by="qin",
        at=moment("2026-01-05"),
    )


def upload(name: str = "办法.md", text: str = RULES, **more) -> dict:
    file = SimpleUploadedFile(name, text.encode())
    return {"file": file, "kind": "law", "in_force_from": "2026-03-01", **more}


def test_the_keeper_puts_an_edition_in_and_everybody_reads_it(desk, client):
    answer = desk("qin").post("/desk/law/", upload())
    assert answer.status_code == 302
    page = client.get("/law/").content.decode()
    assert "电梯管理办法" in page
    pk = Edition.objects.get().instrument_id
    assert "应当公示原因" in client.get(f"/law/{pk}/").content.decode()


def test_a_file_that_cannot_be_read_is_refused_at_its_field(desk):
    answer = desk("qin").post("/desk/law/", upload("办法.docx"))
    assert answer.status_code == 422
    assert "不是完整的 Word 文件" in answer.content.decode()
    assert not Edition.objects.exists()


@pytest.mark.parametrize("username", ["sun", "li", "zheng", "wu"])
def test_nobody_else_changes_the_shelf(desk, rules, username):
    client = desk(username)
    assert client.get("/desk/law/").status_code == 404
    assert client.post("/desk/law/", upload()).status_code == 404
    assert client.post(f"/desk/law/{rules.pk}/end/", {"last": "2026-03-01"}).status_code == 404
    assert client.post(f"/desk/law/{rules.pk}/take-off/").status_code == 404
    assert Edition.objects.get().in_force_until is None


def test_an_edition_ends_and_is_taken_off(desk, rules, client):
    desk("qin").post(f"/desk/law/{rules.pk}/end/", {"last": "2025-12-31"})
    rules.refresh_from_db()
    assert rules.in_force_until == date(2025, 12, 31)
    assert "停止施行" in client.get(f"/law/{rules.instrument_id}/").content.decode()
    for last, said in (
        ("31.12.", "请写成 2026-03-01 这样"),
        ("2001-01-01", "请填施行日期那一天或者以后的一天"),
    ):
        answer = desk("qin").post(f"/desk/law/{rules.pk}/end/", {"last": last}, follow=True)
        assert said in answer.content.decode(), "a refusal says what to do instead"
    desk("qin").post(f"/desk/law/{rules.pk}/take-off/")
    assert client.get(f"/law/{rules.instrument_id}/").status_code == 404


def test_an_article_is_cited_without_a_script_and_nothing_typed_is_lost(desk, heard, rules):
    article = Article.objects.get(label="第二条")
    page = f"/desk/matters/{heard}/do/issue_opinion/"
    typed = {"answers_1_facts": "3月10日现场查看。", "answers_1_basis": "物业合同", "law_q": "电梯停用"}
    found = desk("li").post(page, {**typed, "look": "law"}).context["opinion"]
    assert [one.label for one in found.law.found][:1] == ["第二条"]
    answers = desk("li").post(page, {**typed, "look": f"cite-{article.pk}-1"}).context["opinion"].answers
    assert answers[0]["facts"] == "3月10日现场查看。"
    assert answers[0]["basis"].startswith("物业合同\n《电梯管理办法》（2025年1月1日起施行）第二条：“电梯停用")
    assert answers[1]["basis"] == ""
    assert Case.objects.get(number=heard).state == "investigating"


def test_what_was_cited_stays_in_the_opinion_when_the_edition_goes(desk, heard, rules):
    article = Article.objects.get(label="第二条")
    page = f"/desk/matters/{heard}/do/issue_opinion/"
    draft = desk("li").post(page, {"look": f"cite-{article.pk}-1"}).context["opinion"]
    cited = draft.answers[0]["basis"]
    whole = {
        f"answers_{number}_{part}": f"{part}{number}"
        for number in (1, 2)
        for part in ("facts", "reasons", "basis")
    } | {"answers_1_conclusion": "support", "answers_2_conclusion": "explain", "answers_1_basis": cited}
    desk("li").post(page, {**whole, "seen": Case.objects.get(number=heard).entries})
    take_off(rules)
    assert Statement.objects.get(number=heard, name="answers.basis", index=1).text == cited


def test_the_part_for_the_script_holds_a_button_for_each_request(desk, rules):
    answer = desk("li").get("/desk/law/find/", {"law_q": "电梯停用", "requests": "1,2"}).content.decode()
    article = Article.objects.get(label="第二条")
    assert f'value="cite-{article.pk}-2"' in answer and 'data-into="id_answers_1_basis"' in answer
    assert "没有找到" in desk("li").get("/desk/law/find/", {"law_q": "第九十九条"}).content.decode() or answer


def test_hints_name_the_passage_and_lock_nothing(desk, heard):
    page = f"/desk/matters/{heard}/do/issue_opinion/"
    empty = {
        "answers_1_facts": "您反映的问题已收悉，感谢您的支持。",
        "answers_1_reasons": "已转有关部门调查处理，请耐心等待。",
        "answers_1_basis": "有关规定",
    }
    draft = desk("li").post(page, {**empty, "look": "1"}).context["opinion"]
    said = [(one.text, one.target) for one in draft.hints]
    assert any("没有实质内容" in text and target == "id_answers_1_facts" for text, target in said)
    assert any("依据没有写明" in text and target == "id_answers_1_basis" for text, target in said)
    whole = {f"answers_2_{part}": f"{part}2" for part in ("facts", "reasons", "basis")} | {
        "answers_1_conclusion": "explain",
        "answers_2_conclusion": "explain",
    }
    desk("li").post(page, {**empty, **whole, "seen": Case.objects.get(number=heard).entries})
    assert Case.objects.get(number=heard).state == "opinion_issued"


def test_a_blank_draft_has_no_hints(desk, heard):
    assert desk("li").get(f"/desk/matters/{heard}/do/issue_opinion/").context["opinion"].hints == []
