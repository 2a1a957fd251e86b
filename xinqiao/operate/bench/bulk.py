"""A database with very many matters, made in minutes: a few thousand lives are folded by the law, then each is written
down again and again under new numbers. Rows, entries and statements agree as if they had come through the door, and
``xinqiao verify`` says so.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.db import connection

from xinqiao.cases import derived, statements
from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.models import Barred, Case, Seated, Statement, Wall
from xinqiao.cases.projection import COLUMNS, SAID, Picture
from xinqiao.cases.roles import roles_in
from xinqiao.law.catalogue import PROCEDURES, find_procedure
from xinqiao.law.machine import decide, next_in_time
from xinqiao.law.model import BODY_OF, Event, Role
from xinqiao.law.written import event_to_json
from xinqiao.ledger.entry import VERSION, digest, encode
from xinqiao.ledger.models import Count, Entry, Place
from xinqiao.operate.demo import county, lives
from xinqiao.operate.demo.county import WANTED
from xinqiao.operate.demo.steps import Life, Step, fit
from xinqiao.people.codes import check_digit
from xinqiao.people.directory import Directory, directory
from xinqiao.people.models import Capacity, Officer
from xinqiao.people.person import CLOCK, NEWCOMER, Person, as_person, newcomer_at, petitioner_of

HOLE = "\x00number\x00"
"""Where the number goes in a folded life."""
SALT = b"bench-salt-bench"
MOST_TEMPLATES = 2000
CHUNK = 5000

MIXTURE: tuple[tuple[str, float, int], ...] = (
    # Where a life stops, at most so many days ago, and how often. Mostly open matters, as in a busy office.
    ("submit", 12, 8), ("register", 12, 8), ("forward", 13, 10), ("inform", 12, 10), ("accept", 50, 30),
    ("investigate", 40, 20), ("serve_opinion", 25, 6), ("report_execution", 300, 8),
)  # fmt: skip


@dataclass(slots=True)
class Folded:
    """One life as rows with a hole for the number."""

    entries: list[tuple[str, datetime, str, str]] = field(
        default_factory=list
    )  # action, at, text before and after
    statements: list[tuple[int, str, int, str]] = field(default_factory=list)  # ordinal, name, index, text
    row: tuple[Any, ...] = ()
    seats: list[tuple[str, str]] = field(default_factory=list)
    walls: list[str] = field(default_factory=list)
    barred: list[tuple[str, str]] = field(default_factory=list)
    year: int = 0


def fold_many(
    wanted: int, *, now: datetime, seed: int, mixture: Sequence[tuple[str, float, int]] = MIXTURE
) -> list[Folded]:
    """So many different lives, folded in memory."""
    calendar = calendar_named("cn")
    chance = Random(seed)  # noqa: S311 - a repeatable measurement, no secret
    staff = county.staff_by_unit()
    tree = directory()
    found = []
    for _one in range(wanted):
        stop, days, _often = chance.choices(mixture, [often for _s, _d, often in mixture])[0]
        life = lives.ordinary(chance).until(stop)
        ends = now - timedelta(days=0.2 + days * chance.random())
        moments = fit(life, ends=ends, calendar=calendar, seed=chance.randrange(10**9))
        found.append(fold(life, moments, now=now, staff=staff, tree=tree))
    return found


def fold(
    life: Life,
    moments: Sequence[datetime],
    *,
    now: datetime,
    staff: dict[str, list[Officer]],
    tree: Directory,
) -> Folded:
    """What the door would write for a life, without a database."""
    procedure = find_procedure(settings.PROCEDURE)
    calendar = calendar_named(procedure.calendar)
    picture = Picture.blank(HOLE, procedure)
    out = Folded(year=calendar.day(moments[0]).year)
    for step, at in [*zip(life.steps, moments, strict=True), (None, now)]:
        while picture.filed_at and (
            event := next_in_time(procedure, picture.standing, at=at, calendar=calendar)
        ):
            _add(out, picture, event, CLOCK, max(event.at, picture.last_at or event.at), at)
        if step is None:
            break
        person = _person(step, picture, staff)
        action = procedure.action_named[step.action]
        facts = derived.complete(picture, action, step.told(at.date(), {}), by=person, tree=tree)
        roles = roles_in(person, picture.standing, number=HOLE if picture.filed_at else None, tree=tree)
        if not picture.filed_at and person.kind == "petitioner":
            roles = frozenset({Role.PETITIONER})
        event = decide(
            procedure,
            picture.standing,
            step.action,
            facts,
            roles=roles,
            at=at,
            calendar=calendar,
            directory=tree,
            by=person.key,
            unit=person.unit,
        )
        _add(out, picture, event, person, at, at)
    out.row = picture.row()
    out.seats = sorted(picture.seats)
    out.walls = sorted(picture.walls)
    out.barred = sorted((officer, why) for officer, why in picture.barred.items() if why)
    return out


def _person(step: Step, picture: Picture, staff: dict[str, list[Officer]]) -> Person:
    who, _colon, unit = step.by.partition(":")
    if who == "newcomer":
        return newcomer_at(unit) if unit else NEWCOMER
    if who == "petitioner":
        return petitioner_of(HOLE)
    if who == "desk":
        colleagues, capacity = staff[unit], str(Capacity.REGISTRAR)
    else:
        colleagues, capacity = staff[picture.standing.bodies[BODY_OF[Role(who)]]], WANTED[who]
    return as_person(next(one for one in colleagues if capacity in one.capacity_set))


def _add(out: Folded, picture: Picture, event: Event, by: Person, at: datetime, written_at: datetime) -> None:
    ordinal = picture.standing.entries + 1
    said = list(statements.flat(event.words))
    content: dict[str, Any] = {
        "v": VERSION,
        "number": HOLE,
        "ordinal": ordinal,
        "at": at.isoformat(),
        "written_at": written_at.isoformat(),
        "procedure": picture.procedure.name,
        "by": {"kind": by.kind, "key": by.key, **({"unit": by.unit} if by.unit else {})},
        "event": event_to_json(event),
    }
    if said:
        content["words"] = {
            f"{name}.{index}" if index else name: digest(SALT, text).hex() for name, index, text in said
        }
    before, after = encode(content).split(encode({"": HOLE})[4:-1])
    out.entries.append((event.action, at, f'{before}"', f'"{after}'))
    out.statements += [(ordinal, name, index, text) for name, index, text in said]
    picture.add(event, position=ordinal, said={name: text for name, _index, text in said if name in SAID})


# -- Writing ---------------------------------------------------------------------------------------


def fill(
    matters: int,
    *,
    now: datetime,
    seed: int = 1,
    step: Callable[[int], object] = lambda _done: None,
    mixture: Sequence[tuple[str, float, int]] = MIXTURE,
    words: Callable[[int], dict[str, str]] | None = None,
) -> int:
    """Write so many matters into empty tables; return the number of entries.

    With ``words``, the filing at each place says what it gives for these inputs instead of what the folded life said.
    """
    folded = fold_many(min(matters, MOST_TEMPLATES), now=now, seed=seed, mixture=mixture)
    folded.sort(key=lambda one: one.year)
    # Numbers of one year lie together, as they do where they are given out one after the other.
    shares = [one for one in folded for _again in range(matters // len(folded) + 1)][:matters]
    counts: dict[int, int] = {}
    position = 0
    with _quick():
        for start in range(0, matters, CHUNK):
            rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in TABLES}
            for at, one in enumerate(shares[start : start + CHUNK], start=start):
                counts[one.year] = counts.get(one.year, 0) + 1
                number = _number(one.year, counts[one.year])
                position = _clone(_reworded(one, words(at)) if words else one, number, position, rows)
            for name, some in rows.items():
                _insert(name, some)
            step(min(CHUNK, matters - start))
    Count.objects.bulk_create([Count(year=year, last=last) for year, last in counts.items()])
    for name in settings.FOLLOWERS:
        Place.objects.update_or_create(follower=name, defaults={"position": position})
    for name in {one.calendar for one in PROCEDURES}:
        Place.objects.get_or_create(follower=f"calendar {name} {calendar_named(name).edition}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return position


def _reworded(one: Folded, words: dict[str, str]) -> Folded:
    """The same life about something else: statements, row and the digests in the first entry agree again."""
    statements = [
        (ordinal, name, index, words.get(name, text) if ordinal == 1 and index <= 1 else text)
        for ordinal, name, index, text in one.statements
    ]
    action, at, before, after = one.entries[0]
    for (_o, _n, _i, old), (_ordinal, _name, _index, new) in zip(one.statements, statements, strict=True):
        if old != new:
            after = after.replace(digest(SALT, old).hex(), digest(SALT, new).hex())
    row = list(one.row)
    for name in ("subject", "place"):
        if name in words:
            row[COLUMNS.index(name)] = words[name]
    return replace(
        one, entries=[(action, at, before, after), *one.entries[1:]], statements=statements, row=tuple(row)
    )


def _number(year: int, count: int) -> str:
    digits = f"{year:04d}{count:06d}"
    return f"{digits[:4]}-{digits[4:]}-{check_digit(digits)}"


def _clone(one: Folded, number: str, position: int, rows: dict[str, list[tuple[Any, ...]]]) -> int:
    for ordinal, (action, at, before, after) in enumerate(one.entries, start=1):
        position += 1
        text = f"{before}{number}{after}"
        rows["entries"].append((position, number, ordinal, action, at, text, SALT, digest(SALT, text)))
    rows["statements"] += [(number, *said, SALT) for said in one.statements]
    rows["cases"].append((number, *one.row[:-1], position))
    rows["seats"] += [(number, role, unit) for role, unit in one.seats]
    rows["walls"] += [(number, unit) for unit in one.walls]
    rows["barred"] += [(number, officer, why) for officer, why in one.barred]
    return position


def _column(model: Any, name: str) -> str:
    return str(model._meta.get_field(name).column)


TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "cases": (Case._meta.db_table, ("number", *(_column(Case, name) for name in COLUMNS))),
    "entries": (
        Entry._meta.db_table,
        ("position", "number", "ordinal", "action", "at", "text", "salt", "digest"),
    ),
    "statements": (Statement._meta.db_table, ("number", "ordinal", "name", "index", "text", "salt")),
    "seats": (Seated._meta.db_table, ("case_id", "role", "unit_id")),
    "walls": (Wall._meta.db_table, ("case_id", "unit_id")),
    "barred": (Barred._meta.db_table, ("case_id", "officer", "why")),
}


def _insert(name: str, rows: list[tuple[Any, ...]]) -> None:
    if not rows:
        return
    table, columns = TABLES[name]
    quoted = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({quoted}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
            return
        holes = ", ".join(["%s"] * len(columns))
        cursor.executemany(
            f'INSERT INTO "{table}" ({quoted}) VALUES ({holes})',  # noqa: S608 - names of our own tables
            [_plain(row) for row in rows],
        )


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Values as SQLite keeps them."""
    return tuple(
        value.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")
        if isinstance(value, datetime)
        else value.isoformat()
        if isinstance(value, date)
        else value
        for value in row
    )


@contextmanager
def _quick() -> Iterator[None]:
    """Without waiting for the disk: nothing here must survive a power cut."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.execute("PRAGMA journal_mode=MEMORY")
        yield
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
