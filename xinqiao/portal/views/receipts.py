"""What proves that something was received and not touched since: the promise, the receipt, and the page that checks either."""

import base64
import binascii
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_http_methods

from xinqiao.cases.models import Case
from xinqiao.cases.receipts import filing_of, offline_tool, promise_for, provable, receipt_for
from xinqiao.law.catalogue import find_procedure
from xinqiao.ledger.cosigned import witnesses
from xinqiao.ledger.signing import origin, verifiers
from xinqiao.people.models import Unit
from xinqiao.portal import visit
from xinqiao.portal.draft import Draft
from xinqiao.tlog import promise, proof
from xinqiao.tlog.receipt import Trust, Verdict, examine
from xinqiao.tlog.words import Sentence

LARGEST = 2_000_000
"""No receipt is larger, even one that encloses a very long story."""

PROMISE, RECEIPT = "promise", "receipt"


# -- Handing out ------------------------------------------------------------------------------------


@require_GET
def filed(request: HttpRequest, kind: str) -> HttpResponse:
    """The promise or the receipt of what was filed a moment ago on this device."""
    draft = Draft.of(request, at=timezone.now())
    if draft is None or not draft.number:
        return redirect("portal:submit")
    return _file(draft.number, filing_of(draft.number), kind, back=reverse("portal:receipt"))


@require_GET
@visit.for_petitioner
def receipts(request: HttpRequest, case: Case) -> HttpResponse:
    """Every entry of the matter with its promise and its receipt."""
    procedure = find_procedure(case.procedure)
    found = [
        (one, gettext(procedure.action_named[one.action].title) if one.action in procedure.action_named
         else gettext("到期自动记录"))
        for one in reversed(provable(case.number))
    ]  # fmt: skip
    return render(request, "portal/receipts.html", {"case": case, "found": found})


@require_GET
@visit.for_petitioner
def one(_request: HttpRequest, case: Case, position: int, kind: str) -> HttpResponse:
    """The file for one entry of the matter."""
    return _file(case.number, position, kind, back=reverse("portal:receipts"))


def _file(number: str, position: int, kind: str, *, back: str) -> HttpResponse:
    if kind not in (PROMISE, RECEIPT):
        raise Http404
    data = promise_for(number, position) if kind == PROMISE else receipt_for(number, position)
    if data is None:  # not yet in a published log; it takes seconds
        return redirect(back)
    ordinal = next(one.ordinal for one in provable(number) if one.position == position)
    suffix = promise.SUFFIX if kind == PROMISE else proof.SUFFIX
    response = HttpResponse(data, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="xinqiao-{number}-{ordinal}{suffix}"'
    return response


def address_of_promise(request: HttpRequest, number: str) -> str:
    """The address behind the square code on the slip: the page that checks, with the promise and nothing of its words."""
    signed = promise.PromiseFile.parse(promise_for(number, filing_of(number))).promise
    packed = base64.urlsafe_b64encode(signed.encode()).decode().rstrip("=")
    return request.build_absolute_uri(f"{reverse('portal:verify')}?{urlencode({'p': packed})}")


# -- Checking ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shown:
    """A verdict in the language of the reader, with the entry in people's words where it could be opened."""

    good: bool
    headline: str
    faults: list[str]
    proves: list[str]
    limits: list[str]
    what: str
    who: str
    at: datetime | None
    words: list[tuple[str, str]]
    details: Sequence[tuple[str, str]]


@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Anybody drops a receipt, a promise, or what a square code held, and reads what it proves. Nothing is kept."""
    data, error = b"", ""
    if request.method == "POST":
        upload, text = request.FILES.get("file"), request.POST.get("text", "")
        if upload is not None and upload.size is not None and upload.size > LARGEST:
            error = gettext("这个文件太大了，不是回执。请选 .tlog-proof 或者 .promise 结尾的文件。")
        elif upload is not None:
            data = upload.read(LARGEST)
        elif text.strip():
            data = f"{text.strip()}\n".replace("\r\n", "\n").encode()
        else:
            error = gettext("请选一个文件，或者把文件里的字粘贴进来。")
    elif packed := request.GET.get("p", "")[:8_000]:
        try:
            data = base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            error = gettext("二维码里的内容不完整。请再扫一次，或者选文件。")
    verdict = examine(data, Trust(verifiers(), witnesses(), origin=origin())) if data else None
    return render(
        request,
        "portal/verify.html",
        {
            "verdict": _shown(verdict) if verdict else None,
            "error": error,
            "key": verifiers()[0].line,
            "origin": origin(),
        },
        status=422 if error else 200,
    )


def _shown(verdict: Verdict) -> Shown:
    language = "en" if (get_language() or "").startswith("en") else "zh"

    def told(sentences: list[Sentence]) -> list[str]:
        return [one.in_language(language) for one in sentences]

    entry = verdict.facts.get("entry")
    content: dict[str, Any] = entry if isinstance(entry, dict) else {}
    details = [
        (name, str(verdict.facts[name])) for name in ("origin", "size", "root", "index", "commitment")
        if name in verdict.facts
    ]  # fmt: skip
    what, titles = _named(content)
    return Shown(
        good=verdict.good,
        headline=verdict.headline.in_language(language),
        faults=told(verdict.faults),
        proves=told(verdict.proves),
        limits=told(verdict.limits),
        what=what,
        who=_office(content),
        at=_moment(content),
        words=[(_title(name, titles), text) for name, text in verdict.facts.get("words", {}).items()],
        details=details,
    )


def _named(content: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """What was done, and what its inputs are called. A receipt may come from a procedure that is not known here."""
    event = content.get("event")
    name = event.get("action", "") if isinstance(event, dict) else ""
    try:
        action = find_procedure(str(content.get("procedure"))).action_named[name]
    except (LookupError, TypeError):
        return str(name), {}
    return gettext(action.title), {one.name: gettext(one.title) for one in action.inputs}


def _title(name: str, titles: dict[str, str]) -> str:
    first, _, rest = name.partition(".")
    title = titles.get(first, gettext("材料的摘要") if first == "files" else first)
    return f"{title} {rest}" if rest.isdecimal() else title


def _office(content: dict[str, Any]) -> str:
    by = content.get("by")
    if not isinstance(by, dict):
        return ""
    if by.get("kind") == "petitioner":
        return gettext("信访人")
    if by.get("kind") == "clock":
        return gettext("到期自动记录")
    unit = Unit.objects.filter(code=str(by.get("unit", ""))).first()
    return unit.title if unit else str(by.get("unit", ""))


def _moment(content: dict[str, Any]) -> datetime | None:
    try:
        return datetime.fromisoformat(str(content.get("at")))
    except ValueError:
        return None


@require_GET
def tool(_request: HttpRequest) -> HttpResponse:
    """The folder with which anybody checks receipts and the log without this site, and the office's keys with it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in offline_tool():
            archive.writestr(name, data)
    response = HttpResponse(packed.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="tlog.zip"'
    return response
