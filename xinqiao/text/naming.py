"""Naming a theme in words of its matters: where, and what the trouble is; never who."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from xinqiao.text.matter import is_plainly_a_place
from xinqiao.text.problems import KINDS, kinds, problem_words, problem_words_in

# The family names that nearly everybody has, for keeping persons out of labels.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳"
    "翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤"
    "阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛"
)
_DOUBLE = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "皇甫",
    "东方",
    "司徒",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "长孙",
    "夏侯",
)
_PLACE_SHARE = 0.3
_WORDS = 3
_LONGEST = 12
_GOES_ON = 0.7


def may_be_a_person(name: str) -> bool:
    """Whether a name could be somebody's: better a label without a place than with a person.

    >>> may_be_a_person("赵小明"), may_be_a_person("江山花园小区")
    (True, False)
    """
    if is_plainly_a_place(name) and len(name) > 3:
        return False
    return (len(name) <= 3 and name[:1] in _SURNAMES) or (len(name) <= 4 and name.startswith(_DOUBLE))


@dataclass(frozen=True)
class Said:
    """What one matter of a theme says: its title, the names in the title, all names, all problem words."""

    title: str
    title_names: tuple[str, ...]
    names: tuple[str, ...]
    words: tuple[str, ...]


def _whole(name: str, titles: Sequence[str]) -> str:
    """Complete a name that was found in part: as far as most titles that say it go on alike."""
    holding = [title for title in titles if name in title]
    while len(name) < _LONGEST and holding:
        after = Counter(
            title[at : at + 1] for title in holding if (at := title.find(name) + len(name)) < len(title)
        )
        if not after:
            break
        letter, count = after.most_common(1)[0]
        if count < _GOES_ON * len(holding) or len(holding) < 2 or not letter.isalnum():
            break
        # A word of the trouble does not belong to the name.
        rest = min((title[title.find(name) + len(name) :] for title in holding), key=len)
        if any(rest.startswith(word) for word in problem_words(rest)):
            break
        name += letter
    return name


def _place(said: Sequence[Said]) -> str:
    """The name that most matters say: titles count double, longer names that hold it count for it too."""
    votes: Counter[str] = Counter()
    for one in said:
        for name in set(one.title_names) | set(one.names):
            votes[name] += 2 if name in one.title_names else 1
    holding: Counter[str] = Counter()
    # Few places of a name are the beginning of another.
    begins = {name[:2] for name in votes}
    for name, count in votes.items():
        size = len(name)
        parts = {
            name[start:end]
            for start in range(size)
            if name[start : start + 2] in begins or name[start] in begins
            for end in range(start + 1, size + 1)
        }
        for part in parts & votes.keys():
            holding[part] += count
    best, most = "", 0.0
    # In one order, so that the same matters always get the same label.
    for name in sorted(votes):
        if may_be_a_person(name):
            continue
        held = holding[name]
        worth = held * (1.0 + 0.1 * min(len(name), 8)) * (1.3 if is_plainly_a_place(name) else 1.0)
        if held >= _PLACE_SHARE * 2 * len(said) and (worth, len(name)) > (most, len(best)):
            best, most = name, worth
    return _whole(best, [one.title for one in said]) if best else ""


def label_of(said: Sequence[Said]) -> str:
    """Write a label from what each matter says: where, and up to three words for the trouble."""
    votes: Counter[str] = Counter()
    titles = problem_words_in([one.title for one in said])
    for one, words in zip(said, titles, strict=True):
        in_title = set(words)
        for word in in_title.union(one.words):
            votes[word] += 3 if word in in_title else 1
    shares = kinds(Counter({word: 1 + count // max(len(said), 1) for word, count in votes.items()}))
    kind = max(shares, key=lambda one: (shares[one], one)) if shares else ""
    of_kind = frozenset(KINDS.get(kind, ()))
    ranked = sorted(votes, key=lambda word: (-(votes[word] * (1.5 if word in of_kind else 1.0)), word))
    place = _place(said)
    chosen: list[str] = []
    for word in ranked:
        if word not in place and not any(word in other or other in word for other in chosen):
            chosen.append(word)
        if len(chosen) == _WORDS:
            break
    return "：".join(part for part in (place, "、".join(chosen)) if part) or "其他问题"
