"""What is wrong with the public log, found at start."""

from pathlib import Path
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution
from django.db import DatabaseError, connection

from xinqiao.ledger.publish import trouble
from xinqiao.ledger.signing import wished_origin
from xinqiao.tlog.note import is_name


@register()
def log(**_kwargs: Any) -> list[CheckMessage]:
    """The public log has a name that can be signed, and nothing keeps it from going on."""
    if not is_name(wished_origin()):
        return [
            Error(
                f"the public log cannot be named {wished_origin()!r}",
                hint="XINQIAO_LOG_ORIGIN looks like petition.example/log: no spaces, no plus",
                id="xinqiao.E030",
            )
        ]
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return []  # looking would make the file
    try:
        halted = trouble()
    except DatabaseError:
        return []  # no tables yet, or no database: others say that
    return [Caution(f"{halted.zh}\n{halted.en}", id="xinqiao.W030")] if halted else []
