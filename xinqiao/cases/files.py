"""Files that people hand in. They are hostile until shown otherwise.

A file is known by its content, not by its name; its name is never a path; pictures are drawn anew, which leaves out
the place where a photo was taken and whatever else was hidden in it. The bytes lie in the data directory under their
own digest and are sent back only as downloads.
"""

import hashlib
import io
import os
import re
import tempfile
import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

import puremagic
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

from xinqiao.cases.archives import BadArchive, check_office_file
from xinqiao.cases.models import Attachment
from xinqiao.law.model import Refused
from xinqiao.law.words import _
from xinqiao.text.visible import one_line

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
LARGEST_TOGETHER = 100 * MEGABYTE
MOST = 40
LARGEST_PICTURE = 60_000_000  # pixels; a small file can claim to be a picture that fills the memory
MOST_UNPACKED = 200 * MEGABYTE  # of a Word file, which is an archive

ABANDONED = timedelta(days=1)
"""After this long a file that no matter names belongs to a form that was never sent off."""

PICTURES = {"JPEG": ("image/jpeg", ".jpg"), "PNG": ("image/png", ".png"), "WEBP": ("image/webp", ".webp")}
OTHERS = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".doc": "application/msword",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
    ".ogg": "audio/ogg",
    ".amr": "audio/amr",
}
ACCEPTED = _("照片（JPG、PNG、WEBP）、PDF、Word、录音（MP3、M4A、WAV、OGG、AMR）")

_BAD = re.compile(r'[/\\:*?"<>|%]')
_MACROS = "_VBA_PROJECT".encode("utf-16-le")
"""The name under which an old Word file holds programs."""

_drawing = threading.Lock()
"""One picture is drawn anew at a time in each process: a large one fills a small machine's memory by itself."""


def keep_uploads(uploads: list[UploadedFile]) -> list[dict[str, Any]]:
    """Keep several files; what they hold goes to the door as the input ``files``. Raises ``Refused``, keeping none."""
    if len(uploads) > MOST:
        raise Refused(
            _("一次最多交 {most} 份材料，现在有 {number} 份。"),
            instead=_("请先提交一部分，其余的可以随后补充。"),
            facts={"most": MOST, "number": len(uploads)},
            field="files",
        )
    if sum(one.size or 0 for one in uploads) > LARGEST_TOGETHER:
        raise Refused(
            _("材料加起来最多 {most} MB。"),
            instead=_("请先提交一部分，其余的可以随后补充。"),
            facts={"most": LARGEST_TOGETHER // MEGABYTE},
            field="files",
        )
    return [keep_upload(one) for one in uploads]


def keep_upload(upload: UploadedFile) -> dict[str, Any]:
    """Check one file and keep its bytes; return its name, media type, size and digest. Raises ``Refused``."""
    name = clean_name(upload.name or "")
    size = upload.size or 0
    if size == 0:
        raise _refused(_("“{name}”是空的。"), name)
    if size > LARGEST:
        raise _refused(_("“{name}”超过了 {most} MB。"), name, most=LARGEST // MEGABYTE)
    data = upload.read()
    media_type, data, suffix = _known(name, data)
    stem = name.rpartition(".")[0] or name
    digest = hashlib.sha256(data).hexdigest()
    _store(digest, data)
    return {"name": f"{stem[:180]}{suffix}", "media_type": media_type, "size": len(data), "sha256": digest}


def _known(name: str, data: bytes) -> tuple[str, bytes, str]:
    picture = _picture(name, data)
    if picture is not None:
        return picture
    suffix = "." + name.rpartition(".")[2].lower()
    try:
        found = {one.extension.lower() for one in puremagic.magic_string(data, filename=None)}
    except (puremagic.PureError, ValueError):
        found = set()
    if suffix not in OTHERS or not _is(suffix, found, data):
        raise _refused(_("“{name}”不是可以接收的文件。可以交：{accepted}。"), name, accepted=ACCEPTED)
    return OTHERS[suffix], data, suffix


def _is(suffix: str, found: set[str], data: bytes) -> bool:
    """Whether the content is what the name says."""
    match suffix:
        case ".pdf":
            return data[:1024].lstrip().startswith(b"%PDF-")
        case ".docx":
            return _is_docx(data)
        case ".doc":
            return data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") and _MACROS not in data
        case ".mp3":
            return data.startswith(b"ID3") or (len(data) > 2 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0)
        case ".m4a":
            return data[4:8] == b"ftyp"
        case ".amr":
            return data.startswith(b"#!AMR")
    return suffix in found


def _is_docx(data: bytes) -> bool:
    try:
        check_office_file(io.BytesIO(data), main="word/document.xml", most=MOST_UNPACKED)
    except BadArchive:
        return False
    return True


def _picture(name: str, data: bytes) -> tuple[str, bytes, str] | None:
    try:
        with _drawing, Image.open(io.BytesIO(data), formats=tuple(PICTURES)) as picture:
            if picture.width * picture.height > LARGEST_PICTURE:
                raise _refused(_("照片“{name}”太大了，请缩小以后再交。"), name)
            media_type, suffix = PICTURES[picture.format or ""]
            return media_type, _drawn_anew(picture), suffix
    except (UnidentifiedImageError, Image.DecompressionBombError):
        return None
    except Refused:
        raise
    except Exception as broken:
        raise _refused(_("照片“{name}”打不开，可能没有传完整。"), name) from broken


def _drawn_anew(picture: Image.Image) -> bytes:
    """The picture alone, turned as its camera wanted: no place, no comment, no profile, no second picture."""
    kind = picture.format
    upright = ImageOps.exif_transpose(picture)
    if kind == "JPEG":
        drawn = upright.convert("RGB")
    else:
        drawn = upright.convert("RGBA" if upright.mode in ("RGBA", "LA", "PA", "P") else "RGB")
    drawn.info = {}
    out = io.BytesIO()
    if kind == "JPEG":
        drawn.save(out, "JPEG", quality=88, optimize=True)
    else:
        drawn.save(out, kind)
    return out.getvalue()


def clean_name(name: str) -> str:
    """A file's name as it may be shown: one line, no tricks, at most 180 characters.

    >>> clean_name("../../etc/照片.jpg")
    '照片.jpg'
    """
    plain = one_line(name).replace("\\", "/").rpartition("/")[2]
    return _BAD.sub("", plain).strip(". ")[-180:].strip(". ") or "file"


def path_of(digest: str) -> Path:
    """Where the bytes with this digest lie."""
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise ValueError(digest)
    return Path(settings.FILES) / digest[:2] / digest[2:4] / digest


def _store(digest: str, data: bytes) -> None:
    path = path_of(digest)
    if path.exists():
        path.touch()  # somebody needs it again: it must not be swept away as forgotten
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Written aside and moved into place, so that a file under its digest is always whole.
    handle, aside = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        Path(aside).replace(path)
    except OSError as error:
        Path(aside).unlink(missing_ok=True)
        raise Refused(
            _("现在存不下这份材料，您填写的内容没有提交。"),
            instead=_("请稍后再试，或者先不带材料提交，随后补充。"),
            field="files",
        ) from error


def sweep(*, at: datetime) -> int:
    """Remove files that were handed over with a form nobody sent off: no row names them and they are a day old.

    Looks at most once a day, because it walks over all files. Returns how many it removed.
    """
    folder = Path(settings.FILES)
    mark = folder / "swept"
    day_ago = at.timestamp() - ABANDONED.total_seconds()
    if not folder.is_dir() or (mark.exists() and mark.stat().st_mtime > day_ago):
        return 0
    removed = 0
    for shelf in sorted(folder.glob("??/??")):
        old = {one.name: one for one in shelf.iterdir() if one.stat().st_mtime < day_ago}
        named = set(Attachment.objects.filter(sha256__in=old).values_list("sha256", flat=True))
        for name, path in old.items():
            if name not in named:
                path.unlink(missing_ok=True)
                removed += 1
    mark.touch()
    os.utime(mark, (at.timestamp(), at.timestamp()))
    return removed


def open_file(attachment: Attachment) -> IO[bytes]:
    """The bytes of a file that was handed in."""
    return path_of(attachment.sha256).open("rb")


def _refused(reason: str, name: str, **facts: Any) -> Refused:
    return Refused(reason, facts={"name": name, **facts}, field="files")
