"""The cast and the helpers for tests above the ground floor.

The first of the Hundred Surnames: Zhao complains, Qian is complained of, Sun keeps the desk, Li signs for the office,
Zhou handles, Zheng supervises, Wang reviews, and Wu has no business here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from xinqiao.cases.act import Receipt, act
from xinqiao.cases.models import Case
from xinqiao.people.models import Officer, Unit
from xinqiao.people.person import NEWCOMER, Person, as_person, petitioner_of

ZONE = ZoneInfo("Asia/Shanghai")
PASSWORD = "bridge-of-hearts-2022"


def moment(text: str) -> datetime:
    """A moment where the law is in force: ``"2026-03-02"`` is nine in the morning, ``"2026-05-06 23:50"`` as it says."""
    day, _space, time = text.partition(" ")
    return datetime.fromisoformat(f"{day}T{time or '09:00'}").replace(tzinfo=ZONE)


UNITS: tuple[tuple[str, str, str, str, str | None, str | None], ...] = (
    # code, name, kind, level, parent, reviewer
    ("heyin", "合印省", "government", "province", None, None),
    ("lanjiang", "澜江市", "government", "city", "heyin", None),
    ("city-xfj", "澜江市信访局", "petition_office", "city", "lanjiang", None),
    ("city-zjj", "澜江市住房和城乡建设局", "department", "city", "lanjiang", None),
    ("qingshi", "青石县", "government", "county", "lanjiang", None),
    ("lianxi", "青石县信访工作联席会议", "joint_conference", "county", "qingshi", None),
    ("xfj", "青石县信访局", "petition_office", "county", "qingshi", None),
    ("zjj", "青石县住房和城乡建设局", "department", "county", "qingshi", None),
    ("rsj", "青石县人力资源和社会保障局", "department", "county", "qingshi", None),
    ("jjw", "青石县纪律检查委员会", "discipline_body", "county", "qingshi", None),
    ("dongqiao", "东桥镇", "township", "township", "qingshi", None),
    ("xihe", "西河镇", "township", "township", "qingshi", None),
    ("dq-office", "东桥镇综合办公室", "department", "township", "dongqiao", None),
    ("liucun", "东桥镇柳村村民委员会", "village", "village", "dongqiao", None),
)

OFFICERS: tuple[tuple[str, str, str, str], ...] = (
    # username, name, unit, capacities
    ("sun", "孙", "xfj", "registrar handler"),
    ("feng", "冯", "xfj", "head"),
    ("zheng", "郑", "xfj", "supervisor"),
    ("zhou", "周", "zjj", "handler"),
    ("li", "李", "zjj", "head"),
    ("wu", "吴", "xihe", "registrar handler head"),
    ("chen", "陈", "rsj", "registrar handler head"),
    ("qian", "钱", "dongqiao", "registrar handler head"),
    ("chu", "褚", "dq-office", "registrar handler head"),
    ("wei", "卫", "jjw", "registrar handler head"),
    ("jiang", "蒋", "qingshi", "handler head"),
    ("shen", "沈", "lianxi", "handler head"),
    ("wang", "王", "lanjiang", "handler head"),
    ("han", "韩", "city-zjj", "handler head"),
    ("yang", "杨", "city-xfj", "registrar handler supervisor"),
    ("zhu", "朱", "heyin", "handler head"),
    ("qin", "秦", "xfj", "keeper"),
)


def make_unit(code: str, name: str, kind: str, level: str, parent: str | None, reviewer: str | None) -> Unit:
    """An active unit whose channels are published."""
    return Unit.objects.create(
        code=code,
        name=name,
        kind=kind,
        level=level,
        parent_id=parent,
        reviewer_id=reviewer,
        online="https://petition.example/",
        address=f"{name}信访接待室，邮编 000000",
        telephone="000-0000",
        reception_place=f"{name}一楼",
        reception_time="周一至周五 9:00—17:00",
        lookup="凭编号和查询码在网上或者打电话查询",
        rules="《信访工作条例》和本单位办事流程，在接待场所公布",
        active=True,
    )


@dataclass(frozen=True)
class Cast:
    """Units and officers of a small county."""

    units: Mapping[str, Unit]
    officers: Mapping[str, Officer]

    def person(self, username: str) -> Person:
        return as_person(self.officers[username])


def make_cast() -> Cast:
    """The county and its officers, in the database."""
    units = {row[0]: make_unit(*row) for row in UNITS}
    # One password hash for all: hashing is slow on purpose, and tests have many officers.
    template = Officer(username="template")
    template.set_password(PASSWORD)
    officers = {}
    for username, name, unit, capacities in OFFICERS:
        officers[username] = Officer.objects.create(
            username=username, name=name, unit_id=unit, capacities=capacities, password=template.password
        )
    return Cast(units=units, officers=officers)


LIFT: Mapping[str, Any] = {
    "subject": "三号楼电梯停运一个月",
    "account": "三号楼的电梯从二月初停到现在，八楼的老人下不了楼。物业说在等配件，一直没有修。",
    "requests": ["尽快修好电梯", "说明停运的原因"],
    "place": "青石县柳园小区三号楼",
}
"""What Mrs Zhao says."""


def file_lift(at: str = "2026-03-02", **more: Any) -> Receipt:
    """Mrs Zhao files on the web with the county petition office."""
    facts = {"purpose": "solve", "channel": "web", **LIFT, **more}
    return act(None, "submit", facts, by=NEWCOMER, at=moment(at), identity={"name": "赵", "telephone": "000"})


def do(
    number: str, action: str, by: Person | str, at: str, cast: Cast | None = None, **facts: Any
) -> Receipt:
    """One act in a test: ``by`` is a person, the username of a member of the cast, or ``"petitioner"``."""
    if by == "petitioner":
        person = petitioner_of(number)
    elif isinstance(by, str):
        assert cast is not None
        person = cast.person(by)
    else:
        person = by
    return act(number, action, facts, by=person, at=moment(at))


def case_of(number: str) -> Case:
    return Case.objects.get(number=number)
