"""Up the ladder: review, re-review with a hearing, an order to decide again, the same facts once more (journey J4)."""

from xinqiao.law.tests.scenarios.appeals import HEARD, INFORMED
from xinqiao.law.tests.scenarios.telling import FILING, Did, Later, Refusal, Story, opinion

REVIEWED = {"outcome": "uphold", "findings": "查明", "reason": "理由", "basis": "依据", "carry_out": "no"}
REREVIEWED = {"outcome": "uphold", "findings": "查明", "reason": "理由", "basis": "依据"}

TO_THE_OPINION = (
    Did("2026-02-02", "zhao", "submit", {**FILING, "receiver": "township", "direct": True},
        clocks={"xf.inform.direct": ("2026-02-17", "2026-02-24")}),
    Did("2026-02-03", "clerk", "register", {"petition_class": "appeal"}),
    Did("2026-02-04", "clerk", "inform_ours", INFORMED),
    Did("2026-02-05", "clerk", "accept", clocks={"xf.handle": ("2026-04-06", "2026-04-07")}),
    Did("2026-03-02", "clerk", "hear", HEARD),
    Did("2026-03-30", "qian", "issue_opinion", {"answers": opinion("not_support", "explain")}, state="opinion_issued"),
    Refusal("2026-04-02", "clerk", "serve_opinion", {"served_on": "2026-03-29", "way": "signed"}, field="served_on"),
    Refusal("2026-04-02", "clerk", "serve_opinion", {"served_on": "2026-04-03", "way": "signed"}, field="served_on"),
    Did("2026-04-02", "clerk", "serve_opinion", {"served_on": "2026-04-01", "way": "household", "served_to": "母亲"},
        clocks={"xf.review.request": ("2026-05-01", "2026-05-06")}),
)  # fmt: skip

TO_THE_REVIEW = (
    *TO_THE_OPINION,
    Did("2026-05-06 23:50", "zhao", "ask_review", {"grounds": "没有核实"}, state="review_open",
        clocks={"xf.review.decide": ("2026-06-05", "2026-06-05")}, bodies={"review_body": "county"}),
)  # fmt: skip

LADDER = Story(
    "J4 up the ladder, with a hearing",
    (
        *TO_THE_REVIEW,
        Refusal("2026-06-04", "qian", "decide_review", REVIEWED, cites="第三十五条"),
        Did("2026-06-04", "county", "decide_review", REVIEWED, state="review_decided",
            clocks={"xo.serve.review": "2026-06-11"}, gone=("xf.review.decide",), marks=("reviewed",)),
        Did("2026-06-08", "zhao", "serve_review", clocks={"xf.rereview.request": ("2026-07-08", "2026-07-08")}),
        Did("2026-06-30", "zhao", "ask_rereview", {"grounds": "依据不对", "wants_hearing": True}, state="rereview_open",
            clocks={"xf.rereview.decide": ("2026-07-30", "2026-07-30")}, bodies={"rereview_body": "city"}),
        Did("2026-07-10", "city", "open_rereview_hearing", {"hearing_place": "市政务中心", "chair": "听证主持人"},
            state="rereview_hearing", clocks={"xo.rereview.hearing": "2026-08-10"}),
        Refusal("2026-07-12", "city", "decide_rereview", REREVIEWED, cites="第三十六条"),
        Did("2026-07-17", "city", "close_rereview_hearing", {"record": "笔录", "report": "报告"},
            state="rereview_open", clocks={"xf.rereview.decide": "2026-08-07"}, gone=("xo.rereview.hearing",)),
        Did("2026-08-05", "city", "decide_rereview", REREVIEWED, state="concluded", gone=("xf.rereview.decide",)),
        Refusal("2026-08-20", "clerk", "no_longer_accept",
                {"raised_again_on": "2026-08-20", "reason": "同样的事", "basis": "条例"}, cites="第三十六条",
                says="新的事实", field="same_facts"),
        Did("2026-08-20", "clerk", "no_longer_accept",
            {"raised_again_on": "2026-08-20", "same_facts": True, "reason": "逐项比对，事实和理由相同", "basis": "条例"},
            state="no_longer_accepted", clocks={"xo.challenge": "2026-10-19"}),
        Did("2026-09-01", "zhao", "challenge", {"grounds": "有新的鉴定报告"}, state="challenged",
            bodies={"superior_unit": "county"}),
        Did("2026-09-03", "colleague", "order_acceptance", {"reason": "是新的事实"}, state="registered",
            clocks={"xf.inform.direct": "2026-09-18"}),
    ),
)  # fmt: skip

TOO_LATE = Story(
    "J4 one minute after midnight the thirty days are over",
    (
        *TO_THE_OPINION,
        Refusal(
            "2026-05-07 00:01",
            "zhao",
            "ask_review",
            {"grounds": "不同意"},
            cites="第三十五条",
            says="正当理由耽误",
        ),
        Later("2026-05-07 00:01", "lapse", "2026-05-06", "xf.review.request", state="final"),
    ),
)

SAME_PERSON = Story(
    "who decided the review takes no part in the re-review",
    (
        *TO_THE_REVIEW,
        Did("2026-06-04", "county", "decide_review", {**REVIEWED, "outcome": "order_redo"}, state="review_decided",
            clocks={"xo.order_redo": "2026-06-11"}, marks=("order_redo",)),
        Did("2026-06-05", "county", "serve_review", {"served_on": "2026-06-05", "way": "signed"}),
        Refusal("2026-06-06", "clerk", "order_redo", {"reason": "事实不清", "redo_by": "2026-07-10"}, cites="第四十五条"),
        Did("2026-06-08", "county", "order_redo", {"reason": "事实不清", "redo_by": "2026-07-10"}, state="investigating",
            clocks={"xo.redo": "2026-07-10"}, gone=("xf.rereview.request", "xo.order_redo"), marks=("redo",)),
        Refusal("2026-06-10", "qian", "issue_opinion", {"answers": opinion("not_support", "explain")}, says="听取"),
        Did("2026-06-10", "clerk", "hear", {**HEARD, "heard_how": "waived"}),
        Refusal("2026-06-12", "qian", "issue_opinion", {"answers": opinion("not_support", "explain")}, says="同样的意见"),
        Refusal("2026-06-12", "qian", "issue_new_opinion",
                {"answers": opinion("not_support", "explain"), "what_changed": "没有"}, field="not_the_same"),
        Did("2026-06-12", "qian", "issue_new_opinion",
            {"answers": opinion("support", "explain"), "what_changed": "重新鉴定", "not_the_same": True},
            state="opinion_issued", gone=("xo.redo",), marks=("support",)),
        Did("2026-06-15", "zhao", "serve_opinion",
            clocks={"xf.review.request": "2026-07-15", "xo.execute": "2026-06-30"}),
        Later("2026-07-20", "lapse_into_execution", "2026-07-15", "xf.review.request", state="executing"),
        Refusal("2026-07-21", "supervisor", "report_execution", {"result": "已做"}, cites="第三十二条"),
        Did("2026-07-21", "clerk", "report_execution", {"result": "已修好"}, state="executed"),
        Did("2026-07-25", "zhao", "dispute_execution", {"what": "又停了"}, state="executing",
            clocks={"xo.execute": "2026-08-07"}, marks=("support",)),
    ),
)  # fmt: skip

GRANTED_AT_LAST = Story(
    "what the re-review grants is carried out, and the reviewer of the review is another",
    (
        *TO_THE_REVIEW,
        Did("2026-06-04", "county", "decide_review", REVIEWED),
        Did("2026-06-08", "zhao", "serve_review"),
        Did("2026-06-30", "zhao", "ask_rereview", {"grounds": "依据不对"}),
        Did("2026-07-20", "city", "decide_rereview_and_execute",
            {**REREVIEWED, "outcome": "change", "carry_out_by": "2026-09-30"}, state="executing",
            clocks={"xo.execute": "2026-09-30"}),
        Did("2026-09-20", "clerk", "report_execution", {"result": "已做"}, state="executed"),
    ),
)  # fmt: skip

STORIES = (LADDER, TOO_LATE, SAME_PERSON, GRANTED_AT_LAST)
