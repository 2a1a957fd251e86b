"""The invented county: every state is there, the law agrees to every step, and the same seed tells the same year."""

import subprocess
import sys
from datetime import datetime, timedelta

import pytest

from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.models import Case
from xinqiao.cases.record import verify
from xinqiao.law.catalogue import find_procedure
from xinqiao.ledger.models import Entry
from xinqiao.operate.demo import county, units
from xinqiao.operate.demo.county import STOPS, build, script
from xinqiao.operate.demo.place import Mark, NotOurs, clear, environment, read_mark, write_mark
from xinqiao.operate.demo.words import matters
from xinqiao.testing import ZONE

EVENING = datetime(2026, 11, 20, 18, tzinfo=ZONE)
ONE_OF_EACH = len(STOPS) + 8


@pytest.fixture
def people(db):
    units.make_units()
    units.make_officers()


def test_every_state_of_the_procedure_is_in_the_county(people):
    outcome = build(matters=ONE_OF_EACH, seed=1, now=EVENING)
    assert outcome.refused == []
    states = {one.name for one in find_procedure("petition_2022").states} - {"unfiled"}
    assert states - set(Case.objects.values_list("state", flat=True)) == set()
    assert verify().findings == []
    assert Case.objects.filter(late=True).exists()
    assert Case.objects.filter(provisional=True).exists()
    assert not Entry.objects.filter(at__gt=EVENING).exists()


def test_nobody_who_is_accused_sees_the_accusation(people):
    outcome = build(matters=ONE_OF_EACH, seed=1, now=EVENING)
    walled = [one for one in outcome.matters if one.standing.walled]
    assert walled
    for one in walled:
        assert not set(one.standing.walled) & set(one.standing.bodies.values())


@pytest.mark.parametrize("seed", [2, 3])
def test_a_random_mixture_is_lawful(people, seed):
    assert build(matters=25, seed=seed, now=EVENING - timedelta(days=90 * seed)).refused == []


@pytest.mark.parametrize(
    "day", ["2026-01-01", "2026-02-18", "2026-05-03", "2026-10-05", "2026-12-31", "2028-02-29"]
)
def test_it_can_be_built_on_any_day_also_on_a_holiday(day):
    now = datetime.fromisoformat(f"{day}T00:20").replace(tzinfo=ZONE)
    for one in script(matters=120, seed=1, now=now, calendar=calendar_named("cn")):
        assert list(one.moments) == sorted(one.moments)
        assert one.moments[-1] <= now
        assert len(one.moments) == len(one.life.steps)


def test_the_same_seed_tells_the_same_year():
    first, second = (
        script(matters=40, seed=5, now=EVENING, calendar=calendar_named("cn")) for _one in range(2)
    )
    assert [(one.life.kind, one.moments, one.life.identity) for one in first] == [
        (one.life.kind, one.moments, one.life.identity) for one in second
    ]
    other = script(matters=40, seed=6, now=EVENING, calendar=calendar_named("cn"))
    assert [one.moments for one in first] != [one.moments for one in other]


def test_every_request_has_its_answer_in_the_files():
    for kind in ("appeal", "urgent"):
        for matter in matters(kind):
            assert len(matter["answers"]) == len(matter["requests"]), matter["subject"]
            assert {one["conclusion"] for one in matter["answers"]} <= {"support", "explain", "not_support"}


def test_units_stand_on_all_levels_and_every_one_has_a_head(people):
    from xinqiao.people.models import Officer, Unit

    assert set(Unit.objects.values_list("level", flat=True)) == {
        "province",
        "city",
        "county",
        "township",
        "village",
    }
    for unit in Unit.objects.all():
        assert unit.missing() == []
        assert any("head" in one.capacity_set for one in Officer.objects.filter(unit=unit)), unit.code
    assert len({one.username for one in units.colleagues()}) == len(units.colleagues())


def test_a_directory_with_a_real_database_is_not_touched(tmp_path):
    database = tmp_path / "xinqiao.sqlite3"
    database.write_text("somebody's")
    with pytest.raises(NotOurs):
        read_mark(tmp_path)
    with pytest.raises(NotOurs):
        clear(tmp_path)
    assert database.read_text() == "somebody's"


def test_only_a_marked_directory_is_cleared(tmp_path):
    write_mark(tmp_path, Mark(built_on="2026-11-20"))
    (tmp_path / "xinqiao.sqlite3").write_text("invented")
    (tmp_path / "keys").mkdir()
    clear(tmp_path)
    assert not (tmp_path / "xinqiao.sqlite3").exists()
    assert (tmp_path / "keys").exists()
    assert read_mark(tmp_path) is None


def test_steps_name_actions_of_the_procedure():
    known = find_procedure("petition_2022").action_named
    from random import Random

    for make, _often in county.ALL:
        for step in make(Random(1)).steps:
            assert step.action in known


def test_a_county_is_built_anew_where_one_stands(tmp_path):
    command = [sys.executable, "-m", "xinqiao", "demo", "--no-serve", "--fresh", "--matters", "1", "--data"]
    for _time in range(2):
        done = subprocess.run(
            [*command, str(tmp_path)],
            capture_output=True,
            text=True,
            check=False,
            env={**environment(tmp_path), "XINQIAO_DATABASE": ""},
        )
        assert done.returncode == 0, done.stderr
    assert "verified" in done.stdout
