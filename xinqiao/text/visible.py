"""Text without signs that nobody sees: marks that turn the direction of reading, joiners, line breaks in a line.

With them a file called ``opinion.pdf`` may end in ``.exe``, one name may look like another, and a line of a log may
pretend to be two. They go where a name or a title is kept. Letters that merely look alike stay, and so do rare
characters that this version of Python does not know yet: a person's name is written as that person writes it.
"""

import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
_BREAKS = frozenset({"Zl", "Zp"})


def one_line(text: str) -> str:
    """The text as one line, composed, with single spaces.

    >>> one_line(" 赵\\u202e\\u200b 某\\n某 ")
    '赵 某 某'
    """
    return " ".join(_seen(text, keep="").split())


def visible(text: str) -> str:
    """The text with its lines, and nothing else that is not seen.

    >>> visible("一\\u2066\\r\\n二\\u2028三")
    '一\\n二\\n三'
    """
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text.strip()  # nearly always, and a hundred times as quick
    lines = _seen(text.replace("\r\n", "\n").replace("\r", "\n"), keep="\n\t").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _seen(text: str, *, keep: str) -> str:
    found = []
    for sign in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(sign)
        if kind in _BREAKS or (kind == "Cc" and sign in "\n\r\t\v\f\x85"):
            found.append(sign if sign in keep else "\n" if keep else " ")
        elif kind not in _UNSEEN and not _no_sign(ord(sign)):
            found.append(sign)
    return "".join(found)


def _no_sign(code: int) -> bool:
    """Places in Unicode where there will never be a letter."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
