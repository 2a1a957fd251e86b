"""Personal information: the same steps as in the petition procedure, resting on the law of the country."""

from dataclasses import replace

from xinqiao.law.model import Action, Citation, Remedy, Role
from xinqiao.law.procedures.complaint_lgsco_2024.inputs import AT_THE_DOOR, DESK, ENDED, OPEN, OWN
from xinqiao.law.procedures.petition_2022 import personal as petition
from xinqiao.law.procedures.petition_2022 import states as petition_states
from xinqiao.law.words import _

GDPR = _("英国《通用数据保护条例》")

KEPT_SHORT = Citation(GDPR, _("第五条第一款第五项"), mark="S")
RECTIFIED = Citation(GDPR, _("第十六条"), mark="S")
ERASED = Citation(GDPR, _("第十七条"), mark="S")
ANSWERED = Citation(GDPR, _("第十二条第三款"), mark="S")

COMMISSIONER = Remedy(
    action="",
    body=_("信息专员办公室，或者法院"),
    limit=_("一般在三个月内向信息专员办公室提出"),
)

DECIDE_IN_TIME = replace(
    petition.DECIDE_IN_TIME,
    id="uk.erasure",
    cites=(ANSWERED, OWN),
    note=_("条例规定一个月以内；这里按 30 日计算，不会更晚。"),
)

ERASURE_ASKED = replace(petition.ERASURE_ASKED, cites=(ANSWERED,))


def _here(action: Action, cites: tuple[Citation, ...]) -> Action:
    """The same step in this procedure: its own states and desks, its own law."""
    ended, opened = (
        set(action.from_) & set(petition_states.ENDED),
        set(action.from_) & set(petition_states.OPEN),
    )
    return replace(
        action,
        by=AT_THE_DOOR if Role.PETITIONER in action.by else action.by,
        from_=(*(OPEN if opened else ()), *(ENDED if ended else ())),
        cites=cites,
        inputs=tuple(replace(one, only_by=DESK) if one.only_by else one for one in action.inputs),
        starts=tuple(replace(one, clock="uk.erasure") for one in action.starts),
        stops=tuple("uk.erasure" for _one in action.stops),
    )


PERSONAL = (
    _here(petition.CHANGE_CONTACT, (RECTIFIED,)),
    _here(petition.ASK_ERASURE, (ERASED, ANSWERED)),
    _here(petition.GRANT_ERASURE, (ERASED, ANSWERED)),
    replace(_here(petition.REFUSE_ERASURE, (ERASED, ANSWERED)), remedy=COMMISSIONER),
    _here(petition.ERASE_IDENTITY, (ERASED, KEPT_SHORT)),
    _here(petition.ERASE_WORDS, (ERASED, KEPT_SHORT)),
    _here(petition.STRIKE_WORDS, (ERASED,)),
)
