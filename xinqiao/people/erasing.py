"""Erasing a person: the key of their matter is destroyed."""

from xinqiao.people.models import Identity


def destroy_key(number: str) -> bool:
    """Erase who brings a matter, for good: the wrapped key goes, and with it the sealed text. Whether one was there.

    The query code stays: whoever has it still sees what was done, and that the person was erased.
    """
    kept = Identity.objects.filter(number=number).exclude(wrapped_key=b"")
    return bool(kept.update(wrapped_key=b"", sealed=b""))


def is_erased(number: str) -> bool:
    """Whether nobody can tell any more who brought a matter."""
    return not Identity.objects.filter(number=number).exclude(wrapped_key=b"").exists()
