"""Keeping and opening the sealed identity of a matter."""

from collections.abc import Mapping
from typing import Any

from xinqiao.people.models import Identity
from xinqiao.people.seal import reseal, seal, unseal


def keep_identity(number: str, identity: Mapping[str, Any], *, code: bytes | None = None) -> None:
    """Seal who brings a matter: the first time with the query code, later as a correction under the same key."""
    if code is not None:
        wrapped_key, sealed = seal(number, identity)
        Identity.objects.bulk_create(
            [Identity(number=number, wrapped_key=wrapped_key, sealed=sealed, code=code)]
        )
        return
    kept = Identity.objects.select_for_update().get(number=number)
    kept.sealed = reseal(
        number, kept.wrapped_key, {**unseal(number, kept.wrapped_key, kept.sealed), **identity}
    )
    kept.save(update_fields=["sealed"])


def open_identity(number: str) -> dict[str, Any]:
    """Who brings a matter. Whoever calls this for an officer has made an entry first."""
    kept = Identity.objects.get(number=number)
    return unseal(number, kept.wrapped_key, kept.sealed)


def replace_code(number: str, code: bytes) -> None:
    """Put a new query code in the place of a lost one."""
    Identity.objects.filter(number=number).update(code=code)
