"""A procedure as a page for people who read laws: diagrams, and tables of its steps, clocks, conditions and states.

The pages are made from the data alone and are the same each time. They are written in Chinese; headings and ids are
in English too.
"""

from collections.abc import Iterable, Iterator, Mapping

from xinqiao.law.model import BODY_OF, SAME, Action, Citation, Clock, Procedure, Role, State, Unit, role_title

NOTICE = "本页由数据生成（`make docs`），不要手工修改。Made from the data by `make docs`; do not edit."

MARKS = {
    "V": "读过条文 read in the law",
    "S": "见于二手材料 from a secondary source",
    "U": "未核实，可由单位改动 unverified, configurable",
    "D": "本单位自己的选择 the office's own choice",
}

UNITS = {
    Unit.DAY: "{length} 日",
    Unit.WORKING_DAY: "{length} 个工作日",
    Unit.MONTH: "{length} 个月",
    Unit.YEAR: "{length} 年",
}

MANY = 7
"""More states than this are drawn in several diagrams."""

PARALLEL = 4
"""So many steps between the same two states are named on their arrow; of more, only the number."""


def pages(procedures: Iterable[Procedure]) -> dict[str, str]:
    """File names and texts: one page for each procedure, and an index."""
    every = tuple(procedures)
    found = {f"{one.name}.md": page(one) for one in every}
    rows = [
        (f"[{one.title}]({one.name}.md)", f"`{one.name}`", one.law, _in_force(one), str(len(one.actions)))
        for one in every
    ]
    table = _table(("程序 Procedure", "代号 Id", "依据 Law", "施行 In force", "步骤 Actions"), rows)
    found["README.md"] = "\n".join(
        [
            "# 程序 Procedures",
            "",
            NOTICE,
            "",
            *table,
            "",
            "`xinqiao check-procedures` 逐一证明每个程序的承诺。 proves what each of them promises.",
            "",
        ]
    )
    return found


def page(procedure: Procedure) -> str:
    """The page of one procedure, in Markdown."""
    lines = [
        f"# {procedure.title} `{procedure.name}`",
        "",
        NOTICE,
        "",
        f"依据 Law：{procedure.law}。施行 In force：{_in_force(procedure)}。"
        f"日历 Calendar：`{procedure.calendar}`。"
        + (f"表 Pack：`{procedure.pack}`。" if procedure.pack else ""),
        "",
    ]
    if procedure.note:
        lines += [procedure.note, ""]
    lines += [
        "## 图 Diagrams",
        "",
        "方框是状态，箭头是步骤；粗边圆角框是终点，虚线斜框是在另一张图里的状态。",
        "",
    ]
    for title, states in phases(procedure):
        lines += [f"### {title}", "", "```mermaid", *diagram(procedure, states), "```", ""]
    anywhere = [one for one in procedure.actions if _anywhere(procedure, one)]
    if anywhere:
        lines += [
            "几乎任何未结状态都可以做、图上没有画的：" + "、".join(one.title for one in anywhere) + "。",
            "",
        ]
    lines += ["## 步骤 Actions", "", *_actions(procedure), ""]
    remedies = [one for one in procedure.actions if one.against and one.remedy is not None]
    if remedies:
        lines += ["## 救济 Remedies", "", *_remedies(procedure, remedies), ""]
    lines += ["## 期限 Clocks", "", *_clocks(procedure), ""]
    lines += ["依据的核实程度：" + "；".join(f"{mark} {says}" for mark, says in MARKS.items()) + "。", ""]
    if procedure.marks:
        lines += ["## 条件 Marks", "", *_marks(procedure), ""]
    lines += ["## 状态 States", "", *_states(procedure), ""]
    return "\n".join(lines)


# -- Diagrams --------------------------------------------------------------------------------------


def phases(procedure: Procedure) -> Iterator[tuple[str, tuple[State, ...]]]:
    """The open states by whose turn it is, then the ends that can be left again; each phase with its title."""
    found: dict[Role, list[State]] = {}
    for state in procedure.states:
        if not state.final:
            found.setdefault(BODY_OF.get(state.owner, state.owner), []).append(state)
    if len(procedure.states) <= 12:
        yield procedure.title, tuple(one for states in found.values() for one in states)
        return
    for owner, states in found.items():
        title = "轮到" + role_title(procedure, owner)
        parts = -(-len(states) // MANY)
        size = -(-len(states) // parts)
        for part in range(parts):
            number = f"（{part + 1}）" if parts > 1 else ""
            yield title + number, tuple(states[part * size : (part + 1) * size])
    left = {name for action in procedure.actions if action.to != SAME for name in action.from_}
    ended = tuple(one for one in procedure.states if one.final and one.name in left)
    if ended:
        yield "办结以后", ended


def diagram(procedure: Procedure, states: tuple[State, ...]) -> list[str]:
    """The Mermaid text of what leads into these states and out of them."""
    inside = {one.name for one in states}
    arrows: dict[tuple[str, str], list[str]] = {}
    for action in procedure.actions:
        if _anywhere(procedure, action):
            continue
        for name in action.from_:
            to = name if action.to == SAME else action.to
            if to != name and name in inside:
                arrows.setdefault((name, to), []).append(action.title)
    shown = [
        one for one in procedure.states if any(one.name in pair for pair in arrows) or one.name in inside
    ]
    lines = ["flowchart TD"]
    for state in shown:
        left, right = ("([", "])") if state.final else ("[", "]") if state.name in inside else ("[/", "/]")
        lines.append(f'  {state.name}{left}"{state.title}"{right}')
    for (name, to), titles in arrows.items():
        said = "<br>".join(titles) if len(titles) <= PARALLEL else f"{len(titles)} 种办法，见下表"
        lines.append(f'  {name} -->|"{said}"| {to}')
    ends = [one.name for one in shown if one.final]
    others = [one.name for one in shown if not one.final and one.name not in inside]
    if ends:
        lines += ["  classDef ended stroke-width:3px", f"  class {','.join(ends)} ended"]
    if others:
        lines += ["  classDef elsewhere stroke-dasharray:4 3", f"  class {','.join(others)} elsewhere"]
    return lines


def _anywhere(procedure: Procedure, action: Action) -> bool:
    """Whether a step is open in most states, so that its arrows would only hide the others."""
    opened = [one for one in procedure.states if not one.final and one.name != procedure.initial]
    if len(opened) < 6 or action.to == SAME:
        return False
    return 3 * sum(one.name in action.from_ for one in opened) >= 2 * len(opened)


# -- Tables ----------------------------------------------------------------------------------------


def _actions(procedure: Procedure) -> list[str]:
    rows = []
    for action in procedure.actions:
        rows.append(
            (
                action.row,
                _from(procedure, action),
                f"{action.title}<br>`{action.name}`",
                "、".join(role_title(procedure, one) for one in action.by),
                "不变" if action.to == SAME else procedure.state_named[action.to].title,
                "<br>".join(_on_clocks(procedure, action)),
                "<br>".join(_cited(one) for one in action.cites),
                "<br>".join(f"`{one}`" for one in action.issues),
                "、".join(role_title(procedure, one) for one in action.notifies),
            )
        )
    heads = ("序号 Row", "从 From", "步骤 Action", "谁来做 By", "到 To", "期限 Clocks", "依据 Articles", "文书 Documents", "通知 Notices")  # fmt: skip
    return _table(heads, rows)


def _from(procedure: Procedure, action: Action) -> str:
    initial = {procedure.initial}
    opened = [one.name for one in procedure.states if not one.final and one.name not in initial]
    ends = [one.name for one in procedure.states if one.final]
    left = set(action.from_)
    said = []
    for names, title in ((opened, "任何未结状态"), (ends, "任何终点")):
        if len(names) > 1 and left >= set(names):
            said.append(title)
            left -= set(names)
    return "、".join([*said, *(one.title for one in procedure.states if one.name in left)])


def _on_clocks(procedure: Procedure, action: Action) -> Iterator[str]:
    title: Mapping[str, str] = {one.id: one.title for one in procedure.clocks}
    for one in action.starts:
        conditions = [
            *([f"已“{procedure.mark_named[one.when].title}”时"] if one.when else []),
            *([f"未“{procedure.mark_named[one.unless].title}”时"] if one.unless else []),
        ]
        yield "开始：" + "".join(f"（{said}）" for said in conditions) + title[one.clock]
    if "*" in action.stops:
        yield "停止：全部"
    elif action.stops:
        yield "停止：" + "、".join(title[one] for one in action.stops)
    for verb, names in (("暂停", action.pauses), ("恢复", action.resumes)):
        if names:
            yield f"{verb}：" + "、".join(title[one] for one in names)
    for extends in action.extends:
        most = action.input(extends.days).most
        yield f"延长：{title[extends.clock]}" + (f"，最多 {most}" if most else "")
    if action.within:
        yield "期限内：" + "、".join(title[one] for one in action.within)
    if action.after:
        yield "到期后：" + "、".join(title[one] for one in action.after)


def _remedies(procedure: Procedure, actions: Iterable[Action]) -> list[str]:
    rows = []
    for action in actions:
        remedy = action.remedy
        assert remedy is not None
        way = procedure.action_named[remedy.action].title if remedy.action else "本程序以外的途径"
        rows.append((action.title, way, remedy.body, remedy.limit))
    return _table(("决定 Decision", "可以 Remedy", "向谁 Body", "多长时间内 Limit"), rows)


def _clocks(procedure: Procedure) -> list[str]:
    rows = [
        (
            f"`{one.id}`",
            one.title + ("（权利）" if one.right else ""),
            _length(one),
            role_title(procedure, one.binds),
            one.trigger,
            "<br>".join(_cited(cite) for cite in one.cites),
            "、".join(dict.fromkeys(cite.mark for cite in one.cites)),
            one.note,
        )
        for one in procedure.clocks
    ]
    heads = ("代号 Id", "期限 Clock", "多长 Length", "约束 Binds", "起算 From", "依据 Articles", "核实 Mark", "说明 Note")  # fmt: skip
    return _table(heads, rows)


def _length(clock: Clock) -> str:
    text = "由单位逐件写明" if clock.length is None else UNITS[clock.unit].format(length=clock.length)
    if clock.minimum:
        text = f"至少 {text}"
    if clock.backwards:
        text = f"倒数 {text}"
    return text + (f"，可延长最多 {clock.most}" if clock.most else "")


def _marks(procedure: Procedure) -> list[str]:
    rows = [
        (f"`{one.name}`", one.title, "<br>".join(_cited(cite) for cite in one.cites))
        for one in procedure.marks
    ]
    return _table(("代号 Id", "条件 Mark", "依据 Articles"), rows)


def _states(procedure: Procedure) -> list[str]:
    rows = [
        (
            f"`{one.name}`",
            one.title,
            "" if one.final else role_title(procedure, one.owner),
            one.next,
            "是" if one.final else "",
        )
        for one in procedure.states
    ]
    return _table(("代号 Id", "状态 State", "轮到谁 Owner", "下一步 Next", "终点 End"), rows)


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    lines = ["| " + " | ".join(heads) + " |"]
    lines.append("|" + "---|" * lines[0].count(" | ") + "---|")
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return lines


def _cited(one: Citation) -> str:
    return str(one) if one.mark in ("V", "D") else f"{one}（{one.mark}）"


def _in_force(procedure: Procedure) -> str:
    until = f" 至 {procedure.in_force_until}" if procedure.in_force_until else " 起"
    return f"{procedure.in_force_from}{until}"
