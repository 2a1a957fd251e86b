"""Collect the texts that people read, and compile their translations.

    python scripts/messages.py collect   Python and templates -> locale/en/LC_MESSAGES/django.po
    python scripts/messages.py compile   every django.po -> django.mo, which Django reads

Texts are written in Chinese in the source; the Chinese is the key and needs no catalogue of its own.
Babel does what GNU gettext would, so that no program has to be installed for it.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

BASE = Path(__file__).resolve().parent.parent
LOCALE = BASE / "locale"
SOURCE = BASE / "xinqiao"

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

HEADER = """\
# English for Xinqiao. The Chinese in the source is the key; `make messages` keeps the list complete.
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def sources() -> Iterator[tuple[Path, bool]]:
    """Yield each file that may hold texts, and whether it is a template."""
    for path in sorted(SOURCE.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.relative_to(SOURCE).parts):
            yield path, False
    for path in sorted(SOURCE.glob("*/templates/**/*")) + sorted(SOURCE.glob("templates/**/*")):
        if path.suffix in (".html", ".txt", ".svg"):
            yield path, True


def collected() -> Catalog:
    """Return every text in the source, with the files it stands in."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    catalog = Catalog(fuzzy=False)
    for path, is_template in sources():
        code = path.read_text("utf-8")
        if is_template:
            # What templatize leaves is no whole program, only calls between blanks; the reader for
            # JavaScript takes those, where the one for Python would want indentation to be right.
            code = templatize(code, origin=str(path))
        for _, message, _, context in extract(
            "javascript" if is_template else "python", BytesIO(code.encode()), keywords=KEYWORDS
        ):
            catalog.add(message, locations=[(str(path.relative_to(BASE)), 0)], context=context)
    return catalog


def collect(language: str = "en") -> tuple[int, int]:
    """Bring the catalogue of one language up to date; return how many texts, how many untranslated."""
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    old = Catalog(locale=language)
    if path.is_file():
        with path.open("rb") as file:
            old = read_po(file, locale=language)
    new = Catalog(locale=language, fuzzy=False)
    missing = 0
    for message in collected():
        if not message.id:
            continue
        known = old.get(message.id, message.context)
        string = known.string if known else ""
        if isinstance(message.id, tuple) and not isinstance(string, tuple | list):
            string = ("", "")
        missing += not all(string) if isinstance(string, tuple | list) else not string
        new.add(message.id, string, locations=message.locations, context=message.context)
    text = BytesIO()
    write_po(text, new, omit_header=True, sort_by_file=True, include_lineno=False, width=100)
    path.write_text(HEADER + text.getvalue().decode(), "utf-8")
    return len(new), missing


def compile_all() -> None:
    """Write the .mo beside every .po; an empty translation is left out and so shows the Chinese."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.parts[-3])
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)


def main(arguments: list[str]) -> int:
    if arguments == ["collect"]:
        texts, missing = collect()
        compile_all()
        print(f"{texts} texts, {missing} without an English translation")
        return 0
    if arguments == ["compile"]:
        compile_all()
        return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
