"""Every document that an action can issue: what it is called, to whom it goes, and what stands on it.

Nearly all are one of two sheets: a letter (what a unit says, with number, reasons, dates, remedy) or a form (a table
of what is known, and lines to sign). A document differs from its fellows only in the fields below.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xinqiao.law.model import Role
from xinqiao.law.words import _

LETTER = "documents/letter.html"
OPINION = "documents/opinion.html"
FORM = "documents/form.html"

TO_PETITIONER = _("您在{filed}反映的“{subject}”（编号 {number}），现在告诉您：")
DECIDED = _("您在{filed}反映的“{subject}”（编号 {number}），{unit}已经查清，逐项作出处理意见：")
TO_UNIT = _("关于信访事项“{subject}”（编号 {number}），函告如下：")

PETITIONER_SIGNS = _("信访人（签名或者捺印）")
DAY = _("日期")


@dataclass(frozen=True, kw_only=True)
class Document:
    """One kind of document.

    ``to`` is the petitioner, the role whose unit receives it, or None for what stays in the file. ``mark`` is the word
    in its number; a document without one is not numbered. ``opening`` begins a letter; ``rows`` are the inputs of a
    form, latest values first found, in this order (empty: what the issuing action was told). ``signs`` are lines to
    sign, ``declares`` a sentence above them. ``encloses`` lists the papers of the matter and what is asked.
    """

    name: str
    title: str
    to: Role | None = Role.PETITIONER
    layout: str = LETTER
    mark: str = ""
    opening: str = ""
    rows: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    declares: str = ""
    encloses: bool = False
    decides: bool = False  # a decision with a remedy of its own, served on the petitioner
    named: bool = False  # the name and address of the petitioner are rows of the form


def _letter(
    name: str, title: str, mark: str, to: Role | None = Role.PETITIONER, *, opening: str = "", **more: Any
) -> Document:
    opening = opening or (TO_PETITIONER if to is Role.PETITIONER else TO_UNIT)
    return Document(name=name, title=title, mark=mark, to=to, opening=opening, **more)


def _form(name: str, title: str, to: Role | None = None, **more: Any) -> Document:
    return Document(name=name, title=title, to=to, layout=FORM, **more)


DOCUMENTS: tuple[Document, ...] = (
    # Taking in
    _form(
        "receipt_slip",
        _("查询码告知单"),
        Role.PETITIONER,
        rows=("subject", "place"),
        declares=_(
            "查询码在提交的时候已经交给您，系统里不存它本身，所以这里留空，可以自己抄写。"
            "凭编号和查询码，在网上、打电话或者到接待场所都可以查询进展。查询码遗失了，可以到收到的单位换发。"
        ),
    ),
    _form(
        "registration_form",
        _("信访事项登记表"),
        named=True,
        rows=(
            "channel",
            "petition_class",
            "content_class",
            "occurrence",
            "people",
            "representatives",
            "on_behalf",
            "secrecy",
            "electronic_service",
            "subject",
            "place",
            "happened",
            "about_unit",
            "about_name",
            "account",
            "requests",
        ),
        signs=(_("登记人"), DAY),
        encloses=True,
    ),
    _form(
        "oral_record",
        _("口头信访记录"),
        declares=_("以上记录已经读给我听（我已看过），与我说的一致。"),
        signs=(PETITIONER_SIGNS, _("记录人"), DAY),
    ),
    _form(
        "representatives_list",
        _("代表推选书"),
        declares=_("我们推选以上人员作为代表，说明我们共同的请求。没有当代表的人，请求同样会得到答复。"),
        signs=(_("推选人（签名或者捺印）"), _("推选人（签名或者捺印）"), _("推选人（签名或者捺印）"), DAY),
    ),
    # Routing and informing
    _letter("notice_of_receipt", _("受理情况和办理途径告知书"), _("告")),
    _letter("notice_of_forwarding", _("转送交办告知书"), _("转告")),
    _letter(
        "forwarding_letter",
        _("转送函"),
        _("转"),
        Role.COMPETENT_UNIT,
        opening=_(
            "现将信访事项“{subject}”（编号 {number}，{received}收到）转给你单位，请依照规定办理，并按期书面告知信访人。"
        ),
        encloses=True,
    ),
    _letter(
        "assignment_letter",
        _("交办函"),
        _("交"),
        Role.COMPETENT_UNIT,
        opening=_(
            "现将信访事项“{subject}”（编号 {number}，{received}收到）交给你单位办理，请按期书面告知信访人，并反馈办理结果。"
        ),
        encloses=True,
    ),
    _letter("urgent_report", _("重大紧急信访事项报告"), _("急报"), Role.SUPERIOR_UNIT),
    _letter("objection_letter", _("异议函"), _("异"), Role.SENDER),
    _letter("objection_decision", _("异议审核意见"), _("异审"), Role.COMPETENT_UNIT),
    _letter("dispute_report", _("管辖争议报告"), _("争报"), Role.SUPERIOR_UNIT),
    _letter("jurisdiction_decision", _("指定受理决定"), _("指定"), Role.COMPETENT_UNIT, encloses=True),
    _letter("acceptance_notice", _("受理告知书"), _("受告")),
    _letter("non_acceptance_notice", _("不予受理告知书"), _("不受")),
    _letter("no_further_acceptance_notice", _("不再受理告知书"), _("不再")),
    _letter("guidance_notice", _("法定途径告知书"), _("途径")),
    _letter("challenge_decision", _("对不办决定的审查意见"), _("审查")),
    # Accusations
    _letter(
        "sealed_transfer",
        _("检举控告移送函（密封）"),
        _("密移"),
        Role.DISCIPLINE_BODY,
        opening=_(
            "现将检举控告“{subject}”（编号 {number}，{received}收到）密封移送你单位。"
            "举报人的情况和举报材料，不得透露、转给被举报的人和单位。"
        ),
        encloses=True,
    ),
    _letter("accusation_acceptance", _("检举控告受理告知书"), _("举受")),
    _letter("accusation_feedback", _("检举控告办理情况反馈"), _("举复")),
    # Handling
    _form(
        "investigation_record",
        _("调查核实记录"),
        signs=(_("调查人"), _("调查人"), _("被调查人（签名）"), DAY),
    ),
    _form("recusal_request", _("回避申请"), signs=(_("申请人（签名或者捺印）"), DAY)),
    _letter("recusal_decision", _("回避决定"), _("避决")),
    _form("hearing_request", _("听证申请"), Role.COMPETENT_UNIT, signs=(_("申请人（签名或者捺印）"), DAY)),
    _letter("hearing_request_decision", _("听证申请答复"), _("听复")),
    _letter("hearing_notice", _("听证通知"), _("听通")),
    _form(
        "hearing_record",
        _("听证笔录"),
        declares=_("以上笔录已经看过，记录属实。拒绝签名的，由听证主持人注明。"),
        signs=(PETITIONER_SIGNS, _("其他参加人"), _("主持人"), _("记录人"), DAY),
    ),
    _form("hearing_report", _("听证报告"), signs=(_("主持人"), _("听证员"), DAY)),
    _letter("extension_notice", _("延期告知书"), _("延告")),
    _letter("opinion", _("信访处理意见书"), _("意见"), layout=OPINION, opening=DECIDED, decides=True),
    _letter("suggestion_reply", _("建议意见答复"), _("建复")),
    _letter("duty_answer", _("履行职责答复"), _("履复")),
    _letter("execution_order", _("督促执行函"), _("督执"), Role.COMPETENT_UNIT),
    _letter("execution_report", _("执行情况报告"), _("执报")),
    _letter("closing_report", _("办结报告"), _("办结"), Role.SENDER),
    _letter("closing_notice", _("办结告知书"), _("结告")),
    _form("assistance_record", _("帮助记录"), signs=(_("经办人"), DAY)),
    # At one table
    _form(
        "mediation_consent",
        _("同意调解书"),
        declares=_(
            "我们自愿接受调解，知道可以拒绝，也可以随时退出；调解不收费，不影响以后向法院起诉或者申请仲裁。"
        ),
        signs=(PETITIONER_SIGNS, _("另一方当事人"), _("调解人"), DAY),
    ),
    _form(
        "settlement_agreement",
        _("调解（和解）协议书"),
        declares=_("我们自愿达成以上协议，会按约定履行。"),
        signs=(PETITIONER_SIGNS, _("另一方当事人"), _("调解人"), DAY),
    ),
    _form("mediation_end", _("终止调解记录"), signs=(_("调解人"), DAY)),
    _form("performance_record", _("协议履行记录"), signs=(PETITIONER_SIGNS, _("另一方当事人"), DAY)),
    # Review and re-review
    _form("review_request", _("复查申请"), Role.REVIEW_BODY, signs=(_("申请人（签名或者捺印）"), DAY)),
    _letter("review_opinion", _("复查意见书"), _("复查"), decides=True),
    _letter("redo_order", _("责令重新办理决定"), _("重办"), Role.COMPETENT_UNIT),
    _form("rereview_request", _("复核申请"), Role.REREVIEW_BODY, signs=(_("申请人（签名或者捺印）"), DAY)),
    _letter("rereview_opinion", _("复核意见书"), _("复核"), decides=True),
    # Pressing
    _letter("supervision_letter", _("督办函"), _("督办"), Role.COMPETENT_UNIT),
    _letter("advice_letter", _("改进建议书"), _("建议"), Role.COMPETENT_UNIT),
    _letter("advice_feedback", _("采纳情况反馈"), _("采反"), None),
    _letter("obstruction_answer", _("阻挠、打击报复反映的答复"), _("阻复")),
    _letter("erasure_decision", _("个人信息删除请求答复"), _("删复")),
    # Service, withdrawal, evaluation
    _form(
        "service_receipt",
        _("送达回证"),
        signs=(
            _("受送达人（签名或者捺印）"),
            _("代收人及与受送达人的关系"),
            _("拒收的原因"),
            _("见证人"),
            _("送达人"),
            DAY,
        ),
    ),
    _form(
        "withdrawal",
        _("撤回申请"),
        declares=_("我自愿撤回。我知道撤回以后期限停止计算，以后有需要可以再提出。"),
        signs=(PETITIONER_SIGNS, DAY),
    ),
    _form("evaluation", _("满意度评价表")),
)

DOCUMENT_NAMED: Mapping[str, Document] = {one.name: one for one in DOCUMENTS}
