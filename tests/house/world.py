"""A county with a matter in every relation: who stands how to which is said here by hand, and held against the table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from xinqiao.cases.files import keep_upload
from xinqiao.cases.models import Attachment, Case, Paper
from xinqiao.cases.policy.relations import Relation
from xinqiao.documents.issue import papers_of
from xinqiao.people.models import Officer
from xinqiao.testing import Cast, do, file_lift, make_cast, moment

R = Relation

TODAY = "2026-08-20"

STANDS: Mapping[str, Mapping[str, Relation]] = {
    # Received by the petition office, handled by the housing unit.
    "handled": {
        "sun": R.HANDLER, "feng": R.HANDLER, "zheng": R.ABOVE, "yang": R.ABOVE, "zhou": R.HANDLER,
        "li": R.STRANGER, "qin": R.COLLEAGUE,
    },
    # An accusation against the township, sealed, with the discipline body.
    "report": {
        "sun": R.HANDLER, "feng": R.HANDLER, "wei": R.HANDLER, "zheng": R.ABOVE_SEALED, "yang": R.ABOVE_SEALED,
        "qian": R.ACCUSED_UNIT, "chu": R.UNDER_ACCUSED, "qin": R.COLLEAGUE,
    },
    # Zhou is complained about by name; Feng has withdrawn; the rest of both units go on.
    "by_name": {
        "sun": R.HANDLER, "feng": R.RECUSED, "zhou": R.ACCUSED, "zheng": R.ABOVE, "yang": R.ABOVE,
        "qin": R.COLLEAGUE,
    },
    # Zhou has been asked to withdraw, and nothing is decided yet.
    "asked": {
        "sun": R.HANDLER, "feng": R.HANDLER, "zhou": R.ASKED, "zheng": R.ABOVE, "yang": R.ABOVE, "qin": R.COLLEAGUE,
    },
    # Before the county government for review; Li signed the opinion and works there now.
    "reviewed": {
        "sun": R.HANDLER, "feng": R.HANDLER, "zhou": R.HANDLER, "jiang": R.REVIEWER, "li": R.DECIDED,
        "zheng": R.ABOVE, "yang": R.ABOVE, "qin": R.COLLEAGUE, "wei": R.BELOW, "qian": R.BELOW, "chu": R.BELOW,
        "wu": R.BELOW, "chen": R.BELOW, "shen": R.BELOW,
    },
    # Sent to the labour unit first, which said with success that it is not theirs.
    "sent_on": {
        "sun": R.HANDLER, "feng": R.HANDLER, "chen": R.FORMER, "zhou": R.HANDLER, "zheng": R.ABOVE, "yang": R.ABOVE,
        "qin": R.COLLEAGUE,
    },
    # Handled by the township; its office sits below it.
    "township": {
        "sun": R.HANDLER, "feng": R.HANDLER, "qian": R.HANDLER, "chu": R.BELOW, "zheng": R.ABOVE, "yang": R.ABOVE,
        "qin": R.COLLEAGUE,
    },
}  # fmt: skip
"""Who stands how to each matter. Whoever is not named is a stranger."""


@dataclass(frozen=True)
class World:
    """The matters by name, and the officers."""

    cast: Cast
    numbers: Mapping[str, str]
    papers: Mapping[str, Paper]
    files: Mapping[str, Attachment]

    def stands(self, matter: str, username: str) -> Relation:
        return STANDS[matter].get(username, R.STRANGER)

    def case(self, matter: str) -> Case:
        return Case.objects.get(number=self.numbers[matter])


def make_world() -> World:
    """All the matters, each filed with a paper and issued with a receipt slip."""
    cast = make_cast()
    # Two colleagues more, so that whoever stays away leaves somebody behind.
    for username, unit, capacities in (
        ("lü", "zjj", "handler"),
        ("shi", "zjj", "head"),
        ("zhang", "xfj", "registrar handler head"),
    ):
        Officer.objects.create(username=username, name=f"{username}某", unit_id=unit, capacities=capacities)
    numbers = {
        "handled": accepted(cast),
        "report": report(cast),
        "by_name": by_name(cast),
        "asked": asked(cast),
        "reviewed": reviewed(cast),
        "sent_on": sent_on(cast),
        "township": registered(cast, to_unit="dongqiao"),
    }
    Officer.objects.filter(username="li").update(unit="qingshi")
    cast.officers["li"].refresh_from_db()
    papers = {
        name: next(one for one in papers_of(number) if one.name == "receipt_slip")
        for name, number in numbers.items()
    }
    files = {name: Attachment.objects.filter(number=number)[0] for name, number in numbers.items()}
    return World(cast, numbers, papers, files)


def filed(**more: Any) -> str:
    paper = keep_upload(SimpleUploadedFile("说明.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"))
    return file_lift("2026-03-02", files=[paper], **more).number


def registered(cast: Cast, *, to_unit: str, petition_class: str = "appeal", **more: Any) -> str:
    number = filed(**more)
    do(number, "register", "sun", "2026-03-03", cast, petition_class=petition_class, occurrence="first")
    do(number, "forward", "sun", "2026-03-04", cast, to_unit=to_unit)
    return number


def accepted(cast: Cast, **more: Any) -> str:
    number = registered(cast, to_unit="zjj", **more)
    do(number, "inform", "zhou", "2026-03-10", cast, how_it_goes_on="由我们核实以后办理。")
    do(number, "accept", "zhou", "2026-03-12", cast)
    return number


def report(cast: Cast) -> str:
    number = filed(purpose="report", accused_units=["dongqiao"])
    do(number, "register", "sun", "2026-03-03", cast, petition_class="accusation")
    do(number, "send_to_discipline", "sun", "2026-03-04", cast, to_unit="jjw")
    do(number, "keep_accusation", "wei", "2026-03-05", cast)
    do(number, "notify_accuser", "wei", "2026-03-05 10:00", cast)
    return number


def by_name(cast: Cast) -> str:
    number = registered(cast, to_unit="zjj")
    do(number, "name_accused", "sun", "2026-03-05", cast, accused_persons=["周"])
    do(number, "recuse_oneself", "feng", "2026-03-06", cast, interest="信访人是我的亲戚。")
    return number


def asked(cast: Cast) -> str:
    number = accepted(cast)
    do(number, "ask_recusal", "petitioner", "2026-03-13", whom="周", grounds="他是物业经理的亲戚。")
    return number


def reviewed(cast: Cast) -> str:
    number = accepted(cast)
    do(
        number, "hear", "zhou", "2026-03-16", cast, heard_how="interview", record="说了停运的经过。", no_interest=True
    )  # fmt: skip
    answer = {
        "facts": "停运属实。",
        "reasons": "缺配件。",
        "basis": "《特种设备安全法》",
        "conclusion": "not_support",
    }
    answers = [{"request": one, **answer} for one in (1, 2)]
    do(number, "issue_opinion", "li", "2026-04-20", cast, answers=answers)
    do(number, "serve_opinion", "zhou", "2026-04-22", cast, served_on="2026-04-22", way="signed")
    do(number, "ask_review", "petitioner", "2026-05-06", grounds="电梯现在还停着。")
    return number


def sent_on(cast: Cast) -> str:
    number = registered(cast, to_unit="rsj")
    do(number, "object", "chen", "2026-03-05", cast, reason="这是住房部门的职责。", basis="《物业管理条例》")
    do(number, "agree_objection", "sun", "2026-03-06", cast, reason="情况属实。")
    do(number, "forward", "sun", "2026-03-06 10:00", cast, to_unit="zjj")
    return number


AT = moment(TODAY)
