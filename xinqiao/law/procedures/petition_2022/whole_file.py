"""The whole file of a matter, handed to another body: two persons agree, for one making and a short time.

The Regulations are silent; that it takes two is the office's own choice, so that no single officer can carry a matter
away. The request, the agreement and the making are each an entry, and the petitioner reads them. That the second
person is there at all, and has not had to stay away since, the door finds out (``cases.whole_file``).
"""

from xinqiao.law.model import Action, Clock, Input, Kind, Mark, Role, Sets, Starts
from xinqiao.law.procedures.petition_2022.basis import OWN, SECURITY
from xinqiao.law.procedures.petition_2022.inputs import REASON
from xinqiao.law.procedures.petition_2022.roles import RECEIVERS, STAFF, TELL_PETITIONER
from xinqiao.law.procedures.petition_2022.states import ENDED, OPEN
from xinqiao.law.words import _

EVERYWHERE = (*OPEN, *ENDED)

WITH_DUTY = tuple(role for role in STAFF if role is not Role.SUPERVISOR)
"""Who has a duty in the matter, and so may need its file elsewhere."""

SECOND = (*RECEIVERS, Role.SUPERVISOR)
"""Who agrees: the office that took the matter in, or the supervisor of the area."""

ASKS, AGREES = "ask_whole_file", "approve_whole_file"

BASIS_OF_TWO = (OWN, SECURITY)

ASK_WHOLE_FILE = Action(
    name=ASKS,
    title=_("申请提取整件案卷"),
    by=WITH_DUTY,
    from_=EVERYWHERE,
    to="same",
    cites=BASIS_OF_TWO,
    means=_(
        "要把整件案卷交给复查机关、法院等单位的，写明交给谁、为什么。由另一个人同意以后，您才能下载一次。"
        "每一步都会记下来，信访人看得到是哪个单位、交给谁、为什么。"
    ),
    tells=_("{unit}申请提取整件案卷，准备交给{recipient}。由另一个人决定是否同意，最迟在 {last} 前。"),
    inputs=(
        Input(
            name="whom",
            title=_("交给哪一类单位"),
            kind=Kind.CHOICE,
            choices=(
                ("review", _("复查、复核机关")),
                ("court", _("人民法院、人民检察院")),
                ("discipline", _("纪检监察机关")),
                ("superior", _("上级单位或者督查机关")),
                ("other", _("法律规定可以调取的其他单位")),
            ),
            purpose=_("让同意的人和信访人知道交给谁"),
        ),
        Input(
            name="recipient",
            title=_("收案卷的单位"),
            kind=Kind.TEXT,
            most=80,
            help=_("写单位的全称，不写人名。信访人看得到。"),
            purpose=_("让同意的人和信访人知道交给谁"),
        ),
        Input(
            name="reason",
            title=_("为什么要交出整件案卷"),
            kind=Kind.WORDS,
            most=1000,
            help=_("写明依据，有来函的写明文号。信访人看得到，请不要写人名。"),
            purpose=_("让同意的人判断，让信访人知道为什么"),
        ),
        Input(
            name="valid_days",
            title=_("几天以内有效"),
            kind=Kind.DAYS,
            derived=True,
            purpose=_("同意不能一直有效"),
        ),
    ),
    bars=("whole_file_asked", "whole_file_agreed"),
    sets=(Sets(mark="whole_file_asked"),),
    starts=(Starts(clock="xo.file", days="valid_days"),),
    notifies=(Role.RECEIVER,),
)

APPROVE_WHOLE_FILE = Action(
    name=AGREES,
    title=_("同意提取整件案卷"),
    by=SECOND,
    from_=EVERYWHERE,
    to="same",
    cites=BASIS_OF_TWO,
    means=_(
        "请核对交给谁、为什么、有没有依据。同意以后，申请的那一位可以在期限内下载一次；再要一份，要重新申请。"
        "申请的人自己不能同意。"
    ),
    tells=_("{unit}同意提取整件案卷，只能下载一次，到 {last} 为止。"),
    inputs=(
        Input(
            name="checked",
            title=_("我核对过交给谁、为什么，依据是够的"),
            kind=Kind.YES,
            must_be=_("请先核对交给谁、为什么，再同意。"),
            purpose=_("同意的人对自己的同意负责"),
        ),
        Input(
            name="valid_days",
            title=_("几天以内有效"),
            kind=Kind.DAYS,
            derived=True,
            purpose=_("同意不能一直有效"),
        ),
    ),
    needs=("whole_file_asked",),
    within=("xo.file",),
    clears=("whole_file_asked",),
    sets=(Sets(mark="whole_file_agreed"),),
    starts=(Starts(clock="xo.file", days="valid_days"),),
    second_to=(ASKS,),
)

REFUSE_WHOLE_FILE = Action(
    name="refuse_whole_file",
    title=_("不同意提取整件案卷"),
    by=SECOND,
    from_=EVERYWHERE,
    to="same",
    cites=BASIS_OF_TWO,
    means=_("写明理由。申请的那一位可以补充理由以后重新申请。"),
    tells=_("{unit}没有同意提取整件案卷。"),
    inputs=(REASON,),
    needs=("whole_file_asked",),
    clears=("whole_file_asked",),
    stops=("xo.file",),
    second_to=(ASKS,),
    forgets=(ASKS, AGREES),
)

DROP_WHOLE_FILE = Action(
    name="drop_whole_file",
    title=_("不再提取整件案卷"),
    by=WITH_DUTY,
    from_=EVERYWHERE,
    to="same",
    cites=BASIS_OF_TWO,
    means=_("收回您自己的申请。已经同意的，也不再有效。"),
    tells=_("{unit}收回了提取整件案卷的申请。"),
    within=("xo.file",),
    clears=("whole_file_asked", "whole_file_agreed"),
    stops=("xo.file",),
    only_by_doer_of=(ASKS,),
    forgets=(ASKS, AGREES),
)

TAKE_WHOLE_FILE = Action(
    name="take_whole_file",
    title=_("提取整件案卷"),
    by=WITH_DUTY,
    from_=EVERYWHERE,
    to="same",
    cites=BASIS_OF_TWO,
    means=_("下载一次。下载以后同意就用完了，再要一份，要重新申请、由另一个人再同意。"),
    tells=_("{unit}提取了整件案卷，交给申请时写明的单位。"),
    needs=("whole_file_agreed",),
    within=("xo.file",),
    clears=("whole_file_agreed",),
    stops=("xo.file",),
    notifies=TELL_PETITIONER,
    second_to=(AGREES,),
    only_by_doer_of=(ASKS,),
    forgets=(ASKS, AGREES),
)

WHOLE_FILE_LAPSES = Action(
    name="whole_file_lapses",
    title=_("提取案卷的申请过期"),
    by=(Role.SYSTEM,),
    from_=EVERYWHERE,
    to="same",
    cites=BASIS_OF_TWO,
    tells=_("提取整件案卷的申请过了期限，不再有效，没有提取。"),
    after=("xo.file",),
    clears=("whole_file_asked", "whole_file_agreed"),
    forgets=(ASKS, AGREES),
)

FILE_VALID = Clock(
    id="xo.file",
    title=_("提取整件案卷的申请有效"),
    length=None,
    binds=Role.RECEIVER,
    right=True,  # nobody owes an agreement; what was not decided or not taken in time is over
    aside=True,
    roll=False,
    trigger=_("申请、同意之日"),
    cites=(OWN,),
    note=_("几天由单位自己规定；同意以后重新计算一次。"),
)

WHOLE_FILE_MARKS = (
    Mark(
        name="whole_file_asked",
        title=_("提取案卷的申请还没有决定"),
        missing=_("没有等待决定的提取案卷申请。"),
        present=_("已经有人申请提取这一件的案卷，还没有决定。"),
        instead=_("请等决定，或者等这次申请过期以后再提出。"),
        cites=(OWN,),
    ),
    Mark(
        name="whole_file_agreed",
        title=_("提取案卷已经得到同意，还没有提取"),
        missing=_("还不能提取：没有另一个人同意。"),
        present=_("提取这一件案卷的申请已经得到同意，还没有提取。"),
        instead=_("请先申请，写明交给谁、为什么，由另一个人同意以后再提取。"),
        cites=(OWN,),
    ),
)

WHOLE_FILE = (
    ASK_WHOLE_FILE,
    APPROVE_WHOLE_FILE,
    REFUSE_WHOLE_FILE,
    DROP_WHOLE_FILE,
    TAKE_WHOLE_FILE,
    WHOLE_FILE_LAPSES,
)
