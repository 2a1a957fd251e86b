"""The questions of a submission, page by page. What goes to the door is asked in the words of the procedure; who the
person is and how to reach them is asked here and sealed, and never comes near the ledger."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from xinqiao.cases.purposes import OF_IDENTITY
from xinqiao.law.model import Action, Citation, Input, Kind, Procedure
from xinqiao.law.words import _

MYSELF, OTHER, GROUP = "myself", "other", "group"

REPRESENTATIVES = Citation("信访工作条例", "第二十条")
MOST_REPRESENTATIVES = 5

WHO = Input(
    name="who",
    title=_("您替谁说"),
    kind=Kind.CHOICE,
    choices=((MYSELF, _("替自己")), (OTHER, _("替别人，他同意了")), (GROUP, _("我们好几个人一起"))),
    purpose=_("知道后面要问您哪几项"),
)
BEHALF_NAME = Input(
    name="for_whom",
    title=_("您替谁提出"),
    kind=Kind.TEXT,
    most=60,
    help=_("写他的姓名。这一项会加密保存。"),
    purpose=OF_IDENTITY["for_whom"],
)
BEHALF_CONSENT = Input(
    name="behalf_consent",
    title=_("他知道这件事，也同意我来提出"),
    kind=Kind.YES,
    must_be=_("替别人提出，要他本人同意。请先问一问他；他不同意的，可以请他自己提出。"),
    help=_("孩子，或者法院确认由您监护的人，由您决定就可以。"),
    purpose=_("确认是本人的意思"),
)
NAME = Input(
    name="name",
    title=_("您的姓名"),
    kind=Kind.TEXT,
    most=60,
    help=_("加密保存，看一次记一次。"),
    purpose=OF_IDENTITY["name"],
)
TELEPHONE = Input(
    name="telephone",
    title=_("电话"),
    kind=Kind.TEXT,
    required=False,
    most=40,
    purpose=OF_IDENTITY["telephone"],
)
ADDRESS = Input(
    name="address",
    title=_("通信地址"),
    kind=Kind.TEXT,
    required=False,
    purpose=OF_IDENTITY["address"],
)
EMAIL = Input(
    name="email",
    title=_("电子邮箱"),
    kind=Kind.TEXT,
    required=False,
    most=120,
    purpose=OF_IDENTITY["email"],
)
PRIVATE = Input(
    name="private",
    title=_("还有什么要一起密封"),
    kind=Kind.WORDS,
    required=False,
    most=2000,
    help=_(
        "不想写在正文里的话写在这里，比如病情、证件号码。和姓名一起加密，打开要有理由，您看得到是谁打开的。"
    ),
    purpose=OF_IDENTITY["private"],
)

IDENTITY = (NAME, TELEPHONE, ADDRESS, EMAIL, BEHALF_NAME, PRIVATE)
"""What is sealed. No card number, no age, no occupation: nothing here needs them. What else is to be sealed the
petitioner says."""


@dataclass(frozen=True)
class Page:
    """One short page of the submission. ``step`` is its place in the count of seven; side pages share a step."""

    slug: str
    step: int
    title: str
    inputs: tuple[Input, ...]


STEPS = 7
CHECK = "check"
TITLES: Mapping[str, tuple[int, str]] = {
    "purpose": (1, _("先选两项")),
    "other": (1, _("替别人提出")),
    "group": (1, _("好几个人一起")),
    "account": (2, _("发生了什么，您希望怎样")),
    "where": (3, _("在哪里，什么时候，和谁有关")),
    "papers": (4, _("有没有材料")),
    "contact": (5, _("怎样联系您")),
    "secrecy": (6, _("谁可以看到您的姓名")),
    CHECK: (7, _("检查一遍，再提交")),
}


def submit_action(procedure: Procedure) -> Action:
    """The action with which a matter begins."""
    return procedure.action_named["submit"]


def page(procedure: Procedure, slug: str, answers: Mapping[str, Any]) -> Page:
    """One page, with the questions that fit what was answered before."""
    asked = {one.name: one for one in submit_action(procedure).inputs if not one.derived}
    step, title = TITLES[slug]
    report = answers.get("purpose") == "report"
    anonymous = answers.get("anonymous") == "yes"
    inputs: tuple[Input, ...]
    match slug:
        case "purpose":
            inputs = (asked["purpose"], WHO)
        case "other":
            inputs = (BEHALF_NAME, BEHALF_CONSENT)
        case "group":
            inputs = (
                replace(
                    asked["people"],
                    required=True,
                    least=2,
                    help=_("大概也可以。只记人数，不记谁和谁一起来。"),
                ),
                replace(asked["representatives"], required=True, least=1),
            )
        case "account":
            subject = replace(
                asked["subject"],
                required=False,
                help=_("方便您以后认出这件事。不写的话，我们取您写的第一句。"),
            )
            inputs = (asked["account"], asked["requests"], subject)
        case "where":
            about = ("accused_persons", "accused_units") if report else ("about_unit", "about_name")
            inputs = (asked["place"], asked["happened"], *(asked[name] for name in about))
        case "papers":
            inputs = (asked["files"],)
        case "contact":
            alone = answers.get("who", MYSELF) == MYSELF
            name = replace(NAME, required=not anonymous)
            inputs = (name, TELEPHONE, ADDRESS, EMAIL, asked["electronic_service"], PRIVATE)
            if alone:
                inputs = (asked["anonymous"], *inputs)
        case "secrecy":
            inputs = (replace(asked["secrecy"], required=True),)
        case _:
            inputs = ()
    return Page(slug=slug, step=step, title=title, inputs=inputs)


def way(answers: Mapping[str, Any]) -> list[str]:
    """The pages that this person goes through, in order."""
    pages = ["purpose"]
    if answers.get("who") in (OTHER, GROUP):
        pages.append(str(answers["who"]))
    pages += ["account", "where", "papers", "contact"]
    if answers.get("anonymous") != "yes":
        pages.append("secrecy")
    return [*pages, CHECK]


def facts(procedure: Procedure, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What the door is told: the answers that belong to the procedure and to the way this person went."""
    asked = {one.name for slug in way(answers) for one in page(procedure, slug, answers).inputs} - {
        one.name for one in (WHO, BEHALF_CONSENT, *IDENTITY)
    }
    found = {name: answers[name] for name in asked if answers.get(name) not in (None, "", [])}
    found["channel"] = "web"
    if answers.get("who") == OTHER:
        found["on_behalf"] = "with_consent"
    if "representatives" in found:
        found["representatives"] = split_names(found["representatives"])
    if not found.get("subject") and isinstance(found.get("account"), str):
        found["subject"] = first_sentence(found["account"])
    return found


def identity(answers: Mapping[str, Any]) -> dict[str, Any]:
    """What is sealed: who the person is and how to reach them. Somebody anonymous leaves only ways to be reached."""
    names = {one.name for one in IDENTITY}
    if answers.get("anonymous") == "yes":
        names.discard(NAME.name)
    if answers.get("who") != OTHER:
        names.discard(BEHALF_NAME.name)
    return {name: answers[name] for name in sorted(names) if answers.get(name)}


def split_names(value: Any) -> list[str]:
    """Names, also where several were written into one box.

    >>> split_names(["赵一、钱二", "孙三"])
    ['赵一', '钱二', '孙三']
    """
    boxes: Iterable[str] = value if isinstance(value, list) else []
    return [
        name.strip()
        for box in boxes
        for name in box.replace("，", "、").replace(",", "、").split("、")
        if name.strip()
    ]


def first_sentence(text: str, longest: int = 40) -> str:
    """The beginning of a text up to its first stop, as a title.

    >>> first_sentence("三号楼的电梯坏了。八楼的老人下不了楼。")
    '三号楼的电梯坏了'
    """
    line = " ".join(text.split())
    stops = [place for place in (line.find(stop) for stop in "。！？；.!?;") if place > 0]
    sentence = line[: min(stops)] if stops else line
    return sentence if len(sentence) <= longest else sentence[: longest - 1] + "…"
