"""Issuing the documents that an entry calls for."""

from xinqiao.documents.issue import issue, issue_procedure
from xinqiao.ledger.models import Entry


def follow(entry: Entry) -> None:
    """Make the rows of the documents of this entry, where they are not there already."""
    issue(entry, issue_procedure(entry))
