"""The petition procedure holds every row and every clock of its published table."""

import re
from datetime import date

import pytest

from xinqiao.law.catalogue import PROCEDURES, find_clock, find_procedure, procedure_in_force
from xinqiao.law.model import Action, Procedure, Role, Unit
from xinqiao.law.procedures.petition_2022 import PETITION_2022
from xinqiao.law.routes import ROUTES, WAYS

ROWS = {
    "T01": ("submit", "submitted"), "T02": ("register", "registered"), "T03": ("mark_same_matter", "not_accepted"),
    "T04": ("forward", "forwarded"), "T05": ("assign", "assigned"), "T06": ("report_up", "reported_up"),
    "T07": ("transfer_out", "transferred_out"), "T08": ("explain_and_guide", "guided_out"),
    "T09": ("send_to_discipline", "transferred_sealed"), "T10": ("inform_ours", "informed"),
    "T11": ("inform_passed_down", "forwarded"), "T12": ("inform_elsewhere", "guided_out"), "T13": ("inform", "informed"),
    "T14": ("object", "objected"), "T15": ("agree_objection", "registered"), "T16": ("refuse_objection", "forwarded"),
    "T17": ("dispute", "jurisdiction_dispute"), "T18": ("designate", "forwarded"), "T19": ("classify", "studying"),
    "T20": ("reply", "closed_suggestion"), "T21": ("divert", "diverted"), "T22": ("accept", "accepted"),
    "T23": ("hear", "investigating"), "T24": ("hold_hearing", "hearing"), "T25": ("mediate", "mediating"),
    "T26": ("settle", "settled"), "T27": ("end_mediation", "investigating"), "T28": ("extend", "same"),
    "T29": ("issue_opinion", "opinion_issued"), "T30": ("press_execution", "executing"),
    "T31": ("ask_review", "review_open"), "T32": ("decide_review", "review_decided"),
    "T33": ("ask_rereview", "rereview_open"), "T34": ("open_rereview_hearing", "rereview_hearing"),
    "T35": ("decide_rereview", "concluded"), "T36": ("no_longer_accept", "no_longer_accepted"), "T37": ("lapse", "final"),
    "T38": ("help", "same"), "T39": ("withdraw", "withdrawn"), "T40": ("handle_accusation", "closed_accusation"),
    "T41": ("order_redo", "investigating"), "T42": ("close_hearing", "investigating"),
    "T43": ("close_rereview_hearing", "rereview_open"),
}  # fmt: skip

CLOCKS = (
    ("xf.route", 15, "d", "petition_office"),
    ("xf.inform.direct", 15, "d", "unit_desk"),
    ("xf.inform.forwarded", 15, "d", "competent_unit"),
    ("xf.objection", 5, "wd", "competent_unit"),
    ("xf.assign.report", None, "d", "competent_unit"),
    ("xf.handle", 60, "d", "competent_unit"),
    ("xf.extend", 30, "d", "competent_unit"),
    ("xf.review.request", 30, "d", "petitioner"),
    ("xf.review.decide", 30, "d", "review_body"),
    ("xf.rereview.request", 30, "d", "petitioner"),
    ("xf.rereview.decide", 30, "d", "rereview_body"),
    ("xf.acc.relay", 5, "wd", "discipline_body"),
    ("xf.acc.notify", 15, "wd", "discipline_body"),
    ("xf.acc.feedback", 15, "wd", "discipline_body"),
    ("xf.advice.feedback", 30, "d", "competent_unit"),
    ("xf.simple.relay", 1, "wd", "receiver"),
    ("xf.simple.accept", 3, "wd", "competent_unit"),
    ("xf.simple.decide", 10, "wd", "competent_unit"),
)


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_table_is_an_action_that_leads_where_the_table_says(row: str) -> None:
    name, to = ROWS[row]
    action = PETITION_2022.action_named[name]
    assert (action.row, action.to) == (row, to)


def test_no_action_claims_a_row_that_the_table_does_not_have() -> None:
    assert {one.row for one in PETITION_2022.actions} == {"", *ROWS}


@pytest.mark.parametrize(("name", "length", "unit", "binds"), CLOCKS)
def test_every_clock_of_the_table_has_its_length_and_binds_whom_it_says(
    name: str, length: int | None, unit: str, binds: str
) -> None:
    clock = PETITION_2022.clock_named[name]
    assert (clock.length, clock.unit, clock.binds) == (length, Unit(unit), Role(binds))


def test_only_the_objection_is_in_working_days_in_the_regulations_themselves() -> None:
    regulations = [
        one
        for one in PETITION_2022.clocks
        if one.cites[0].law == PETITION_2022.law and one.cites[0].mark == "V"
    ]
    assert [one.id for one in regulations if one.unit is Unit.WORKING_DAY] == ["xf.objection"]


def test_what_the_office_chose_itself_says_so_and_nothing_else_does() -> None:
    for clock in PETITION_2022.clocks:
        own = any(one.mark == "D" for one in clock.cites)
        borrowed = clock.id == "xo.redo"  # a reviewer's own day, on provincial law
        assert own == (clock.id.startswith("xo.") and not borrowed), clock.id


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda one: one.name)
def test_every_action_says_what_it_means_and_every_input_why_it_is_asked(procedure: Procedure) -> None:
    for action in procedure.actions:
        assert action.means or Role.SYSTEM in action.by, action.name
        for one in action.inputs:
            assert one.title and one.purpose, f"{action.name}.{one.name}"


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda one: one.name)
def test_what_a_resident_is_told_rests_only_on_what_is_always_known(procedure: Procedure) -> None:
    for action in procedure.actions:
        for name in re.findall(r"\{(\w+)", action.tells):
            if name not in {"unit", "owner", "last"}:
                one = action.input(name)
                assert one.required and not one.only_by, f"{action.name}: {name}"


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda one: one.name)
def test_residents_are_spoken_to_plainly(procedure: Procedure) -> None:
    stiff = re.compile("贵|兹|予以(?!支持)|有关部门|高度重视|耐心等待|敬请|你(?!们)")
    for action in procedure.actions:
        if Role.PETITIONER in action.by or action.tells:
            assert not stiff.search(action.tells), action.tells


def test_a_person_confirms_whatever_goes_against_somebody() -> None:
    def by_hand(action: Action) -> bool:
        return Role.SYSTEM not in action.by

    assert all(by_hand(one) for one in PETITION_2022.actions if one.against)


def test_exactly_one_petition_procedure_is_in_force_on_every_quarter_day_since_it_began() -> None:
    for year in range(2022, 2035):
        for month in (1, 4, 7, 10):
            day = date(year, month, 1)
            if day < PETITION_2022.in_force_from:
                with pytest.raises(LookupError):
                    procedure_in_force("petition", day)
            else:
                assert procedure_in_force("petition", day) is PETITION_2022


def test_a_procedure_is_found_by_name_and_by_pack() -> None:
    for one in PROCEDURES:
        assert find_procedure(one.name) is find_procedure(one.pack) is one
    with pytest.raises(LookupError, match="no procedure"):
        find_procedure("petition_1995")


def test_a_clock_is_found_in_the_national_procedure_first() -> None:
    assert find_clock("xf.handle").length == 60
    assert find_clock("xf.handle", "petition_zhejiang_2016").length == 30
    with pytest.raises(LookupError, match="no clock"):
        find_clock("xf.handle", "complaint_lgsco_2024")


def test_the_overlay_differs_only_where_the_province_does() -> None:
    overlay = find_procedure("petition_zhejiang_2016")
    changed = {new.id for old, new in zip(PETITION_2022.clocks, overlay.clocks, strict=True) if old != new}
    assert changed == {
        "xf.route", "xf.inform.direct", "xf.inform.forwarded", "xo.sort", "xf.handle", "xf.extend",
    }  # fmt: skip
    assert [
        new.name for old, new in zip(PETITION_2022.actions, overlay.actions, strict=True) if old != new
    ] == ["extend"]
    assert all(one.mark == "U" for clock in overlay.clocks if clock.id in changed for one in clock.cites)


def test_every_way_elsewhere_names_body_law_limit_papers_and_cost() -> None:
    assert {one.route for one in WAYS} == {code for code, _title in ROUTES}
    assert len({one.code for one in WAYS}) == len(WAYS)
    for way in WAYS:
        assert all((way.title, way.body, way.law, way.limit, way.papers, way.cost)), way.code
        assert max(map(len, (way.body, way.law, way.limit, way.cost))) <= 200, way.code


def test_every_time_for_asking_elsewhere_is_a_clock_that_can_be_computed() -> None:
    from xinqiao.law.clocks import OTHER_CLOCKS

    known = OTHER_CLOCKS if isinstance(OTHER_CLOCKS, dict) else {one.id for one in OTHER_CLOCKS}
    assert all(one.clock in known for one in WAYS if one.clock)
