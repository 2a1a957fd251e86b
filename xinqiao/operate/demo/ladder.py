"""Lives that go further than one opinion: review and re-review, mediation, agreements kept and broken."""

from datetime import date, timedelta
from random import Random
from typing import Any

from xinqiao.operate.demo.lives import Build
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
    to_opinion,
    told,
)
from xinqiao.operate.demo.steps import Facts, Life, Numbers, Step
from xinqiao.operate.demo.words import Words, matters, tell

BASIS = "《信访工作条例》第三十五条"


def asked_for_review(chance: Random) -> Step:
    grounds = chance.choice(
        (
            "第二项没有查清，没有到现场看过。",
            "理由和依据对不上，请再看一遍我交的收据。",
            "答复说没有证据，证据我早就交了。",
        )
    )
    return step(8 + 10 * chance.random(), "petitioner", "ask_review", grounds=grounds)


def reviewed(outcome: str, carry_out: str = "no") -> list[Step]:
    reason = {
        "uphold": "原意见事实清楚、依据正确、程序合法，维持。",
        "change": "主要事实清楚，第一项的结论不当，变更为支持。",
        "order_redo": "第二项的主要事实没有查清，责令重新办理。",
    }[outcome]
    return [
        step(
            16,
            "review_body",
            "decide_review",
            outcome=outcome,
            findings="调阅了全部材料，听取了双方的说明，到现场核对。",
            reason=reason,
            basis=BASIS,
            carry_out=carry_out,
        ),
        step(2, "review_body", "serve_review", on("served_on", 0, way="signed")),
    ]


def review_upheld(chance: Random) -> Life:
    words = told("appeal", chance)
    steps = [*refused(words, chance), asked_for_review(chance), *reviewed("uphold")]
    return life(
        "review_upheld",
        [*steps, step(34, "receiver", "help", offered="联系法律援助中心，讲解了起诉的办法。")],
        chance,
    )


def review_changed(chance: Random) -> Life:
    words = told("appeal", chance)
    steps = [
        *refused(words, chance),
        asked_for_review(chance),
        *reviewed("change", "yes"),
        *carried_out(words, chance),
    ]
    return life("review_changed", steps, chance)


def sent_back(chance: Random) -> Life:
    """The reviewers send it back; the unit finds out anew and decides otherwise."""
    words = told("appeal", chance)
    anew = words.answers_now(conclusion="support")
    facts = {
        "heard_how": "interview",
        "record": "重新听取了信访人陈述，逐项核对了证据。已读给信访人听。",
        **NO_INTEREST,
    }
    steps = [
        *refused(words, chance),
        asked_for_review(chance),
        *reviewed("order_redo")[:1],
        step(1, "review_body", "order_redo", on("redo_by", 30, reason="没有到现场核对，证据没有逐项回应。")),
        step(5, "competent_unit", "hear", **facts),
        step(6, "competent_unit", "investigate", findings="到现场复核，调取了此前没有调取的记录。", **NO_INTEREST),
        step(8, "unit_head", "issue_new_opinion", answers=[{**one, "facts": f"重新查明：{one['facts']}"} for one in anew],
             what_changed="查清了第二项的事实，结论由不予支持改为支持。", not_the_same=True),
        served(chance),
        *carried_out(words, chance),
    ]  # fmt: skip
    return life("sent_back", steps, chance)


def up_the_ladder(chance: Random) -> Life:
    """Review, re-review with a hearing, the end of the line, and the same facts once more (J4)."""
    words = told("appeal", chance)
    steps = [
        *refused(words, chance),
        asked_for_review(chance),
        *reviewed("uphold"),
        step(12, "petitioner", "ask_rereview", grounds="复查没有回应我提出的新证人。", wants_hearing=True),
        step(
            6,
            "rereview_body",
            "open_rereview_hearing",
            hearing_place="云栈市政务中心听证厅",
            chair="市政府法律顾问",
        ),
        step(
            7,
            "rereview_body",
            "close_rereview_hearing",
            record="双方陈述、举证、质证，代表提问，笔录签名。",
            report="多数意见认为原结论正确。",
        ),
        step(
            9,
            "rereview_body",
            "decide_rereview",
            outcome="uphold",
            findings="听证查明的事实与原意见一致。",
            reason="新证人所说与书证不符，维持。",
            basis="《信访工作条例》第三十六条",
        ),
        step(
            25,
            "receiver",
            "no_longer_accept",
            on(
                "raised_again_on",
                -1,
                same_facts=True,
                reason="逐项比对，事实和理由与复核时相同。",
                basis="《信访工作条例》第三十六条第二款",
            ),
        ),
    ]
    return life("up_the_ladder", steps, chance)


def granted_at_the_top(chance: Random) -> Life:
    words = told("appeal", chance)
    steps = [
        *refused(words, chance),
        asked_for_review(chance),
        *reviewed("uphold"),
        step(15, "petitioner", "ask_rereview", grounds="两级都没有看合同原件。"),
        step(18, "rereview_body", "decide_rereview_and_execute", on(
            "carry_out_by", 25, outcome="change", findings="核对合同原件，条款与原意见引用的不同。",
            reason="原意见引用错误，变更为支持。", basis="《信访工作条例》第三十六条")),
        step(20, "competent_unit", "report_execution", result=words.said["done"]),
    ]  # fmt: skip
    return life("granted_at_the_top", steps, chance)


def late_with_good_reason(chance: Random) -> Life:
    """Asked for review after the time had run out, because of a stay in hospital."""
    words = told("appeal", chance)
    steps = [
        *refused(words, chance),
        step(38, "petitioner", "ask_review_late", on(
            "obstacle_ended_on", -3, grounds="答复没有看我交的病历。", late_reason="good_reason")),
        *reviewed("change", "yes"),
        *carried_out(words, chance),
    ]  # fmt: skip
    return life("late_with_good_reason", steps, chance)


# -- Mediation -------------------------------------------------------------------------------------


def to_the_table(words: Words, chance: Random) -> list[Step]:
    return [
        *at_the_unit(words, chance, direct=False),
        accepted(chance),
        heard(words, chance),
        step(
            3,
            "competent_unit",
            "mediate",
            consent_petitioner=True,
            consent_other=True,
            lawful=True,
            parties=["信访人", "对方当事人"],
            open_or_closed="closed",
        ),
    ]


TERMS = "一、对方分三期各付一千二百元，每月一日以前付到信访人账户。二、对方在第一期付款前把损坏的地方修好。三、双方再无其他争议。"


def agreed(first_due: int = 10) -> Step:
    return step(
        8,
        "competent_unit",
        "settle",
        on("due_on", first_due, terms=TERMS, free_petitioner=True, free_other=True),
    )


def performed(after: float, what: str, *, next_in: int) -> Step:
    """One instalment, kept on the day on which it is written down, and the day of the next."""

    def paid(day: date, _numbers: Numbers) -> Facts:
        return {
            "kept_on": day.isoformat(),
            "what": what,
            "due_on": (day + timedelta(days=next_in)).isoformat(),
        }

    return step(after, "competent_unit", "record_performance", paid)


def settled(chance: Random) -> Life:
    """An agreement in three instalments, kept to the end."""
    words = told("appeal", chance)
    steps = [
        *to_the_table(words, chance),
        agreed(),
        performed(9, "第一期已付，损坏处已修好。", next_in=30),
        performed(29, "第二期已付。", next_in=30),
        step(29, "petitioner", "close_settlement", what="三期都收到了，没有别的要求。"),
    ]
    return life("settled", steps, chance)


def settled_late(chance: Random) -> Life:
    """The second instalment comes late, the third not at all (J12)."""
    words = told("appeal", chance)
    steps = [
        *to_the_table(words, chance),
        agreed(),
        performed(9, "第一期已付。", next_in=30),
        performed(38, "第二期晚了八天，已付。", next_in=22),
        step(36, "petitioner", "report_breach", what="第三期过了半个月还没有付，电话不接。"),
        *opinion(words, chance),
        served(chance),
    ]
    return life("settled_late", steps, chance)


def no_agreement(chance: Random) -> Life:
    words = told("appeal", chance)
    steps = [
        *to_the_table(words, chance),
        step(9, "petitioner", "end_mediation", reason="对方只肯出一半，我不同意。"),
        investigated(words, chance),
        *opinion(words, chance),
        served(chance),
        *carried_out(words, chance),
    ]
    return life("no_agreement", steps, chance)


def withdrawn(chance: Random) -> Life:
    """Taken back by the petitioner's own will (J11), early or late."""
    words = told("appeal", chance)
    steps = to_opinion(words, chance)
    kept = steps[: chance.choice((2, 3, 4, 5, 6))]
    why = chance.choice(("物业昨天修好了，不用再办。", "我想先和他们自己谈。", ""))
    return life("withdrawn", [*kept, step(2, "petitioner", "withdraw", free_will=True, why=why)], chance)


def same_matter(chance: Random) -> Life:
    """The same person sends the same matter again while the first is under way."""
    words = told("appeal", chance)
    steps = [
        *filed(words, chance, channel="web"),
        step(1.5, "receiver", "mark_same_matter", lambda _day, numbers: {
            "other_number": numbers.get("first", next(iter(numbers.values()))),
            "reason": "同一人就同一件事已经在办，办理单位和期限不变，补充的照片已转过去。"}),
    ]  # fmt: skip
    return life("same_matter", steps, chance)


def together(number: int, label: str) -> Build:
    """One of several who filed about one thing; an officer joins them (J9)."""

    def build(chance: Random) -> Life:
        heating = next(one for one in matters("appeal") if "暖气" in one["subject"][0])
        words = tell({**heating, "where": "estates"}, "appeal", Random(7))  # noqa: S311 - the same place for all
        more: dict[str, Any] = (
            {"people": 40, "representatives": ["王青松", "李白杨", "周银杏", "吴石榴", "郑冬青"]}
            if number == 0
            else {}
        )
        channel = "visit" if number == 0 else "web"
        steps = filed(words, chance, channel=channel, **more)
        if number:
            steps.append(step(0.2, "receiver", "join", lambda _day, numbers: {
                "other_number": numbers.get(label, next(iter(numbers.values()))),
                "reason": "与集体来访反映的是同一件事，一起办理。"}))  # fmt: skip
        steps += [
            step(1, "receiver", "forward", to_unit=words.unit),
            step(1, "competent_unit", "inform", how_it_goes_on=words.said["goes_on"]),
            accepted(Random(3)),  # noqa: S311 - the same for all
            heard(words, Random(3)),  # noqa: S311 - the same for all
            investigated(words, Random(3)),  # noqa: S311 - the same for all
            *opinion(words, Random(3)),  # noqa: S311 - the same for all
            served(chance),
        ]
        return life("together", steps, chance, label=label if number == 0 else "")

    return build


LADDER: tuple[tuple[Build, int], ...] = (
    (review_upheld, 4), (review_changed, 3), (sent_back, 2), (up_the_ladder, 3), (granted_at_the_top, 1),
    (late_with_good_reason, 1), (settled, 3), (settled_late, 2), (no_agreement, 2), (withdrawn, 4), (same_matter, 2),
)  # fmt: skip
