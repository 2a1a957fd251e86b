"""Showing where a text says what was asked for: the words as they were written, with what was found marked."""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from itertools import islice

from django.utils.safestring import SafeString

from xinqiao.text.normalise import simplified

AROUND = 28
LONGEST = 90


@lru_cache(maxsize=20_000)
def _spelled(character: str) -> str:
    return simplified(unicodedata.normalize("NFKC", character).lower())


def _spelling(text: str) -> tuple[str, Sequence[int]]:
    """A text in the one spelling, and for each of its characters the place in the text as it was written."""
    at_once = simplified(unicodedata.normalize("NFKC", text).lower())
    if len(at_once) == len(text):
        return at_once, range(len(text))
    spelled = ""
    origin: list[int] = []
    for position, character in enumerate(text):
        one = _spelled(character)
        spelled += one
        origin.extend([position] * len(one))
    return spelled, origin


def _places(text: str, words: Sequence[str], line: str = "") -> list[tuple[int, int]]:
    """Where the normalised ``words`` stand in ``text`` as it was written; joined where they touch.

    ``line`` is the text as the index keeps it, where that is known. As long as nothing moved in it, it saves the work of
    spelling the text anew; whether something did is seen at the words themselves.
    """
    found = _standing(line, range(len(line)), words) if len(line) == len(text) else None
    if found is None or any(
        "".join(map(_spelled, text[start:end])) != line[start:end] for start, end in found
    ):
        found = _standing(*_spelling(text), words)
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _standing(spelled: str, origin: Sequence[int], words: Sequence[str]) -> list[tuple[int, int]]:
    found = []
    for word in filter(None, words):
        start = spelled.find(word)
        while start >= 0:
            found.append((origin[start], origin[start + len(word) - 1] + 1))
            start = spelled.find(word, start + len(word))
    return found


def marked(text: str, words: Sequence[str], line: str = "") -> SafeString:
    """The whole text with the words marked; ``line``: the same as the index keeps it, if that is known.

    >>> marked("<電梯>停用", ["电梯"])
    '&lt;<mark>電梯</mark>&gt;停用'
    """
    return _marked(text, _places(text, words, line), 0, len(text))


def passage(text: str, words: Sequence[str], line: str = "") -> SafeString | None:
    """The part of a text where most of the words stand together, or None where there is none of them."""
    places = _places(text, words, line)
    if not places:
        return None
    best = max(
        places, key=lambda place: sum(place[0] <= start < place[0] + LONGEST for start, _end in places)
    )
    start = max(best[0] - AROUND, 0)
    end = min(start + LONGEST, len(text))
    shown = [(max(one, start), min(other, end)) for one, other in places if one < end and other > start]
    return SafeString(
        f"{'…' if start else ''}{_marked(text, shown, start, end)}{'…' if end < len(text) else ''}"
    )


def passages(texts: Iterable[tuple[str, str]], words: Sequence[str], *, most: int) -> tuple[SafeString, ...]:
    """The first ``most`` passages of several texts, each with its line in the index or nothing."""
    found = (passage(text, words, line) for text, line in texts)
    return tuple(islice((one for one in found if one is not None), most))


def _marked(text: str, places: Sequence[tuple[int, int]], start: int, end: int) -> SafeString:
    # Put together by hand: a page of answers has some hundred pieces, and Django's own way takes a third of the search.
    parts = []
    at = start
    for first, last in places:
        parts.append(f"{escape(text[at:first])}<mark>{escape(text[first:last])}</mark>")
        at = last
    return SafeString("".join((*parts, escape(text[at:end]))))
