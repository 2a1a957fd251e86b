"""The first unit and its keeper, by options alone."""

import io
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from xinqiao.people.accounts import new_password
from xinqiao.people.models import AccountChange, Factor, Officer, Unit

pytestmark = pytest.mark.django_db


def create(**options):
    out = io.StringIO()
    call_command("createstaff", stdout=out, **options)
    return out.getvalue()


def first(**more):
    given = {
        "username": "qin",
        "name": "秦",
        "unit": "xfj",
        "unit_name": "某县信访局",
        "capacities": "keeper,registrar",
        "generate": True,
    }
    return create(**{**given, **more})


def test_the_first_unit_and_its_keeper():
    said = first()
    officer = Officer.objects.get(username="qin")
    password = said.rsplit(": ", 1)[1].strip()
    assert officer.check_password(password)
    assert officer.capacity_set == {"keeper", "registrar"}
    unit = Unit.objects.get(code="xfj")
    assert (unit.kind, unit.level, unit.active) == ("petition_office", "county", False)
    assert "第十八条" in said


def test_without_capacities_the_first_officer_keeps_the_system():
    first(capacities="")
    assert "keeper" in Officer.objects.get().capacity_set


def test_a_user_name_is_taken_once_and_a_password_can_be_given_anew():
    first()
    for same in ("qin", "QIN"):
        with pytest.raises(CommandError, match="already"):
            first(username=same)
    said = create(username="qin", reset=True, generate=True)
    assert Officer.objects.get().check_password(said.rsplit(": ", 1)[1].strip())


def test_a_password_from_the_command_line_has_to_be_changed_and_is_recorded():
    first()
    assert Officer.objects.get().password_given
    made = AccountChange.objects.get()
    assert (made.username, made.what, made.by, made.after) == ("qin", "made", None, "registrar keeper")


def test_whoever_runs_the_server_lets_the_last_keeper_in_again():
    """The way back for a keeper whom no other keeper can help: a new password, and no second factor any more."""
    first()
    officer = Officer.objects.get()
    Factor.objects.create(
        officer=officer, kind="totp", name="x", secret=b"x", made_at=datetime(2026, 3, 2, tzinfo=UTC)
    )
    Officer.objects.update(is_active=False, password_given=False)
    create(username="qin", reset=True, generate=True)
    officer.refresh_from_db()
    assert officer.is_active and officer.password_given and not officer.factors.exists()
    assert [one.what for one in AccountChange.objects.all()] == ["given", "made"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"capacities": "king"}, "capacities"),
        ({"unit_parent": "nowhere"}, "nowhere"),
        ({"unit": "not a code"}, "."),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_made(options, said):
    with pytest.raises(CommandError, match=said):
        first(**options)
    assert not Officer.objects.exists()
    assert not Unit.objects.exists()


def test_what_is_missing_is_named(monkeypatch):
    with pytest.raises(CommandError) as refused:
        create(username="qin", generate=True)
    assert refused.value.returncode == 2
    assert "--unit" in str(refused.value)


def test_a_short_password_is_refused(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    with pytest.raises(CommandError):
        create(
            username="qin",
            name="秦",
            unit="xfj",
            unit_name="某县信访局",
            capacities="keeper",
            password_stdin=True,
        )
    assert not Officer.objects.exists()


def test_passwords_differ_and_can_be_read_aloud():
    made = {new_password() for _one in range(50)}
    assert len(made) == 50
    assert all(len(one) == 24 and not set(one) & set("0o1il") for one in made)
