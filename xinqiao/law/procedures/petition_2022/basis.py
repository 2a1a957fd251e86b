"""What the rules of the petition procedure rest on."""

from xinqiao.law.model import Citation
from xinqiao.law.procedures.articles import article
from xinqiao.law.words import _

REGULATIONS = _("信访工作条例")


def art(number: int, paragraph: int = 0, item: int = 0) -> Citation:
    """An article of the Regulations on Petition Work of 2022.

    >>> str(art(34))
    '《信访工作条例》第三十四条'
    """
    return article(REGULATIONS, number, paragraph, item)


OWN = Citation(_("本单位自定"), mark="D")
"""The Regulations are silent here; the office chose the rule itself and says so."""

COUNTING = Citation(_("民事诉讼法"), _("第八十六条"))
"""Missed for force majeure or another good reason: time is given back (borrowed; the Regulations are silent)."""

SERVICE = Citation(_("民事诉讼法"), _("第八十七条"))
"""How papers are served (borrowed; the Regulations are silent)."""

PRIVACY = Citation(_("个人信息保护法"), _("第四十六条"))
RETENTION = Citation(_("个人信息保护法"), _("第十九条"))
SECURITY = Citation(_("个人信息保护法"), _("第五十一条"))
ERASURE = Citation(_("个人信息保护法"), _("第四十七条"))
REQUESTS_OF_PERSONS = Citation(_("个人信息保护法"), _("第五十条"))
CONSENT_TO_PUBLISH = Citation(_("个人信息保护法"), _("第二十五条"))

SIMPLE_SCOPE = Citation(_("信访事项简易办理办法"), _("第四条、第五条"), mark="S")
SIMPLE_TIME = Citation(_("信访事项简易办理办法"), mark="U")
"""The periods were read in the trial text of 2016 and are believed unchanged in the text of 2022."""

SATISFACTION = Citation(_("信访事项办理群众满意度评价工作办法"), _("第三条"), mark="S")
SATISFACTION_TIME = Citation(_("本单位自定"), mark="U")
"""How long the window stays open could not be verified; the office sets it."""

DISCIPLINE = Citation(_("纪检监察机关处理检举控告工作规则"), mark="S")
DISCIPLINE_RELAY = Citation(_("纪检监察机关处理检举控告工作规则"), _("第十五条、第十六条"), mark="S")

FEEDBACK_2005 = Citation(_("信访条例（2005年）"), _("第三十六条"))

LOCAL_REDO = Citation(_("山东省信访条例"), _("第四十五条"))
"""Outcomes of a review; the Regulations give no list, provincial law does."""

LOCAL_HEARING = Citation(_("山东省信访条例"), _("第三十九条"))
LOCAL_RECUSAL = Citation(_("浙江省信访条例"), _("第二十七条"))

PERFORMANCE = Citation(_("行政诉讼法"), _("第四十七条"), mark="U")
"""Two months to perform a duty that was asked for."""

MEDIATION = Citation(_("人民调解法"), _("第二十六条"))
CONFIRMATION = Citation(_("人民调解法"), _("第三十三条"))
