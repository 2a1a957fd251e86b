"""One's own copy of everything that is kept about one's matter, as one file (个人信息保护法, art. 45).

An archive with a page that any browser opens without a network, the papers as they print, and the files as they were
handed in. A decision that has not been received is not in it: opening that is an act of its own.
"""

import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import IO, Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext

from xinqiao.cases.files import clean_name, open_file
from xinqiao.cases.look import Look
from xinqiao.cases.models import Attachment
from xinqiao.cases.purposes import OF_IDENTITY
from xinqiao.cases.story import Step
from xinqiao.documents import standalone
from xinqiao.documents.catalogue import DOCUMENT_NAMED
from xinqiao.law.words import _
from xinqiao.people.identities import Erased, open_identity
from xinqiao.people.person import petitioner_of
from xinqiao.portal.follow import Opened

IN_MEMORY = 4 * 1024 * 1024
"""A copy up to this size never touches the disk."""

TITLES = {
    "name": _("姓名"),
    "telephone": _("电话"),
    "address": _("通信地址"),
    "email": _("电子邮箱"),
    "for_whom": _("替谁提出"),
    "private": _("一起密封的话"),
}

Moment = tuple[int, int, int, int, int, int]


def contact_details(number: str) -> dict[str, str] | None:
    """What the seal of a matter holds, for the petitioner alone; None when the person was erased."""
    try:
        held = open_identity(number)
    except Erased:
        return None
    return {name: str(held[name]) for name in OF_IDENTITY if held.get(name)}


def own_copy(look: Look, steps: Sequence[Step], opened: Iterable[Opened], *, at: datetime) -> IO[bytes]:
    """The archive, open at its beginning; whoever closes it removes it."""
    number = look.case.number
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    local = timezone.localtime(at)
    moment = (local.year, local.month, local.day, local.hour, local.minute, local.second)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, data: bytes) -> None:
            archive.writestr(zipfile.ZipInfo(name, moment), data, zipfile.ZIP_DEFLATED)

        papers, files = {}, {}
        for step in steps:
            for index, paper in enumerate(step.papers, start=1):
                if (page := standalone.printed(paper, reader=petitioner_of(number))) is not None:
                    papers[paper.pk] = f"papers/{step.ordinal:03d}-{index}.html"
                    put(papers[paper.pk], page)
            for index, file in enumerate(step.files, start=1):
                if file.erased_at is None:
                    files[file.pk] = f"files/{step.ordinal:03d}-{index}-{clean_name(file.name)}"
                    _put_file(archive, files[file.pk], file, moment)
        if papers:
            put("papers/paper.css", standalone.sheet())
        put("index.html", _index(look, steps, opened, papers, files, at=at))
    out.seek(0)
    return out


def _put_file(archive: zipfile.ZipFile, name: str, file: Attachment, moment: Moment) -> None:
    # Photographs and recordings do not get smaller; and nothing larger than a block is held in memory.
    told = zipfile.ZipInfo(name, moment)
    told.file_size = file.size
    with open_file(file) as source, archive.open(told, "w") as target:
        while block := source.read(1024 * 1024):
            target.write(block)


def _index(
    look: Look,
    steps: Sequence[Step],
    opened: Iterable[Opened],
    papers: Mapping[int, str],
    files: Mapping[int, str],
    *,
    at: datetime,
) -> bytes:
    told: list[dict[str, Any]] = [
        {
            "step": step,
            "papers": [
                (gettext(DOCUMENT_NAMED[one.name].title), one.reference, papers.get(one.pk))
                for one in step.papers
            ],
            "files": [(one.name, files.get(one.pk)) for one in step.files],
        }
        for step in reversed(steps)
    ]
    details = contact_details(look.case.number)
    context = {
        "look": look,
        "steps": told,
        "opened": list(opened),
        "erased": details is None,
        "details": [(gettext(TITLES[name]), value) for name, value in (details or {}).items()],
        "at": at,
    }
    return render_to_string("portal/own_copy/index.html", context).encode()
