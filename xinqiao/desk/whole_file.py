"""The whole file of a matter as one archive, made while it is sent: nothing of it is ever laid down on this machine.

What is in it is what whoever asked for it may read: the entries with their receipts, the papers as they print, the
files as they were handed in, a table of contents in two languages that says who asked and who agreed, and the tool with
which the far side verifies all of it without this office. What was erased stays erased; what is between the petitioner
and those above is left out unless the reader is one of those; the petitioner's name stays sealed unless the reader had
opened the seal before the second person agreed.
"""

import hashlib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext

from xinqiao.cases.files import clean_name, open_file, path_of
from xinqiao.cases.look import Look, unit_names
from xinqiao.cases.models import Attachment
from xinqiao.cases.receipts import offline_tool, proof_in_full
from xinqiao.cases.roles import reads_between, roles_in
from xinqiao.cases.story import Step, story
from xinqiao.cases.whole_file import Request, opened_seal
from xinqiao.desk.access import Staff
from xinqiao.documents import standalone
from xinqiao.documents.catalogue import DOCUMENT_NAMED
from xinqiao.documents.issue import papers_of
from xinqiao.ledger.models import Entry
from xinqiao.people.officers import officers_of
from xinqiao.tlog import promise, proof

BLOCK = 256 * 1024
LONGEST = 120
"""So many bytes of a file's name are kept: with its number it fits into every file system."""

LANGUAGES = (("index.html", "zh-hans"), ("index.en.html", "en"))
"""The table of contents, once in each language."""


@dataclass(slots=True)
class Contents:
    """What lies where in the archive, noted down while it is filled."""

    records: dict[int, tuple[str, bool]] = field(default_factory=dict)  # by entry: where, and whether covered
    papers: dict[int, str] = field(default_factory=dict)  # by row
    files: dict[int, tuple[str, str]] = field(default_factory=dict)  # by row: where, and its digest
    lost: set[int] = field(default_factory=set)  # files that are not on the disk any more


def archive(look: Look, request: Request, here: Staff, *, taken: int, at: datetime) -> Iterator[bytes]:
    """The archive in pieces, for whoever has just taken it; ``taken`` is the entry that says so."""
    number = look.case.number
    papers_of(number)  # also those that the follower has not come to yet
    steps = _steps(look, here, at=at)
    sealed = not opened_seal(number, request)
    out = _Pipe()
    local = timezone.localtime(at)
    moment = (local.year, local.month, local.day, local.hour, local.minute, local.second)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:

        def put(name: str, data: bytes) -> bytes:
            packed.writestr(zipfile.ZipInfo(name, moment), data, zipfile.ZIP_DEFLATED)
            return out.drained()

        contents = Contents()
        for name, data in _records(number, steps, contents):
            yield put(name, data)
        for name, data in _papers(steps, here, contents, sealed=sealed):
            yield put(name, data)
        for step in steps:
            for index, file in enumerate(step.files, start=1):
                if file.erased_at is not None:
                    continue
                if not path_of(file.sha256).exists():
                    contents.lost.add(file.pk)
                    continue
                name = f"files/{step.ordinal:03d}-{index}-{safe_name(file.name)}"
                told = zipfile.ZipInfo(name, moment)
                told.compress_type = zipfile.ZIP_STORED  # photographs and recordings do not get smaller
                digest = hashlib.sha256()
                with open_file(file) as source, packed.open(told, "w") as target:
                    while block := source.read(BLOCK):
                        digest.update(block)
                        target.write(block)
                        yield out.drained()
                contents.files[file.pk] = name, digest.hexdigest()
        for name, data in offline_tool():
            yield put(name, data)
        for name, language in LANGUAGES:
            yield put(
                name, _index(look, request, here, contents, language, sealed=sealed, taken=taken, at=at)
            )
    yield out.drained()


def safe_name(name: str) -> str:
    """The name of a file that somebody handed in, harmless and short on any system.

    >>> safe_name("../../etc/照片.jpg")
    '照片.jpg'
    """
    stem, dot, ending = clean_name(name).rpartition(".")
    if not stem or len(ending.encode()) > 10:
        stem, dot, ending = clean_name(name), "", ""
    short = stem.encode("utf-8", "ignore")[:LONGEST].decode("utf-8", "ignore").strip(". ")
    return f"{short or 'file'}{dot}{ending}"


class _Pipe:
    """Takes in what is written and gives it on: the archive is never in one place."""

    def __init__(self) -> None:
        self.held = bytearray()

    def write(self, data: bytes, /) -> int:
        self.held += data
        return len(data)

    def flush(self) -> None:
        """All that was written is there."""

    def close(self) -> None:
        """There is nothing to let go of."""

    def drained(self) -> bytes:
        found = bytes(self.held)
        self.held.clear()
        return found


def _steps(look: Look, here: Staff, *, at: datetime) -> list[Step]:
    """What this officer may read of the matter, oldest first."""
    roles = roles_in(here.person, look.standing, number=look.case.number, tree=here.tree)
    between = reads_between(here.person, look.standing, roles)
    return story(look.case, here.person, at=at, supervisor=between)[::-1]


def _records(number: str, steps: Sequence[Step], contents: Contents) -> Iterator[tuple[str, bytes]]:
    positions = dict(Entry.objects.filter(number=number).values_list("ordinal", "position"))
    for step in steps:
        data, covered = proof_in_full(number, positions[step.ordinal])
        name = f"records/{step.ordinal:03d}{proof.SUFFIX if covered else promise.SUFFIX}"
        contents.records[step.ordinal] = name, covered
        yield name, data


def _papers(
    steps: Sequence[Step], here: Staff, contents: Contents, *, sealed: bool
) -> Iterator[tuple[str, bytes]]:
    for step in steps:
        for index, paper in enumerate(step.papers, start=1):
            with translation.override("zh-hans"):  # the language in which they were issued
                page = standalone.printed(paper, reader=here.person, sealed=sealed)
            if page is not None:
                contents.papers[paper.pk] = f"papers/{step.ordinal:03d}-{index}.html"
                yield contents.papers[paper.pk], page
    if contents.papers:
        yield "papers/paper.css", standalone.sheet()


def _index(
    look: Look,
    request: Request,
    here: Staff,
    contents: Contents,
    language: str,
    *,
    sealed: bool,
    taken: int,
    at: datetime,
) -> bytes:
    with translation.override(language):
        steps = [
            {
                "step": step,
                "record": contents.records.get(step.ordinal),
                "papers": [
                    (gettext(DOCUMENT_NAMED[one.name].title), one.reference, contents.papers.get(one.pk))
                    for one in step.papers
                ],
                "files": [_file(one, contents) for one in step.files],
            }
            for step in _steps(look, here, at=at)
        ]
        context = {
            "look": look,
            "steps": steps,
            "agreement": request.agreement,
            **persons(request),
            "request": request,
            "whom": whom(look, request),
            "sealed": sealed,
            "taken": taken,
            "at": at,
            "waiting": any(not covered for _name, covered in contents.records.values()),
        }
        return render_to_string("desk/whole_file/index.html", context).encode()


def _file(file: Attachment, contents: Contents) -> tuple[str, str, list[str], bool]:
    name, digest = contents.files.get(file.pk, ("", ""))
    # In pieces between which a narrow screen may break the line.
    pieces = [digest[start : start + 8] for start in range(0, len(digest), 8)]
    return file.name, name, pieces, file.pk in contents.lost


def persons(request: Request) -> Mapping[str, str]:
    """Who asked and who agreed, with their offices, in the language of the reader."""
    agreement = request.agreement
    keys = {request.who, *([agreement.who] if agreement else [])}
    names = {f"o{one.pk}": one.name for one in officers_of(keys)}
    units = unit_names({request.unit, *([agreement.unit] if agreement else [])})

    def called(who: str, unit: str) -> str:
        return f"{units.get(unit, unit)} {names.get(who, '')}".strip()

    return {
        "asked_by": called(request.who, request.unit),
        "agreed_by": called(agreement.who, agreement.unit) if agreement else "",
    }


def whom(look: Look, request: Request) -> str:
    """For what sort of body, as the procedure names it."""
    asked = look.procedure.action_named["ask_whole_file"].input("whom")
    return gettext(dict(asked.choices).get(request.whom, request.whom))
