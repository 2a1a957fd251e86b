"""Which column holds what: given by whoever imports, or proposed from the names in the header."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xinqiao.text.normalise import normalise


class WrongMap(Exception):
    """The mapping does not fit the table; the text says where."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing a row can tell, and what such columns are called."""

    name: str
    title: str
    called: tuple[str, ...]
    required: bool = False


FIELDS: tuple[Field, ...] = (
    Field(
        name="received", title="收到时间 received", required=True,
        called=("收到时间", "收到日期", "留言时间", "来信时间", "来访时间", "来电时间", "提交时间", "登记时间", "登记日期", "受理时间", "反映时间", "日期", "时间", "received", "time", "date", "created"),
    ),
    Field(
        name="account", title="反映的内容 account", required=True,
        called=("反映内容", "留言详情", "留言内容", "信访内容", "问题描述", "详细内容", "详情", "内容", "正文", "account", "detail", "details", "text", "content", "description", "body"),
    ),
    Field(name="subject", title="标题 subject", called=("标题", "主题", "留言主题", "信访标题", "摘要", "subject", "topic", "title")),
    Field(name="requests", title="请求 requests", called=("诉求", "请求", "主要诉求", "信访请求", "requests", "request", "asks")),
    Field(name="place", title="地点 place", called=("地点", "发生地", "问题发生地", "事发地点", "place", "location")),
    Field(name="channel", title="方式 channel", called=("渠道", "来源", "信访形式", "方式", "channel", "source")),
    Field(name="purpose", title="目的 purpose", called=("目的", "信访目的", "类型", "purpose", "type")),
    Field(name="content_class", title="内容分类 content class", called=("内容分类", "问题分类", "分类", "一级标签", "一级分类", "类别", "label", "category")),
    Field(name="key", title="原编号 key", called=("编号", "留言编号", "信访编号", "序号", "工单号", "id", "no", "number", "key")),
    Field(name="name", title="姓名 name", called=("姓名", "信访人", "留言用户", "用户", "反映人", "来信人", "name", "user", "username")),
    Field(name="telephone", title="电话 telephone", called=("电话", "手机", "手机号", "联系电话", "联系方式", "telephone", "phone", "mobile")),
    Field(name="address", title="住址 address", called=("住址", "地址", "联系地址", "通信地址", "address")),
    Field(name="people", title="人数 people", called=("人数", "来访人数", "涉及人数", "people")),
    Field(name="unit", title="办理单位 unit", called=("办理单位", "承办单位", "责任单位", "答复单位", "转送单位", "unit", "department", "dept")),
    Field(name="forwarded", title="转送时间 forwarded", called=("转送时间", "转送日期", "交办时间", "交办日期", "forwarded")),
    Field(name="answer", title="答复 answer", called=("答复意见", "答复内容", "答复", "回复内容", "回复", "办理结果", "answer", "reply", "response")),
    Field(name="answered", title="答复时间 answered", called=("答复时间", "答复日期", "回复时间", "回复日期", "办结时间", "办结日期", "answered", "reply_time", "replied", "answer_time")),
)  # fmt: skip
NAMED: Mapping[str, Field] = {one.name: one for one in FIELDS}


def _like(name: str) -> str:
    return normalise(name).lower().replace(" ", "").replace("_", "").replace("*", "").rstrip(":：")


def propose(header: Sequence[str]) -> dict[str, str]:
    """A column for each field that one is called after: field to column. The first name in a field's list wins."""
    columns: dict[str, str] = {}
    for column in header:
        columns.setdefault(_like(column), column)
    found: dict[str, str] = {}
    for field in FIELDS:
        fitting = next((columns[_like(name)] for name in field.called if _like(name) in columns), None)
        if fitting is not None and fitting not in found.values():
            found[field.name] = fitting
    return found


def read_map(given: Sequence[str], header: Sequence[str]) -> dict[str, str]:
    """The mapping somebody gave: COLUMN=FIELD, or a TOML file of such lines. What is not named is proposed.

    ``COLUMN=`` leaves a column out. Raises ``WrongMap``.
    """
    found = propose(header)
    for one in given:
        if one.lower().endswith(".toml") and "=" not in one:
            pairs = _file(Path(one))
        else:
            column, equals, field = one.partition("=")
            if not equals:
                raise WrongMap(f"--map takes COLUMN=FIELD or a .toml file, not {one!r}")
            pairs = {column.strip(): field.strip()}
        for column, field in pairs.items():
            _take(found, column, field, header)
    missing = [field.title for field in FIELDS if field.required and field.name not in found]
    if missing:
        raise WrongMap(
            f"no column for {', '.join(missing)}; name it with --map COLUMN=FIELD. "
            f"columns 列: {', '.join(header)}; fields 项: {', '.join(NAMED)}"
        )
    return found


def _take(found: dict[str, str], column: str, field: str, header: Sequence[str]) -> None:
    if column not in header:
        raise WrongMap(f"there is no column {column!r}; there are: {', '.join(header)}")
    for name in [name for name, taken in found.items() if taken == column]:
        del found[name]
    if not field:
        return
    if field not in NAMED:
        raise WrongMap(f"there is no field {field!r}; there are: {', '.join(NAMED)}")
    found[field] = column


def _file(path: Path) -> dict[str, str]:
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongMap(f"{path}: {error}") from error
    pairs = content.get("map", content)
    if not all(isinstance(value, str) for value in pairs.values()):
        raise WrongMap(f'{path}: each line is "column" = "field"')
    return {str(column): str(field) for column, field in pairs.items()}
