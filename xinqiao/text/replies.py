"""Reading a draft answer beside the message it answers: hints before it is signed, never a lock.

Four questions, each 0 to 1. Relevance: is it an answer to this message? Completeness: is each thing
asked taken up? Explanation: are there facts, reasons and steps, or only thanks and forwarding? Basis:
is a rule named? Findings say what is missing, with the passage of the message or the answer.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass

import numpy as np

from xinqiao.text import matter
from xinqiao.text.matter import Matter
from xinqiao.text.normalise import normalise
from xinqiao.text.problems import problem_words
from xinqiao.text.rarity import Grams, Rarity, Weights, pairs, within
from xinqiao.text.same import Profile, profile
from xinqiao.text.segment import content_words

_CLAUSE = re.compile(r"[^。!?;,\n:]+[。!?;,\n:]?")
_SENTENCE = re.compile(r"[^。!?;\n]+[。!?;]?")

_FORMULA = re.compile(
    r"^(尊敬的|亲爱的)?(网友|来信人|市民|朋友|先生|女士|同志)|您好|你好|收悉|已阅|(回复|答复|回答|反馈|说明|汇报)如下|感谢|谢谢|"
    r"(关心|支持|理解|监督|配合)[^,]{0,6}$|敬请(谅解|关注)|祝您|特此(回复|答复|函告)|来信收|留言收|欢迎(您)?(继续|提出|对)|"
    r"^[\s\d年月日.\-/]+$|^[(]?uu?\d+|高度重视|批评和建议|宝贵意见"
)
_FORWARD = re.compile(
    r"(已|并|将|现|办)?转(交|至|给|由|达|有关|相关|[^,]{1,12}(处理|核查|核处|办理|调查|研究|办复|参考|部门|局|办|县|区|委|镇|政府))|"
    r"交(办|由|给|至|相关|有关)|耐心等待|(后续|及时|尽快|再)[^,]{0,6}(回复|反馈|答复)|正在(研究|商讨|核实|调查)|认真考虑|研究处理|调查核处|"
    r"已?受理|另行(回复|答复)|有关单位|请留下"
)
_REFER = re.compile(
    r"(请|建议|可以?)(您|你)?[^,]{0,10}(致电|拨打|联系|咨询|反映|投诉|举报|查询|提供|补全|前往|写信)|可[^,]{0,20}(写信|投诉、举报)|(电话|热线|联系方式)[^,]{0,4}[0-9-]*|"
    r"无法(核实|查询|联系|答复|得知|代为|办理|与您|进行|明确)|未(能)?(提供|留|填写|说明)|没有(填写|提供|说明|留)|不(够)?(具体|明确|详)|"
    r"信息不足|不(归|属于|在)我|不属"
)
_FACT = re.compile(
    r"经[^,]{0,16}(调查|核实|核查|了解|现场|勘察|查看|查)|据(查|了解|悉)|经查|属实|目前|截至|已(于|经|将|对|完成|纳入|要求|责令|安排|建成|投入|拆除|整改|"
    r"签|开|发|下|启动|列入|取得|组织)|20\d\d年|\d+(\.\d+)?(平方米|平米|公里|米|元|户|号线|路|个|万|%|栋|亩|人|名|处|天|次)|现场|位于|不存在|(未|没有)发现|属[^,]{0,12}(对象|道|性质)|持有|兑现|发放|签订"
)
_REASON = re.compile(
    r"因为?|由于|加之|致使|制约|需要?[^,]{1,14}后|待[^,]{1,16}后|须|方可|才能?|鉴于|导致|所致|造成|原因|根据|按照|依据|依照|规定|《|为了|考虑到|涉及|受[^,]{1,8}影响|要求|条件|标准|属于|政策|暂(时)?(无|不|未)|不宜|不符|权属|"
    r"(?<![转交])由[^,]{2,16}(负责|承担|管辖|审批)|(职责|职权|管理|服务)范围|权限|(资金|经费|财力|人手)[^,]{0,6}(不足|紧张|有限|困难|缺口|未到位)|历史遗留|依申请"
)
_STEP = re.compile(
    r"将(于|会|对|在|进|按|根|组|加|继|启|进一步|逐步|督|尽)|计划|预计|拟|责令|责成|督促|整改|启动|下一步|整治|拆除|协调|加强|加大|可(到|以|在|通过|凭|持|申请)|"
    r"办理|申请|流程|材料|列入|纳入|立案|处罚|巡查|完成"
)
_RULE = re.compile(r"《[^》]{2,40}》|第[一二三四五六七八九十百\d]+条|[^,。]{1,8}[〔\[(]20\d\d[〕\])]\s*\d+号")
_RULE_HINT = re.compile(
    r"(根据|按照|依据|依照)[^,。]{2,30}(规定|要求|办法|条例|政策|通知|文件|标准|方案|规划)|规定|政策"
)
_REMEDY = re.compile(r"不服|复查|复核|复议|起诉|诉讼|申诉|不满意|联系(电话|我们)|电话|致电|拨打|咨询")
_REQUEST = re.compile(
    r"请问|能否|是否|何时|什么时候|为什么|为何|希望|请求|要求|恳请|建议|怎么办|怎么|如何|可否|能不能|多久|哪里|谁来|吗\?|\?$|望(领导|有关|政府|相关|尽快)|请(相关|有关|政府|领导|尽快|给|求)"
)
_EMPTY_REQUEST = re.compile(
    r"^(希望|望|请|恳请)?(各位|有关|相关|贵|政府|上级)?(领导|部门|书记|市长|政府)?[^,]{0,6}(重视|回复|答复|解决|处理|关注|谢谢)[^,]{0,6}$"
)
# What an "unanswered" hint is worth giving for: a question put to the office, not told and not thrown out in anger. A
# plea is answered in words of its own, which no list of words can tell from no answer.
_QUESTION = re.compile(
    r"请问|咨询|想(?:知道|了解|问)|求解|能否|可否|是否|能不能|可不可以|是不是可以|有没有|何时|什么时候|几时|多久|多少|几点|哪里(?:办|交|领|申请|报|查|咨询)|哪些|哪个部门|哪一(?:级|个)部门|"
    r"如何(?:办|算|交|申请|报|领|补|计|收|认|定|处理|解决)|怎么(?:办理|算|交|申请|报|领|补|收|处理|解决|才能)|(?:可以|能|还能|需要|要不要|有)[^,]{2,24}[吗么]\?$"
)
_IN_ANGER = re.compile(
    r"难道|岂|什么意思|何在|哪有|凭什么|有何(?:理由|权力|意义)|涉嫌|怎能|怎么能|何谈|情何以堪|天理|良心|胆子|通行证|不成|灯下黑|谁能|代表什么|谁给|王法|"
    r"于心何忍|默默忍受|可言|父母官|素质|老死|作为在哪里|去了哪里|缺失|交得起|糊弄|是否合适|该有的|还在纸上|公理|正义|乾坤|将心比心|害群之马|受得了|反省|钉子户|实事|何时了|抹黑|天灾|一视同仁|职业道德|有人[^,]{0,6}[吗么]|动静|马路杀手|职责|还是人|有什么用|猫腻|意味着|可想而知|还算|就这样|这样|这种|不可以读|就是这样|到底"
)
_TOLD = re.compile(
    r"(?:被|遭)(?:拒|告知|要求)|(?:他|她|他们|她们|对方|公司|物业|老板|学校|村里|局里|有关部门|相关部门|开发商|工作人员)[^,]{0,8}(?:要求|建议|希望|说|答复|回复)|"
    r"(?:曾|多次|一直|反复|已经|之前|当时|去年|年初|每次)[^,]{0,12}(?:要求|建议|请求|希望|反映|投诉|答复)|要求(?:被|没有|未)|的(?:要求|希望|建议|请求)"
)
_NOTHING_ASKED = re.compile(
    r"(?:请|恳请|希望|望|盼|能|早日|尽快|尽早|及时|切实|认真|立即|马上|百忙之中|在|给予|给|我们|我|老百姓|百姓|群众|市民|业主|村民|居民|一个|一下|的|以|为盼|贵局|"
    r"领导|书记|市长|县长|政府|上级|有关|相关|部门|职能|单位|各级|重视|关注|解决|处理|答复|回复|回音|帮助|援助|支持|管一管|看一看|查一查|管管|满意|说法|做主|"
    r"军令状|立下|规定时间|急盼|救命|交警|叔叔|体察|体谅|心情|迫切|关心|督促|引起|高度|此事|这件|事情|事|问题|情况|反映|谢谢|感谢|先|您|你们|你|大家|会|得到|真正|主持公道|公道|和|与|也|把|来|去|到|对|向|让|使|并|予以|[,。!?;、:\s])"
)
# What is asked for in other words than it is given in: money, papers and conditions, a way.
_GIVEN_OTHERWISE = (
    (
        re.compile(r"费用|多少钱|收费|价格|标准|补贴|补助|报销"),
        re.compile(r"\d+(?:\.\d+)?(?:元|万|%)|免费|不收费|上调|标准"),
    ),
    (
        re.compile(r"材料|条件|证明|手续|证件|资料|等级"),
        re.compile(r"提交|提供|携带|材料|条件|符合|[一二三四]级"),
    ),
    (
        re.compile(r"(?:如何|怎么|怎样|哪里|哪儿|到哪)(?:才能)?(?:查询|办理|申请|报名|缴|交|领)|流程"),
        re.compile(r"可(?:以|在|到|凭|登录|通过)|请(?:到|在|您)|登录|窗口|栏目"),
    ),
    (re.compile(r"进展|落实"), re.compile(r"已(?:经)?[^,。]{2,}|正在|启动|申报")),
)
_FEWEST_ASKED = 5
_SAME_ASKED = 0.6
_SAID_AGAIN = 0.3
_LONGEST_ASKED = 50
_SPEAKS_OF_IT = 0.5
_OFFICIALESE = re.compile(
    r"进一步[^,。]{0,10}(加强|落实|推进)|切实|确保|有序推进|积极推进|统筹|高度重视|一如既往|认真落实|全力"
)

# The words of asking itself, which no answer repeats; and what kind of answer some of them want.
_ASKING = re.compile(
    r"请问|能否|是否|何时|什么时候|为什么|为何|希望|请求|恳请|怎么办|怎么|如何|可否|能不能|多久|哪里|谁来|另外|吗|呢|咨询|相关部门|有关部门|领导"
)
_WANTS = (
    (
        re.compile(r"何时|什么时候|多久|哪天|几时"),
        re.compile(r"\d+(日|号|月|天|个工作日)|年底|月底|预计|计划于|已(于|经)|目前|待[^,]{1,16}后"),
    ),
    (re.compile(r"为什么|为何|凭什么|什么原因"), _REASON),
)
_TALKED_OF = 0.1

_LONG_SENTENCE = 90
_ADDRESSED = 0.06
_HARDLY_SAID = 1
_LEAST_SAID, _LITTLE_SAID = 12, 30
_FULLY = 0.45
_COMMON = 0.25
_MOST_PASSAGE = 60


@dataclass(frozen=True)
class Finding:
    """One hint: what kind of thing is missing, a sentence about it, the passage it is about."""

    kind: str
    text: str
    passage: str


@dataclass(frozen=True)
class Quality:
    """Four answers from 0 to 1, and what to look at."""

    relevance: float
    completeness: float
    explanation: float
    basis: float
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Substance:
    """An answer without its formulas: the clauses that say something, and how often what is said.

    `excuses` send the person elsewhere and say why: an explanation, but nothing that answers a request.
    """

    clauses: tuple[str, ...]
    excuses: tuple[str, ...]
    letters: int
    facts: int
    reasons: int
    steps: int
    forwarded: str
    referred: str


def substance(reply: str) -> Substance:
    """Take greeting, thanks, receipt, and forwarding and referral without a reason out of a normalised answer."""
    kept: list[str] = []
    excuses: list[str] = []
    forwarded = referred = ""
    for clause in (part.strip() for part in _CLAUSE.findall(reply)):
        if len(clause) < 4 or _FORMULA.search(clause):
            continue
        if _FORWARD.search(clause) and not _REASON.search(clause):
            forwarded = forwarded or clause
        elif _REFER.search(clause):
            if _REASON.search(clause):
                excuses.append(clause)
            else:
                referred = referred or clause
        else:
            kept.append(clause)
    text = "".join(kept + excuses)
    return Substance(
        clauses=tuple(kept),
        excuses=tuple(excuses),
        letters=len(text),
        facts=len(_FACT.findall(text)),
        reasons=len(_REASON.findall(text)),
        steps=len(_STEP.findall(text)),
        forwarded=forwarded,
        referred=referred,
    )


def explanation(found: Substance) -> float:
    """How much an answer explains: facts, reasons and steps, each counting less the more there are."""
    signs = 0.5 * math.log1p(found.facts) + 0.8 * math.log1p(found.reasons) + 0.25 * math.log1p(found.steps)
    raw = signs + 0.35 * math.log1p(found.letters / 40.0)
    # Beside what is said in full, an earlier forwarding or a number to call takes nothing away.
    if (found.forwarded or found.referred) and found.facts + found.reasons <= _HARDLY_SAID:
        raw *= 0.75
    return 1.0 - math.exp(-raw)


def basis(reply: str) -> float:
    """1 when an instrument, article or document number is named, 0.5 when rules are only mentioned."""
    if _RULE.search(reply):
        return 1.0
    return 0.5 if _RULE_HINT.search(reply) else 0.0


def _cosine(one: Grams, other: Grams, weights: Weights) -> float:
    common = weights[one[within(one, other)]]
    length = float(np.dot(weights[one], weights[one])) * float(np.dot(weights[other], weights[other]))
    return float(np.dot(common, common)) / math.sqrt(length) if length else 0.0


def _share(grams: Grams, worth: Weights, other: Profile) -> float:
    total = float(worth.sum())
    said = within(grams, other.pairs) | within(grams, other.skips)
    return float(worth[said].sum()) / total if total else 0.0


def relevance(message: Matter, reply: Matter, rarity: Rarity) -> float:
    """Whether an answer speaks of this message: its names, its title, its words, its districts."""
    weights = rarity.weights()
    asked, answer = profile(message), profile(reply)
    title = pairs(message.title)
    wording = math.sqrt(_cosine(asked.pairs, answer.pairs, weights**1.3))
    level = (
        8.5 * wording
        + 4.5 * _share(title, weights[title] ** 1.5, answer)
        + 2.0 * _share(asked.named, asked.named_weight * weights[asked.named] ** 1.5, answer)
        + 2.5 * _share(answer.named, answer.named_weight * weights[answer.named] ** 1.5, asked)
        - 3.0
    )
    districts = (
        {one for one in message.regions if len(one) > 2},
        {one for one in reply.regions if len(one) > 2},
    )
    if all(districts) and not districts[0] & districts[1]:
        level -= 2.0
    return 1.0 / (1.0 + math.exp(-level))


def requests(message: str) -> list[str]:
    """The sentences of a normalised message that ask for something particular, in order."""
    found: list[str] = []
    for sentence in (part.strip() for part in _SENTENCE.findall(message)):
        if len(sentence) < 6 or not _REQUEST.search(sentence) or _EMPTY_REQUEST.match(sentence):
            continue
        found.append(sentence)
    return found


def outright(request: str) -> bool:
    """Whether a sentence puts a question to the office: a hint about anything else would be noise.

    What is told ('they required us to'), what is thrown out in anger ('is there no law?') and pleas for attention are
    nothing that an answer could be seen to leave out.

    >>> outright("请问何时开始改造?"), outright("希望领导重视,尽快解决。"), outright("难道就没有人管吗?")
    (True, False, False)
    """
    return bool(_asking_part(request))


def _asking_part(request: str) -> str:
    """The clauses from the first asking on, if they ask for something particular."""
    if _IN_ANGER.search(request):
        return ""
    clauses = [clause.strip() for clause in request.rstrip("。!;").split(",")]
    for at, clause in enumerate(clauses):
        if not _QUESTION.search(clause) or _TOLD.search(clause):
            continue
        # What is asked for may stand in the clause after the asking.
        asked = ",".join(clauses[at : at + 3])
        if len(asked) <= _LONGEST_ASKED and len(_NOTHING_ASKED.sub("", asked)) >= _FEWEST_ASKED:
            return asked
    return ""


def _left_open(request: str, answer: str) -> bool:
    """Whether an answer says hardly a word of what a sentence asks for outright."""
    asked = _asking_part(request)
    if any(wanted.search(asked) and given.search(answer) for wanted, given in _GIVEN_OTHERWISE):
        return False
    words = {
        word for word in content_words(_NOTHING_ASKED.sub(" ", asked)) if not word.isascii() or len(word) > 1
    }
    return bool(words) and sum(word in answer for word in words) < _SAID_AGAIN * len(words)


def _each_once(requests: list[str]) -> list[str]:
    """Requests without those that an earlier one has nearly all the words of."""
    kept: list[str] = []
    for request in requests:
        grams = pairs(request)
        if not any(within(grams, pairs(one)).mean() >= _SAME_ASKED for one in kept if grams.size):
            kept.append(request)
    return kept


def _clipped(passage: str) -> str:
    return passage if len(passage) <= _MOST_PASSAGE else passage[:_MOST_PASSAGE] + "…"


def _addressed(request: str, rest: str, answer: Grams, answer_words: Counter[str], weights: Weights) -> float:
    """How far a request is taken up: its own pairs and problem words that the answer says.

    What the `rest` of the message says too tells nothing about this request: it counts little.
    """
    grams = pairs(_ASKING.sub("\n", request))
    worth = weights[grams] ** 1.5
    worth[within(grams, pairs(rest))] *= _COMMON
    total = float(worth.sum())
    share = float(worth[within(grams, answer)].sum()) / total if total else 1.0
    words = [word for word in problem_words(request) if word not in rest]
    named = sum(1 for word in words if word in answer_words) / len(words) if words else share
    return 0.75 * share + 0.25 * named


def _taken_up(request: str, message: str, body: str, weights: Weights) -> float:
    """How far an answer's `body` takes up one request of a message, 0 to 1."""
    rest = message.replace(request, "\n", 1)
    words = problem_words(body)
    share = _addressed(request, rest, pairs(body), words, weights)
    # Asked when, it says a day; asked why, it gives a reason: then the same thing must only be talked of.
    for wanted, given in _WANTS:
        talked_of = share >= _TALKED_OF or any(word in words for word in problem_words(request))
        if talked_of and wanted.search(request) and given.search(body):
            share = max(share, _FULLY)
    return share


def _hardly_said(said: str) -> bool:
    told = _FACT.search(said) or _REASON.search(said)
    return len(said) < _LEAST_SAID or (len(said) < _LITTLE_SAID and not told)


def _says_nothing(found: Substance) -> bool:
    return _hardly_said("".join(found.clauses + found.excuses))


def assess(text: str, reply: str, rarity: Rarity) -> Quality:
    """Read an answer beside its message; `rarity` counts the messages and answers of the same collection."""
    message, answer = matter.read(text), matter.read(reply)
    found = substance(answer.normal)
    findings: list[Finding] = []
    body = "".join(found.clauses)
    asked = requests(message.normal) or [message.title]
    weights = rarity.weights()
    taken = [(_taken_up(request, message.normal, body, weights), request) for request in asked]
    empty = _says_nothing(found)
    open_requests = [
        request for share, request in taken if share < _ADDRESSED and _left_open(request, answer.normal)
    ]
    complete = sum(min(1.0, share / _FULLY) for share, _ in taken) / len(taken)
    if _hardly_said(body):
        # Sending the person elsewhere answers no request, with or without a reason.
        complete *= 0.2
    if empty:
        passage = found.forwarded or found.referred or answer.title
        findings.append(Finding("empty", "答复只有收到、感谢或转办，没有实质内容。", _clipped(passage)))
    # An empty answer has been called empty already; every request beside it would say the same. And an answer that
    # speaks of the matter answers the only thing asked, in whatever words: what gets lost is the second of two.
    related = relevance(message, answer, rarity)
    answers_it = len(_each_once(asked)) < 2 and related >= _SPEAKS_OF_IT
    for request in [] if empty or answers_it else _each_once(open_requests)[:5]:
        findings.append(Finding("unanswered", "这一问没有回应。", _clipped(request)))
    if related < 0.2 and not empty:
        findings.append(Finding("other-matter", "答复可能写的是另一件事，请核对。", _clipped(message.title)))
    rule = basis(answer.normal)
    if not empty:
        passage = _clipped(body or "".join(found.excuses))
        if not found.facts:
            findings.append(Finding("facts", "没有写明查到的事实。", passage))
        if not found.reasons:
            findings.append(Finding("reasons", "没有说明理由。", passage))
        if rule < 1.0:
            findings.append(Finding("basis", "没有写明依据的文件和条款。", passage))
    if not _REMEDY.search(answer.normal):
        findings.append(
            Finding("remedy", "没有告诉来信人不满意时还能怎么办、找谁。", _clipped(answer.normal[-40:]))
        )
    findings.extend(_plainness(answer.normal))
    return Quality(
        relevance=related,
        completeness=min(1.0, complete),
        explanation=explanation(found),
        basis=rule,
        findings=tuple(findings),
    )


def _plainness(reply: str) -> list[Finding]:
    """Sentences too long to follow, and stock phrases that say nothing."""
    found = [
        Finding("long-sentence", "这一句太长，请分成几句。", _clipped(sentence))
        for sentence in _SENTENCE.findall(reply)
        if len(sentence) > _LONG_SENTENCE
    ][:2]
    stock = _OFFICIALESE.findall(reply)
    if len(stock) >= 3:
        match = _OFFICIALESE.search(reply)
        found.append(
            Finding("stock-phrases", "套话较多，请写清具体做什么。", _clipped(match.group() if match else ""))
        )
    return found


def counted(texts: list[tuple[str, str]]) -> Rarity:
    """Count the characters of messages and answers of one collection, for `assess`."""
    return Rarity().add_all(normalise(text) for pair in texts for text in pair)


def left_open(request: str, message: str, answer: str, rarity: Rarity) -> bool:
    """Whether an answer to one request, both as they were written, takes up hardly a word of it.

    Here the request is known to be one, so that no doubt about that has to be weighed.
    """
    asked, body = normalise(request), normalise(answer)
    if _taken_up(asked, normalise(message), body, rarity.weights()) >= _ADDRESSED:
        return False
    words = {word for word in content_words(_NOTHING_ASKED.sub(" ", asked)) if len(word) > 1}
    return not words or sum(word in body for word in words) < _SAID_AGAIN * len(words)


def plainness(text: str) -> list[Finding]:
    """Sentences of a text as it was written that are too long to follow, and stock phrases that say nothing."""
    return _plainness(normalise(text))
