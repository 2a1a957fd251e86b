"""The procedure in force, and its times in words."""

from django.conf import settings
from django.utils.translation import gettext, ngettext

from xinqiao.law.catalogue import find_procedure
from xinqiao.law.model import Clock, Procedure, Unit


def procedure_now() -> Procedure:
    """The procedure under which new matters begin."""
    return find_procedure(settings.PROCEDURE)


def length(clock: Clock) -> str:
    """How long a clock runs, in words: 15 天, 5 个工作日."""
    if clock.length is None:
        return gettext("由办理单位定")
    many = clock.length
    match clock.unit:
        case Unit.WORKING_DAY:
            text = ngettext("%(many)d 个工作日", "%(many)d 个工作日", many)
        case Unit.MONTH:
            text = ngettext("%(many)d 个月", "%(many)d 个月", many)
        case Unit.YEAR:
            text = ngettext("%(many)d 年", "%(many)d 年", many)
        case _:
            text = ngettext("%(many)d 天", "%(many)d 天", many)
    return text % {"many": many}
