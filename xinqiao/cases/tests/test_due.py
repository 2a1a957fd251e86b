"""`xinqiao due`: a date, its reasons, and a plain word when it cannot be told."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from xinqiao.cases.management.commands import due as command
from xinqiao.law import catalogue
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.model import Citation, Clock, Procedure, Role, Unit


def due(*arguments: str) -> str:
    out = StringIO()
    call_command("due", *arguments, stdout=out)
    return out.getvalue()


def due_json(*arguments: str) -> dict[str, object]:
    return json.loads(due(*arguments, "--json", "--language", "zh-hans"))


@pytest.mark.parametrize(
    ("clock", "event", "more", "raw", "last"),
    [
        ("xf.route", "2026-03-02", (), "2026-03-17", "2026-03-17"),
        ("xf.inform.forwarded", "2026-03-06", (), "2026-03-21", "2026-03-23"),
        ("xf.inform.direct", "2026-09-16", (), "2026-10-01", "2026-10-08"),
        ("xf.objection", "2026-09-17", (), "2026-09-23", "2026-09-23"),
        ("xf.handle", "2026-03-12", (), "2026-05-11", "2026-05-11"),
        ("xf.handle", "2026-01-05", ("--extended", "30"), "2026-04-05", "2026-04-07"),
        ("xf.extend", "2026-03-06", (), "2026-04-05", "2026-04-07"),
        ("xf.extend", "2026-03-06", ("--days", "20"), "2026-03-26", "2026-03-26"),
        ("xf.review.request", "2026-04-01", (), "2026-05-01", "2026-05-06"),
        ("xf.review.decide", "2026-05-06", (), "2026-06-05", "2026-06-05"),
        ("xf.rereview.request", "2026-06-08", (), "2026-07-08", "2026-07-08"),
        (
            "xf.rereview.decide",
            "2026-06-30",
            ("--paused", "2026-07-10..2026-07-17"),
            "2026-08-07",
            "2026-08-07",
        ),
        ("xf.acc.notify", "2026-04-29", (), "2026-05-22", "2026-05-22"),
        ("xf.simple.accept", "2026-03-02", (), "2026-03-05", "2026-03-05"),
        ("xf.simple.decide", "2026-03-03", (), "2026-03-17", "2026-03-17"),
        ("xf.assign.report", "2026-03-06", ("--days", "15"), "2026-03-21", "2026-03-23"),
        ("xf.tier.relay.city", "2026-03-06", (), "2026-03-09", "2026-03-09"),
        ("mt.handle", "2026-01-31", (), "2026-02-28", "2026-02-28"),
        ("mt.confirm", "2026-05-01", (), "2026-05-31", "2026-06-01"),
        ("md.hearing.papers", "2026-10-12", (), "2026-10-05", "2026-09-30"),
        ("md.legality", "2026-09-17", (), "2026-09-28", "2026-09-28"),
        ("vg.notice", "2026-09-16", (), "2026-10-01", "2026-10-08"),
        ("route.labour.arbitration", "2024-02-29", (), "2025-02-28", "2025-02-28"),
    ],
)
def test_the_clocks_of_the_reference(clock, event, more, raw, last):
    answer = due_json(clock, "--from", event, *more)
    assert (answer["raw"], answer["due"], answer["provisional"]) == (raw, last, False)


def test_the_answer_for_machines_has_these_five_fields():
    answer = due_json("xf.handle", "--from", "2026-11-20")
    assert list(answer) == ["due", "raw", "provisional", "explanation", "cites"]
    assert answer["provisional"] is True
    assert answer["cites"] == ["《信访工作条例》第三十四条"]
    assert "2027年的放假安排还没有公布" in str(answer["explanation"])


def test_the_answer_for_people_is_the_date_and_the_sentence():
    first, second = due("xf.handle", "--from", "2026-03-12", "--language", "zh-hans").splitlines()
    assert first == "2026-05-11"
    assert second.startswith("从2026年3月12日（")


def shorter(clock: Clock) -> Clock:
    return replace(clock, length=30) if clock.id == "xf.handle" else clock


LOCAL = replace(
    find_procedure("petition_2022"),
    name="petition_2022_local",
    pack="",
    clocks=tuple(map(shorter, find_procedure("petition_2022").clocks)),
)
FOREIGN = Procedure(
    name="complaint_2024",
    title="complaint",
    law="Complaint Handling Code",
    in_force_from=date(2024, 4, 1),
    calendar="gb",
    clocks=(
        Clock(
            id="gb.answer",
            title="answer",
            length=10,
            unit=Unit.WORKING_DAY,
            binds=Role.COMPETENT_UNIT,
            trigger="acknowledgement",
            cites=(Citation("Complaint Handling Code", "part 6"),),
        ),
    ),
)


@pytest.fixture
def more_procedures(monkeypatch):
    monkeypatch.setattr(command, "PROCEDURES", (*command.PROCEDURES, LOCAL, FOREIGN))
    monkeypatch.setattr(catalogue, "PROCEDURES", (*command.PROCEDURES, LOCAL, FOREIGN))


@pytest.mark.usefixtures("more_procedures")
def test_a_procedure_named_is_looked_in_first():
    national = due_json("xf.handle", "--from", "2026-03-12")
    local = due_json("xf.handle", "--from", "2026-03-12", "--procedure", "petition_2022_local")
    by_pack = due_json("xf.handle", "--from", "2026-03-12", "--procedure", "cn-xf-2022")
    assert (national["due"], local["due"], by_pack["due"]) == ("2026-05-11", "2026-04-13", "2026-05-11")


@pytest.mark.usefixtures("more_procedures")
def test_a_foreign_procedure_counts_by_its_own_calendar():
    answer = due_json("gb.answer", "--from", "2026-03-30")
    assert answer["due"] == "2026-04-15"  # Good Friday and Easter Monday do not count


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("xf.handel", "--from", "2026-03-12"), "xf.handle"),
        (("rereview", "--from", "2026-03-12"), "xf.rereview.decide"),
        (("xf.handle", "--from", "2026-02-30"), "2026-02-30"),
        (("xf.handle", "--from", "20260312"), "20260312"),
        (("xf.handle", "--from", "12 March"), "2026-03-12"),
        (("xf.handle", "--from", "2026-03-12", "--procedure", "petition_2002"), "petition_2022"),
        (("xf.assign.report", "--from", "2026-03-12"), "--days"),
        (("xf.assign.report", "--from", "2026-03-12", "--days", "0"), "--days"),
        (("xf.assign.report", "--from", "2026-03-12", "--days", "999999999"), "日历"),
        (("xf.handle", "--from", "2026-03-12", "--days", "61"), "60"),
        (("md.consult", "--from", "2026-03-12", "--days", "29"), "30"),
        (("xf.handle", "--from", "2026-03-12", "--extended", "31"), "30"),
        (("xf.route", "--from", "2026-03-12", "--extended", "1"), "xf.route"),
        (
            ("xf.handle", "--from", "2026-03-12", "--paused", "2026-04-02..2026-04-01"),
            "2026-04-02..2026-04-01",
        ),
        (("md.hearing.papers", "--from", "2026-03-12", "--paused", "2026-03-10"), "md.hearing.papers"),
    ],
)
def test_what_cannot_be_told_is_refused_in_one_sentence(arguments, said):
    with pytest.raises(CommandError) as refusal:
        due(*arguments, "--language", "zh-hans")
    assert said in str(refusal.value)
    assert refusal.value.returncode == 1
    assert "\n" not in str(refusal.value)


def test_it_answers_without_a_database_and_ends_with_plain_codes(tmp_path):
    """A data directory without a single table, and a database server that is not there."""
    environment = os.environ | {
        "XINQIAO_DATA": str(tmp_path),
        "XINQIAO_DATABASE": "postgresql://nobody@127.0.0.1:1/none",
        "LANG": "zh_CN.UTF-8",
    }

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-m", "xinqiao", "due", *arguments]
        return subprocess.run(words, env=environment, capture_output=True, text=True, timeout=60, check=False)

    good = run("xf.handle", "--from", "2026-03-12", "--json")
    assert (good.returncode, json.loads(good.stdout)["due"]) == (0, "2026-05-11")
    unknown = run("xf.handel", "--from", "2026-03-12")
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "xf.handle" in unknown.stderr
    assert run("xf.handle").returncode == 2
    assert run("xf.handle", "--from", "2026-03-12", "--days", "many").returncode == 2
