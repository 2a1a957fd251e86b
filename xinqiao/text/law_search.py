"""Finding the article of law for a question asked in everyday words.

BM25 over words and over pairs of characters, with the legal words for everyday ones added, and with a
word for where an article comes from: a question from daily life is answered by a code or a statute of
daily life far more often than by rules of procedure. The same text under two names is shown once.
"""

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xinqiao.text.fingerprint import letters
from xinqiao.text.legal_words import legal_words
from xinqiao.text.normalise import normalise
from xinqiao.text.segment import STOP_WORDS, plain

MOST = 20
_K1, _B = 1.2, 0.75
_PAIRS_WEIGHT, _LEGAL_WEIGHT, _SOURCE_WEIGHT = 0.3, 0.6, 0.45
_REPEATED = 2.0

_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇\d]+条.*$")
_ASKING_WORDS = "什么 怎么 如何 是否 可以 能否 哪些 有何 应当 怎样 怎么办 请问 需要 进行 情况 时 后 前 或者 以及 属于 认定 问题 如果 没有"
_ASKING = frozenset(_ASKING_WORDS.split())
_EVERYDAY_NAMES = """
刑法 劳动法 劳动合同法 劳动合同法实施条例 劳动争议调解仲裁法 消费者权益保护法 治安管理处罚法 道路交通安全法
社会保险法 工伤保险条例 物业管理条例 土地管理法 农村土地承包法 著作权法 商标法 专利法 公司法 合伙企业法 行政处罚法
行政许可法 行政复议法 行政诉讼法 行政强制法 民事诉讼法 政府信息公开条例 食品安全法 产品质量法 电子商务法 保险法
旅游法 未成年人保护法 反家庭暴力法 妇女权益保障法 老年人权益保障法 个人信息保护法 村民委员会组织法 信访工作条例
国有土地上房屋征收与补偿条例 城市房地产管理法 噪声污染防治法 环境保护法 反不正当竞争法 医疗事故处理条例 教育法
义务教育法 婚姻登记条例 住房公积金管理条例 诉讼费用交纳办法 国家赔偿法 仲裁法 保障农民工工资支付条例
"""
_EVERYDAY = frozenset(_EVERYDAY_NAMES.split())
_SPECIAL = re.compile(
    "香港|澳门|海事|海商|试行|检察院|办理刑事案件|办理行政案件|期货|协定|公约|民用航空|港口|外资|外商|核|军|武装|刑事诉讼"
)
_RULES = re.compile("办法|规定|规则|细则|决定|意见|程序|标准|公告|通知")


@dataclass(frozen=True)
class Article:
    """One article: its number in the collection, its name (law and article), its text."""

    id: str | int
    name: str
    text: str


@dataclass(frozen=True)
class Found:
    """An article for a question; scores of one question compare, those of different ones do not."""

    id: str | int
    score: float


def law_of(name: str) -> str:
    """The law in an article's name, without article number and the country's name.

    >>> law_of("中华人民共和国民法典第五百七十七条")
    '民法典'
    """
    return _ARTICLE.sub("", name).replace("中华人民共和国", "").strip("《》 ")


def source(law: str) -> float:
    """How near a law is to daily life: from above 1 for the civil code down to below 0 for special rules."""
    if law == "民法典":
        return 1.3
    if law in _EVERYDAY:
        return 1.0
    if _SPECIAL.search(law):
        return -0.6
    if "最高人民法院" in law:
        return 0.6
    if _RULES.search(law):
        return -0.3
    return 0.25 if law.endswith("法") else 0.0


def _terms(normal: str) -> list[str]:
    return [word for word in plain().cut_for_search(normal) if word not in STOP_WORDS and word not in _ASKING]


def _pairs(normal: str) -> list[str]:
    text = letters(normal)
    return [text[at : at + 2] for at in range(len(text) - 1)]


class _Ranking:
    """BM25 over one kind of term; texts are added in order, then asked."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}
        self._term, self._text, self._count = array("i"), array("i"), array("f")
        self._length = array("i")
        self._starts: NDArray[np.int64] | None = None

    def add(self, terms: list[str]) -> None:
        number = len(self._length)
        for term, count in Counter(terms).items():
            self._term.append(self._number.setdefault(term, len(self._number)))
            self._text.append(number)
            self._count.append(count)
        self._length.append(len(terms))

    def finish(self) -> None:
        term = np.frombuffer(self._term, dtype=np.int32)
        order = np.argsort(term, kind="stable")
        self._texts = np.frombuffer(self._text, dtype=np.int32)[order]
        count = np.frombuffer(self._count, dtype=np.float32)[order]
        length = np.frombuffer(self._length, dtype=np.int32).astype(np.float32)
        norm = _K1 * (1.0 - _B + _B * length / max(float(length.mean()), 1.0))
        self._worth = count * (_K1 + 1.0) / (count + norm[self._texts])
        self._starts = np.searchsorted(term[order], np.arange(len(self._number) + 1))

    def scores(self, terms: dict[str, float]) -> NDArray[np.float64]:
        """Score every text; `terms` says how often (or how strongly) each term is asked for."""
        total = np.zeros(len(self._length))
        if self._starts is None:
            return total
        for term, weight in terms.items():
            at = self._number.get(term)
            if at is None:
                continue
            start, end = int(self._starts[at]), int(self._starts[at + 1])
            held = end - start
            rarity = math.log(1.0 + (total.size - held + 0.5) / (held + 0.5))
            total[self._texts[start:end]] += weight * rarity * self._worth[start:end]
        return total


class Library:
    """A collection of articles that can be asked in everyday words."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._ids: list[str | int] = []
        self._words, self._runs = _Ranking(), _Ranking()
        sources: list[float] = []
        names: list[str] = []
        keys: list[str] = []
        first: dict[str, int] = {}
        for number, article in enumerate(articles):
            law, normal = law_of(article.name), normalise(article.text)
            self._ids.append(article.id)
            names.append(article.name)
            sources.append(source(law))
            self._words.add(_terms(f"{normalise(law)} {normal}"))
            self._runs.add(_pairs(f"{normalise(law)}。{normal}"))
            # Of the same text under several names the fullest name is shown.
            keys.append(letters(normal))
            if len(names[first.setdefault(keys[-1], number)]) < len(article.name):
                first[keys[-1]] = number
        self._twins = [first[key] for key in keys]
        if self._ids:
            self._words.finish()
            self._runs.finish()
        self._source = np.array(sources)

    def search(self, question: str, *, limit: int = MOST) -> list[Found]:
        """The articles for a question, best first."""
        if not self._ids:
            return []
        normal = normalise(question)
        asked = {term: min(float(count), _REPEATED) for term, count in Counter(_terms(normal)).items()}
        legal: dict[str, float] = {}
        for words in legal_words(normal):
            terms = {term for word in words for term in _terms(word)} - asked.keys()
            for term in terms:
                legal[term] = max(legal.get(term, 0.0), _LEGAL_WEIGHT / math.sqrt(len(terms)))
        pairs = {term: float(count) for term, count in Counter(_pairs(normal)).items()}
        score = self._words.scores(asked | legal) + _PAIRS_WEIGHT * self._runs.scores(pairs)
        score *= 1.0 + _SOURCE_WEIGHT * self._source
        found: dict[int, float] = {}
        for at in np.argsort(-score, kind="stable")[: 4 * limit].tolist():
            if score[at] <= 0.0 or len(found) == limit:
                break
            twin = self._twins[at]
            found[twin] = max(found.get(twin, 0.0), float(score[at]))
        return [Found(id=self._ids[at], score=worth) for at, worth in found.items()]
