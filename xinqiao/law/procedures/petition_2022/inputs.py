"""What more than one action asks for. What only one action asks for stands with that action."""

from xinqiao.law.model import Input, Kind
from xinqiao.law.procedures.petition_2022.roles import STAFF
from xinqiao.law.words import _

REASON = Input(
    name="reason",
    title=_("理由"),
    kind=Kind.WORDS,
    help=_("用信访人看得懂的话写。这段话会原样告诉信访人。"),
    purpose=_("让信访人知道为什么"),
)

BASIS = Input(
    name="basis",
    title=_("依据"),
    kind=Kind.WORDS,
    help=_("写明法律、法规、规章或者其他规定的名称和条文。"),
    purpose=_("让信访人可以核对"),
)

PAPERS = Input(
    name="files",
    title=_("材料"),
    kind=Kind.FILES,
    required=False,
    help=_("照片、扫描件、录音或者文档。"),
    purpose=_("与本步骤有关的证据和文件"),
)

TO_UNIT = Input(
    name="to_unit",
    title=_("办理单位"),
    kind=Kind.UNIT,
    help=_("选择有权处理的单位。被反映的单位和它的下级不能选。"),
    purpose=_("本件交给谁办理"),
)

ANSWERS = Input(
    name="answers",
    title=_("逐项答复"),
    kind=Kind.ANSWERS,
    choices=(("support", _("支持")), ("explain", _("解释")), ("not_support", _("不予支持"))),
    help=_("每一项请求分别写明事实、理由、依据和处理意见。"),
    purpose=_("每一项请求都要有答复"),
)

SERVICE_WAYS = (
    ("electronic", _("电子送达（信访人已同意）")),
    ("signed", _("本人签收")),
    ("household", _("同住的成年家属签收")),
    ("organization", _("单位负责人或者收发人员签收")),
    ("post", _("邮寄，以回执日期为准")),
    ("left_with_witness", _("拒收，有见证人在场，留置送达")),
    ("left_on_record", _("拒收，拍照录像，留置送达")),
)
"""Receipt by public notice is left out on purpose: it would publish who petitions."""

SERVICE_WAY = Input(
    name="way",
    title=_("送达方式"),
    kind=Kind.CHOICE,
    choices=SERVICE_WAYS,
    only_by=STAFF,
    purpose=_("证明信访人确实收到了"),
)

SERVED_TO = Input(
    name="served_to",
    title=_("签收人"),
    kind=Kind.TEXT,
    required=False,
    only_by=STAFF,
    help=_("不是本人签收的，写明与信访人的关系；留置送达的，写明见证人和拒收原因。"),
    purpose=_("送达回证上要写明"),
)

CARRY_OUT_BY = Input(
    name="carry_out_by",
    title=_("执行到哪一天"),
    kind=Kind.DATE,
    future=True,
    help=_("这一天会告诉信访人。到期没有执行报告，督办人员会收到提醒。"),
    purpose=_("让支持的意见真正落实"),
)

OTHER_NUMBER = Input(
    name="other_number",
    title=_("另一件的编号"),
    kind=Kind.TEXT,
    most=40,
    purpose=_("指明是哪一件"),
)
