"""What the database knows of the office's keys: which ids rows rest on. The keys themselves lie outside (``keyring``)."""

from collections.abc import Mapping

from django.conf import settings
from django.db import connection

from xinqiao.people.keyring import Ring
from xinqiao.people.models import OfficeKey


def note_keys(keys: Mapping[str, str]) -> None:
    """Let the database know that rows rest on these keys, by id and purpose. Raises ``KeyMissing``."""
    if not keys:
        return
    rows = ", ".join(["(%s, %s)"] * len(keys))
    with connection.cursor() as cursor:
        # Every filing passes here and the rows are nearly always there: said to the database without a detour.
        cursor.execute(
            f"INSERT INTO people_officekey (id, purpose) VALUES {rows} ON CONFLICT DO NOTHING",  # noqa: S608 - marks only
            [value for pair in keys.items() for value in pair],
        )
        new = cursor.rowcount > 0
    if new:
        # A key taken off its ring between its use and this line has left no row that would have told.
        for key_id, purpose in keys.items():
            ring_of(purpose).find(key_id)


def ring_of(purpose: str) -> Ring:
    """The ring of a purpose of ``OfficeKey``."""
    rings: dict[str, Ring] = {
        OfficeKey.SEAL: settings.SEAL_KEYS,
        OfficeKey.QUERY_CODE: settings.QUERY_CODE_KEYS,
    }
    return rings[purpose]
