"""The facts two messages share and the facts that part them, in words an officer can check."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Self

from xinqiao.text.fingerprint import letters
from xinqiao.text.matter import Matter, is_plainly_a_place
from xinqiao.text.same import Judgement

_PLACES, _WORDS, _KINDS = 4, 6, 3
_TELLING = 0.12
_NEAR_DAYS = 30


class About(StrEnum):
    """What a fact is about."""

    PLACE = "地点或单位"
    PROBLEM = "问题"
    WORDS = "用词"
    TIME = "时间"


class Fact(str):
    """One thing that two messages share, or that parts them: a short line in Chinese that knows its parts.

    ``one`` and ``other`` are what each says, in the messages' own words; of ``PROBLEM``, kinds of problem. ``TIME`` has
    the ``days`` between the two. A page draws the parts anew in the language of its reader.
    """

    about: About
    one: tuple[str, ...]
    other: tuple[str, ...]
    days: int

    def __new__(
        cls, about: About, one: Sequence[str] = (), other: Sequence[str] = (), *, days: int = 0
    ) -> Self:
        said = "／".join("、".join(names) for names in (one, other) if names)
        if about is About.TIME:
            said = f"相隔{days}天" if days else "同一天"
        fact = super().__new__(cls, f"{about}：{said}")
        fact.about, fact.one, fact.other, fact.days = about, tuple(one), tuple(other), days
        return fact


def _common_part(name: str, text: str) -> str:
    """The longest run of a name that a text says, if it is at least two characters."""
    for length in range(len(name), 1, -1):
        for start in range(len(name) - length + 1):
            if name[start : start + length] in text:
                return name[start : start + length]
    return ""


def _names_said(one: Matter, text: str) -> list[str]:
    found: list[str] = []
    ranked = sorted(one.names, key=lambda name: (name not in one.title_names, -one.names[name]))
    for name in ranked:
        # Anything else may be a person whom the text mentions, and a person is no fact to be compared by.
        if name not in one.title_names and not is_plainly_a_place(name):
            continue
        part = _common_part(name, text)
        whole = len(part) >= 3 or part == name
        if whole and not any(part in other or other in part for other in found):
            found.append(part)
    return found[:_PLACES]


def shared(one: Matter, other: Matter, judgement: Judgement) -> list[Fact]:
    """What speaks for one matter: names, kinds of problem, words, days."""
    found: list[Fact] = []
    places = _names_said(one, letters(other.normal)) or _names_said(other, letters(one.normal))
    if places and judgement.place > _TELLING:
        found.append(Fact(About.PLACE, places))
    kinds = [kind for kind in one.kinds if min(one.kinds[kind], other.kinds.get(kind, 0.0)) > _TELLING]
    if kinds:
        kinds.sort(key=lambda kind: -one.kinds[kind])
        found.append(Fact(About.PROBLEM, kinds[:_KINDS]))
    words = [word for word in one.found if word in other.found]
    if words:
        words.sort(key=lambda word: (-len(word), -one.found[word], word))
        found.append(Fact(About.WORDS, words[:_WORDS]))
    if judgement.days is not None and judgement.days <= _NEAR_DAYS:
        found.append(Fact(About.TIME, days=judgement.days))
    return found


def differs(one: Matter, other: Matter, judgement: Judgement) -> list[Fact]:
    """What speaks against it: titles that name other places, other problems, far apart in time."""
    found: list[Fact] = []
    if judgement.place < 0.5:
        own = [name for name in one.names if name in one.title_names and name not in other.normal][:2]
        others = [name for name in other.names if name in other.title_names and name not in one.normal][:2]
        if own and others:
            found.append(Fact(About.PLACE, own, others))
    if judgement.problem < 0.4 and one.kinds and other.kinds:
        first = max(one.kinds, key=lambda kind: one.kinds[kind])
        second = max(other.kinds, key=lambda kind: other.kinds[kind])
        if first != second:
            found.append(Fact(About.PROBLEM, [first], [second]))
    if judgement.days is not None and judgement.days > 6 * _NEAR_DAYS:
        found.append(Fact(About.TIME, days=judgement.days))
    return found
