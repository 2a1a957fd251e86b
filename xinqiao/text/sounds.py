"""How a character sounds, so that what was typed by its sound finds what was meant.

Tones do not count. What many speakers do not tell apart and many keyboards mix up is one sound here: zh and z, ch and
c, sh and s, l and n, the endings -ng and -n.
"""

import os
from functools import lru_cache

MOST_READINGS = 2
"""Further readings of a character are hardly ever meant: 行 is xing and hang, its heng is for dictionaries."""

_CHINESE = ("\u3400", "\u9fff")


@lru_cache(maxsize=30_000)
def readings(character: str) -> tuple[str, ...]:
    """The readings of one character without tones, the usual one first; none for what is not Chinese.

    >>> readings("行")
    ('xing', 'hang')
    >>> readings("a")
    ()
    """
    if not _CHINESE[0] <= character <= _CHINESE[1]:
        return ()
    # The library's table of phrases takes fifty megabytes and a third of a second; single characters do without it.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    plain = dict.fromkeys(one for one in (found[0] if found else ()) if one.isascii() and one.isalpha())
    return tuple(plain)[:MOST_READINGS]


def blurred(reading: str) -> str:
    """A reading without what is easily mixed up.

    >>> blurred("zhang"), blurred("lin"), blurred("ning")
    ('zan', 'nin', 'nin')
    """
    if reading[:2] in ("zh", "ch", "sh"):
        reading = reading[0] + reading[2:]
    elif reading[:1] == "l":
        reading = "n" + reading[1:]
    return reading[:-1] if reading.endswith("ng") and reading[-3:-2] in "aei" else reading


@lru_cache(maxsize=30_000)
def sounds(character: str) -> tuple[str, ...]:
    """How a character may sound, blurred: two characters that share a sound may be typed for one another.

    >>> set(sounds("梯")) & set(sounds("题"))
    {'ti'}
    """
    return tuple(dict.fromkeys(blurred(one) for one in readings(character)))
