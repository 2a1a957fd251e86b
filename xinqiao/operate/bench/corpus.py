"""Invented messages in any number, with as many different words as real ones have, for measuring search and look-alikes.

Every message is made from its number alone. Words follow Zipf's law: a few stand in every second message, most in
hardly any. Every ``COPY``-th message tells again what an earlier one told, in part in other words.
"""

from bisect import bisect
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from random import Random

WORDS = 60_000
LENGTH = 70
"""Words of a message; with the ordinary sentences about 160 characters."""
PLACES = 60
"""So many matters come from one estate, on average."""
COPY = 50
KEPT = (0.9, 0.75, 0.5)
"""How much of the wording a copy keeps: lightly changed, changed, half rewritten."""

_ENDINGS = ("家园", "小区", "花园", "苑", "公寓", "新村", "路", "街", "村", "广场")
TROUBLES = (
    "电梯停运", "夜间施工噪声", "停水", "物业收费", "违章搭建", "拖欠工资", "油烟扰民", "路灯不亮", "垃圾没有清运",
    "房产证办不下来", "学校招生", "医保报销", "公交改线", "污水外溢", "停车位不足", "消防通道堵塞", "暖气不热", "征地补偿",
)  # fmt: skip
_ASKED = ("希望尽快解决", "请答复什么时候处理", "请公布处理结果", "要求赔偿损失")


@dataclass(frozen=True, slots=True)
class Told:
    """An invented message. ``copy_of`` is the place of the message it tells again, if it does."""

    subject: str
    place: str
    account: str
    request: str
    copy_of: int | None = None
    kept: float = 1.0


@lru_cache(maxsize=1)
def characters() -> tuple[str, ...]:
    """The ordinary characters."""
    return tuple(
        bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF)
    )


@lru_cache(maxsize=1)
def vocabulary() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Invented words of two or three ordinary characters, the most frequent first, and their summed frequencies."""
    chance = Random(7)  # noqa: S311 - a repeatable measurement, no secret
    some = list(characters())
    chance.shuffle(some)
    # Characters follow Zipf's law too: some hundred make up half of any text.
    often = list(accumulate(1 / (rank + 20) for rank in range(len(some))))
    found: dict[str, None] = {}
    while len(found) < WORDS:
        length = 2 if chance.random() < 0.8 else 3
        found.setdefault("".join(chance.choices(some, cum_weights=often, k=length)))
    return tuple(found), tuple(accumulate(1 / (rank + 3) for rank in range(WORDS)))


def words_at(chance: Random, many: int) -> list[str]:
    words, often = vocabulary()
    top = often[-1]
    return [words[min(bisect(often, chance.random() * top), WORDS - 1)] for _one in range(many)]


def told(at: int, size: int) -> Told:
    """The message at a place, of a collection of a size."""
    chance = Random(at)  # noqa: S311
    if at % COPY == COPY - 1:
        first = at - 1 - chance.randrange(min(at, 20_000) - 1)
        first -= first % COPY == COPY - 1
        return again(told(first, size), first, chance)
    words, _often = vocabulary()
    estate = chance.randrange(max(size // PLACES, 20))
    # Names of estates are combined of two words, so that none is rare by its characters alone.
    name = (
        words[2_000 + estate % 5_000] + words[8_000 + estate // 5_000][:2] + _ENDINGS[estate % len(_ENDINGS)]
    )
    trouble = chance.choice(TROUBLES)
    body = words_at(chance, LENGTH)
    for stop in range(9, LENGTH, 10):
        body[stop] += "，" if stop % 20 == 9 else "。"
    return Told(
        subject=f"{name}{trouble}",
        place=f"{name}{chance.randrange(1, 30)}号",
        account=f"我住在{name}，{trouble}已经{chance.randrange(2, 90)}天。{''.join(body)}",
        request=chance.choice(_ASKED),
    )


def words_of(at: int, size: int) -> dict[str, str]:
    """The message as inputs of a filing."""
    one = told(at, size)
    return {"subject": one.subject, "place": one.place, "account": one.account, "requests": one.request}


def again(first: Told, at: int, chance: Random) -> Told:
    """What somebody else would tell of the same matter: some sentences kept, the others in new words."""
    kept = chance.choice(KEPT)
    head, _stop, rest = first.account.partition("。")
    parts = [
        part if chance.random() < kept else "".join(words_at(chance, 9)) for part in rest.split("，") if part
    ]
    return Told(
        subject=first.subject if chance.random() < kept else head[-8:],
        place=first.place if chance.random() < 0.5 else first.place.rstrip("号0123456789"),
        account=f"{head}。{'，'.join(parts)}",
        request=chance.choice(_ASKED),
        copy_of=at,
        kept=kept,
    )
