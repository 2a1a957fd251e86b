"""Keeping and opening the sealed identity of a matter."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from xinqiao.people.codes import KeptCode
from xinqiao.people.models import Identity, OfficeKey
from xinqiao.people.office_keys import note_keys
from xinqiao.people.seal import Wrapped, reseal, seal, unseal


def keep_identity(number: str, identity: Mapping[str, Any], *, code: KeptCode) -> None:
    """Seal who brings a new matter, and keep its query code."""
    wrapped, sealed = seal(number, identity)
    note_keys({wrapped.office_key: OfficeKey.SEAL, code.key: OfficeKey.QUERY_CODE})
    with connection.cursor() as cursor:
        # Every filing passes here: said to the database without a detour.
        cursor.execute(
            "INSERT INTO people_identity (number, key_id, wrapped_key, sealed, code_key_id, code) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            [number, wrapped.office_key, wrapped.data_key, sealed, code.key, code.digest],
        )


class Erased(Exception):
    """Nobody can tell any more who brought this matter; the argument is its number."""


def open_identity(number: str) -> dict[str, Any]:
    """Who brings a matter. Whoever calls this for an officer has made an entry first.

    Raises ``Erased``, and ``SealBroken`` where a key is missing or bytes have changed: that is a fault, never an erasure.
    """
    kept = Identity.objects.filter(number=number).exclude(wrapped_key=b"").first()
    if kept is None:
        raise Erased(number)
    return unseal(number, wrapped_of(kept), kept.sealed)


def correct_identity(number: str, changes: Mapping[str, Any]) -> None:
    """Replace what the seal holds: a field with a value is set, one with an empty value goes.

    Somebody who was erased and gives new details is sealed under a new key; what was erased stays erased.
    """
    kept = Identity.objects.select_for_update().get(number=number)
    before: Mapping[str, Any] = {}
    if kept.wrapped_key:
        wrapped = wrapped_of(kept)
        before = unseal(number, wrapped, kept.sealed)
    after = {name: value for name, value in {**before, **changes}.items() if value}
    if kept.wrapped_key:
        kept.sealed = reseal(number, wrapped, after)
    else:
        wrapped, kept.sealed = seal(number, after)
        note_keys({wrapped.office_key: OfficeKey.SEAL})
        kept.key_id, kept.wrapped_key = wrapped.office_key, wrapped.data_key
    kept.save(update_fields=["key", "wrapped_key", "sealed"])


def replace_code(number: str, code: KeptCode) -> None:
    """Put a new query code in the place of a lost one."""
    note_keys({code.key: OfficeKey.QUERY_CODE})
    Identity.objects.filter(number=number).update(code_key=code.key, code=code.digest)


def wrapped_of(kept: Identity) -> Wrapped:
    """The wrapped key in a row."""
    return Wrapped(kept.key_id, bytes(kept.wrapped_key))
