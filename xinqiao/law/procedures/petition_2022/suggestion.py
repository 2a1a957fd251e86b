"""What becomes of a suggestion after the reply: the measure is done, and the answer may be published."""

from xinqiao.law.model import Action, Input, Kind, Sets, Starts
from xinqiao.law.procedures.petition_2022.basis import CONSENT_TO_PUBLISH, OWN, art
from xinqiao.law.procedures.petition_2022.evaluation import WINDOWS
from xinqiao.law.procedures.petition_2022.inputs import PAPERS
from xinqiao.law.procedures.petition_2022.refusals import NOT_DONE
from xinqiao.law.procedures.petition_2022.roles import HANDLERS, PETITIONER, TELL_PETITIONER
from xinqiao.law.words import _

PROMISE_MEASURE = Action(
    name="promise_measure",
    title=_("写下要落实的事"),
    by=HANDLERS,
    from_=("closed_suggestion",),
    to="measure_promised",
    cites=(art(29), OWN),
    means=_("采纳的建议变成一件有日期的事。到期没有做，督办人员会收到提醒，信访人也看得到。"),
    tells=_("{unit}采纳了您的建议，承诺在 {measure_by} 前做到：{measure}"),
    inputs=(
        Input(
            name="measure",
            title=_("要做的事"),
            kind=Kind.WORDS,
            help=_("写得让人能核对：在哪里、做什么、做成什么样。"),
            purpose=_("采纳的建议要落实"),
        ),
        Input(
            name="measure_by",
            title=_("做到哪一天"),
            kind=Kind.DATE,
            future=True,
            purpose=_("采纳的建议要落实"),
        ),
    ),
    starts=(Starts(clock="xo.measure", until="measure_by"),),
    notifies=TELL_PETITIONER,
)

REPORT_MEASURE = Action(
    name="report_measure",
    title=_("报告已经做到"),
    by=HANDLERS,
    from_=("measure_promised",),
    to="closed_suggestion",
    cites=(art(29), OWN),
    means=_("附上看得见的证据，例如照片、文件。没有做到的，如实写明原因。"),
    tells=_("{unit}报告了建议的落实情况：{result}"),
    inputs=(
        Input(name="result", title=_("落实情况"), kind=Kind.WORDS, purpose=_("让信访人看到结果")),
        PAPERS,
    ),
    stops=("xo.measure",),
    starts=WINDOWS,
    issues=("execution_report",),
    notifies=TELL_PETITIONER,
    against=True,
    remedy=NOT_DONE,
    answers=True,
)

AGREE_TO_PUBLISH = Action(
    name="agree_to_publish",
    title=_("同意公开答复"),
    by=PETITIONER,
    from_=("closed_suggestion", "measure_promised"),
    to="same",
    cites=(CONSENT_TO_PUBLISH, OWN),
    means=_(
        "同意把建议和答复公开给大家看。公开的内容里没有您的姓名、联系方式和任何能认出您的信息。您可以不同意。"
    ),
    tells=_("您同意公开这份答复，公开时不出现您的身份。"),
    sets=(Sets(mark="publish_agreed"),),
    notifies=HANDLERS,
)

TAKE_BACK_PUBLISHING = Action(
    name="take_back_publishing",
    title=_("不再同意公开"),
    by=PETITIONER,
    from_=("closed_suggestion", "measure_promised"),
    to="same",
    cites=(CONSENT_TO_PUBLISH, OWN),
    means=_("收回同意以后，公开的页面会撤下。"),
    tells=_("您收回了公开的同意。"),
    needs=("publish_agreed",),
    clears=("publish_agreed",),
    notifies=HANDLERS,
)

PUBLISH = Action(
    name="publish",
    title=_("公开答复"),
    by=HANDLERS,
    from_=("closed_suggestion", "measure_promised"),
    to="same",
    cites=(CONSENT_TO_PUBLISH, OWN),
    means=_("公开去掉身份信息的建议和答复。必须先有信访人同意，再由人核对一遍里面没有身份信息。"),
    tells=_("{unit}公开了这份答复，里面没有您的身份信息。"),
    inputs=(
        Input(
            name="public_text",
            title=_("公开的内容"),
            kind=Kind.WORDS,
            help=_("不写姓名、电话、门牌号和其他能认出人的内容。"),
            purpose=_("让更多人知道这件事怎样解决"),
        ),
        Input(
            name="no_identity",
            title=_("已核对，没有身份信息"),
            kind=Kind.YES,
            must_be=_("公开以前，请核对内容里没有任何能认出人的信息。"),
            purpose=_("保护信访人"),
        ),
    ),
    needs=("publish_agreed",),
    notifies=TELL_PETITIONER,
)

SUGGESTION = (PROMISE_MEASURE, REPORT_MEASURE, AGREE_TO_PUBLISH, TAKE_BACK_PUBLISHING, PUBLISH)
