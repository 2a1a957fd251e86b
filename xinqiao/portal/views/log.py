"""The public log as c2sp.org/tlog-tiles asks for it: files, the same for everybody, without a cookie."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from xinqiao.ledger import cosigned as witnessed
from xinqiao.ledger import shelf, signing
from xinqiao.ledger.models import LogKey
from xinqiao.portal.middleware import SameForEverybody
from xinqiao.tlog.note import Malformed, Untrusted
from xinqiao.tlog.tile import Resource

TEXT = "text/plain; charset=utf-8"
BYTES = "application/octet-stream"
FOR_EVER = "public, max-age=31536000, immutable"
"""A tile never changes."""

A_MOMENT = "public, max-age=1"
"""The checkpoint is another one every few seconds."""

AN_HOUR = "public, max-age=3600"


@require_safe
def checkpoint(_request: HttpRequest) -> HttpResponse:
    """The last signed checkpoint."""
    text = shelf.published()
    if text is None:
        raise Http404
    return plain(text, TEXT, A_MOMENT)


@require_safe
def tile(_request: HttpRequest, name: str) -> HttpResponse:
    """One tile or entry bundle. A partial one is gone once the full one is there; clients then ask for that."""
    try:
        data = (settings.LOG / Resource.parse(f"tile/{name}").path).read_bytes()
    except (ValueError, OSError) as error:
        raise Http404 from error
    return plain(data, BYTES, FOR_EVER)


@require_safe
def key(_request: HttpRequest) -> HttpResponse:
    """The line of the key that signs now: what a client is set up with."""
    return plain(f"{signing.verifiers()[0].line}\n", TEXT, AN_HOUR)


@require_safe
def keys(_request: HttpRequest) -> HttpResponse:
    """Every key that signs or has signed, with its span: what old receipts are checked with."""
    spans = {one.line: one for one in LogKey.objects.all()}
    lines = []
    for one in signing.verifiers():
        known = spans.get(one.line)
        lines += [f"# {span(known)}", one.line] if known else [one.line]
    return plain("\n".join([*lines, ""]), TEXT, AN_HOUR)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def cosigned(request: HttpRequest) -> HttpResponse:
    """The last checkpoint that witnesses have signed. A witness hands in its signature here; nobody else's is taken."""
    if request.method == "POST":
        try:
            return plain(witnessed.take(request.read(witnessed.LARGEST + 1)), TEXT, A_MOMENT)
        except (Malformed, Untrusted) as wrong:
            return HttpResponse(f"{wrong}\n", content_type=TEXT, status=422)
    text = witnessed.kept()
    if text is None:
        raise Http404
    return plain(text, TEXT, A_MOMENT)


def span(known: LogKey) -> str:
    """From which day to which a key signed."""
    until = f"{timezone.localdate(known.until):%Y-%m-%d}" if known.until else "…"
    return f"{timezone.localdate(known.since):%Y-%m-%d} – {until}"


def plain(data: str | bytes, kind: str, cache: str) -> HttpResponse:
    """An answer that any client on any page may read and any cache may keep."""
    return SameForEverybody(
        data, content_type=kind, headers={"Cache-Control": cache, "Access-Control-Allow-Origin": "*"}
    )
