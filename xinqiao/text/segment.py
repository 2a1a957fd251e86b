"""Words of a text, cut the same way for indexing, for asking and for models."""

import re
from collections.abc import Iterable
from functools import lru_cache

import rjieba

from xinqiao.text.normalise import normalise

_WORD = re.compile(r"[0-9a-z\u3400-\u9fff\U00020000-\U0003ffff]")
# Added words must win against the cuts of the ordinary dictionary, however long they are.
_FREQUENCY = 2_000_000
_REMEMBERED, _LONGEST_REMEMBERED = 50_000, 8

# Words that stand in every second message and tell nothing about any of them.
_STOP = """
的 了 是 在 我 我们 你 你们 您 他 他们 她 它 们 和 与 及 或 也 都 就 还 又 而 但 但是 并 并且 因为 所以 由于 如果 虽然
这 那 这个 那个 这些 那些 这样 那样 这里 那里 此 该 其 之 以 于 为 为了 对 对于 关于 把 被 将 让 使 给 向 从 到 至 由 按
上 下 里 中 内 外 前 后 个 种 些 次 很 太 更 最 非常 十分 已 已经 曾 正在 有 没有 没 无 不 不是 没法 一 一个 一些 一直 两
能 能够 可以 可 会 要 想 需要 应该 应 得 着 过 来 去 说 做 吧 呢 吗 啊 呀 哦 嘛 么 什么 怎么 怎样 如何 为何 为什么 哪里 哪
谁 多少 几 自己 大家 别人 人 等 等等 等人 再 再次 又是 只 只是 只有 才 却 则 且 地 所 请 请问 谢谢 感谢 您好 你好 希望 盼
领导 尊敬 书记 市长 局长 县长 政府 相关 有关 部门 单位 解决 处理 反映 反应 投诉 问题 情况 回复 答复 敬礼 此致 一下
现在 目前 如今 今天 昨天 当时 时候 时间 年 月 日 号 点 天 没有人 进行 以及 通过 根据 其他 各位 本人 市民 群众 老百姓 百姓
"""
STOP_WORDS = frozenset(_STOP.split())


class _Words(dict[str, bool]):
    """Whether a piece of text is a word, remembered up to a number of them: pieces repeat, and this is asked for each."""

    def __missing__(self, piece: str) -> bool:
        found = _WORD.search(piece) is not None
        if len(piece) <= _LONGEST_REMEMBERED:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[piece] = found
        return found


_is_word = _Words()
# What begins with a Chinese character is a word: comparing is quicker than looking it up.
_FROM, _TO = "\u3400", "\u9fff\U0010ffff"


class Segmenter:
    """A cutter of text into words, with the words of one office added.

    `words` are names that must stay whole: units, streets, estates. The text is expected to be
    normalised; the added words are normalised here.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        spelled = [one for one in (normalise(word) for word in words) if one]
        # The library's shared dictionary cuts twice as fast; only an office's own words need another.
        self._jieba = rjieba.Jieba() if spelled else rjieba
        for one in spelled:
            self._jieba.add_word(one, _FREQUENCY, "nz")

    def cut(self, normal: str) -> list[str]:
        """Cut into words that cover the text once, without punctuation and spaces."""
        return [piece for piece in self._jieba.cut(normal) if _FROM <= piece <= _TO or _is_word[piece]]

    def cut_telling(self, normal: str) -> list[str]:
        """Cut into words and leave out the stop words."""
        return [
            piece
            for piece in self._jieba.cut(normal)
            if (_FROM <= piece <= _TO or _is_word[piece]) and piece not in STOP_WORDS
        ]

    def cut_for_search(self, normal: str) -> list[str]:
        """Cut into words and, inside long words, also the shorter ones, so that either finds it."""
        return [word for word in self._jieba.cut_for_search(normal) if _is_word[word]]

    def tagged(self, normal: str) -> list[tuple[str, str]]:
        """Cut into words with their part of speech in the tagger's letters (`nr` is a person's name)."""
        return [(word, tag) for word, tag in self._jieba.tag(normal) if _is_word[word]]


@lru_cache(maxsize=1)
def plain() -> Segmenter:
    """The cutter without an office's own words, made once (some hundred milliseconds)."""
    return Segmenter()


def words(text: str) -> list[str]:
    """Cut any text into its words.

    >>> words("電梯壞了一個月")
    ['电梯', '坏', '了', '一个月']
    """
    return plain().cut(normalise(text))


def search_words(text: str) -> list[str]:
    """Cut any text into the words an index keeps.

    >>> "消防" in search_words("消防通道")
    True
    """
    return plain().cut_for_search(normalise(text))


def content_words(normal: str) -> list[str]:
    """Cut a normalised text and leave out stop words and single characters that carry no matter."""
    return [word for word in plain().cut(normal) if word not in STOP_WORDS and len(word) > 1]
