"""Whoever is complained about meets no trace of it: not in lists, search, counts, exports, letters, papers or dates."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from xinqiao.cases.models import Paper
from xinqiao.channels.outbox import failed, to_print
from xinqiao.documents.issue import papers_of
from xinqiao.ledger.follow import catch_up
from xinqiao.people.codes import make_number
from xinqiao.people.directory import directory
from xinqiao.people.models import Officer
from xinqiao.search.alike import alike
from xinqiao.search.find import find
from xinqiao.testing import Cast, case_of, do, file_lift, make_cast, moment

pytestmark = pytest.mark.django_db

SUBJECT = "堤坝工程款去向不明"
SAID = "镇里说修了堤坝，钱拨下来两年了，河边一块石头也没有动过。"
TRACE = re.compile("堤坝")

LISTS = (
    "",
    "?whose=unit",
    "inbox/",
    "inbox/?where=closed",
    "inbox/?where=away",
    "inbox/?words=堤坝",
    "find/?q=堤坝",
    "find/?q=石头",
    "supervise/",
    "themes/",
    "reports/",
    "unit/",
    "post/",
)

KEPT_OUT = {"unit": ("qian", "chu"), "person": ("zhou",), "recused": ("feng",)}
"""Who must not see a matter that complains of the township, of Zhou, or in which Feng has withdrawn."""


@pytest.fixture
def cast(db, monkeypatch) -> Cast:
    at = moment("2026-05-20")
    monkeypatch.setattr(timezone, "now", lambda: at)
    cast = make_cast()
    for username, unit in (("lü", "zjj"), ("zhang", "xfj")):
        Officer.objects.create(
            username=username, name=username, unit_id=unit, capacities="registrar handler head"
        )
    return cast


@pytest.fixture
def walled(cast: Cast) -> Callable[[str], str]:
    """``walled("unit")`` is the number of a matter from which somebody is kept out, with all that followed it."""

    def made(kind: str) -> str:
        accused: dict[str, Any] = {"accused_units": ["dongqiao"]} if kind == "unit" else {}
        number = file_lift(subject=SUBJECT, account=SAID, place="东桥镇堤坝", **accused).number
        do(number, "register", "sun", "2026-03-03", cast, petition_class="appeal", occurrence="first")
        do(number, "forward", "sun", "2026-03-04", cast, to_unit="zjj")
        if kind == "person":
            do(number, "name_accused", "sun", "2026-03-05", cast, accused_persons=["周"])
        elif kind == "recused":
            do(number, "recuse_oneself", "feng", "2026-03-05", cast, interest="施工的是我表弟。")
        catch_up(["xinqiao.documents.follower", "xinqiao.search.follower", "xinqiao.channels.follower"])
        papers_of(number)
        return number

    return made


def desk(_cast: Cast, username: str) -> Client:
    client = Client()
    client.force_login(Officer.objects.get(username=username))
    session = client.session
    session["second_factor"] = True
    session.save()
    # The first click of a minute is written down, whatever it asks for; here the clock stands still.
    client.get("/desk/")
    return client


def plain(answer, number: str) -> str:
    """A page without the number that was asked for, and without what is new each time."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
    return f"{answer.status_code} {text.replace(number, '')}"


@pytest.mark.parametrize("kind", KEPT_OUT)
def test_no_list_no_search_and_no_count_shows_a_trace(cast, walled, kind):
    number = walled(kind)
    # The colleagues who handle it do find it: the silence below is not that of an empty house.
    assert TRACE.search(desk(cast, "sun").get("/desk/find/?q=石头").content.decode())
    for username in KEPT_OUT[kind]:
        client = desk(cast, username)
        for where in LISTS:
            text = client.get(f"/desk/{where}").content.decode().replace('value="堤坝"', "")
            assert number not in text and not TRACE.search(re.sub("“[^”]*”", "", text)), (
                f"{username}: {where}"
            )
        person, tree = cast.person(username), directory()
        assert find(person, "石头").total == 0 and find(person, number).total == 0
        assert alike(SAID, "东桥镇堤坝", person) == []
        assert not to_print(person, tree).filter(number=number).exists()
        assert not failed(person, tree).filter(number=number).exists()


@pytest.mark.parametrize("kind", KEPT_OUT)
def test_a_guessed_address_is_answered_as_if_there_were_nothing_and_at_the_same_cost(cast, walled, kind):
    number, nowhere = walled(kind), make_number(2026, 999_999)
    entries = case_of(number).entries
    paper = Paper.objects.filter(number=number)[0].pk
    for username in KEPT_OUT[kind]:
        client = desk(cast, username)
        for where in (
            "matters/{}/",
            "matters/{}/do/note/",
            "matters/{}/do/open_seal/",
            "matters/{}/files/1/",
            f"matters/{{}}/papers/{paper}/",
            "matters/{}/alike/",
            "matters/{}/propose/",
            "registered/{}/",
            "find/?q={}",
        ):
            with CaptureQueriesContext(connection) as here:
                found = client.get("/desk/" + where.format(number))
            with CaptureQueriesContext(connection) as there:
                missing = client.get("/desk/" + where.format(nowhere))
            assert plain(found, number) == plain(missing, nowhere), f"{username}: {where}"
            assert len(here) == len(there), f"{username}: {where}"
        posted = client.post(f"/desk/matters/{number}/do/note/", {"text": "记一笔", "seen": "5"})
        assert posted.status_code == 404
    assert case_of(number).entries == entries


@pytest.mark.parametrize("kind", KEPT_OUT)
def test_no_export_holds_it_for_whom_it_is_kept_from(cast, walled, kind, tmp_path):
    number = walled(kind)
    path = tmp_path / "register.csv"
    for username in KEPT_OUT[kind]:
        call_command("export_register", str(path), officer=username)
        assert number not in path.read_text("utf-8-sig")
    call_command("export_register", str(path))
    assert number not in path.read_text("utf-8-sig"), "a register of everything may reach anybody"
    call_command("export_register", str(path), officer="sun")
    assert number in path.read_text("utf-8-sig")


def test_figures_of_a_unit_do_not_count_what_its_head_may_not_see(cast, walled):
    before = desk(cast, "lü").get("/desk/unit/").context["bands"][0][1]
    number = walled("person")
    after = desk(cast, "lü").get("/desk/unit/").context["bands"][0][1]
    assert sum(one.number for one in after) == sum(one.number for one in before) + 1
    Officer.objects.filter(username="zhou").update(capacities="handler head")
    for_zhou = desk(cast, "zhou").get("/desk/unit/").context["bands"][0][1]
    assert sum(one.number for one in for_zhou) == sum(one.number for one in before), number


def test_a_report_of_retaliation_shows_only_above(cast, walled):
    number = walled("recused")
    do(number, "report_obstruction", "petitioner", "2026-05-06", text="有人上门要我撤回，还说走着瞧。")
    papers_of(number)
    trace = re.compile("走着瞧|阻挠|打击报复")
    for username in ("sun", "zhang", "zhou", "lü", "zheng"):
        client = desk(cast, username)
        for where in ("", "unit/", "supervise/", f"matters/{number}/"):
            page = client.get(f"/desk/{where}").content.decode()
            inside = re.sub(r"<nav.*?</nav>", "", page, flags=re.DOTALL)
            offered = re.sub(r"<a[^>]*do/report_obstruction/.*?</a>", "", inside, flags=re.DOTALL)
            assert not trace.search(re.sub("<strong>反映阻挠、打击报复</strong>", "", offered)), (
                f"{username}: {where}"
            )
        assert number not in client.get("/desk/reports/").content.decode()
    above = desk(cast, "jiang")
    assert number in above.get("/desk/reports/").content.decode()
    assert "走着瞧" in above.get(f"/desk/matters/{number}/").content.decode()
    do(number, "answer_obstruction", "jiang", "2026-05-18", cast, result="已经谈话制止。")
    assert number not in above.get("/desk/reports/").content.decode()
