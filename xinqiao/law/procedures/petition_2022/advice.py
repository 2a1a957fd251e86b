"""The first two suggestion powers where many matters have one cause: improve the work, improve the policy (art. 14, 40).

Pressing (``supervise``) is for a unit that broke a rule. Here nobody need have broken one: the same trouble comes again
and again, and the office advises the unit that can end it. The advice is an action on one of the matters, because there
the unit has a seat, a clock and a duty to answer, and the petitioner sees what came of their word.
"""

from xinqiao.law.model import Action, Input, Kind, Role, Sets, Starts
from xinqiao.law.procedures.petition_2022.basis import FEEDBACK_2005, art
from xinqiao.law.procedures.petition_2022.roles import TELL_PETITIONER
from xinqiao.law.procedures.petition_2022.states import WITH_COMPETENT_UNIT
from xinqiao.law.words import _

ADVISE = Action(
    name="advise",
    title=_("提出改进建议"),
    by=(Role.SUPERVISOR,),
    from_=WITH_COMPETENT_UNIT,
    to="same",
    cites=(art(14, item=6), art(40), FEEDBACK_2005),
    means=_(
        "多件事情出于同一个原因的，向能够消除原因的单位提出改进工作或者完善政策的建议，请它书面反馈。"
        "说的是问题，不是人：不写是谁反映的。"
    ),
    tells=_(
        "不只您一位反映了这样的问题。我们向{owner}提出了建议：{advice}。{owner}最迟在 {last:xf.advice.feedback} 前书面反馈。"
    ),
    inputs=(
        Input(
            name="advice",
            title=_("建议的种类"),
            kind=Kind.CHOICE,
            choices=(("improve_work", _("改进工作")), ("improve_policy", _("完善政策"))),
            purpose=_("三项建议权"),
        ),
        Input(
            name="facts",
            title=_("反复发生的情况"),
            kind=Kind.WORDS,
            help=_("什么问题、在哪里、多少件、从什么时候到什么时候。不写信访人的姓名和编号。"),
            purpose=_("让单位看到同一个原因"),
        ),
        Input(
            name="demand",
            title=_("建议做什么"),
            kind=Kind.WORDS,
            help=_("写明怎样从根上解决，能核对的做法和日期。"),
            purpose=_("让单位知道怎样改进"),
        ),
    ),
    bars=("accusation", "advised"),
    sets=(Sets(mark="advised"),),
    starts=(Starts(clock="xf.advice.feedback"),),
    issues=("advice_letter",),
    notifies=(*TELL_PETITIONER, Role.COMPETENT_UNIT, Role.UNIT_HEAD),
)

ADVICE = (ADVISE,)
