"""What the ledger keeps of an entry is what the log publishes of it."""

from xinqiao.ledger import entry
from xinqiao.tlog.opening import Enclosure, Opening, Words, content_of, foreign_words


def test_a_commitment_is_the_digest_that_the_ledger_keeps():
    salt, text = b"salt of the entry", entry.encode({"number": "XF-2026-000001", "v": entry.VERSION})
    assert Opening(salt, text).commitment == entry.digest(salt, text)


def test_words_are_recognised_by_the_digest_that_the_entry_keeps():
    words = Words("subject", Opening(b"salt of the words", "电梯停了一个月"))
    kept = {words.name: entry.digest(words.opening.salt, words.opening.text).hex()}
    opened = Opening(b"salt of the entry", entry.encode({"words": kept}))
    assert content_of(opened)["words"] == kept
    assert foreign_words(Enclosure(entry=opened, words=(words,))) == ()
