"""The night's work: what is due goes, and of what was erased nothing is left in the database file."""

import sqlite3
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from xinqiao.cases.erasure import ERASING
from xinqiao.cases.models import Retention, Statement
from xinqiao.cases.record import rebuild, verify
from xinqiao.law.catalogue import PROCEDURES
from xinqiao.ledger.follow import catch_up
from xinqiao.ledger.models import Entry
from xinqiao.operate.nightly import compact, pass_night
from xinqiao.people.accounts import invite
from xinqiao.people.erasing import is_erased
from xinqiao.people.knocks import failed
from xinqiao.people.models import Invitation, Knock, Outcome, SignIn
from xinqiao.search.find import find
from xinqiao.testing import Cast, case_of, do, file_lift, make_cast, moment

SECRET = "绿萝花盆砸在第七块青砖上"
NAME = "欧阳惟有此名"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def schedule(identity: int | None = 1, words: int | None = 1) -> None:
    Retention.objects.create(
        unit_id="xfj",
        identity_years=identity,
        words_years=words,
        approved_by="青石县档案馆〔2026〕1号",
        approved_on=date(2026, 1, 5),
        changed_at=moment("2026-01-05"),
    )


def over(day: str = "2026-03-05") -> str:
    number = file_lift("2026-03-02", account=SECRET, subject=f"{SECRET}，没人管").number
    do(number, "withdraw", "petitioner", day, free_will=True)
    return number


def test_what_a_schedule_makes_due_is_erased_by_an_entry_each(cast: Cast) -> None:
    schedule()
    number, later = over(), over("2026-09-05")
    night = pass_night(at=moment("2027-03-06 03:00"))
    assert night is not None and night.erased == 2
    assert is_erased(number) and not is_erased(later)
    assert not Statement.objects.filter(number=number, erased_at=None).exists()
    entries = Entry.objects.filter(number=number, action__in=ERASING)
    assert [one.action for one in entries] == ["erase_identity", "erase_words"]
    assert all('"kind":"clock"' in one.text for one in entries)
    assert verify().findings == [] and rebuild().redrawn == 0


def test_a_night_comes_once_and_not_before_three(cast: Cast) -> None:
    schedule()
    assert pass_night(at=moment("2027-03-05 02:00")) is not None  # still the night of the fourth
    number = over()
    assert pass_night(at=moment("2027-03-05 02:59")) is None
    assert not is_erased(number)
    assert pass_night(at=moment("2027-03-05 09:30")) is not None
    assert is_erased(number)
    assert pass_night(at=moment("2027-03-05 23:00")) is None


def test_attempts_of_long_ago_are_forgotten(cast: Cast) -> None:
    failed({b"1" * 32: 4}, at=moment("2026-02-27 09:00"))
    failed({b"2" * 32: 4}, at=moment("2026-02-28 09:00"))
    pass_night(at=moment("2026-03-01 03:30"))
    assert [bytes(one.key) for one in Knock.objects.all()] == [b"2" * 32], "a day later it counts no more"


def test_sign_ins_of_more_than_half_a_year_ago_and_old_invitations_are_forgotten(cast: Cast) -> None:
    sun, qin = cast.officers["sun"], cast.officers["qin"]
    for day in ("2025-08-01", "2026-03-01"):
        SignIn.objects.create(officer=sun, at=moment(day), outcome=Outcome.IN)
    for day in ("2026-02-01", "2026-03-01"):
        invite(username=f"of-{day}", name="吕", unit=qin.unit, capacities=["handler"], by=qin, at=moment(day))
    pass_night(at=moment("2026-03-02 03:00"))
    assert [one.at for one in SignIn.objects.all()] == [moment("2026-03-01")]
    assert [one.username for one in Invitation.objects.all()] == ["of-2026-03-01"]


def test_the_night_can_be_asked_for_and_says_what_it_did(cast: Cast) -> None:
    schedule()
    over()
    out = StringIO()
    call_command("tick", at="2026-03-06", night=True, stdout=out)
    assert "night: 0 erased" in out.getvalue()


def test_every_procedure_can_do_what_the_schedule_asks_of_it() -> None:
    for procedure in PROCEDURES:
        assert {"erase_identity", "erase_words"} <= set(procedure.action_named)


def remains(folder: Path, *words: str) -> list[str]:
    """The files below a folder in which one of the words can still be read."""
    return [
        f"{path.name}: {word}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for word in words
        if word.encode() in path.read_bytes()
    ]


@pytest.mark.django_db(transaction=True)
def test_of_what_was_erased_nothing_is_left_in_the_database_its_free_pages_or_beside_it(cast: Cast) -> None:
    numbers = [over() for _one in range(3)]
    for count in range(60):  # others before and after, so that pages fill up and split
        file_lift("2026-03-03", account=f"第{count}件事：路灯不亮" * 20)
    catch_up()
    for number in numbers:
        do(number, "erase_identity", "feng", "2026-04-01", cast, reason="ordered")
        do(number, "erase_words", "feng", "2026-04-01", cast, extent="whole", reason="ordered")
    catch_up()
    found = find(cast.person("sun"), "绿萝花盆")
    assert not found.hits
    night = pass_night(at=moment("2026-04-02"))
    assert night is not None and night.compacted
    if connection.vendor == "sqlite":
        place = Path(connection.settings_dict["NAME"])
        token = "绿萝"
        for path in place.parent.glob(f"{place.name}*"):
            data = path.read_bytes()
            for word in (SECRET, token, "第七块青砖"):
                assert word.encode() not in data, (path.name, word)
        with sqlite3.connect(place) as raw:
            assert raw.execute("PRAGMA freelist_count").fetchone() == (0,)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert not any(SECRET in str(row) for row in cursor.fetchall()), table
    assert remains(Path(settings.DATA) / "files", SECRET) == []
    assert verify().findings == []
    assert case_of(numbers[0]).subject == ""


@pytest.mark.django_db(transaction=True)
def test_compacting_can_be_done_at_any_time(cast: Cast) -> None:
    file_lift("2026-03-02")
    compact()
    compact()
    assert verify().findings == []
