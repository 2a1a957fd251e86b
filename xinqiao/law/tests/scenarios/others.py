"""Accusations, suggestions, simple handling, other routes, many people, withdrawal, settlement (J5 to J9, J11, J12)."""

from xinqiao.law.routes import find_way
from xinqiao.law.tests.scenarios.appeals import HEARD, INFORMED
from xinqiao.law.tests.scenarios.telling import DIRECT, FILING, Did, Later, Refusal, Story, opinion

REPORT = {
    **FILING,
    "purpose": "report",
    "subject": "反映收受财物",
    "requests": ["查清问题"],
    "accused_units": ["township"],
    "secrecy": "receiver",
}

ACCUSED = Story(
    "J5 the accused must not know",
    (
        Refusal("2026-04-29", "zhao", "submit", {**REPORT, "receiver": "township", "direct": True}, cites="第三十条"),
        Did("2026-04-29", "zhao", "submit", REPORT, state="submitted", marks=("accusation",)),
        Refusal("2026-04-29", "clerk", "add_papers", {"text": "看一看"}),
        Did("2026-04-29", "sun", "register", {"petition_class": "accusation"}, marks=("accusation",)),
        Refusal("2026-04-29", "sun", "forward", {"to_unit": "township"}, cites="第三十条", says="被反映的单位"),
        Refusal("2026-04-29", "sun", "forward", {"to_unit": "village"}, cites="第三十条"),
        Refusal("2026-04-29", "sun", "send_to_discipline", {"to_unit": "housing"}, field="to_unit"),
        Refusal("2026-04-29", "sun", "send_anonymous_to_discipline", {"to_unit": "discipline"}),
        Did("2026-04-29", "sun", "send_to_discipline", {"to_unit": "discipline"}, state="transferred_sealed",
            clocks={"xf.acc.notify": "2026-05-22", "xf.acc.relay": "2026-05-09"}, gone=("xf.route",),
            bodies={"discipline_body": "discipline"}),
        Refusal("2026-05-06", "qian", "note", {"text": "试一试"}),
        Did("2026-05-08", "discipline", "keep_accusation", gone=("xf.acc.relay",)),
        Did("2026-05-20", "discipline", "notify_accuser", state="accusation_open", gone=("xf.acc.notify",)),
        Did("2026-06-10", "zhao", "report_obstruction", {"text": "我的店被查封"}, state="accusation_open",
            bodies={"superior_unit": "county"}, clocks={"xo.obstruction": "2026-06-25"}),
        Did("2026-06-20", "county", "answer_obstruction", {"result": "已责令启封"}, gone=("xo.obstruction",)),
        Did("2026-09-01", "discipline", "conclude_accusation", state="accusation_decided",
            clocks={"xf.acc.feedback": "2026-09-21"}),
        Did("2026-09-10", "discipline", "give_feedback", {"feedback": "查实，已给予处分。"}, state="closed_accusation"),
    ),
)  # fmt: skip

UNDER_PRESSURE = Story(
    "a report of pressure is answered even when the matter is withdrawn under that pressure",
    (
        Did("2026-04-29", "zhao", "submit", FILING),
        Did("2026-04-30", "zhao", "report_obstruction", {"text": "有人要我撤回"}, clocks={"xo.obstruction": "2026-05-15"}),
        Did("2026-05-06", "zhao", "withdraw", {"free_will": True}, state="withdrawn", gone=("xf.route",),
            clocks={"xo.obstruction": "2026-05-15"}),
        Did("2026-05-12", "county", "answer_obstruction", {"result": "已批评教育"}, gone=("xo.obstruction",)),
    ),
)  # fmt: skip

BINS = Story(
    "J6 a suggestion",
    (
        Did("2026-05-11", "handler", "submit",
            {**DIRECT, "channel": "visit", "purpose": "suggest", "subject": "挪走市场门口的垃圾桶",
             "requests": ["挪走垃圾桶"], "read_back": "signed"}, marks=("suggestion",),
            clocks={"xf.inform.direct": "2026-05-26"}),
        Did("2026-05-11", "handler", "register", {"petition_class": "suggestion"}),
        Did("2026-05-12", "handler", "inform_ours", INFORMED),
        Refusal("2026-05-12", "handler", "accept", cites="第二十九条"),
        Did("2026-05-13", "handler", "classify", state="studying", clocks={"xo.suggestion": "2026-06-10"}),
        Did("2026-06-02", "handler", "reply", {"adoption": "partly", "reason": "位置改到东侧"},
            state="closed_suggestion", gone=("xo.suggestion",), clocks={"xf.evaluate.unit": "2026-07-02"}),
        Did("2026-06-02", "handler", "promise_measure", {"measure": "改到东侧", "measure_by": "2026-07-15"},
            state="measure_promised", clocks={"xo.measure": "2026-07-15"}),
        Refusal("2026-06-03", "handler", "publish", {"public_text": "答复", "no_identity": True}, says="同意公开"),
        Did("2026-06-04", "zhao", "agree_to_publish"),
        Refusal("2026-06-05", "handler", "publish", {"public_text": "答复"}, field="no_identity"),
        Did("2026-06-05", "handler", "publish", {"public_text": "答复", "no_identity": True}),
        Did("2026-07-14", "handler", "report_measure", {"result": "已改到东侧"}, state="closed_suggestion",
            gone=("xo.measure",)),
    ),
)  # fmt: skip

SIMPLE_THEN_NOT = Story(
    "J7 simple and fast, then not so simple",
    (
        Did("2026-03-02", "zhao", "submit", DIRECT, clocks={"xf.inform.direct": "2026-03-17"}),
        Did("2026-03-02", "handler", "register", {"petition_class": "appeal", "occurrence": "first"}, marks=("first",)),
        Refusal("2026-03-02", "handler", "choose_simple_direct", {}, field="fits"),
        Did("2026-03-02", "handler", "choose_simple_direct", {"fits": True}, state="simple_chosen",
            clocks={"xf.simple.accept": "2026-03-05"}),
        Did("2026-03-03", "handler", "accept_simple", state="accepted_simple",
            clocks={"xf.simple.decide": "2026-03-17"}, gone=("xf.simple.accept", "xf.inform.direct")),
        Refusal("2026-03-04", "li", "answer_simple", {"answers": opinion("support", "support")}, says="听取"),
        Did("2026-03-04", "handler", "hear_simple", {**HEARD, "heard_how": "phone"}),
        Refusal("2026-03-05", "li", "answer_simple", {"answers": opinion("support", "not_support")}, field="answers"),
        Did("2026-03-10", "handler", "turn_ordinary", {"reason": "还需要消防部门"}, state="accepted",
            clocks={"xf.handle": ("2026-05-02", "2026-05-06")}, gone=("xf.simple.decide",)),
    ),
)  # fmt: skip

SIMPLE = Story(
    "simple handling of what a petition office passes on the next day",
    (
        Did("2026-03-02", "zhao", "submit", FILING),
        Did("2026-03-02", "sun", "register", {"petition_class": "appeal", "simple": True},
            clocks={"xf.simple.relay": "2026-03-03"}),
        Did("2026-03-03", "sun", "forward", {"to_unit": "housing"}, gone=("xf.simple.relay",)),
        Did("2026-03-03", "handler", "choose_simple", {"fits": True}, clocks={"xf.simple.accept": "2026-03-06"}),
        Refusal("2026-03-09", "handler", "accept_simple", says="2026-03-06"),
        Did("2026-03-09", "handler", "drop_simple", {"reason": "三个工作日已过"}, state="informed",
            clocks={"xo.sort": "2026-03-18"}),
        Did("2026-03-09", "handler", "accept", clocks={"xf.handle": "2026-05-08"}),
    ),
)  # fmt: skip

NOT_SIMPLE = Story(
    "what is assigned, or raised again, is not handled simply",
    (
        Did("2026-03-02", "zhao", "submit", FILING),
        Did("2026-03-02", "sun", "register", {"petition_class": "appeal", "occurrence": "repeat"}),
        Did("2026-03-03", "sun", "assign", {"to_unit": "housing", "report_by": "2026-05-01"}),
        Did("2026-03-03", "handler", "inform", INFORMED),
        Refusal("2026-03-03", "handler", "choose_simple", {"fits": True}, cites="简易办理", says="初次"),
        Did("2026-03-03", "handler", "accept"),
        Later("2026-05-06", "run_out", "2026-05-01", "xf.assign.report", state="accepted"),
        Did("2026-05-06", "handler", "report_back", {"report": "正在办理"}, gone=("xf.assign.report",)),
    ),
)

WAGES = find_way("labour_arbitration")

ELSEWHERE = Story(
    "J8 the right door elsewhere",
    (
        Did("2026-03-02", "zhao", "submit", {**FILING, "receiver": "labour", "direct": True}),
        Did("2026-03-02", "labour", "register", {"petition_class": "appeal"}),
        Did("2026-03-03", "labour", "inform_ours", INFORMED),
        Refusal("2026-03-06", "labour", "divert",
                {"route": "arbitration", "law": WAGES.law, "limit": WAGES.limit, "papers_needed": WAGES.papers,
                 "reason": "劳动争议"}, cites="第三十一条", field="body"),
        Refusal("2026-03-06", "labour", "divert",
                {"route": "arbitration", "body": WAGES.body, "law": WAGES.law, "papers_needed": WAGES.papers,
                 "reason": "劳动争议"}, cites="第三十一条", field="limit"),
        Did("2026-03-06", "labour", "divert",
            {"route": "arbitration", "way": WAGES.code, "body": WAGES.body, "law": WAGES.law, "limit": WAGES.limit,
             "papers_needed": WAGES.papers, "cost": WAGES.cost, "hand_over": True, "help_offered": "帮助填写申请书",
             "reason": "劳动争议"}, state="diverted", gone=("xo.sort",), clocks={"xo.challenge": ("2026-05-05", "2026-05-06")}),
        Refusal("2026-05-07", "zhao", "challenge", {"grounds": "应当由你们管"}),
    ),
)  # fmt: skip

OWN_DUTY = Story(
    "J8 the unit's own duty is done and answered",
    (
        Did("2026-03-02", "zhao", "submit", {**FILING, "receiver": "labour", "direct": True}),
        Did("2026-03-02", "labour", "register", {"petition_class": "appeal"}),
        Did("2026-03-03", "labour", "inform_ours", INFORMED),
        Did("2026-03-06", "labour", "perform_duty", {"law": "劳动保障监察条例"}, state="performing_duty",
            clocks={"xo.duty": "2026-05-06"}),
        Did("2026-04-20", "labour", "answer_duty", {"result": "已责令支付", "reason": "查实", "basis": "条例"},
            state="duty_answered", gone=("xo.duty",)),
    ),
)  # fmt: skip

FORTY = Story(
    "J9 forty people",
    (
        Refusal("2026-03-02", "sun", "submit",
                {**FILING, "channel": "visit", "people": 40, "representatives": ["甲", "乙", "丙", "丁", "戊", "己"],
                 "read_back": "signed"}, cites="第二十条", says="最多 5", field="representatives"),
        Did("2026-03-02", "sun", "submit",
            {**FILING, "channel": "visit", "people": 40, "representatives": ["甲", "乙", "丙", "丁", "戊"],
             "read_back": "signed"}, state="submitted"),
        Did("2026-03-02", "sun", "register", {"petition_class": "appeal"}),
        Refusal("2026-03-02", "sun", "name_representatives", {"representatives": ["甲", "乙", "丙", "丁", "戊", "己"]},
                cites="第二十条", says="最多 5", field="representatives"),
        Did("2026-03-03", "sun", "join", {"other_number": "2026000001", "reason": "同一小区供暖"}, state="registered",
            clocks={"xf.route": "2026-03-17"}),
    ),
)  # fmt: skip

TAKEN_BACK = Story(
    "J11 taken back",
    (
        Did("2026-03-02", "zhao", "submit", FILING),
        Did("2026-03-03", "sun", "register", {"petition_class": "appeal"}),
        Did("2026-03-03", "sun", "assign", {"to_unit": "housing", "report_by": "2026-05-01"}),
        Refusal("2026-03-05", "zhao", "withdraw", {}, says="自己愿意", field="free_will"),
        Refusal("2026-03-05", "sun", "withdraw", {"free_will": True}, says="信访人"),
        Did("2026-03-05", "zhao", "withdraw", {"free_will": True}, state="withdrawn",
            gone=("xf.route", "xf.inform.forwarded", "xf.objection", "xf.assign.report")),
        Refusal("2026-03-06", "handler", "inform", INFORMED, says="撤回"),
    ),
)  # fmt: skip

AGREED = {
    "consent_petitioner": True,
    "consent_other": True,
    "lawful": True,
    "parties": ["业主", "物业公司"],
}

INSTALMENTS = Story(
    "J12 settled at the table",
    (
        Did("2026-03-02", "zhao", "submit", DIRECT),
        Did("2026-03-02", "handler", "register", {"petition_class": "appeal"}),
        Did("2026-03-03", "handler", "inform_ours", INFORMED),
        Did("2026-04-01", "handler", "accept", clocks={"xf.handle": ("2026-05-16", "2026-05-18")}),
        Did("2026-04-10", "handler", "hear", HEARD),
        Refusal("2026-04-20", "handler", "mediate", {**AGREED, "consent_other": False}, cites="第三十三条",
                field="consent_other"),
        Did("2026-04-20", "handler", "mediate", AGREED, state="mediating",
            clocks={"xf.handle": ("2026-05-16", "2026-05-18"), "xo.mediation": "2026-05-20"}),
        Did("2026-05-10", "handler", "settle",
            {"terms": "分三期支付", "due_on": "2026-06-01", "free_petitioner": True, "free_other": True},
            state="settled", gone=("xf.handle", "xo.mediation"), clocks={"xo.settlement": "2026-06-01"}),
        Did("2026-06-01", "handler", "record_performance",
            {"kept_on": "2026-06-01", "what": "第一期", "due_on": "2026-07-01"}, clocks={"xo.settlement": "2026-07-01"}),
        Later("2026-07-09", "run_out", "2026-07-01", "xo.settlement", state="settled"),
        Did("2026-07-09", "handler", "record_performance",
            {"kept_on": "2026-07-09", "what": "第二期", "due_on": "2026-08-01"}, clocks={"xo.settlement": "2026-08-01"}),
        Later("2026-08-04", "run_out", "2026-08-01", "xo.settlement", state="settled"),
        Did("2026-08-05", "zhao", "report_breach", {"what": "第三期没有付"}, state="investigating",
            clocks={"xo.resume": "2026-09-04"}, gone=("xo.settlement",)),
        Did("2026-08-20", "li", "issue_opinion", {"answers": opinion("support", "explain")}, state="opinion_issued",
            gone=("xo.resume",)),
    ),
)  # fmt: skip

DIED_DOWN = Story(
    "either side may end a mediation, and the sixty days went on",
    (
        *INSTALMENTS.steps[:5],
        Did("2026-04-20", "handler", "mediate", AGREED),
        Did(
            "2026-04-22",
            "zhao",
            "end_mediation",
            state="investigating",
            gone=("xo.mediation",),
            clocks={"xf.handle": ("2026-05-16", "2026-05-18")},
        ),
    ),
)

LOCAL = Story(
    "a province that promised five working days and thirty days",
    (
        Did("2026-09-28", "zhao", "submit", FILING, clocks={"xf.route": "2026-10-10"}),
        Did("2026-09-29", "sun", "register", {"petition_class": "appeal"}),
        Did(
            "2026-09-30",
            "sun",
            "forward",
            {"to_unit": "housing"},
            clocks={"xf.inform.forwarded": "2026-10-13"},
        ),
        Did("2026-10-09", "handler", "inform", INFORMED, clocks={"xo.sort": "2026-10-13"}),
        Did("2026-10-10", "handler", "accept", clocks={"xf.handle": "2026-11-09"}),
        Refusal("2026-11-01", "li", "extend", {"days": 61, "reason": "复杂"}, field="days"),
        Did("2026-11-01", "li", "extend", {"days": 60, "reason": "复杂"}, clocks={"xf.handle": "2027-01-08"}),
    ),
    procedure="petition_zhejiang_2016",
)

COMPLAINT = {
    "subject": "Bins",
    "account": "Not emptied for a month.",
    "requests": ["Empty them"],
    "receiver": "council",
}
AFRESH = {"understood_as": "The bins were missed four times."}
UPHELD = [{"request": 1, "conclusion": "upheld", "facts": "f", "reasons": "r", "basis": "b"}]

COUNCIL = Story(
    "an English complaint: working days over Easter, counted from the acknowledgement, looked at again by another",
    (
        Did("2026-04-01", "zhao", "submit", COMPLAINT, clocks={"uk.acknowledge": "2026-04-10"}),
        Did("2026-04-02", "council", "acknowledge", {"to_unit": "parks", **AFRESH}, state="acknowledged",
            clocks={"uk.stage1": "2026-04-20"}),
        Refusal("2026-04-15", "parks", "extend_first", {"days": 11, "reason": "crew ill"}, field="days"),
        Did("2026-04-15", "parks", "extend_first", {"days": 10, "reason": "crew ill"}, clocks={"uk.stage1": "2026-05-05"}),
        Did("2026-04-30", "parks", "answer_first", {"answers": [{**UPHELD[0], "conclusion": "not_upheld"}]},
            state="answered", clocks={"uk.stage2.request": "2026-06-01"}),
        Did("2026-05-20", "zhao", "ask_second", {}, state="second_received",
            clocks={"uk.stage2.acknowledge": "2026-05-28"}),
        Did("2026-05-21", "council", "acknowledge_second", AFRESH, clocks={"uk.stage2": "2026-06-19"}),
        Did("2026-06-10", "second", "answer_second_and_act", {"answers": UPHELD, "act_by": "2026-06-30"},
            state="acting", clocks={"uk.act": "2026-06-30"}),
        Did("2026-06-29", "parks", "report_done", {"result": "Emptied."}, state="closed_after_acting"),
    ),
    procedure="complaint_lgsco_2024",
)  # fmt: skip

LATE_ACKNOWLEDGEMENT = Story(
    "an acknowledgement that comes late gives the council no more time",
    (
        Did("2026-04-01", "zhao", "submit", COMPLAINT, clocks={"uk.acknowledge": "2026-04-10"}),
        Did(
            "2026-04-30",
            "council",
            "acknowledge",
            {"to_unit": "parks", **AFRESH},
            clocks={"uk.stage1": "2026-04-24"},
        ),
        Did(
            "2026-05-05",
            "parks",
            "answer_first",
            {"answers": UPHELD},
            clocks={"uk.stage2.request": "2026-06-03"},
        ),
        Later("2026-06-05", "lapse", "2026-06-03", "uk.stage2.request", state="closed"),
    ),
    procedure="complaint_lgsco_2024",
)

STORIES = (
    ACCUSED, UNDER_PRESSURE, BINS, SIMPLE_THEN_NOT, SIMPLE, NOT_SIMPLE, ELSEWHERE, OWN_DUTY, FORTY, TAKEN_BACK, INSTALMENTS, DIED_DOWN,
    LOCAL, COUNCIL, LATE_ACKNOWLEDGEMENT,
)  # fmt: skip
