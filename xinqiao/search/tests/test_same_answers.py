"""SQLite and PostgreSQL give the same answers in the same order: each is held against a plain reading of all texts.

The plain reading knows no index: it looks at every matter. What equals it on both databases is equal on both.
"""

from collections import Counter
from collections.abc import Iterator

import pytest

from xinqiao.cases.models import Case
from xinqiao.search import find as finding
from xinqiao.search import index, sound, walk
from xinqiao.search.find import BEST, FEW, NEWEST, find
from xinqiao.search.models import Indexed
from xinqiao.search.tokens import Word, tokens, words_of_question
from xinqiao.testing import Cast, do, file_lift

PLACES = ("青石县柳园小区", "青石县杏花里", "东桥镇桥头", "西河镇老街", "青石县星禾苑", "青石县星和苑")
TROUBLES = (
    ("电梯停运", "三号楼的电梯停了，老人下不了楼。"),
    ("夜里施工太吵", "工地半夜打桩，孩子睡不着。电梯口也堆着料。"),
    ("路灯不亮", "从桥头到学校这段路的路灯坏了半年。"),
    ("停水没有通知", "早上停水到晚上，没有人提前说一声。The lift and the lights stopped too."),
    ("垃圾没人清运", "垃圾桶满了一个星期，夏天味道很大。"),
)
QUESTIONS = (
    "电梯", "电梯 老人", "路灯", "路灯 桥头", "停水", "水", "楼", "星禾苑", "星和苑 路灯", "电题", "陆灯", "lifts", "Light",
    "没有这样的词", "垃圾 电梯", "柳园 停水", "施工", "半夜打桩", "三号楼", "学校", "",
)  # fmt: skip


@pytest.fixture
def county(cast: Cast, indexed, monkeypatch) -> Cast:
    # So short that forty days go through every window of PostgreSQL.
    monkeypatch.setattr(index, "SPAN", Indexed.A_DAY)
    for at in range(40):
        subject, account = TROUBLES[at % len(TROUBLES)]
        number = file_lift(
            f"2026-{1 + at // 20:02}-{1 + at % 20:02}",
            subject=subject,
            account=account,
            place=PLACES[at % len(PLACES)],
            requests=["请处理" if at % 3 else "请修好路灯"],
        ).number
        if at % 4 == 0:
            do(number, "register", "sun", "2026-03-10", cast, petition_class="appeal")
    indexed()
    return cast


def everything() -> list[tuple[str, str]]:
    return list(Indexed.objects.order_by("-id").values_list("number", "text"))


def holds(text: str, word: Word) -> bool:
    said = tokens(text)
    if word.is_beginning:
        return any(one.startswith(word.pieces[0]) for one in said)
    return set(word.pieces) <= said


def plainly(question: str, order: str) -> Iterator[str]:
    words = words_of_question(question)
    found = [(number, text) for number, text in everything() if all(holds(text, word) for word in words)]

    def score(row: tuple[str, str]) -> int:
        subject, place, body = row[1].split("\n", 2)
        total = sum(
            4 * (one.stem in subject) + 3 * (one.stem in place) + min(body.count(one.stem), 3)
            for one in words
        )
        joined = "".join(one.stem for one in words)
        together = 4 * (joined in subject.replace(" ", "")) + 2 * (joined in body) if len(words) > 1 else 0
        return total + together

    yield from (row[0] for row in (sorted(found, key=score, reverse=True) if order == BEST else found))
    if words and len(found) < FEW:
        known = {row[0] for row in found}
        heard = sound.heard(words) or []
        for number, text in everything() if heard else ():
            meets = all(
                any(holds(text, Word(one)) for one in group) for each in heard for group in each.groups
            )
            if number not in known and meets and all(one.pattern.search(text) for one in heard):
                yield number


@pytest.mark.parametrize("order", [BEST, NEWEST])
def test_the_index_answers_like_a_plain_reading(county: Cast, order: str) -> None:
    for question in QUESTIONS:
        found = find(county.person("sun"), question, order=order, limit=100)
        expected = list(plainly(question, order))
        if found.some_words:
            assert expected == []
            continue
        assert [hit.case.number for hit in found.hits] == expected, question
        assert found.total == len(expected), question
        assert not found.at_least


def test_pages_and_counts_are_those_of_the_plain_reading(county: Cast, monkeypatch) -> None:
    monkeypatch.setattr(walk, "STEP", 7)
    for question in ("电梯", "路灯", "水", ""):
        expected = list(plainly(question, BEST))
        pages = [find(county.person("sun"), question, limit=5, offset=start) for start in range(0, 50, 5)]
        assert [hit.case.number for page in pages for hit in page.hits] == expected, question
        states = Counter(Case.objects.filter(number__in=expected).values_list("state", flat=True))
        assert dict(pages[0].facets["state"]) == states
        assert dict(pages[0].facets["year"]) == {"2026": len(expected)}
        for state, many in states.items():
            assert find(county.person("sun"), question, filters={"state": state}).total == many


def test_what_is_counted_is_cut_at_the_same_number(county: Cast, monkeypatch) -> None:
    monkeypatch.setattr(finding, "COUNTED", 6)
    monkeypatch.setattr(walk, "STEP", 4)
    found = find(county.person("sun"), "请处理", limit=3)
    assert (found.total, found.at_least, found.more) == (6, True, True)
    assert sum(many for _value, many in found.facets["kind"]) == 6
