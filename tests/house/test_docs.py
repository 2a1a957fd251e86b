"""Generated pages are current."""

from pathlib import Path

import pytest

from scripts import docs

BASE = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("path", docs.pages(), ids=lambda path: str(path.relative_to(BASE)))
def test_page_is_current(path):
    assert path.is_file(), "run make docs"
    assert path.read_text("utf-8") == docs.pages()[path], "run make docs"
