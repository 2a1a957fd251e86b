"""The passages that lives have in common: filed, forwarded, heard, answered, carried out; and what is told in them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from xinqiao.operate.demo.steps import Facts, Life, Step, Told
from xinqiao.operate.demo.words import Words, matters, somebody, tell

OFFICE = "xfj"
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
    # A letter lies a day in the mail room; what counts is the day it came in.
    facts = on("received_on", -1, **plain) if channel == "letter" else plain
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


def refused(words: Words, chance: Random, conclusion: str = "not_support") -> list[Step]:
    """Handled and answered, and not what was hoped for."""
    answers = words.answers_now(conclusion=conclusion)
    return [
        replace(one, facts={"answers": answers}) if one.action in ("draft_opinion", "issue_opinion") else one
        for one in to_opinion(words, chance)
    ]
