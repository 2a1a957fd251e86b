"""What a text becomes in the index, and what a question becomes to find it there.

Chinese is indexed by pairs of neighbouring characters and found again by the words of the question: a word is there
when all its pairs are. So a name of an estate that no dictionary knows is found wherever it stands, whatever the
words around it; cutting into words decides only what somebody asks for, never what can be found.
"""

import re
from dataclasses import dataclass

from xinqiao.text.normalise import normalise
from xinqiao.text.segment import STOP_WORDS, plain

_RUN = re.compile(r"[0-9a-z]+|[\u3400-\u9fff\U00020000-\U0003ffff]+")
LONGEST_QUESTION = 200
MOST_WORDS = 12


def tokens(normal: str) -> set[str]:
    """The tokens of a normalised text.

    >>> sorted(tokens("3号楼停水"))
    ['3', '停水', '号楼', '楼停', '水']
    """
    found: set[str] = set()
    for run in _RUN.findall(normal):
        found.update(_pieces(run))
        if not run[0].isascii():
            # The last character alone, so that one that ends a text is found by its beginning like any other.
            found.add(run[-1])
    return found


def _pieces(word: str) -> list[str]:
    if word[0].isascii():
        return [word[:60]]
    return [word[start : start + 2] for start in range(len(word) - 1)] or [word]


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question; ``text`` is normalised."""

    text: str

    @property
    def pieces(self) -> list[str]:
        return _pieces(self.text)

    @property
    def is_beginning(self) -> bool:
        """One Chinese character: it is found as the beginning of a pair."""
        return len(self.text) == 1 and not self.text.isascii()


def words_of_question(question: str) -> list[Word]:
    """The words that a question asks for, without those that tell nothing, at most ``MOST_WORDS``.

    >>> [word.text for word in words_of_question("新城家園的電梯壞了")]
    ['新城', '家园', '电梯']
    """
    found: dict[str, None] = {}
    for run in _RUN.findall(normalise(question[:LONGEST_QUESTION])):
        for word in [run] if run[0].isascii() else plain().cut(run):
            found.setdefault(word)
    telling = [word for word in found if word not in STOP_WORDS and (len(word) > 1 or word.isascii())]
    return [Word(text) for text in (telling or list(found))[:MOST_WORDS]]
