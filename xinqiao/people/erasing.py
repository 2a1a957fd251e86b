"""Erasing a person: the key of their matter is destroyed. And correcting what a seal holds."""

from collections.abc import Mapping
from typing import Any

from xinqiao.people.identities import note_keys, wrapped_of
from xinqiao.people.models import Identity, OfficeKey
from xinqiao.people.seal import reseal, seal, unseal


def destroy_key(number: str) -> bool:
    """Erase who brings a matter, for good: the wrapped key goes, and with it the sealed text. Whether one was there.

    The query code stays: whoever has it still sees what was done, and that the person was erased.
    """
    kept = Identity.objects.filter(number=number).exclude(wrapped_key=b"")
    return bool(kept.update(wrapped_key=b"", sealed=b""))


def is_erased(number: str) -> bool:
    """Whether nobody can tell any more who brought a matter."""
    return not Identity.objects.filter(number=number).exclude(wrapped_key=b"").exists()


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
