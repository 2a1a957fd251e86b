"""A paper as it prints, leaning on nothing outside the archive it is put into."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.templatetags.static import static

from xinqiao.cases.models import Paper
from xinqiao.documents.render import render
from xinqiao.people.person import Person

SHEET = "documents/paper.css"

_SCRIPT = re.compile(r"<script\b[^>]*></script>|<link rel=\"icon\"[^>]*>")


def printed(paper: Paper, *, reader: Person, sealed: bool = False) -> bytes | None:
    """The page of a paper, or None when it is not for this reader; ``paper.css`` has to lie beside it."""
    try:
        shown = render(paper, reader=reader, sealed=sealed)
    except LookupError:
        return None
    page = render_to_string(shown.template, shown.context)
    return _SCRIPT.sub("", page.replace(static(SHEET), "paper.css")).encode()


def sheet() -> bytes:
    """The style sheet of all papers."""
    place = finders.find(SHEET)
    assert isinstance(place, str), SHEET
    return Path(place).read_bytes()
