"""Who may speak to other machines: e-mail and the witness of the log. No page fetches an address that somebody gives."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parents[2]
SOURCES = [path for path in sorted((BASE / "xinqiao").rglob("*.py")) if "tests" not in path.parts]

REACHES = re.compile(
    r"^(urllib\.request|http\.client|socket|ssl|smtplib|ftplib|poplib|imaplib|telnetlib|xmlrpc|asyncio|socketserver"
    r"|requests|httpx|aiohttp|urllib3|websockets?|paramiko|django\.core\.mail)(\.|$)"
)

MAY = {
    "xinqiao/channels/email/outbound.py": "sends letters to the office's own mail server, which the environment names",
    "xinqiao/desk/views/officers.py": "sends an invitation through the same mail server",
    "xinqiao/operate/witness.py": "asks the log that whoever runs the witness names",
    "xinqiao/operate/running.py": "asks this machine whether a port is free",
    "xinqiao/operate/bench/web.py": "measures a server it has started on this machine",
}
"""Each with its reason."""

SPREADSHEETS = {"xinqiao/channels/sheet/writing.py"}
XML = re.compile(r"^(xml\.(?!sax\.saxutils)|lxml|defusedxml|xmltodict)")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{one.name}" for one in node.names)


def having(pattern: re.Pattern[str]) -> set[str]:
    return {str(path.relative_to(BASE)) for path in SOURCES if any(map(pattern.match, imported(path)))}


def test_nobody_else_can_reach_another_machine():
    assert having(REACHES) - set(MAY) == set()


@pytest.mark.parametrize("path", sorted(MAY))
def test_an_exception_is_still_needed(path):
    assert path in having(REACHES)


def test_no_face_and_no_record_reaches_out():
    floors = re.compile(r"^xinqiao/(portal|cases|people|ledger|documents|search|law|text)/")
    assert [path for path in having(REACHES) if floors.match(path)] == []


def test_spreadsheets_are_written_in_one_place_where_no_cell_is_a_formula():
    found = {
        str(path.relative_to(BASE))
        for path in SOURCES
        if re.search(r"csv\.(?:writer|DictWriter)|xlsxwriter|openpyxl|Workbook\(", path.read_text("utf-8"))
        and "CalamineWorkbook" not in path.read_text("utf-8")
    }
    assert found == SPREADSHEETS


READS_XML = {
    "xinqiao/library/texts.py": "reads laws that officers bring in, and refuses a document type of its own"
}


def test_xml_is_parsed_in_one_place_which_refuses_entities():
    assert having(XML) == set(READS_XML)
    assert "StartDoctypeDeclHandler" in (BASE / "xinqiao/library/texts.py").read_text("utf-8")


def test_nothing_of_a_stranger_is_run_or_unpickled():
    refused = re.compile(
        r"\b(?:eval|exec)\(|\bpickle\b|\bmarshal\b|yaml\.load|shell=True|os\.system|extractall"
    )
    found = {
        f"{path.relative_to(BASE)}: {line.strip()}"
        for path in SOURCES
        for line in path.read_text("utf-8").splitlines()
        if refused.search(line.partition("#")[0]) and not line.lstrip().startswith(('"', "'"))
    }
    assert {one for one in found if "/text/" not in one} == set()
