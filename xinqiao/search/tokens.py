"""What a text becomes in the index, and what a question becomes to find it there.

Chinese is indexed by pairs of neighbouring characters, and by single ones, and found again by the words of the question:
a word is there when all its pairs are. So a name of an estate that no dictionary knows is found wherever it stands, whatever the
words around it; cutting into words decides only what somebody asks for, never what can be found.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from xinqiao.text.normalise import normalise
from xinqiao.text.segment import STOP_WORDS, plain

_RUN = re.compile(r"[0-9a-z]+|[\u3400-\u9fff\U00020000-\U0003ffff]+")
LONGEST_QUESTION = 200
MOST_WORDS = 12
_ENGLISH = 4
"""From so many letters on, an English word is found by its beginning: lift finds lifts, repair finds repaired."""


def runs(normal: str) -> list[str]:
    """The stretches of letters and digits, and those of Chinese characters, of a normalised text."""
    return _RUN.findall(normal)


def tokens(normal: str) -> set[str]:
    """The tokens of a normalised text.

    >>> sorted(tokens("3号楼停水"))
    ['3', '停', '停水', '号', '号楼', '楼', '楼停', '水']
    """
    found: set[str] = set()
    for run in runs(normal):
        if run[0].isascii():
            found.add(run[:60])
        else:
            found.update(map("".join, pairwise(run)))
            found.update(run)
    return found


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question; ``text`` is normalised."""

    text: str

    @property
    def stem(self) -> str:
        """What of the word must stand in a text: an English word without the s of many.

        >>> Word("elevators").stem
        'elevator'
        """
        plural = self.is_beginning and self.text.endswith("s") and not self.text.endswith("ss")
        return self.text[:-1] if plural else self.text

    @property
    def pieces(self) -> list[str]:
        if self.text[0].isascii():
            return [self.stem[:60]]
        return [self.text[start : start + 2] for start in range(len(self.text) - 1)] or [self.text]

    @property
    def asked(self) -> list[str]:
        """The pieces as the index is asked for them: with ``*`` where whatever begins so will do."""
        return [piece + "*" if self.is_beginning else piece for piece in self.pieces]

    @property
    def is_beginning(self) -> bool:
        """An English word is found as the beginning of a longer one."""
        return len(self.text) >= _ENGLISH and self.text.isascii() and self.text.isalpha()


def words_of_question(question: str) -> list[Word]:
    """The words that a question asks for, without those that tell nothing, at most ``MOST_WORDS``.

    >>> [word.text for word in words_of_question("新城家園的電梯壞了")]
    ['新城', '家园', '电梯']
    """
    found: dict[str, None] = {}
    for run in runs(normalise(question[:LONGEST_QUESTION])):
        for word in [run] if run[0].isascii() else plain().cut(run):
            found.setdefault(word)
    telling = [word for word in found if word not in STOP_WORDS and (len(word) > 1 or word.isascii())]
    return [Word(text) for text in (telling or list(found))[:MOST_WORDS]]
