"""One spelling for one text: what search, look-alikes and models compare.

Traditional becomes simplified, full width becomes half width, capitals become small, and invisible
characters go. What a person wrote is kept elsewhere, unchanged; this is only what machines read.
"""

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

# Joiners, marks of direction, soft hyphens, byte-order marks: nobody sees them, every matcher trips on them.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u206a-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# A text without any of these has nothing of the above, and no break or gap but the plain ones.
_UNUSUAL = re.compile("[^\n -~\u00b7\u2010-\u2027\u2030-\u205e\u3000-\u9fff]")
_SPACE = re.compile(r"[^\S\n]+")
_SPACES = re.compile("  +")
_LINES = re.compile(r"\n[ \n]+")
# Nearly all that NFKC changes in a Chinese message: full-width forms, dots in a row, numbers in rings, measures.
_COMPATIBLE = re.compile("[\u00a0\u2024-\u2026\u2070-\u2bff\u3000\u3200-\u33ff\uff00-\uffef]")
_ROUNDS = 6


@lru_cache(maxsize=1)
def _simplifier() -> OpenCC:
    """The converter is made at first use: it reads its tables once, in some ten milliseconds."""
    return OpenCC("t2s")


def simplified(text: str) -> str:
    """Turn traditional characters into simplified ones, phrase by phrase where the phrase matters.

    >>> simplified("電梯壞了一個月")
    '电梯坏了一个月'
    """
    return text if text.isascii() else str(_simplifier().convert(text))


def _compatible(text: str) -> str:
    """NFKC, many times as fast for a text in which only single characters must change."""
    if unicodedata.is_normalized("NFKC", text):
        return text
    # A text has few different ones of them: replacing each in turn is faster than looking up every character.
    for one in set(_COMPATIBLE.findall(text)):
        text = text.replace(one, unicodedata.normalize("NFKC", one))
    return unicodedata.normalize("NFKC", text)


def _spelled(text: str) -> str:
    """One round without the traditional characters."""
    text = _compatible(text).lower()
    if _UNUSUAL.search(text) is None:
        return text
    text = _INVISIBLE.sub("", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _CONTROL.sub(" ", text)


def _is_spelled(text: str) -> bool:
    return unicodedata.is_normalized("NFKC", text) and text == text.lower()


def normalise(text: str) -> str:
    """Give the text in the one spelling that machines compare; doing it twice changes nothing.

    NFKC, small letters, simplified characters, no invisible characters, single spaces, no empty lines.
    A line break stays, because the first line of a message is often its title.

    >>> normalise("Ａ３區 電梯　壞了\\r\\n\\r\\n請處理！")
    'a3区 电梯 坏了\\n请处理!'
    """
    # A few rare characters need more than one round: small letters can undo NFKC, and one simplified
    # character can be the traditional form of another. The rounds end at once for ordinary text.
    for _ in range(_ROUNDS):
        spelled = _spelled(text)
        text = simplified(spelled)
        # What was only made small and half-width has no more to change; the rest is looked at again.
        if text == spelled and _is_spelled(text):
            break
    text = _SPACES.sub(" ", text) if _UNUSUAL.search(text) is None else _SPACE.sub(" ", text)
    return _LINES.sub("\n", text.replace(" \n", "\n")).strip()
