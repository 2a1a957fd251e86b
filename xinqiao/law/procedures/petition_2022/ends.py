"""How the line ends: time for asking runs out, the same facts again, help afterwards, withdrawal. T36 to T39."""

from xinqiao.law.model import Action, Input, Kind, Role, Sets, Starts
from xinqiao.law.procedures.petition_2022.basis import OWN, art
from xinqiao.law.procedures.petition_2022.inputs import BASIS, REASON
from xinqiao.law.procedures.petition_2022.promises import WITH_THE_MATTER
from xinqiao.law.procedures.petition_2022.refusals import CHALLENGE_REMEDY
from xinqiao.law.procedures.petition_2022.roles import PETITIONER, RECEIVERS, REVIEWERS, TELL_PETITIONER
from xinqiao.law.procedures.petition_2022.states import ENDED, OPEN
from xinqiao.law.words import _

SYSTEM = (Role.SYSTEM,)
REQUEST_TIMES = ("xf.review.request", "xf.rereview.request")

LAPSE = Action(
    name="lapse",
    row="T37",
    title=_("请求期限已过，意见生效"),
    by=SYSTEM,
    from_=("opinion_issued", "review_decided"),
    to="final",
    cites=(art(35), art(36)),
    tells=_("请求复查、复核的期限已过，您没有提出，这件事办结。有正当理由耽误的，仍然可以说明理由后提出。"),
    needs=("served",),
    bars=("support", "order_redo"),
    after=REQUEST_TIMES,
    sets=(Sets(mark="lapsed"),),
    stops=REQUEST_TIMES,
    issues=("closing_notice",),
    notifies=TELL_PETITIONER,
    answers=True,
)

LAPSE_INTO_EXECUTION = Action(
    name="lapse_into_execution",
    row="T37",
    title=_("请求期限已过，继续执行"),
    by=SYSTEM,
    from_=("opinion_issued", "review_decided"),
    to="executing",
    cites=(art(32), art(35), art(36)),
    tells=_("请求复查、复核的期限已过。支持您的部分还没有执行完，{owner}要继续执行。"),
    needs=("served", "support"),
    bars=("order_redo",),
    after=REQUEST_TIMES,
    sets=(Sets(mark="lapsed"),),
    stops=REQUEST_TIMES,
    notifies=TELL_PETITIONER,
)

LAPSE_MEANWHILE = Action(
    name="lapse_meanwhile",
    row="T37",
    title=_("请求期限已过"),
    by=SYSTEM,
    from_=("executing", "executed"),
    to="same",
    cites=(art(35), art(36)),
    tells=_("请求复查、复核的期限已过。有正当理由耽误的，仍然可以说明理由后提出。"),
    after=REQUEST_TIMES,
    sets=(Sets(mark="lapsed"),),
    stops=REQUEST_TIMES,
    notifies=TELL_PETITIONER,
)

NO_LONGER_ACCEPT = Action(
    name="no_longer_accept",
    row="T36",
    title=_("不再受理"),
    by=(*RECEIVERS, Role.COMPETENT_UNIT, *REVIEWERS),
    from_=("concluded", "executed"),
    to="no_longer_accepted",
    cites=(art(36, 2),),
    means=_(
        "复核以后，仍然以同一事实和理由提出同样的请求的，不再受理。是不是同一事实和理由，要由人逐项比对并写明；"
        "有新的事实或者理由的，作为新的事项登记。"
    ),
    tells=_(
        "您再次提出的事情与已经复核的是同一事实和理由，不再受理。理由：{reason}如果有新的事实，可以作为新的事项提出。"
    ),
    inputs=(
        Input(
            name="raised_again_on",
            title=_("再次提出的日期"),
            kind=Kind.DATE,
            purpose=_("如实记录"),
        ),
        Input(
            name="same_facts",
            title=_("已逐项比对：事实和理由都相同"),
            kind=Kind.YES,
            must_be=_("有新的事实或者理由的，不能不再受理，请作为新的事项登记。"),
            purpose=_("新的事实应当受理"),
        ),
        REASON,
        BASIS,
    ),
    needs=("rereviewed",),
    stops=WITH_THE_MATTER,
    starts=(Starts(clock="xo.challenge"),),
    issues=("no_further_acceptance_notice",),
    notifies=TELL_PETITIONER,
    against=True,
    remedy=CHALLENGE_REMEDY,
    answers=True,
)

HELP = Action(
    name="help",
    row="T38",
    title=_("帮助"),
    by=(*RECEIVERS, Role.SENDER, Role.COMPETENT_UNIT, Role.SUPERIOR_UNIT, *REVIEWERS),
    from_=(*OPEN, *ENDED),
    to="same",
    cites=(art(37),),
    means=_("解释、化解、帮扶，或者协助申请社会救助、司法救助。帮助不附条件，不要求信访人不再反映。"),
    tells=_("{unit}提供了帮助：{offered}"),
    inputs=(
        Input(
            name="offered",
            title=_("提供了什么帮助"),
            kind=Kind.WORDS,
            purpose=_("让信访人知道可以得到什么"),
        ),
    ),
    issues=("assistance_record",),
    notifies=TELL_PETITIONER,
)

WITHDRAW = Action(
    name="withdraw",
    row="T39",
    title=_("撤回"),
    by=PETITIONER,
    from_=OPEN,
    to="withdrawn",
    cites=(OWN,),
    means=_(
        "撤回以后，这件事不再办理，所有期限停止。以后有需要，可以重新提出，原来的材料还能找到。没有人可以要求您撤回。"
    ),
    tells=_("您撤回了这件事。以后有需要，可以重新提出。"),
    inputs=(
        Input(
            name="free_will",
            title=_("这是我自己的决定，没有人要求我这样做"),
            kind=Kind.YES,
            must_be=_("只有您自己愿意，才能撤回。如果有人要求您撤回，请选择“反映阻挠、打击报复”。"),
            purpose=_("保护您的权利"),
        ),
        Input(name="why", title=_("原因"), kind=Kind.WORDS, required=False, purpose=_("可以不写")),
    ),
    clears=("assigned",),
    stops=WITH_THE_MATTER,
    issues=("withdrawal",),
    notifies=(Role.PETITIONER, Role.RECEIVER, Role.COMPETENT_UNIT),
)

ENDS = (LAPSE, LAPSE_INTO_EXECUTION, LAPSE_MEANWHILE, NO_LONGER_ACCEPT, HELP, WITHDRAW)
