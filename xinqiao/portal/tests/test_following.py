"""Following a matter: the door, the page, and everything a petitioner can do there."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from xinqiao.cases.act import act
from xinqiao.cases.models import Case
from xinqiao.ledger.follow import catch_up
from xinqiao.ledger.models import Entry
from xinqiao.people.person import petitioner_of
from xinqiao.portal.tests.conftest import CODE, enter
from xinqiao.testing import do, file_lift, moment

ANSWERS = [
    {
        "request": 1,
        "facts": "曳引机损坏",
        "reasons": "属实",
        "basis": "《特种设备安全法》",
        "conclusion": "support",
    },
    {
        "request": 2,
        "facts": "没有资金",
        "reasons": "未申请",
        "basis": "《特种设备安全法》",
        "conclusion": "explain",
    },
]


def to_opinion(number, cast, day="2026-04-20"):
    do(number, "register", "sun", "2026-03-03", cast, petition_class="appeal", occurrence="first")
    do(number, "forward", "sun", "2026-03-06", cast, to_unit="zjj")
    do(number, "inform", "zhou", "2026-03-10", cast, how_it_goes_on="我们上门了解。")
    do(number, "accept", "zhou", "2026-03-12", cast)
    do(number, "hear", "zhou", "2026-03-20", cast, heard_how="interview", record="已听取。", no_interest=True)
    do(number, "issue_opinion", "li", day, cast, answers=ANSWERS)


class TestTheDoor:
    def test_number_and_code_open_one_matter(self, client, lift):
        assert enter(client, lift)["Location"] == "/follow/matter/"
        assert lift in client.get("/follow/matter/").content.decode()

    @pytest.mark.parametrize("typed", ["{0}", " {0} ", "２０２６{1}", "{2}"])
    def test_the_number_may_be_typed_in_any_way(self, client, lift, typed):
        digits = lift.replace("-", "")
        text = typed.format(lift, digits[4:], digits)
        assert enter(client, text, "1111 2222-3333 4444").status_code == 302

    def test_a_wrong_code_and_a_number_that_does_not_exist_get_the_same_page(self, client, lift):
        wrong = enter(client, lift, "9999999999999999").content.decode()
        nothing = enter(Client(), "2026-000099-9", "9999999999999999").content.decode()
        assert "编号或查询码不对。请核对后再试。" in wrong
        assert _stripped(wrong, lift) == _stripped(nothing, "2026-000099-9")

    def test_the_wait_grows_and_is_said(self, client, lift):
        for _try in range(6):
            answer = enter(client, lift, "9999999999999999")
        assert "分钟再试" in answer.content.decode()
        assert "分钟再试" in enter(client, lift, CODE).content.decode(), "the right code waits too"

    def test_empty_boxes_are_wrong_like_any_other(self, client, lift):
        assert "编号或查询码不对" in client.post("/follow/", {}).content.decode()

    def test_a_code_is_never_put_back_into_the_page(self, client, lift):
        assert "9999999999999999" not in enter(client, lift, "9999999999999999").content.decode()

    def test_the_number_of_a_square_code_is_filled_in(self, client, lift):
        assert f'value="{lift}"' in client.get(f"/follow/?number={lift}").content.decode()

    def test_half_an_hour_without_a_click_closes_the_matter(self, inside, now):
        now("2026-03-02 09:29")
        assert inside.get("/follow/matter/").status_code == 200
        now("2026-03-02 09:58")
        assert inside.get("/follow/matter/").status_code == 200, "each click counts anew"
        now("2026-03-02 10:29")
        assert inside.get("/follow/matter/")["Location"] == "/follow/"

    def test_a_second_matter_closes_the_first(self, inside, lift):
        other = file_lift("2026-03-02")
        act(
            other.number,
            "add_papers",
            {"text": "别的事"},
            by=petitioner_of(other.number),
            at=moment("2026-03-02"),
        )
        inside.post("/follow/", {"number": other.number, "code": other.code})
        page = inside.get("/follow/matter/").content.decode()
        assert other.number in page
        assert lift not in page

    def test_leaving_forgets_everything(self, inside):
        assert inside.post("/follow/close/")["Location"] == "/"
        assert inside.get("/follow/matter/")["Location"] == "/follow/"

    def test_the_quick_exit_forgets_and_leads_elsewhere(self, inside):
        answer = inside.get("/leave/")
        assert answer["Location"].startswith("https://")
        assert inside.get("/follow/matter/")["Location"] == "/follow/"


class TestThePage:
    def test_the_four_answers_are_there(self, inside):
        page = inside.get("/follow/matter/").content.decode()
        for answer in ("青石县信访局", "登记", "2026年3月17日", "补充材料"):
            assert answer in page

    def test_what_is_late_says_since_when_and_what_helps(self, inside, now, lift):
        now("2026-03-20")
        enter(inside, lift)
        page = inside.get("/follow/matter/").content.decode()
        assert "应当在2026年3月17日前办完这一步，现在已经超期" in page
        assert "/follow/do/ask_supervision/" in page

    def test_what_is_among_staff_is_not_shown(self, inside, lift, cast):
        do(lift, "register", "sun", "2026-03-02 10:00", cast, petition_class="appeal")
        do(lift, "note", "sun", "2026-03-02 11:00", cast, text="内部的话")
        assert "内部的话" not in inside.get("/follow/matter/").content.decode()

    def test_who_opened_the_seal_is_shown_with_office_and_reason_but_no_name(self, inside, lift, cast, now):
        do(lift, "register", "sun", "2026-03-02 10:00", cast, petition_class="appeal")
        opening = next(one for one in ("open_seal_received", "open_seal") if _open(lift, one, cast))
        assert opening
        now("2026-03-02 13:00")
        enter(inside, lift)
        page = inside.get("/follow/matter/").content.decode()
        assert "打开了姓名和联系方式" in page
        assert "青石县信访局" in page

    def test_a_subject_of_two_hundred_characters_does_not_break_the_page(self, client, cast, now):
        filed = file_lift("2026-03-02", subject="长" * 200)
        client.post("/follow/", {"number": filed.number, "code": filed.code})
        assert "长" * 200 in client.get("/follow/matter/").content.decode()

    def test_a_file_comes_as_a_download_that_runs_nothing(self, inside, lift):
        inside.post(
            "/follow/do/add_papers/", {"text": "补", "files": SimpleUploadedFile("说明.pdf", b"%PDF-1.4")}
        )
        page = inside.get("/follow/matter/").content.decode()
        path = page[page.index("/follow/files/") :].split('"')[0]
        answer = inside.get(path)
        assert answer["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer["Content-Security-Policy"]
        assert b"".join(answer.streaming_content) == b"%PDF-1.4"
        assert Client().get(path)["Location"] == "/follow/"


class TestActions:
    def test_every_open_choice_has_a_page_with_one_form(self, inside):
        choices = [one for one in inside.get("/follow/matter/").context["choices"] if one.open]
        assert {"add_papers", "correct", "withdraw", "report_obstruction"} <= {one.name for one in choices}
        for one in choices:
            page = inside.get(one.url, follow=one.name == "change_contact")
            assert page.status_code == 200
            # What is sealed is corrected on a page of its own, which keeps no draft in the browser.
            drafts = 0 if one.name == "change_contact" else 1
            assert page.content.decode().count('data-draft="do-') == drafts

    def test_papers_can_be_added(self, inside, lift):
        answer = inside.post("/follow/do/add_papers/", {"text": "再说一句"}, follow=True)
        assert "已经记下" in answer.content.decode()
        assert "再说一句" in answer.content.decode()

    def test_an_empty_form_says_what_is_missing_and_does_nothing(self, inside, lift):
        before = Entry.objects.filter(number=lift).count()
        answer = inside.post("/follow/do/add_papers/", {})
        assert answer.status_code == 422
        assert answer.context["form"].errors_listed()[0][0] == "id_text"
        assert Entry.objects.filter(number=lift).count() == before

    def test_a_refusal_keeps_what_was_typed(self, inside):
        answer = inside.post("/follow/do/withdraw/", {"why": "不想办了"})
        page = answer.content.decode()
        assert "只有您自己愿意" in page
        assert "不想办了" in page

    def test_one_more_box_does_nothing_but_open_a_box(self, inside, lift):
        before = Entry.objects.filter(number=lift).count()
        page = inside.post("/follow/do/correct/", {"text": "改", "requests": ["一"], "_more": "requests"})
        assert page.context["form"]["requests"].boxes == 2
        assert Entry.objects.filter(number=lift).count() == before

    def test_withdrawing_of_free_will_ends_the_matter(self, inside, lift):
        inside.post("/follow/do/withdraw/", {"free_will": "yes"})
        assert Case.objects.get(number=lift).state == "withdrawn"
        assert "已经办结" in inside.get("/follow/matter/").content.decode()

    def test_a_form_sent_twice_is_told_that_something_has_changed(self, inside, lift):
        seen = str(Case.objects.get(number=lift).entries)
        inside.post("/follow/do/add_papers/", {"text": "一次", "seen": seen})
        again = inside.post("/follow/do/add_papers/", {"text": "一次", "seen": seen})
        assert again.status_code == 422
        assert "有了新的进展" in again.content.decode()
        assert Case.objects.get(number=lift).entries == int(seen) + 1

    def test_what_is_not_open_says_why_and_has_no_form(self, inside):
        page = inside.get("/follow/do/ask_review/").content.decode()
        assert "现在还不能“请求复查”" in page
        assert '<form method="post" novalidate' not in page

    @pytest.mark.parametrize("action", ["register", "issue_opinion", "submit", "serve_opinion", "nonsense"])
    def test_what_is_not_the_petitioners_does_not_exist(self, inside, action):
        assert inside.get(f"/follow/do/{action}/").status_code == 404
        assert inside.post(f"/follow/do/{action}/").status_code == 404


class TestOpinion:
    @pytest.fixture
    def issued(self, client, lift, cast, now):
        to_opinion(lift, cast)
        catch_up()
        now("2026-04-22")
        enter(client, lift)
        return client

    def test_its_words_are_closed_until_it_is_received(self, issued):
        page = issued.get("/follow/matter/").content.decode()
        assert "有一份决定等您打开" in page
        assert "曳引机损坏" not in page

    def test_the_page_before_it_says_from_when_the_days_run(self, issued):
        page = issued.get("/follow/receive/").content.decode()
        assert "2026年5月22日" in page
        assert "曳引机损坏" not in page
        assert "督促执行" not in page, "what follows would tell what it says"

    def test_opening_it_is_receiving_it(self, issued, lift):
        answer = issued.post("/follow/receive/", follow=True)
        page = answer.content.decode()
        assert "曳引机损坏" in page
        assert Case.objects.get(number=lift).standing.count("xf.review.request") == 1
        assert "2026年5月22日" in page

    def test_opening_it_twice_is_receiving_it_once(self, issued, lift):
        issued.post("/follow/receive/")
        before = Entry.objects.filter(number=lift).count()
        assert issued.post("/follow/receive/")["Location"] == "/follow/matter/"
        assert Entry.objects.filter(number=lift).count() == before

    def test_its_paper_leads_to_the_same_page_first(self, issued, lift):
        from xinqiao.cases.models import Paper

        paper = Paper.objects.get(number=lift, name="opinion")
        path = f"/follow/papers/{paper.pk}/"
        assert issued.get(path)["Location"] == "/follow/receive/"
        issued.post("/follow/receive/")
        assert "曳引机损坏" in issued.get(path).content.decode()
        assert Client().get(path)["Location"] == "/follow/"

    def test_review_can_be_asked_to_the_last_minute(self, issued, lift, now):
        issued.post("/follow/receive/")
        now("2026-05-22 23:50")
        enter(issued, lift)
        issued.post("/follow/do/ask_review/", {"grounds": "第二项不同意"})
        assert Case.objects.get(number=lift).state == "review_open"

    def test_after_the_last_day_it_is_refused_with_the_rule(self, issued, lift, now):
        issued.post("/follow/receive/")
        now("2026-05-23 00:10")
        enter(issued, lift)
        answer = issued.post("/follow/do/ask_review/", {"grounds": "第二项不同意"})
        assert answer.status_code == 422
        assert "第三十五条" in answer.content.decode()

    def test_the_work_is_rated_and_the_answer_can_be_changed_while_the_window_is_open(self, issued, lift):
        issued.post("/follow/receive/")
        good = {"efficiency": "satisfied", "attitude": "satisfied", "result": "satisfied"}
        assert issued.post("/follow/do/evaluate_unit/", good).status_code == 302
        assert issued.post("/follow/do/evaluate_unit/", {**good, "result": "dissatisfied"}).status_code == 302


def _stripped(page: str, number: str) -> str:
    """A page without what differs between any two requests."""
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page.replace(number, ""))


def _open(number, action, cast) -> bool:
    from xinqiao.cases.look import look_at

    case = Case.objects.get(number=number)
    known = look_at(case, at=moment("2026-03-02 12:00")).procedure.action_named.get(action)
    if known is None or case.state not in known.from_:
        return False
    facts = {
        one.name: one.choices[0][0] if one.choices else "核对姓名"
        for one in known.inputs
        if one.required and not one.derived
    }
    do(number, action, "sun", "2026-03-02 12:00", cast, **facts)
    return True


def test_a_visit_is_half_an_hour():
    from xinqiao.portal.visit import IDLE

    assert timedelta(minutes=30) == IDLE
