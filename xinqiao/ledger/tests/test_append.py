import json
from datetime import datetime

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.ledger.append import Draft, append_all, next_count
from xinqiao.ledger.entry import decode, digest, encode
from xinqiao.ledger.models import Entry

AT = datetime.fromisoformat("2026-03-02T09:00:00+08:00")


def write(ordinal: int = 1, number: str = "2026-000001-1", **facts: object) -> Entry:
    with transaction.atomic():
        content = {"event": {"action": "note", "facts": facts}}
        position = append_all([Draft(number, ordinal, AT, AT, content)])
    return Entry.objects.get(position=position)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=12), JSON, max_size=5))
def test_an_entry_reads_back_as_it_was_written_and_has_one_spelling(content: dict[str, object]) -> None:
    text = encode(content)
    assert decode(text) == content
    assert encode(decode(text)) == text
    assert encode(dict(reversed(content.items()))) == text


@pytest.mark.django_db
class TestAppend:
    def test_positions_have_no_gaps_and_start_at_one(self) -> None:
        assert [write(1).position, write(2).position, write(3).position] == [1, 2, 3]

    def test_a_position_that_was_rolled_back_is_given_again(self) -> None:
        with transaction.atomic():
            write(1)
            transaction.set_rollback(True)
        assert write(1).position == 1

    def test_the_digest_is_over_the_salt_and_the_very_text(self) -> None:
        entry = write(1, day="2026-03-02")
        kept = Entry.objects.get()
        assert digest(bytes(kept.salt), kept.text) == bytes(kept.digest) == entry.digest
        assert json.loads(kept.text)["event"]["facts"] == {"day": "2026-03-02"}

    def test_equal_texts_have_unequal_digests(self) -> None:
        assert write(1).digest != write(2).digest

    def test_an_entry_can_be_neither_changed_nor_deleted(self) -> None:
        entry = write(1)
        with pytest.raises(TypeError):
            entry.save()
        with pytest.raises(TypeError):
            entry.delete()

    def test_numbers_of_two_years_are_counted_apart(self) -> None:
        assert [next_count(2026), next_count(2026), next_count(2027), next_count(2026)] == [1, 2, 1, 3]


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_its_act_is_refused() -> None:
    with pytest.raises(RuntimeError):
        append_all([Draft("x", 1, AT, AT, {"event": {"action": "note"}})])
