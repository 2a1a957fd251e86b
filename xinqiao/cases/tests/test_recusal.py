"""Officers who stay away from a matter: complained about by name, asked to withdraw, or withdrawing by themselves."""

import pytest

from xinqiao.cases.act import act
from xinqiao.cases.look import standing_of
from xinqiao.cases.models import Barred, Wall
from xinqiao.cases.policy import NoSuchMatter, see, visible
from xinqiao.cases.record import rebuild, verify
from xinqiao.law.model import RECUSAL, WALL, Refused, Role
from xinqiao.people.directory import directory
from xinqiao.people.models import Officer
from xinqiao.people.officers import heads_among, key_of, named_in
from xinqiao.people.person import as_person
from xinqiao.testing import Cast, case_of, do, file_lift, make_cast, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def colleague(name: str, unit: str, capacities: str) -> Officer:
    return Officer.objects.create(username=f"{name}@{unit}", name=name, unit_id=unit, capacities=capacities)


def sees(officer: Officer, number: str) -> bool:
    person, tree = as_person(officer), directory()
    try:
        see(person, number, tree)
    except NoSuchMatter:
        assert not visible(person, tree).filter(number=number).exists()
        return False
    return visible(person, tree).filter(number=number).exists()


def handled(cast: Cast, **more) -> str:
    """With the housing unit, accepted."""
    number = file_lift(**more).number
    do(number, "register", "sun", "2026-03-03", cast, petition_class="appeal", occurrence="first")
    do(number, "forward", "sun", "2026-03-04", cast, to_unit="zjj")
    do(number, "inform", "zhou", "2026-03-10", cast, how_it_goes_on="由我们核实以后办理。")
    do(number, "accept", "zhou", "2026-03-12", cast)
    return number


# -- Complained about by name ------------------------------------------------------------------------


def test_whoever_is_named_in_the_petition_meets_no_such_matter(cast):
    clerk = colleague("钱大同", "xfj", "registrar handler")
    number = file_lift(accused_persons=["县信访局的钱大同"]).number
    assert not sees(clerk, number) and sees(cast.officers["sun"], number)
    with pytest.raises(NoSuchMatter):
        do(number, "register", as_person(clerk), "2026-03-03", petition_class="appeal")


def test_whoever_serves_under_a_head_who_is_named_is_kept_out_with_them(cast):
    head = colleague("钱大同", "dongqiao", "head")
    number = file_lift(accused_persons=["东桥镇钱大同镇长"]).number
    assert {one.unit_id for one in Wall.objects.filter(case=number)} == {"dongqiao"}
    assert not any(sees(one, number) for one in (head, cast.officers["qian"], cast.officers["chu"]))
    do(number, "register", "sun", "2026-03-03", cast, petition_class="appeal")
    with pytest.raises(Refused) as refused:
        do(number, "forward", "sun", "2026-03-04", cast, to_unit="dq-office")
    assert refused.value.cites == WALL


def test_a_handler_who_is_named_only_later_is_out_from_then_on_and_the_unit_goes_on(cast):
    number = handled(cast)
    colleague("吕小满", "zjj", "handler")
    do(number, "name_accused", "sun", "2026-03-13", cast, accused_persons=["周"])
    assert not sees(cast.officers["zhou"], number) and sees(cast.officers["li"], number)
    assert standing_of(case_of(number)).bodies[Role.COMPETENT_UNIT] == "zjj"


def test_nobody_writes_down_a_complaint_about_themselves(cast):
    clerk = colleague("孙大同", "xfj", "registrar handler")
    facts = {"purpose": "report", "channel": "visit", "subject": "吃拿卡要", "account": "他要我请客。"}
    told = {
        **facts,
        "requests": ["查清"],
        "place": "信访局",
        "accused_persons": ["孙大同"],
        "read_back": "signed",
    }
    with pytest.raises(Refused) as refused:
        act(None, "submit", told, by=as_person(clerk), at=moment("2026-03-02"))
    assert refused.value.cites == WALL
    act(None, "submit", told, by=cast.person("sun"), at=moment("2026-03-02"))


def test_names_are_found_as_people_write_them(cast):
    one = colleague("钱大同", "zjj", "handler")
    other = colleague("钱大同", "rsj", "head")
    boss = colleague("欧阳一诺", "xihe", "head")
    assert named_in("钱大同") == [one, other]
    assert named_in("县住房和城乡建设局的钱大同科长") == [one, other]
    assert named_in("青石县人力资源和社会保障局钱大同") == [other]
    assert named_in("西河镇镇长欧阳一诺，还有别人") == [boss]
    assert named_in("钱，他的亲戚") == [cast.officers["qian"]]
    assert named_in("钱塘江边") == [] and named_in("") == []
    assert heads_among("欧阳一诺") == ["xihe"]
    assert (
        heads_among("钱大同") == []
    )  # which of the two is not said: no whole unit is shut out for a namesake


# -- Asked to withdraw -------------------------------------------------------------------------------


def test_the_one_who_is_asked_to_withdraw_does_not_decide_it_and_is_out_once_it_is_granted(cast):
    number = handled(cast)
    second = colleague("石二", "zjj", "handler head")
    do(
        number,
        "ask_recusal",
        "petitioner",
        "2026-03-13",
        whom="李，那位科长",
        grounds="他是物业经理的亲戚。",
    )
    assert sees(cast.officers["li"], number)
    with pytest.raises(Refused) as refused:
        do(number, "decide_recusal", "li", "2026-03-16", cast, decision="refused", reason="没有关系。")
    assert refused.value.cites == RECUSAL
    do(number, "decide_recusal", as_person(second), "2026-03-16", decision="granted", reason="确有亲属关系。")
    assert not sees(cast.officers["li"], number) and sees(second, number)


def test_a_request_that_is_refused_leaves_nothing_behind(cast):
    number = handled(cast)
    do(number, "ask_recusal", "petitioner", "2026-03-13", whom="周", grounds="他态度不好。")
    assert Barred.objects.get(case=number).why == "asked"
    do(number, "decide_recusal", "li", "2026-03-16", cast, decision="refused", reason="没有利害关系。")
    assert not Barred.objects.filter(case=number).exists()
    assert standing_of(case_of(number)).barred == {}
    assert sees(cast.officers["zhou"], number)


def test_a_decision_to_withdraw_says_who(cast):
    number = handled(cast)
    do(number, "ask_recusal", "petitioner", "2026-03-13", whom="办这件事的人", grounds="他是物业经理的亲戚。")
    with pytest.raises(Refused) as refused:
        do(number, "decide_recusal", "li", "2026-03-16", cast, decision="granted", reason="属实。")
    assert refused.value.field == "recused_persons"
    colleague("吕小满", "zjj", "handler")
    do(
        number, "decide_recusal", "li", "2026-03-16", cast, decision="granted", reason="属实。", recused_persons=["周"]
    )  # fmt: skip
    assert not sees(cast.officers["zhou"], number)


def test_the_recusal_of_a_head_is_decided_one_level_up(cast):
    number = handled(cast)
    do(number, "ask_recusal_of_head", "petitioner", "2026-03-13", whom="李", grounds="他是物业经理的亲戚。")
    assert standing_of(case_of(number)).bodies[Role.SUPERIOR_UNIT] == "qingshi"
    with pytest.raises(Refused):
        do(number, "decide_recusal", "li", "2026-03-16", cast, decision="refused", reason="没有关系。")
    do(number, "decide_recusal", "jiang", "2026-03-16", cast, decision="granted", reason="属实。")
    # Nobody is left in the unit who could sign: it goes to the level above as well.
    assert not sees(cast.officers["li"], number)
    assert standing_of(case_of(number)).bodies[Role.COMPETENT_UNIT] == "qingshi"


@pytest.mark.parametrize("at_state", ["submitted", "reviewed"])
def test_it_can_be_asked_for_at_any_time(cast, at_state):
    number = file_lift().number if at_state == "submitted" else under_review(cast)
    action, decides, decider = {
        "submitted": ("ask_recusal_elsewhere", "decide_recusal_elsewhere", "sun"),
        "reviewed": ("ask_recusal_of_reviewer", "decide_recusal_of_reviewer", "jiang"),
    }[at_state]
    do(number, action, "petitioner", "2026-05-08", whom="经手的人", grounds="他认识物业经理。")
    do(number, decides, decider, "2026-05-09", cast, decision="refused", reason="没有利害关系。")


# -- Withdrawing -------------------------------------------------------------------------------------


def test_an_officer_who_withdraws_is_out_at_once_and_the_petitioner_is_told(cast):
    number = handled(cast)
    colleague("吕小满", "zjj", "handler")
    do(number, "recuse_oneself", "zhou", "2026-03-13", cast, interest="物业经理是我表哥。")
    assert not sees(cast.officers["zhou"], number)
    with pytest.raises(NoSuchMatter):
        do(number, "note", "zhou", "2026-03-14", cast, text="再写一句。")
    assert standing_of(case_of(number)).bodies[Role.COMPETENT_UNIT] == "zjj"


def test_the_last_one_who_could_sign_hands_the_matter_to_the_level_above(cast):
    number = handled(cast)
    do(number, "recuse_oneself", "li", "2026-03-13", cast, interest="物业经理是我表哥。")
    assert standing_of(case_of(number)).bodies[Role.COMPETENT_UNIT] == "qingshi"
    assert sees(cast.officers["jiang"], number)


def test_a_matter_is_not_handed_to_a_unit_where_nobody_may_handle_it(cast):
    number = file_lift(accused_persons=["陈"]).number  # the only officer of the labour unit, and its head
    do(number, "register", "sun", "2026-03-03", cast, petition_class="appeal")
    with pytest.raises(Refused) as refused:
        do(number, "forward", "sun", "2026-03-04", cast, to_unit="rsj")
    assert refused.value.cites == WALL
    Officer.objects.filter(username="zhou").update(capacities="handler head")
    Officer.objects.filter(username="li").update(is_active=False)
    other = file_lift("2026-03-05", accused_persons=["周", "李"]).number
    Wall.objects.filter(case=other).delete()
    standing = standing_of(case_of(other))
    assert key_of(cast.officers["zhou"]) in standing.barred


# -- Put in charge -----------------------------------------------------------------------------------


def test_whoever_has_to_stay_away_is_not_put_in_charge(cast):
    number = handled(cast)
    lü = colleague("吕小满", "zjj", "handler")
    do(number, "ask_recusal", "petitioner", "2026-03-13", whom="周", grounds="他是物业经理的亲戚。")
    zhou = key_of(cast.officers["zhou"])
    with pytest.raises(Refused) as refused:
        do(number, "appoint", "li", "2026-03-16", cast, handler=zhou)
    assert refused.value.cites == RECUSAL
    with pytest.raises(Refused):
        do(number, "appoint", "li", "2026-03-16", cast, handler=key_of(cast.officers["sun"]))
    do(number, "appoint", "li", "2026-03-16", cast, handler=key_of(lü))
    assert standing_of(case_of(number)).handlers == {Role.COMPETENT_UNIT: key_of(lü)}
    do(number, "decide_recusal", "li", "2026-03-16 10:00", cast, decision="refused", reason="没有关系。")
    do(number, "recuse_oneself", as_person(lü), "2026-03-17", interest="想起来了，是亲戚。")
    assert standing_of(case_of(number)).handlers == {}


def test_whoever_took_part_in_the_decision_is_not_put_in_charge_of_its_review(cast):
    number = under_review(cast)
    Officer.objects.filter(username="li").update(unit="qingshi")
    with pytest.raises(Refused) as refused:
        do(number, "appoint", "jiang", "2026-05-08", cast, handler=key_of(cast.officers["li"]))
    assert refused.value.cites == RECUSAL
    do(number, "appoint", "jiang", "2026-05-08", cast, handler=key_of(cast.officers["jiang"]))


def under_review(cast: Cast) -> str:
    number = handled(cast)
    do(
        number,
        "hear",
        "zhou",
        "2026-03-20",
        cast,
        heard_how="interview",
        record="见过面。",
        no_interest="yes",
    )
    parts = {"facts": "属实。", "reasons": "应当修。", "basis": "规定。", "conclusion": "not_support"}
    do(number, "issue_opinion", "li", "2026-04-20", cast, answers=[{"request": n, **parts} for n in (1, 2)])
    do(number, "serve_opinion", "zhou", "2026-04-22", cast, served_on="2026-04-22", way="signed")
    do(number, "ask_review", "petitioner", "2026-05-06", grounds="电梯现在还停着。")
    return number


# -- The record --------------------------------------------------------------------------------------


def test_who_stays_away_is_drawn_again_from_the_entries(cast):
    number = handled(cast)
    colleague("吕小满", "zjj", "handler")
    do(number, "ask_recusal", "petitioner", "2026-03-13", whom="周", grounds="他是物业经理的亲戚。")
    do(number, "decide_recusal", "li", "2026-03-16", cast, decision="granted", reason="属实。")
    kept = list(Barred.objects.values_list("case_id", "officer", "why"))
    assert verify().findings == []
    Barred.objects.all().delete()
    assert any("barred" in one for one in verify().findings)
    rebuild()
    assert list(Barred.objects.values_list("case_id", "officer", "why")) == kept
    assert verify().findings == []


# -- Retaliation -------------------------------------------------------------------------------------


def test_a_report_of_retaliation_goes_above_every_unit_it_may_be_about(cast):
    number = file_lift().number
    do(number, "register", "sun", "2026-03-03", cast, petition_class="appeal")
    do(number, "forward", "sun", "2026-03-04", cast, to_unit="qingshi")  # above the office that received it
    do(number, "report_obstruction", "petitioner", "2026-03-10", text="有人上门要我撤回。")
    standing = standing_of(case_of(number))
    assert standing.bodies[Role.SUPERIOR_UNIT] == "lanjiang"
    due = case_of(number).due_clock
    assert due != "xo.obstruction", "the units in between do not learn of it from a date either"
