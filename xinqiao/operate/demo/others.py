"""Lives of what is not an ordinary appeal: suggestions, accusations, duties, and what belongs elsewhere."""

from random import Random

from xinqiao.operate.demo.lives import Build
from xinqiao.operate.demo.passages import filed, life, on, routed, step, story, told
from xinqiao.operate.demo.steps import Life, Step
from xinqiao.operate.demo.words import matters, tell


def suggested(chance: Random, *, adopted: bool) -> Life:
    """A proposal, studied and answered; what is adopted becomes a promise with a day (J6)."""
    fitting = [one for one in matters("suggestion") if (one["adoption"] != "not_adopted") == adopted]
    words = tell(chance.choice(fitting), "suggestion", chance)
    steps = [
        *filed(words, chance, purpose="suggest"),
        *routed(words, chance),
        step(3, "competent_unit", "classify"),
        step(12, "competent_unit", "reply", adoption=words.said["adoption"], reason=words.said["reason"]),
    ]
    if adopted:
        steps += [
            step(1, "competent_unit", "promise_measure", on("measure_by", 30, measure=words.said["measure"])),
            step(1, "petitioner", "agree_to_publish"),
            step(1, "competent_unit", "publish", public_text=words.said["public"], no_identity=True),
            step(22, "competent_unit", "report_measure", result=words.said["done"]),
        ]
    return life("suggestion", steps, chance)


def suggestion(chance: Random) -> Life:
    return suggested(chance, adopted=True)


def suggestion_declined(chance: Random) -> Life:
    return suggested(chance, adopted=False)


def reported(chance: Random, kind: str, **more: object) -> tuple[list[Step], dict[str, str]]:
    """A report of misconduct, with the accused walled off from the first moment."""
    matter = chance.choice(matters(kind))
    words = tell(matter, kind, chance)
    facts = {"accused_units": [matter["accused"]], "secrecy": "receiver", **more}
    if words.people:
        facts["accused_persons"] = list(words.people)
    steps = [
        step(0, "newcomer", "submit", story(words, "web", "report", **facts)),
        step(0.8, "receiver", "register", petition_class="accusation", content_class=words.content_class),
    ]
    return steps, {"unit": words.unit, **words.said}


def accusation(chance: Random) -> Life:
    """To the discipline body, sealed; told whether taken up, found out, fed back (J5)."""
    steps, said = reported(chance, "accusation")
    steps += [
        step(1, "receiver", "send_to_discipline", to_unit="jw", inform_personnel=True),
        step(1, "discipline_body", "keep_accusation"),
        step(5, "discipline_body", "notify_accuser"),
        step(40, "discipline_body", "conclude_accusation"),
        step(6, "discipline_body", "give_feedback", feedback=said["feedback"]),
    ]
    return life("accusation", steps, chance, label="accusation")


def accusation_with_revenge(chance: Random) -> Life:
    steps, said = reported(chance, "accusation")
    steps += [
        step(1, "receiver", "send_to_discipline", to_unit="jw"),
        step(6, "discipline_body", "notify_accuser"),
        step(
            9,
            "petitioner",
            "report_obstruction",
            text="举报以后，村里不让我家的车进村道，说是修路，只拦我一家。",
        ),
        step(
            6,
            "superior_unit",
            "answer_obstruction",
            result="已核实并当天拆除路障，对有关人员批评教育，继续为您保密。",
        ),
        step(30, "discipline_body", "conclude_accusation"),
        step(6, "discipline_body", "give_feedback", feedback=said["feedback"]),
    ]
    return life("accusation_with_revenge", steps, chance)


def accusation_relayed(chance: Random) -> Life:
    """Passed on to the city's discipline body, which declines with its reason."""
    steps, _said = reported(chance, "accusation")
    steps += [
        step(1, "receiver", "send_to_discipline", to_unit="jw"),
        step(2, "discipline_body", "relay_accusation", to_unit="yz-jw"),
        step(
            5,
            "discipline_body",
            "decline_accusation",
            reason="反映的是工作方法问题，没有违纪违法的线索，已建议主管单位改进。",
            basis="纪检监察机关处理检举控告工作规则",
        ),
    ]
    return life("accusation_relayed", steps, chance)


def accusation_anonymous(chance: Random) -> Life:
    steps, said = reported(chance, "accusation", anonymous=True)
    steps += [
        step(1, "receiver", "send_anonymous_to_discipline", to_unit="jw"),
        step(6, "discipline_body", "notify_accuser"),
        step(30, "discipline_body", "conclude_accusation"),
        step(6, "discipline_body", "give_feedback", feedback=said["feedback"]),
    ]
    return life("accusation_anonymous", steps, chance, anonymous=True)


def conduct(chance: Random) -> Life:
    """Conduct that the unit above deals with itself, without those it is about."""
    steps, said = reported(chance, "conduct")
    steps += [
        step(1, "receiver", "forward", to_unit=said["unit"]),
        step(2, "competent_unit", "inform", how_it_goes_on=said["goes_on"]),
        step(2, "competent_unit", "take_accusation"),
        step(
            14,
            "competent_unit",
            "handle_accusation",
            feedback=said["feedback"],
            basis="《信访工作条例》第三十条",
        ),
    ]
    return life("conduct", steps, chance)


def duty(chance: Random) -> Life:
    """What the unit must do by its own law: it does it, and says so."""
    words = told("duty", chance)
    steps = [
        *filed(words, chance),
        *routed(words, chance),
        step(1, "competent_unit", "perform_duty", law=words.said["law"]),
        step(
            18,
            "competent_unit",
            "answer_duty",
            result=words.said["result"],
            reason=words.said["reason"],
            basis=words.said["basis"],
        ),
    ]
    return life("duty", steps, chance)


def diverted(chance: Random) -> Life:
    """Led into another lawful route, with body, law, time and help (J8)."""
    words = told("divert", chance)
    said = words.said
    facts = {
        "route": said["route"],
        "body": said["body"],
        "law": said["law"],
        "limit": said["limit"],
        "papers_needed": said["papers"],
        "cost": "不收费",
        "hand_over": True,
        "help_offered": said["help"],
        "reason": said["reason"],
    }
    steps = [*filed(words, chance), *routed(words, chance), step(2, "competent_unit", "divert", **facts)]
    return life("diverted", steps, chance)


def challenged(chance: Random, *, upheld: bool) -> Life:
    """The petitioner objects to being sent elsewhere; somebody above decides."""
    steps = list(diverted(chance).steps)
    steps.append(
        step(9, "petitioner", "challenge", grounds="我要的不是赔偿，是请你们履行监管的职责，这没有别的途径。")
    )
    if upheld:
        steps.append(
            step(
                12,
                "superior_unit",
                "uphold_refusal",
                reason="请求的实质是民事争议，有法定途径，原决定正确。",
                basis="《信访工作条例》第三十一条",
            )
        )
    else:
        steps.append(
            step(12, "superior_unit", "order_acceptance", reason="请求里有一项是履行监管职责，应当办理。")
        )
        steps.append(step(2, "receiver", "forward", to_unit="scjg"))
    return life("challenged", steps, chance)


def refusal_upheld(chance: Random) -> Life:
    return challenged(chance, upheld=True)


def acceptance_ordered(chance: Random) -> Life:
    return challenged(chance, upheld=False)


def letter(chance: Random) -> Life:
    words = told("letter", chance)
    facts = {"body": words.said["body"], "reason": words.said["reason"], "basis": words.said["basis"]}
    return life(
        "letter",
        [*filed(words, chance, channel="letter"), step(2, "receiver", "transfer_out", **facts)],
        chance,
    )


def visit(chance: Random) -> Life:
    words = told("visit", chance)
    facts = {
        "body": words.said["body"],
        "limit": words.said["limit"],
        "papers_needed": words.said["papers"],
        "reason": words.said["reason"],
    }
    return life(
        "visit",
        [*filed(words, chance, channel="visit"), step(0.1, "receiver", "explain_and_guide", **facts)],
        chance,
    )


def elsewhere(chance: Random) -> Life:
    words = told("elsewhere", chance)
    facts = {"body": words.said["body"], "reason": words.said["reason"], "basis": words.said["basis"]}
    return life(
        "elsewhere",
        [*filed(words, chance, direct=True), step(2, "receiver", "inform_elsewhere", **facts)],
        chance,
    )


OTHERS: tuple[tuple[Build, int], ...] = (
    (suggestion, 8), (suggestion_declined, 1), (accusation, 4), (accusation_with_revenge, 1), (accusation_relayed, 1),
    (accusation_anonymous, 1), (conduct, 2), (duty, 6), (diverted, 4), (refusal_upheld, 1), (acceptance_ordered, 1),
    (letter, 3), (visit, 2), (elsewhere, 1),
)  # fmt: skip
