"""The lives a matter can have: every way through the petition procedure, from the first word to the last answer."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from xinqiao.operate.demo.steps import Facts, Life, Step, Told
from xinqiao.operate.demo.words import Words, matters, somebody, tell

OFFICE = "xfj"
Build = Callable[[Random], Life]

INTRO = "按您自己的话记录，已读给您听。"
NO_INTEREST = {"no_interest": True}
READ_BACK = {
    "phone": "confirmed",
    "visit": "signed",
    "letter": "written",
    "fax": "written",
    "email": "written",
}


def step(after: float, by: str, action: str, told: Told | None = None, /, **facts: Any) -> Step:
    return Step(after=after, by=by, action=action, facts=told or facts)


def on(name: str, days: int, **facts: Any) -> Told:
    """Facts with a day so many days from the step's own."""
    return lambda day, _numbers: {name: (day + timedelta(days=days)).isoformat(), **facts}


# -- The first word --------------------------------------------------------------------------------


def story(words: Words, channel: str, purpose: str = "solve", **more: Any) -> Facts:
    facts: dict[str, Any] = {
        "purpose": purpose,
        "channel": channel,
        "subject": words.subject,
        "account": words.account,
        "requests": list(words.requests),
        "place": words.place,
        **more,
    }
    if channel == "web":
        facts.setdefault("electronic_service", True)
    else:
        facts.setdefault("read_back", READ_BACK[channel])
    return facts


def filed(
    words: Words,
    chance: Random,
    *,
    direct: bool = False,
    channel: str = "",
    purpose: str = "solve",
    **more: Any,
) -> list[Step]:
    """Filed and registered: with the petition office, or straight with the unit."""
    receiver = words.unit if direct else OFFICE
    channel = channel or chance.choices(("web", "phone", "visit", "letter", "email"), (50, 20, 18, 9, 3))[0]
    by = f"desk:{receiver}"
    if channel == "web":
        by = f"newcomer:{receiver}" if direct else "newcomer"
    plain = story(words, channel, purpose, **more)
    facts: Told = plain
    if channel == "letter":
        # A letter lies a day in the mail room; what counts is the day it came in.
        facts = lambda day, _numbers: {**plain, "received_on": (day - timedelta(days=1)).isoformat()}  # noqa: E731
    wait = 0.05 if channel in ("phone", "visit") else 0.8 + chance.random()
    petition_class = {"suggest": "suggestion", "report": "accusation"}.get(purpose, "appeal")
    registered = {
        "petition_class": petition_class,
        "content_class": words.content_class,
        "occurrence": "first",
    }
    return [step(0, by, "submit", facts), step(wait, "receiver", "register", **registered)]


def routed(words: Words, chance: Random) -> list[Step]:
    """Forwarded to the competent unit, which tells the petitioner how it goes on."""
    goes_on = words.said.get(
        "goes_on", "由本单位先核对情况，再书面告诉您走什么途径。有疑问请打本单位公布的电话。"
    )
    return [
        step(1 + 3 * chance.random(), "receiver", "forward", to_unit=words.unit),
        step(2 + 5 * chance.random(), "competent_unit", "inform", how_it_goes_on=goes_on),
    ]


def at_the_unit(words: Words, chance: Random, direct: bool) -> list[Step]:
    """With the competent unit, the petitioner told."""
    if direct:
        told = step(2 + 5 * chance.random(), "receiver", "inform_ours", how_it_goes_on=words.said["goes_on"])
        return [*filed(words, chance, direct=True), told]
    return [*filed(words, chance), *routed(words, chance)]


# -- Ordinary handling -----------------------------------------------------------------------------


def accepted(chance: Random) -> Step:
    return step(
        1 + 3 * chance.random(), "competent_unit", "accept", note_to_petitioner="办理人员三天内和您联系。"
    )


def heard(words: Words, chance: Random, after: float = 0) -> Step:
    how = chance.choice(("interview", "phone", "interview", "video"))
    facts = {"heard_how": how, "record": words.said["heard"], **NO_INTEREST}
    return step(after or 3 + 6 * chance.random(), "competent_unit", "hear", **facts)


def investigated(words: Words, chance: Random) -> Step:
    facts = {"findings": words.said["findings"], **NO_INTEREST}
    return step(4 + 6 * chance.random(), "competent_unit", "investigate", **facts)


def opinion(words: Words, chance: Random, after: float = 0) -> list[Step]:
    return [
        step(
            after or 6 + 8 * chance.random(), "competent_unit", "draft_opinion", answers=words.answers_now()
        ),
        step(1 + chance.random(), "unit_head", "issue_opinion", answers=words.answers_now()),
    ]


def served(chance: Random) -> Step:
    way = chance.choice(("signed", "post", "electronic", "signed"))
    return step(1 + 2 * chance.random(), "competent_unit", "serve_opinion", on("served_on", 0, way=way))


def to_opinion(words: Words, chance: Random, direct: bool = False) -> list[Step]:
    return [
        *at_the_unit(words, chance, direct),
        accepted(chance),
        heard(words, chance),
        investigated(words, chance),
        *opinion(words, chance),
        served(chance),
    ]


def carried_out(words: Words, chance: Random, late: bool = False) -> list[Step]:
    """What was granted is done; perhaps the petitioner says what they thought of it."""
    promised = 20
    took = promised + 12 if late else 10 + 8 * chance.random()
    steps = [
        step(
            2 + 2 * chance.random(),
            "competent_unit",
            "press_execution",
            on("carry_out_by", promised, acts=words.said["carry_out"]),
        ),
        step(took, "competent_unit", "report_execution", result=words.said["done"]),
    ]
    if chance.random() < 0.6:
        steps += rated(chance)
    return steps


def rated(chance: Random) -> list[Step]:
    scale = ("satisfied", "satisfied", "mostly_satisfied", "dissatisfied")
    unit = {
        "efficiency": chance.choice(scale),
        "attitude": chance.choice(scale),
        "result": chance.choice(scale),
        "comment": chance.choice(
            ("谢谢，问题解决了。", "办得不快，但是办成了。", "希望以后不用跑这么多趟。")
        ),
    }
    return [step(1 + 4 * chance.random(), "petitioner", "evaluate_unit", **unit)]


def told(kind: str, chance: Random) -> Words:
    return tell(chance.choice(matters(kind)), kind, chance)


def life(kind: str, steps: list[Step], chance: Random, *, anonymous: bool = False, label: str = "") -> Life:
    identity: Mapping[str, str] = {} if anonymous else somebody(chance)
    return Life(kind=kind, steps=tuple(steps), identity=identity, label=label)


def supported(chance: Random) -> Words:
    """An appeal of which at least one request is granted."""
    return tell(chance.choice(matters("appeal")), "appeal", chance)


def ordinary(chance: Random) -> Life:
    words = supported(chance)
    return life("ordinary", [*to_opinion(words, chance), *carried_out(words, chance)], chance)


def direct(chance: Random) -> Life:
    words = supported(chance)
    return life("direct", [*to_opinion(words, chance, direct=True), *carried_out(words, chance)], chance)


def lapsing(chance: Random) -> Life:
    """Nothing is granted; the petitioner lets the time for review pass, and the opinion stands."""
    words = tell(chance.choice(matters("appeal")), "appeal", chance)
    refused = words.answers_now(conclusion=chance.choice(("explain", "not_support")))
    steps = to_opinion(words, chance)
    steps = [
        Step(after=one.after, by=one.by, action=one.action, facts={"answers": refused})
        if one.action in ("draft_opinion", "issue_opinion")
        else one
        for one in steps
    ]
    return life(
        "lapsing",
        [*steps, step(36, "receiver", "help", offered="再次讲解了政策，帮助联系了法律援助。")],
        chance,
    )


def anonymous(chance: Random) -> Life:
    words = supported(chance)
    first = step(0, "newcomer", "submit", story(words, "web", anonymous=True))
    rest = to_opinion(words, chance)[1:]
    return life("anonymous", [first, *rest, *carried_out(words, chance)], chance, anonymous=True)


def late(chance: Random) -> Life:
    """The sixty days pass without an opinion; a supervisor presses, and the answer comes in the end (J3)."""
    words = supported(chance)
    steps = [
        *at_the_unit(words, chance, direct=False),
        accepted(chance),
        heard(words, chance),
        investigated(words, chance),
        step(56, "petitioner", "ask_supervision", text="说好六十天答复，已经过了，没有人告诉我为什么。"),
        step(
            2,
            "supervisor",
            "supervise",
            trigger="overdue",
            demand="十天内作出处理意见，向信访人说明超期的原因。",
            advice="improve_work",
        ),
        step(
            6,
            "competent_unit",
            "answer_supervision",
            adoption="adopted",
            reason="承办人员调动，没有交接清楚；已换人办理，并向信访人道歉。",
        ),
        *opinion(words, chance, after=3),
        served(chance),
        *carried_out(words, chance, late=True),
    ]
    return life("late", steps, chance)


def extended(chance: Random) -> Life:
    """Extended once by the head within the sixty days, the reason told."""
    words = supported(chance)
    steps = [
        *at_the_unit(words, chance, direct=False),
        accepted(chance),
        heard(words, chance),
        investigated(words, chance),
        step(
            28,
            "unit_head",
            "extend",
            days=chance.choice((15, 20, 30)),
            reason="需要第三方检测，检测报告要二十天以后才能出来。",
        ),
        *opinion(words, chance, after=22),
        served(chance),
        *carried_out(words, chance),
    ]
    return life("extended", steps, chance)


def hearing(chance: Random) -> Life:
    """A formal hearing inside the sixty days."""
    words = supported(chance)
    steps = [
        *at_the_unit(words, chance, direct=False),
        accepted(chance),
        heard(words, chance),
        investigated(words, chance),
        step(2, "petitioner", "ask_hearing", grounds="各方说法不一样，希望坐在一起把证据都摆出来。"),
        step(
            3,
            "competent_unit",
            "answer_hearing_request",
            decision="granted",
            reason="事实有争议，涉及的人多，应当听证。",
        ),
        step(
            1,
            "competent_unit",
            "hold_hearing",
            on(
                "hearing_on",
                12,
                hearing_place="县政务服务中心三楼听证室",
                chair="法规股股长",
                public="public",
            ),
        ),
        step(
            12.2,
            "competent_unit",
            "close_hearing",
            record="信访人、相关单位和两位居民代表到场，各自出示证据，核对笔录后签名。",
            report="评议认为信访人反映的主要事实成立，建议支持。",
        ),
        *opinion(words, chance, after=5),
        served(chance),
        *carried_out(words, chance),
    ]
    return life("hearing", steps, chance)


def recused(chance: Random) -> Life:
    """The petitioner asks for another handler, and is told why not."""
    words = supported(chance)
    steps = [
        *at_the_unit(words, chance, direct=False),
        accepted(chance),
        step(2, "petitioner", "ask_recusal", whom="承办人员", grounds="他是被反映的公司经理的亲戚。"),
        step(
            2,
            "unit_head",
            "decide_recusal",
            decision="refused",
            reason="经核实没有亲属关系，也没有经济往来。",
        ),
        heard(words, chance),
        investigated(words, chance),
        *opinion(words, chance),
        served(chance),
        *carried_out(words, chance),
    ]
    return life("recused", steps, chance)


def talkative(chance: Random) -> Life:
    """Papers added, a correction, a note among colleagues, a notice served."""
    words = supported(chance)
    steps = [
        *at_the_unit(words, chance, direct=False),
        step(1, "petitioner", "add_papers", text="补充一张昨天拍的照片和付款的收据。"),
        accepted(chance),
        step(
            0.1, "competent_unit", "serve_notice", on("served_on", 0, document="受理告知书", way="electronic")
        ),
        step(2, "petitioner", "correct", text="时间写错了，应当是上个月中旬。"),
        heard(words, chance),
        step(1, "competent_unit", "note", text="已约物业和社区周四上午到现场，带测量工具。"),
        investigated(words, chance),
        *opinion(words, chance),
        served(chance),
        *carried_out(words, chance),
        step(2, "petitioner", "choose_service", service="paper"),
    ]
    return life("talkative", steps, chance)


def disputed(chance: Random) -> Life:
    """Reported as carried out, and it was not: the unit has to go back."""
    words = supported(chance)
    done = [one for one in carried_out(words, chance) if one.action != "evaluate_unit"]
    steps = [
        *to_opinion(words, chance),
        *done,
        step(4, "petitioner", "dispute_execution", what="来的人只是刷了一层漆，问题还在。"),
        step(9, "competent_unit", "report_execution", result="已返工，信访人当场看过并签字。"),
    ]
    return life("disputed", steps, chance)


# -- Simple handling -------------------------------------------------------------------------------


def simple(chance: Random) -> Life:
    words = supported(chance)
    granted = words.answers_now(conclusion="support")
    facts = {"heard_how": "phone", "record": words.said["heard"], **NO_INTEREST}
    first, registered = filed(words, chance)
    steps = [
        first,
        Step(
            after=registered.after,
            by=registered.by,
            action=registered.action,
            facts={**registered.told(date.min, {}), "simple": True},
        ),
        step(0.2, "receiver", "forward", to_unit=words.unit),
        step(1, "competent_unit", "choose_simple", fits=True),
        step(0.2, "competent_unit", "accept_simple"),
        step(1.5, "competent_unit", "hear_simple", **facts),
        step(2 + 2 * chance.random(), "unit_head", "answer_simple", answers=granted),
        step(0.2, "competent_unit", "serve_opinion", on("served_on", 0, way="electronic")),
        *carried_out(words, chance),
    ]
    return life("simple", steps, chance)


def not_so_simple(chance: Random) -> Life:
    """Simple at first; a second unit turns out to be needed (J7)."""
    words = supported(chance)
    steps = [
        *filed(words, chance),
        step(1, "receiver", "forward", to_unit=words.unit),
        step(0.3, "competent_unit", "choose_simple", fits=True),
        step(1, "competent_unit", "accept_simple"),
        step(
            4, "competent_unit", "turn_ordinary", reason="查看以后发现还要另一个单位配合，十个工作日办不完。"
        ),
        heard(words, chance),
        investigated(words, chance),
        *opinion(words, chance),
        served(chance),
        *carried_out(words, chance),
    ]
    return life("not_so_simple", steps, chance)


def dropped_simple(chance: Random) -> Life:
    words = supported(chance)
    steps = [
        *filed(words, chance),
        step(1, "receiver", "forward", to_unit=words.unit),
        step(0.3, "competent_unit", "choose_simple", fits=True),
        step(1, "competent_unit", "drop_simple", reason="涉及三户的损失，争议较大，不适合简易办理。"),
        accepted(chance),
        heard(words, chance),
        investigated(words, chance),
        *opinion(words, chance),
        served(chance),
    ]
    return life("dropped_simple", steps, chance)


# -- Whose job it is -------------------------------------------------------------------------------


def objected(chance: Random) -> Life:
    """The unit says it is not its matter, rightly; it goes to another."""
    words = supported(chance)
    wrong = "mzj" if words.unit != "mzj" else "cgj"
    steps = [
        *filed(words, chance),
        step(2, "receiver", "forward", to_unit=wrong),
        step(
            2,
            "competent_unit",
            "object",
            reason="这件事的职责在另一个部门，三定方案写得很清楚。",
            basis="县机构编制文件",
        ),
        step(2, "sender", "agree_objection", reason="核对职责分工，异议成立，重新转送。"),
        step(1, "receiver", "forward", to_unit=words.unit),
        step(3, "competent_unit", "inform", how_it_goes_on=words.said["goes_on"]),
        accepted(chance),
        heard(words, chance),
        investigated(words, chance),
        *opinion(words, chance),
        served(chance),
        *carried_out(words, chance),
    ]
    return life("objected", steps, chance)


def shirked(chance: Random) -> Life:
    """An objection refused, then a dispute, until the government names one unit (J2)."""
    words = supported(chance)
    other = "changgeng" if words.unit != "changgeng" else "cgj"
    steps = [
        *filed(words, chance, channel="visit"),
        step(
            2,
            "receiver",
            "assign",
            on("report_by", 75, to_unit=other, note_to_unit="群众反映强烈，请按期反馈。"),
        ),
        step(2, "competent_unit", "object", reason="我们只有巡查的职责，没有处罚权。", basis="街道权责清单"),
        step(2, "sender", "refuse_objection", reason="权责清单第十二项写明由你单位牵头。"),
        step(
            2,
            "competent_unit",
            "dispute",
            reason="牵头不等于能处罚，两个单位都认为应当由对方办。",
            other_unit=words.unit,
        ),
        step(
            5,
            "superior_unit",
            "designate",
            to_unit=words.unit,
            reason="以有处罚权的单位为主，另一个单位配合。",
        ),
        step(3, "competent_unit", "inform", how_it_goes_on=words.said["goes_on"]),
        accepted(chance),
        heard(words, chance),
        investigated(words, chance),
        *opinion(words, chance),
        step(1, "competent_unit", "report_back", report="已作出处理意见，信访人基本同意。"),
        served(chance),
        *carried_out(words, chance),
    ]
    return life("shirked", steps, chance)


def assigned(chance: Random) -> Life:
    words = supported(chance)
    steps = [
        *filed(words, chance),
        step(
            2,
            "receiver",
            "assign",
            on("report_by", 60, to_unit=words.unit, note_to_unit="请在期限内反馈办理结果。"),
        ),
        step(3, "competent_unit", "inform", how_it_goes_on=words.said["goes_on"]),
        accepted(chance),
        heard(words, chance),
        investigated(words, chance),
        *opinion(words, chance),
        served(chance),
        step(1, "competent_unit", "report_back", report="已逐项答复并送达，正在执行。"),
        *carried_out(words, chance),
    ]
    return life("assigned", steps, chance)


def urgent(chance: Random) -> Life:
    words = told("urgent", chance)
    steps = [
        *filed(words, chance, channel="phone"),
        step(0.05, "receiver", "report_up", facts=words.said["facts"], advice=words.said["advice"]),
        step(0.1, "superior_unit", "answer_report", instructions=words.said["instructions"]),
        step(0.05, "receiver", "forward", to_unit=words.unit),
        step(0.1, "competent_unit", "inform", how_it_goes_on=words.said["goes_on"]),
        step(0.1, "competent_unit", "accept"),
        heard(words, chance, after=0.1),
        investigated(words, chance),
        *opinion(words, chance),
        served(chance),
        *carried_out(words, chance),
    ]
    return life("urgent", steps, chance)


def passed_down(chance: Random) -> Life:
    """Filed with the county government, which passes it down."""
    words = supported(chance)
    first = step(0, "newcomer:hedu", "submit", story(words, "web"))
    registered = step(1, "receiver", "register", petition_class="appeal", content_class=words.content_class)
    steps = [
        first,
        registered,
        step(2, "receiver", "inform_passed_down", to_unit=words.unit),
        step(3, "competent_unit", "inform", how_it_goes_on=words.said["goes_on"]),
        accepted(chance),
        heard(words, chance),
        investigated(words, chance),
        *opinion(words, chance),
        served(chance),
        *carried_out(words, chance),
    ]
    return life("passed_down", steps, chance)


LIVES: tuple[tuple[Build, int], ...] = (
    (ordinary, 22), (direct, 8), (lapsing, 8), (anonymous, 3), (late, 5), (extended, 5), (hearing, 3), (recused, 2),
    (talkative, 5), (disputed, 3), (simple, 10), (not_so_simple, 3), (dropped_simple, 2), (objected, 3), (shirked, 2),
    (assigned, 4), (urgent, 1), (passed_down, 2),
)  # fmt: skip
"""Each life with how often it comes among a hundred matters, as far as it is an appeal that is handled."""
