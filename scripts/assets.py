"""Copy the front-end components from node_modules to xinqiao/static/vendor.

Three changes are made on the way, each for a reason:

* The typeface, the crown and the crest of GOV.UK are licensed to the British government alone: their
  rules go, the files are not copied, and text is set in the reader's own Chinese fonts.
* Addresses such as /assets/images/x.svg become relative, so that the files can be served from any
  place and be given a fingerprint; only pictures that a rule names are copied.
* Source maps are not shipped, so the lines that name them go.

Usage: python scripts/assets.py (after `npm ci`). Errors: a sentence on standard error, exit code 1.
"""

import re
import shutil
import sys
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
MODULES = BASE / "node_modules"
TARGET = BASE / "xinqiao" / "static" / "vendor"

GOVUK = MODULES / "govuk-frontend" / "dist" / "govuk"
MOJ = MODULES / "@ministryofjustice" / "frontend" / "moj"

SHEETS = {"govuk.css": GOVUK / "govuk-frontend.min.css", "moj.css": MOJ / "moj-frontend.min.css"}
SCRIPTS = {
    "govuk.js": GOVUK / "govuk-frontend.min.js",
    "moj.js": MOJ / "moj-frontend.min.js",
    "htmx.js": MODULES / "htmx.org" / "dist" / "htmx.min.js",
}

# A page may set --xinqiao-font; these are what Chinese systems have: Apple, Windows, Linux, Android.
FONTS = (
    'var(--xinqiao-font,system-ui,-apple-system,"PingFang SC","Microsoft YaHei",'
    '"Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC",sans-serif)'
)
NOT_OURS = re.compile(r"crest|crown|logotype|favicon|govuk-icon|opengraph")


def sheet(css: str) -> tuple[str, set[str]]:
    """Return the style sheet as we serve it, and the names of the pictures it needs."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace("font-family:GDS Transport,arial,sans-serif", f"font-family:{FONTS}")
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    pictures: set[str] = set()

    def relative(found: re.Match[str]) -> str:
        name = found.group(1)
        if NOT_OURS.search(name):
            return "none"
        pictures.add(name)
        return f"url(images/{name})"

    css = re.sub(r"url\(/assets/images/([\w.-]+)\)", relative, css)
    left = re.findall(r"url\((?!images/|data:)[^)]*\)", css)
    if left or "GDS" in css:
        sys.exit(f"assets: the style sheets have changed; not handled: {left or 'GDS Transport'}")
    return css, pictures


def main() -> None:
    for source in [*SHEETS.values(), *SCRIPTS.values()]:
        if not source.is_file():
            sys.exit(f"assets: {source.relative_to(BASE)} is missing; run `make setup`")
    shutil.rmtree(TARGET, ignore_errors=True)
    (TARGET / "images").mkdir(parents=True)
    for name, source in SHEETS.items():
        css, pictures = sheet(source.read_text("utf-8"))
        (TARGET / name).write_text(css, "utf-8")
        for picture in sorted(pictures):
            shutil.copyfile(source.parent / "assets" / "images" / picture, TARGET / "images" / picture)
    for name, source in SCRIPTS.items():
        script = re.sub(r"\n?//# sourceMappingURL=.*", "", source.read_text("utf-8"))
        (TARGET / name).write_text(script, "utf-8")
    (TARGET / ".stamp").touch()


if __name__ == "__main__":
    main()
