"""J9 and J10: a call, a letter, forty people at the counter: one page, one save, number and code."""

import re
from datetime import date

import pytest

from xinqiao.cases.models import Case
from xinqiao.cases.statements import requests_of, words_of
from xinqiao.ledger.follow import catch_up
from xinqiao.ledger.models import Entry
from xinqiao.people.codes import enter
from xinqiao.people.identities import open_identity
from xinqiao.testing import file_lift, moment

pytestmark = pytest.mark.django_db

CALL = {
    "channel": "phone",
    "account": "西街的路灯从去年十月就不亮，老人晚上摔过。",
    "place": "西街",
    "happened": "去年十月以来",
    "requests": ["修好路灯", "说明为什么没人管", ""],
    "subject": "西街路灯不亮",
    "purpose": "solve",
    "token": "one",
}


def text(answer) -> str:
    return answer.content.decode()


def code_in(answer) -> str:
    return re.findall(r"\d{4} \d{4} \d{4} \d{4}", text(answer))[0]


def test_a_call_is_registered_with_one_save_and_its_code_opens_it(desk):
    answer = desk("sun").post("/desk/register/", CALL, follow=True)
    assert answer.status_code == 200
    case = Case.objects.get()
    assert (case.state, case.channel, case.subject, case.place) == (
        "registered",
        "phone",
        "西街路灯不亮",
        "西街",
    )
    assert case.receiver_id == "xfj"
    assert requests_of(case.number) == {1: "修好路灯", 2: "说明为什么没人管"}
    assert case.number in text(answer)
    assert enter(case.number, code_in(answer), address="x", at=moment("2026-03-21")) == case.number
    assert [one.action for one in Entry.objects.all()] == ["submit", "register"]


def test_the_code_is_never_shown_again(desk):
    client = desk("sun")
    code = code_in(client.post("/desk/register/", CALL, follow=True))
    number = Case.objects.get().number
    assert code not in text(client.get(f"/desk/matters/{number}/"))


def test_a_second_click_is_the_same_matter_with_the_same_code(desk):
    client = desk("sun")
    first, second = (client.post("/desk/register/", CALL, follow=True) for _click in range(2))
    assert Case.objects.count() == 1
    assert code_in(first) == code_in(second)


def test_another_officer_cannot_fetch_the_code_with_the_same_token(desk):
    first = desk("sun").post("/desk/register/", CALL, follow=True)
    second = desk("feng").post("/desk/register/", CALL, follow=True)
    assert Case.objects.count() == 2
    assert code_in(first) != code_in(second)


def test_the_page_with_the_code_can_be_read_again_and_files_nothing(desk):
    client = desk("sun")
    address = client.post("/desk/register/", CALL).url
    assert code_in(client.get(address)) == code_in(client.get(address))
    assert Case.objects.count() == 1


def test_nobody_else_is_shown_the_page_with_the_code(desk):
    client = desk("sun")
    address = client.post("/desk/register/", CALL).url
    colleague = desk("feng")
    colleague.cookies["registered"] = client.cookies["registered"].value
    assert colleague.get(address).url == f"/desk/matters/{Case.objects.get().number}/"
    assert desk("wu").get(address).status_code == 404


def test_whose_own_unit_is_reported_cannot_take_the_report_down(desk):
    client = desk("qian")
    report = {**CALL, "purpose": "report", "accused_units": ["dongqiao"], "accused_persons": ["某甲"]}
    answer = client.post("/desk/register/", report, follow=True)
    assert (answer.status_code, Case.objects.count()) == (422, 0)


def test_a_township_registers_too_and_the_matter_came_to_it_directly(desk):
    desk("wu").post("/desk/register/", CALL)
    case = Case.objects.get()
    assert (case.receiver_id, case.due_clock) == ("xihe", "xf.inform.direct")


def test_the_contact_is_sealed_and_appears_nowhere_else(desk):
    client = desk("sun")
    client.post(
        "/desk/register/", {**CALL, "name": "赵秀英", "telephone": "13900000000", "address": "西街 9 号"}
    )
    number = Case.objects.get().number
    assert open_identity(number) == {"name": "赵秀英", "telephone": "13900000000", "address": "西街 9 号"}
    assert "赵秀英" not in text(client.get(f"/desk/matters/{number}/"))
    assert "赵秀英" not in str(words_of(number)) + "".join(Entry.objects.values_list("text", flat=True))


def test_what_is_missing_is_named_and_nothing_typed_is_lost(desk):
    answer = desk("sun").post("/desk/register/", {**CALL, "place": "", "telephone": "139"})
    assert answer.status_code == 422
    assert "请填写“在哪里”。" in text(answer)
    assert "老人晚上摔过" in text(answer)
    assert 'value="139"' in text(answer)
    assert Case.objects.count() == 0


def test_without_a_class_nothing_is_registered(desk):
    answer = desk("sun").post("/desk/register/", {**CALL, "purpose": ""})
    assert answer.status_code == 422
    assert 'href="#id_purpose"' in text(answer)
    assert Case.objects.count() == 0


def test_a_fault_in_the_second_half_takes_down_nothing(desk):
    answer = desk("sun").post("/desk/register/", {**CALL, "content_class": "长" * 61})
    assert answer.status_code == 422
    assert Case.objects.count() == 0


def test_forty_people_are_counted_and_five_speak_for_them(desk):
    visit = {**CALL, "channel": "visit", "people": "40", "representatives": ["甲", "乙", "丙", "丁", "戊"]}
    desk("sun").post("/desk/register/", visit)
    assert Case.objects.get().people == 40


def test_a_sixth_representative_is_refused_kindly_with_article_twenty(desk):
    visit = {
        **CALL,
        "channel": "visit",
        "people": "40",
        "representatives": ["甲", "乙", "丙", "丁", "戊", "己"],
    }
    answer = desk("sun").post("/desk/register/", visit)
    assert answer.status_code == 422
    assert "最多 5 项" in text(answer) or "最多 5 人" in text(answer)


def test_a_letter_counts_from_the_day_it_came(desk):
    desk("sun").post("/desk/register/", {**CALL, "channel": "letter", "received_on": "2026-03-16"})
    case = Case.objects.get()
    assert (case.received_on, case.due_on) == (date(2026, 3, 16), date(2026, 3, 31))


def test_an_accusation_walls_off_those_it_is_about_from_the_first_moment(desk):
    report = {**CALL, "purpose": "report", "accused_units": ["dongqiao"], "accused_persons": ["某甲"]}
    desk("sun").post("/desk/register/", report)
    case = Case.objects.get()
    assert case.kind == "accusation"
    assert desk("qian").get(f"/desk/matters/{case.number}/").status_code == 404


def test_look_alikes_are_proposed_below_the_words_and_nothing_is_joined(desk):
    file_lift("2026-03-02")
    catch_up(["xinqiao.search.follower"])
    said = {"account": "三号楼的电梯从二月初停到现在，八楼的老人下不了楼。", "place": "青石县柳园小区三号楼"}
    answer = text(desk("sun").post("/desk/register/alike/", said))
    assert "建议" in answer and "看起来相像" in answer
    assert "电梯" in answer
    assert Entry.objects.count() == 1


def test_every_channel_but_the_web_can_be_registered_here(desk):
    answer = text(desk("sun").get("/desk/register/"))
    for channel in ("visit", "phone", "letter", "fax", "email"):
        assert f'name="channel" value="{channel}"' in answer
    assert 'name="channel" value="web"' not in answer


def test_a_full_network_never_closes_the_counter(desk, settings):
    settings.FILINGS_HOUR = 1
    client = desk("sun")
    for number in range(3):
        assert client.post("/desk/register/", {**CALL, "token": f"t{number}"}).status_code == 302
    assert Case.objects.count() == 3
