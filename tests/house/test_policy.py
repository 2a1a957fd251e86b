"""Who may see and do what: every relation, every address and every action, held against the one table."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.house.world import STANDS, TODAY, World, make_world
from xinqiao.cases.act import act
from xinqiao.cases.look import look_at, offers, standing_of
from xinqiao.cases.models import Case
from xinqiao.cases.policy import NoSuchMatter, may_see, relation_of, see, visible
from xinqiao.cases.policy.pages import PAGE_NAMED, About, Door, Page
from xinqiao.cases.policy.published import addresses
from xinqiao.cases.policy.relations import RULE_OF, RULES, Relation
from xinqiao.cases.policy.sight import ROWS, TOLD
from xinqiao.cases.roles import roles_in
from xinqiao.law.catalogue import PROCEDURES, find_procedure
from xinqiao.law.machine import obstacle
from xinqiao.law.model import Refused, Role, Running, Standing
from xinqiao.people.directory import directory
from xinqiao.people.person import as_person, petitioner_of
from xinqiao.portal.draft import Draft
from xinqiao.portal.visit import SESSION
from xinqiao.testing import OFFICERS, moment

USERNAMES = [row[0] for row in OFFICERS]
ACTING = {Relation.PETITIONER, *(one.relation for one in RULES if one.sees)}


@pytest.fixture(scope="module")
def standing_world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The county, made once for all tests of this file and rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(standing_world: World, db, monkeypatch) -> World:
    at = moment(TODAY)
    monkeypatch.setattr(timezone, "now", lambda: at)
    return standing_world


# -- Relations --------------------------------------------------------------------------------------


def test_every_line_of_the_table_can_be_told():
    officers = {one.relation for one in RULES} - {Relation.PETITIONER, Relation.NOBODY}
    assert list(TOLD) == [one.relation for one in RULES if one.relation in officers]
    assert {one.relation for one in RULES if one.sees or one.kept_out} - {Relation.PETITIONER} == set(ROWS)
    assert not any(one.kept_out and (one.sees or one.roles) for one in RULES)


def test_somebody_stands_in_every_relation():
    found = {relation for stands in STANDS.values() for relation in stands.values()}
    assert found | {Relation.PETITIONER, Relation.STRANGER, Relation.NOBODY} == set(Relation)


@pytest.mark.parametrize("matter", STANDS)
def test_each_stands_where_the_table_puts_them_and_sees_what_it_says(world, matter):
    tree = directory()
    case = world.case(matter)
    for username in USERNAMES:
        person = world.cast.person(username)
        relation = relation_of(person, case, tree)
        assert relation == world.stands(matter, username), username
        sees = RULE_OF[relation].sees
        assert may_see(person, case, tree) == sees
        assert visible(person, tree).filter(number=case.number).exists() == sees, username
        roles = roles_in(person, standing_of(case), number=case.number, tree=tree)
        assert roles <= RULE_OF[relation].roles, username


def test_the_petitioner_sees_the_one_matter(world):
    tree = directory()
    one, other = world.case("handled"), world.case("asked")
    person = petitioner_of(one.number)
    assert relation_of(person, one, tree) == Relation.PETITIONER
    assert relation_of(person, other, tree) == Relation.NOBODY
    assert list(visible(person, tree)) == [one]


# -- Addresses --------------------------------------------------------------------------------------


def test_every_address_has_a_line_and_every_line_an_address():
    found = dict(addresses())
    missing = {name: at for name, at in found.items() if name not in PAGE_NAMED}
    assert not missing, f"say in xinqiao/cases/policy/pages.py to whom these open: {missing}"
    assert not [name for name in PAGE_NAMED if name not in found], "lines without an address"


def where(page: Page, world: World, matter: str, *, outside: bool = False) -> str:
    """The address of a page with real rows behind it: of this matter, or of a unit within or outside the area."""
    officer = world.cast.officers["han" if outside else "zhou"]
    filled = {
        "number": world.numbers[matter],
        "action": "note" if page.name == "desk:do" else "add_papers",
        "code": "city-zjj" if outside else "zjj",
        "slug": "account",
        "secret": "x",
        "kind": "slip",
        "position": 1,
        "name": "0/000",
        "theme": 1,
        "key": "x",
    }
    if page.name.endswith(":paper"):
        filled["pk"] = world.papers[matter].pk
    elif page.name.endswith(":file"):
        filled["pk"] = world.files[matter].pk
    else:
        filled["pk"] = officer.pk
    pattern = dict(addresses())[page.name]
    wanted = {
        part.rstrip(">").rpartition(":")[2]
        for part in pattern.split("<")[1:]
        for part in [part.partition(">")[0]]
    }
    unknown = wanted - set(filled)
    assert not unknown, f"tests/house/test_policy.py does not know what to put for {unknown} of {page.name}"
    if page.name == "portal:channel":
        return reverse(page.name, kwargs={"code": "xfj"})
    return reverse(page.name, kwargs={name: filled[name] for name in wanted})


def ask(client: Client, page: Page, at: str) -> HttpResponseBase:
    with transaction.atomic():
        answer = client.post(at, {}) if page.sends else client.get(at)
        if answer.streaming:
            b"".join(answer)  # read to its end, so that the file behind it is closed
        transaction.set_rollback(True)
    return answer


def sign_in(world: World, username: str) -> Client:
    client = Client()
    client.force_login(world.cast.officers[username])
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def visit(number: str) -> Client:
    client = Client()
    session = client.session
    session[SESSION] = {"number": number, "at": moment(TODAY).isoformat()}
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    return client


def begun(number: str = "") -> Client:
    """A browser in which a form was begun, or has just been sent."""
    client = Client()
    session = client.session

    asked = HttpRequest()
    asked.session = session
    kept = Draft(answers={"purpose": "solve"}, number=number).keep(asked, HttpResponse(), at=moment(TODAY))
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    for name, morsel in kept.cookies.items():
        client.cookies[name] = morsel.value
    return client


def to_officer(page: Page, capacities: frozenset[str], *, sees: bool, in_area: bool) -> set[int]:
    """What the table lets an officer be answered."""
    if page.door is Door.PUBLIC:
        return set(page.answers)
    if page.door in (Door.CODE, Door.DRAFT):
        return {302}
    if not page.posts & capacities:
        return {404}
    if (page.about is About.MATTER and not sees) or (
        page.about in (About.AREA, About.COLLEAGUE) and not in_area
    ):
        return {404}
    return set(page.answers)


@pytest.mark.parametrize("username", USERNAMES)
def test_every_address_opens_to_whom_the_table_says(world, username):
    client = sign_in(world, username)
    capacities = world.cast.officers[username].capacity_set
    wrong = []
    for page in PAGE_NAMED.values():
        if page.name == "desk:logout":
            continue
        for matter in STANDS if page.about is About.MATTER else ("handled",):
            for outside in (False, True) if page.about in (About.AREA, About.COLLEAGUE) else (False,):
                # The keeper keeps the area of the one unit; of the other, its own head hands over for who leaves.
                keeps = "keeper" in capacities
                heads = page.about is About.COLLEAGUE and outside and username == "han"
                sees = RULE_OF[world.stands(matter, username)].sees
                got = ask(client, page, where(page, world, matter, outside=outside)).status_code
                expected = to_officer(page, capacities, sees=sees, in_area=heads or (keeps and not outside))
                if got not in expected:
                    wrong.append(f"{page.name} of {matter} answers {got}, not {expected}")
    assert not wrong


def test_to_whoever_has_shown_nothing_only_public_pages_open(world):
    wrong = []
    for page in PAGE_NAMED.values():
        got = ask(Client(), page, where(page, world, "handled")).status_code
        expected = page.answers if page.door is Door.PUBLIC else (302,)
        if got not in expected:
            wrong.append(f"{page.name} answers {got}, not {expected}")
    assert not wrong


def test_number_and_code_open_the_pages_of_that_matter_and_no_desk(world):
    wrong = []
    for page in PAGE_NAMED.values():
        for matter in STANDS if page.door is Door.CODE else ("handled",):
            got = ask(visit(world.numbers[matter]), page, where(page, world, matter)).status_code
            expected = page.answers if page.door in (Door.PUBLIC, Door.CODE) else (302,)
            if got not in expected:
                wrong.append(f"{page.name} of {matter} answers {got}, not {expected}")
    assert not wrong


def test_number_and_code_open_no_paper_and_no_file_of_another_matter(world):
    client = visit(world.numbers["handled"])
    for name in ("portal:paper", "portal:file"):
        assert ask(client, PAGE_NAMED[name], where(PAGE_NAMED[name], world, "asked")).status_code == 404


def test_a_form_begun_in_this_browser_opens_its_own_pages(world):
    for page in PAGE_NAMED.values():
        if page.door is not Door.DRAFT:
            continue
        client = begun(world.numbers["handled"])
        got = ask(client, page, where(page, world, "handled")).status_code
        assert got in page.answers, f"{page.name} answers {got}"


# -- Actions ----------------------------------------------------------------------------------------

DAY = date(2026, 3, 2)


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda one: one.name)
def test_every_action_is_open_to_its_roles_in_its_states_and_to_no_other(procedure):
    for action in procedure.actions:
        clocks = {
            name: Running(clock=name, since=DAY, raw=DAY, last=DAY, ran_out=name in action.after)
            for name in (*action.within, *action.after)
        }
        for state in procedure.states:
            standing = Standing(
                procedure=procedure.name,
                state=state.name,
                clocks=clocks,
                marks=frozenset(action.needs),
                barred={"accused": "accused", "recused": "recused"},
                # What only those may do who asked for it, they asked for.
                doers=dict.fromkeys(action.only_by_doer_of, frozenset({"somebody", "accused", "recused"})),
            )
            for role in Role:
                may = role in action.by and state.name in action.from_
                found = obstacle(procedure, standing, action, roles={role}, day=DAY, by="somebody")
                assert (found is None) == may, f"{action.name}, {role}, {state.name}"
                if action.only_by_doer_of:
                    assert obstacle(procedure, standing, action, roles={role}, day=DAY, by="another")
                outside = role in (Role.PETITIONER, Role.PARTY, Role.SYSTEM)
                for who in ("accused", "recused"):
                    refused = obstacle(procedure, standing, action, roles={role}, day=DAY, by=who)
                    assert (refused is None) == (may and outside), (
                        f"{who}: {action.name}, {role}, {state.name}"
                    )


@pytest.mark.parametrize("matter", STANDS)
def test_nobody_is_offered_what_the_table_does_not_give_them(world, matter):
    tree = directory()
    case = world.case(matter)
    look = look_at(case, at=moment(TODAY))
    for username in USERNAMES:
        rule = RULE_OF[world.stands(matter, username)]
        for offer in offers(look, world.cast.person(username), tree):
            assert set(offer.action.by) & rule.roles, f"{username}: {offer.action.name}"


@pytest.mark.parametrize("matter", STANDS)
def test_the_door_answers_everybody_as_the_table_says(world, matter):
    """Every action, tried by everybody without a word of what it asks: no such matter, or not for you, or not so."""
    tree = directory()
    number = world.numbers[matter]
    standing = standing_of(world.case(matter))
    procedure = find_procedure(world.case(matter).procedure)
    persons = {username: world.cast.person(username) for username in USERNAMES}
    persons["petitioner"] = petitioner_of(number)
    tried = 0
    for username, person in persons.items():
        relation = Relation.PETITIONER if username == "petitioner" else world.stands(matter, username)
        roles = roles_in(person, standing, number=number, tree=tree)
        # Whoever does not see it meets the same answer for every action: a few of them are enough.
        for action in procedure.actions if RULE_OF[relation].sees else procedure.actions[::12]:
            answer = tried_at_the_door(number, action.name, person, at=moment(TODAY))
            tried += 1
            if not RULE_OF[relation].sees:
                assert answer == "no such matter", f"{username}: {action.name} {answer}"
            elif not set(action.by) & roles:
                assert answer == "refused", f"{username}: {action.name} {answer}"
            else:
                assert answer in ("refused", "done"), f"{username}: {action.name} {answer}"
    assert tried > 300


def tried_at_the_door(number: str, action: str, person, *, at: datetime) -> str:
    with transaction.atomic():
        try:
            act(number, action, {}, by=person, at=at)
        except NoSuchMatter:
            return "no such matter"
        except Refused:
            return "refused"
        finally:
            transaction.set_rollback(True)
    return "done"


# -- The answer to whom there is no such matter ------------------------------------------------------


def test_no_such_matter_costs_the_same_whether_it_exists_or_not(world, django_assert_num_queries):
    tree = directory()
    for username in USERNAMES:
        person = as_person(world.cast.officers[username])
        for number in (*world.numbers.values(), "20269999999"):
            with django_assert_num_queries(2):
                try:
                    see(person, number, tree)
                except NoSuchMatter:
                    assert not Case.objects.none()
