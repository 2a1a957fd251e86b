"""Mediation inside a petition, and an agreement followed until it is kept: T25 to T27.

The sixty days go on meanwhile: no national rule that stops them was found.
"""

from xinqiao.law.model import Action, Input, Kind, Role, Starts
from xinqiao.law.procedures.petition_2022.basis import CONFIRMATION, MEDIATION, OWN, art
from xinqiao.law.procedures.petition_2022.evaluation import WINDOWS
from xinqiao.law.procedures.petition_2022.inputs import PAPERS
from xinqiao.law.procedures.petition_2022.promises import WITH_THE_MATTER
from xinqiao.law.procedures.petition_2022.refusals import NOT_DONE
from xinqiao.law.procedures.petition_2022.roles import HANDLERS
from xinqiao.law.words import _

PARTIES = (Role.PETITIONER, Role.PARTY)

DUE_ON = Input(
    name="due_on",
    title=_("下一步履行的日期"),
    kind=Kind.DATE,
    future=True,
    help=_("分期履行的，写最近一期；履行以后再写下一期。"),
    purpose=_("到期没有履行，各方都会收到提醒"),
)

MEDIATE = Action(
    name="mediate",
    row="T25",
    title=_("进行调解"),
    by=HANDLERS,
    from_=("investigating",),
    to="mediating",
    cites=(art(33), art(37)),
    means=_(
        "各方都愿意、事情在本单位裁量范围内、不违反法律强制性规定的，可以调解。调解不收费，办理期限照常计算。"
    ),
    tells=_("各方同意调解，由{unit}主持，最迟在 {last} 前有结果。办理期限照常计算，您随时可以结束调解。"),
    inputs=(
        Input(
            name="consent_petitioner",
            title=_("信访人自愿参加调解"),
            kind=Kind.YES,
            must_be=_("信访人没有同意的，不能调解。"),
            purpose=_("调解必须自愿"),
        ),
        Input(
            name="consent_other",
            title=_("对方自愿参加调解"),
            kind=Kind.YES,
            must_be=_("对方没有同意的，不能调解。"),
            purpose=_("调解必须自愿"),
        ),
        Input(
            name="lawful",
            title=_("在裁量范围内，不违反强制性规定"),
            kind=Kind.YES,
            must_be=_("超出裁量范围或者违反法律强制性规定的，不能调解。"),
            purpose=_("调解不能违法"),
        ),
        Input(
            name="parties",
            title=_("参加调解的各方"),
            kind=Kind.NAMES,
            least=2,
            help=_("不需要身份证号码。"),
            purpose=_("写明谁和谁调解"),
        ),
        Input(
            name="open_or_closed",
            title=_("公开还是不公开"),
            kind=Kind.CHOICE,
            required=False,
            choices=(("closed", _("不公开")), ("public", _("公开"))),
            purpose=_("由各方决定"),
        ),
    ),
    bars=("recusal_asked", "hearing_asked"),
    starts=(Starts(clock="xo.mediation"),),
    issues=("mediation_consent",),
    notifies=(Role.PETITIONER, Role.PARTY),
)

SETTLE = Action(
    name="settle",
    row="T26",
    title=_("达成协议"),
    by=(*PARTIES, Role.COMPETENT_UNIT),
    from_=("mediating",),
    to="settled",
    cites=(art(33),),
    means=_(
        "各方自己谈定的内容写成协议：谁、做什么、多少钱、哪一天、怎样做。每一方都要说明这是自己的真实意思。"
        "协议履行完，或者信访人自己说可以结束，本件才结束。"
    ),
    tells=_("各方已达成协议。第一步约定在 {due_on} 履行。各方可以在 30 日内共同申请人民法院司法确认。"),
    inputs=(
        Input(
            name="terms",
            title=_("协议内容"),
            kind=Kind.WORDS,
            help=_("逐项写清楚：谁、做什么、多少、哪一天、在哪里、怎样做。"),
            purpose=_("写清楚才能履行"),
        ),
        DUE_ON,
        Input(
            name="free_petitioner",
            title=_("信访人：这是我的真实意思"),
            kind=Kind.YES,
            must_be=_("信访人没有确认是自己的真实意思，不能写成协议。"),
            purpose=_("协议必须自愿"),
        ),
        Input(
            name="free_other",
            title=_("对方：这是我的真实意思"),
            kind=Kind.YES,
            must_be=_("对方没有确认是自己的真实意思，不能写成协议。"),
            purpose=_("协议必须自愿"),
        ),
        PAPERS,
    ),
    bars=("recusal_asked", "hearing_asked"),
    stops=("xf.handle", "xo.mediation", "xo.redo", "xo.resume"),
    starts=(Starts(clock="xo.settlement", until="due_on"),),
    issues=("settlement_agreement",),
    notifies=(Role.PETITIONER, Role.PARTY),
)

END_MEDIATION = Action(
    name="end_mediation",
    row="T27",
    title=_("结束调解"),
    by=(*PARTIES, Role.COMPETENT_UNIT),
    from_=("mediating",),
    to="investigating",
    cites=(art(33), MEDIATION),
    means=_("任何一方都可以随时结束调解，不需要对方同意。本件继续由原来的单位作出处理意见。"),
    tells=_("调解已经结束，没有达成协议。{owner}继续办理；您也可以申请仲裁、行政复议或者向人民法院起诉。"),
    inputs=(
        Input(
            name="reason",
            title=_("原因"),
            kind=Kind.WORDS,
            required=False,
            purpose=_("可以不写"),
        ),
    ),
    stops=("xo.mediation",),
    issues=("mediation_end",),
    notifies=(Role.PETITIONER, Role.PARTY, Role.COMPETENT_UNIT),
)

RECORD_PERFORMANCE = Action(
    name="record_performance",
    title=_("登记履行了一步"),
    by=HANDLERS,
    from_=("settled",),
    to="same",
    cites=(art(33), OWN),
    means=_("记下哪一天履行了哪一步，再写下一步的日期。"),
    tells=_("协议的一步已在 {kept_on} 履行，下一步约定在 {due_on}。"),
    inputs=(
        Input(
            name="kept_on",
            title=_("履行日期"),
            kind=Kind.DATE,
            purpose=_("如实记录"),
        ),
        Input(name="what", title=_("履行了什么"), kind=Kind.WORDS, purpose=_("如实记录")),
        DUE_ON,
        PAPERS,
    ),
    stops=("xo.settlement",),
    starts=(Starts(clock="xo.settlement", until="due_on"),),
    issues=("performance_record",),
    notifies=(Role.PETITIONER, Role.PARTY),
)

CLOSE_SETTLEMENT = Action(
    name="close_settlement",
    title=_("协议已经全部履行"),
    by=(Role.PETITIONER, Role.COMPETENT_UNIT),
    from_=("settled",),
    to="settlement_kept",
    cites=(art(33), OWN),
    means=_("全部履行完了，或者信访人自己说可以结束。由单位登记的，要附履行凭证。"),
    tells=_("协议已经履行完，本件办结。如果实际上没有履行完，请在这里告诉我们。"),
    inputs=(
        Input(name="what", title=_("履行情况"), kind=Kind.WORDS, purpose=_("如实记录")),
        PAPERS,
    ),
    clears=("assigned",),
    stops=WITH_THE_MATTER,
    starts=WINDOWS,
    issues=("performance_record", "closing_report"),
    notifies=(Role.PETITIONER, Role.PARTY, Role.SENDER),
    against=True,
    remedy=NOT_DONE,
    answers=True,
)

REPORT_BREACH = Action(
    name="report_breach",
    title=_("协议没有履行，请求继续办理"),
    by=(Role.PETITIONER, Role.COMPETENT_UNIT),
    from_=("settled", "settlement_kept"),
    to="investigating",
    cites=(art(33), CONFIRMATION, OWN),
    means=_(
        "协议没有履行的，您可以请单位继续办理并作出处理意见，也可以向人民法院起诉；共同申请过司法确认的，可以申请强制执行。"
    ),
    tells=_("协议没有履行，{owner}继续办理，最迟在 {last} 前作出处理意见。"),
    inputs=(
        Input(name="what", title=_("哪些没有履行"), kind=Kind.WORDS, purpose=_("如实记录")),
        PAPERS,
    ),
    stops=("xo.settlement",),
    starts=(Starts(clock="xo.resume"),),
    notifies=(Role.PETITIONER, Role.PARTY, Role.COMPETENT_UNIT),
)

MEDIATION_INSIDE = (
    MEDIATE,
    SETTLE,
    END_MEDIATION,
    RECORD_PERFORMANCE,
    CLOSE_SETTLEMENT,
    REPORT_BREACH,
)
