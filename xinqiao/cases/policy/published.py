"""The policy table as it is published: the page for everybody and the page of the documentation say the same."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext

from xinqiao.cases.policy.pages import PAGES, About, Door, Page
from xinqiao.cases.policy.relations import RULES, Rule
from xinqiao.cases.roles import NEEDED
from xinqiao.law.catalogue import PROCEDURES
from xinqiao.law.model import ROLE_TITLES, Role, role_title
from xinqiao.law.picture import NOTICE
from xinqiao.law.words import _
from xinqiao.people.models import Capacity

DOORS: Mapping[Door, str] = {
    Door.PUBLIC: _("任何人"),
    Door.DRAFT: _("在这台设备上开始填写的人"),
    Door.CODE: _("凭编号和查询码进来的信访人"),
    Door.POST: _("登录的工作人员"),
}

ABOUT: Mapping[About, str] = {
    About.NOTHING: "",
    About.MATTER: _("看得到这一件的"),
    About.AREA: _("管理的单位和人员在自己辖区的"),
    About.COLLEAGUE: _("人员在自己辖区或者自己负责的单位的"),
}


@dataclass(frozen=True, slots=True)
class Opening:
    """Pages that open to the same people."""

    who: str
    posts: tuple[str, ...]
    narrowed: str
    addresses: tuple[str, ...]


def addresses(
    resolver: URLResolver | None = None, before: str = "", within: str = ""
) -> Iterator[tuple[str, str]]:
    """The name and the address of every page of the project."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, here, f"{within}{entry.namespace}:" if entry.namespace else within)
        elif isinstance(entry, URLPattern):
            yield within + (entry.name or ""), here


def openings() -> list[Opening]:
    """The pages of the project in groups, from those for everybody to those for few."""
    at = dict(addresses())
    groups: dict[tuple[Door, frozenset[str], About], list[Page]] = {}
    for page in PAGES:
        groups.setdefault((page.door, page.posts, page.about), []).append(page)
    return [
        Opening(
            who=DOORS[door],
            posts=tuple(str(Capacity(one).label) for one in Capacity.values if one in posts),
            narrowed=ABOUT[about],
            addresses=tuple(f"/{at[one.name].lstrip('^')}" for one in pages if one.name in at),
        )
        for (door, posts, about), pages in groups.items()
    ]


def does(rule: Rule) -> str:
    """What a relation may do, in words."""
    if not rule.roles:
        return _("不能做任何事")
    if rule.roles == frozenset({Role.PETITIONER}):
        return _("信访人可以做的事")
    if rule.roles == frozenset({Role.SUPERVISOR}):
        return _("督办岗位的，可以督办")
    return _("按岗位，做本单位该做的事")


def document() -> str:
    """``docs/policy.md``: Chinese, with the ids of the code."""
    lines = [
        "# 谁看得到什么 Who sees what",
        "",
        NOTICE,
        "",
        "同一张表（`xinqiao/cases/policy/`）决定列表、搜索、数字、导出、网页、文书、材料和每一步操作；公开在 `/who-sees-what/`。",
        "One table decides about lists, search, counts, exports, pages, papers, files and every action.",
        "",
        "## 与一件信访事项的关系 Relations to a matter",
        "",
        "同时符合几种的，以排在前面的为准。Whoever fits several is in the first of them.",
        "",
        *_table(
            ("关系 Relation", "代号 Id", "看得到 Sees", "能做 Does", "为什么 Why", "依据 Law"),
            [
                (
                    one.title,
                    f"`{one.relation}`",
                    "✓" if one.sees else ("✗ 没有这一件" if one.kept_out else "✗"),
                    does(one),
                    one.why,
                    "；".join(str(cite) for cite in one.cites),
                )
                for one in RULES
            ],
        ),
        "",
        "## 席位和岗位 Seats and posts",
        "",
        "单位坐在某个席位上，本单位有相应岗位的人才能做那个席位的事。",
        "",
        *_table(
            ("席位 Seat", "代号 Id", "岗位 Posts"),
            [(ROLE_TITLES[role], f"`{role}`", "、".join(_posts(posts))) for role, posts in NEEDED.items()],
        ),
        "",
        "## 网页 Pages",
        "",
        "没有写进这张表的网址，检查通不过，也不会打开。An address without a line fails the build and opens to nobody.",
        "",
        *_table(
            ("向谁打开 Opens to", "岗位 Posts", "限于 Narrowed to", "网址 Addresses"),
            [
                (one.who, "、".join(one.posts), one.narrowed, "<br>".join(f"`{at}`" for at in one.addresses))
                for one in openings()
            ],
        ),
    ]
    for procedure in PROCEDURES:
        roles = [role for role in Role if any(role in one.by for one in procedure.actions)]
        rows = [
            (
                one.title,
                f"`{one.name}`",
                "、".join(role_title(procedure, role) for role in roles if role in one.by),
                str(len(one.from_)),
            )
            for one in procedure.actions
        ]
        lines += [
            "",
            f"## {procedure.title} `{procedure.name}`：谁可以做哪一步 Who may do what",
            "",
            *_table(("步骤 Action", "代号 Id", "由谁 By", "状态数 States"), rows),
        ]
    return "\n".join(lines) + "\n"


def _posts(posts: frozenset[str]) -> list[str]:
    return [gettext(str(Capacity(one).label)) for one in Capacity.values if one in posts]


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    return [
        f"| {' | '.join(head)} |",
        f"|{'---|' * len(head)}",
        *("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows),
    ]
