"""What a message is about: the names of places and organisations, the problem, the day, what is asked.

Found by rules in the text itself. Only places, organisations and things are looked for; who writes is
no part of a matter.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import rjieba

from xinqiao.text.normalise import normalise
from xinqiao.text.problems import kinds, problem_words, problem_words_in
from xinqiao.text.segment import STOP_WORDS

# The coded places of published collections (a市, a3区, a8县市) and what stands before 省 in real ones.
# They begin with a set of letters, for then the places where they cannot begin are passed over fast.
_CODED = r"[a-z](?<![0-9a-z][a-z])\d{0,2}(?:[市区县州]|镇(?![\u4e00-\u9fff]))+"
_CODED_REGION = re.compile(_CODED)
_REGION = re.compile(_CODED + r"|[\u4e00-\u9fff]{2,3}(?:省|自治区)")
_OPENS, _CLOSES = r"[\"“”«»《〈<【\[「『]", r"[\"“”«»》〉>】\]」』]"
_QUOTED = re.compile(f"{_OPENS}{_OPENS}?([0-9a-z\u4e00-\u9fff]{{2,12}}){_CLOSES}{{1,2}}")
_FIRST_LINE = re.compile(r"^[^\n]{4,60}(?=\n|$)")
_FIRST_SENTENCE = re.compile(r"^[^\n。!?;]{1,48}")
_DAY = re.compile(r"(20\d\d)\s*[-/.年]\s*(1[0-2]|0?[1-9])\s*[-/.月]\s*(3[01]|[12]\d|0?[1-9])")
_ASK = re.compile(
    r"请问|能否|是否|何时|什么时候|为什么|为何|希望|请求|要求|恳请|建议|盼|怎么办|谁来|可否|能不能|吗\?|\?"
)
_SENTENCE = re.compile(r"[^。!?;\n]+[。!?;]?")

# How the names of places and organisations end.
_SUFFIX_WORDS = """
小区 社区 花园 公寓 广场 大厦 家园 国际 公馆 山庄 村 镇 乡 街道 路 街 大道 巷 桥 公园 学校 小学 中学 大学 学院
幼儿园 医院 公司 集团 市场 超市 酒店 工业园 开发区 城 苑 府 湾 郡 庭 里 园 站 楼盘 庄 组 厂 店 分局 支行 银行 平台
机场 花苑 安置区 片区 新区 水库 河 湖 山 港 码头 隧道 立交 一中 寺 餐馆 饭店 宾馆 ktv 俱乐部 健身 驾校 养老院 中心
"""
# Words that stand beside names in every message and are none.
_GENERIC_WORDS = """
业主 居民 住户 村民 学生 员工 职工 物业 开发商 老板 城管 交警 家长 孩子 小孩 老师 教师 市政府 县政府 区政府 教育局
公安局 公安 派出所 住建局 规划局 房产局 国土局 环保局 附近 周边 旁边 门口 对面 楼下 楼上 一楼 二楼 三楼 期 栋 单元 号楼
东门 西门 南门 北门 入口 路段 路口 之间 交汇处 门面 商铺 商户 车辆 停车 部分 业主们 公司 物业公司 地下 车库 人员
工作人员 执法 国家 元 万 职能部门 房子 房屋 住宅 项目 政策 社会 生活 中国 网友 朋友 区域 全省 全市 本市 我市 我县 我区
小时 晚上 早上 凌晨 半夜 白天 地方 企业 大家 家里 老人 环境 孩子们 当地 马路 街道办 街道办事处 小区业主 家庭 城市 师傅
有人 手中 市场 中心 平台 学校 医院 酒店 小区 社区 公园 广场 路 街 店 家长们 消费者 群众 同志 先生 女士 局长 主任 校长
网上 网站 电话 号码 东西 南北 左右 以来 以上 以下 一期 二期 三期 四期 五期 六期 半夜三更 本人 老婆 老公 父母 儿子 女儿
母亲 父亲 车子 路边 路上 楼栋 全国 各地 老家 当事人 负责人 政府部门 市领导 县领导 区领导 省委 市委 县委 人民政府 上级
有限公司 科技 股份 贵局 贵公司 我校 我村 八月份 九月份 一月份 二月份 三月份 四月份 五月份 六月份 七月份 十月份 十一月份
十二月份 月份 微信群 区内 院内 大门 马路上 诚信 盖章 普通 通行 安静 新建 置业顾问 上班族 临街 沿街 上门 对外 室内 室外
明白 家门口 何时能 场地 农村 许可 家中 文明城市 文明 安宁 渣土 渣土车 门前 生命安全 路基 张贴 高峰 小学生 中学生 中小学
中小学生 汇报 架空 地处 门店 公正 宁静 曝光 天晴 顾问 令人 太大 太多 较多 米左右 入户门 户外 严格执法 长达 高达 福利
段时间 多人 墙壁 墙上 一共 师生 心里 心中 我司 承诺书 充电站 国企 长大 地上 村上 走路 旧城区 中华人民共和国 物权法 国务院
幸福感 党和政府 扬言 关怀 石沉大海 白纸黑字 力争 普通民众 普通家庭 老百姓们 住宅小区 建筑 房产 家里人 道德 郊区 市内 边上
空中 通知书 认购书 上市交易 户型 底层 楼层 交界处 站牌 项目部 西边 东边 北边 南边 西北 东北 东南 西南 河东 河西 申请人
组民 三代人 上级部门 信息 法规 法律 法律法规 规定 合同 本小区 这条路 该路 该校 该院 我院
"""
# Words of these that still belong to the name they follow.
_ENDING_WORDS = "小区 社区 公园 广场 学校 医院 酒店 中心 市场 路 街 店 公司 有限公司 街道 平台"
# Words that may stand inside a name and are none alone.
_BARE_WORDS = "东路 北路 南路 中路 西路 主路 大道 大厦 花园 街道 中学 集团 新城 片区 旧城 城区 楼盘 分局 分公司 公交公司 电力公司 燃气公司"
_SUFFIX = tuple(_SUFFIX_WORDS.split())
_GENERIC = frozenset(_GENERIC_WORDS.split())
_BARE = frozenset(_BARE_WORDS.split())
_ENDS_A_NAME = frozenset(_ENDING_WORDS.split())
# 胡书记, 李局长, 社保局: who holds an office, and an office that every town has, are no place.
_OFFICE_WORDS = "书记 市长 县长 区长 局长 主任 校长 院长 经理 先生 女士 某某 同志 局 法院 检察院"
_OFFICES = tuple(_OFFICE_WORDS.split())
_NAME_TAGS = frozenset({"ns", "nr", "nz", "nt", "nrt", "nrfg", "j", "ng", "g", "zg", "s"})
_PLAIN_TAGS = frozenset({"v", "vn", "vd", "vg", "a", "ad", "an", "i", "l", "m", "q", "t", "f", "b", "z"})
_FUNCTION_TAGS = frozenset("xucpdrytek")
_BODY_READ = 400
_MOST_NAMES = 24
_REMEMBERED = 200_000


@dataclass(frozen=True)
class Matter:
    """What was found in one message.

    `names` weighs each name of a place, organisation or thing (2 and more: said in the title),
    `kinds` weighs kinds of problem and adds up to 1, `found` counts the words that named them, `title` is the first line or sentence, `normal` the whole text in one spelling.
    """

    normal: str
    title: str
    names: dict[str, float]
    title_names: frozenset[str]
    kinds: dict[str, float]
    found: Counter[str]
    on: date | None

    @property
    def regions(self) -> frozenset[str]:
        """The districts that the beginning names."""
        return frozenset(_REGION.findall(self.normal[: len(self.title) + _BODY_READ]))

    def asks(self) -> tuple[str, ...]:
        """The sentences that ask for something, in the order they stand."""
        return tuple(sentence.strip() for sentence in _SENTENCE.findall(self.normal) if _ASK.search(sentence))


_BREAKS, _PART, _NAME, _ENDING, _PIECE, _AFTER_REGION = range(6)
# A piece of text begins behind the first, one that follows a district behind the second; no normalised text holds either.
_BEGINS = {"\0": _PIECE, "\1": _AFTER_REGION}
# A piece begins; or a run of words that are or may be a name. Without a district before it, one of them must be a name.
_RUN = re.compile(b"%c|%c[\1-\3]*|\1*[\2\3][\1-\3]*" % (_PIECE, _AFTER_REGION))


def _role(word: str, tag: str) -> int:
    """Whether a word ends the name before it, only continues one, is itself a name, or ends as names end.

    Function words, verbs and words that every message has end a name.
    """
    if word in _BEGINS:
        return _BEGINS[word]
    ending = len(word) > 1 and word.endswith(_SUFFIX)
    if not word or tag[0] in _FUNCTION_TAGS or word in STOP_WORDS or word in _GENERIC:
        return _BREAKS
    if word.endswith(_OFFICES):
        return _BREAKS
    if tag in _PLAIN_TAGS and not (tag == "m" and len(word) == 1 and not word.isdigit()):
        return _BREAKS
    if sum(len(part) * count for part, count in problem_words(word).items()) == len(word):
        return _BREAKS
    if ending:
        return _ENDING
    return _NAME if tag in _NAME_TAGS or not rjieba.has_word(word) else _PART


class _Roles(dict[tuple[str, str], int]):
    """The roles of tagged words, remembered up to a number of them: words repeat, and this is asked for each."""

    def __missing__(self, tagged: tuple[str, str]) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        role = self[tagged] = _role(*tagged)
        return role


_role_of = _Roles()


def names_in(texts: Sequence[str]) -> list[list[tuple[str, float]]]:
    """Find what is named in each of many normalised texts, read together: what `names` finds in each."""
    found: list[list[tuple[str, float]]] = []
    owners: list[int] = []
    pieces: list[str] = []
    for owner, text in enumerate(texts):
        found.append([(quoted, 1.0) for quoted in _QUOTED.findall(text)])
        at, mark = 0, "\0"
        for region in (_REGION if "省" in text or "自治区" in text else _CODED_REGION).finditer(text):
            pieces += (mark, text[at : region.start()])
            owners.append(owner)
            at, mark = region.end(), "\1"
        pieces += (mark, text[at:])
        owners.append(owner)
    pieces.append("\0")
    tagged = rjieba.tag("".join(pieces))
    piece = -1
    for run in _RUN.finditer(bytes(map(_role_of.__getitem__, tagged))):
        start, end = run.span()
        begins = _BEGINS.get(tagged[start][0], 0)
        if begins:
            piece, start = piece + 1, start + 1
            if start == end:
                continue
        name, after = "".join([word for word, _ in tagged[start:end]]), tagged[end][0]
        ends = after in _ENDS_A_NAME
        name = name + after if ends else name
        if len(name) > 1 and name not in _BARE:
            sure = begins or ends or name.endswith(_SUFFIX)
            found[owners[piece]].append((name, 1.0 if sure else 0.6))
    return found


def names(normal: str) -> list[tuple[str, float]]:
    """Find what is named in a piece of text, each time it is said, with how name-like the place is.

    1 where a district stands before it, it ends as names end or it stands in quotes; else 0.6.

    >>> names("a3区青青家园小区油烟扰民")[0]
    ('青青家园小区', 1.0)
    """
    return names_in([normal])[0]


def is_plainly_a_place(name: str) -> bool:
    """Whether a name ends as only places and organisations end, so that it can be shown to anybody."""
    return len(name) > 2 and name.endswith(_SUFFIX)


def title_of(normal: str) -> str:
    """The first line if it is as short as a title, else the first sentence."""
    line = _FIRST_LINE.match(normal)
    if line:
        return line.group()
    sentence = _FIRST_SENTENCE.match(normal)
    return sentence.group() if sentence else normal[:48]


def day(time: str | None) -> date | None:
    """The day that a time begins with; None if it names none."""
    match = _DAY.search(time or "")
    if not match:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def with_place(normal: str, where: str) -> str:
    """The place is said too, so that another message that names it in its words meets it."""
    return f"{normal}\n{where}" if where and where not in normal else normal


def spelled(text: str, place: str | None) -> str:
    """A text in one spelling, the place that its sender gave said at its end if it is not said in it."""
    return with_place(normalise(text), normalise(place) if place else "")


def read(text: str, *, time: str | None = None, place: str | None = None, is_normal: bool = False) -> Matter:
    """Find the matter in a text; `time` begins with a date, `place` is what the sender gave as place.

    With `is_normal`, text and place are in the one spelling already, which saves a third of the time.
    """
    normal = text if is_normal else normalise(text)
    where = place or ""
    return _read([normal], [where if is_normal else normalise(where)], day(time))[0]


def read_all(texts: Sequence[tuple[str, str | None]], *, is_normal: bool = False) -> list[Matter]:
    """Find the matters in many texts, each with the place that its sender gave: what `read` finds in each, sooner."""
    said, wheres = [text for text, _ in texts], [place or "" for _, place in texts]
    if not is_normal:
        said, wheres = list(map(normalise, said)), list(map(normalise, wheres))
    return _read(said, wheres, None)


def _read(normals: Sequence[str], wheres: Sequence[str], on: date | None) -> list[Matter]:
    count = len(normals)
    titles = [title_of(normal) for normal in normals]
    rests = [normal[len(title) :] for normal, title in zip(normals, titles, strict=True)]
    named = names_in([*titles, *(rest[:_BODY_READ] for rest in rests), *wheres])
    whole = [with_place(normal, where) for normal, where in zip(normals, wheres, strict=True)]
    words = problem_words_in(
        [*titles, *(normal[len(title) :] for normal, title in zip(whole, titles, strict=True))]
    )
    made: list[Matter] = []
    for at, (normal, title, where) in enumerate(zip(whole, titles, wheres, strict=True)):
        in_title = named[at]
        if where:
            in_title += named[2 * count + at] or [(where, 1.0)]
        weights: dict[str, float] = {}
        for source, factor in ((in_title, 2.0), (named[count + at], 1.0)):
            for name, weight in source:
                weights[name] = weights.get(name, 0.0) + weight * factor
        kept = sorted(weights, key=weights.__getitem__, reverse=True)[:_MOST_NAMES]
        found = Counter(words[at] + words[count + at])
        made.append(
            Matter(
                normal=normal,
                title=title,
                names={name: min(weights[name], 4.0) for name in kept},
                title_names=frozenset([name for name, _ in in_title]),
                kinds=kinds(found),
                found=found,
                on=on,
            )
        )
    return made
