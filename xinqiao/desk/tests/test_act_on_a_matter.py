"""The page of a matter and its actions: exactly what is lawful, what follows from it, and who was first."""

import pytest

from xinqiao.cases.models import Case
from xinqiao.ledger.follow import catch_up
from xinqiao.ledger.models import Entry
from xinqiao.testing import do, file_lift

pytestmark = pytest.mark.django_db

HEARD = {"heard_how": "interview", "record": "谈了电梯停运的经过。", "no_interest": "yes"}


def text(answer) -> str:
    return answer.content.decode()


def seen(number: str) -> int:
    return Case.objects.get(number=number).entries


def test_the_page_offers_exactly_the_lawful_actions_of_this_officer(desk, lift):
    handler = desk("zhou").get(f"/desk/matters/{lift}/").context["choice"]
    assert handler.steps[0].name == "hear"
    assert "extend" not in [one.name for one in handler.steps]  # only the head may
    head = desk("li").get(f"/desk/matters/{lift}/").context["choice"]
    assert {"hear", "extend"} <= {one.name for one in (*head.steps, *head.anytime)}
    sender = desk("sun").get(f"/desk/matters/{lift}/").context["choice"]
    assert "hear" not in [one.name for one in (*sender.steps, *sender.anytime)]
    assert all(one.refused.reason for one in head.shut)


def test_an_action_of_another_role_has_no_address(desk, lift):
    assert desk("sun").get(f"/desk/matters/{lift}/do/hear/").status_code == 404
    assert desk("zhou").get(f"/desk/matters/{lift}/do/extend/").status_code == 404
    assert desk("zhou").get(f"/desk/matters/{lift}/do/nonsense/").status_code == 404


def test_an_action_is_done_and_told(desk, lift):
    client = desk("zhou")
    answer = client.post(f"/desk/matters/{lift}/do/hear/", {**HEARD, "seen": seen(lift)}, follow=True)
    assert "“听取信访人陈述”已经记下。" in text(answer)
    assert Case.objects.get(number=lift).state == "investigating"


def test_of_two_officers_at_once_the_second_is_told_what_happened_and_keeps_what_they_typed(desk, cast, lift):
    before = seen(lift)
    do(lift, "note", "li", "2026-03-19", cast, text="明天去现场。")
    client = desk("zhou")
    answer = client.post(f"/desk/matters/{lift}/do/hear/", {**HEARD, "seen": before})
    assert answer.status_code == 422
    assert "本件有了新的进展" in text(answer)
    assert "谈了电梯停运的经过。" in text(answer)
    assert Case.objects.get(number=lift).state == "accepted"
    # The page now knows the state as it is; pressing again is an informed decision.
    again = client.post(f"/desk/matters/{lift}/do/hear/", {**HEARD, "seen": answer.context["seen"]})
    assert again.status_code == 302


def test_a_form_that_does_not_say_what_it_saw_does_nothing(desk, lift):
    answer = desk("zhou").post(f"/desk/matters/{lift}/do/hear/", HEARD)
    assert answer.status_code == 422
    assert Case.objects.get(number=lift).state == "accepted"


def test_a_fault_is_named_at_its_field(desk, lift):
    answer = desk("zhou").post(f"/desk/matters/{lift}/do/hear/", {**HEARD, "record": "", "seen": seen(lift)})
    assert answer.status_code == 422
    assert '<a href="#id_record">' in text(answer)


def test_what_follows_is_shown_before_it_is_done(desk, lift):
    page = f"/desk/matters/{lift}/do/extend/"
    first = desk("li").get(page).context["follows"]
    assert first.starts == [] and first.waits[0][1] == "延长多少天"
    looked = desk("li").post(page, {"days": "30", "look": "1", "seen": seen(lift)})
    assert [one.running.last.isoformat() for one in looked.context["follows"].starts] == ["2026-06-10"]
    assert "信访人" in looked.context["follows"].tells
    assert Entry.objects.filter(action="extend").count() == 0


def test_where_a_matter_is_sent_is_named_before_it_goes(desk, cast):
    number = file_lift("2026-03-18").number
    do(number, "register", "sun", "2026-03-19", cast, petition_class="appeal")
    page = f"/desk/matters/{number}/do/forward/"
    looked = desk("sun").post(page, {"to_unit": "zjj", "look": "1", "seen": 2}).context["follows"]
    assert "青石县住房和城乡建设局" in looked.tells
    assert {one.bound for one in looked.starts} == {"青石县住房和城乡建设局"}
    assert looked.state == "已转送"
    assert "转送函" in looked.issues


def test_the_accused_unit_cannot_be_chosen_and_the_refusal_names_the_article(desk, cast):
    number = file_lift("2026-03-18", purpose="report", accused_units=["dongqiao"]).number
    do(number, "register", "sun", "2026-03-19", cast, petition_class="accusation", accused_units=["dongqiao"])
    page = f"/desk/matters/{number}/do/forward/"
    answer = desk("sun").post(page, {"to_unit": "dq-office", "seen": 2})
    assert answer.status_code == 422
    assert "第三十条" in text(answer)


def test_the_story_is_narrowed_to_papers_and_to_what_is_among_staff(desk, cast, lift):
    do(lift, "note", "zhou", "2026-03-19", cast, text="明天去现场。")
    client = desk("zhou")
    assert [one.action for one in client.get(f"/desk/matters/{lift}/?show=internal").context["steps"]] == [
        "note"
    ]
    assert len(client.get(f"/desk/matters/{lift}/").context["steps"]) == 6


def test_a_seal_opens_for_a_reason_once_and_leaves_an_entry(desk, lift):
    client = desk("zhou")
    matter, seal = f"/desk/matters/{lift}/", f"/desk/matters/{lift}/do/open_seal/"
    assert "已密封" in text(client.get(matter))
    assert client.post(seal, {"seen": seen(lift)}).status_code == 422  # no reason
    opened = client.post(seal, {"purpose": "interview", "seen": seen(lift)})
    assert "赵" in text(opened) and "只显示这一次" in text(opened)
    assert Entry.objects.filter(number=lift, action="open_seal").count() == 1
    assert "赵" not in text(client.get(matter))


def test_an_action_opens_in_place_for_those_with_a_script(desk, lift):
    answer = desk("zhou").get(f"/desk/matters/{lift}/do/hear/", headers={"HX-Request": "true"})
    assert "<html" not in text(answer)
    assert 'name="seen"' in text(answer)


def test_a_lost_code_is_replaced_and_the_new_one_shown_once(desk, lift):
    page = f"/desk/matters/{lift}/do/replace_code/"
    answer = desk("sun").post(page, {"checked_how": "document", "seen": seen(lift)})
    assert "新的查询码" in text(answer)


def test_papers_show_whether_they_reached_the_person(desk, cast, lift):
    client = desk("zhou")
    client.post(f"/desk/matters/{lift}/do/hear/", {**HEARD, "seen": seen(lift)})
    head = desk("li")
    answers = {f"answers_{n}_{part}": "写明。" for n in (1, 2) for part in ("facts", "reasons", "basis")}
    answers |= {f"answers_{n}_conclusion": "explain" for n in (1, 2)}
    head.post(f"/desk/matters/{lift}/do/issue_opinion/", {**answers, "seen": seen(lift)})
    page = client.get(f"/desk/matters/{lift}/")
    opinion = page.context["papers"][0]
    assert (opinion.paper.name, opinion.due, opinion.served) == ("opinion", True, "")
    assert "serve_opinion" in [one.name for one in page.context["serving"]]
    printed = client.get(f"/desk/matters/{lift}/papers/{opinion.paper.pk}/")
    assert printed.status_code == 200 and "赵" not in text(printed)
    assert desk("wu").get(f"/desk/matters/{lift}/papers/{opinion.paper.pk}/").status_code == 404
    served = {"served_on": "2026-03-20", "way": "signed", "seen": seen(lift)}
    client.post(f"/desk/matters/{lift}/do/serve_opinion/", served)
    papers = client.get(f"/desk/matters/{lift}/").context["papers"]
    opinion = next(one for one in papers if one.paper.name == "opinion")
    assert "本人签收" in opinion.served


def test_matters_that_look_alike_are_joined_by_an_officer_only(desk, cast, lift):
    other = file_lift("2026-03-15").number
    catch_up(["xinqiao.search.follower"])
    page = text(desk("sun").get(f"/desk/matters/{other}/alike/"))
    assert lift in page
    assert f"/desk/matters/{other}/do/join/?other_number={lift}" in page
    form = desk("sun").get(f"/desk/matters/{other}/do/join/?other_number={lift}").context["form"]
    assert form["other_number"].value == lift
    assert Entry.objects.filter(action="join").count() == 0


def test_a_matter_with_forty_entries_asks_no_more_of_the_database_than_one_with_five(
    desk, cast, lift, django_assert_max_num_queries
):
    client = desk("zhou")
    for count in range(40):
        do(lift, "note", "zhou", "2026-03-19", cast, text=f"第{count}次。")
    client.get(f"/desk/matters/{lift}/")
    with django_assert_max_num_queries(22):
        client.get(f"/desk/matters/{lift}/")


def test_whoever_withdraws_is_led_back_to_the_day_and_finds_the_matter_no_more(desk, lift):
    client = desk("zhou")
    page = client.get(f"/desk/matters/{lift}/do/recuse_oneself/")
    told = {"interest": "物业经理是我表哥。", "seen": seen(lift)}
    assert page.status_code == 200
    assert client.post(f"/desk/matters/{lift}/do/recuse_oneself/", told).url == "/desk/"
    assert client.get(f"/desk/matters/{lift}/").status_code == 404
