"""What the invented people say: matters read from the TOML files beside this one, told at a place and a time."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from xinqiao.operate.demo.units import GIVEN, SURNAMES

HERE = Path(__file__).resolve().parent

WHERE: Mapping[str, tuple[str, ...]] = {
    "estates": (
        "长庚街道星禾苑", "长庚街道桂香里", "长庚街道古楼新村", "望禾镇望禾家园", "长庚街道水岸林语", "长庚街道东篱小区",
        "鹭滩镇鹭岛花园", "长庚街道纺织厂宿舍", "望禾镇农机站家属院",
    ),
    "villages": (
        "望禾镇上游村", "望禾镇石桥头村", "鹭滩镇竹篙村", "鹭滩镇雁湾村", "砚溪乡松窑村", "砚溪乡桐井村",
    ),
    "roads": (
        "长庚街道星禾路", "长庚街道古楼东街", "望禾镇集市路", "鹭滩镇渡口路", "长庚街道环城北路", "砚溪乡乡政府前街",
    ),
    "schools": ("长庚街道第二小学", "望禾镇中心小学", "鹭滩镇初级中学", "长庚街道实验幼儿园"),
    "hospitals": ("禾渡县人民医院", "望禾镇卫生院", "鹭滩镇卫生院"),
    "shops": ("长庚街道晨光健身房", "望禾镇百味菜市场", "长庚街道巧手理发店", "鹭滩镇渡口加油站", "长庚街道好邻居超市"),
    "factories": ("望禾镇竹器厂", "长庚街道制衣厂", "鹭滩镇水产冷库", "砚溪乡石料场"),
    "sites": ("长庚街道滨河商业街工地", "望禾镇安置房工地", "鹭滩镇跨河桥工地"),
}  # fmt: skip

SINCE = ("上个月初", "大约一个月前", "两个多月前", "开春以后", "入夏以后", "去年底", "前些天", "国庆前后")


@dataclass(frozen=True, kw_only=True)
class Words:
    """All words of one matter, filled in: what is asked, and what the offices say to it."""

    kind: str
    unit: str
    content_class: str
    subject: str
    account: str
    requests: tuple[str, ...]
    place: str
    said: Mapping[str, str] = field(default_factory=dict)  # the other texts, by their name in the file
    answers: tuple[Mapping[str, str], ...] = ()
    people: tuple[str, ...] = ()

    def answers_now(self, **replaced: str) -> list[dict[str, Any]]:
        """The answer to each request, in the shape the door takes."""
        return [
            {"request": number, **answer, **replaced} for number, answer in enumerate(self.answers, start=1)
        ]


@cache
def _file(name: str) -> tuple[Mapping[str, Any], ...]:
    return tuple(tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))["matter"])


def matters(kind: str) -> Sequence[Mapping[str, Any]]:
    """The matters as they stand in the files: appeal, suggestion, or a kind of others.toml."""
    if kind == "appeal":
        return _file("appeals")
    if kind == "suggestion":
        return _file("suggestions")
    return [one for one in _file("others") if one["kind"] == kind]


PLAIN = frozenset({"unit", "class", "where", "kind", "subject", "account", "requests", "answers", "people"})


def tell(matter: Mapping[str, Any], kind: str, chance: Random) -> Words:
    """One matter told at a place, in one of its wordings."""
    variant = chance.randrange(len(matter["subject"]))
    filling = {
        "place": chance.choice(WHERE[matter["where"]]),
        "b": chance.randint(1, 12),
        "n": chance.randint(2, 7),
        "since": chance.choice(SINCE),
    }

    def filled(text: str) -> str:
        return text.format(**filling)

    return Words(
        kind=kind,
        unit=matter.get("unit", ""),
        content_class=matter["class"],
        subject=filled(matter["subject"][variant]),
        account=filled(matter["account"][variant]),
        requests=tuple(map(filled, matter["requests"])),
        place=str(filling["place"]),
        said={
            name: filled(text) for name, text in matter.items() if name not in PLAIN and isinstance(text, str)
        },
        answers=tuple(
            {part: filled(text) for part, text in answer.items()} for answer in matter.get("answers", ())
        ),
        people=tuple(matter.get("people", ())),
    )


def somebody(chance: Random) -> dict[str, str]:
    """Who brings a matter: a name of surname and plant, a number that rings nowhere."""
    surname, _spelt = chance.choice(SURNAMES)
    return {
        "name": surname + chance.choice(GIVEN),
        "telephone": f"000-{chance.randrange(10**8):08d}",
        "address": chance.choice(WHERE["estates"] + WHERE["villages"]),
    }
