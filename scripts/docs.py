"""Write the pages of docs/ that are made from other files; `make docs`.

python -m scripts.docs            write them
python -m scripts.docs --check    write nothing, end with code 1 when one is out of date
"""

import os
import re
import sys
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
DECISIONS = BASE / "docs" / "decisions"
PROCEDURE_PAGES = BASE / "docs" / "procedures"
POLICY_PAGE = BASE / "docs" / "policy.md"


def decisions() -> dict[Path, str]:
    """Return the index of the decision records."""
    lines = [
        "# Decisions",
        "",
        "Made from the records by `make docs`; do not edit. What a record is: no. 1.",
        "",
        "| No. | Decision | Date | Status |",
        "|---|---|---|---|",
    ]
    for path in sorted(DECISIONS.glob("[0-9][0-9][0-9][0-9]-*.md")):
        text = path.read_text("utf-8")
        title = re.search(r"^# (\d+)\. (.+)$", text, re.MULTILINE)
        status = re.search(r"^Date: (\d{4}-\d\d-\d\d) · Status: (.+)$", text, re.MULTILINE)
        if not title or not status or int(title[1]) != int(path.name[:4]):
            sys.exit(
                f"docs: {path.name} needs a heading '# {int(path.name[:4])}. …' and 'Date: … · Status: …'"
            )
        lines.append(f"| {title[1]} | [{title[2]}]({path.name}) | {status[1]} | {status[2]} |")
    return {DECISIONS / "README.md": "\n".join(lines) + "\n"}


def procedures() -> dict[Path, str]:
    """Return the pages of the procedures: tables and diagrams, made from the law as data."""
    from xinqiao.law.catalogue import PROCEDURES
    from xinqiao.law.picture import pages as pictures

    return {PROCEDURE_PAGES / name: text for name, text in pictures(PROCEDURES).items()}


def policy() -> dict[Path, str]:
    """Return the page that says who sees what, made from the policy table and the addresses of the project."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinqiao.settings")
    django.setup()
    from django.utils import translation

    from xinqiao.cases.policy.published import document

    with translation.override("zh-hans"):
        return {POLICY_PAGE: document()}


# Each returns the pages it makes, by path.
GENERATORS = (decisions, procedures, policy)


def pages() -> dict[Path, str]:
    """Return every generated page with its text as it should be now."""
    return {path: text for generator in GENERATORS for path, text in generator().items()}


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    stale = [
        (path, text)
        for path, text in pages().items()
        if not path.is_file() or path.read_text("utf-8") != text
    ]
    for path, text in stale:
        print(("out of date: " if arguments else "written: ") + str(path.relative_to(BASE)))
        if not arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return 1 if arguments and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
