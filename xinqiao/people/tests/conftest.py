from pathlib import Path
from typing import Any

import pytest

from xinqiao.people.keyring import Ring

NAMES = ("secret_key", "seal_key", "query_code_key", "log_key")


@pytest.fixture
def rings(settings: Any, tmp_path: Path) -> dict[str, Ring]:
    """Rings of keys that a test may change, in a folder of its own."""
    folder = tmp_path / "keys"
    settings.KEYS = folder
    settings.RINGS = {name: Ring(name, folder) for name in NAMES}
    settings.SEAL_KEYS, settings.QUERY_CODE_KEYS = (
        settings.RINGS["seal_key"],
        settings.RINGS["query_code_key"],
    )
    return settings.RINGS
