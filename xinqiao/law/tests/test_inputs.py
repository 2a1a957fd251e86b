"""What an action is told: what is accepted, what is refused with the field and the way forward, and nothing else."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinqiao.law.catalogue import PROCEDURES
from xinqiao.law.check.sample import Town, facts_for
from xinqiao.law.inputs import LONGEST, read, values_of
from xinqiao.law.machine import decide
from xinqiao.law.model import Action, Citation, Input, Kind, Procedure, Refused, Role, Running, Standing
from xinqiao.law.tests.play import Libraries
from xinqiao.law.workdays import Calendar

DAY = date(2026, 3, 2)
CITES = (Citation("规则", "第一条"),)


def told(one: Input, raw: Any, *, standing: Standing | None = None, roles: tuple[Role, ...] = ()) -> Any:
    """The value and the words of one input."""
    action = Action(
        name="a", title="做", by=(Role.PETITIONER,), from_=("s",), to="s", cites=CITES, inputs=(one,)
    )
    facts = {} if raw is ... else {one.name: raw}
    values, words = read(
        action,
        facts,
        roles=roles,
        day=DAY,
        standing=standing or Standing(procedure="p", state="s", requests=2),
        directory=Libraries(),
    )
    return values.get(one.name), words.get(one.name)


def refused(one: Input, raw: Any, **more: Any) -> Refused:
    with pytest.raises(Refused) as found:
        told(one, raw, **more)
    assert found.value.field == one.name
    assert str(found.value)
    return found.value


def an_input(kind: Kind, **more: Any) -> Input:
    return Input(name="x", title="这一项", kind=kind, **more)


CHOICES = (("support", "支持"), ("not_support", "不支持"))


PHOTO = {"name": "a.jpg", "media_type": "image/jpeg", "size": 9, "sha256": "0" * 64}


def answer(number: Any = 1, **more: Any) -> dict[str, Any]:
    return {"request": number, "facts": "一", "reasons": "二", "basis": "三", "conclusion": "support", **more}


@pytest.mark.parametrize(
    ("one", "raw", "value", "words"),
    [
        (an_input(Kind.TEXT), "  电梯\n停用  ", None, "电梯 停用"),
        (an_input(Kind.WORDS), "第一行\r\n第二行\x00\u202e", None, "第一行\n第二行"),
        (an_input(Kind.WORDS), "坏\ud800字", None, "坏\ufffd字"),
        (an_input(Kind.REQUESTS), ["修好电梯", " "], 1, ["修好电梯"]),
        (an_input(Kind.NAMES), ("赵", "钱"), 2, ["赵", "钱"]),
        (an_input(Kind.DATE), "2026-03-01", "2026-03-01", None),
        (an_input(Kind.DATE), date(2026, 3, 2), "2026-03-02", None),
        (an_input(Kind.DATE, future=True), "2026-04-01", "2026-04-01", None),
        (an_input(Kind.DAYS), "30", 30, None),
        (an_input(Kind.NUMBER), 40, 40, None),
        (an_input(Kind.CHOICE, choices=CHOICES), "support", "support", None),
        (an_input(Kind.YES), "on", True, None),
        (an_input(Kind.YES), "no", None, None),
        (an_input(Kind.UNIT), "town", "town", None),
        (an_input(Kind.UNITS), ["town", "city"], ["town", "city"], None),
        (an_input(Kind.FILES), [PHOTO], 1, [PHOTO]),
        (an_input(Kind.TEXT, required=False), "", None, None),
        (an_input(Kind.YES, required=False), False, None, None),
    ],
    ids=lambda one: one.kind.value if isinstance(one, Input) else None,
)
def test_what_is_right_comes_out_clean(one: Input, raw: Any, value: Any, words: Any) -> None:
    assert told(one, raw) == (value, words)


@pytest.mark.parametrize(
    ("one", "raw", "says"),
    [
        (an_input(Kind.TEXT), ..., "请填写“这一项”"),
        (an_input(Kind.TEXT), "   ", "请填写“这一项”"),
        (an_input(Kind.TEXT), "\u200b\u202e", "请填写“这一项”"),
        (an_input(Kind.TEXT), 5, "要填写文字"),
        (an_input(Kind.TEXT), "长" * 201, "最多 200 个字，现在有 201 个字"),
        (an_input(Kind.TEXT, most=3), "四个字了", "最多 3 个字"),
        (an_input(Kind.REQUESTS), "一句话", "要一项一项填写"),
        (an_input(Kind.REQUESTS, least=2), ["一"], "至少要有 2 项"),
        (an_input(Kind.NAMES, most=5), list("赵钱孙李周吴"), "最多 5 项，现在有 6 项"),
        (an_input(Kind.DATE), "2026年3月1日", "要写日期"),
        (an_input(Kind.DATE), "2026-02-30", "要写日期"),
        (an_input(Kind.DATE), datetime(2026, 3, 1, tzinfo=UTC), "要写日期"),
        (an_input(Kind.DATE), "2026-03-03", "不能晚于今天"),
        (an_input(Kind.DATE, future=True), "2026-03-01", "不能早于今天"),
        (an_input(Kind.DATE), "1900-01-01", "年份不对"),
        (an_input(Kind.DATE, future=True), "2099-01-01", "年份不对"),
        (an_input(Kind.DAYS), "三十", "要填整数"),
        (an_input(Kind.DAYS), 1.5, "要填整数"),
        (an_input(Kind.DAYS), True, "要填整数"),
        (an_input(Kind.DAYS), 0, "要在 1 和"),
        (an_input(Kind.DAYS, most=30), 31, "要在 1 和 30 之间"),
        (an_input(Kind.CHOICE, choices=CHOICES), "maybe", "请在列出的选项里选一个"),
        (an_input(Kind.CHOICE, choices=CHOICES), ["support"], "请在列出的选项里选一个"),
        (an_input(Kind.CHOICE, choices=CHOICES), {"support": 1}, "请在列出的选项里选一个"),
        (an_input(Kind.YES), "maybe", "请回答是或者否"),
        (an_input(Kind.UNIT), "nowhere", "没有找到"),
        (an_input(Kind.UNIT), ["town"], "没有找到"),
        (an_input(Kind.UNIT, kinds=("court",)), "town", "不能做这件事"),
        (an_input(Kind.UNITS), "town", "要一项一项填写"),
        (an_input(Kind.FILES), ["a.jpg"], "没有传上来"),
        (an_input(Kind.FILES), [PHOTO | {"sha256": "g" * 64}], "没有传上来"),
        (an_input(Kind.ANSWERS, choices=CHOICES), [answer(1)], "还缺第 2 项"),
        (an_input(Kind.ANSWERS, choices=CHOICES), [answer(1), answer(1)], "答复了两次"),
        (an_input(Kind.ANSWERS, choices=CHOICES), [answer(3)], "没有第 3 项请求"),
        (an_input(Kind.ANSWERS, choices=CHOICES), [answer("1")], "没有第 1 项请求"),
        (an_input(Kind.ANSWERS, choices=CHOICES), [answer(True)], "没有第 True 项请求"),
        (an_input(Kind.ANSWERS, choices=CHOICES), ["支持"], "要一项一项填写"),
        (an_input(Kind.ANSWERS, choices=CHOICES), [answer(1, conclusion="maybe")], "还没有选定处理意见"),
        (an_input(Kind.ANSWERS, choices=CHOICES), [answer(1, conclusion=["support"])], "还没有选定处理意见"),
        (an_input(Kind.ANSWERS, choices=CHOICES), [answer(1, reasons=" ")], "还没有写明理由"),
    ],
)
def test_what_is_wrong_is_refused_with_its_field(one: Input, raw: Any, says: str) -> None:
    assert says in str(refused(one, raw))


def test_each_request_is_answered_in_its_order() -> None:
    one = an_input(Kind.ANSWERS, choices=CHOICES)
    value, words = told(one, [answer(2, conclusion="not_support"), answer(1)])
    assert value == [{"request": 1, "conclusion": "support"}, {"request": 2, "conclusion": "not_support"}]
    assert [one["request"] for one in words] == [1, 2] and "conclusion" not in words[0]


def test_a_wish_that_has_to_be_free_is_not_taken_for_granted() -> None:
    one = an_input(Kind.YES, must_be="撤回要出于您自己的意愿。")
    for raw in (..., "", "no", False):
        assert "自己的意愿" in str(refused(one, raw))
    assert told(one, "yes") == (True, None)


def test_what_is_asked_of_staff_is_not_taken_from_others() -> None:
    one = an_input(Kind.TEXT, only_by=(Role.RECEIVER,))
    assert told(one, ...) == (None, None)
    assert "不由您填写" in str(refused(one, "补一句"))
    assert told(one, "补一句", roles=(Role.RECEIVER,)) == (None, "补一句")


def test_a_day_of_receipt_is_not_before_the_letter_was_written() -> None:
    running = Running(clock="c", since=date(2026, 2, 20), raw=DAY, last=DAY)
    standing = Standing(procedure="p", state="s", clocks={"c": running})
    one = an_input(Kind.DATE, since="c")
    assert "不能早于 2026-02-20" in str(refused(one, "2026-02-19", standing=standing))
    assert told(one, "2026-02-20", standing=standing) == ("2026-02-20", None)


def test_what_nobody_asked_for_is_refused() -> None:
    action = Action(name="a", title="做", by=(Role.PETITIONER,), from_=("s",), to="s", cites=CITES)
    with pytest.raises(Refused, match="不需要“risk_score”这一项"):
        read(
            action,
            {"risk_score": 9},
            roles=(),
            day=DAY,
            standing=Standing(procedure="p", state="s"),
            directory=Libraries(),
        )


def test_words_and_values_are_kept_apart() -> None:
    for kind in Kind:
        value, words = told(an_input(kind, choices=CHOICES), SAMPLES[kind])
        assert (words is not None) == (kind in LONGEST or kind is Kind.FILES)
        assert value is None or "秘密" not in str(value)


SAMPLES: Mapping[Kind, Any] = {
    Kind.OFFICER: "li@town",
    Kind.OFFICERS: ["li@town", "zhou@town"],
    Kind.TEXT: "秘密",
    Kind.WORDS: "秘密",
    Kind.REQUESTS: ["秘密"],
    Kind.ANSWERS: [answer(1, facts="秘密"), answer(2)],
    Kind.NAMES: ["秘密"],
    Kind.DATE: "2026-03-01",
    Kind.DAYS: 3,
    Kind.NUMBER: 3,
    Kind.CHOICE: "support",
    Kind.YES: True,
    Kind.UNIT: "town",
    Kind.UNITS: ["town"],
    Kind.FILES: [PHOTO | {"name": "秘密.jpg"}],
}


@pytest.mark.parametrize(
    ("value", "found"),
    [(None, {"no"}), (False, {"no"}), (True, {"yes"}), ("a", {"a"}), (5, {"5"}), (["a", "b"], {"a", "b"})],
)
def test_marks_compare_with_plain_words(value: Any, found: set[str]) -> None:
    assert values_of(value) == found


# -- Whatever comes in -----------------------------------------------------------------------------

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=40),
    st.binary(max_size=8),
    st.dates(),
    st.datetimes(),
    st.sampled_from(["2026-03-02", "yes", "no", "support", "unit/1", "unit/99", "/", "{title}", "{", "%s"]),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.tuples(inner),
        st.dictionaries(st.sampled_from(["request", "facts", "reasons", "basis", "conclusion", "x"]), inner),
        st.sets(st.integers(), max_size=2),
    ),
    max_leaves=8,
)
PLAIN = Calendar("plain", zone="UTC")
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_whatever_comes_in_nothing_but_a_refusal_comes_out(data: st.DataObject) -> None:
    procedure: Procedure = data.draw(st.sampled_from(PROCEDURES))
    action = data.draw(st.sampled_from([one for one in procedure.actions if one.inputs]))
    role = data.draw(st.sampled_from(action.by))
    standing = Standing(
        procedure=procedure.name,
        state=data.draw(st.sampled_from(action.from_)),
        marks=frozenset(action.needs),
        clocks={
            name: Running(clock=name, since=DAY, raw=DAY, last=DAY, ran_out=name in action.after)
            for name in (*action.within, *action.after)
        },
        bodies={
            body: f"unit/{data.draw(st.integers(1, 4))}" for body in (Role.RECEIVER, Role.COMPETENT_UNIT)
        },
        requests=data.draw(st.integers(0, 3)),
    )
    facts: dict[Any, Any] = dict(facts_for(action, roles={role}, day=DAY, standing=standing))
    for one in data.draw(st.lists(st.sampled_from(action.inputs), max_size=3)):
        facts[one.name] = data.draw(ANYTHING)
    if data.draw(st.booleans()):
        facts[data.draw(st.one_of(st.text(max_size=5), st.integers()))] = data.draw(ANYTHING)

    def outcome() -> Any:
        try:
            return decide(
                procedure,
                standing,
                action.name,
                facts,
                roles={role},
                at=AT,
                calendar=PLAIN,
                directory=Town(),
                by="somebody",
                unit="unit/1",
            )
        except Refused as refusal:
            return str(refusal)

    first = outcome()
    assert first and first == outcome()
