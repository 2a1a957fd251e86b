"""The opinion editor: each request answered, the remedy locked, the check list, and hearing first."""

import pytest

from xinqiao.cases.models import Case
from xinqiao.testing import do

pytestmark = pytest.mark.django_db

ANSWERS = {
    f"answers_{number}_{part}": f"{part}{number}"
    for number in (1, 2)
    for part in ("facts", "reasons", "basis")
} | {"answers_1_conclusion": "support", "answers_2_conclusion": "not_support"}


@pytest.fixture
def heard(cast, lift) -> str:
    do(lift, "hear", "zhou", "2026-03-19", cast, heard_how="interview", record="谈过。", no_interest="yes")
    return lift


def text(answer) -> str:
    return answer.content.decode()


def seen(number: str) -> int:
    return Case.objects.get(number=number).entries


def test_before_the_petitioner_was_heard_the_refusal_names_the_article_and_leads_to_the_hearing(desk, lift):
    page = text(desk("li").get(f"/desk/matters/{lift}/do/issue_opinion/"))
    assert "还不能" in page
    assert "第三十一条第六项" in page
    assert f'href="/desk/matters/{lift}/do/hear/"' in page
    assert "data-primary" not in page  # no button that cannot work


def test_every_request_stands_on_the_left_and_the_list_says_what_is_missing(desk, heard):
    draft = desk("li").get(f"/desk/matters/{heard}/do/issue_opinion/").context["opinion"]
    assert [one["text"] for one in draft.answers] == ["尽快修好电梯", "说明停运的原因"]
    assert draft.missing == 2
    assert any(one.done and "听取" in one.text for one in draft.checks)
    page = f"/desk/matters/{heard}/do/issue_opinion/"
    half = {key: value for key, value in ANSWERS.items() if key != "answers_2_basis"}
    draft = desk("li").post(page, {**half, "look": "1", "seen": seen(heard)}).context["opinion"]
    assert [(one.done, one.target) for one in draft.checks if not one.done] == [(False, "id_answers_2_basis")]
    whole = desk("li").post(page, {**ANSWERS, "look": "1", "seen": seen(heard)})
    assert whole.context["opinion"].missing == 0
    assert Case.objects.get(number=heard).state == "investigating"  # looked at, not issued


def test_the_remedy_is_filled_in_names_the_body_and_cannot_be_changed(desk, heard):
    client = desk("li")
    page = f"/desk/matters/{heard}/do/issue_opinion/"
    draft = client.get(page).context["opinion"]
    assert "青石县" in draft.remedy and "30 日内" in draft.remedy
    assert 'name="remedy"' not in text(client.get(page))


def test_an_opinion_is_written_on_a_page_of_its_own(desk, heard):
    page = desk("li").get(f"/desk/matters/{heard}/").context
    assert "issue_opinion" in [one.name for one in page["choice"].steps]
    assert "issue_opinion" not in page["in_place"] and "hear" in page["in_place"]


def test_the_preview_is_what_the_resident_will_read(desk, heard):
    page = f"/desk/matters/{heard}/do/issue_opinion/"
    answer = desk("li").post(
        page, {**ANSWERS, "look": "1", "seen": seen(heard)}, headers={"HX-Request": "true"}
    )
    side = text(answer)
    assert "<html" not in side
    for told in ("您的第 1 项请求", "尽快修好电梯", "facts1", "处理意见：支持", "如果您不同意"):
        assert told in side, told


def test_an_unfinished_opinion_is_refused_and_every_word_stays(desk, heard):
    page = f"/desk/matters/{heard}/do/issue_opinion/"
    half = {key: value for key, value in ANSWERS.items() if key != "answers_2_conclusion"}
    answer = desk("li").post(page, {**half, "seen": seen(heard)})
    assert answer.status_code == 422
    assert "第 2 项请求还没有选定处理意见" in text(answer)
    assert "reasons2" in text(answer)


def test_a_draft_of_the_handler_is_in_the_heads_form(desk, heard):
    page = f"/desk/matters/{heard}/do"
    drafted = desk("zhou").post(f"{page}/draft_opinion/", {**ANSWERS, "seen": seen(heard)})
    assert drafted.status_code == 302
    draft = desk("li").get(f"{page}/issue_opinion/").context["opinion"]
    assert draft.missing == 0
    assert [one["conclusion"] for one in draft.answers] == ["support", "not_support"]
    assert "facts1" in text(desk("li").get(f"{page}/issue_opinion/"))


def test_the_head_issues_it_and_the_handler_cannot(desk, heard):
    page = f"/desk/matters/{heard}/do/issue_opinion/"
    assert desk("zhou").post(page, {**ANSWERS, "seen": seen(heard)}).status_code == 404
    assert desk("li").post(page, {**ANSWERS, "seen": seen(heard)}).status_code == 302
    assert Case.objects.get(number=heard).state == "opinion_issued"
