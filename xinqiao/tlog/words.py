"""Sentences for people, in Chinese and in English, written once where they are said."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

LANGUAGES = ("zh", "en")

_BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Sentence:
    """The same thing said in both languages.

    >>> said("第 {n} 条", "entry {n}", n=3).in_language("en")
    'entry 3'
    """

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.zh


def said(zh: str, en: str, **facts: object) -> Sentence:
    """A sentence with its facts filled in; a fact that is itself a sentence is said in the same language."""
    chinese = {name: fact.zh if isinstance(fact, Sentence) else fact for name, fact in facts.items()}
    english = {name: fact.en if isinstance(fact, Sentence) else fact for name, fact in facts.items()}
    return Sentence(zh.format(**chinese), en.format(**english))


def moment(seconds: int) -> Sentence:
    """A moment given in POSIX seconds, as it is read in China and elsewhere.

    >>> moment(1679315147).zh
    '2023年3月20日 20:25:47（北京时间）'
    >>> moment(1679315147).en
    '2023-03-20 12:25:47 UTC'
    """
    try:
        there = datetime.fromtimestamp(seconds, _BEIJING)
        here = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return Sentence(f"{seconds} 秒（POSIX）", f"{seconds} s (POSIX)")
    return Sentence(
        f"{there.year}年{there.month}月{there.day}日 {there:%H:%M:%S}（北京时间）",
        f"{here:%Y-%m-%d %H:%M:%S} UTC",
    )
