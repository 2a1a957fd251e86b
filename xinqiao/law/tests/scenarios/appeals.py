"""An appeal from filing to execution, with what may come between (journeys J1, J2, J3)."""

from xinqiao.law.tests.scenarios.telling import DIRECT, FILING, Did, Later, Refusal, Story, opinion

HEARD = {"heard_how": "interview", "record": "如实记录", "no_interest": True}
INFORMED = {"how_it_goes_on": "由我们上门查看，再书面答复。"}

LIFT = Story(
    "J1 a broken lift",
    (
        Did("2026-03-02", "zhao", "submit", {**FILING, "electronic_service": True, "secrecy": "sealed"},
            state="submitted", clocks={"xf.route": "2026-03-17"}, gone=("xf.inform.direct",),
            bodies={"receiver": "petitions"}),
        Did("2026-03-06", "sun", "register", {"petition_class": "appeal"}, state="registered"),
        Refusal("2026-03-06", "wu", "forward", {"to_unit": "housing"}, cites="第二十二条"),
        Did("2026-03-06", "sun", "forward", {"to_unit": "housing"}, state="forwarded",
            clocks={"xf.inform.forwarded": ("2026-03-21", "2026-03-23"), "xf.objection": "2026-03-13"},
            gone=("xf.route",), bodies={"competent_unit": "housing", "sender": "petitions"}),
        Did("2026-03-10", "handler", "inform", INFORMED, state="informed", gone=("xf.inform.forwarded", "xf.objection"),
            clocks={"xo.sort": ("2026-03-21", "2026-03-23")}),
        Did("2026-03-12", "handler", "accept", state="accepted", clocks={"xf.handle": "2026-05-11"}, gone=("xo.sort",)),
        Refusal("2026-03-13", "li", "issue_opinion", {"answers": opinion("support", "support")},
                cites="第三十一条第六项", says="没有听取信访人陈述的记录"),
        Did("2026-03-20", "handler", "hear", HEARD, state="investigating", marks=("heard",)),
        Refusal("2026-04-20", "handler", "issue_opinion", {"answers": opinion("support", "support")}, cites="第三十二条"),
        Refusal("2026-04-20", "li", "issue_opinion", {"answers": opinion("support")}, says="还缺第 2 项", field="answers"),
        Did("2026-04-20", "li", "issue_opinion", {"answers": opinion("support", "support")}, state="opinion_issued",
            gone=("xf.handle",), clocks={"xo.serve": "2026-04-27"}, marks=("support",)),
        Refusal("2026-04-21", "zhao", "ask_review", {"grounds": "不同意"}, cites="第三十五条"),
        Did("2026-04-22", "zhao", "serve_opinion", clocks={"xf.review.request": "2026-05-22"}, gone=("xo.serve",)),
        Did("2026-04-23", "handler", "press_execution", {"carry_out_by": "2026-06-30", "acts": "换曳引机"},
            state="executing", clocks={"xo.execute": "2026-06-30"}),
        Later("2026-05-25", "lapse_meanwhile", "2026-05-22", "xf.review.request", state="executing"),
        Did("2026-06-18", "handler", "report_execution", {"result": "电梯已恢复运行。"},
            state="executed", gone=("xo.execute",),
            clocks={"xf.evaluate.unit": ("2026-07-18", "2026-07-20"), "xf.evaluate.office": ("2026-07-18", "2026-07-20")}),
        Refusal("2026-06-19", "handler", "evaluate_unit", {"efficiency": "satisfied"}, says="信访人"),
        Did("2026-06-19", "zhao", "evaluate_unit",
            {"efficiency": "satisfied", "attitude": "satisfied", "result": "satisfied"}, state="executed"),
        Did("2026-06-19", "zhao", "evaluate_office", {"efficiency": "dissatisfied", "attitude": "dissatisfied"}),
        Did("2026-07-20 23:59", "zhao", "evaluate_office", {"efficiency": "mostly_satisfied", "attitude": "satisfied"}),
        Refusal("2026-07-21", "zhao", "evaluate_unit",
                {"efficiency": "satisfied", "attitude": "satisfied", "result": "satisfied"}, says="评价办理单位"),
    ),
)  # fmt: skip

NOBODYS_JOB = Story(
    "J2 nobody's job",
    (
        Did("2026-09-16", "zhao", "submit", FILING),
        Did("2026-09-17", "sun", "register", {"petition_class": "appeal"}),
        Did("2026-09-17", "sun", "assign", {"to_unit": "labour", "report_by": "2026-11-20"}, state="assigned",
            clocks={"xf.objection": "2026-09-23", "xf.inform.forwarded": ("2026-10-02", "2026-10-08"),
                    "xf.assign.report": "2026-11-20"}),
        Did("2026-09-22", "labour", "object", {"reason": "不归我们管", "basis": "三定方案"}, state="objected",
            clocks={"xo.objection": "2026-09-30", "xf.inform.forwarded": ("2026-10-02", "2026-10-08")}),
        Did("2026-09-24", "sun", "refuse_objection", {"reason": "三定方案写明归你们管"}, state="forwarded",
            clocks={"xf.inform.forwarded": ("2026-10-02", "2026-10-08")}, marks=("objection_refused",)),
        Refusal("2026-09-25", "labour", "object", {"reason": "还是不归我们管", "basis": "三定方案"},
                cites="第二十四条", says="已经审核过"),
        Did("2026-09-28", "labour", "dispute", {"reason": "协商不成"}, state="jurisdiction_dispute",
            bodies={"superior_unit": "county"}, clocks={"xf.inform.forwarded": ("2026-10-02", "2026-10-08")}),
        Refusal("2026-09-28", "labour", "designate", {"to_unit": "housing", "reason": "归住建"}, cites="第二十四条"),
        Did("2026-09-29", "county", "designate", {"to_unit": "housing", "reason": "归住建"}, state="forwarded",
            clocks={"xf.inform.forwarded": ("2026-10-14", "2026-10-14")}, gone=("xo.dispute",),
            bodies={"competent_unit": "housing", "sender": "county"}),
        Refusal("2026-09-30", "handler", "dispute", {"reason": "还是有争议"}, cites="第二十四条"),
        Did("2026-10-09", "handler", "inform", INFORMED, state="informed"),
    ),
)  # fmt: skip

RETURNED = Story(
    "an objection that is agreed goes back to be routed again",
    (
        Did("2026-03-02", "zhao", "submit", FILING),
        Did("2026-03-02", "sun", "register", {"petition_class": "appeal"}),
        Did("2026-03-03", "sun", "assign", {"to_unit": "labour", "report_by": "2026-05-20"}),
        Did("2026-03-05", "labour", "object", {"reason": "不归我们管", "basis": "三定方案"}),
        Did("2026-03-06", "sun", "agree_objection", {"reason": "核实属实"}, state="registered",
            clocks={"xo.reroute": "2026-03-13"}, gone=("xf.inform.forwarded", "xf.assign.report", "xo.objection")),
        Did("2026-03-09", "sun", "forward", {"to_unit": "housing"}, state="forwarded", gone=("xo.reroute",),
            clocks={"xf.objection": "2026-03-16"}),
        Did("2026-03-10", "handler", "object", {"reason": "也不归我们管", "basis": "三定方案"}, state="objected"),
    ),
)  # fmt: skip

TO_THE_SIXTY_DAYS = (
    Did("2026-01-04", "zhao", "submit", FILING),
    Did("2026-01-04", "sun", "register", {"petition_class": "appeal"}),
    Did("2026-01-04", "sun", "forward", {"to_unit": "housing"}),
    Did("2026-01-05", "handler", "inform", INFORMED),
    Did("2026-01-05", "handler", "accept", clocks={"xf.handle": ("2026-03-06", "2026-03-06")}),
)

LATE = Story(
    "J3 late",
    (
        *TO_THE_SIXTY_DAYS,
        Refusal("2026-03-05", "handler", "extend", {"days": 30, "reason": "复杂"}, cites="第三十四条"),
        Refusal("2026-03-05", "li", "extend", {"days": 31, "reason": "复杂"}, field="days"),
        Refusal("2026-03-05", "li", "extend", {"days": 30}, field="reason"),
        Did("2026-03-05", "li", "extend", {"days": 30, "reason": "要做结构鉴定"},
            clocks={"xf.handle": ("2026-04-05", "2026-04-07")}),
        Refusal("2026-03-20", "li", "extend", {"days": 1, "reason": "再延"}, cites="第三十四条", says="延长过一次"),
        Later("2026-04-20", "run_out", "2026-04-07", "xf.handle", state="accepted"),
        Did("2026-04-20", "supervisor", "supervise", {"trigger": "overdue", "demand": "五日内答复"},
            clocks={"xf.advice.feedback": "2026-05-20"}),
        Did("2026-04-21", "zhao", "ask_supervision", {"text": "已经超期"}),
        Did("2026-04-22", "handler", "answer_supervision", {"adoption": "adopted", "reason": "马上办"},
            gone=("xf.advice.feedback",)),
        Did("2026-04-22", "handler", "hear", HEARD, state="investigating"),
    ),
)  # fmt: skip

TOO_LATE_TO_EXTEND = Story(
    "J3 the day after the sixty days nobody can extend",
    (
        *TO_THE_SIXTY_DAYS,
        Refusal(
            "2026-03-07",
            "li",
            "extend",
            {"days": 30, "reason": "复杂"},
            cites="第三十四条",
            says="2026-03-06",
        ),
    ),
)

SILENCE = Story(
    "silence never helps the unit: the sixty days begin when it should have decided",
    (
        Did("2026-03-02", "zhao", "submit", DIRECT, clocks={"xf.inform.direct": "2026-03-17"}, gone=("xf.route",)),
        Did("2026-03-03", "handler", "register", {"petition_class": "appeal"}),
        Did("2026-03-04", "handler", "inform_ours", INFORMED, clocks={"xo.sort": "2026-03-17"},
            bodies={"competent_unit": "housing"}),
        Later("2026-04-10", "run_out", "2026-03-17", "xo.sort", state="informed"),
        Did("2026-04-10", "handler", "accept", clocks={"xf.handle": ("2026-05-16", "2026-05-18")}),
    ),
)  # fmt: skip

HEARING = Story(
    "a hearing inside handling does not stop the sixty days",
    (
        *TO_THE_SIXTY_DAYS,
        Did("2026-01-08", "handler", "hear", HEARD, clocks={"xf.handle": "2026-03-06"}),
        Did("2026-01-09", "zhao", "ask_hearing", {"grounds": "争议很大"}, clocks={"xo.hearing.answer": "2026-01-16"}),
        Refusal("2026-01-10", "li", "issue_opinion", {"answers": opinion("support", "support")},
                cites="第三十一条第六项", says="听证"),
        Did("2026-01-12", "handler", "hold_hearing",
            {"hearing_on": "2026-01-22", "hearing_place": "会议室", "chair": "法制科", "public": "public"},
            state="hearing", gone=("xo.hearing.answer",), clocks={"xf.handle": "2026-03-06", "xo.hearing": "2026-02-11"}),
        Did("2026-01-22", "handler", "close_hearing", {"record": "笔录", "report": "报告"}, state="investigating",
            clocks={"xf.handle": "2026-03-06"}, gone=("xo.hearing",)),
        Did("2026-01-23", "zhao", "ask_recusal", {"whom": "经办人", "grounds": "是物业经理的亲戚"},
            clocks={"xo.recusal": "2026-01-30"}),
        Refusal("2026-01-24", "li", "issue_opinion", {"answers": opinion("support", "support")}, cites="第二十八条"),
        Did("2026-01-26", "li", "decide_recusal", {"decision": "granted", "reason": "属实"}, gone=("xo.recusal",)),
        Did("2026-01-27", "li", "issue_opinion", {"answers": opinion("explain", "not_support")}, state="opinion_issued"),
        Did("2026-01-28", "handler", "serve_opinion", {"served_on": "2026-01-28", "way": "signed"},
            clocks={"xf.review.request": "2026-02-27"}, gone=("xo.execute",)),
        Refusal("2026-01-29", "zhao", "serve_opinion", says="已经送达"),
        Later("2026-03-02", "lapse", "2026-02-27", "xf.review.request", state="final"),
        Did("2026-03-03", "handler", "help", {"offered": "协助申请救助"}, state="final"),
        Did("2026-03-04", "zhao", "ask_review_late",
            {"grounds": "不同意", "late_reason": "good_reason", "obstacle_ended_on": "2026-03-01"},
            state="review_open", clocks={"xf.review.decide": "2026-04-03"}, bodies={"review_body": "county"}),
        Refusal("2026-03-05", "handler", "refuse_late_review", {"reason": "没有理由"}, cites="第三十五条"),
        Did("2026-03-05", "county", "refuse_late_review", {"reason": "没有理由"}, state="final"),
    ),
)  # fmt: skip

STORIES = (LIFT, NOBODYS_JOB, RETURNED, LATE, TOO_LATE_TO_EXTEND, SILENCE, HEARING)
