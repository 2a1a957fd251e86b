"""信访事项: petitions, under the Regulations on Petition Work in force from 1 May 2022 (pack ``cn-xf-2022``).

Read it like the statute: ``states`` and ``clocks`` first, then the actions in the order in which a matter travels. Each
action names its row (T01 to T43) in the published table of the procedure; what has no row is the office's own choice or
a right of the petitioner, and says on what it rests.

The sentence in ``tells`` may hold these placeholders, and no others:

``{name}``          a fact of the same action, shown as people read it: a unit by its name, a choice by its title, a day
                    as a date, a list by its number, words as they were said
``{unit}``          the unit that acts
``{owner}``         the unit with which the matter lies after the action
``{sender}`` …      the unit in that seat
``{last}``          the first last day among the duties that the action started
``{last:CLOCK}``    the last day of the clock CLOCK after the action
"""

from datetime import date

from xinqiao.law.model import Procedure
from xinqiao.law.procedures.petition_2022.accusation import ACCUSATION
from xinqiao.law.procedures.petition_2022.advice import ADVICE
from xinqiao.law.procedures.petition_2022.anytime import ANYTIME
from xinqiao.law.procedures.petition_2022.basis import REGULATIONS
from xinqiao.law.procedures.petition_2022.clocks import LAID_DOWN
from xinqiao.law.procedures.petition_2022.earlier import EARLIER
from xinqiao.law.procedures.petition_2022.ends import ENDS
from xinqiao.law.procedures.petition_2022.evaluation import EVALUATION
from xinqiao.law.procedures.petition_2022.handling import HANDLING
from xinqiao.law.procedures.petition_2022.identity import IDENTITY
from xinqiao.law.procedures.petition_2022.informing import INFORMING
from xinqiao.law.procedures.petition_2022.jurisdiction import JURISDICTION
from xinqiao.law.procedures.petition_2022.marks import MARKS
from xinqiao.law.procedures.petition_2022.mediation import MEDIATION_INSIDE
from xinqiao.law.procedures.petition_2022.opinion import OPINION
from xinqiao.law.procedures.petition_2022.personal import DECIDE_IN_TIME, ERASURE_ASKED, PERSONAL
from xinqiao.law.procedures.petition_2022.promises import PROMISES
from xinqiao.law.procedures.petition_2022.recusal import RECUSALS
from xinqiao.law.procedures.petition_2022.refusals import REFUSALS
from xinqiao.law.procedures.petition_2022.rereview import REREVIEW
from xinqiao.law.procedures.petition_2022.review import REVIEW
from xinqiao.law.procedures.petition_2022.routing import ROUTING
from xinqiao.law.procedures.petition_2022.simple import SIMPLE_HANDLING
from xinqiao.law.procedures.petition_2022.sorting import SORTING
from xinqiao.law.procedures.petition_2022.states import STATES
from xinqiao.law.procedures.petition_2022.submission import SUBMISSION
from xinqiao.law.procedures.petition_2022.suggestion import SUGGESTION
from xinqiao.law.procedures.petition_2022.supervision import SUPERVISION
from xinqiao.law.procedures.petition_2022.whole_file import FILE_VALID, WHOLE_FILE, WHOLE_FILE_MARKS
from xinqiao.law.words import _

PETITION_2022 = Procedure(
    name="petition_2022",
    title=_("信访事项"),
    law=REGULATIONS,
    in_force_from=date(2022, 5, 1),
    pack="cn-xf-2022",
    states=STATES,
    actions=(
        *SUBMISSION,
        *EARLIER,
        *ROUTING,
        *INFORMING,
        *JURISDICTION,
        *SORTING,
        *SUGGESTION,
        *ACCUSATION,
        *SIMPLE_HANDLING,
        *HANDLING,
        *MEDIATION_INSIDE,
        *OPINION,
        *REVIEW,
        *REREVIEW,
        *ENDS,
        *REFUSALS,
        *EVALUATION,
        *SUPERVISION,
        *ADVICE,
        *ANYTIME,
        *RECUSALS,
        *IDENTITY,
        *PERSONAL,
        *WHOLE_FILE,
    ),
    clocks=(*LAID_DOWN, *PROMISES, DECIDE_IN_TIME, FILE_VALID),
    marks=(*MARKS, ERASURE_ASKED, *WHOLE_FILE_MARKS),
)
