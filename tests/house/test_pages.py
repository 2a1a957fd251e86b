"""Templates ask nothing of other hosts and need no inline script or style, which the CSP refuses."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((BASE / "xinqiao").glob("**/templates/**/*.html"))
SHEETS = [
    path for path in sorted((BASE / "xinqiao").glob("**/static/**/*.css")) if "vendor" not in path.parts
]

REFUSED = {
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(?!\s*</script>)", re.IGNORECASE),
    "an event attribute": re.compile(
        r"\son(click|load|change|submit|input|focus|blur|key\w+)\s*=", re.IGNORECASE
    ),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "a foreign host": re.compile(
        r"""(?:src|action|<link[^>]*href)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE
    ),
    "a form without its token": re.compile(
        r"""<form\b[^>]*method=["']post["'][^>]*>(?!(?:(?!</form>).)*csrf_token)""", re.IGNORECASE | re.DOTALL
    ),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_no_template_has(fault):
    found = [
        str(path.relative_to(BASE)) for path in TEMPLATES if REFUSED[fault].search(path.read_text("utf-8"))
    ]
    assert not found, f"{fault} in {found}"


def test_no_style_sheet_of_ours_asks_a_foreign_host():
    found = [
        path
        for path in SHEETS
        if re.search(r"(?:https?:)?//\w", re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL))
    ]
    assert not found


def test_what_we_took_from_others_is_free_of_what_is_not_licensed_to_us():
    vendor = BASE / "xinqiao" / "static" / "vendor"
    names = " ".join(path.name for path in vendor.rglob("*"))
    assert "govuk.css" in names
    assert not re.search(r"crest|crown|logotype|\.woff", names)
    for sheet in vendor.glob("*.css"):
        css = sheet.read_text("utf-8")
        assert not re.search(r"GDS Transport|@font-face", css)
        for name in re.findall(r"url\((?!data:)([^)]*)\)", css):
            assert (vendor / name).is_file(), f"{sheet.name} names {name}, which is not there"


def test_collected_files_carry_a_fingerprint_and_find_each_other(tmp_path):
    places = {"XINQIAO_DATA": str(tmp_path / "data"), "XINQIAO_STATIC": str(tmp_path / "static")}
    subprocess.run(
        [sys.executable, "-m", "xinqiao", "collectstatic", "--noinput", "-v0"],
        env={**os.environ, **places},
        cwd=BASE,
        check=True,
    )
    collected = tmp_path / "static"
    names = json.loads((collected / "staticfiles.json").read_text("utf-8"))["paths"]
    assert re.fullmatch(r"vendor/govuk\.[0-9a-f]{12}\.css", names["vendor/govuk.css"])
    for name in names.values():
        if name.endswith(".css"):
            css = (collected / name).read_text("utf-8")
            for other in re.findall(r"""url\(["']?(?!data:|#)([^"')]*)["']?\)""", css):
                assert ((collected / name).parent / other).is_file(), f"{name} names {other}"
