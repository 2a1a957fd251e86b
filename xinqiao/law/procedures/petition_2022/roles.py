"""Who does things, in the groups in which they do them."""

from xinqiao.law.model import Role

RECEIVERS = (Role.PETITION_OFFICE, Role.UNIT_DESK)
"""Staff of the office that received the petition, whatever its kind."""

HANDLERS = (Role.COMPETENT_UNIT,)

REVIEWERS = (Role.REVIEW_BODY, Role.REREVIEW_BODY)

STAFF = (
    *RECEIVERS,
    Role.SENDER,
    Role.COMPETENT_UNIT,
    Role.SUPERIOR_UNIT,
    Role.DISCIPLINE_BODY,
    *REVIEWERS,
    Role.SUPERVISOR,
)

PETITIONER_OR_RECEIVERS = (Role.PETITIONER, *RECEIVERS)
"""The petitioner, or the staff who write down what was said on paper, at the counter or on the telephone."""

PETITIONER = (Role.PETITIONER,)

TELL_PETITIONER = (Role.PETITIONER,)
