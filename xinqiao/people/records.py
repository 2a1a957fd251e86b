"""What happened to an account, written down."""

from datetime import datetime

from xinqiao.people.models import AccountChange, Change, Invitation, Officer


def record(
    what: Change,
    account: Officer | Invitation,
    *,
    by: Officer | None,
    at: datetime,
    before: str = "",
    after: str = "",
    reason: str = "",
) -> None:
    """Add one row; ``by`` is None for whoever runs the server."""
    AccountChange.objects.create(
        username=account.username,
        unit_id=account.unit_id,
        what=what,
        at=at,
        by=by,
        before=before[:200],
        after=after[:200],
        reason=reason[:200],
    )
