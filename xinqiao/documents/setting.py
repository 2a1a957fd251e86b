"""Setting a document: from the entry that issued it and what was known by then, in the language of the reader."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext

from xinqiao.cases.calendar import calendar_named
from xinqiao.cases.models import Paper
from xinqiao.cases.sentence import sentence, shown_value
from xinqiao.documents.catalogue import DOCUMENT_NAMED, FORM, Document
from xinqiao.documents.issue import issuer
from xinqiao.documents.matter import Issue, issue_of
from xinqiao.documents.sheet import Answer, LastDay, Row, Section, Sheet
from xinqiao.law.explain import citation_text, date_text, explain_running
from xinqiao.law.inputs import ANSWER_PARTS
from xinqiao.law.model import Input, Kind, Role, Running
from xinqiao.law.words import _
from xinqiao.people.models import Unit

GONE = _("（内容已依法删除）")
NEVER_PRINTED = (Kind.REQUESTS, Kind.NAMES, Kind.ANSWERS, Kind.FILES, Kind.OFFICER, Kind.OFFICERS)
"""Kinds whose value says nothing by itself: a number of items, or the key of an officer, whose name stays inside."""

PETITIONER = _("信访人")

CONSEQUENCES = {
    "support": _("这一项请求得到支持。有关单位应当照此执行，执行到哪一天会另外告诉您。"),
    "explain": _(
        "这一项请求有合理的地方，但没有法律、政策依据。理由和依据已经写在上面，有不清楚的可以来电、来访，我们会当面解释。"
    ),
    "not_support": _("这一项请求没有得到支持。理由和依据已经写在上面。"),
}
"""What follows from each conclusion (Regulations on Petition Work, art. 32)."""

ATTACH = {
    "ask_review": _("请求复查要用书面形式，并附上本意见书；有新的材料可以一起交。"),
    "ask_rereview": _("请求复核要用书面形式，并附上处理意见书和复查意见书；有新的材料可以一起交。"),
    "challenge": _("提出的时候请附上本告知书，写明您的理由。"),
}
HOW = _("可以凭编号和查询码在网上提出，也可以写信或者到接待场所提出。")


def sheet_of(paper: Paper, *, identity: Mapping[str, Any] | None) -> Sheet:
    """What stands on ``paper``. ``identity`` is who brings the matter, for readers who may know, else None."""
    document = DOCUMENT_NAMED[paper.name]
    told = issue_of(paper.number, paper.ordinal)
    if told is None:
        raise LookupError(paper.number)
    return _Setting(paper, document, told, identity).sheet()


class _Setting:
    """Setting one document."""

    def __init__(
        self, paper: Paper, document: Document, told: Issue, identity: Mapping[str, Any] | None
    ) -> None:
        self.paper = paper
        self.document = document
        self.told = told
        self.identity = identity
        self.fields: dict[str, Any] = json.loads(paper.fields)
        self.language = get_language() or "zh-hans"
        english = self.language.startswith("en")
        self.names = {code: both[-1] if english else both[0] for code, both in self.fields["names"].items()}
        self.to_petitioner = document.to is Role.PETITIONER

    def sheet(self) -> Sheet:
        told, document = self.told, self.document
        sheet = Sheet(
            layout=document.layout,
            title=gettext(document.title),
            number=self.paper.number,
            unit=self.names.get(issuer(told), ""),
            reference=self.paper.reference,
            addressee=self.addressee(),
            dated=self.day(self.paper.issued_on),
            digest=self.fields["hash"][:16],
            declares=gettext(document.declares) if document.declares else "",
            signs=[gettext(one) for one in document.signs],
            for_file=document.to is None,
        )
        sheet.basis = self.basis()
        if document.encloses:
            sheet.enclosures = list(told.files)
        if document.layout == FORM:
            sheet.rows = self.rows()
        else:
            self.letter(sheet)
        if not document.decides:
            # A decision is its own answer; its times begin when it is received and stand with the remedy.
            sheet.last_days = self.last_days()
        if self.to_petitioner:
            sheet.contact = self.contact()
        return sheet

    # -- Letters

    def letter(self, sheet: Sheet) -> None:
        told = self.told
        sheet.opening = gettext(self.document.opening).format(
            filed=self.day(told.filed),
            received=self.day(self.received()),
            subject=self.text("subject"),
            number=self.paper.number,
            unit=sheet.unit,
        )
        if self.to_petitioner and not self.document.decides:
            sheet.sentence = sentence(
                told.procedure,
                told.event,
                told.standing,
                office=sheet.unit,
                names=self.names,
                said={name: text for name, text in told.said.items() if isinstance(text, str)},
            )
        sheet.answers = self.answers()
        sheet.sections = list(self.sections())
        if told.action is not None and told.action.against and self.to_petitioner:
            sheet.remedy = self.remedy()

    def sections(self) -> Iterable[Section]:
        """What the action was told, without what already stands in the sentence."""
        told = self.told
        if self.document.encloses:
            yield Section(gettext(_("发生地")), (self.text("place"),))
            if requests := self.requests():
                yield Section(
                    gettext(_("请求")), tuple(f"{number}. {text}" for number, text in requests.items())
                )
        if told.action is None:
            return
        spoken = told.action.tells if self.to_petitioner else ""
        for one in told.action.inputs:
            if (
                "{" + one.name + "}" in spoken
                or one.kind in (Kind.ANSWERS, Kind.FILES, Kind.YES)
                or one.derived
            ):
                continue
            if one.internal and self.to_petitioner:
                continue
            if texts := self.texts(one.name, only_here=True):
                yield Section(gettext(one.title), texts)

    def answers(self) -> list[Answer]:
        told = self.told
        given = told.event.facts.get("answers") if told.action else None
        if not isinstance(given, list) or self.document.name != "opinion":
            return []
        assert told.action is not None
        titles = dict(told.action.input("answers").choices)
        requests = self.requests()
        found = []
        for one in given:
            number = one["request"]
            parts = tuple(
                Section(gettext(title), (self.part(f"answers.{part}", number),))
                for part, title in ANSWER_PARTS
            )
            found.append(
                Answer(
                    number=number,
                    request=requests.get(number, gettext(GONE)),
                    parts=parts,
                    conclusion=gettext(titles.get(one["conclusion"], one["conclusion"])),
                    consequence=gettext(CONSEQUENCES[one["conclusion"]])
                    if one["conclusion"] in CONSEQUENCES
                    else "",
                )
            )
        return found

    def remedy(self) -> list[str]:
        """What the petitioner can do against it: where, until when, with what, how."""
        remedy = self.told.action.remedy if self.told.action else None
        if remedy is None:
            return []
        body = gettext(remedy.body)
        above = self.names.get(self.fields.get("remedy", ""), "")
        if above:
            body = gettext(_("{above}（{body}）")).format(above=above, body=body)
        said = [
            gettext(_("如果您不同意，可以向{body}提出。期限：{limit}。")).format(
                limit=gettext(remedy.limit), body=body
            )
        ]
        running = self.told.standing.clocks.get(remedy.clock) if remedy.clock else None
        if running is not None:
            said.append(gettext(_("最后一天是{day}。")).format(day=self.day(running.last)))
        elif remedy.clock and self.told.procedure.clock_named[remedy.clock].length:
            said.append(gettext(_("从您收到本意见书的次日起算；最后一天逢休息日的，顺延到下一个工作日。")))
        if remedy.action in ATTACH:
            said.append(gettext(ATTACH[remedy.action]))
        if remedy.action:
            said.append(gettext(HOW))
        return said

    def last_days(self) -> list[LastDay]:
        """The last days that this entry set and that concern the one who reads it."""
        found = []
        calendar = calendar_named(self.told.procedure.calendar)
        for running in sorted(self.told.event.started, key=lambda one: (one.last, one.clock)):
            clock = self.told.procedure.clock_named[running.clock]
            theirs = clock.binds is Role.PETITIONER
            if running.ran_out or (clock.right and theirs != self.to_petitioner):
                continue
            if self.document.layout == FORM and self.document.to is None:
                continue
            found.append(
                LastDay(
                    title=gettext(clock.title),
                    day=self.day(running.last),
                    explained=self.explained(running, calendar),
                    provisional=running.provisional,
                )
            )
        return found

    def explained(self, running: Running, calendar: Any) -> str:
        clock = self.told.procedure.clock_named[running.clock]
        return explain_running(running, clock, calendar, translate=gettext, language=self.language)

    # -- Forms

    def rows(self) -> list[Row]:
        told = self.told
        rows = [Row(gettext(_("编号")), (self.paper.number,))]
        if self.document.name == "receipt_slip":
            rows.append(Row(gettext(_("查询码"))))
        if self.document.named:
            rows.append(Row(gettext(_("收到日期")), (self.day(self.received()),)))
            rows += self.identity_rows()
        names = self.document.rows
        if not names:
            rows.append(Row(gettext(_("信访事项")), (self.text("subject"),)))
            names = tuple(one.name for one in told.action.inputs) if told.action else ()
        if self.document.name == "service_receipt":
            rows += self.served()
        if self.document.name == "evaluation" and told.action:
            rows.append(Row(gettext(_("评价对象")), (gettext(told.action.title),)))
        for name in names:
            one = self.input(name)
            if (
                one is None
                or one.kind is Kind.FILES
                or one.must_be
                or (name == "document" and self.document.name == "service_receipt")
            ):
                continue
            if texts := self.texts(name, only_here=not self.document.rows):
                rows.append(Row(gettext(one.title), texts))
        return rows

    def identity_rows(self) -> list[Row]:
        titles = (
            ("name", _("姓名")),
            ("telephone", _("电话")),
            ("address", _("住址")),
            ("email", _("电子邮箱")),
        )
        if "anonymous" in self.told.standing.marks:
            return [Row(gettext(_("姓名")), (gettext(_("不留姓名")),))]
        if self.identity is None:
            return [Row(gettext(_("姓名、电话、住址")), (gettext(_("已密封")),))]
        return [
            Row(gettext(title), (str(self.identity[name]),) if self.identity.get(name) else ())
            for name, title in titles
            if name in ("name", "address") or self.identity.get(name)
        ]

    def served(self) -> list[Row]:
        """Which document was served, and to whom."""
        named = self.texts("document", only_here=True)
        if not named:
            known = [
                (ordinal, name)
                for name, ordinal in self.told.earlier.items()
                if name in ("opinion", "review_opinion", "rereview_opinion")
            ]
            if known:
                ordinal, name = max(known)
                paper = Paper.objects.filter(number=self.paper.number, ordinal=ordinal, name=name).first()
                named = (
                    " ".join([gettext(DOCUMENT_NAMED[name].title), paper.reference if paper else ""]).strip(),
                )
        return [Row(gettext(_("送达的文书")), named), Row(gettext(_("受送达人")), (self.called(),))]

    # -- Pieces

    def addressee(self) -> str:
        if self.document.to is None:
            return ""
        return self.called() if self.to_petitioner else self.names.get(self.fields.get("to", ""), "")

    def called(self) -> str:
        """The petitioner by name where the reader may know it, else by what they are."""
        name = (self.identity or {}).get("name")
        return str(name) if name else gettext(PETITIONER)

    def contact(self) -> list[str]:
        unit = Unit.objects.filter(
            code=issuer(self.told) or self.told.standing.bodies.get(Role.RECEIVER, "")
        ).first()
        if unit is None:
            return []
        pairs = (
            (_("电话"), unit.telephone),
            (_("地址"), unit.address),
            (_("接待"), f"{unit.reception_place} {unit.reception_time}"),
        )
        colon = ": " if self.language.startswith("en") else "："
        return [f"{gettext(title)}{colon}{text}" for title, text in pairs if text.strip()]

    def basis(self) -> list[str]:
        """The articles, each law named once where its articles follow one another."""
        said: list[str] = []
        law = ""
        for one in self.told.action.cites if self.told.action else ():
            if one.law == law and one.article and not self.language.startswith("en"):
                said[-1] += f"、{one.article}"
            else:
                said.append(citation_text(one, gettext, self.language))
            law = one.law
        return said

    def received(self) -> date:
        known = self.told.values.get("received_on")
        return date.fromisoformat(known[1]) if known else self.told.filed

    def requests(self) -> dict[int, str]:
        known = self.told.words.get("requests")
        return dict(known[1]) if known and isinstance(known[1], Mapping) else {}

    def input(self, name: str) -> Input | None:
        known = self.told.values.get(name) or self.told.words.get(name)
        if known:
            return known[0]
        return next(
            (one for one in (self.told.action.inputs if self.told.action else ()) if one.name == name), None
        )

    def text(self, name: str) -> str:
        return " ".join(self.texts(name)) or gettext(GONE)

    def texts(self, name: str, *, only_here: bool = False) -> tuple[str, ...]:
        """What an input says on paper: its value, or its words, one text for each item of a list."""
        told = self.told
        words = told.words.get(name)
        said = told.said.get(name) if only_here else (words[1] if words else None)
        if isinstance(said, str):
            return (said,) if said else (gettext(GONE),)
        if said:
            many = len(said) > 1
            return tuple(f"{index}. {text}" if many else text for index, text in sorted(said.items()))
        value = told.event.facts.get(name) if only_here else None
        one = self.input(name)
        if not only_here and name in told.values:
            value = told.values[name][1]
        if value is None or one is None or one.kind in NEVER_PRINTED:
            return ()
        return (shown_value(one, value, self.names),)

    def part(self, name: str, index: int) -> str:
        said = self.told.said.get(name)
        return (said.get(index) or gettext(GONE)) if isinstance(said, Mapping) else gettext(GONE)

    def day(self, day: date) -> str:
        return date_text(day, self.language)
