"""The procedures this house knows, in one explicit list."""

from collections.abc import Iterable
from datetime import date

from xinqiao.law.model import Clock, Procedure
from xinqiao.law.procedures.complaint_lgsco_2024 import COMPLAINT_LGSCO_2024
from xinqiao.law.procedures.petition_2022 import PETITION_2022
from xinqiao.law.procedures.petition_zhejiang_2016 import PETITION_ZHEJIANG_2016

PROCEDURES: tuple[Procedure, ...] = (PETITION_2022, PETITION_ZHEJIANG_2016, COMPLAINT_LGSCO_2024)


def find_procedure(name: str) -> Procedure:
    """The procedure with this name or pack. Raises ``LookupError``.

    >>> find_procedure("cn-xf-2022").name
    'petition_2022'
    """
    for procedure in PROCEDURES:
        if name in (procedure.name, procedure.pack):
            return procedure
    raise LookupError(f"no procedure is called {name!r}")


def procedure_in_force(family: str, day: date, procedures: Iterable[Procedure] = PROCEDURES) -> Procedure:
    """The procedure of this family (its name up to the year) in force on ``day``. Raises ``LookupError``.

    >>> procedure_in_force("petition", date(2026, 3, 2)).name
    'petition_2022'
    """
    for procedure in procedures:
        stem, _line, year = procedure.name.rpartition("_")
        begun = procedure.in_force_from <= day
        ended = procedure.in_force_until is not None and day > procedure.in_force_until
        if stem == family and year.isdecimal() and begun and not ended:
            return procedure
    raise LookupError(f"no procedure of the family {family!r} is in force on {day.isoformat()}")


def find_clock(clock_id: str, procedure: str | None = None) -> Clock:
    """The clock with this id, in one procedure or in the first that has it. Raises ``LookupError``.

    >>> find_clock("xf.handle").length
    60
    """
    for one in PROCEDURES if procedure is None else (find_procedure(procedure),):
        if clock_id in one.clock_named:
            return one.clock_named[clock_id]
    raise LookupError(f"no clock is called {clock_id!r}")
