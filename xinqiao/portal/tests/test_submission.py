"""Saying what is wrong: seven pages, a way back that loses nothing, one matter however often the button is pressed."""

import io
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from xinqiao.cases.models import Attachment, Case, Statement
from xinqiao.people.codes import keep_code
from xinqiao.people.identities import open_identity
from xinqiao.people.models import Identity
from xinqiao.portal.danger import in_danger
from xinqiao.portal.draft import POCKET
from xinqiao.portal.tests.conftest import ANSWERS, fill

pytestmark = pytest.mark.usefixtures("cast", "now")


def submit(client: Client) -> Case:
    answer = client.post("/submit/check/")
    assert answer["Location"] == "/submit/receipt/", answer.content.decode()
    return Case.objects.latest("filed_at", "number")


def test_seven_pages_end_with_a_number_and_a_code(client):
    check = fill(client)
    assert "修好电梯" in check.content.decode()
    case = submit(client)
    page = client.get("/submit/receipt/").content.decode()
    code = "".join(client.get("/submit/receipt/").context["groups"])
    assert case.number in page
    assert "2026年3月17日" in page, "what comes next is said with its last day"
    kept = Identity.objects.get(number=case.number)
    assert (kept.code_key_id, bytes(kept.code)) == keep_code(case.number, code)


def test_the_name_is_sealed_and_never_stands_among_the_words(client):
    fill(client)
    case = submit(client)
    assert open_identity(case.number) == {"name": "赵", "telephone": "000"}
    assert not Statement.objects.filter(text="赵").exists()


def test_the_first_sentence_is_the_title_when_none_is_given(client):
    fill(client)
    assert submit(client).subject == "三号楼的电梯停了一个月"


def test_pressing_twice_makes_one_matter_with_the_same_code(client):
    fill(client)
    client.post("/submit/check/")
    first = client.get("/submit/receipt/").context["code"]
    assert client.post("/submit/check/")["Location"] == "/submit/receipt/"
    assert client.get("/submit/receipt/").context["code"] == first
    assert Case.objects.count() == 1


def test_two_tabs_of_the_same_draft_make_one_matter(client):
    """Both tabs hold the draft as it was before the button was pressed."""
    fill(client)
    session = client.session
    before = session["draft"]
    submit(client)
    session = client.session
    session["draft"] = before
    session.save()
    assert client.post("/submit/check/")["Location"] == "/submit/receipt/"
    assert Case.objects.count() == 1


def test_going_back_loses_nothing(client):
    client.post("/submit/purpose/", ANSWERS["purpose"])
    answer = client.post("/submit/account/", {"account": "写了一半", "_back": "1"})
    assert answer["Location"] == "/submit/purpose/"
    assert "写了一半" in client.get("/submit/account/").content.decode()


def test_the_back_link_of_each_page_leads_to_the_page_before(client):
    fill(client)
    assert client.get("/submit/papers/").context["back"] == "/submit/where/"
    assert client.get("/submit/purpose/").context["back"] == "/submit/"


def test_changing_one_answer_leads_back_to_the_check_page(client):
    fill(client)
    answer = client.post("/submit/where/", {"place": "别处"})
    assert answer["Location"] == "/submit/check/"
    assert "别处" in client.get("/submit/check/").content.decode()


def test_the_check_page_cannot_be_reached_over_an_empty_page(client):
    client.post("/submit/purpose/", ANSWERS["purpose"])
    assert client.get("/submit/check/")["Location"] == "/submit/account/"
    assert client.post("/submit/check/")["Location"] == "/submit/account/"
    assert not Case.objects.exists()


def test_an_empty_page_names_everything_that_is_missing_at_once(client):
    client.post("/submit/purpose/", ANSWERS["purpose"])
    answer = client.post("/submit/account/", {})
    assert answer.status_code == 422
    assert [target for target, _text in answer.context["form"].errors_listed()] == [
        "id_account",
        "id_requests",
    ]


def test_a_page_that_does_not_exist_leads_to_the_beginning(client):
    assert client.get("/submit/nowhere/")["Location"] == "/submit/purpose/"


def test_a_title_of_two_hundred_characters_is_taken_and_one_more_is_not(client):
    fill(client)
    longer = {**ANSWERS["account"], "subject": "长" * 201}
    assert "最多 200 个字" in client.post("/submit/account/", longer).content.decode()
    assert client.post("/submit/account/", {**longer, "subject": "长" * 200}).status_code == 302
    assert submit(client).subject == "长" * 200


def test_markup_is_shown_as_text(client):
    fill(client, account={"account": "<script>alert(1)</script>", "requests": ["<b>修</b>"]})
    page = client.get("/submit/check/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


class TestForOthersAndTogether:
    def test_for_somebody_else_asks_for_their_consent(self, client):
        assert (
            client.post("/submit/purpose/", {"purpose": "solve", "who": "other"})["Location"]
            == "/submit/other/"
        )
        refused = client.post("/submit/other/", {"for_whom": "钱"})
        assert "要他本人同意" in refused.content.decode()

    def test_for_somebody_else_the_consent_is_written_down_and_the_name_sealed(self, client):
        client.post("/submit/purpose/", {"purpose": "solve", "who": "other"})
        client.post("/submit/other/", {"for_whom": "钱", "behalf_consent": "yes"})
        fill(client, purpose={"purpose": "solve", "who": "other"})
        case = submit(client)
        assert open_identity(case.number)["for_whom"] == "钱"

    def test_a_group_may_choose_five(self, client):
        client.post("/submit/purpose/", {"purpose": "solve", "who": "group"})
        five = {"people": "40", "representatives": ["赵一、钱二", "孙三", "李四，周五"]}
        assert client.post("/submit/group/", five).status_code == 302
        fill(client, purpose={"purpose": "solve", "who": "group"})
        case = submit(client)
        assert case.people == 40
        assert Statement.objects.filter(number=case.number, name="representatives").count() == 5

    def test_a_sixth_is_refused_kindly_with_article_twenty(self, client):
        client.post("/submit/purpose/", {"purpose": "solve", "who": "group"})
        six = {"people": "40", "representatives": ["一", "二", "三", "四", "五", "六"]}
        answer = client.post("/submit/group/", six)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "第二十条" in page
        assert "同样会得到答复" in page
        assert 'value="六"' in page, "what was typed stays"

    def test_somebody_alone_is_not_asked_about_others(self, client):
        client.post("/submit/purpose/", ANSWERS["purpose"])
        assert client.get("/submit/group/")["Location"] == "/submit/purpose/"


class TestAnonymous:
    def test_no_name_is_needed_and_the_page_about_names_is_left_out(self, client):
        for slug in ("purpose", "account", "where", "papers"):
            client.post(f"/submit/{slug}/", ANSWERS[slug])
        answer = client.post("/submit/contact/", {"anonymous": "yes", "name": "赵"})
        assert answer["Location"] == "/submit/check/"
        case = submit(client)
        assert case.anonymous
        assert open_identity(case.number) == {}

    def test_without_the_mark_a_name_is_asked_for(self, client):
        for slug in ("purpose", "account", "where", "papers"):
            client.post(f"/submit/{slug}/", ANSWERS[slug])
        assert client.post("/submit/contact/", {}).status_code == 422

    def test_a_group_is_not_offered_anonymity(self, client):
        client.post("/submit/purpose/", {"purpose": "solve", "who": "group"})
        client.post("/submit/group/", {"people": "3", "representatives": ["赵一"]})
        for slug in ("account", "where", "papers"):
            client.post(f"/submit/{slug}/", ANSWERS[slug])
        assert "id_anonymous" not in client.get("/submit/contact/").content.decode()


class TestReports:
    def test_a_report_names_the_accused_unit_and_raises_the_wall(self, client):
        fill(
            client,
            purpose={"purpose": "report", "who": "myself"},
            where={"place": "东桥镇", "accused_units": ["dongqiao"], "accused_persons": ["某负责人"]},
        )
        case = submit(client)
        assert list(case.walls.values_list("unit_id", flat=True)) == ["dongqiao"]

    def test_an_accused_unit_that_was_typed_for_another_purpose_is_not_handed_in(self, client):
        client.post("/submit/purpose/", {"purpose": "report", "who": "myself"})
        client.post("/submit/account/", ANSWERS["account"])
        client.post("/submit/where/", {"place": "东桥镇", "accused_units": ["dongqiao"]})
        fill(client)
        assert not submit(client).walls.exists()


class TestPapers:
    def picture(self) -> bytes:
        out = io.BytesIO()
        Image.new("RGB", (8, 8), "red").save(out, "JPEG")
        return out.getvalue()

    def to_papers(self, client):
        for slug in ("purpose", "account", "where"):
            client.post(f"/submit/{slug}/", ANSWERS[slug])

    def test_papers_are_handed_in_with_the_matter(self, client):
        fill(client, papers={"files": [SimpleUploadedFile("电梯.jpg", self.picture())]})
        case = submit(client)
        assert Attachment.objects.get(number=case.number).name == "电梯.jpg"

    def test_a_good_file_stays_when_a_bad_one_is_refused(self, client):
        self.to_papers(client)
        both = [SimpleUploadedFile("坏.exe", b"MZ"), SimpleUploadedFile("好.jpg", self.picture())]
        answer = client.post("/submit/papers/", {"files": both})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "坏.exe" in page
        assert [file["name"] for file in answer.context["form"]["files"].kept] == ["好.jpg"]
        kept = answer.context["form"]["files"].kept_token
        assert client.post("/submit/papers/", {"files_kept": kept}).status_code == 302

    def test_forty_one_files_are_refused(self, client):
        self.to_papers(client)
        many = [SimpleUploadedFile(f"{number}.pdf", b"%PDF-1.4") for number in range(41)]
        answer = client.post("/submit/papers/", {"files": many})
        assert answer.status_code == 422
        assert "最多交 40 份" in answer.content.decode()

    def test_a_file_can_be_taken_out_again(self, client):
        self.to_papers(client)
        client.post("/submit/papers/", {"files": [SimpleUploadedFile("电梯.jpg", self.picture())]})
        field = client.get("/submit/papers/").context["form"]["files"]
        client.post(
            "/submit/papers/", {"files_kept": field.kept_token, "files_drop": field.kept[0]["sha256"]}
        )
        assert client.get("/submit/papers/").context["form"]["files"].kept == []

    def test_a_forged_list_of_files_is_not_taken(self, client):
        self.to_papers(client)
        client.post("/submit/papers/", {"files_kept": "W3sibmFtZSI6Ii9ldGMvcGFzc3dkIn1d:x:y"})
        assert client.get("/submit/papers/").context["form"]["files"].kept == []


class TestDanger:
    def test_words_of_danger_put_the_numbers_on_top(self, client):
        client.post("/submit/purpose/", ANSWERS["purpose"])
        client.post("/submit/account/", {**ANSWERS["account"], "account": "他说不想活了"})
        page = client.get("/submit/where/").content.decode()
        panel = page[page.index('id="danger"') :]
        assert "hidden" not in panel[: panel.index(">")]
        assert page.index("110") < page.index("<h1")

    def test_other_words_do_not(self, client):
        client.post("/submit/purpose/", ANSWERS["purpose"])
        client.post("/submit/account/", ANSWERS["account"])
        page = client.get("/submit/where/").content.decode()
        panel = page[page.index('id="danger"') :]
        assert "hidden" in panel[: panel.index(">")]

    def test_nothing_is_kept_about_it(self, client):
        fill(client, account={**ANSWERS["account"], "account": "他说不想活了"})
        case = submit(client)
        assert "danger" not in case.standing

    @pytest.mark.parametrize("text", ["楼上着火了", "Somebody is trapped", "老人昏迷"])
    def test_the_words_are_found(self, text):
        assert in_danger(text)


class TestSecrecyOfTheDraft:
    def test_the_database_holds_no_word_of_a_draft(self, client):
        client.post("/submit/purpose/", ANSWERS["purpose"])
        client.post("/submit/account/", ANSWERS["account"])
        for row in Session.objects.all():
            data = row.get_decoded()
            assert "电梯" not in str(data)
            assert "account" not in str(data)

    def test_without_the_key_in_the_browser_there_is_no_draft(self, client):
        fill(client)
        del client.cookies[POCKET.cookie]
        assert client.get("/submit/check/")["Location"] == "/submit/purpose/"

    def test_a_draft_left_on_a_shared_computer_is_not_offered_to_the_next_one(self, client, now):
        fill(client)
        now("2026-03-02 12:00")
        assert not client.get("/submit/").context["unfinished"]

    def test_the_code_is_gone_after_half_an_hour(self, client, now):
        fill(client)
        submit(client)
        now("2026-03-02 09:29")
        assert client.get("/submit/receipt/").status_code == 200
        now("2026-03-02 09:31")
        assert client.get("/submit/receipt/")["Location"] == "/submit/"

    def test_the_code_is_gone_once_it_is_written_down(self, client):
        fill(client)
        submit(client)
        assert client.post("/submit/receipt/written-down/")["Location"] == "/follow/"
        assert client.get("/submit/receipt/")["Location"] == "/submit/"

    def test_a_draft_can_be_thrown_away(self, client):
        fill(client)
        client.post("/submit/discard/")
        assert "draft" not in client.session


class TestReceipt:
    def test_the_slip_has_the_number_in_its_square_and_the_code_only_on_wish(self, client):
        fill(client)
        case = submit(client)
        plain = client.get("/submit/receipt/slip/")
        chosen = client.get("/submit/receipt/slip/?code=yes")
        assert case.number in plain.content.decode()
        assert "<svg" in plain.context["square"]
        assert plain.context["square"] != chosen.context["square"]
        assert "没有查询码" in plain.content.decode()

    def test_the_file_to_keep_has_number_and_code(self, client):
        fill(client)
        case = submit(client)
        answer = client.get("/submit/receipt/file/")
        text = answer.content.decode()
        assert case.number in text
        assert client.get("/submit/receipt/").context["grouped"] in text
        assert answer["Content-Disposition"].startswith("attachment")

    @pytest.mark.parametrize("path", ["", "slip/", "file/"])
    def test_a_stranger_gets_no_receipt(self, client, path):
        fill(client)
        submit(client)
        assert Client().get(f"/submit/receipt/{path}")["Location"] == "/submit/"


def test_no_page_of_a_submission_stays_in_a_cache(client):
    fill(client)
    for path in ("/submit/", "/submit/account/", "/submit/check/"):
        assert client.get(path)["Cache-Control"] == "no-store"


def test_a_year_without_a_plan_gives_a_provisional_day(client, now):
    now("2027-12-25")
    fill(client)
    submit(client)
    assert "暂定" in client.get("/submit/receipt/").content.decode()


def test_the_draft_lives_as_long_as_it_says():
    from xinqiao.portal.draft import KEPT, SHOWN

    assert timedelta(minutes=10) < SHOWN < KEPT


class TestAFlood:
    @pytest.fixture(autouse=True)
    def _two_an_hour(self, settings):
        settings.FILINGS_HOUR = 2

    def test_who_comes_after_too_many_loses_nothing_and_is_told_when_and_where_else(self, now):
        for _one in range(2):
            browser = Client()
            fill(browser)
            submit(browser)
        late = Client()
        fill(late)
        answer = late.post("/submit/check/")
        assert answer.status_code == 429
        page = answer.content.decode()
        assert "2026年3月2日 10:00 以后" in page
        assert "/channels/" in page
        assert Case.objects.count() == 2
        now("2026-03-02 10:01")
        assert submit(late).number, "an hour later the same button files what was written"

    def test_loads_of_files_are_counted_as_well_and_what_was_written_stays(self, settings):
        fill(client := Client())
        for _one in range(2):
            answer = client.post("/submit/papers/", {"files": SimpleUploadedFile("a.pdf", b"%PDF-1.4\n")})
            assert answer.status_code == 302
        before = sorted(settings.FILES.rglob("*"))
        answer = client.post("/submit/papers/", {"files": SimpleUploadedFile("b.pdf", b"%PDF-1.7\n")})
        assert answer.status_code == 429
        assert sorted(settings.FILES.rglob("*")) == before
        assert client.post("/submit/papers/", {}).status_code == 302, "without files it goes on"
