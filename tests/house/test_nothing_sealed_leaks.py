"""What is sealed is nowhere else: marks no other text has are planted in everything that is sealed, and looked for."""

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, models
from django.test import Client
from django.utils import timezone
from PIL import Image

from xinqiao.cases.logs import Discreet
from xinqiao.cases.models import Case
from xinqiao.channels.outbox import deliver_due
from xinqiao.ledger.follow import catch_up
from xinqiao.people.identities import open_identity
from xinqiao.people.models import Identity
from xinqiao.testing import do, make_cast, moment

pytestmark = pytest.mark.django_db

SEALED = {
    "name": "密甲某某",
    "telephone": "13900001111",
    "address": "密乙路七百七十七号",
    "email": "sealed-mark@petitioner.example",
    "for_whom": "密丙某某",
    "private": "密丁：证件号 110101190001011234",
}
"""In every sealed field a text that stands nowhere else."""

PLACE_OF_PHOTO = "sealed-place-of-the-photo"
MARKS = [*(mark for name, mark in SEALED.items() if name != "email"), "sealed-mark", PLACE_OF_PHOTO]

ANSWERS: dict[str, dict[str, Any]] = {
    "purpose": {"purpose": "solve", "who": "other"},
    "other": {"for_whom": SEALED["for_whom"], "behalf_consent": "yes"},
    "account": {"account": "三号楼的电梯停了一个月。", "requests": ["修好电梯"]},
    "where": {"place": "青石县柳园小区三号楼"},
    "papers": {},
    "contact": {
        **{name: SEALED[name] for name in ("name", "telephone", "address", "email", "private")},
        "electronic_service": "yes",
    },
    "secrecy": {"secrecy": "sealed"},
}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged, down to the smallest, as it would be written."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Discreet("{levelname} {name}: {message}", style="{"))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    at = moment("2026-03-02")
    monkeypatch.setattr(timezone, "now", lambda: at)


@pytest.fixture
def files(settings: Any, tmp_path: Path) -> Path:
    settings.FILES = tmp_path / "files"
    return tmp_path


@pytest.fixture
def filed(now: None, files: Path, settings: Any, log: io.StringIO) -> tuple[str, Client, Any]:
    """Filed in the portal, received, forwarded, papers made, notices sent, index written."""
    settings.EMAIL_FROM = "office@petition.example"
    cast = make_cast()
    client = Client()
    exif = Image.Exif()
    exif[0x010E] = PLACE_OF_PHOTO
    photo = io.BytesIO()
    Image.new("RGB", (40, 30)).save(photo, "JPEG", exif=exif, comment=PLACE_OF_PHOTO.encode())
    answers = {
        **ANSWERS,
        "papers": {"files": SimpleUploadedFile("a.jpg", photo.getvalue(), "image/jpeg")},
    }
    for slug, given in answers.items():
        answer = client.post(f"/submit/{slug}/", given)
        assert answer.status_code == 302, (slug, answer.content.decode())
        assert_clean(answer.headers.items(), slug)
    assert client.post("/submit/check/").status_code == 302
    client.get("/submit/receipt/")
    number = Case.objects.get().number
    assert open_identity(number).items() >= SEALED.items()
    catch_up()
    do(number, "register", "sun", "2026-03-03", cast, petition_class="appeal", occurrence="first")
    do(number, "forward", "sun", "2026-03-06", cast, to_unit="zjj")
    catch_up()
    deliver_due(at=moment("2026-03-06"))
    return number, client, cast


def assert_clean(text: Any, where: str) -> None:
    whole = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    found = [mark for mark in MARKS if mark in whole]
    assert not found, f"{found} in {where}"


def test_only_one_table_holds_what_is_sealed_and_it_holds_a_ciphertext(filed: Any) -> None:
    """Sessions, entries, statements, search index, outbox, papers: every row of every table."""
    tables = connection.introspection.table_names()
    assert {"django_session", "ledger_entry", "cases_statement", "channels_notice"} <= set(tables)
    for table in tables:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for cell in row:
                    value = bytes(cell) if isinstance(cell, bytes | memoryview) else cell
                    assert_clean(value, table)


def test_words_of_a_name_are_not_in_the_index_in_pieces_either(filed: Any) -> None:
    for model in apps.get_app_config("search").get_models():
        texts = [
            one.name for one in model._meta.fields if isinstance(one, models.CharField | models.TextField)
        ]
        for values in model._default_manager.values_list(*texts) if texts else ():
            for value in values:
                for piece in ("密甲", "密乙", "密丙", "密丁", "1390000"):
                    assert piece not in str(value), model


def test_no_log_holds_it_even_where_everything_is_logged(filed: Any, log: io.StringIO) -> None:
    assert_clean(log.getvalue(), "the log")


@pytest.mark.parametrize(
    ("module", "name", "method", "address"),
    [
        ("xinqiao.portal.views.submission", "act", "post", "/submit/check/"),
        ("xinqiao.portal.views.submission", "render", "post", "/submit/contact/"),
        ("xinqiao.portal.views.following", "enter", "post", "/follow/"),
        ("xinqiao.desk.views.register", "act", "post", "/desk/register/"),
    ],
)
def test_a_page_that_breaks_while_it_holds_it_tells_nobody(
    now: None,
    files: Path,
    log: io.StringIO,
    monkeypatch: pytest.MonkeyPatch,
    module: str,
    name: str,
    method: str,
    address: str,
) -> None:
    cast = make_cast()
    client = Client(raise_request_exception=False)
    for slug, given in ANSWERS.items():
        client.post(f"/submit/{slug}/", given)
    if address.startswith("/desk/"):
        client.force_login(cast.officers["sun"])

    def breaks(*args: Any, **kwargs: Any) -> Any:
        raise ValueError(f"cannot do it with {args} {kwargs} {SEALED}")

    monkeypatch.setattr(f"{module}.{name}", breaks)
    fields = {**SEALED, "number": SEALED["name"], "code": SEALED["telephone"], "name": ""}
    if address.startswith("/desk/"):
        fields |= {
            "purpose": "solve",
            "channel": "visit",
            "account": "停了。",
            "subject": "电梯",
            "requests": "修好",
            "place": "青石县",
        }
    answer = client.post(address, fields)
    assert answer.status_code in (500, 422, 200)
    assert answer.status_code == 500 or "/desk/" in address or name == "render"
    assert mail.outbox == []
    if answer.status_code == 500:
        assert_clean(answer.content, "the page of the error")
        assert "ValueError" in log.getvalue()
    assert_clean(log.getvalue(), "the log of the error")


def test_a_letter_by_e_mail_holds_nothing_but_its_address(filed: Any) -> None:
    assert mail.outbox, "somebody who wants e-mail gets one"
    for letter in mail.outbox:
        assert letter.to == [SEALED["email"]]
        assert_clean(f"{letter.subject} {letter.body}", "a letter")
        headers = {name: value for name, value in letter.message().items() if name != "To"}
        assert_clean(headers, "the headers of a letter")


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_no_export_holds_it(filed: Any, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"register{suffix}"
    call_command("export_register", str(path))
    data = path.read_bytes()
    if suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            data = b"".join(archive.read(name) for name in archive.namelist())
    assert_clean(data, "an export")


def test_no_file_that_was_kept_holds_where_it_was_made(filed: Any, files: Path) -> None:
    kept = [one for one in files.rglob("*") if one.is_file()]
    assert any(one.parent.parent.parent.name == "files" for one in kept)
    for one in kept:
        assert_clean(one.read_bytes(), str(one))


def test_no_page_of_an_officer_no_title_and_no_address_holds_it(filed: Any) -> None:
    number, client, cast = filed
    for username in ("sun", "feng", "zheng", "zhou", "li"):
        officer = Client()
        officer.force_login(cast.officers[username])
        for address in (
            "/desk/",
            "/desk/inbox/",
            f"/desk/matters/{number}/",
            "/desk/find/?q=电梯",
            "/desk/supervise/",
        ):
            answer = officer.get(address)
            assert_clean(answer.content, f"{username} {address}")
            assert_clean(answer.headers.items(), f"the headers of {address}")
    for address in ("/follow/matter/", "/submit/receipt/"):
        title = re.search(r"<title>(.*?)</title>", client.get(address).content.decode())
        if title:
            assert_clean(title[1], f"the title of {address}")


def test_an_opened_seal_stands_on_one_page_once_and_nowhere_after(
    filed: Any, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, _client, cast = filed
    at = moment("2026-03-07")
    monkeypatch.setattr(timezone, "now", lambda: at)
    officer = Client()
    officer.force_login(cast.officers["sun"])
    entries = Case.objects.get(number=number).entries
    shown = officer.post(
        f"/desk/matters/{number}/do/open_seal_received/", {"purpose": "verify", "seen": entries}
    )
    page = shown.content.decode()
    assert all(mark in page for mark in SEALED.values()), page
    title = re.search(r"<title>(.*?)</title>", page)
    assert title is not None
    assert_clean(title[1], "the title")
    assert shown["Cache-Control"] == "no-store"
    assert_clean(officer.get(f"/desk/matters/{number}/").content, "the page after it")
    assert_clean(log.getvalue(), "the log")
    catch_up()
    assert_clean(list(Identity.objects.values_list("sealed", flat=True)), "the sealed text")


def test_nothing_is_kept_in_a_cache() -> None:
    used = [
        path
        for path in (Path(settings.BASE) / "xinqiao").rglob("*.py")
        if "tests" not in path.parts and "django.core.cache" in path.read_text("utf-8")
    ]
    assert used == []
