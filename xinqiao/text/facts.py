"""The facts two messages share and the facts that part them, in words an officer can check."""

from xinqiao.text.fingerprint import letters
from xinqiao.text.matter import Matter, is_plainly_a_place
from xinqiao.text.same import Judgement

_PLACES, _WORDS, _KINDS = 4, 6, 3
_TELLING = 0.12
_NEAR_DAYS = 30


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


def shared(one: Matter, other: Matter, judgement: Judgement) -> list[str]:
    """What speaks for one matter: names, kinds of problem, words, days; each a short line in Chinese."""
    lines: list[str] = []
    places = _names_said(one, letters(other.normal)) or _names_said(other, letters(one.normal))
    if places and judgement.place > _TELLING:
        lines.append("地点或单位：" + "、".join(places))
    kinds = [kind for kind in one.kinds if min(one.kinds[kind], other.kinds.get(kind, 0.0)) > _TELLING]
    if kinds:
        kinds.sort(key=lambda kind: -one.kinds[kind])
        lines.append("问题：" + "、".join(kinds[:_KINDS]))
    words = [word for word in one.found if word in other.found]
    if words:
        words.sort(key=lambda word: (-len(word), -one.found[word], word))
        lines.append("用词：" + "、".join(words[:_WORDS]))
    if judgement.days is not None and judgement.days <= _NEAR_DAYS:
        lines.append(f"时间：相隔{judgement.days}天" if judgement.days else "时间：同一天")
    return lines


def differs(one: Matter, other: Matter, judgement: Judgement) -> list[str]:
    """What speaks against it: titles that name other places, other problems, far apart in time."""
    lines: list[str] = []
    if judgement.place < 0.5:
        own = [name for name in one.names if name in one.title_names and name not in other.normal][:2]
        others = [name for name in other.names if name in other.title_names and name not in one.normal][:2]
        if own and others:
            lines.append(f"地点或单位：{'、'.join(own)}／{'、'.join(others)}")
    if judgement.problem < 0.4 and one.kinds and other.kinds:
        first = max(one.kinds, key=lambda kind: one.kinds[kind])
        second = max(other.kinds, key=lambda kind: other.kinds[kind])
        if first != second:
            lines.append(f"问题：{first}／{second}")
    if judgement.days is not None and judgement.days > 6 * _NEAR_DAYS:
        lines.append(f"时间：相隔{judgement.days}天")
    return lines
