"""The register: one line a matter, without anybody's name."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext

from xinqiao.cases.models import Case
from xinqiao.cases.policy import SEALED_KINDS
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.words import _
from xinqiao.people.models import Unit

HEADER = (
    _("编号"), _("收到日期"), _("方式"), _("类别"), _("内容分类"), _("标题"), _("地点"), _("人数"), _("收到的单位"),
    _("办理单位"), _("状态"), _("正在计算的期限"), _("最后一天"), _("超期"), _("暂定"), _("办结日期"),
)  # fmt: skip

KINDS = {"appeal": _("申诉求决"), "suggestion": _("建议意见"), "accusation": _("检举控告")}


def register(cases: QuerySet[Case], zone: ZoneInfo) -> Iterator[tuple[str, ...]]:
    """The lines of ``cases`` in the order of their numbers. Accusations are not among them, whoever asks (art. 30)."""
    titles = {unit.code: unit.title for unit in Unit.objects.all()}
    words: dict[str, dict[str, str]] = {}
    for case in (
        cases.exclude(kind__in=SEALED_KINDS).order_by("number").defer("standing").iterator(chunk_size=2000)
    ):
        known = words.get(case.procedure)
        if known is None:
            procedure = find_procedure(case.procedure)
            channels = dict(procedure.action_named["submit"].input("channel").choices)
            known = words[case.procedure] = {
                **{f"state:{one.name}": gettext(one.title) for one in procedure.states},
                **{f"clock:{one.id}": gettext(one.title) for one in procedure.clocks},
                **{f"channel:{name}": gettext(title) for name, title in channels.items()},
            }
        yield (
            case.number,
            _day(case.received_on),
            known.get(f"channel:{case.channel}", case.channel),
            gettext(KINDS.get(case.kind, "")) if case.kind in KINDS else case.kind,
            case.content_class,
            case.subject,
            case.place,
            str(case.people),
            titles.get(case.receiver_id or "", ""),
            titles.get(case.unit_id or "", ""),
            known.get(f"state:{case.state}", case.state),
            known.get(f"clock:{case.due_clock}", ""),
            _day(case.due_on),
            gettext(_("是")) if case.late else "",
            gettext(_("是")) if case.provisional else "",
            _day(case.closed_at.astimezone(zone).date() if case.closed_at else None),
        )


def _day(day: date | datetime | None) -> str:
    return day.isoformat() if day else ""
