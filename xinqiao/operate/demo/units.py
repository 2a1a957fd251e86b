"""The invented province, city and county of the demonstration: its units on every level and who works in them.

No such places and no such people exist. Given names are plants, so that nobody is meant.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from xinqiao.people.models import Capacity, Level, Officer, Unit, UnitKind

PASSWORD = "hedu-county-demo"  # noqa: S105 - shown to everybody; it opens nothing but the demonstration
EMAIL_DOMAIN = "hedu.example"

OFFICE = UnitKind.PETITION_OFFICE
GOVERNMENT = UnitKind.GOVERNMENT
DEPARTMENT = UnitKind.DEPARTMENT
TOWNSHIP = UnitKind.TOWNSHIP
VILLAGE = UnitKind.VILLAGE
DISCIPLINE = UnitKind.DISCIPLINE_BODY
POLITICAL_LEGAL = UnitKind.POLITICAL_LEGAL
MEDIATION = UnitKind.MEDIATION_COMMITTEE
CONFERENCE = UnitKind.JOINT_CONFERENCE


@dataclass(frozen=True, kw_only=True)
class Place:
    """One unit as it is made."""

    code: str
    name: str
    english: str
    kind: str
    level: str
    parent: str | None
    reviewer: str | None = None
    duties: str = ""


def _of(level: str, parent: str | None, *rows: tuple[str, ...]) -> Iterator[Place]:
    for code, name, english, kind, *rest in rows:
        duties = rest[0] if rest else ""
        reviewer = rest[1] if len(rest) > 1 else None
        yield Place(
            code=code,
            name=name,
            english=english,
            kind=kind,
            level=level,
            parent=parent,
            reviewer=reviewer,
            duties=duties,
        )


PLACES: tuple[Place, ...] = (
    *_of(
        Level.PROVINCE,
        None,
        ("jijiang", "霁江省人民政府", "Jijiang Provincial Government", GOVERNMENT),
    ),
    *_of(
        Level.CITY,
        "jijiang",
        ("yunzhan", "云栈市人民政府", "Yunzhan City Government", GOVERNMENT),
    ),
    *_of(
        Level.CITY,
        "yunzhan",
        ("yz-xfj", "云栈市信访局", "Yunzhan Petition Office", OFFICE),
        ("yz-lianxi", "云栈市信访工作联席会议", "Yunzhan Joint Conference on Petition Work", CONFERENCE),
        ("yz-zjj", "云栈市住房和城乡建设局", "Yunzhan Housing and Construction Bureau", DEPARTMENT),
        ("yz-rsj", "云栈市人力资源和社会保障局", "Yunzhan Human Resources Bureau", DEPARTMENT),
        ("yz-jw", "云栈市纪委监委", "Yunzhan Discipline and Supervision Commission", DISCIPLINE),
        ("hedu", "禾渡县人民政府", "Hedu County Government", GOVERNMENT),
    ),
    *_of(
        Level.COUNTY,
        "hedu",
        ("xfj", "禾渡县信访局", "Hedu Petition Office", OFFICE, "登记、转送、交办、督办信访事项"),
        ("lianxi", "禾渡县信访工作联席会议", "Hedu Joint Conference on Petition Work", CONFERENCE),
        (
            "zjj",
            "禾渡县住房和城乡建设局",
            "Hedu Housing and Construction Bureau",
            DEPARTMENT,
            "物业、电梯、房屋质量、建筑工地、供热、保障房",
            "yz-zjj",
        ),
        (
            "rsj",
            "禾渡县人力资源和社会保障局",
            "Hedu Human Resources Bureau",
            DEPARTMENT,
            "工资、劳动合同、社会保险",
            "yz-rsj",
        ),
        (
            "zrj",
            "禾渡县自然资源局",
            "Hedu Natural Resources Bureau",
            DEPARTMENT,
            "征地补偿、宅基地、土地确权、违法占地",
        ),
        ("sthj", "禾渡县生态环境局", "Hedu Environment Bureau", DEPARTMENT, "噪声、废气、污水、固体废物"),
        (
            "jtj",
            "禾渡县交通运输局",
            "Hedu Transport Bureau",
            DEPARTMENT,
            "公交、农村公路、客运、出租车",
        ),
        ("jyj", "禾渡县教育局", "Hedu Education Bureau", DEPARTMENT, "入学、学校收费、校车、校外培训"),
        ("wjw", "禾渡县卫生健康局", "Hedu Health Bureau", DEPARTMENT, "医院、村卫生室、预防接种"),
        (
            "scjg",
            "禾渡县市场监督管理局",
            "Hedu Market Supervision Bureau",
            DEPARTMENT,
            "消费、价格、食品、预付卡、计量",
        ),
        ("nyj", "禾渡县农业农村局", "Hedu Agriculture Bureau", DEPARTMENT, "补贴、农田水利、村级财务公开"),
        ("mzj", "禾渡县民政局", "Hedu Civil Affairs Bureau", DEPARTMENT, "低保、养老、救助"),
        ("slj", "禾渡县水利局", "Hedu Water Bureau", DEPARTMENT, "供水、防洪、河道"),
        (
            "cgj",
            "禾渡县城市管理局",
            "Hedu Urban Management Bureau",
            DEPARTMENT,
            "市容、路灯、停车、垃圾、违建",
        ),
        ("gaj", "禾渡县公安局", "Hedu Public Security Bureau", POLITICAL_LEGAL, "治安、户籍、交通管理"),
        ("zfw", "禾渡县委政法委", "Hedu Political and Legal Affairs Commission", POLITICAL_LEGAL),
        ("jw", "禾渡县纪委监委", "Hedu Discipline and Supervision Commission", DISCIPLINE),
        (
            "wytw",
            "禾渡县物业纠纷人民调解委员会",
            "Hedu Mediation Committee for Property Disputes",
            MEDIATION,
        ),
        ("changgeng", "长庚街道办事处", "Changgeng Subdistrict Office", TOWNSHIP, "辖区内的综合事务"),
        ("wanghe", "望禾镇人民政府", "Wanghe Town Government", TOWNSHIP, "辖区内的综合事务"),
        ("lutan", "鹭滩镇人民政府", "Lutan Town Government", TOWNSHIP, "辖区内的综合事务"),
        ("yanxi", "砚溪乡人民政府", "Yanxi Township Government", TOWNSHIP, "辖区内的综合事务"),
    ),
    *_of(
        Level.VILLAGE,
        "changgeng",
        ("cg-xinghe", "长庚街道星禾社区居民委员会", "Xinghe Community", VILLAGE),
        ("cg-gulou", "长庚街道古楼社区居民委员会", "Gulou Community", VILLAGE),
    ),
    *_of(
        Level.TOWNSHIP,
        "wanghe",
        ("wh-zhb", "望禾镇综合行政执法办公室", "Wanghe Enforcement Office", DEPARTMENT),
        ("wh-tw", "望禾镇人民调解委员会", "Wanghe Mediation Committee", MEDIATION),
    ),
    *_of(
        Level.VILLAGE,
        "wanghe",
        ("wh-shangyou", "望禾镇上游村村民委员会", "Shangyou Village Committee", VILLAGE),
        ("wh-shiqiao", "望禾镇石桥头村村民委员会", "Shiqiaotou Village Committee", VILLAGE),
    ),
    *_of(
        Level.TOWNSHIP,
        "lutan",
        ("lt-zhb", "鹭滩镇综合办公室", "Lutan General Office", DEPARTMENT),
    ),
    *_of(
        Level.VILLAGE,
        "lutan",
        ("lt-zhugao", "鹭滩镇竹篙村村民委员会", "Zhugao Village Committee", VILLAGE),
        ("lt-yanwan", "鹭滩镇雁湾村村民委员会", "Yanwan Village Committee", VILLAGE),
    ),
    *_of(
        Level.VILLAGE,
        "yanxi",
        ("yx-songyao", "砚溪乡松窑村村民委员会", "Songyao Village Committee", VILLAGE),
        ("yx-tongjing", "砚溪乡桐井村村民委员会", "Tongjing Village Committee", VILLAGE),
    ),
)

SURNAMES = (
    ("赵", "zhao"), ("钱", "qian"), ("孙", "sun"), ("李", "li"), ("周", "zhou"), ("吴", "wu"), ("郑", "zheng"),
    ("王", "wang"), ("冯", "feng"), ("陈", "chen"), ("褚", "chu"), ("卫", "wei"), ("蒋", "jiang"), ("沈", "shen"),
    ("韩", "han"), ("杨", "yang"), ("朱", "zhu"), ("秦", "qin"), ("尤", "you"), ("许", "xu"), ("何", "he"),
    ("吕", "lv"), ("施", "shi"), ("张", "zhang"), ("孔", "kong"), ("曹", "cao"), ("严", "yan"), ("华", "hua"),
)  # fmt: skip
GIVEN = (
    "青松", "白杨", "银杏", "石榴", "冬青", "梧桐", "丁香", "木槿", "紫苏", "半夏", "连翘", "菖蒲", "香樟", "芦苇",
    "海棠", "玉兰", "杜若", "扶桑", "辛夷", "苍术", "茱萸", "蒹葭", "白芷", "佩兰", "玄参", "泽兰",
)  # fmt: skip

HEAD = f"{Capacity.HANDLER} {Capacity.HEAD}"
DESK = f"{Capacity.REGISTRAR} {Capacity.HANDLER}"
SUPERVISION = f"{Capacity.HANDLER} {Capacity.SUPERVISOR}"


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """One officer as they are made."""

    username: str
    name: str
    unit: str
    capacities: str


def colleagues() -> tuple[Colleague, ...]:
    """Everybody who works there: in each unit a head and one who registers and handles; in petition offices also a
    supervisor, and in the county's one who keeps the system."""
    found = []
    counter = 0
    for place in PLACES:
        posts = [DESK, HEAD]
        if place.kind == OFFICE:
            posts += [SUPERVISION]
        if place.code == "xfj":
            posts += [Capacity.KEEPER.value]
        for capacities in posts:
            surname, spelt = SURNAMES[counter % len(SURNAMES)]
            given = GIVEN[(counter * 7 + counter // len(SURNAMES)) % len(GIVEN)]
            counter += 1
            found.append(
                Colleague(
                    username=f"{place.code}-{spelt}",
                    name=f"{surname}{given}",
                    unit=place.code,
                    capacities=capacities,
                )
            )
    return tuple(found)


def make_units() -> None:
    """All units, active, with the channels that art. 18 asks for."""
    for number, place in enumerate(PLACES):
        base = f"0000-{7000000 + number * 37:07d}"
        Unit.objects.create(
            code=place.code,
            name=place.name,
            name_en=place.english,
            kind=place.kind,
            level=place.level,
            parent_id=place.parent,
            reviewer_id=place.reviewer,
            duties=place.duties,
            online=f"https://{place.code}.{EMAIL_DOMAIN}/",
            address=f"{place.name}信访接待室（演示地址），邮编 000000",
            telephone=base,
            reception_place=f"{place.name}一楼群众接待室",
            reception_time="工作日 9:00—12:00，14:00—17:30；每月 15 日负责人接待",
            lookup="凭编号和查询码在网上查询，或者拨打上面的电话",
            rules="《信访工作条例》和本单位办事流程，在接待室和网上公布",
            active=True,
        )


def make_officers() -> None:
    """All colleagues, with one password among them: hashing is slow on purpose."""
    template = Officer(username="template")
    template.set_password(PASSWORD)
    Officer.objects.bulk_create(
        Officer(
            username=one.username,
            name=one.name,
            unit_id=one.unit,
            capacities=one.capacities,
            password=template.password,
        )
        for one in colleagues()
    )
