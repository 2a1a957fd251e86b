import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from xinqiao.cases.files import LARGEST, clean_name, keep_upload, keep_uploads, path_of, sweep
from xinqiao.law.model import Refused
from xinqiao.testing import Cast, file_lift, moment


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILES = tmp_path
    return tmp_path


def picture(kind: str = "JPEG", **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 10), "red").save(out, kind, **more)
    return out.getvalue()


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return out.getvalue()


WORD = ("[Content_Types].xml", "word/document.xml")


def test_a_photo_loses_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x010E] = "秘密地点"
    kept = keep_upload(upload("照片.jpg", picture(exif=exif)))
    data = path_of(kept["sha256"]).read_bytes()
    assert kept["media_type"] == "image/jpeg"
    assert not Image.open(io.BytesIO(data)).getexif()


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.png", picture("PNG"), "image/png"),
        ("a.jpg", picture("PNG"), "image/png"),
        ("a.pdf", b"%PDF-1.7\n...", "application/pdf"),
        ("a.docx", archive(*WORD), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.mp3", b"ID3" + b"\0" * 100, "audio/mpeg"),
        ("a.amr", b"#!AMR\n" + b"\0" * 20, "audio/amr"),
    ],
)
def test_a_file_is_known_by_what_it_holds(name: str, data: bytes, media_type: str) -> None:
    assert keep_upload(upload(name, data))["media_type"] == media_type


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("virus.exe", b"MZ" + b"\0" * 100),
        ("photo.jpg", b"<script>alert(1)</script>"),
        ("page.html", b"<html></html>"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("text.pdf", b"hello"),
        ("macro.docx", archive(*WORD, "word/vbaProject.bin")),
        ("nested.docx", archive(*WORD, "word/embeddings/inner.zip")),
        ("zip.docx", archive("a.txt")),
        ("empty.pdf", b""),
        ("cut.jpg", picture()[:60]),
        ("music.mp3", b"RIFF" + b"\0" * 20),
    ],
)
def test_what_is_not_what_it_says_is_refused_with_a_sentence(name: str, data: bytes, folder: Path) -> None:
    with pytest.raises(Refused) as refused:
        keep_upload(upload(name, data))
    assert refused.value.field == "files"
    assert [one for one in folder.rglob("*") if one.is_file()] == []


def test_too_large_and_too_many_are_refused() -> None:
    large = upload("a.pdf", b"%PDF-")
    large.size = LARGEST + 1
    with pytest.raises(Refused, match="超过"):
        keep_upload(large)
    with pytest.raises(Refused, match="40"):
        keep_uploads([upload("a.pdf", b"%PDF-")] * 41)


@given(st.text(max_size=300))
def test_a_name_is_never_a_path(name: str) -> None:
    clean = clean_name(name)
    assert clean
    assert len(clean) <= 180
    assert not set(clean) & set('/\\:*?"<>|\0\n\r')
    assert clean not in (".", "..")


def test_a_file_of_a_form_never_sent_is_swept_away_after_a_day_and_no_other(cast: Cast, folder: Path) -> None:
    at = moment("2026-03-02")
    forgotten = keep_upload(upload("a.pdf", b"%PDF- forgotten"))
    needed = keep_upload(upload("b.pdf", b"%PDF- needed"))
    fresh = keep_upload(upload("c.pdf", b"%PDF- fresh"))
    file_lift(files=[needed])
    for one, age in ((forgotten, 30), (needed, 30), (fresh, 3)):
        then = (at - timedelta(hours=age)).timestamp()
        os.utime(path_of(one["sha256"]), (then, then))
    assert sweep(at=at) == 1
    assert not path_of(forgotten["sha256"]).exists()
    assert path_of(needed["sha256"]).exists()
    assert path_of(fresh["sha256"]).exists()
    assert sweep(at=at + timedelta(hours=1)) == 0
