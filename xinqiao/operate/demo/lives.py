"""The lives a matter can have: every way through the petition procedure, from the first word to the last answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

from xinqiao.operate.demo.passages import (
    NO_INTEREST,
    accepted,
    at_the_unit,
    carried_out,
    filed,
    heard,
    investigated,
    life,
    on,
    opinion,
    refused,
    served,
    step,
    story,
    to_opinion,
    told,
)
from xinqiao.operate.demo.steps import Life

Build = Callable[[Random], Life]


def ordinary(chance: Random) -> Life:
    words = told("appeal", chance)
    return life("ordinary", [*to_opinion(words, chance), *carried_out(words, chance)], chance)


def direct(chance: Random) -> Life:
    words = told("appeal", chance)
    return life("direct", [*to_opinion(words, chance, direct=True), *carried_out(words, chance)], chance)


def lapsing(chance: Random) -> Life:
    """Nothing is granted; the petitioner lets the time for review pass, and the opinion stands."""
    words = told("appeal", chance)
    steps = refused(words, chance, chance.choice(("explain", "not_support")))
    return life(
        "lapsing",
        [*steps, step(36, "receiver", "help", offered="再次讲解了政策，帮助联系了法律援助。")],
        chance,
    )


def anonymous(chance: Random) -> Life:
    words = told("appeal", chance)
    first = step(0, "newcomer", "submit", story(words, "web", anonymous=True))
    rest = to_opinion(words, chance)[1:]
    return life("anonymous", [first, *rest, *carried_out(words, chance)], chance, anonymous=True)


def late(chance: Random) -> Life:
    """The sixty days pass without an opinion; a supervisor presses, and the answer comes in the end (J3)."""
    words = told("appeal", chance)
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
    words = told("appeal", chance)
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
    words = told("appeal", chance)
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
    words = told("appeal", chance)
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
    words = told("appeal", chance)
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
    words = told("appeal", chance)
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
    words = told("appeal", chance)
    granted = words.answers_now(conclusion="support")
    facts = {"heard_how": "phone", "record": words.said["heard"], **NO_INTEREST}
    first, registered = filed(words, chance)
    steps = [
        first,
        replace(registered, facts={**registered.told(date.min, {}), "simple": True}),
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
    words = told("appeal", chance)
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
    words = told("appeal", chance)
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
    words = told("appeal", chance)
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
    words = told("appeal", chance)
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
    words = told("appeal", chance)
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
    words = told("appeal", chance)
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
